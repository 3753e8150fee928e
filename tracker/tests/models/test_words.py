"""What rows are called where a person reads them, and where they are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tracker.actions.corrections import record_correction
from tracker.actions.notes import add_note
from tracker.actions.positions import record_position
from tracker.actions.signatories import add_alias, record_membership
from tracker.actions.sources import add_source
from tracker.actions.tallies import fold_events
from tracker.choices import ReplyKind
from tracker.models import (
    Duplicate,
    Enclosure,
    Event,
    NameKey,
    Projection,
    Renewal,
    SeededRow,
    Tally,
    User,
)
from tracker.models.subjects import SUBJECTS, subject_name
from tracker.rules.dates import read_date
from tracker.tests.cast import SOURCE, Cast

Make = Callable[[Cast], Any]
NOTE = {"what": "date", "was": "2021", "now": "2022", "why": "typo", "since": "2022-01-01"}


def pair(cast: Cast) -> Duplicate:
    cast.signatory("River Watch")
    cast.signatory("River Watsh")
    return Duplicate.objects.get()


def position(cast: Cast) -> Any:
    clause = cast.wording.clauses.get(number="2")
    values = {"clause": clause, "kind": "objection", "text": "No."}
    return record_position(cast.offer(), values, by=cast.anna)


def folded(cast: Cast, model: Any) -> Any:
    cast.offered()
    fold_events()
    return model.objects.get()


WORDS: list[tuple[Make, str]] = [
    (lambda cast: cast.declaration, "Rivers Declaration"),
    (lambda cast: cast.wording, "Rivers Declaration, revision 1"),
    (lambda cast: cast.wording.clauses.last(), "Slogan a"),
    (lambda cast: cast.rios, "Ríos Libres"),
    (lambda cast: add_alias(cast.rios, {"name": "RL"}, by=cast.anna), "RL"),
    (
        lambda cast: record_membership(
            {"network": cast.network, "member": cast.rios}, by=cast.anna
        ),
        "Ríos Libres – Living Rivers Network",
    ),
    (pair, "River Watch – River Watsh"),
    (lambda cast: cast.reply(ReplyKind.REFUSAL, cast.offer()), "Refuses, 2022-03-05"),
    (lambda cast: cast.check(cast.offer()), "A reply, 2022-06-01"),
    (position, "Objection: Point 2"),
    (lambda cast: add_source(cast.rios, SOURCE, by=cast.anna), "A page"),
    (lambda cast: record_correction(cast.rios, NOTE, by=cast.anna), "date: 2022"),
    (lambda cast: add_note(cast.rios, "x" * 99, by=cast.anna), "x" * 60),
    (lambda cast: folded(cast, Projection), "tallies "),
    (lambda cast: NameKey(key="rive-"), "rive-"),
    (lambda cast: Renewal(submission_id=3, revision_id=5), "3: 5"),
    (lambda cast: Enclosure(pk=3), "enclosed file 3"),
    (lambda cast: SeededRow(key="rivers/statement"), "rivers/statement"),
    (lambda cast: User(username="anna"), "anna"),
    (lambda cast: User(username="anna", first_name="Anna", last_name="Lind"), "Anna Lind"),
]


@pytest.mark.parametrize("make, words", WORDS)
def test_rows_are_called(cast: Cast, make: Make, words: str) -> None:
    assert str(make(cast)).startswith(words)


def test_submissions_are_called_by_reference_and_name(cast: Cast) -> None:
    offer = cast.offer()

    assert str(offer) == f"{offer.reference} Ríos Libres"
    assert str(Event.objects.get(submission=offer)) == f"Submission recorded: {offer.reference}"


def test_tallies_are_called_by_what_they_count(cast: Cast) -> None:
    tally = folded(cast, Tally)

    assert str(tally) == f"{cast.declaration.pk} unanswered 1"


def test_rows_have_addresses(cast: Cast) -> None:
    offer = cast.offer()

    assert cast.declaration.get_absolute_url() == "/statements/rivers-declaration/"
    assert cast.rios.get_absolute_url() == "/signatories/rios-libres/"
    assert offer.get_absolute_url() == f"/submissions/{offer.reference}/"
    assert [one.anchor for one in cast.wording.clauses.all()] == ["point-1", "point-2", "slogan-a"]


def test_stated_dates_are_as_read(cast: Cast) -> None:
    offer = cast.offer(offered="2022-02?")
    draft = cast.draft("Locks", "locks", issued="2022~")

    assert offer.stated == read_date("2022-02?")
    assert draft.stated == read_date("2022~")
    assert cast.declaration.stated is None
    assert cast.reply(ReplyKind.REFUSAL, offer).stated == read_date("2022-03-05")
    assert cast.check(offer).stated == read_date("2022-06-01")


def test_subject_is_the_row_it_is_about(cast: Cast) -> None:
    offer = cast.offer()
    rows = {
        "statement": cast.declaration,
        "signatory": cast.rios,
        "membership": record_membership(
            {"network": cast.network, "member": cast.rios}, by=cast.anna
        ),
        "submission": offer,
        "reply": cast.reply(ReplyKind.REFUSAL, offer),
        "check_made": cast.check(offer),
    }

    assert tuple(rows) == SUBJECTS
    for name, row in rows.items():
        assert subject_name(row) == name
        assert add_note(row, "x", by=cast.anna).subject == row
    with pytest.raises(KeyError):
        subject_name(cast.wording)
