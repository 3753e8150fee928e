"""What the form for offers shows, and what a link in one of its letters leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tracker.choices import SenderField, Status
from tracker.models import Clause, Contact, Revision, Statement
from tracker.proof.tokens import token_sha256
from tracker.queries.prepared import Given, Prepared
from tracker.rules.senders import Sender, does_match


@dataclass(frozen=True, slots=True)
class Wording:
    """A published statement with its newest wording, if there is one, and that one's clauses."""

    statement: Statement
    revision: Revision | None
    clauses: list[Clause]


class LinkState(StrEnum):
    """What a link of an offer's letters is good for."""

    WAITING = "waiting"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OfferLink:
    """A link and the contact it belongs to; None for links that are unknown."""

    state: LinkState
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class DryRun:
    """Of how many past offers whose contact data is kept a rule would have matched how many."""

    matched: int
    looked_at: int


MOST_LOOKED_AT = 5000


def wording_to_sign(slug: str) -> Wording | None:
    """The published statement at this address; None if there is none. One query with clauses."""
    clauses = CLAUSES.rows(slug=slug)
    revisions = [clauses[0].revision] if clauses else WITHOUT_CLAUSES.rows(slug=slug)
    if revisions:
        return Wording(revisions[0].statement, revisions[0], clauses)
    statements = WORDLESS.rows(slug=slug)
    return Wording(statements[0], None, []) if statements else None


def offer_link(token: str, now: datetime) -> OfferLink:
    """What the link with this token does now: one to confirm, or one to the submitter's page."""
    sha256 = token_sha256(token)
    contact = (
        Contact.objects.filter(Q(confirm_sha256=sha256) | Q(track_sha256=sha256))
        .select_related("submission__statement__issuer", "submission__revision")
        .first()
    )
    if contact is None or contact.submission.status == Status.VOID:
        return OfferLink(LinkState.UNKNOWN)
    if contact.submission.status != Status.UNCONFIRMED:
        return OfferLink(LinkState.CONFIRMED, contact)
    is_late = contact.confirm_by is None or contact.confirm_by < now
    return OfferLink(LinkState.EXPIRED if is_late else LinkState.WAITING, contact)


def dry_run(field: str, pattern: str) -> DryRun | None:
    """How many of the newest offers a rule would have matched; None for networks: none is kept."""
    if field == SenderField.NETWORK:
        return None
    newest = Contact.objects.order_by("-pk").values_list("email", "submission__signed_name")
    senders = [Sender(email, name) for email, name in newest[:MOST_LOOKED_AT]]
    matched = sum(does_match(field, pattern, sender) for sender in senders)
    return DryRun(matched, len(senders))


def _published() -> QuerySet[Statement]:
    return Statement.objects.published().filter(slug=Given("slug", SLUG))


def _newest_wording() -> QuerySet[Revision]:
    found = Revision.objects.filter(statement__in=_published())
    return found.select_related("statement__issuer").order_by("-number")[:1]


def _newest_clauses() -> QuerySet[Clause]:
    newest = Revision.objects.filter(statement=OuterRef("revision__statement"))
    number = Subquery(newest.order_by("-number").values("number")[:1])
    found = Clause.objects.filter(revision__statement__in=_published(), revision__number=number)
    return found.select_related("revision__statement__issuer").order_by("order")


SLUG: Any = Statement._meta.get_field("slug")
CLAUSES = Prepared(_newest_clauses)
WITHOUT_CLAUSES = Prepared(_newest_wording)
WORDLESS = Prepared(lambda: _published().select_related("issuer"))
