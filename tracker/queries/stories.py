"""One submission's whole story, as one reader may read it, in order."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.choices import (
    ClauseKind,
    Direction,
    EventKind,
    Looked,
    Party,
    ReplyKind,
    Visibility,
)
from tracker.models import (
    Check,
    Clause,
    Correction,
    Event,
    Position,
    Reply,
    Revision,
    Submission,
)
from tracker.models.submissions import SubmissionQuerySet
from tracker.queries.evidence import Dossier, Evidence, dossier_of
from tracker.queries.sources import visible_sources
from tracker.queries.standings import opening_of
from tracker.queries.submission_rows import SubmissionRow, as_rows, submission_row
from tracker.rules.clocks import Reading, acknowledging, deciding, reading_day
from tracker.rules.dates import StatedDate
from tracker.rules.lanes import Look, Message, Silence, Turn, lay_out


@dataclass(frozen=True, slots=True)
class Told:
    """What one message or check says, as drawn: `text` is "" where it is kept with the name.

    `entry` is the place in the log of the event by which it became public; None without one.
    """

    kind: str
    speaker: str
    stated: StatedDate
    stated_words: str
    channel: str = ""
    text: str = ""
    is_summary: bool = True
    promised: date | None = None
    is_public: bool = True
    answers_others: bool = False
    by_whom: str = ""
    note: str = ""
    entry: int | None = None
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The numbers of its sources in the page's list."""
        return sorted({one.number for one in self.evidence})


@dataclass(frozen=True, slots=True)
class Story:
    """Everything on a submission's page."""

    row: SubmissionRow
    submission: Submission
    points: int
    until: date
    acknowledging: Reading
    deciding: Reading
    drawn: list[Turn | Silence]
    offer: Told
    publication: Told | None
    listing: Told | None
    last_look: Told | None
    last_listing_look: Told | None
    positions: list[Position]
    corrections: list[Correction]
    sources: list[Evidence]

    def is_vague(self, reading: Reading) -> bool:
        """Whether a clock was stopped by a message whose day is not known exactly."""
        stopping = [
            turn.stated
            for turn in self.drawn
            if isinstance(turn, Turn) and turn.stated.latest == reading.stopped_on
        ]
        return bool(stopping) and not any(stated.is_one_day for stated in stopping)


def submissions_to_tell(user: object) -> QuerySet[Submission]:
    """The submissions whose story this user may read, with what every story needs."""
    return _to_tell(Submission.objects.visible_to(user))


def all_to_tell() -> QuerySet[Submission]:
    """All submissions, with the same: for those who hold a secret link to one of them."""
    return _to_tell(Submission.objects.all())


def _to_tell(submissions: SubmissionQuerySet) -> QuerySet[Submission]:
    points = Clause.objects.filter(revision=OuterRef("revision"), kind=ClauseKind.POINT)
    counted = points.order_by().values("revision").annotate(points=Count("pk")).values("points")
    newest = Revision.objects.filter(statement=OuterRef("statement")).order_by("-number")
    rows = submissions.annotate(
        points=Coalesce(Subquery(counted), 0),
        newest_number=Subquery(newest.values("number")[:1]),
        entry=_entry("submission", EventKind.SUBMISSION_RELEASED),
    )
    return as_rows(rows).select_related("statement__issuer", "signatory", "revision")


def _entry(subject: str, kind: EventKind) -> Subquery:
    """The place in the log of the newest public event of a kind on each row; no further query."""
    events = Event.objects.filter(
        subject_type=subject, subject_id=OuterRef("pk"), kind=kind, is_public=True
    )
    return Subquery(events.order_by("-pk").values("entry__index")[:1])


def story_of(submission: Submission, user: object, today: date) -> Story:
    """The story of a submission read by submissions_to_tell(); five queries.

    Where the name is withheld, nothing that anybody wrote is told, since it could show the name.
    """
    replies = submission.replies.visible_to(user).filter(voided_at=None)
    return _story(submission, replies, submission.checks.visible_to(user), user, today)


def own_story_of(submission: Submission, today: date) -> Story:
    """The story as whoever offered may read it: its own messages also before they are public.

    What the issuer says is told when it is released, and its name is no secret to its bearer.
    """
    own = copy(submission)
    own.visibility = Visibility.NAMED
    is_told = ~Q(released_at=None) | Q(speaker=Party.SIGNATORY)
    replies = own.replies.filter(is_told, voided_at=None)
    return _story(own, replies, own.checks.released(), None, today)


def _story(
    submission: Submission,
    told: QuerySet[Reply],
    looked: QuerySet[Check],
    user: object,
    today: date,
) -> Story:
    replies = _with_others(submission, told)
    checks = list(looked.annotate(entry=_entry("check", EventKind.CHECK_RELEASED)))
    dossier = _dossier(submission, replies, checks, user)
    offer = _offer(submission, dossier)
    messages = [
        Message(0, offer_speaker(submission), submission.direction, submission.stated, offer)
    ]
    messages += [_message(one, submission, dossier) for one in replies]
    looks = [Look(one.stated, one.looked_for, _look(one, submission, dossier)) for one in checks]
    until = reading_day(submission.known_until, today)
    return Story(
        row=submission_row(submission, today),
        submission=submission,
        points=getattr(submission, "points", 0),
        until=until,
        acknowledging=_acknowledging(submission, until),
        deciding=_deciding(submission, until),
        drawn=lay_out(opening_of(submission), messages, looks, until),
        offer=offer,
        publication=_first(messages, ReplyKind.PUBLICATION),
        listing=_first(messages, ReplyKind.LISTING),
        last_look=_last(looks, Looked.REPLY),
        last_listing_look=_last(looks, Looked.LISTING),
        positions=list(submission.positions.select_related("clause")),
        corrections=_corrections(submission, user),
        sources=dossier.listed,
    )


def offer_speaker(submission: Submission) -> Party:
    """Who spoke first: the signatory who offered, or the issuer who invited."""
    is_offer = submission.direction == Direction.OFFER
    return Party.SIGNATORY if is_offer else Party.ISSUER


def _with_others(submission: Submission, replies: QuerySet[Reply]) -> list[Reply]:
    answered = Reply.submissions.through.objects.filter(reply=OuterRef("pk"))
    return list(
        replies.annotate(
            others=Exists(answered.exclude(submission=submission)),
            entry=_entry("reply", EventKind.REPLY_RELEASED),
        )
    )


def _dossier(
    submission: Submission, replies: Sequence[Reply], checks: Sequence[Check], user: object
) -> Dossier:
    """The sources of the submission, its replies and checks; one query."""
    if submission.is_withheld:
        return Dossier()
    about = Q(submission=submission) | Q(reply__in=replies) | Q(check_made__in=checks)
    return dossier_of(visible_sources(user).filter(about), ("submission", "reply", "check_made"))


def _offer(submission: Submission, dossier: Dossier) -> Told:
    return Told(
        kind=submission.direction,
        speaker=offer_speaker(submission),
        stated=submission.stated,
        stated_words=submission.offered_words,
        channel=submission.channel,
        text="" if submission.is_withheld else submission.message,
        is_public=submission.is_public,
        entry=getattr(submission, "entry", None),
        evidence=dossier.of("submission", submission.pk),
    )


def _message(reply: Reply, submission: Submission, dossier: Dossier) -> Message:
    told = Told(
        kind=reply.kind,
        speaker=reply.speaker,
        stated=reply.stated,
        stated_words=reply.dated_words,
        channel=reply.channel,
        text="" if submission.is_withheld else reply.text,
        is_summary=reply.is_summary,
        promised=reply.promised_on,
        is_public=reply.is_released,
        answers_others=bool(getattr(reply, "others", False)),
        entry=getattr(reply, "entry", None),
        evidence=dossier.of("reply", reply.pk),
    )
    return Message(
        reply.pk,
        Party(reply.speaker),
        reply.kind,
        reply.stated,
        told,
        disputes=reply.disputes_id,
        promised=reply.promised_on,
        counts=reply.is_released,
    )


def _look(check: Check, submission: Submission, dossier: Dossier) -> Told:
    return Told(
        kind=check.looked_for,
        speaker=Party.NOBODY,
        stated=check.stated,
        stated_words=check.dated_words,
        by_whom="" if submission.is_withheld else check.by_whom,
        note="" if submission.is_withheld else check.note,
        is_public=check.is_released,
        entry=getattr(check, "entry", None),
        evidence=dossier.of("check_made", check.pk),
    )


def _first(messages: list[Message], kind: str) -> Told | None:
    return next((one.body for one in messages if one.kind == kind and one.counts), None)


def _last(looks: list[Look], looked_for: str) -> Told | None:
    told: list[Told] = [one.body for one in looks if one.looked_for == looked_for]
    return next((one for one in reversed(told) if one.is_public), None)


def _corrections(submission: Submission, user: object) -> list[Correction]:
    if submission.is_withheld:
        return []
    about = Q(submission=submission) | Q(reply__submissions=submission)
    about |= Q(check_made__submissions=submission)
    return list(Correction.objects.visible_to(user).filter(about).filter(voided_at=None).distinct())


def _acknowledging(submission: Submission, until: date) -> Reading:
    return acknowledging(submission.acknowledge_by, submission.acknowledged_on, until)


def _deciding(submission: Submission, until: date) -> Reading:
    return deciding(
        submission.status,
        submission.decide_by,
        submission.decided_on,
        submission.waiting_since,
        until,
    )
