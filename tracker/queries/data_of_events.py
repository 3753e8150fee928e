"""The tables of the data package about evidence, corrections, and what happened when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper

from tracker.models import Correction, Event, Signatory, Statement
from tracker.queries.addresses import address_of
from tracker.queries.corrections import kept_with_a_name
from tracker.queries.data_of_statements import OF_SIGNATORY, OF_STATEMENT, slug_of
from tracker.queries.data_of_submissions import OF_SUBMISSION, reference_of
from tracker.queries.data_tables import (
    DataField,
    DataTable,
    day,
    iso_moment,
    made,
    moment,
    number,
    read_rows,
    text,
)
from tracker.queries.events import event_rows, told_tuples
from tracker.queries.exports import CHUNK, chunks_of, site_address
from tracker.queries.sources import visible_sources
from tracker.queries.takedowns import KINDS, REASONS, takedown_rows, takedowns

# What a source or a correction is about: exactly one of these is filled.
SUBJECTS = ("statement_slug", "signatory_slug", "membership_id", "reference")
MORE_SUBJECTS = ("reply_id", "check_made_id")
ABOUT: tuple[DataField, ...] = (
    text("statement", "If it is about a statement.", "statement_slug", points_to=OF_STATEMENT),
    text("signatory", "If about a signatory.", "signatory_slug", points_to=OF_SIGNATORY),
    number(
        "membership", "If about a membership.", "membership_id", points_to=("memberships", "id")
    ),
    text("submission", "If about a submission.", "reference", points_to=OF_SUBMISSION),
    number("reply", "If about a reply.", "reply_id", points_to=("replies", "id")),
    number("check", "If about a check.", "check_made_id", points_to=("checks", "id")),
)


def _about(rows: Any) -> Any:
    return rows.annotate(
        statement_slug=slug_of("statement", Statement),
        signatory_slug=slug_of("signatory", Signatory),
        reference=reference_of("submission"),
    )


def _sources() -> Iterable[Any]:
    return read_rows(
        _about(visible_sources(None)),
        *("pk", *SUBJECTS, *MORE_SUBJECTS, "title", "publisher", "url", "archived_url"),
        *("retrieved_on", "quotation", "file", "sha256"),
    )


def _file_address(row: Any) -> str | None:
    return site_address(address_of("source_file", row.pk)) if row.file else None


def _corrections() -> Iterable[Any]:
    is_kept = ExpressionWrapper(kept_with_a_name(), output_field=BooleanField())
    found = Correction.objects.visible_to(None).annotate(is_kept=is_kept)
    return read_rows(
        _about(found),
        *("pk", *SUBJECTS, *MORE_SUBJECTS, "what", "was", "now", "why", "since", "is_kept"),
        "released_at",
    )


def _word(name: str, told: str, column: str) -> DataField:
    """A text of a correction, which could show a withheld name."""
    return made(
        name,
        f"{told} Empty where a name is withheld, which it could show.",
        lambda row: None if row.is_kept else getattr(row, column),
    )


def _events() -> Iterator[Any]:
    found = told_tuples(Event.objects.visible_to(None)).order_by("pk")
    for chunk in chunks_of(found.iterator(chunk_size=CHUNK)):
        yield from zip(chunk, event_rows(chunk), strict=True)


def _takedowns() -> Iterator[Any]:
    found = takedowns().order_by("pk")
    for chunk in chunks_of(found.iterator(chunk_size=CHUNK)):
        yield from zip(chunk, takedown_rows(chunk), strict=True)


SOURCES = DataTable(
    "sources",
    "Evidence for facts.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        *ABOUT,
        text("title", "Its title."),
        text("publisher", "Who published it."),
        text("url", "Where it is."),
        text("archived_url", "Where a copy of it is kept."),
        day("retrieved_on", "When it was read there."),
        text("quotation", "Words quoted from it."),
        made("file", "Where the file is, if one was kept.", _file_address),
        text("sha256", "The hash of the file, in hexadecimal."),
    ),
    _sources,
)
CORRECTIONS = DataTable(
    "corrections",
    "What the record had wrong.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        *ABOUT,
        _word("which_fact", "Which fact was wrong.", "what"),
        _word("it_said", "What it said.", "was"),
        _word("it_says_now", "What it says now.", "now"),
        _word("why", "Why it was changed.", "why"),
        day("since", "Since when it says so."),
        moment("released_at", "When the correction became public."),
    ),
    _corrections,
)
EVENTS = DataTable(
    "events",
    "What happened, as it was recorded.",
    ("number",),
    (
        made("number", "Its number.", lambda row: row[1].pk, kind="integer"),
        made(
            "recorded_at",
            "When it was recorded.",
            lambda row: iso_moment(row[1].recorded_at),
            kind="datetime",
        ),
        made("kind", "What kind of event it is.", lambda row: row[1].kind),
        made("event", "The same in words.", lambda row: row[1].sentence),
        made(
            "statement",
            "At which statement.",
            lambda row: row[0].statement_slug,
            points_to=OF_STATEMENT,
        ),
        made(
            "submission",
            "About which submission, if about one alone.",
            lambda row: row[0].reference,
            points_to=OF_SUBMISSION,
        ),
        made(
            "log_entry",
            "Its place in the public log. Empty: not in it yet.",
            lambda row: row[0].entry_index,
            kind="integer",
        ),
    ),
    _events,
)
TAKEDOWNS = DataTable(
    "takedowns",
    "What was taken out after it had been public, without its content.",
    ("number",),
    (
        made("number", "Its number.", lambda row: row[1].pk, kind="integer"),
        made("day", "When it was taken out.", lambda row: row[1].day.isoformat(), kind="date"),
        made("what", "What kind of thing.", lambda row: row[1].kind, choices=tuple(KINDS)),
        made("reason", "Why.", lambda row: row[1].reason, choices=tuple(REASONS)),
        made("reference", "The reference of the submission.", lambda row: row[1].reference),
        made(
            "statement",
            "At which statement.",
            lambda row: row[0].statement_slug,
            points_to=OF_STATEMENT,
        ),
    ),
    _takedowns,
)
