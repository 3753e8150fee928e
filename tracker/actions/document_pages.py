"""What a document is drawn from: its HTML, its styles, and the files that it encloses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tracker.queries.documents import STATEMENT, SUBMISSION
from tracker.queries.exported_lists import NoSuchList
from tracker.queries.statement_documents import statement_document
from tracker.queries.story_words import story_words
from tracker.queries.submission_documents import submission_document

STYLES = Path(__file__).parent.parent / "static/tracker/css/document.css"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file within a document: its name, what it is, and its bytes."""

    name: str
    told: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DocumentPages:
    """A document before it is drawn; `changed` is when something last came in about it."""

    html: str
    styles: str
    changed: datetime
    enclosed: list[Enclosed] = field(default_factory=list)


def document_pages(name: str, arguments: Mapping[str, str], today: date) -> DocumentPages:
    """The document of the address of this name, as everybody may read it.

    Raises NoSuchList if what it is of is not public.
    """
    return MAKERS[name](arguments, today)


def _of_statement(arguments: Mapping[str, str], today: date) -> DocumentPages:
    document = statement_document(arguments["slug"], today)
    if document is None:
        raise NoSuchList(STATEMENT)
    context = {"document": document, "statement": document.page.statement}
    return _pages("documents/statement.html", context, document, today)


def _of_submission(arguments: Mapping[str, str], today: date) -> DocumentPages:
    document = submission_document(arguments["reference"], today)
    if document is None:
        raise NoSuchList(SUBMISSION)
    told = _("Receipt of entry %(index)s of the log")
    enclosed = [
        Enclosed(one.file, told % {"index": one.row.index}, one.receipt) for one in document.entries
    ]
    context = {
        "document": document,
        "submission": document.story.submission,
        "words": story_words(document.story),
    }
    return _pages("documents/submission.html", context, document, today, enclosed)


def _pages(
    template: str,
    context: dict[str, Any],
    document: Any,
    today: date,
    enclosed: list[Enclosed] | None = None,
) -> DocumentPages:
    told = {"address": f"{settings.SITE_URL}{document.path}", "today": today}
    html = render_to_string(template, context | told)
    styles = STYLES.read_text(encoding="utf-8")
    return DocumentPages(html, styles, document.changed, enclosed or [])


MAKERS: Mapping[str, Callable[[Mapping[str, str], date], DocumentPages]] = {
    STATEMENT: _of_statement,
    SUBMISSION: _of_submission,
}
