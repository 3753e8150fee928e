"""What an action changed, in words for the desk: which field, what it said, what it says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.rules.differences import Change, difference

# Longer texts are shown as one text with its differences marked, not as two.
LONGEST_PAIR = 160


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field: its label, the old and the new value in words ("" for nothing).

    `parts` marks the differences inside a long text; it is empty for short values.
    """

    label: str
    old: str
    new: str
    parts: tuple[Change, ...] = ()


def change_lines(
    changes: Mapping[str, Sequence[Any]],
    labels: Mapping[str, str],
    names: Mapping[str, Mapping[str, str]],
) -> list[ChangeLine]:
    """The lines of one event. `changes` is {field: [old, new]}, as kept in the event.

    `labels` gives fields their names, `names` gives a field's values theirs (choices, rows by
    number). What was empty and stays empty is left out.
    """
    lines = []
    for field, (old, new) in changes.items():
        called = names.get(field, {})
        before, after = value_words(old, called), value_words(new, called)
        if before or after:
            lines.append(_line(labels.get(field, field), before, after))
    return lines


def value_words(value: Any, called: Mapping[str, str]) -> str:
    """One kept value in words; "" for an empty one."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {value_words(one, called)}" for name, one in value.items())
    if isinstance(value, list):
        return _list_words(value, called)
    return called.get(str(value), str(value))


def _list_words(values: list[Any], called: Mapping[str, str]) -> str:
    # Clauses are kept as [kind, number, text, parent], one list each; other lists hold values.
    if values and all(isinstance(one, list) for one in values):
        return "\n".join(f"{kind} {number}: {text}" for kind, number, text, *_rest in values)
    return ", ".join(value_words(one, called) for one in values)


def _line(label: str, old: str, new: str) -> ChangeLine:
    is_long = old and new and max(len(old), len(new)) > LONGEST_PAIR
    return ChangeLine(label, old, new, tuple(difference(old, new)) if is_long else ())
