"""The tables of the data package about submissions, and about what was said after them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tracker.choices import (
    Channel,
    Direction,
    Looked,
    Party,
    PositionKind,
    ReplyKind,
    SignatoryKind,
    Status,
    Visibility,
)
from tracker.models import Check, Position, Reply, Signatory, Statement, Submission
from tracker.queries.addresses import address_of
from tracker.queries.data_of_statements import COUNTRY, OF_SIGNATORY, OF_STATEMENT, slug_of
from tracker.queries.data_tables import (
    DataField,
    DataTable,
    day,
    made,
    moment,
    number,
    read_rows,
    stated,
    stated_columns,
    text,
    truth,
)
from tracker.queries.exports import site_address

OF_SUBMISSION = ("submissions", "reference")
WITHHELD = Visibility.WITHHELD.value
KEPT = "Empty as well where a name is withheld, which it could show."
DAYS = ("waiting_since", "acknowledge_by", "decide_by", "acknowledged_on", "first_reply_on")
MORE_DAYS = ("decided_on", "published_on", "listed_on", "known_until")


def reference_of(column: str) -> Subquery:
    """The reference of a submission that a row points to."""
    rows = Submission.objects.filter(pk=OuterRef(column)).order_by()
    return Subquery(rows.values("reference"))


def _submissions() -> Iterable[Any]:
    found = Submission.objects.public().annotate(
        statement_slug=slug_of("statement", Statement),
        signatory_slug=slug_of("signatory", Signatory),
    )
    return read_rows(
        found,
        *("reference", "statement_slug", "revision_id", "signatory_slug", "visibility"),
        *("erased_at", "signed_name", "signed_kind", "signed_country", "signed_country_words"),
        *("representative", "capacity", "direction", "channel", *stated_columns("offered")),
        *("message", "status", "awaiting", "is_contested", *DAYS, *MORE_DAYS, "released_at"),
    )


def _if_named(column: str) -> Any:
    """Reads a column, or nothing where the name is withheld."""
    return lambda row: None if row.visibility == WITHHELD else getattr(row, column)


def _positions() -> Iterable[Any]:
    public = Submission.objects.public().filter(pk=OuterRef("submission"))
    erased = Submission.objects.filter(pk=OuterRef("submission"), erased_at__isnull=False)
    found = Position.objects.filter(Exists(public)).annotate(
        reference=reference_of("submission"), is_erased=Exists(erased)
    )
    return read_rows(found, "pk", "reference", "clause_id", "kind", "text", "is_erased")


def _named(name: str) -> Exists:
    """Whether one of the submissions that a reply or check is about is public with its name."""
    named = Submission.objects.public().filter(visibility=Visibility.NAMED)
    return Exists(named.filter(**{name: OuterRef("pk")}))


def _replies() -> Iterable[Any]:
    visible = Reply.objects.visible_to(None)
    disputed = visible.filter(pk=OuterRef("disputes")).order_by().values("pk")
    found = visible.annotate(
        statement_slug=slug_of("statement", Statement),
        has_name=_named("replies"),
        disputed=Subquery(disputed),
    )
    return read_rows(
        found,
        *("pk", "statement_slug", "kind", "speaker", *stated_columns("dated"), "channel", "text"),
        *("is_summary", "promised_on", "disputed", "has_name", "released_at"),
    )


def _checks() -> Iterable[Any]:
    found = Check.objects.visible_to(None).annotate(
        statement_slug=slug_of("statement", Statement), has_name=_named("checks")
    )
    return read_rows(
        found,
        *("pk", "statement_slug", "looked_for", *stated_columns("dated"), "by_whom", "note"),
        *("has_name", "released_at"),
    )


def _if_one_is_named(column: str) -> Any:
    return lambda row: getattr(row, column) if row.has_name else None


def _between(model: Any, name: str) -> Iterable[Any]:
    """Which public submissions each public reply or check is about."""
    rows: QuerySet[Any] = model.submissions.through.objects.all()
    found = rows.filter(
        Exists(model.objects.visible_to(None).filter(pk=OuterRef(name))),
        Exists(Submission.objects.public().filter(pk=OuterRef("submission"))),
    )
    return read_rows(
        found.annotate(reference=reference_of("submission")), f"{name}_id", "reference"
    )


def _about_several(name: str, table: str) -> tuple[DataField, ...]:
    return (
        number(name, f"Which {name}.", f"{name}_id", points_to=(table, "id")),
        text("submission", "About which submission.", "reference", points_to=OF_SUBMISSION),
    )


SUBMISSIONS = DataTable(
    "submissions",
    "Offers to sign a wording, and invitations to do so, with where each stands.",
    ("reference",),
    (
        text("reference", "Its reference."),
        made(
            "address",
            "Its page.",
            lambda row: site_address(address_of("submission", row.reference)),
        ),
        text("statement", "To which statement.", "statement_slug", points_to=OF_STATEMENT),
        number("revision", "Of which wording.", "revision_id", points_to=("revisions", "id")),
        made(
            "signatory",
            "Whose it is. Empty: the name is withheld.",
            _if_named("signatory_slug"),
            points_to=OF_SIGNATORY,
        ),
        made(
            "name_withheld",
            "Whether the name is withheld or was erased.",
            lambda row: row.visibility == WITHHELD,
            kind="boolean",
        ),
        moment("erased_at", "When its content was erased."),
        made("name_as_signed", "The name as signed.", _if_named("signed_name")),
        text("kind", "The kind as signed.", "signed_kind", choices=tuple(SignatoryKind.values)),
        text("country", COUNTRY, "signed_country"),
        text("country_as_signed", "The country in its own words.", "signed_country_words"),
        made("represented_by", f"Who spoke for it. {KEPT}", _if_named("representative")),
        made("in_the_capacity_of", f"As what. {KEPT}", _if_named("capacity")),
        text("direction", "Who spoke first.", choices=tuple(Direction.values)),
        text("channel", "By which way.", choices=tuple(Channel.values)),
        *stated("offered", "When it was offered or invited"),
        made("message", f"What was said, or a summary. {KEPT}", _if_named("message")),
        text("status", "Where it stands.", choices=tuple(Status.values)),
        text("who_must_act", "Who must act.", "awaiting", choices=tuple(Party.values)),
        truth("contested", "Whether one side disputes the record.", "is_contested"),
        day("waiting_since", "Since when somebody must act."),
        day("acknowledge_by", "By when its receipt should be acknowledged."),
        day("decide_by", "By when it should be decided."),
        day("acknowledged_on", "When its receipt was acknowledged."),
        day("first_reply_on", "When the issuer replied first."),
        day("decided_on", "When it was decided."),
        day("published_on", "When the signatory published its endorsement itself."),
        day("listed_on", "When the issuer's own list showed it."),
        day("known_until", "The last day of which anything is known. Empty: today."),
        moment("released_at", "When it became public."),
    ),
    _submissions,
)
POSITIONS = DataTable(
    "positions",
    "Exceptions that submissions make to single clauses.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        text("submission", "Of which submission.", "reference", points_to=OF_SUBMISSION),
        number("clause", "To which clause.", "clause_id", points_to=("clauses", "id")),
        text("kind", "What kind of exception.", choices=tuple(PositionKind.values)),
        made(
            "text",
            "The signatory's own words. Empty: they were erased.",
            lambda row: None if row.is_erased else row.text,
        ),
    ),
    _positions,
)
REPLIES = DataTable(
    "replies",
    "Messages after submissions, by either side.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        text("statement", "To which statement.", "statement_slug", points_to=OF_STATEMENT),
        text("kind", "What it says.", choices=tuple(ReplyKind.values)),
        text("by", "Who spoke.", "speaker", choices=tuple(Party.values)),
        *stated("dated", "Its date"),
        text("channel", "By which way.", choices=tuple(Channel.values)),
        made("text", f"Its text or a summary. {KEPT}", _if_one_is_named("text")),
        truth("is_summary", "Whether the text is a summary."),
        day("promised_on", "The day by which a decision was promised."),
        number("disputes", "The message that it disputes.", "disputed", points_to=("", "id")),
        moment("released_at", "When it became public."),
    ),
    _replies,
)
REPLY_SUBMISSIONS = DataTable(
    "reply_submissions",
    "Which submissions each reply is about.",
    ("reply", "submission"),
    _about_several("reply", "replies"),
    lambda: _between(Reply, "reply"),
)
CHECKS = DataTable(
    "checks",
    "When somebody looked for a reply or a listing, and found none.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        text("statement", "To which statement.", "statement_slug", points_to=OF_STATEMENT),
        text("looked_for", "What was looked for.", choices=tuple(Looked.values)),
        *stated("dated", "The day of the look"),
        made("by_whom", f"Who looked. {KEPT}", _if_one_is_named("by_whom")),
        made("note", f"What else is known. {KEPT}", _if_one_is_named("note")),
        moment("released_at", "When it became public."),
    ),
    _checks,
)
CHECK_SUBMISSIONS = DataTable(
    "check_submissions",
    "Which submissions each check is about.",
    ("check", "submission"),
    _about_several("check", "checks"),
    lambda: _between(Check, "check"),
)
