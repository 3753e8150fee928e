"""What the form for offers shows, and what a link in one of its letters leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import OuterRef, Q, Subquery

from tracker.choices import SenderField, Status
from tracker.models import Clause, Contact, Revision, Statement
from tracker.proof.tokens import token_sha256
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
    newest = Revision.objects.filter(statement=OuterRef("revision__statement"))
    clauses = list(
        Clause.objects.filter(
            revision__statement__in=Statement.objects.published().filter(slug=slug),
            revision__number=Subquery(newest.order_by("-number").values("number")[:1]),
        )
        .select_related("revision__statement__issuer")
        .order_by("order")
    )
    if clauses:
        revision = clauses[0].revision
        return Wording(revision.statement, revision, clauses)
    return _without_clauses(slug)


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


def _without_clauses(slug: str) -> Wording | None:
    statement = Statement.objects.published().filter(slug=slug).select_related("issuer").first()
    if statement is None:
        return None
    revision = statement.revisions.order_by("-number").first()
    return Wording(statement, revision, [])
