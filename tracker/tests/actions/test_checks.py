"""Recording that somebody looked and found nothing, and what follows."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.checks import change_check, record_check, release_check, void_check
from tracker.actions.sources import add_source
from tracker.choices import EventKind, VoidReason
from tracker.models import Check, Event
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import SOURCE, Cast


def test_record_check_waits_for_release(cast: Cast) -> None:
    offer = cast.offered()

    check = cast.check(offer, dated="2022-06-01")

    offer.refresh_from_db()
    assert offer.known_until == date(2022, 3, 1)
    assert list(Check.objects.visible_to(None)) == []
    event = Event.objects.get(kind=EventKind.CHECK_RECORDED)
    assert (event.subject_id, event.is_public) == (check.pk, False)
    assert event.changes["by_whom"] == [None, "Ann A."]
    assert event.facts == {
        "looked_for": "reply",
        "dated": "2022-06-01",
        "submissions": [offer.pk],
        "version": 1,
    }


@pytest.mark.parametrize(
    "values, field",
    [
        ({"dated": ""}, "dated"),
        ({"dated": "soon"}, "dated"),
        ({"dated": "2999"}, "dated"),
        ({"by_whom": ""}, "by_whom"),
        ({"looked_for": "trouble"}, "looked_for"),
    ],
)
def test_record_check_refuses_what_is_not_valid(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        cast.check(cast.offer(), **values)

    assert list(refused.value.message_dict) == [field]
    assert not Check.objects.exists()


def test_release_check_moves_the_last_known_day(cast: Cast) -> None:
    one, two = cast.offered(), cast.offered(cast.fleuves)

    cast.release(cast.check(one, two, dated="2022-03-16"))

    for offer in (one, two):
        offer.refresh_from_db()
        assert offer.known_until == date(2022, 3, 16)
        assert offer.long_overdue_from == date(2022, 3, 16)
    event = Event.objects.get(kind=EventKind.CHECK_RELEASED)
    assert (event.is_public, event.facts["submissions"]) == (True, [one.pk, two.pk])


def test_release_check_needs_a_source_and_another_person(cast: Cast) -> None:
    values = {"dated": "2022-06-01", "by_whom": "Ben"}
    check = record_check([cast.offer()], values, by=cast.ben)

    with pytest.raises(NotAllowed):
        release_check(check, by=cast.anna)
    with pytest.raises(Refused, match="needs a source"):
        release_check(check, by=cast.cleo)
    add_source(check, SOURCE, by=cast.ben)
    with pytest.raises(Refused, match="somebody else must release it"):
        release_check(check, by=cast.ben)
    assert release_check(check, by=cast.cleo).is_released


def test_release_check_at_a_hosted_statement_needs_neither(cast: Cast) -> None:
    offer = cast.offer(revision=cast.letter_wording)
    check = record_check([offer], {"dated": "2022-06-01", "by_whom": "Ben"}, by=cast.ben)

    assert release_check(check, by=cast.ben).is_released


def test_change_check_moves_the_clocks_with_it(cast: Cast) -> None:
    offer = cast.offered()
    check = cast.release(cast.check(offer, dated="2022-06-01"))

    changed = change_check(check, {"dated": "2022-03-05"}, by=cast.ben, seen=2, why="Misread.")

    offer.refresh_from_db()
    assert (offer.known_until, offer.overdue_from) == (date(2022, 3, 5), None)
    assert changed.version == 3
    event = Event.objects.get(kind=EventKind.CHECK_CHANGED)
    assert event.changes == {"dated": ["2022-06-01", "2022-03-05"]}


def test_change_check_that_is_public_asks_for_what_releasing_it_asked(cast: Cast) -> None:
    check = cast.release(cast.check(cast.offer()))

    with pytest.raises(NotAllowed):
        change_check(check, {"note": "By telephone."}, by=cast.anna)


def test_change_check_without_a_difference_does_nothing(cast: Cast) -> None:
    check = cast.check(cast.offer())
    events = Event.objects.count()

    assert change_check(check, {"dated": "2022-06-01"}, by=cast.anna).version == 1
    assert Event.objects.count() == events


def test_void_check_is_as_if_nobody_had_looked(cast: Cast) -> None:
    offer = cast.offered()
    check = cast.release(cast.check(offer))

    void_check(check, VoidReason.MISTAKE, by=cast.ben)

    offer.refresh_from_db()
    assert (offer.known_until, offer.overdue_from) == (date(2022, 3, 1), None)
    assert list(Check.objects.visible_to(None)) == []
    assert not Event.objects.visible_to(None).filter(subject_type="check").exists()
    assert Event.objects.get(kind=EventKind.CHECK_VOIDED).changes == {
        "void_reason": ["", "mistake"]
    }
