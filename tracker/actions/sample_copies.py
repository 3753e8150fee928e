"""Copying made-up submissions inside the database: more than actions could make in an hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F, Max, Model
from django.utils.translation import gettext as _

from tracker.actions.log import sequence_events
from tracker.actions.samples import MARK, last_number
from tracker.actions.tallies import NAME as TALLIES
from tracker.actions.tallies import fold_events
from tracker.actions.waiting_indexes import set_aside_indexes
from tracker.models import (
    DayTally,
    Event,
    Projection,
    Reply,
    Revision,
    Signatory,
    Submission,
    Tally,
)
from tracker.queries.log import LOG
from tracker.rules.references import ALPHABET, CODE
from tracker.rules.refusals import Refused

# So many are made by actions and then copied; a multiple of what is made at a time, so that no
# reply answers submissions within and beyond.
BASE = 10_000

ANSWERED = Reply.submissions.through
COPIED = (Signatory, Submission, Reply, ANSWERED, Event)

# The number of a made-up submission, and the type of a column with JSON in it.
NUMBER = {
    "sqlite": f"""CAST(json_extract(signed_details, '$."{MARK}"[0]') AS bigint)""",
    "postgresql": f"CAST(signed_details -> '{MARK}' ->> 0 AS bigint)",
}
JSON = {"sqlite": "text", "postgresql": "jsonb"}

# The rows that are copied, with the number of each, in tables that live as long as the connection.
BASES: dict[type[Model], str] = {
    Signatory: (
        "SELECT signatory.*, {number} AS sample FROM tracker_signatory AS signatory"
        " JOIN tracker_submission AS submission ON submission.signatory_id = signatory.id"
        " WHERE submission.id <= %(submissions)s"
    ),
    Submission: "SELECT *, {number} AS sample FROM tracker_submission WHERE id <= %(submissions)s",
    Reply: "SELECT * FROM tracker_reply WHERE id <= %(replies)s",
    ANSWERED: "SELECT * FROM tracker_reply_submissions WHERE reply_id <= %(replies)s",
    # Public ones are all that is counted and shown.
    Event: (
        "SELECT event.*, {number} AS sample FROM tracker_event AS event"
        " LEFT JOIN tracker_submission AS submission ON submission.id = event.submission_id"
        " WHERE event.id <= %(events)s AND event.is_public"
        " AND event.subject_type IN ('submission', 'reply')"
    ),
}


def _renumbered(column: str) -> str:
    """Names have no other digits than their number."""
    return f"replace({column}, CAST(sample AS text), CAST(sample + %(numbers)s AS text))"


def _reference(column: str) -> str:
    """A reference that says the new number, under initials that no other reference has."""
    code = [
        f"substr('{ALPHABET}', CAST(((sample + %(numbers)s) >> {shift}) & 31 AS integer) + 1, 1)"
        for shift in range(5 * (CODE - 1), -1, -5)
    ]
    halves = [" || ".join(half) for half in (code[: CODE // 2], code[CODE // 2 :])]
    initials = f"substr({column}, 1, length({column}) - {CODE + 2})"
    return f"{initials} || 'C-' || {' || '.join([halves[0], repr('-'), halves[1]])}"


# What is another in a copy than in the row that is copied.
CHANGED: dict[type[Model], dict[str, str]] = {
    Signatory: {
        "id": "id + %(signatories)s",
        **{name: _renumbered(name) for name in ("name", "slug", "folded", "sort_name")},
    },
    Submission: {
        "id": "id + %(submissions)s",
        "signatory_id": "signatory_id + %(signatories)s",
        "reference": _reference("reference"),
        "signed_details": f"CAST({_renumbered('CAST(signed_details AS text)')} AS {{json}})",
        **{name: _renumbered(name) for name in ("signed_name", "folded", "sort_name")},
    },
    Reply: {"id": "id + %(replies)s"},
    ANSWERED: {
        "reply_id": "reply_id + %(replies)s",
        "submission_id": "submission_id + %(submissions)s",
    },
    # Copies have events, from which tallies come out right, but no leaves in the log: an event is
    # committed to by its content, which takes an action to make, and only the log's own pages would
    # read them. What is there for the log alone is left out; without commitments it takes none.
    Event: {
        "id": "id + %(events)s",
        "submission_id": "submission_id + %(submissions)s",
        "subject_id": (
            "subject_id + CASE subject_type WHEN 'reply' THEN %(replies)s ELSE %(submissions)s END"
        ),
        "subject_label": (
            f"CASE WHEN sample IS NULL THEN subject_label ELSE {_reference('subject_label')} END"
        ),
        **{"changes": "'{{}}'", "shown_facts": "'{{}}'", "open_facts": "NULL"},
        **{"shown_sha256": "''", "kept_sha256": "''"},
    },
}


@dataclass(frozen=True, slots=True)
class _Steps:
    """How far the rows of one copy are from those of the one before."""

    signatories: int
    submissions: int
    replies: int
    events: int


def copy_samples(revision: Revision, *, count: int) -> Iterator[int]:
    """Copy made-up submissions as long as a whole copy fits into this number; yields how many.

    To be called once make_samples() has made BASE of them, in a database of the bench: raises
    Refused where there are submissions to anything else. Each copy is all or nothing; goes on where
    an earlier run stopped. Indexes are set aside meanwhile and have to be put back. What was
    recorded before is counted and put into the log; the copies are counted, but not put into it.
    """
    done = last_number(revision)
    if done and done % BASE == 0 and done + BASE <= count:
        _require_nothing_else(revision)
        sequence_events(wait=True)
        fold_events(wait=True)
        with _base(done // BASE) as steps:
            set_aside_indexes(COPIED)
            while done + BASE <= count:
                yield done
                _copy(steps, done // BASE)
                done += BASE
    yield done


def _require_nothing_else(revision: Revision) -> None:
    if Submission.objects.exclude(revision=revision).exists():
        raise Refused(_("Copies are only for a database that holds nothing else."))


@contextmanager
def _base(there: int) -> Iterator[_Steps]:
    """The rows of the first of so many equal parts, each in a table beside its own."""
    steps = _Steps(
        signatories=_newest(Signatory) // there,
        submissions=_newest(Submission) // there,
        replies=_newest(Reply) // there,
        events=_newest(Event, submission__lte=_newest(Submission) // there),
    )
    values = {name: getattr(steps, name) for name in ("submissions", "replies", "events")}
    try:
        for model, rows in BASES.items():
            sql = f"CREATE TEMPORARY TABLE {_beside(model)} AS {rows}"
            _run(sql.format(number=NUMBER[connection.vendor]), values)
        yield steps
    finally:
        for model in BASES:
            _run(f"DROP TABLE IF EXISTS {_beside(model)}", {})


@transaction.atomic
def _copy(steps: _Steps, there: int) -> None:
    """One more copy of the base, where there are so many parts alike already."""
    values = {name: there * step for name, step in asdict(steps).items()}
    for model in COPIED:
        _run(_insertion(model), values | {"numbers": there * BASE})
    for command in connection.ops.sequence_reset_sql(no_style(), COPIED):
        _run(command, {})
    for table in (Tally, DayTally):
        table._default_manager.update(amount=F("amount") / there * (there + 1))
    Projection.objects.filter(name__in=[TALLIES, LOG]).update(position=_newest(Event))


def _insertion(model: type[Model]) -> str:
    changed = CHANGED[model]
    columns = [field.column for field in model._meta.local_concrete_fields]
    # The rows of a relation are numbered by the database.
    columns = [name for name in columns if name != "id" or name in changed]
    rows = ", ".join(changed.get(name, name) for name in columns)
    rows = rows.format(json=JSON[connection.vendor])
    names = ", ".join(columns)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {rows} FROM {_beside(model)} ORDER BY id"  # noqa: S608


def _beside(model: type[Model]) -> str:
    return f"base_of_{model._meta.db_table}"


def _newest(model: type[Model], **only: int) -> int:
    newest: int | None = model._default_manager.filter(**only).aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def _run(sql: str, values: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
