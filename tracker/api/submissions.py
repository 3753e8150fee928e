"""Submissions in the API: the status board, and one submission with both sides' words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils import timezone
from ninja import Router

from tracker.api.lists import answer_list, refuse_unknown
from tracker.api.parameters import list_parameters
from tracker.api.shapes import (
    Reference,
    corrections_told,
    evidence_told,
    named_by,
    place,
    proof,
    stated_date,
)
from tracker.api.stories import checks_told, clocks_told, positions_told, replies_told
from tracker.api.submission_shapes import SubmissionList, SubmissionWhole
from tracker.choices import Party
from tracker.models import Submission
from tracker.queries.stories import Story, story_of, submissions_to_tell
from tracker.queries.submission_rows import SubmissionRow, as_rows, submission_row
from tracker.queries.submissions import SubmissionFilters
from tracker.rules.references import normalised_reference

router = Router(tags=["Submissions"])


@router.get(
    "/",
    response=SubmissionList,
    operation_id="list_submissions",
    summary="List submissions",
    openapi_extra=list_parameters(SubmissionFilters),
)
def submissions(request: HttpRequest) -> Any:
    """All public offers and invitations with where each stands; newest first unless “sort” says."""
    today = timezone.localdate()
    filters = SubmissionFilters(request.GET, today=today)
    return answer_list(request, filters, lambda found: _rows(found, today))


@router.get(
    "/{reference}/",
    response=SubmissionWhole,
    operation_id="read_submission",
    summary="Read a submission",
)
def submission(request: HttpRequest, reference: Reference) -> Any:
    """One submission: its clocks, what either side said, its exceptions and its evidence.

    However its reference is typed, it leads here; where the name is withheld, nobody's words are
    told, since they could show it.
    """
    refuse_unknown(request)
    proper = normalised_reference(reference)
    rows = submissions_to_tell(None).filter(reference=proper)
    found = rows.first() if "\0" not in proper else None
    if found is None:
        raise Http404
    if proper != reference:
        return HttpResponseRedirect(place("submission", proper)["url"], status=308)
    return _whole(story_of(found, None, timezone.localdate()))


def _rows(found: Iterable[Any], today: date) -> list[dict[str, Any]]:
    """The rows of a page, which the list reads with fewer columns, in its order; one query."""
    numbers = [one.pk for one in found]
    read = as_rows(Submission.objects.public().filter(pk__in=numbers)).order_by()
    rows = {one.pk: submission_row(one, today) for one in read}
    return [_row(rows[number]) for number in numbers if number in rows]


def _row(row: SubmissionRow) -> dict[str, Any]:
    address = named_by(row.url, "")
    return {
        "reference": row.reference,
        "url": address["url"],
        "page": address["page"],
        "statement": named_by(row.statement_url, row.statement),
        "revision": row.revision,
        "signatory": named_by(row.signatory_url, row.name) if row.signatory_url else None,
        "name_withheld": row.is_withheld,
        "erased_on": row.erased_on,
        "kind": row.kind,
        "country": row.country,
        "country_words": row.country_words,
        "is_named": row.is_named,
        "number": row.number,
        "direction": row.direction,
        "channel": row.channel,
        "offered": stated_date(row.offered, row.offered_words),
        "status": row.status,
        "awaiting": row.awaiting,
        "waiting_since": row.waiting_since if row.awaiting != Party.NOBODY else None,
        "days_waiting": _days(row),
        "lateness": row.lateness,
        "acknowledge_by": row.acknowledge_by,
        "decide_by": row.decide_by,
        "decided_on": row.decided_on,
        "published_on": row.published_on,
        "listed_on": row.listed_on,
        "known_until": row.known_until,
        "is_contested": row.is_contested,
        "exceptions": row.positions,
    }


def _days(row: SubmissionRow) -> dict[str, int] | None:
    if row.days_waiting is None or row.days_waiting_most is None:
        return None
    return {"fewest": row.days_waiting, "most": row.days_waiting_most}


def _whole(story: Story) -> dict[str, Any]:
    offer = story.offer
    return {
        **_row(story.row),
        "points": story.points,
        "message": offer.text,
        "proof": proof(offer.entry),
        "sources_of_offer": offer.numbers,
        "clocks": clocks_told(story),
        "positions": positions_told(story),
        "replies": replies_told(story),
        "checks": checks_told(story),
        "sources": evidence_told(story.sources),
        "corrections": corrections_told(story.corrections),
    }
