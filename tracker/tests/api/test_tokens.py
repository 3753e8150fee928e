"""Who may write: a token that counts, for this, of an account that may; and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tracker.actions.api_tokens import revoke_api_token
from tracker.actions.editors import change_editor
from tracker.choices import EventKind, Origin, Scope
from tracker.models import ApiToken, Event, Submission, User
from tracker.rules import limits
from tracker.rules.limits import HOUR, Counted, Limit
from tracker.tests.api.writing import Program, send
from tracker.tests.cast import Cast

pytestmark = pytest.mark.django_db

PATHS = {
    "offers": Scope.OFFERS,
    "replies": Scope.REPLIES,
    "checks": Scope.CHECKS,
    "listings": Scope.LISTINGS,
    "hosted-offers": Scope.HOSTED_OFFERS,
}
EVERY_PATH = pytest.mark.parametrize("path, scope", PATHS.items())


def an_offer(cast: Cast, **values: Any) -> dict[str, Any]:
    given = {"statement": cast.declaration.slug, "signatory": cast.rios.slug}
    return given | {"offered": "2022-03-01"} | values


@EVERY_PATH
def test_strangers_are_told_to_bring_a_token(cast: Cast, path: str, scope: Scope) -> None:
    answer = send(f"/api/v1/{path}/", {})

    assert (answer.status, answer.kind) == (401, "no-token")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer.headers["Content-Type"] == "application/problem+json"


@EVERY_PATH
def test_a_token_for_something_else_is_told_which_scope_it_lacks(
    cast: Cast, path: str, scope: Scope
) -> None:
    others = [one for one in Scope if one != scope]
    answer = Program(path, cast.ben, *others).post({})

    assert (answer.status, answer.kind) == (403, "missing-scope")
    assert answer.told["names"] == [scope.value]
    assert f"“{scope.value}”" in answer.told["detail"]
    assert (
        f'error="insufficient_scope", scope="{scope.value}"' in answer.headers["WWW-Authenticate"]
    )


@pytest.mark.parametrize("path", ["offers", "replies", "checks", "listings"])
def test_a_token_may_no_more_than_its_account_may_now(cast: Cast, path: str) -> None:
    program = Program(path, cast.anna, PATHS[path])
    root = User.objects.create_superuser("root", "root@desk.example", "a password for tests")
    change_editor(cast.anna, {"group": "auditor"}, by=root)

    answer = program.post({})

    assert (answer.status, answer.kind) == (403, "not-allowed")
    assert "anna may not record and change" in answer.told["detail"]


@pytest.mark.parametrize(
    "given, words",
    [
        ("Bearer undersigned_0123", "not known"),
        ("Bearer ", "Send a token"),
        ("Bearer", "Send a token"),
        ("Basic YW5uYTpwYXNzd29yZA==", "Send a token"),
        ("undersigned_0123", "Send a token"),
        ("Bearer \u00fc", "not known"),
    ],
)
def test_what_is_no_token_is_refused(cast: Cast, given: str, words: str) -> None:
    answer = send("/api/v1/offers/", {}, {"Authorization": given})

    assert (answer.status, answer.kind) == (401, "no-token")
    assert words in answer.told["detail"]


def test_a_revoked_token_is_refused(cast: Cast) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    revoke_api_token(program.token, by=cast.anna)

    answer = program.post(an_offer(cast))

    assert (answer.status, answer.told["detail"]) == (401, "This token was revoked.")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'


def test_an_expired_token_says_its_last_day(cast: Cast) -> None:
    program, yesterday = _expiring(cast, timezone.localdate() - timedelta(days=1))
    answer = program.post(an_offer(cast))

    assert answer.status == 401
    assert answer.told["detail"] == f"This token expired: its last day was {yesterday}."


def test_a_token_is_good_on_its_last_day(cast: Cast) -> None:
    program, _day = _expiring(cast, timezone.localdate())

    assert program.post(an_offer(cast)).status == 201


def _expiring(cast: Cast, day: Any) -> tuple[Program, str]:
    program = Program("offers", cast.anna, Scope.OFFERS)
    ApiToken.objects.filter(pk=program.token.pk).update(expires_on=day)
    return program, day.isoformat()


def test_the_token_of_a_closed_account_is_refused(cast: Cast) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)

    answer = program.post(an_offer(cast))

    assert (answer.status, answer.told["detail"]) == (401, "The account of this token is closed.")


@EVERY_PATH
def test_whoever_is_signed_in_at_the_desk_needs_a_token_all_the_same(
    cast: Cast, path: str, scope: Scope
) -> None:
    browser = Client()
    browser.force_login(cast.ben)

    assert send(f"/api/v1/{path}/", {}, client=browser).status == 401


def test_a_token_in_the_address_is_none(cast: Cast) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    path = f"{program.path}?token={program.secret}&access_token={program.secret}"

    assert send(path, an_offer(cast)).status == 401


def test_no_other_sites_script_may_write(cast: Cast) -> None:
    asked = Client().options("/api/v1/offers/", headers={"Origin": "https://else.example"})
    answer = Program("offers", cast.anna, Scope.OFFERS).post(an_offer(cast))

    assert asked["Allow"] == "POST, OPTIONS"
    assert [name for name in asked.headers if name.startswith("Access-Control")] == []
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_program_needs_no_protection_of_forms(cast: Cast) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    strict = Client(enforce_csrf_checks=True)

    answer = send(
        program.path, an_offer(cast), {"Authorization": f"bearer {program.secret}"}, strict
    )

    assert answer.status == 201


def test_what_a_token_did_is_told_of_its_account_and_of_itself(cast: Cast) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    program.post(an_offer(cast))

    event = Event.objects.get(kind=EventKind.SUBMISSION_RECORDED)
    assert (event.by, event.origin) == (cast.anna, Origin.API)
    assert event.facts["token"] == program.token.pk
    assert Submission.objects.get().recorded_by == cast.anna


def test_what_the_account_itself_does_names_no_token(cast: Cast) -> None:
    Program("offers", cast.anna, Scope.OFFERS)
    cast.offer()

    event = Event.objects.get(kind=EventKind.SUBMISSION_RECORDED)
    assert (event.origin, "token" in event.facts) == (Origin.DESK, False)


def test_the_day_of_use_is_noted(cast: Cast) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    program.post({})

    program.token.refresh_from_db()
    assert program.token.used_on == timezone.localdate()


def test_a_token_used_too_often_is_told_when_to_come_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, Counted.WRITING, Limit(HOUR, 1, 1))
    program = Program("offers", cast.anna, Scope.OFFERS)
    program.post({})

    answer = program.post(an_offer(cast))

    assert (answer.status, answer.kind) == (429, "too-often")
    assert answer.headers["Retry-After"] == "3600"
    assert not Submission.objects.exists()


def test_what_is_too_long_is_refused_unread(cast: Cast) -> None:
    answer = Program("offers", cast.anna, Scope.OFFERS).post(b" " * 1_000_001)

    assert (answer.status, answer.kind) == (413, "too-large")


def test_no_answer_holds_the_secret(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    program = Program("offers", cast.anna, Scope.OFFERS)
    answers = [program.post(an_offer(cast)), program.post({}), program.post(b"{")]

    assert [one.status for one in answers] == [201, 422, 400]
    assert program.secret not in str(answers)
    assert program.secret not in caplog.text
