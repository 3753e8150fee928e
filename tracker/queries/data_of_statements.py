"""The tables of the data package about statements, their wordings, and signatories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tracker.choices import (
    AliasKind,
    ClauseKind,
    Custody,
    DecisionPolicy,
    Number,
    Openness,
    SignatoryKind,
    StatementKind,
)
from tracker.models import Alias, Clause, Revision, Signatory, Statement, Translation
from tracker.queries.addresses import address_of
from tracker.queries.data_tables import (
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
from tracker.queries.sources import visible_memberships

OF_STATEMENT, OF_SIGNATORY = ("statements", "id"), ("signatories", "id")
COUNTRY = "ISO 3166-1 alpha-2, or XK. Empty: not stated."


def slug_of(column: str, model: Any) -> Subquery:
    """The address of a row that another one points to, looked up by its number: never joined."""
    rows: QuerySet[Any] = model.objects.filter(pk=OuterRef(column)).order_by()
    return Subquery(rows.values("slug"))


def _statements() -> Iterable[Any]:
    found = Statement.objects.published().annotate(issuer_slug=slug_of("issuer", Signatory))
    return read_rows(
        found,
        *("slug", "title", "kind", "issuer_slug", *stated_columns("issued"), "place", "url"),
        *("openness", "openness_words", "opens_on", "closes_on", "acknowledge_days"),
        *("decide_days", "policy", "custody", "published_at"),
    )


def _of_published(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    return rows.filter(Exists(Statement.objects.published().filter(pk=OuterRef(column))))


def _revisions() -> Iterable[Any]:
    found = _of_published(Revision.objects.all(), "statement")
    return read_rows(
        found.annotate(statement_slug=slug_of("statement", Statement)),
        *("pk", "statement_slug", "number", "language", "text", "closing", "is_summary"),
        *("source_url", "change_note", "sha256", "recorded_at"),
    )


def _clauses() -> Iterable[Any]:
    found = _of_published(Clause.objects.all(), "revision__statement")
    return read_rows(found, "pk", "revision_id", "order", "number", "kind", "parent_id", "text")


def _translations() -> Iterable[Any]:
    found = _of_published(Translation.objects.all(), "revision__statement")
    return read_rows(
        found, "pk", "revision_id", "language", "title", "text", "translator", "is_reviewed"
    )


def _signatories() -> Iterable[Any]:
    return read_rows(
        Signatory.objects.visible_to(None),
        *("slug", "name", "kind", "country", "is_named", "number", "ended", "url", "about"),
        "erased_at",
    )


def _aliases() -> Iterable[Any]:
    visible = Signatory.objects.visible_to(None).filter(pk=OuterRef("signatory"))
    found = Alias.objects.filter(Exists(visible))
    named = found.annotate(signatory_slug=slug_of("signatory", Signatory))
    return read_rows(named, "pk", "signatory_slug", "name", "kind")


def _memberships() -> Iterable[Any]:
    found = visible_memberships(None).annotate(
        member_slug=slug_of("member", Signatory), network_slug=slug_of("network", Signatory)
    )
    return read_rows(found, "pk", "member_slug", "network_slug", "since", "until", "note")


STATEMENTS = DataTable(
    "statements",
    "Texts that somebody issued.",
    ("id",),
    (
        text("id", "Its name in addresses.", "slug"),
        made("address", "Its page.", lambda row: site_address(address_of("statement", row.slug))),
        text("title", "Its title."),
        text("kind", "What kind of text it is.", choices=tuple(StatementKind.values)),
        text("issuer", "Who issued it.", "issuer_slug", points_to=OF_SIGNATORY),
        *stated("issued", "When it was issued"),
        text("place", "Where it was issued."),
        text("original", "The address at which its issuer published it.", "url"),
        text("who_may_sign", "Who may sign.", "openness", choices=tuple(Openness.values)),
        text("who_may_sign_in_the_issuers_words", "The same in its words.", "openness_words"),
        day("opens_on", "From when on one can sign."),
        day("closes_on", "Until when one can sign."),
        number("acknowledge_days", "Days from an offer until its receipt should be acknowledged."),
        number("decide_days", "Days from an offer until it should be decided."),
        text("decided", "How offers are decided.", "policy", choices=tuple(DecisionPolicy.values)),
        text(
            "custody",
            "Whether its issuer uses this site or it is recorded from outside.",
            choices=tuple(Custody.values),
        ),
        moment("published_at", "When it entered the public record."),
    ),
    _statements,
)
REVISIONS = DataTable(
    "revisions",
    "Wordings of statements, which never change.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        text("statement", "Of which statement.", "statement_slug", points_to=OF_STATEMENT),
        number("number", "Its number among the wordings of its statement."),
        text("language", "BCP 47."),
        text("text", "The text before its clauses."),
        text("closing", "The text after its clauses."),
        truth("is_summary", "Whether it is the editors' summary of a text kept elsewhere."),
        text("full_text", "Where the full text is.", "source_url"),
        text("what_changed", "What is different from the one before.", "change_note"),
        text("sha256", "The hash of its canonical bytes, in hexadecimal."),
        moment("recorded_at", "When it was recorded."),
    ),
    _revisions,
)
CLAUSES = DataTable(
    "clauses",
    "The numbered parts of wordings.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        number("revision", "Of which wording.", "revision_id", points_to=("revisions", "id")),
        number("order", "Its place in the wording."),
        text("number", "Its number as printed."),
        text("kind", "What kind of part it is.", choices=tuple(ClauseKind.values)),
        number("part_of", "The clause that it is a part of.", "parent_id", points_to=("", "id")),
        text("text", "Its text."),
    ),
    _clauses,
)
TRANSLATIONS = DataTable(
    "translations",
    "Wordings in other languages.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        number("revision", "Of which wording.", "revision_id", points_to=("revisions", "id")),
        text("language", "BCP 47."),
        text("title", "The title in this language."),
        text("text", "The text in this language."),
        text("translator", "Who translated it."),
        truth("is_reviewed", "Whether somebody else reviewed it."),
    ),
    _translations,
)
SIGNATORIES = DataTable(
    "signatories",
    "Organisations, networks, publications and people that appear in the public record.",
    ("id",),
    (
        text("id", "Its name in addresses.", "slug"),
        made("address", "Its page.", lambda row: site_address(address_of("signatory", row.slug))),
        text("name", "Its name."),
        text("kind", "What it is.", choices=tuple(SignatoryKind.values)),
        text("country", COUNTRY),
        truth("named_by_the_source", "Whether a source names it.", "is_named"),
        text(
            "stands_for",
            "One, or more that no source names.",
            "number",
            choices=tuple(Number.values),
        ),
        text("died_or_dissolved", "When, in EDTF.", "ended"),
        text("public_link", "Its own page.", "url"),
        text("about", "Facts about it."),
        moment("erased_at", "When its content was erased.", "erased_at"),
    ),
    _signatories,
)
ALIASES = DataTable(
    "aliases",
    "Other names of signatories.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        text("signatory", "Whose name it is.", "signatory_slug", points_to=OF_SIGNATORY),
        text("name", "The name."),
        text("kind", "What kind of name it is.", choices=tuple(AliasKind.values)),
    ),
    _aliases,
)
MEMBERSHIPS = DataTable(
    "memberships",
    "Who belongs to which network, as far as a source states it.",
    ("id",),
    (
        number("id", "Its number on this site.", "pk"),
        text("member", "Who belongs to it.", "member_slug", points_to=OF_SIGNATORY),
        text("network", "The network.", "network_slug", points_to=OF_SIGNATORY),
        text("since", "Since when, in EDTF."),
        text("until", "Until when, in EDTF."),
        text("note", "What else is known of it."),
    ),
    _memberships,
)
