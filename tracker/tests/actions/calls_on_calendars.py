"""Calls about the calendars of editors."""

from __future__ import annotations

from tracker.actions import calendars
from tracker.choices import EventKind as Kind
from tracker.tests.actions.calls import Action, Call, call
from tracker.tests.cast import Cast


def _has_one(cast: Cast) -> None:
    """Everybody who may act has an address to revoke."""
    for user in (cast.anna, cast.ben, cast.cleo):
        calendars.make_calendar_link(by=user)


ON_CALENDARS: dict[Action, Call] = {
    calendars.make_calendar_link: call(
        Kind.LINK_MADE,
        lambda cast: None,
        lambda it, by: calendars.make_calendar_link(by=by),
    ),
    calendars.revoke_calendar_link: call(
        Kind.LINK_REVOKED,
        _has_one,
        lambda it, by: calendars.revoke_calendar_link(by=by),
    ),
}
