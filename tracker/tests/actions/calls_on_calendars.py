"""Calls about the calendars of editors."""

from __future__ import annotations

from tracker.actions import calendars
from tracker.choices import EventKind as Kind
from tracker.models import Link, User
from tracker.tests.actions.calls import Action, Call, call


def _revoked(link: Link, by: User) -> None:
    """Whoever acts has the address: there is no other that they could revoke."""
    Link.objects.filter(pk=link.pk).update(made_by=by)
    calendars.revoke_calendar_link(by=by)


ON_CALENDARS: dict[Action, Call] = {
    calendars.make_calendar_link: call(
        Kind.LINK_MADE,
        lambda cast: None,
        lambda it, by: calendars.make_calendar_link(by=by),
    ),
    calendars.revoke_calendar_link: call(
        Kind.LINK_REVOKED,
        lambda cast: calendars.make_calendar_link(by=cast.cleo).link,
        _revoked,
    ),
}
