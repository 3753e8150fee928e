"""What others wrote in the record that names somebody: for an editor to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q

from tracker.models import (
    Check,
    Circular,
    Correction,
    IncomingMail,
    Note,
    Position,
    Reply,
    Revision,
    Signatory,
    Source,
    Statement,
    Submission,
    Translation,
)
from tracker.queries.erasures import Scope, any_contains
from tracker.rules.erasures import names_somebody

# Beyond so many of one kind the search says that there are more.
MOST = 50
# Where somebody else can have written a name, and the columns that are read.
TEXTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Statement, ("title", "openness_words", "place")),
    (Revision, ("text", "closing", "change_note")),
    (Translation, ("title", "text", "translator")),
    (Signatory, ("name", "about")),
    (Submission, ("message", "signed_name", "representative", "capacity", "offered_words")),
    (Position, ("text",)),
    (Reply, ("text", "dated_words")),
    (Check, ("by_whom", "note")),
    (Source, ("title", "publisher", "quotation", "url", "archived_url")),
    (Correction, ("what", "was", "now", "why")),
    (Note, ("text",)),
    (Circular, ("subject", "body")),
    (IncomingMail, ("subject", "text", "sender_name")),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that is not erased, and a text of it that contains one of the names."""

    row: Model
    text: str


def mentions_beside(scope: Scope) -> list[Mention]:
    """The texts outside of an erasure that contain one of its names or addresses.

    At most MOST of each kind; one query for each kind. Names are found as they are written, in any
    case: somebody who is called otherwise there is for people to find.
    """
    words = [*scope.names, *scope.addresses]
    gone = {(type(row), row.pk) for rows in _own(scope) for row in rows}
    found = []
    for model, columns in TEXTS:
        wanted = Q(pk__in=[])
        for column in columns:
            wanted |= any_contains(column, words)
        own = [pk for kind, pk in gone if kind is model]
        rows = model._default_manager.filter(wanted).exclude(pk__in=own).order_by("pk")[:MOST]
        found += [told for row in rows if (told := _told(row, columns, scope.words)) is not None]
    return found


def _own(scope: Scope) -> Iterable[Iterable[Model]]:
    return (
        scope.submissions,
        scope.signatories,
        scope.positions,
        scope.replies,
        scope.checks,
        scope.sources,
        scope.corrections,
        scope.notes,
        scope.mails,
    )


def _told(row: Model, columns: Iterable[str], words: list[str]) -> Mention | None:
    texts = (str(getattr(row, column)) for column in columns)
    return next((Mention(row, text) for text in texts if names_somebody(text, words)), None)
