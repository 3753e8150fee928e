"""Asking those who endorsed an earlier wording about the new one, and taking their answers."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.bulk import clean_rows
from tracker.actions.changes import Changes, locked
from tracker.actions.contacts import known_track_token
from tracker.actions.events import record_event, record_events
from tracker.actions.letters import cancel_letters, queue_letter, told, written_letters
from tracker.actions.reply_addresses import reply_address_of
from tracker.actions.standings import locked_submissions
from tracker.actions.submissions import happened
from tracker.choices import EventKind, LetterKind, Origin, Renewed
from tracker.models import Contact, Position, Renewal, Revision, Submission
from tracker.models.submissions import GONE
from tracker.notify.drafts import LetterDraft
from tracker.notify.renewals import new_revision_letter, renewed_letter
from tracker.queries.renewals import (
    contacts_to_ask,
    exceptions_of,
    newest_revision,
    revised_wordings,
)
from tracker.rules.refusals import Refused
from tracker.rules.renewals import require_asked

BATCH = 200


def ask_about_new_wordings() -> int:
    """Write to the next BATCH of those who stand on an earlier wording; returns how many.

    Each is asked once about each newest wording, however often and in however many workers this
    runs; until they answer they stay where they are. Records renewal-asked and letter-queued.
    """
    for wording in revised_wordings():
        asked = _ask(wording)
        if asked:
            return asked
    return 0


@transaction.atomic
def endorse_new_wording(submission: Submission, wording: int, kept: Collection[int]) -> Renewal:
    """Move a submission to the newest wording, because its submitter says so; it stays one row.

    `wording` is the number of the row that was read, `kept` those of the exceptions that go over;
    the others are dropped. Status and clocks stay. Records renewal-answered, publicly where the
    submission is public, and letter-queued for the receipt. Raises Refused if the text was changed
    meanwhile, and where the signatory has an offer to it already.
    """
    current, newest = _held(submission, wording)
    earlier = current.revision
    _require_only(current, newest)
    carried, positions = _carry(current, newest, kept)
    changes: Changes = {"revision": [earlier.pk, newest.pk]} | carried
    current.revision = newest
    current.version += 1
    current.save(update_fields=["revision", "version"])
    renewal = _answered(current, newest, earlier, Renewed.ENDORSED, changes, positions)
    _acknowledge(current, earlier)
    return renewal


@transaction.atomic
def keep_earlier_wording(submission: Submission, wording: int) -> Renewal:
    """Note that a submission stays on its wording; it may still go over later.

    Records renewal-answered, publicly where the submission is public. Raises Refused as
    endorse_new_wording() does.
    """
    current, newest = _held(submission, wording)
    return _answered(current, newest, current.revision, Renewed.KEPT, {})


@transaction.atomic
def _ask(wording: Revision) -> int:
    # Another worker's rows are passed over. What it wrote before this one came to a row is seen
    # by asking again.
    free = contacts_to_ask(wording).select_for_update(of=("self",), skip_locked=True)
    chosen = [one.pk for one in free[:BATCH]]
    contacts = list(contacts_to_ask(wording).filter(pk__in=chosen))
    now = timezone.now()
    Renewal.objects.bulk_create(
        Renewal(
            submission=one.submission,
            revision=wording,
            earlier=one.submission.revision,
            asked_at=now,
        )
        for one in contacts
    )
    drafts = [_question(one, wording) for one in contacts]
    letters = written_letters(drafts, now, queued_by=None, origin=Origin.CLOCK)
    asked = {"number": wording.number}
    kind = EventKind.RENEWAL_ASKED
    events = [happened(kind, one, {}, [], facts=asked) for _draft, one in drafts]
    events += [told(EventKind.LETTER_QUEUED, letter) for letter in letters]
    record_events(events, by=None, origin=Origin.CLOCK)
    return len(contacts)


def _question(contact: Contact, wording: Revision) -> tuple[LetterDraft, Submission]:
    submission = contact.submission
    submission.statement = wording.statement
    token, address = known_track_token(contact), reply_address_of(submission)
    return new_revision_letter(contact, wording, token, address), submission


def _held(submission: Submission, wording: int) -> tuple[Submission, Revision]:
    """The submission and the newest wording, locked against change, if that one was read."""
    current = locked_submissions([submission.pk])[0]
    require_asked(current.status)
    newest = newest_revision(locked(current.statement))
    if newest.pk == current.revision_id:
        raise Refused(_("It stands on the newest wording already. Nothing was changed."))
    if newest.pk != wording:
        raise Refused(
            _("The text was changed once more since you opened this page. Read it again.")
        )
    return current, newest


def _require_only(submission: Submission, newest: Revision) -> None:
    same = Submission.objects.filter(revision=newest, signatory=submission.signatory_id)
    other = same.exclude(status__in=GONE).first()
    if other is not None:
        raise Refused(
            _("There is an offer to the new wording already: %(reference)s. Withdraw one of them.")
            % {"reference": other.reference}
        )


def _carry(
    submission: Submission, newest: Revision, kept: Collection[int]
) -> tuple[Changes, list[Position]]:
    """Let the chosen exceptions go over to the new wording; what changed, and all there are."""
    exceptions = exceptions_of(submission, newest)
    if not exceptions:
        return {}, []
    moved = [
        Position(
            submission=submission,
            clause=one.clause,
            kind=one.position.kind,
            text=one.position.text,
        )
        for one in exceptions
        if one.clause is not None and one.position.pk in kept
    ]
    clean_rows(moved)
    submission.positions.all().delete()
    Position.objects.bulk_create(moved)
    before = [_kept_words(one.position) for one in exceptions]
    return {"positions": [before, [_kept_words(one) for one in moved]]}, moved


def _kept_words(position: Position) -> list[str]:
    return [str(position.get_kind_display()), str(position.clause), position.text]


def _answered(
    submission: Submission,
    newest: Revision,
    earlier: Revision,
    answer: Renewed,
    changes: Changes,
    positions: list[Position] | None = None,
) -> Renewal:
    values = {"answer": answer, "answered_at": timezone.now(), "earlier": earlier}
    renewal, _is_new = Renewal.objects.update_or_create(
        submission=submission, revision=newest, defaults=values
    )
    cancel_letters(submission, [LetterKind.NEW_REVISION], by=None, origin=Origin.LINK)
    facts = {"number": newest.number, "answer": answer, "earlier": earlier.number}
    kind, is_public = EventKind.RENEWAL_ANSWERED, submission.is_public
    event = happened(
        kind, submission, changes, [], facts=facts, is_public=is_public, positions=positions
    )
    record_event(event, by=None, origin=Origin.LINK)
    return renewal


def _acknowledge(submission: Submission, earlier: Revision) -> None:
    """A receipt, to whoever can be reached."""
    contact = Contact.objects.filter(submission=submission).first()
    if contact is None:
        return
    contact.submission = submission
    draft = renewed_letter(
        contact, earlier, known_track_token(contact), reply_address_of(submission)
    )
    queue_letter(draft, by=None, origin=Origin.LINK, submission=submission)
