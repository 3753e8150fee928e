"""Feeds in Atom (RFC 4287), paged (RFC 5005): of every list, a statement, a signatory, an offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Signatory, Statement, Submission
from tracker.queries.exports import site_address
from tracker.queries.feeds import (
    FeedEntry,
    FeedPage,
    signatory_feed,
    statement_feed,
    submission_feed,
)
from tracker.queries.list_feeds import ListFeed
from tracker.queries.lists import FORMAT, ListFilters
from tracker.queries.pages import AFTER, BEFORE, BadCursor
from tracker.queries.signatory_pages import find_signatory
from tracker.queries.workbooks import NOT_XML
from tracker.rules.references import normalised_reference

ATOM = "atom"
# A feed of nothing was last changed when there was nothing at all; it must not seem new each time.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Of every tag: the year in which this site began to give them out (RFC 4151).
TAGS_SINCE = "2022"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the entries. `page_url` is the path of the page that tells the same."""

    title: str
    subtitle: str
    page_url: str


class Atom(Atom1Feed):
    """Django's feed with links to the pages around it, and with texts that are no HTML."""

    def latest_post_date(self) -> datetime:
        """When the newest of its entries was updated."""
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_root_elements(self, handler: Any) -> None:
        """RFC 5005, section 3."""
        super().add_root_elements(handler)
        for relation, address in self.feed["around"]:
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Names and words are texts: whoever takes them for HTML would run what is in them."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        if item["proof"]:
            handler.addQuickElement("link", "", {"rel": "related", "href": item["proof"]})


def list_feed(request: HttpRequest, filters: ListFilters, feed: ListFeed) -> HttpResponse:
    """The feed of a list as its filters narrow it; 400 for a cursor that it has not given out."""
    statement = getattr(filters, "statement", "")
    title = str(feed.title) % {"site": settings.SITE_NAME, "statement": statement}
    chosen = "; ".join(f"{one.label}: {one.value}" for one in filters.active())
    query = urlencode([(name, value) for name, value in _asked(request) if name != FORMAT])
    page_url = f"{request.path}?{query}" if query else request.path
    head = Head(title, chosen or _("What was recorded last."), page_url)
    return _answered(request, head, lambda after, before: feed.read(filters, after, before))


@require_safe
def statement_atom(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened to one statement."""
    found = get_object_or_404(Statement.objects.visible_to(None), slug=slug)
    head = _head(found.title, found.get_absolute_url())
    return _answered(
        request, head, lambda after, before: statement_feed(found, after=after, before=before)
    )


@require_safe
def signatory_atom(request: HttpRequest, slug: str) -> HttpResponse:
    """What one signatory signed by name and issued; a merged row leads to what it became."""
    found = find_signatory(slug)
    if found is None or not Signatory.objects.visible_to(None).filter(pk=found.pk).exists():
        raise Http404
    if found.slug != slug:
        return redirect("signatory_feed", found.slug, permanent=True)
    head = _head(found.name, found.get_absolute_url())
    return _answered(
        request, head, lambda after, before: signatory_feed(found, after=after, before=before)
    )


@require_safe
def submission_atom(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened to one offer or invitation."""
    proper = normalised_reference(reference)
    visible = Submission.objects.visible_to(None).select_related("statement")
    found = get_object_or_404(visible, reference=proper)
    if proper != reference:
        return redirect("submission_feed", proper, permanent=True)
    head = _head(f"{found.reference}, {found.statement.title}", found.get_absolute_url())
    return _answered(
        request, head, lambda after, before: submission_feed(found, after=after, before=before)
    )


def _head(name: str, page_url: str) -> Head:
    title = _("%(site)s: %(name)s") % {"site": settings.SITE_NAME, "name": name}
    return Head(title, _("What was recorded last."), page_url)


def _answered(
    request: HttpRequest, head: Head, read: Callable[[str, str], FeedPage]
) -> HttpResponse:
    try:
        page = read(request.GET.get(AFTER, ""), request.GET.get(BEFORE, ""))
    except BadCursor:
        told = _("The address of this page of the feed is damaged. Start from its first page.")
        return HttpResponse(f"{told}\n", content_type="text/plain; charset=utf-8", status=400)
    feed = Atom(
        title=_text(head.title),
        link=f"{settings.SITE_URL}{head.page_url}",
        description="",
        subtitle=_text(head.subtitle),
        language=get_language(),
        feed_url=_address(request, {}, is_this=True),
        feed_guid=_tag(TAGS_SINCE, _path(request, {})),
        author_name=settings.SITE_NAME,
        author_link=settings.SITE_URL,
        around=list(_around(request, page)),
    )
    for entry in page.entries:
        _add(feed, entry)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: Atom, entry: FeedEntry) -> None:
    feed.add_item(
        title=_text(entry.title),
        link=f"{settings.SITE_URL}{entry.url}",
        description=_text(entry.summary),
        unique_id=_tag(entry.day.isoformat(), f":{entry.name}"),
        updateddate=entry.updated,
        categories=[entry.kind] if entry.kind else [],
        proof=site_address(entry.proof_url),
    )


def _around(request: HttpRequest, page: FeedPage) -> list[tuple[str, str]]:
    found = [("first", _address(request, {}))]
    if page.next:
        found.append(("next", _address(request, {AFTER: page.next})))
    if page.previous:
        found.append(("previous", _address(request, {BEFORE: page.previous})))
    return found


def _tag(since: str, name: str) -> str:
    """A name that stays the same wherever the site moves to and whatever it is reached by."""
    return f"tag:{settings.SITE_HOST},{since}:{name.removeprefix(':')}"


def _address(request: HttpRequest, cursor: dict[str, str], *, is_this: bool = False) -> str:
    """The feed with this cursor; of the document itself with that of the request."""
    own = {name: request.GET[name] for name in (AFTER, BEFORE) if is_this and name in request.GET}
    return f"{settings.SITE_URL}{_path(request, cursor or own)}"


def _path(request: HttpRequest, cursor: dict[str, str]) -> str:
    query = urlencode([*_asked(request), *cursor.items()])
    return f"{request.path}?{query}" if query else request.path


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What stands in the address, in one order and without cursors."""
    return sorted(
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in (AFTER, BEFORE)
    )


def _text(text: str) -> str:
    """Without what XML cannot hold."""
    return NOT_XML.sub("", text)
