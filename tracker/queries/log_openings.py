"""What opens entries of the log: for whom they concern, and as far as everybody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.choices import EventKind, Status, Visibility
from tracker.models import Check, Correction, Event, LogEntry, Reply, Statement, Step, Submission
from tracker.proof.canonical import canonical_bytes
from tracker.proof.commitments import Opening, part_salt
from tracker.proof.tiles import WIDTH
from tracker.rules.log_kinds import AUDIENCES, Audience, is_openable

EVERYBODYS = [kind for kind, audience in AUDIENCES.items() if audience == Audience.EVERYBODY]
VOIDED = [EventKind.SUBMISSION_VOIDED, EventKind.REPLY_VOIDED, EventKind.CHECK_VOIDED]
HIDDEN = Q(visibility=Visibility.WITHHELD) | Q(status=Status.VOID)


@dataclass(frozen=True, slots=True)
class OpenBundle:
    """Of 256 entries, by place: what opens those that say more than stands in clear."""

    openings: dict[int, Opening] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """The bundle as it is served, as JSON."""
        return {"openings": {str(index): asdict(one) for index, one in self.openings.items()}}


def open_bundle(number: int, size: int) -> OpenBundle:
    """What everybody may open now of a bundle of the log's first `size` entries.

    Four queries, however many entries.
    """
    last = min((number + 1) * WIDTH, size)
    entries = LogEntry.objects.filter(index__gte=number * WIDTH, index__lt=last)
    places = dict(entries.order_by("index").values_list("event_id", "index"))
    events = list(_more_than_clear().filter(pk__in=places).order_by("pk"))
    public, named, bundle = _public(events), _named(events), OpenBundle()
    for one in events:
        opening = opening_of(one)
        is_public, is_named = one.pk in public, one.pk in named
        may = is_openable(one.kind, one.shown_facts, is_public=is_public, is_named=is_named)
        if may and opening:
            bundle.openings[places[one.pk]] = opening
    return bundle


def opening_of(event: Event) -> Opening | None:
    """What opens an event for those it concerns; None once that is erased."""
    if event.erased_at or not event.salt:
        return None
    content = canonical_bytes(event.shown_facts).decode()
    return Opening(content, part_salt(bytes(event.salt), "shown").hex())


def public_opening(event: Event) -> Opening | None:
    """The same as far as everybody may have it now; at most three queries."""
    opening = opening_of(event)
    if opening is None:
        return None
    is_told = Event.objects.visible_to(None).filter(pk=event.pk).exists()
    is_public, is_named = is_told or bool(_public([event])), bool(_named([event]))
    may = is_openable(event.kind, event.shown_facts, is_public=is_public, is_named=is_named)
    return opening if may else None


def _more_than_clear() -> QuerySet[Event]:
    """Events that say more than their entry does in clear, of what can become everybody's.

    What is erased opens no more.
    """
    more = Q(open_facts__isnull=True) | Q(open_facts__references_sha256__isnull=False)
    return Event.objects.filter(more, erased_at=None, kind__in=EVERYBODYS)


def _public(events: Iterable[Event]) -> set[int]:
    """Which of these events are about what the public reads now, or of what it read and is void."""
    subject = OuterRef("subject_id")
    published = Statement.objects.published().filter(pk=OuterRef("statement"))
    # Why something was taken out is told in facts, without a word of whom it was about.
    stays = Q(kind__in=VOIDED) | Q(
        subject_type__in=["submission", "position"], submission__is_public=True
    )
    for name, rows in (
        ("reply", Reply.objects.visible_to(None)),
        ("check", Check.objects.visible_to(None)),
        ("step", Step.objects.visible_to(None)),
    ):
        stays |= Q(Exists(rows.filter(pk=subject)), subject_type=name)
    corrections = Correction.objects.visible_to(None).filter(pk=subject)
    visible = Q(stays, Exists(published)) | Q(Exists(corrections), subject_type="correction")
    found = Event.objects.filter(visible, pk__in=[one.pk for one in events])
    return set(found.values_list("pk", flat=True))


def _named(events: Iterable[Event]) -> set[int]:
    """Those of these events that concern nobody whose name is withheld now, or who is void."""
    numbers = [one.pk for one in events]
    hidden = Submission.objects.filter(HIDDEN)
    subject = OuterRef("subject_id")
    about = Correction.objects.filter(pk=OuterRef("subject_id")).filter(
        Q(Exists(hidden.filter(pk=OuterRef("submission"))))
        | Q(Exists(hidden.filter(replies=OuterRef("reply"))))
        | Q(Exists(hidden.filter(checks=OuterRef("check_made"))))
    )
    concealed = (
        Q(Exists(hidden.filter(pk=OuterRef("submission"))))
        | Q(Exists(hidden.filter(replies=subject)), subject_type="reply")
        | Q(Exists(hidden.filter(checks=subject)), subject_type="check")
        | Q(Exists(about), subject_type="correction")
    )
    shown = Event.objects.filter(pk__in=numbers).exclude(concealed)
    return set(shown.values_list("pk", flat=True))
