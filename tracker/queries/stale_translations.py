"""Translations that a newer wording has left behind, and which of its clauses read otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from tracker.models import Revision, Translation
from tracker.queries.statement_translations import language_name, wordings_of_revisions
from tracker.rules.alignment import Wording, changed_clauses

# So many stand on a page of the desk; the next ones follow once these are done.
MOST = 50


@dataclass(frozen=True, slots=True)
class Stale:
    """A translation, the newest wording of its statement, and by their names what differs there.

    `is_text_changed` is about what stands before or behind the clauses.
    """

    translation: Translation
    language: str
    newest: Revision
    changed: list[str]
    added: list[str]
    gone: list[str]
    is_text_changed: bool


def stale_translations() -> list[Stale]:
    """The newest translation in each language that is not of the newest wording, oldest first.

    Three queries.
    """
    rows: list[Any] = list(_left_behind()[:MOST])
    newest = Revision.objects.in_bulk({row.newest for row in rows})
    revisions = [*newest.values(), *{row.revision_id: row.revision for row in rows}.values()]
    wordings, names = wordings_of_revisions(revisions)
    return [_told(row, newest[row.newest], wordings, names) for row in rows]


def _left_behind() -> QuerySet[Translation]:
    latest = Revision.objects.filter(statement=OuterRef("revision__statement")).order_by("-number")
    later = Translation.objects.filter(
        revision__statement=OuterRef("revision__statement"), language=OuterRef("language")
    ).order_by("-revision__number")
    return (
        Translation.objects.annotate(
            newest=Subquery(latest.values("pk")[:1]), last=Subquery(later.values("pk")[:1])
        )
        .filter(pk=F("last"))
        .exclude(revision=F("newest"))
        .select_related("revision__statement")
        .defer("text")
        .order_by("pk")
    )


def _told(
    translation: Translation, newest: Revision, wordings: dict[int, Wording], names: dict[str, str]
) -> Stale:
    older, newer = wordings[translation.revision_id], wordings[newest.pk]
    changed, added = changed_clauses(older, newer)
    _same, gone = changed_clauses(newer, older)

    def named(anchors: set[str], wording: Wording) -> list[str]:
        return [names[anchor] for anchor, _number, _text in wording.clauses if anchor in anchors]

    return Stale(
        translation,
        language_name(translation.language),
        newest,
        changed=named(changed, newer),
        added=named(added, newer),
        gone=named(gone, older),
        is_text_changed=(older.text, older.closing) != (newer.text, newer.closing),
    )
