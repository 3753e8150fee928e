"""What stands in a statement's document: its page, and the first of those who signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from tracker.queries.documents import changed_at
from tracker.queries.signed import SignedFilters, SignedRow, signed_rows
from tracker.queries.statement_pages import StatementPage, statement_page
from tracker.rules.documents import MOST_NAMED, MOST_POSITIONS
from tracker.rules.markup import Section, sections_of


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """A statement as everybody may read it; of the names that are left out `more` is the number.

    `has_more` also where the number is not known, as counts follow a moment later.
    """

    page: StatementPage
    path: str
    changed: datetime
    sections: list[Section]
    rows: list[SignedRow]
    has_more: bool
    more: int
    most_positions: int


def statement_document(slug: str, today: date) -> StatementDocument | None:
    """The document of the statement at this address; None if it is not public.

    As many queries as its page, and one, however many signed.
    """
    page = statement_page(slug, None)
    if page is None:
        return None
    statement, totals = page.statement, page.totals
    filters = SignedFilters(QueryDict(), today=today, statement=statement)
    found = list(filters.listed().order_by(*filters.order().by())[: MOST_NAMED + 1])
    rows = signed_rows(found[:MOST_NAMED])
    more = totals.accepted - totals.accepted_withheld - len(rows)
    return StatementDocument(
        page=page,
        path=statement.get_absolute_url(),
        changed=changed_at(statement.pk) or statement.recorded_at,
        sections=sections_of(page.revision.text) if page.revision else [],
        rows=rows,
        has_more=len(found) > MOST_NAMED,
        more=max(more, 1),
        most_positions=MOST_POSITIONS,
    )
