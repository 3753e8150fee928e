"""The secret address of an editor's calendar: made, replaced by another, revoked."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.answer_links import MadeLink
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind, LinkPurpose
from tracker.models import Link, User
from tracker.proof.tokens import new_token, token_sha256
from tracker.queries.calendars import calendar_links
from tracker.rules.calendars import LASTS
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused


@transaction.atomic
def make_calendar_link(*, by: User) -> MadeLink:
    """Make an address for one's own calendar, for a year; the one before opens nothing any more.

    Records link-made.
    """
    require_right(by, Right.EDIT)
    # Whoever asks twice at once gets one address after the other, and the later one is good.
    User.objects.select_for_update().get(pk=by.pk)
    token, now = new_token(), timezone.now()
    before = list(calendar_links(by, now).values_list("pk", flat=True))
    Link.objects.filter(pk__in=before).update(revoked_at=now)
    link = Link.objects.create(
        purpose=LinkPurpose.CALENDAR,
        token_sha256=token_sha256(token),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    facts = {"purpose": LinkPurpose.CALENDAR.value, "replaced": before}
    record_event(Happened(EventKind.LINK_MADE, link, facts=facts), by=by)
    return MadeLink(link, token)


@transaction.atomic
def revoke_calendar_link(*, by: User) -> Link:
    """End the address of one's own calendar. Records link-revoked; Refused if there is none."""
    require_right(by, Right.EDIT)
    link = calendar_links(by, timezone.now()).select_for_update(of=("self",)).first()
    if link is None:
        raise Refused(_("Your calendar has no address."))
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    changes = {"revoked_at": [None, link.revoked_at.isoformat()]}
    record_event(Happened(EventKind.LINK_REVOKED, link, changes=changes), by=by)
    return link
