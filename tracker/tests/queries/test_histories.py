"""Which events belong to a record's history, and how they are told."""

from __future__ import annotations

from tracker.actions.corrections import record_correction
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.notes import add_note, assign_record
from tracker.actions.positions import record_position, remove_position
from tracker.actions.signatories import add_alias, change_signatory, remove_alias
from tracker.actions.sources import add_source, remove_source
from tracker.choices import EventKind, ReplyKind
from tracker.models import Event, Source
from tracker.queries.histories import events_of, told
from tracker.tests.cast import SOURCE, Cast

CORRECTION = {"what": "date", "was": "a", "now": "b", "why": "c", "since": "2023-01-01"}


def kinds(row: object) -> list[str]:
    return [event.kind for event in events_of(row)][::-1]  # type: ignore[arg-type]


def test_history_of_a_statement_has_its_wordings_sources_and_notes(cast: Cast) -> None:
    add_note(cast.declaration, "Look again.", by=cast.anna)
    record_correction(cast.declaration, CORRECTION, by=cast.anna)
    remove_source(add_source(cast.declaration, SOURCE, by=cast.anna), by=cast.anna, why="Misread.")
    cast.offer(cast.rios)
    cast.letter  # noqa: B018

    assert kinds(cast.declaration) == [
        EventKind.STATEMENT_RECORDED,
        EventKind.REVISION_ADDED,
        EventKind.SOURCE_ADDED,
        EventKind.STATEMENT_SUBMITTED,
        EventKind.STATEMENT_PUBLISHED,
        EventKind.NOTE_ADDED,
        EventKind.CORRECTION_RECORDED,
        EventKind.SOURCE_REMOVED,
        EventKind.CORRECTION_RELEASED,
    ]


def test_history_of_a_submission_has_its_replies_checks_and_positions(cast: Cast) -> None:
    offer, other = cast.offer(cast.rios), cast.offer(cast.fleuves)
    clause = cast.wording.clauses.first()
    position = {"clause": clause, "kind": "objection", "text": "No."}
    remove_position(record_position(offer, position, by=cast.anna), by=cast.anna)
    cast.release(cast.reply(ReplyKind.ACKNOWLEDGEMENT, offer, other))
    cast.check(other)

    assert kinds(offer) == [
        EventKind.SUBMISSION_RECORDED,
        EventKind.POSITION_RECORDED,
        EventKind.POSITION_REMOVED,
        EventKind.REPLY_RECORDED,
        EventKind.SOURCE_ADDED,
        EventKind.REPLY_RELEASED,
    ]
    assert kinds(other) == [
        EventKind.SUBMISSION_RECORDED,
        EventKind.REPLY_RECORDED,
        EventKind.SOURCE_ADDED,
        EventKind.REPLY_RELEASED,
        EventKind.CHECK_RECORDED,
    ]


def test_history_of_a_signatory_has_its_names_and_merges(cast: Cast) -> None:
    twin = cast.signatory("Rios Livres")
    remove_alias(add_alias(cast.rios, {"name": "RL"}, by=cast.anna), by=cast.anna)
    cast.rios.refresh_from_db()
    token = preview_merge(cast.rios, twin).token
    merge_signatories(cast.rios, twin, by=cast.ben, token=token)

    assert kinds(cast.rios) == [
        EventKind.SIGNATORY_RECORDED,
        EventKind.ALIAS_REMOVED,
        EventKind.SIGNATORIES_MERGED,
    ]


def test_told_names_choices_rows_and_countries(cast: Cast) -> None:
    assert cast.declaration.assigned_to is None
    change_signatory(cast.rios, {"kind": "network", "country": "AR"}, by=cast.anna)
    assign_record(cast.declaration, cast.ben, by=cast.anna)

    assigned, changed = told(Event.objects.order_by("-pk")[:2])

    lines = [(line.label, line.old, line.new) for line in changed.lines]
    assert lines == [("kind", "Organisation", "Network"), ("country", "Chile", "Argentina")]
    assert [(line.label, line.old, line.new) for line in assigned.lines] == [
        ("assigned to", "", "ben")
    ]


def test_told_names_a_wording_with_its_statement(cast: Cast) -> None:
    offer = cast.offer(cast.rios)

    [recorded] = told(Event.objects.about(offer))

    lines = {line.label: line.new for line in recorded.lines}
    assert lines["revision"] == "Rivers Declaration, revision 1"
    assert lines["signatory"] == "Ríos Libres"
    assert "message" not in lines


def test_told_shows_what_it_does_not_know_as_it_is(cast: Cast) -> None:
    event = Event(
        subject_type="weir", changes={"odd": [None, 1], "clauses": [[], ["x"]]}, by=cast.anna
    )

    [shown] = told([event])

    assert [(line.label, line.new) for line in shown.lines] == [("odd", "1"), ("clauses", "x")]


def test_history_of_a_check_has_its_removed_sources(cast: Cast) -> None:
    check = cast.check(cast.offer(cast.rios))
    remove_source(add_source(check, SOURCE, by=cast.anna), by=cast.anna, why="Misread.")

    assert kinds(check) == [EventKind.CHECK_RECORDED, EventKind.SOURCE_REMOVED]
    assert not Source.objects.filter(check_made=check).exists()
