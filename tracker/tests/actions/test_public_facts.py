"""No fact that everybody could read changes without a public word on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils.translation import override
from pytest_django import Settings

from tracker.actions.checks import change_check
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.positions import change_position, record_position, remove_position
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
from tracker.models import Correction, Event, Submission
from tracker.rules.refusals import Refused
from tracker.tests.cast import SOURCE, Cast

WHY = "We misread the page."
Act = Callable[..., object]
Said = list[tuple[str, str, str, str]]


def said() -> Said:
    """What the corrections say, oldest first: about what, which fact, old, new."""
    return [
        (str(getattr(one.subject, "reference", one.subject)), one.what, one.was, one.now)
        for one in Correction.objects.order_by("pk")
    ]


def position(cast: Cast, offer: Submission, **more: Any) -> Any:
    values = {"clause": cast.wording.clauses.get(number="1"), "kind": "objection", "text": "No."}
    return record_position(offer, values | more, by=cast.anna, why=WHY)


def statement(cast: Cast) -> tuple[Act, Said]:
    assert cast.declaration
    values = {"place": "Delft", "issued": "2022-01", "closes_on": date(2022, 7, 1), "url": ""}
    return lambda **why: change_statement(cast.declaration, values, by=cast.anna, **why), [
        ("Rivers Declaration", "issued", "not stated", "January 2022"),
        ("Rivers Declaration", "place", "not stated", "Delft"),
        ("Rivers Declaration", "closes on", "not stated", "1 July 2022"),
    ]


def issuer(cast: Cast) -> tuple[Act, Said]:
    assert cast.letter
    values = {"issuer": cast.fleuves, "kind": "petition"}
    return lambda **why: change_statement(cast.letter, values, by=cast.anna, **why), [
        ("Ferry Letter", "kind", "Open letter", "Petition"),
        ("Ferry Letter", "issuer", "Harbour Assembly", "Fleuves Vivants"),
    ]


def submission(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered()
    values = {"offered": "2022-03-02~", "signed_country": "AR", "signed_name": "Rios"}
    return lambda **why: change_submission(offer, values, by=cast.ben, **why), [
        (offer.reference, "offered or invited", "1 March 2022", "about 2 March 2022"),
        (offer.reference, "name as signed", "Ríos Libres", "Rios"),
        (offer.reference, "country as signed", "Chile", "Argentina"),
    ]


def details(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered(signed_details={"Town": ["Arica", "Ica"]})
    values = {"signed_details": {"Town": ["Arica"]}, "signed_country": ""}
    return lambda **why: change_submission(offer, values, by=cast.ben, **why), [
        (offer.reference, "country as signed", "Chile", "not stated"),
        (offer.reference, "other details as signed", "Town: Arica, Ica", "Town: Arica"),
    ]


def signatory(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    values = {"name": "Los Ríos", "is_named": False, "ended": "2021"}
    return lambda **why: change_signatory(cast.rios, values, by=cast.anna, **why), [
        ("Los Ríos", "name", "Ríos Libres", "Los Ríos"),
        ("Los Ríos", "named by the source", "yes", "no"),
        ("Los Ríos", "died or dissolved", "not stated", "2021"),
    ]


def reply(cast: Cast) -> tuple[Act, Said]:
    one, two, unreleased = cast.offered(), cast.offered(cast.fleuves), cast.offer(cast.mara)
    said = cast.replied(ReplyKind.DEFERRAL, one, two)
    values = {"promised_on": date(2022, 9, 1), "text": "Later."}
    return lambda **why: change_reply(
        said, values, [one, unreleased], by=cast.ben, **why
    ), [
        ("Needs more time, 2022-03-05", "text or summary", "not stated", "Later."),
        ("Needs more time, 2022-03-05", "promised date", "not stated", "1 September 2022"),
        (
            "Needs more time, 2022-03-05",
            "submissions",
            f"{one.reference}, {two.reference}",
            one.reference,
        ),
        (two.reference, "replies", "Needs more time, 5 March 2022", "none"),
    ]  # fmt: skip


def disputed(cast: Cast) -> tuple[Act, Said]:
    """What is not public itself is not named."""
    offer = cast.offered()
    known = cast.replied(ReplyKind.NOTE, offer, speaker="issuer")
    draft = cast.reply(ReplyKind.NOTE, offer, speaker="issuer")
    dispute = cast.replied(ReplyKind.DISPUTE, offer, speaker="issuer", disputes=draft)
    return lambda **why: change_reply(dispute, {"disputes": known}, by=cast.ben, **why), [
        ("Disputes the record, 2022-03-05", "disputes this reply", "not stated", str(known))
    ]


def check(cast: Cast) -> tuple[Act, Said]:
    look = cast.release(cast.check(cast.offered()))
    values = {"dated": "2022-05", "by_whom": "Bea B."}
    return lambda **why: change_check(look, values, by=cast.ben, **why), [
        ("A reply, 2022-05", "date", "1 June 2022", "May 2022"),
        ("A reply, 2022-05", "by", "Ann A.", "Bea B."),
    ]


def new_position(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered()
    values = {"clause": cast.wording.clauses.get(number="1"), "kind": "objection", "text": "No."}
    return lambda **why: record_position(offer, values, by=cast.anna, **why), [
        (offer.reference, "position on Point 1", "none", "Point 1, Objection, No.")
    ]


def changed_position(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offer()
    one = position(cast, offer)
    cast.release(offer)
    return lambda **why: change_position(one, {"text": "Never."}, by=cast.anna, **why), [
        (offer.reference, "position on Point 1: in its own words", "No.", "Never.")
    ]


def removed_position(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offer()
    one = position(cast, offer)
    cast.release(offer)
    return lambda **why: remove_position(one, by=cast.anna, **why), [
        (offer.reference, "position on Point 1", "Point 1, Objection, No.", "none")
    ]


def changed_source(cast: Cast) -> tuple[Act, Said]:
    source = cast.declaration.sources.get()
    values = {"title": "Another page", "retrieved_on": date(2022, 5, 1)}
    return lambda **why: change_source(source, values, by=cast.anna, **why), [
        ("Rivers Declaration", "source “A page”: title", "A page", "Another page"),
        ("Rivers Declaration", "source “A page”: retrieved on", "not stated", "1 May 2022"),
    ]


def removed_source(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered()
    source = add_source(offer, SOURCE | {"title": "A second page"}, by=cast.anna)
    return lambda **why: remove_source(source, by=cast.anna, **why), [
        (offer.reference, "source", "A second page, https://pages.example/one", "none")
    ]


def changed_alias(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    alias = add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    return lambda **why: change_alias(alias, {"name": "RLC"}, by=cast.anna, **why), [
        ("Ríos Libres", "other name “RL”: name", "RL", "RLC")
    ]


def removed_alias(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    alias = add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    return lambda **why: remove_alias(alias, by=cast.anna, **why), [
        ("Ríos Libres", "other name", "RL, Other name", "none")
    ]


def changed_membership(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    both = {"network": cast.network, "member": cast.rios}
    row = record_membership(both, by=cast.anna)
    return lambda **why: change_membership(row, {"since": "2019"}, by=cast.anna, **why), [
        (str(row), "member of Living Rivers Network: since", "not stated", "2019")
    ]


def removed_membership(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    both = {"network": cast.network, "member": cast.rios, "until": "2020"}
    row = record_membership(both, by=cast.anna)
    was = "Living Rivers Network, Ríos Libres, 2020"
    return lambda **why: remove_membership(row, by=cast.anna, **why), [
        ("Ríos Libres", "membership", was, "none")
    ]


def merged(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    assert cast.letter
    token = preview_merge(cast.rios, cast.issuer).token
    return lambda **why: merge_signatories(
        cast.rios, cast.issuer, by=cast.ben, token=token, **why
    ), [
        ("Ríos Libres", "recorded twice", "Harbour Assembly", "Ríos Libres"),
        ("Rivers Declaration", "issuer", "Harbour Assembly", "Ríos Libres"),
        ("Ferry Letter", "issuer", "Harbour Assembly", "Ríos Libres"),
    ]  # fmt: skip


CASES = [
    statement, issuer, submission, details, signatory, reply, disputed, check, new_position,
    changed_position, removed_position, changed_source, removed_source, changed_alias,
    removed_alias, changed_membership, removed_membership, merged,
]  # fmt: skip


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
    retired = retire_statement(cast.declaration, by=cast.ben)

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
        ("date", "5 March 2022", "6 March 2022"),
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
