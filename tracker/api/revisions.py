"""Wordings in the API: the text of a revision, its numbered clauses and its translations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from tracker.api.shapes import HERE, LANGUAGE, URL, site
from tracker.choices import ClauseKind
from tracker.models import Revision
from tracker.queries.addresses import address_of


class ClauseTold(Schema):
    """A numbered part of a wording."""

    anchor: str = Field(
        description="Its name within the wording, and its fragment on the statement's page.",
        examples=["point-4"],
    )
    number: str = Field(description="Its number as printed.", examples=["4", "iv"])
    kind: ClauseKind
    text: str
    part_of: str | None = Field(description="The anchor of the clause that it is a part of.")


class TranslationTold(Schema):
    """A wording in another language."""

    language: str = LANGUAGE
    title: str
    text: str
    translator: str
    is_reviewed: bool


class RevisionShort(Schema):
    """One of the wordings of a statement; none is ever changed."""

    number: int
    url: str = URL
    language: str = LANGUAGE
    is_summary: bool = Field(description="Whether it is the editors' summary of the full text.")
    change_note: str = Field(description="What is different from the wording before.")
    sha256: str = Field(description="The SHA-256 of text and clauses, as receipts name it.")
    recorded_at: datetime


class RevisionTold(RevisionShort):
    """One wording with its text: paragraphs divided by empty lines, headings behind ##."""

    text: str
    clauses: list[ClauseTold] = Field(description="In their order, each part behind its whole.")
    closing: str = Field(description="What follows the clauses.")
    source_url: str = Field(description="The full text elsewhere; empty: it stands here.")
    translations: list[TranslationTold]


def revision_short(revision: Revision, slug: str) -> dict[str, Any]:
    """A wording of the statement of this name, without its text."""
    path = f"{HERE}{address_of('statement', slug)}revisions/{revision.number}/"
    return {
        "number": revision.number,
        "url": site(path),
        "language": revision.language,
        "is_summary": revision.is_summary,
        "change_note": revision.change_note,
        "sha256": revision.sha256,
        "recorded_at": revision.recorded_at,
    }


def revision_told(revision: Revision, slug: str) -> dict[str, Any]:
    """The same with its text, clauses and translations; two queries."""
    return {
        **revision_short(revision, slug),
        "text": revision.text,
        "clauses": _clauses(revision),
        "closing": revision.closing,
        "source_url": revision.source_url,
        "translations": [
            {
                "language": one.language,
                "title": one.title,
                "text": one.text,
                "translator": one.translator,
                "is_reviewed": one.is_reviewed,
            }
            for one in revision.translations.all()
        ],
    }


def _clauses(revision: Revision) -> list[dict[str, Any]]:
    clauses = list(revision.clauses.order_by("order"))
    anchors = {clause.pk: clause.anchor for clause in clauses}
    return [
        {
            "anchor": clause.anchor,
            "number": clause.number,
            "kind": clause.kind,
            "text": clause.text,
            "part_of": anchors.get(clause.parent_id or 0),
        }
        for clause in clauses
    ]
