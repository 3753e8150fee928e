"""Offers made by the form: taken in without being public, one letter each, nothing else told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.bulk import clean_rows
from tracker.actions.changes import Changes, Values, kept
from tracker.actions.contacts import known_track_token, new_contact, renewed
from tracker.actions.events import record_events
from tracker.actions.happened import Happened
from tracker.actions.letters import told, written_letters
from tracker.actions.names import set_names
from tracker.actions.positions import require_own_clause
from tracker.actions.standings import set_standing
from tracker.actions.submissions import FIELDS, happened, new_submission, require_acceptable
from tracker.actions.turns import take_turns
from tracker.actions.vetting import lacks_proof, reason_to_hold
from tracker.choices import Channel, EventKind, Origin, Status
from tracker.models import Contact, Position, Revision, Signatory, Submission
from tracker.models.submissions import GONE
from tracker.notify.drafts import LetterDraft
from tracker.notify.offers import confirmation_letter, duplicate_letter
from tracker.queries.prepared import Given, Prepared
from tracker.rules.names import fold
from tracker.rules.offers import Offer, Purpose, closed_because, require_consents
from tracker.rules.refusals import Refused
from tracker.rules.senders import folded_address, require_answerable
from tracker.rules.signing import Terms

# Beyond so many offers from one address, the older ones are not looked at.
LOOKED_AT = 50


def offer_endorsement(
    revision: Revision,
    offer: Offer,
    exceptions: Iterable[Values] = (),
    *,
    network: str = "",
    proof: str = "",
    received: datetime | None = None,
    is_vouched: bool = False,
) -> None:
    """Take an offer to sign a wording, as the form makes it: unconfirmed, never public.

    `revision` has its statement and issuer as just read: nothing is locked that others who sign the
    same need, so one offer keeps no other waiting.
    Whether or not the same was offered before, one letter goes to the address, and only that letter
    says which. `network` is the network address of who asks, or ""; `proof` what its browser worked
    out (vetting.proof_task); `received` is when it came, if it waited since: by that moment it is
    judged, and if the same came later and was taken before, there is nothing more to tell.
    `is_vouched`: a program with a token passed it on, which stands in for the proof.
    Records submission-offered or confirmation-renewed, and letter-queued. Raises Refused for what
    the statement does not take, what is blocked, and beyond the limits.
    """
    require_answerable(offer.email)
    require_consents({Purpose(name) for name in offer.consents})
    now = timezone.now()
    came = received or now
    _require_open(revision, came)
    # Takes as long as much of the rest, and is remembered: not while SQLite lets nobody else write.
    lacks_proof(revision, proof, came)
    with transaction.atomic():
        _take_turns(revision, offer, proof)
        held = reason_to_hold(
            revision, offer, network=network, proof=proof, now=came, is_vouched=is_vouched
        )
        earlier = _earlier(offer)
        standing = next((one for one in earlier if _is_live_offer(one, revision)), None)
        if standing is None:
            known = _known_signatory(earlier, offer, revision)
            submission = _submission(revision, offer, known, held, came)
            positions = _store(submission, exceptions)
            _tell(submission, positions, offer, came, now)
        elif received is None or standing.made_at <= received:
            _tell_again(standing, now)


def provisional_slug(submission: Submission) -> str:
    """The address of a signatory until an offer of its own is confirmed: no name is taken up."""
    return f"offer-{submission.reference.lower()}"


def _require_open(revision: Revision, came: datetime) -> None:
    statement = revision.statement
    terms = Terms(statement.openness, statement.opens_on, statement.closes_on)
    today = timezone.localdate(came)
    if closed_because(terms, custody=statement.custody, has_wording=True, today=today):
        raise Refused(_("This statement takes no offers now. Nothing was recorded."))


def _take_turns(revision: Revision, offer: Offer, proof: str) -> None:
    """The same offer sent twice waits for itself, and so does a proof of work; nobody else does."""
    turns = [f"offer {revision.pk} {folded_address(offer.email)}"]
    take_turns(*turns, *([f"proof {proof}"] if proof else []))


def _earlier(offer: Offer) -> list[Contact]:
    """Contacts of offers from the same address under the same name, newest first."""
    # Most people offer once: to ask for all that belongs to a contact costs four times as much.
    numbers = FROM_ADDRESS.rows(address=folded_address(offer.email))
    if not numbers:
        return []
    name = fold(offer.name)
    newest = (
        Contact.objects.filter(pk__in=numbers)
        .select_related(
            "submission__statement__issuer", "submission__signatory", "submission__revision"
        )
        .order_by("-pk")
    )
    return [one for one in newest if fold(one.submission.signed_name) == name]


def _is_live_offer(contact: Contact, revision: Revision) -> bool:
    submission = contact.submission
    return submission.revision_id == revision.pk and submission.status not in GONE


def _known_signatory(earlier: list[Contact], offer: Offer, revision: Revision) -> Signatory | None:
    """Whom the same address confirmed before under this name; else it is somebody new.

    A name alone proves nothing: editors merge what is the same.
    """
    for contact in earlier:
        signatory = contact.submission.signatory
        is_same = (signatory.kind, str(signatory.country.code or "")) == (offer.kind, offer.country)
        is_known = contact.submission.confirmed_at and contact.submission.status != Status.VOID
        if is_same and is_known:
            live = Submission.objects.filter(revision=revision).exclude(status__in=GONE)
            return None if live.filter(signatory=signatory).exists() else signatory
    return None


def _tell_again(contact: Contact, now: datetime) -> None:
    """Another letter about an offer that is there: to confirm it, or that it stands already."""
    if contact.submission.status != Status.UNCONFIRMED:
        token = known_track_token(contact)
        _write(contact, duplicate_letter(contact, token), [], now)
        return
    write_confirmation(contact, now)


def write_confirmation(contact: Contact, now: datetime) -> None:
    """Give an unconfirmed offer a new link and write the letter with it; the old link ends.

    Records confirmation-renewed.
    """
    token = renewed(contact, now)
    contact.save(update_fields=["confirm_sha256", "confirm_by", "expires_on"])
    renewal = happened(EventKind.CONFIRMATION_RENEWED, contact.submission, {}, [])
    _write(contact, confirmation_letter(contact, token), [renewal], now)


def _tell(
    submission: Submission,
    positions: list[Position],
    offer: Offer,
    came: datetime,
    now: datetime,
) -> None:
    contact, token = new_contact(
        submission,
        email=offer.email,
        language=offer.language,
        consents=offer.consents,
        came=came,
        now=now,
    )
    changes: Changes = {name: [None, kept(submission, name)] for name in FIELDS}
    kind = EventKind.SUBMISSION_OFFERED
    offered = happened(kind, submission, changes, [], positions=positions)
    _write(contact, confirmation_letter(contact, token), [offered], now)


def _submission(
    revision: Revision, offer: Offer, signatory: Signatory | None, held: str, came: datetime
) -> Submission:
    """The offer, unsaved, and its signatory, unsaved too if new."""
    who = signatory or Signatory(name=offer.name, kind=offer.kind, country=offer.country)
    if signatory is None:
        set_names(who, [])
    submission = new_submission(
        {
            "revision": revision,
            "signatory": who,
            "offered": timezone.localdate(came).isoformat(),
            "channel": Channel.FORM,
            "representative": offer.representative,
            "capacity": offer.capacity,
            "signed_name": offer.name,
            "signed_kind": offer.kind,
            "signed_country": offer.country,
            "visibility": offer.visibility,
        },
        by=None,
    )
    # What the log and the receipt call received.
    submission.recorded_at = came
    submission.needs_confirming, submission.held_because = True, held
    set_standing(submission)
    require_acceptable(submission)
    return submission


def _store(submission: Submission, exceptions: Iterable[Values]) -> list[Position]:
    signatory = submission.signatory
    if signatory._state.adding:
        signatory.slug = provisional_slug(submission)
        clean_rows([signatory])
        signatory.save(force_insert=True)
        submission.signatory = signatory
    clean_rows([submission])
    submission.save(force_insert=True)
    positions = [Position(submission=submission, **values) for values in exceptions]
    for position in positions:
        require_own_clause(position)
    clean_rows(positions)
    if positions:
        Position.objects.bulk_create(positions)
    return positions


def _write(contact: Contact, draft: LetterDraft, events: list[Happened], now: datetime) -> None:
    letters = written_letters(
        [(draft, contact.submission)], now, queued_by=None, origin=Origin.FORM
    )
    queued = [told(EventKind.LETTER_QUEUED, letter) for letter in letters]
    record_events([*events, *queued], by=None, origin=Origin.FORM)


def _from_address() -> QuerySet[Contact, int]:
    found = Contact.objects.filter(email_folded=Given("address", ADDRESS))
    return found.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT]


ADDRESS: Any = Contact._meta.get_field("email_folded")
FROM_ADDRESS = Prepared(_from_address)
