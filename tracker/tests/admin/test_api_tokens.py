"""Tokens of the API on the desk: made by who may, shown once, listed and revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tracker.actions.api_tokens import make_api_token
from tracker.models import ApiToken, User
from tracker.queries.api_tokens import token_of
from tracker.tests.actions.calls_on_api_tokens import token_values
from tracker.tests.admin.browsing import Page, do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast, make_user

LIST = "/admin/tracker/apitoken/"
ADD = f"{LIST}add/"
TYPED = {"name": "Mail gateway", "scopes": ["offers:write", "replies:write"]}


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.anna)


def secret_on(page: Page) -> str:
    return str(page.tree.xpath("//code")[0].text_content())


def test_token_is_made_for_the_own_account_and_its_secret_shown_once(
    cast: Cast, desk: Client
) -> None:
    made = get(desk, ADD).send(**TYPED)

    token = ApiToken.objects.get()
    assert token_of(secret_on(made)) == token
    assert {"private", "no-store"} <= set(made.response["Cache-Control"].split(", "))
    assert (token.user, token.made_by, token.scopes) == (cast.anna, cast.anna, TYPED["scopes"])
    assert token.expires_on == timezone.localdate() + timedelta(days=90)
    for url in (LIST, page_of(token), page_of(token, "history")):
        page = get(desk, url)
        assert page.status == 200
        assert secret_on(made) not in page.response.content.decode()


def test_list_tells_whose_each_is_and_how_it_stands(cast: Cast, desk: Client) -> None:
    for name, values in {
        "Now": {},
        "Before": dict.fromkeys(
            ["expires_on", "used_on"], timezone.localdate() - timedelta(days=1)
        ),
        "Ended": {"revoked_at": timezone.now()},
    }.items():
        token = make_api_token(token_values(cast.anna, name=name), by=cast.anna).token
        ApiToken.objects.filter(pk=token.pk).update(**values)

    rows = get(desk, LIST).tree.xpath("//table[@id='result_list']/tbody/tr")

    told = [" ".join(one.text_content().split()) for one in rows]
    assert [one.partition(" ")[0] for one in told] == ["Ended", "Before", "Now"]
    assert ["revoked" in told[0], "expired" in told[1], "in force" in told[2]] == [True, True, True]
    assert ["never" in one for one in told] == [True, False, True]
    assert [one for one in told if "anna" not in one or "offers:write" not in one] == []


def test_token_of_a_closed_account_says_so(cast: Cast, sign_in: SignIn) -> None:
    make_api_token(token_values(cast.anna), by=cast.anna)
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)

    assert "its account is closed" in get(sign_in(cast.ben), LIST).text


def test_token_is_revoked_by_a_button(cast: Cast, desk: Client) -> None:
    token = make_api_token(token_values(cast.anna), by=cast.anna).token

    do(desk, token, "revoke")  # type: ignore[arg-type]

    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "Revoke it…" not in get(desk, page_of(token)).labels


def test_auditor_reads_the_list_and_makes_and_revokes_none(cast: Cast, sign_in: SignIn) -> None:
    token = make_api_token(token_values(cast.anna), by=cast.anna).token
    browser = sign_in(cast.aud)

    assert "Mail gateway" in get(browser, LIST).text
    assert get(browser, ADD).status == 403
    assert do(browser, token, "revoke").status == 403  # type: ignore[arg-type]
    token.refresh_from_db()
    assert token.revoked_at is None


def test_whose_rights_it_has_only_administrators_choose(cast: Cast, sign_in: SignIn) -> None:
    root = make_user("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    typed = TYPED | {"user": str(cast.ben.pk)}

    get(sign_in(cast.anna), ADD).send(**typed)
    get(sign_in(User.objects.get(pk=root.pk)), ADD).send(**typed)

    assert list(ApiToken.objects.order_by("pk").values_list("user", "made_by")) == [
        (cast.anna.pk, cast.anna.pk),
        (cast.ben.pk, root.pk),
    ]


@pytest.mark.parametrize(
    "typed, message",
    [
        ({"scopes": []}, "This field is required."),
        ({"scopes": ["releases:write"]}, "anna may not do this itself: Release"),
        ({"name": ""}, "This field is required."),
        ({"expires_on": ""}, "This field is required."),
        ({"expires_on": "2001-01-01"}, "from today on, and within a year"),
    ],
)
def test_what_a_token_cannot_be_is_said_at_its_field(
    desk: Client, typed: dict[str, str], message: str
) -> None:
    page = get(desk, ADD).send(**TYPED | typed)

    assert any(message in error for error in page.errors)
    assert not ApiToken.objects.exists()
