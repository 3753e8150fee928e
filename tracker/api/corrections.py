"""Corrections in the API: what the record had wrong, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router

from tracker.api.lists import Listed, answer_list
from tracker.api.parameters import list_parameters
from tracker.api.shapes import CorrectionShort, site
from tracker.queries.corrections import CorrectionFilters, correction_rows

router = Router(tags=["Corrections"])


class CorrectionTold(CorrectionShort):
    """A note that says what was wrong, what it says now, why, and since when."""

    about: str = Field(description="What it is about, in words.")
    page: str = Field(description="The page on which the corrected fact stands.")
    is_withheld: bool = Field(
        description="Whether its texts are kept from the public, as they could show a name."
    )


class CorrectionList(Listed):
    """One page of corrections."""

    items: list[CorrectionTold]


@router.get(
    "/",
    response=CorrectionList,
    operation_id="list_corrections",
    summary="List corrections",
    openapi_extra=list_parameters(CorrectionFilters),
)
def corrections(request: HttpRequest) -> Any:
    """All public corrections, newest first."""
    filters = CorrectionFilters(request.GET, today=timezone.localdate())
    return answer_list(request, filters, _rows)


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "what": row.what,
            "was": row.was,
            "now": row.now,
            "why": row.why,
            "since": row.since,
            "about": row.about,
            "page": site(row.url),
            "is_withheld": row.is_withheld,
        }
        for row in correction_rows(found)
    ]
