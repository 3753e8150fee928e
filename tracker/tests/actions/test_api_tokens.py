"""Tokens of the API: who makes them, for whom, for how long, and what is kept of the secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tracker.actions.api_tokens import make_api_token, note_token_use, revoke_api_token
from tracker.choices import Scope
from tracker.models import ApiToken, Attempt, Event, User
from tracker.proof.tokens import API_PREFIX
from tracker.queries.api_tokens import token_of
from tracker.rules import limits
from tracker.rules.limits import HOUR, Counted, Limit
from tracker.rules.refusals import NotAllowed, Refused, TooMany
from tracker.tests.actions.calls_on_api_tokens import token_values
from tracker.tests.cast import Cast
from tracker.tests.leftovers import columns_with
from tracker.tests.steps import make_user

pytestmark = pytest.mark.django_db
ALL = [scope.value for scope in Scope]


def test_only_the_hash_of_a_secret_is_kept(cast: Cast) -> None:
    token, secret = make_api_token(token_values(cast.anna), by=cast.anna)

    assert secret.startswith(API_PREFIX)
    assert len(secret) == len(API_PREFIX) + 64
    assert token_of(secret) == token
    assert secret.endswith(token.ending)
    assert columns_with(secret.removeprefix(API_PREFIX)[:32]) == set()


def test_each_token_has_a_secret_of_its_own(cast: Cast) -> None:
    first, second = (make_api_token(token_values(cast.anna), by=cast.anna) for _ in range(2))

    assert first.secret != second.secret
    assert token_of(f"{first.secret}0") is None
    assert token_of(first.secret.upper()) is None


def test_the_event_tells_what_a_token_is_for_and_no_secret(cast: Cast) -> None:
    token, secret = make_api_token(token_values(cast.anna), by=cast.anna)

    event = Event.objects.about(token).get()
    assert event.changes["scopes"] == [[], ["offers:write"]]
    assert event.changes["user"] == [None, cast.anna.pk]
    assert not event.is_public
    assert secret not in str(event.changes)


def test_who_may_only_read_makes_no_token(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="aud may not record and change"):
        make_api_token(token_values(cast.aud), by=cast.aud)

    assert not ApiToken.objects.exists()


def test_a_token_for_somebody_else_is_for_administrators(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="only for the own account"):
        make_api_token(token_values(cast.ben), by=cast.anna)
    root = make_user("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    root = User.objects.get(pk=root.pk)

    made = make_api_token(token_values(cast.ben), by=root).token

    assert (made.user, made.made_by) == (cast.ben, root)


def test_a_token_never_may_do_more_than_its_account(cast: Cast) -> None:
    with pytest.raises(Refused, match="anna may not do this itself: Release"):
        make_api_token(token_values(cast.anna, scopes=ALL), by=cast.anna)

    assert make_api_token(token_values(cast.ben, scopes=ALL), by=cast.ben).token.scopes == ALL


def test_passing_on_offers_asks_for_no_right_of_its_account(cast: Cast) -> None:
    root = make_user("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    values = token_values(make_user("site"), scopes=["hosted-offers:write"])

    made = make_api_token(values, by=User.objects.get(pk=root.pk))

    assert made.token.user.username == "site"


def test_a_closed_account_gets_no_token(cast: Cast) -> None:
    cast.anna.is_active = False

    with pytest.raises(NotAllowed):
        make_api_token(token_values(cast.anna), by=cast.anna)
    root = make_user("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    with pytest.raises(Refused, match="may not sign in"):
        make_api_token(token_values(cast.anna), by=User.objects.get(pk=root.pk))


@pytest.mark.parametrize(
    "values",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"scopes": ["offers:write", "offers:delete"]},
        {"expires_on": None},
        {"expires_on": timezone.localdate() - timedelta(days=1)},
        {"expires_on": timezone.localdate() + timedelta(days=400)},
    ],
)
def test_what_a_token_cannot_be_is_refused_on_its_field(cast: Cast, values: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        make_api_token(token_values(cast.anna, **values), by=cast.anna)

    assert list(refused.value.message_dict) == list(values)
    assert not ApiToken.objects.exists()


def test_a_token_counts_on_its_last_day_and_not_after(cast: Cast) -> None:
    token = make_api_token(token_values(cast.anna), by=cast.anna).token

    assert not token.has_expired(token.expires_on)
    assert token.has_expired(token.expires_on + timedelta(days=1))


def test_anybody_who_records_may_revoke_any_token_once(cast: Cast) -> None:
    token = make_api_token(token_values(cast.anna), by=cast.anna).token

    assert revoke_api_token(token, by=cast.ben).revoked_at is not None

    with pytest.raises(Refused, match="revoked already"):
        revoke_api_token(token, by=cast.ben)


def test_the_day_of_use_is_written_once_a_day_and_leaves_no_event(cast: Cast) -> None:
    token = make_api_token(token_values(cast.anna), by=cast.anna).token
    events, now = Event.objects.count(), timezone.now()

    note_token_use(token, now)
    token.refresh_from_db()
    ApiToken.objects.filter(pk=token.pk).update(used_on=timezone.localdate(now))
    note_token_use(token, now)

    assert token.used_on == timezone.localdate(now)
    assert Attempt.objects.count() == 2
    assert Event.objects.count() == events


def test_too_many_uses_within_an_hour_are_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_api_token(token_values(cast.anna), by=cast.anna).token
    monkeypatch.setitem(limits.LIMITS, Counted.WRITING, Limit(HOUR, 2, 2))
    now = timezone.now()
    note_token_use(token, now)
    note_token_use(token, now)

    with pytest.raises(TooMany, match="very often"):
        note_token_use(token, now)
    note_token_use(token, now + HOUR)
