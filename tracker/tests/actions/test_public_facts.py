"""No fact that everybody could read changes without a public word on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.utils.translation import override
from pytest_django import Settings

from tracker.actions.checks import change_check
from tracker.actions.positions import remove_position
from tracker.actions.replies import change_reply
from tracker.actions.signatories import (
    add_alias,
    change_alias,
    change_membership,
    change_signatory,
    record_membership,
    remove_alias,
    remove_membership,
)
from tracker.actions.sources import add_source, change_source, remove_source
from tracker.actions.statements import change_statement, publish_statement, retire_statement
from tracker.actions.submissions import change_submission
from tracker.actions.tracking import correct_as_signed, set_visibility
from tracker.choices import EventKind, ReplyKind, Visibility
from tracker.models import Correction, Event
from tracker.rules.refusals import Refused
from tracker.tests.actions.public_cases import CASES, WHY, Act, Said, position
from tracker.tests.cast import SOURCE, Cast


def said() -> Said:
    """What the corrections say, oldest first: about what, which fact, old, new."""
    return [
        (str(getattr(one.subject, "reference", one.subject)), one.what, one.was, one.now)
        for one in Correction.objects.order_by("pk")
    ]


@pytest.mark.parametrize("case", CASES)
def test_what_everybody_could_read_changes_only_with_a_reason(
    cast: Cast, case: Callable[[Cast], tuple[Act, Said]]
) -> None:
    act, _told = case(cast)
    events = Event.objects.count()

    for missing in ({}, {"why": " \n"}):
        with pytest.raises(Refused) as refused:
            act(**missing)
        assert refused.value.message_dict == {
            "why": [
                "Everybody could read this already. Say why: what it said, what it says now and "
                "your reason become public."
            ]
        }
    assert (Event.objects.count(), said()) == (events, [])


@pytest.mark.parametrize("case", CASES)
@time_machine.travel("2022-06-01 12:00 +0000", tick=False)
def test_each_changed_fact_gets_a_public_correction(
    cast: Cast, case: Callable[[Cast], tuple[Act, Said]]
) -> None:
    act, told = case(cast)
    newest = Event.objects.latest("pk")

    act(why=f" {WHY}\n")

    assert said() == told
    assert set(Correction.objects.values_list("why", "since", "released_by")) <= {
        (WHY, date(2022, 6, 1), by.pk) for by in (cast.anna, cast.ben)
    }
    assert Correction.objects.visible_to(None).count() == len(told)
    _change, *others = Event.objects.filter(pk__gt=newest.pk).order_by("pk")
    assert [(one.kind, one.is_public) for one in others] == [
        (EventKind.CORRECTION_RELEASED, True)
    ] * len(told)


def test_what_was_never_public_changes_without_a_word(cast: Cast) -> None:
    offer, draft = cast.offer(), cast.draft("Locks", "locks")
    cast.reply(ReplyKind.DEFERRAL, offer)
    alias = add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    both = {"network": cast.network, "member": cast.rios}
    membership = record_membership(both, by=cast.anna)
    source = add_source(offer, SOURCE, by=cast.anna)

    change_statement(draft, {"place": "Delft"}, by=cast.anna)
    change_submission(offer, {"capacity": "Chair"}, by=cast.anna)
    change_signatory(cast.rios, {"country": "AR"}, by=cast.anna)
    change_reply(offer.replies.get(), {"text": "Later."}, by=cast.anna)
    change_check(cast.check(offer), {"note": "By post."}, by=cast.anna)
    change_alias(alias, {"name": "RLC"}, by=cast.anna)
    remove_alias(alias, by=cast.anna)
    change_membership(membership, {"since": "2019"}, by=cast.anna)
    remove_membership(membership, by=cast.anna)
    change_source(source, {"title": "Another"}, by=cast.anna)
    remove_source(source, by=cast.anna)
    remove_position(position(cast, offer), by=cast.anna)

    assert said() == []


def test_a_reply_released_before_its_submission_is_not_public_yet(cast: Cast) -> None:
    reply = cast.release(cast.reply(ReplyKind.DEFERRAL, cast.offer()))

    change_reply(reply, {"text": "Later."}, by=cast.ben)

    assert said() == []


def test_taking_it_from_the_public_first_is_no_way_around(cast: Cast) -> None:
    offer = cast.offered()
    retired = retire_statement(cast.declaration, "mistake", by=cast.ben)

    for act in (
        lambda: change_statement(retired, {"place": "Delft"}, by=cast.anna),
        lambda: change_submission(offer, {"capacity": "Chair"}, by=cast.ben),
        lambda: change_signatory(cast.rios, {"country": "AR"}, by=cast.anna),
    ):
        with pytest.raises(Refused, match="Say why"):
            act()
    change_statement(retired, {"place": "Delft"}, by=cast.anna, why=WHY)
    assert list(Correction.objects.visible_to(None)) == []

    retired.refresh_from_db()
    publish_statement(retired, by=cast.ben)
    assert [one.what for one in Correction.objects.visible_to(None)] == ["place"]


def test_nor_is_withholding_the_name_first(cast: Cast) -> None:
    offer = cast.offered()
    change_submission(offer, {"visibility": Visibility.WITHHELD}, by=cast.ben, why=WHY)

    for act in (
        lambda: change_submission(offer, {"signed_name": "Rios"}, by=cast.ben),
        lambda: change_signatory(cast.rios, {"name": "Rios"}, by=cast.anna),
        lambda: remove_source(add_source(offer, SOURCE, by=cast.anna), by=cast.anna),
    ):
        with pytest.raises(Refused, match="Say why"):
            act()


def test_a_name_that_was_never_public_is_corrected_without_telling_it(cast: Cast) -> None:
    offer = cast.offered(visibility=Visibility.WITHHELD)
    reply = cast.replied(ReplyKind.DEFERRAL, offer)
    check = cast.release(cast.check(offer))

    change_submission(offer, {"signed_name": "Rios", "message": "Yes."}, by=cast.ben)
    change_signatory(cast.rios, {"name": "Rios"}, by=cast.anna)
    change_reply(reply, {"text": "Rios must wait."}, by=cast.ben)
    change_check(check, {"by_whom": "Rios", "note": "Rios looked."}, by=cast.ben)
    remove_source(add_source(reply, SOURCE, by=cast.anna), by=cast.anna)
    correct_as_signed(offer, {"representative": "Rio"})
    assert said() == []

    change_submission(offer, {"channel": "letter"}, by=cast.ben, why=WHY)
    change_reply(reply, {"dated": "2022-03-06"}, by=cast.ben, why=WHY)
    assert [(what, was, now) for _about, what, was, now in said()] == [
        ("channel", "E-mail", "Letter"),
        ("Needs more time, 6 March 2022: date", "5 March 2022", "6 March 2022"),
    ]


def test_a_name_withheld_before_it_was_public_was_never_public(cast: Cast) -> None:
    offer = cast.offer()
    change_submission(offer, {"visibility": Visibility.WITHHELD}, by=cast.anna)
    cast.release(offer)

    change_submission(offer, {"signed_name": "Rios"}, by=cast.ben)

    assert said() == []


def test_choosing_who_reads_its_name_is_the_signatorys_own(cast: Cast) -> None:
    offer = cast.offered()

    set_visibility(offer, Visibility.WITHHELD)

    assert said() == []


def test_a_membership_that_leaves_the_public_is_told_by_what_it_was(cast: Cast) -> None:
    cast.offered()
    row = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    change_membership(row, {"since": "2019"}, by=cast.anna, why=WHY)
    assert Correction.objects.visible_to(None).get().subject == row

    remove_membership(row, by=cast.anna, why=WHY)

    assert [one.subject for one in Correction.objects.visible_to(None)] == [cast.rios] * 2


def test_corrections_are_in_the_language_of_the_site(cast: Cast, settings: Settings) -> None:
    offer = cast.offered()
    settings.LANGUAGE_CODE = "en"

    with override("de"):
        change_submission(offer, {"signed_country": "DE"}, by=cast.ben, why=WHY)

    assert [now for _about, _what, _was, now in said()] == ["Germany"]


def test_of_a_long_text_the_part_that_differs_is_named(cast: Cast) -> None:
    long = "Rivers run on. " * 100
    offer = cast.offered(message=f"{long}No dam.")

    change_submission(offer, {"message": f"{long}One dam."}, by=cast.ben, why=WHY)

    [(_about, _what, was, now)] = said()
    assert was.endswith("run on. No dam.")
    assert now.endswith("run on. One dam.")
    assert max(len(was), len(now)) < 100
