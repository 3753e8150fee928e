"""Following by e-mail: asked for, confirmed, changed, stopped, and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from pytest_django import Settings

from tracker.actions.follow_links import follow_token, known_follow_tokens
from tracker.actions.follows import (
    ask_to_follow,
    change_follow,
    confirm_follow,
    forget_unconfirmed_follows,
    stop_follow,
)
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.statements import retire_statement
from tracker.choices import EventKind, Frequency, LetterKind, LetterState, Origin
from tracker.models import Event, Follow, Letter, Link
from tracker.proof.tokens import new_token, token_sha256
from tracker.queries.follows import FollowState, follow_link
from tracker.rules.refusals import Refused, TooMany
from tracker.tests.cast import Cast
from tracker.tests.follows import EMAIL, asked, following, told
from tracker.tests.offers import newest_letter
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def events_of(kind: EventKind) -> list[Event]:
    return list(Event.objects.filter(kind=kind))


def test_asking_writes_one_letter_and_follows_nothing_yet(cast: Cast) -> None:
    token = asked(cast.declaration, "Wanda@Readers.example", frequency=Frequency.WEEKLY)

    follow = Follow.objects.get()
    letter = newest_letter(LetterKind.FOLLOWING)
    assert (follow.subject, follow.frequency, follow.confirmed_at) == (
        cast.declaration,
        "weekly",
        None,
    )
    assert (letter.to, letter.state) == ("Wanda@Readers.example", LetterState.QUEUED)
    assert "“Rivers Declaration”" in letter.subject
    assert letter.unsubscribe_url.endswith(f"/follows/{token}/stop/")
    (event,) = events_of(EventKind.FOLLOW_ASKED)
    assert event.facts == {"about": "statement", "about_id": cast.declaration.pk}
    assert (event.origin, event.is_public) == (Origin.FORM, False)


def test_events_of_following_name_no_address(cast: Cast) -> None:
    token = asked(cast.declaration)
    confirm_follow(token)
    change_follow(token, Frequency.WEEKLY)
    stop_follow(token)

    kept = " ".join(f"{one.subject_label} {one.facts} {one.changes}" for one in Event.objects.all())

    assert len(events_of(EventKind.FOLLOW_STOPPED)) == 1
    assert "wanda" not in kept.lower()
    assert not Event.objects.filter(kind__startswith="follow", is_public=True).exists()


def test_asking_again_before_confirming_begins_the_time_anew(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = asked(cast.declaration)
        clock.shift(timedelta(days=6))
        second = asked(cast.declaration, frequency=Frequency.WEEKLY)
        clock.shift(timedelta(days=6))

        follow = confirm_follow(second)

    assert first == second
    assert follow.frequency == Frequency.WEEKLY
    assert Letter.objects.filter(kind=LetterKind.FOLLOWING).count() == 2


def test_only_the_letter_says_that_an_address_follows_already(cast: Cast) -> None:
    follow = following(cast.declaration)

    asked(cast.declaration, EMAIL.upper(), frequency=Frequency.WEEKLY)

    assert "already" in newest_letter(LetterKind.FOLLOWING).subject
    assert Follow.objects.get() == follow
    assert Follow.objects.get().frequency == Frequency.AT_ONCE


def test_one_address_follows_several_things(cast: Cast) -> None:
    offer = cast.offered()

    for subject in (cast.declaration, cast.rios, offer):
        following(subject)

    assert [one.subject for one in Follow.objects.all()] == [cast.declaration, cast.rios, offer]
    assert [one.about for one in Follow.objects.all()] == ["statement", "signatory", "submission"]


@pytest.mark.parametrize("email", ["", "wanda", "wanda@", "wanda@readers", "a@b.example\nBcc: c"])
def test_address_that_letters_cannot_reach_is_refused(cast: Cast, email: str) -> None:
    with pytest.raises(Refused):
        ask_to_follow(cast.declaration, email, Frequency.AT_ONCE)

    assert not Follow.objects.exists()


@pytest.mark.parametrize("frequency", ["", "daily"])
def test_unknown_frequency_is_refused(cast: Cast, frequency: str) -> None:
    token = asked(cast.declaration)

    with pytest.raises(Refused):
        ask_to_follow(cast.rios, EMAIL, frequency)
    confirm_follow(token)
    with pytest.raises(Refused):
        change_follow(token, frequency)

    assert Follow.objects.get().frequency == Frequency.AT_ONCE


def test_sixth_letter_to_an_address_in_a_day_is_refused_known_or_not(cast: Cast) -> None:
    following(cast.declaration)
    for _time in range(4):
        asked(cast.declaration)
    for number in range(5):
        asked(cast.signatory(f"Mill {number}"), "otto@readers.example")

    for email in (EMAIL, "otto@readers.example"):
        with pytest.raises(TooMany):
            asked(cast.declaration, email)


@pytest.mark.parametrize(
    "field, pattern",
    [("email", EMAIL), ("domain", "readers.example"), ("network", "192.0.2.0/24")],
)
def test_who_wants_no_letters_gets_none(cast: Cast, field: str, pattern: str) -> None:
    rule = {"verdict": "block", "field": field, "pattern": pattern, "note": "They asked."}
    record_sender_rule(rule, by=cast.ben)

    with pytest.raises(Refused, match="take nothing from here"):
        asked(cast.declaration, network="192.0.2.7")
    assert asked(cast.declaration, "otto@delta.example", network="198.51.100.7")


def test_many_forms_from_one_network_are_refused(cast: Cast) -> None:
    for number in range(60):
        asked(cast.declaration, f"r{number}@readers.example", network="192.0.2.7")

    with pytest.raises(TooMany):
        asked(cast.declaration, network="192.0.2.7")
    asked(cast.declaration, network="192.0.2.8")


def test_confirming_twice_changes_nothing_more(cast: Cast) -> None:
    token = asked(cast.declaration)
    first = confirm_follow(token)
    following_since = first.confirmed_at
    cast.offered()

    again = confirm_follow(token)

    assert (again.confirmed_at, again.told_until) == (following_since, first.told_until)
    assert len(events_of(EventKind.FOLLOW_CONFIRMED)) == 1


def test_expired_link_confirms_nothing(cast: Cast, noon: time_machine.Traveller) -> None:
    token = asked(cast.declaration)
    noon.shift(WEEK + timedelta(seconds=1))

    with pytest.raises(Refused, match="expired"):
        confirm_follow(token)

    assert Follow.objects.get().confirmed_at is None


def test_unknown_links_change_nothing(cast: Cast) -> None:
    following(cast.declaration)

    for act in (confirm_follow, stop_follow, lambda one: change_follow(one, Frequency.WEEKLY)):
        with pytest.raises(Refused):
            act(new_token())

    assert Follow.objects.get().frequency == Frequency.AT_ONCE


def test_frequency_changes_once_confirmed_and_only_then(cast: Cast) -> None:
    token = asked(cast.declaration)
    with pytest.raises(Refused):
        change_follow(token, Frequency.WEEKLY)
    confirm_follow(token)

    change_follow(token, Frequency.WEEKLY)
    change_follow(token, Frequency.WEEKLY)

    follow = Follow.objects.get()
    assert follow.confirmed_at is not None
    assert follow.next_at == follow.confirmed_at + WEEK
    (event,) = events_of(EventKind.FOLLOW_CHANGED)
    assert event.changes == {"frequency": ["at-once", "weekly"]}


def test_stopping_forgets_the_address_and_cancels_what_waits(cast: Cast) -> None:
    token = asked(cast.declaration)
    confirm_follow(token)
    following(cast.declaration, "otto@readers.example")
    cast.offered()
    mine, other = told()

    stop_follow(token)
    stop_follow(token)

    assert [one.email for one in Follow.objects.all()] == ["otto@readers.example"]
    states = dict(Letter.objects.filter(kind=LetterKind.DIGEST).values_list("pk", "state"))
    assert states == {mine.pk: LetterState.CANCELLED, other.pk: LetterState.QUEUED}
    assert follow_link(token, NOON).state == FollowState.STOPPED
    with pytest.raises(Refused):
        confirm_follow(token)
    assert len(events_of(EventKind.FOLLOW_STOPPED)) == 1


def test_stopping_before_confirming_forgets_the_address(cast: Cast) -> None:
    stop_follow(asked(cast.declaration))

    assert not Follow.objects.exists()
    assert newest_letter(LetterKind.FOLLOWING).state == LetterState.CANCELLED


def test_links_go_on_to_work_after_a_change_of_the_sites_key(
    cast: Cast, settings: Settings
) -> None:
    follow = following(cast.declaration)
    old = follow_token(follow)
    settings.SECRET_KEY = "another key, as long as the one that was there before it was changed"

    new = known_follow_tokens([follow], NOON)[follow.pk]
    stop_follow(old)

    assert new != old
    assert {follow_link(one, NOON).state for one in (old, new)} == {FollowState.STOPPED}


def test_only_hashes_of_tokens_are_kept(cast: Cast) -> None:
    token = asked(cast.declaration)

    assert Link.objects.get().token_sha256 == token_sha256(token)


def test_unconfirmed_are_forgotten_after_their_time(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    late = asked(cast.declaration, "late@readers.example")
    kept = following(cast.declaration)
    noon.shift(timedelta(days=1))
    asked(cast.declaration, "new@readers.example")
    now = NOON + WEEK + timedelta(hours=1)

    assert forget_unconfirmed_follows(now) == 1
    assert forget_unconfirmed_follows(now) == 0

    emails = list(Follow.objects.values_list("email", flat=True))
    assert emails == [kept.email, "new@readers.example"]
    assert follow_link(late, now).state == FollowState.EXPIRED
    with pytest.raises(Refused):
        confirm_follow(late)
    (event,) = events_of(EventKind.FOLLOWS_FORGOTTEN)
    assert (event.facts, event.origin) == ({"follows": 1}, Origin.CLOCK)


def test_what_is_not_public_any_more_can_still_be_stopped(cast: Cast) -> None:
    token = asked(cast.declaration)
    confirm_follow(token)
    retire_statement(cast.declaration, "mistake", by=cast.ben)

    stop_follow(token)

    assert not Follow.objects.exists()
