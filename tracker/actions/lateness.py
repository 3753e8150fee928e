"""Reading the clocks: what became late is recorded once, dated the day it happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.actions.clocks import due_watches, held_clocks, mark_changed, store_watches
from tracker.actions.events import record_events
from tracker.actions.happened import Happened
from tracker.actions.reminders import due_steps, write_reminders
from tracker.actions.standings import history_of, locked_submissions
from tracker.choices import EventKind, Origin, StepKind
from tracker.models import Contact, Source, Step, Submission
from tracker.models.clocks import LATENESS
from tracker.rules.lapses import Account, Lapse, account
from tracker.rules.releases import silence_is_released
from tracker.rules.reminders import next_day

BATCH = 100
TOLD = {
    StepKind.OVERDUE: EventKind.LATENESS_RECORDED,
    StepKind.LONG_OVERDUE: EventKind.LATENESS_RECORDED,
    StepKind.REMINDED: EventKind.REMINDED,
    StepKind.ESCALATED: EventKind.ESCALATED,
}


@dataclass(frozen=True, slots=True)
class _Case:
    """One submission, what its clocks came to, the steps that were taken, and what they need."""

    submission: Submission
    account: Account
    steps: list[Step]
    is_sourced: bool
    is_reachable: bool


@dataclass(slots=True)
class _Found:
    """What reading some clocks leads to: steps to take, and columns of steps there were."""

    taken: list[Step] = field(default_factory=list)
    refuted: list[Step] = field(default_factory=list)
    columns: defaultdict[tuple[str, object], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )


def read_clocks() -> Iterator[int]:
    """Read the clocks of whatever changed and whatever is due today; yields how many were read.

    Each batch is one transaction: it may be stopped and started at any time, by several at once,
    and finds after a month what it would have found day by day. Records lateness-recorded, public
    where its submission is, dated the day it happened; lateness-retracted where the record says now
    that it was not late; reminded and escalated, and letter-queued for the signatory's reminders.
    """
    mark_changed()
    while read := _read_batch():
        yield read


@transaction.atomic
def _read_batch() -> int:
    held_clocks()
    now = timezone.now()
    today = timezone.localdate(now)
    watches = due_watches(today, BATCH)
    if not watches:
        return 0
    found = _Found()
    ahead: dict[int, date | None] = {}
    for case in _cases(locked_submissions(watch.submission_id for watch in watches), today):
        _compare_lateness(case, found, now)
        _compare_letters(case, found, now)
        pk = case.submission.pk
        ahead[pk] = next_day(case.account, today, settings.REMINDERS_PER_CLOCK)
    _store(found)
    for watch in watches:
        watch.due_on = ahead[watch.submission_id]
    store_watches(watches)
    return len(watches)


def _cases(submissions: list[Submission], today: date) -> Iterator[_Case]:
    """One for each submission; three queries for all."""
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(submission__in=submissions).order_by("pk"):
        steps[step.submission_id].append(step)
    sourced, reachable = _about(Source, submissions), _about(Contact, submissions)
    for one in submissions:
        found = account(*history_of(one), today)
        yield _Case(one, found, steps[one.pk], one.pk in sourced, one.pk in reachable)


def _about(model: type[Source | Contact], submissions: list[Submission]) -> set[int]:
    """The numbers of those submissions that have a row of this kind."""
    rows = model._default_manager.filter(submission__in=submissions)
    return set(rows.values_list("submission_id", flat=True))


def _compare_lateness(case: _Case, found: _Found, now: datetime) -> None:
    """Put side by side what the record says of one submission, and what was noted before."""
    noted = {_lapse(one): one for one in case.steps if one.kind in LATENESS and not one.ended_at}
    new = case.account.lapses - noted.keys()
    for lapse in sorted(new, key=lambda one: (one.since, one.clock, one.kind == LATENESS[1])):
        step = _step(case, lapse, now)
        step.is_public = _is_tellable(case, step)
        found.taken.append(step)
    for lapse, step in noted.items():
        is_public = _is_tellable(case, step)
        if lapse not in case.account.lapses:
            step.submission = case.submission
            found.refuted.append(step)
            found.columns["ended_at", now].append(step.pk)
        elif is_public != step.is_public:
            found.columns["is_public", is_public].append(step.pk)


def _compare_letters(case: _Case, found: _Found, now: datetime) -> None:
    """Which letters about running clocks are due, and which were about one that still runs."""
    letters = [step for step in case.steps if step.kind not in LATENESS]
    found.taken += due_steps(
        case.submission, case.account, letters, now, is_reachable=case.is_reachable
    )
    running = {(one.clock, one.late_from) for one in case.account.running}
    for step in letters:
        runs = (step.clock, step.since) in running
        if runs == (step.ended_at is not None):
            found.columns["ended_at", None if runs else now].append(step.pk)


def _step(case: _Case, lapse: Lapse, now: datetime) -> Step:
    return Step(
        submission=case.submission,
        clock=lapse.clock,
        kind=lapse.kind,
        since=lapse.since,
        taken_at=now,
        told_at=now,
    )


def _lapse(step: Step) -> Lapse:
    return Lapse(step.clock, step.kind, step.since)  # type: ignore[arg-type] # their values


def _is_tellable(case: _Case, step: Step) -> bool:
    """Whether everybody may read it, once the submission is public.

    Of an observed party only if its silence was released: by a check that covers that day, or with
    the offer, by a second person and with a source.
    """
    submission = case.submission
    looks = [check.stated.earliest for check in submission.checks.all()]
    return any(day >= step.since for day in looks) or silence_is_released(
        submission.statement.custody,
        author_pk=submission.recorded_by_id,
        released_by_pk=submission.released_by_id,
        sources=int(case.is_sourced),
    )


def _store(found: _Found) -> None:
    for (column, value), pks in found.columns.items():
        Step.objects.filter(pk__in=pks).update(**{column: value})
    steps = Step.objects.bulk_create(found.taken)
    retracted = [_told(EventKind.LATENESS_RETRACTED, step) for step in found.refuted]
    taken = [_told(TOLD[StepKind(step.kind)], step) for step in steps]
    record_events([*retracted, *taken], by=None, origin=Origin.CLOCK)
    write_reminders(steps)


def _told(kind: EventKind, step: Step) -> Happened:
    return Happened(
        kind,
        step,
        statement=step.submission.statement,
        submission=step.submission,
        facts={"clock": step.clock, "step": step.kind, "dated": step.since.isoformat()},
        is_public=kind == EventKind.LATENESS_RECORDED,
    )
