"""Events: the list of what happened, and the same as an Atom feed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.public.lists import Listing, answer_list
from tracker.queries.event_exports import event_export
from tracker.queries.events import EventFilters, EventRow, event_rows
from tracker.queries.pages import SIZE


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """The list of public events; as Atom, the newest of those that the filters leave."""
    listing = Listing(
        "events",
        "events/list.html",
        event_rows,
        event_export(),
        more={"atom": _feed},
    )
    return answer_list(request, listing, EventFilters(request.GET, today=timezone.localdate()))


def _feed(filters: EventFilters) -> HttpResponse:
    newest = filters.found().order_by(*filters.order().by())[:SIZE]
    feed = Atom1Feed(
        title=_("%(site)s: events") % {"site": settings.SITE_NAME},
        link=f"{settings.SITE_URL}/events/",
        description=_("What was recorded last."),
        feed_url=f"{settings.SITE_URL}/events/?format=atom",
    )
    for row in event_rows(newest):
        _add(feed, row)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: Atom1Feed, row: EventRow) -> None:
    day = row.recorded_at.date().isoformat()
    feed.add_item(
        title=f"{row.sentence}: {row.statement}" if row.statement else row.sentence,
        link=f"{settings.SITE_URL}{row.url}",
        description=row.sentence,
        unique_id=f"tag:{settings.SITE_HOST},{day}:event/{row.pk}",
        pubdate=row.recorded_at,
        updateddate=row.recorded_at,
    )
