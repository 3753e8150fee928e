"""What came of checking a file: each part in order, what is proven, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.proof.refusals import ProofRefused

LABELS = {
    "form": gettext_lazy("The form of the file"),
    "signature": gettext_lazy("The signature"),
    "origin": gettext_lazy("Whose log it is"),
    "tree": gettext_lazy("The entry's place in the log"),
    "opening": gettext_lazy("The enclosed content"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file, by its name in code, and what was found.

    `passed` is None where it was not looked at, because a part before it failed.
    """

    name: str
    passed: bool | None
    words: str

    @property
    def label(self) -> str:
        """The name of the part in words."""
        return str(LABELS[self.name])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is ("receipt", "promise" or "unknown") and whether it proves what it should.

    Both lists of sentences are empty for a file that proves nothing. `content` is what was opened,
    as canonical JSON, or "".
    """

    kind: str
    parts: tuple[Part, ...]
    proven: tuple[str, ...] = ()
    not_proven: tuple[str, ...] = ()
    content: str = ""

    @property
    def holds(self) -> bool:
        """Whether every part is as it should be."""
        return all(part.passed for part in self.parts)

    @property
    def failed(self) -> Part | None:
        """The part because of which the file proves nothing, if there is one."""
        return next((part for part in self.parts if part.passed is False), None)


def looked_at(names: Sequence[str], steps: Iterator[str]) -> tuple[Part, ...]:
    """The parts of these names: each step tells what was found, or raises ProofRefused.

    After a refusal no further part is looked at.
    """
    parts: list[Part] = []
    try:
        for words in steps:
            parts.append(Part(names[len(parts)], True, words))
    except ProofRefused as refusal:
        parts.append(Part(names[len(parts)], False, str(refusal)))
        unseen = _("Not looked at, because of the part before it.")
        parts += [Part(name, None, unseen) for name in names[len(parts) :]]
    return tuple(parts)
