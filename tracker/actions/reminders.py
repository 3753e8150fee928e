"""Reminding who must act, a limited number of times, and then telling the editors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.actions.clocks import held_clocks
from tracker.actions.contacts import known_track_token, new_confirm_token
from tracker.actions.events import record_events
from tracker.actions.happened import Happened
from tracker.actions.letters import queue_letters
from tracker.actions.reply_addresses import reply_address_of
from tracker.choices import EventKind, Origin, Stage, Status, StepKind
from tracker.models import Contact, Step, Submission, User
from tracker.models.clocks import ISSUERS
from tracker.notify.drafts import LetterDraft
from tracker.notify.reminders import (
    confirm_reminder,
    desk_reminder,
    escalation,
    question_reminder,
)
from tracker.rules.lapses import Account, Running
from tracker.rules.permissions import Right
from tracker.rules.reminders import confirm_reminder_window, due_letter

BATCH = 200
# So many steps at most are told of in one letter to the desk.
MOST_TOLD = 5000


def due_steps(
    submission: Submission,
    found: Account,
    letters: list[Step],
    now: datetime,
    *,
    is_reachable: bool,
) -> list[Step]:
    """The steps, not stored, that are due about the running clocks of a submission.

    `letters` are the reminders and escalations there were; `is_reachable` says whether an address
    of the signatory is known. At a statement that is not public nobody is reminded of anything.
    """
    if submission.statement.stage != Stage.PUBLISHED:
        return []
    steps = (_due_step(submission, running, letters, now) for running in found.running)
    return [one for one in steps if one and (is_reachable or not _is_to_signatory(one))]


def write_reminders(steps: Iterable[Step]) -> None:
    """Queue the letters to signatories that these new steps stand for. Records letter-queued."""
    asked = {one.submission_id: one.submission for one in steps if _is_to_signatory(one)}
    contacts = Contact.objects.filter(submission__in=asked).order_by("pk")
    drafts = []
    for contact in contacts:
        contact.submission = asked[contact.submission_id]
        token, reply_to = known_track_token(contact), reply_address_of(contact.submission)
        drafts.append((question_reminder(contact, token, reply_to), contact.submission))
    if drafts:
        queue_letters(drafts, by=None, origin=Origin.CLOCK)


@transaction.atomic
def remind_to_confirm() -> int:
    """Remind once of offers that wait to be confirmed, in the second half of their time.

    At most a batch at a time; returns how many. Each letter has a new link, the one before ends;
    the day until which it works stays. Records reminded and letter-queued for each.
    """
    contacts = _unreminded(timezone.now()) if settings.REMINDERS_PER_CLOCK else []
    if not contacts:
        return 0
    drafts = []
    for contact in contacts:
        token = new_confirm_token(contact)
        contact.reminded_at = timezone.now()
        drafts.append((confirm_reminder(contact, token), contact.submission))
    Contact.objects.bulk_update(contacts, ["confirm_sha256", "reminded_at"], batch_size=BATCH)
    record_events([_reminded(one) for one in contacts], by=None, origin=Origin.CLOCK)
    queue_letters(drafts, by=None, origin=Origin.CLOCK)
    return len(contacts)


@transaction.atomic
def tell_desk() -> int:
    """Write to the people of the desk what came to wait too long; returns how many steps are told.

    One letter for each person, however many submissions: reminders to whom the submission or its
    statement is assigned, or else to all who may answer; what nobody acted on to all who may
    release. Accounts without an e-mail address get none. Records letter-queued for each letter.
    """
    held_clocks()
    untold = Step.objects.untold().select_related("submission__statement").order_by("pk")
    steps = list(untold[:MOST_TOLD])
    if not steps:
        return 0
    letters = [(draft, None) for draft in _desk_drafts([one for one in steps if not one.ended_at])]
    queue_letters(letters, by=None, origin=Origin.CLOCK)
    Step.objects.untold().filter(pk__lte=steps[-1].pk).update(told_at=timezone.now())
    return len(steps)


def _desk_drafts(steps: list[Step]) -> list[LetterDraft]:
    reminded = [one for one in steps if one.kind == StepKind.REMINDED]
    escalated = [one for one in steps if one.kind == StepKind.ESCALATED]
    spoken = dict(User.objects.order_by("-pk").values_list("email", "language"))
    drafts = [
        desk_reminder(email, some, language=spoken[email])
        for email, some in _by_address(reminded).items()
    ]
    if escalated:
        drafts += [
            escalation(email, escalated, language=spoken[email]) for email in _emails(Right.RELEASE)
        ]
    return drafts


def _due_step(
    submission: Submission, running: Running, letters: list[Step], now: datetime
) -> Step | None:
    number = due_letter(running, timezone.localdate(now), settings.REMINDERS_PER_CLOCK)
    if number is None:
        return None
    is_last = number > settings.REMINDERS_PER_CLOCK
    about = [one for one in letters if (one.clock, one.since) == (running.clock, running.late_from)]
    if any(one.kind == StepKind.ESCALATED for one in about):
        return None
    if not is_last and any(one.number >= number for one in about):
        return None
    step = Step(
        submission=submission,
        clock=running.clock,
        kind=StepKind.ESCALATED if is_last else StepKind.REMINDED,
        since=running.late_from,
        number=number,
        taken_at=now,
    )
    if _is_to_signatory(step):
        step.told_at = now
    return step


def _is_to_signatory(step: Step) -> bool:
    return step.kind == StepKind.REMINDED and step.clock not in ISSUERS


def _unreminded(now: datetime) -> list[Contact]:
    """Contacts of unconfirmed offers, locked. They are those that expire first: an index knows."""
    after, before = confirm_reminder_window(now, settings.CONFIRM_DAYS)
    waiting = Contact.objects.filter(
        submission__status=Status.UNCONFIRMED,
        reminded_at=None,
        confirm_by__gt=after,
        confirm_by__lte=before,
        expires_on__lte=(before + timedelta(days=settings.CONFIRM_DAYS)).date(),
    )
    held = waiting.select_for_update(of=("self", "submission"))
    return list(held.select_related("submission__statement").order_by("expires_on", "pk")[:BATCH])


def _reminded(contact: Contact) -> Happened:
    submission = contact.submission
    return Happened(
        EventKind.REMINDED,
        submission,
        statement=submission.statement,
        submission=submission,
        facts={"until": contact.confirm_by},
    )


def _by_address(steps: list[Step]) -> dict[str, list[Step]]:
    """To whom each step is told: whoever looks after it, or else everybody who may answer."""
    able = dict(_able(Right.EDIT))
    told: defaultdict[str, list[Step]] = defaultdict(list)
    for step in steps:
        submission = step.submission
        assigned = (submission.assigned_to_id, submission.statement.assigned_to_id)
        first = next((able[pk] for pk in assigned if pk in able), None)
        for email in [first] if first else dict.fromkeys(able.values()):
            told[email].append(step)
    return told


def _emails(right: Right) -> list[str]:
    return list(dict.fromkeys(email for _pk, email in _able(right)))


def _able(right: Right) -> list[tuple[int, str]]:
    """Accounts with this right and an address, by number."""
    users = User.objects.with_perm(f"tracker.{right}").exclude(email="")
    return list(users.order_by("pk").values_list("pk", "email"))
