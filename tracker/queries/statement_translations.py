"""The wording of a statement in two languages beside each other, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from tracker.models import Clause, Revision, Statement, Translation
from tracker.rules.alignment import Parts, Wording, changed_clauses, parts_of, side_by_side
from tracker.rules.markup import safe_html


@dataclass(frozen=True, slots=True)
class Text:
    """A text to choose: the original (`translation` is None) or a translation; not its words."""

    language: str
    name: str
    revision: int
    translation: Translation | None = None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side.

    `is_original`: the original stands in for what is not translated; `is_changed`: this was
    translated from a wording that read otherwise.
    """

    text: str
    language: str
    is_original: bool = False
    is_changed: bool = False

    @property
    def html(self) -> str:
        """As safe HTML; headings of a text stand below those of its page."""
        return safe_html(f"#{self.text}" if self.text.startswith("## ") else self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, or the clause with this anchor and number, on both sides."""

    left: Side
    right: Side
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two texts of one statement and their rows; `texts` are all there are to choose from."""

    texts: list[Text]
    left: Text | None = None
    right: Text | None = None
    rows: list[Row] = field(default_factory=list)
    problem: str = ""


def language_name(code: str) -> str:
    """What a language is called in the reader's; the code of one that is not known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def side_by_side_of(statement: Statement, text: str, beside: str) -> SideBySide:
    """The text in one language beside another, by their codes; "" chooses for the reader.

    Five queries at most. A language there is no text in is told as a problem.
    """
    revision = statement.revisions.order_by("-number").first()
    if revision is None:
        return SideBySide([])
    texts = [_original(revision), *_translations(statement, revision)]
    known = {one.language: one for one in texts}
    problem = ""
    if any(one and one not in known for one in (text, beside)):
        problem = _("There is no text in this language. Choose one of the list.")
    if len(texts) == 1:
        return SideBySide(texts, problem=problem)
    left = known.get(beside) or texts[0]
    right = known.get(text) or _for_reader(texts, left)
    return SideBySide(texts, left, right, _rows(revision, left, right), problem)


def _original(revision: Revision) -> Text:
    return Text(revision.language, language_name(revision.language), revision.number)


def _translations(statement: Statement, newest: Revision) -> list[Text]:
    """The newest translation in each language, by the names of these."""
    found: dict[str, Text] = {}
    rows = Translation.objects.filter(revision__statement=statement).select_related("revision")
    unread = ("text", "revision__text", "revision__closing")
    for row in rows.defer(*unread).order_by("revision__number"):
        number = row.revision.number
        found[row.language] = Text(
            row.language, language_name(row.language), number, row, number != newest.number
        )
    return sorted(found.values(), key=lambda one: one.name)


def _for_reader(texts: list[Text], left: Text) -> Text:
    """The text in the reader's language, or else the first that is not on the left."""
    others = [one for one in texts if one != left]
    spoken = (get_language() or "").partition("-")[0]
    alike = (one for one in others if one.language.partition("-")[0].lower() == spoken)
    return next(alike, others[0])


def _rows(revision: Revision, left: Text, right: Text) -> list[Row]:
    chosen = _read(left, right)
    wordings = wordings_by_number([revision, *(one.revision for one in chosen.values())])
    newest = wordings[revision.number]
    one, other = (_Told(text, chosen, wordings[text.revision], newest) for text in (left, right))
    clauses = [
        Row(
            one.clause(anchor, words, revision.language),
            other.clause(anchor, words, revision.language),
            anchor,
            number,
        )
        for anchor, number, words in newest.clauses
    ]
    return [*_paragraphs(one, other, "text"), *clauses, *_paragraphs(one, other, "closing")]


class _Told:
    """One of the texts, cut at its clauses."""

    def __init__(
        self, text: Text, chosen: dict[int, Translation], wording: Wording, newest: Wording
    ) -> None:
        self.language = text.language
        self.parts = _parts(text, chosen, wording)
        self.changed, _added = changed_clauses(wording, newest)
        self.changed |= {
            name for name in ("text", "closing") if getattr(wording, name) != getattr(newest, name)
        }

    def clause(self, anchor: str, original: str, language: str) -> Side:
        """The clause as it is told here; in its original where it is not."""
        told = self.parts.clauses.get(anchor, "")
        if not told:
            return Side(original, language, is_original=True)
        return Side(told, self.language, is_changed=anchor in self.changed)

    def paragraph(self, words: str, part: str) -> Side:
        """A paragraph of this part: "text" before the clauses, or "closing"."""
        return Side(words, self.language, is_changed=part in self.changed)


def _paragraphs(one: _Told, other: _Told, part: str) -> list[Row]:
    pairs = side_by_side(getattr(one.parts, part), getattr(other.parts, part))
    return [
        Row(one.paragraph(left, part), other.paragraph(right, part))
        for left, right in pairs
        if left or right
    ]


def _parts(text: Text, chosen: dict[int, Translation], wording: Wording) -> Parts:
    """A text cut at its clauses: the original as it is kept, a translation by its numbers."""
    if text.translation is None:
        clauses = {anchor: words for anchor, _number, words in wording.clauses}
        return Parts(wording.text, clauses, wording.closing)
    told = chosen[text.translation.pk].text
    return parts_of(told, [one[:2] for one in wording.clauses])


def _stale(newest: Wording, others: list[Wording]) -> set[str]:
    """The anchors of clauses that read otherwise in what one of these was translated from."""
    stale: set[str] = set()
    for one in others:
        changed, added = changed_clauses(one, newest)
        stale |= changed | added
    return stale


def _read(*texts: Text) -> dict[int, Translation]:
    """The translations among these with all their words, by their number."""
    numbers = [one.translation.pk for one in texts if one.translation is not None]
    rows = Translation.objects.filter(pk__in=numbers).select_related("revision")
    return {row.pk: row for row in rows}


def wordings_by_number(revisions: list[Revision]) -> dict[int, Wording]:
    """Revisions of one statement with their clauses, which one query reads."""
    wordings, _names = wordings_of_revisions(revisions)
    return {one.number: wordings[one.pk] for one in revisions}


def wordings_of_revisions(
    revisions: Sequence[Revision],
) -> tuple[dict[int, Wording], dict[str, str]]:
    """Wordings by the number of their row, and what each clause is called, by its anchor."""
    clauses: dict[int, list[tuple[str, str, str]]] = {one.pk: [] for one in revisions}
    names: dict[str, str] = {}
    for clause in Clause.objects.filter(revision__in=clauses).order_by("revision", "order"):
        clauses[clause.revision_id].append((clause.anchor, clause.number, clause.text))
        names[clause.anchor] = str(clause)
    wordings = {one.pk: Wording(one.text, tuple(clauses[one.pk]), one.closing) for one in revisions}
    return wordings, names
