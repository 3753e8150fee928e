"""What a log says of the public record, folded from its entries one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.choices import EventKind, Stage, Status, Visibility

NEVER_PUBLIC = frozenset({Status.VOID.value, Status.UNCONFIRMED.value})
# Events of which a copy must list every one that stands in clear, as long as it is about something
# public. What became late and corrections may be hidden again without an event of their own.
ALWAYS_LISTED = frozenset(
    {
        EventKind.STATEMENT_PUBLISHED.value,
        EventKind.REVISION_ADDED.value,
        EventKind.SUBMISSION_RELEASED.value,
        EventKind.RENEWAL_ANSWERED.value,
        EventKind.REPLY_RELEASED.value,
        EventKind.CHECK_RELEASED.value,
    }
)


@dataclass(slots=True)
class Told:
    """One submission as the entry at `index` left it; `released` is whether it was made public."""

    index: int
    statement: str
    direction: str
    offered: str
    status: str
    visibility: str
    released: bool
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one entry: its place, event, and if it is open its kind and facts."""

    index: int
    event: int
    recorded_at: str
    kind: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def needs_opening(self) -> bool:
        """Whether more could be known of it than what stands in clear."""
        return not self.kind or "references_sha256" in self.facts


@dataclass(slots=True)
class LogFacts:
    """Everything that entries say of what is public; grows with submissions, not with entries.

    `gone` are the replies and checks that were voided, or moved to other submissions.
    """

    submissions: dict[str, Told] = field(default_factory=dict)
    stages: dict[str, tuple[int, str]] = field(default_factory=dict)
    gone: set[tuple[str, int]] = field(default_factory=set)
    last_event: int = 0

    def fold(self, entry: Entry) -> None:
        """Take in what the next entry says."""
        self.last_event = entry.event
        facts = entry.facts
        if "stage" in facts:
            self.stages[str(facts["statement"])] = (entry.index, str(facts["stage"]))
        if "reference" in facts and "status" in facts:
            self._snapshot(entry)
        for status, references in facts.get("standing", {}).items():
            for reference in references:
                self._stands(entry.index, str(reference), str(status))
        for name in ("reply", "check"):
            if name in facts and ("void_reason" in facts or entry.kind == EventKind.REPLY_CHANGED):
                self.gone.add((name, facts[name]))

    def is_published(self, statement: str) -> bool:
        """Whether the log says that this statement is public."""
        return self.stages.get(statement, (0, ""))[1] == Stage.PUBLISHED

    def is_public(self, told: Told) -> bool:
        """Whether the log says that this submission is public."""
        return (
            told.released and told.status not in NEVER_PUBLIC and self.is_published(told.statement)
        )

    def public(self) -> Iterator[tuple[str, Told]]:
        """All submissions that the log says are public, with their references."""
        for reference, told in self.submissions.items():
            if self.is_public(told):
                yield reference, told

    def moved_since(self, told: Told, index: int) -> bool:
        """Whether an entry at this place or after it was about this submission's being public."""
        return told.index >= index or self.stages.get(told.statement, (0, ""))[0] >= index

    def must_list(self, entry: Entry, since: int) -> bool:
        """Whether an event in clear is about something that is public, and was so all along."""
        facts = entry.facts
        statement = str(facts.get("statement", ""))
        is_settled = max(entry.index, self.stages.get(statement, (0, ""))[0]) < since
        if not is_settled or not self.is_published(statement):
            return False
        if any((name, facts.get(name)) in self.gone for name in ("reply", "check")):
            return False
        references = self._references(facts)
        if not references:
            return entry.kind in {EventKind.STATEMENT_PUBLISHED, EventKind.REVISION_ADDED}
        told = [self.submissions.get(reference) for reference in references]
        return all(one is not None and one.index < since and self.is_public(one) for one in told)

    def _references(self, facts: Mapping[str, Any]) -> list[str]:
        if "reference" in facts:
            return [str(facts["reference"])]
        return [str(one) for some in facts.get("standing", {}).values() for one in some]

    def _snapshot(self, entry: Entry) -> None:
        facts = entry.facts
        self.submissions[str(facts["reference"])] = Told(
            index=entry.index,
            statement=str(facts.get("statement", "")),
            direction=str(facts.get("direction", "")),
            offered=str(facts.get("offered", "")),
            status=str(facts["status"]),
            visibility=str(facts.get("visibility", "")),
            released=facts.get("released") is True,
        )

    def _stands(self, index: int, reference: str, status: str) -> None:
        told = self.submissions.get(reference)
        if told is not None:
            told.index, told.status = index, status


def is_withheld(told: Told) -> bool:
    """Whether the log says that the name is withheld."""
    return told.visibility == Visibility.WITHHELD
