"""Events in the API: what happened, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tracker.api.lists import Listed, answer_list
from tracker.api.parameters import list_parameters
from tracker.api.shapes import PROOF, Named, named_by, site
from tracker.queries.events import EventFilters, event_rows

router = Router(tags=["Events"])


class EventTold(Schema):
    """A public fact: what was recorded, and when."""

    number: int = Field(description="Its number, which only grows.", examples=[1204])
    recorded_at: datetime
    kind: str = Field(description="What happened.", examples=["reply-released"])
    sentence: str = Field(description="The same in a sentence for people.")
    statement: Named | None
    page: str | None = Field(description="The page on which it can be seen.")
    proof: str | None = PROOF


class EventList(Listed):
    """One page of events."""

    items: list[EventTold]


@router.get(
    "/",
    response=EventList,
    operation_id="list_events",
    summary="List events",
    openapi_extra=list_parameters(EventFilters),
)
def events(request: HttpRequest) -> Any:
    """All public events, newest first. Follow “previous” to learn what is new."""
    return answer_list(request, EventFilters(request.GET, today=timezone.localdate()), _rows)


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "number": row.pk,
            "recorded_at": row.recorded_at,
            "kind": row.kind,
            "sentence": row.sentence,
            "statement": named_by(row.statement_url, row.statement) if row.statement_url else None,
            "page": site(row.url) if row.url else None,
            "proof": site(row.proof_url) if row.proof_url else None,
        }
        for row in event_rows(found)
    ]
