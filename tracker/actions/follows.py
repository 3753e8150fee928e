"""Following by e-mail without an account: asked for, confirmed, changed, stopped, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.attempts import counted_tries, note_try
from tracker.actions.changes import Changes
from tracker.actions.events import record_event, record_events
from tracker.actions.follow_links import follow_token, known_follow_tokens
from tracker.actions.happened import Happened
from tracker.actions.letters import cancel_letters_leading_to, told, written_letters
from tracker.actions.vetting import require_not_blocked
from tracker.choices import EventKind, Frequency, LinkPurpose, Origin
from tracker.models import Event, Follow, Link
from tracker.models.subjects import subject_name
from tracker.notify.follows import follow_letter, followed_already_letter
from tracker.notify.offers import stop_link
from tracker.proof.tokens import token_sha256
from tracker.queries.follows import Followed
from tracker.rules.follows import next_letter
from tracker.rules.limits import Counted, network_of, over
from tracker.rules.refusals import Refused, TooMany
from tracker.rules.senders import folded_address, require_answerable

FORGOTTEN_AT_ONCE = 1000


@transaction.atomic
def ask_to_follow(
    subject: Followed, email: str, frequency: str, *, language: str = "en", network: str = ""
) -> None:
    """Take down that an address wants to follow a public row; it counts once confirmed.

    One letter goes to the address, and only that letter says whether it follows already. `network`
    is the network address of who asks, or "". Records follow-asked and letter-queued. Raises
    Refused for an address that letters cannot reach or a rule of the editors blocks, TooMany when
    limits are passed.
    """
    require_answerable(email)
    _require_frequency(frequency)
    require_not_blocked(email, network)
    now = timezone.now()
    _count(
        {Counted.FOLLOWED: folded_address(email), Counted.FOLLOWING: network_of(network)},
        now,
    )
    follow = _asked(subject, email, frequency, language, now)
    token = known_follow_tokens([follow], now)[follow.pk]
    letter = follow_letter if follow.confirmed_at is None else followed_already_letter
    letters = written_letters(
        [(letter(follow, token), None)], now, queued_by=None, origin=Origin.FORM
    )
    asked = _happened(EventKind.FOLLOW_ASKED, follow)
    queued = [told(EventKind.LETTER_QUEUED, one) for one in letters]
    record_events([asked, *queued], by=None, origin=Origin.FORM)


@transaction.atomic
def confirm_follow(token: str) -> Follow:
    """Begin to follow, by the link in the letter; pressed twice, the second changes nothing.

    What is recorded from now on is told. Records follow-confirmed. Raises Refused for a link that
    is unknown, has expired or was stopped.
    """
    link = _held_link(token)
    follow, now = link.follow, timezone.now()
    if follow is None or (follow.confirmed_at is None and link.expires_at < now):
        raise Refused(_("This link has expired. Nothing was changed."))
    if follow.confirmed_at is not None:
        return follow
    follow.confirmed_at, follow.next_at = now, now
    follow.told_until = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    follow.save(update_fields=["confirmed_at", "next_at", "told_until"])
    record_event(_happened(EventKind.FOLLOW_CONFIRMED, follow), by=None, origin=Origin.LINK)
    return follow


@transaction.atomic
def change_follow(token: str, frequency: str) -> Follow:
    """Choose how often letters come. Records follow-changed if it differs.

    Raises Refused for another choice, and for a link that opens no confirmed follow.
    """
    _require_frequency(frequency)
    follow = _held_link(token).follow
    if follow is None or follow.confirmed_at is None:
        raise Refused(_("This link opens nothing that could be changed. Nothing was changed."))
    if follow.frequency == frequency:
        return follow
    was, follow.frequency = follow.frequency, frequency
    last = follow.told_at or follow.confirmed_at
    follow.next_at = max(next_letter(frequency, last), timezone.now())
    follow.save(update_fields=["frequency", "next_at"])
    changes: Changes = {"frequency": [str(was), frequency]}
    changed = _happened(EventKind.FOLLOW_CHANGED, follow, changes)
    record_event(changed, by=None, origin=Origin.LINK)
    return follow


@transaction.atomic
def stop_follow(token: str) -> None:
    """Stop following, confirmed or not, and forget the address; again, it changes nothing.

    Letters about it that wait are cancelled. Records follow-stopped. Raises Refused for an unknown
    link.
    """
    link = _held_link(token)
    follow, now = link.follow, timezone.now()
    if follow is None:
        return
    stopped = _happened(EventKind.FOLLOW_STOPPED, follow)
    stop_url = stop_link("follow_stop", follow_token(follow))
    cancel_letters_leading_to(stop_url, by=None, origin=Origin.LINK)
    Link.objects.filter(follow=follow).update(follow=None, revoked_at=now)
    record_event(stopped, by=None, origin=Origin.LINK)
    follow.delete()


@transaction.atomic
def forget_unconfirmed_follows(now: datetime) -> int:
    """Forget addresses that nobody confirmed in time; returns how many, at most a thousand.

    Their links say then that they have expired. Records one follows-forgotten if there are any.
    """
    asked_before = now - timedelta(days=settings.CONFIRM_DAYS)
    rows = Follow.objects.never_confirmed(asked_before).select_for_update(skip_locked=True)
    follows = list(rows[:FORGOTTEN_AT_ONCE])
    if follows:
        pks = [follow.pk for follow in follows]
        happened = Happened(
            EventKind.FOLLOWS_FORGOTTEN, follows[0], facts={"follows": len(follows)}
        )
        record_event(happened, by=None, origin=Origin.CLOCK)
        Link.objects.filter(follow__in=pks).update(follow=None)
        Follow.objects.filter(pk__in=pks).delete()
    return len(follows)


def _asked(subject: Followed, email: str, frequency: str, language: str, now: datetime) -> Follow:
    """The follow of this address, new or known, locked; asking again begins its time anew."""
    values = {"email": email, "frequency": frequency, "language": language, "made_at": now}
    key = {subject_name(subject): subject, "email_folded": folded_address(email)}
    follow, is_new = Follow.objects.select_for_update(of=("self",)).get_or_create(
        **key, defaults=values
    )
    if not is_new and follow.confirmed_at is None:
        for name, value in values.items():
            setattr(follow, name, value)
        follow.save(update_fields=list(values))
        expires_at = now + timedelta(days=settings.CONFIRM_DAYS)
        Link.objects.filter(follow=follow).update(expires_at=expires_at)
    setattr(follow, subject_name(subject), subject)
    return follow


def _held_link(token: str) -> Link:
    """The link of a follow, locked with it; Refused if there is none."""
    links = Link.objects.filter(purpose=LinkPurpose.FOLLOW, token_sha256=token_sha256(token))
    link = links.select_for_update().first()
    if link is None:
        raise Refused(_("This link leads nowhere, or no longer. Nothing was changed."))
    if link.follow_id is not None:
        link.follow = Follow.objects.select_for_update().filter(pk=link.follow_id).first()
    return link


def _happened(kind: EventKind, follow: Follow, changes: Changes | None = None) -> Happened:
    """What happened to a follow: what it is about, never whose it is."""
    facts = {"about": follow.about, "about_id": getattr(follow, f"{follow.about}_id")}
    return Happened(kind, follow, changes=changes or {}, facts=facts)


def _require_frequency(frequency: str) -> None:
    if frequency not in Frequency.values:
        raise Refused(_("Choose how often."), field="frequency")


def _count(who: dict[Counted, str], now: datetime) -> None:
    if over(counted_tries(who, now), hard=True):
        raise TooMany(_("There were too many tries. Nothing was done. Try again later."))
    note_try(who, now)
