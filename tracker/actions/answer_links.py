"""Personal links: made at the desk, and what a party says through one without an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.answered import one_statement
from tracker.actions.attempts import counted_tries, note_try
from tracker.actions.changes import Values, fill, locked
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.letters import queue_letter
from tracker.actions.replies import entered_reply
from tracker.choices import Channel, EventKind, LinkPurpose, Origin, ReplyKind
from tracker.models import Link, Reply, Submission, User
from tracker.notify.answers import answer_link_letter
from tracker.proof.tokens import new_token, token_sha256
from tracker.rules.answering import SAID_BY_LINK, require_sayable
from tracker.rules.limits import Counted, over
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused, TooMany

LASTS = timedelta(days=60)
FIELDS = ("party", "label")
SAID = ("kind", "text", "promised_on", "disputes")


class MadeLink(NamedTuple):
    """A new link, and its secret, which is shown once and not kept."""

    link: Link
    token: str


@transaction.atomic
def make_answer_link(
    submissions: Iterable[Submission], values: Values, *, by: User, email: str = ""
) -> MadeLink:
    """Make a link by which a `party` reads and answers submissions to one statement, for 60 days.

    `label` says who it was given to. With `email` it is sent there, and letter-queued is recorded
    besides link-made. Raises Refused for a party that does not speak.
    """
    require_right(by, Right.EDIT)
    about = list(submissions)
    statement = one_statement(about)
    token, now = new_token(), timezone.now()
    link = Link(
        purpose=LinkPurpose.ANSWER,
        token_sha256=token_sha256(token),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    fill(link, values, FIELDS)
    if link.party not in SAID_BY_LINK:
        raise Refused(_("Choose who gets it."), field="party")
    link.clean_fields(exclude=["follow", "used_at", "revoked_at"])
    link.save(force_insert=True)
    link.submissions.set(about)
    facts = {"party": link.party, "submissions": [one.pk for one in about]}
    only = about[0] if len(about) == 1 else None
    made = Happened(EventKind.LINK_MADE, link, statement=statement, submission=only, facts=facts)
    record_event(made, by=by)
    if email:
        letter = answer_link_letter(email, link, token)
        queue_letter(letter, by=by, origin=Origin.DESK, submission=only)
    return MadeLink(link, token)


@transaction.atomic
def revoke_answer_link(link: Link, *, by: User) -> Link:
    """End a link before its time. Records link-revoked."""
    require_right(by, Right.EDIT)
    current = locked(link)
    if current.revoked_at is not None:
        raise Refused(_("This link is revoked already."))
    current.revoked_at = timezone.now()
    current.save(update_fields=["revoked_at"])
    changes = {"revoked_at": [None, current.revoked_at.isoformat()]}
    record_event(Happened(EventKind.LINK_REVOKED, current, changes=changes), by=by)
    return current


@transaction.atomic
def answer_by_link(link: Link, submissions: Iterable[Submission], values: Values) -> Reply:
    """Record what the holder of a link says: `kind`, `text`, `promised_on`, `disputes`.

    It waits for release like everything that nobody at the desk has read. Records reply-recorded.
    Raises Refused for what this party cannot say, for submissions that the link does not open,
    once it has ended, and TooMany.
    """
    current, now = locked(link), timezone.now()
    if current.revoked_at is not None or current.expires_at <= now:
        raise Refused(_("This link has ended. Ask for a new one."))
    _count(current)
    about = list(current.submissions.filter(pk__in=[one.pk for one in submissions]).order_by("pk"))
    said = {name: values[name] for name in SAID if name in values}
    require_sayable(current.party, str(said.get("kind", "")), str(said.get("text", "")))
    _require_known(said, about)
    fixed = {
        "speaker": current.party,
        "dated": timezone.localdate().isoformat(),
        "channel": Channel.FORM,
        "is_summary": False,
    }
    reply = entered_reply(about, said | fixed, by=None, origin=Origin.LINK, received_at=now)
    current.used_at = now
    current.save(update_fields=["used_at"])
    return reply


def _count(link: Link) -> None:
    who, now = {Counted.LINK: str(link.pk)}, timezone.now()
    if over(counted_tries(who, now), hard=True):
        raise TooMany(_("That was very much for one day. Nothing was recorded. Go on tomorrow."))
    note_try(who, now)


def _require_known(said: dict[str, object], about: list[Submission]) -> None:
    """Only a public message after one of these can be disputed: others nobody has seen."""
    disputed = said.get("disputes")
    if disputed is None:
        return
    if said["kind"] != ReplyKind.DISPUTE:
        said.pop("disputes")
    elif not Reply.objects.visible_to(None).filter(pk=disputed.pk, submissions__in=about).exists():  # type: ignore[attr-defined]
        raise Refused(_("Choose one of the messages shown."), field="disputes")
