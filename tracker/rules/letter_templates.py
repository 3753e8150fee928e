"""The small language of letter templates: plain text in which {name} stands for a known value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from tracker.rules.letters import SUBJECT_LIMIT, is_control
from tracker.rules.refusals import Refused

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
BRACES = re.compile(r"\{[^{}]*\}?|\}")


def require_placeholders(text: str, known: Iterable[str], field: str) -> None:
    """Raise Refused for anything in braces that stands for nothing, and name what would."""
    names = sorted(known)
    wrong = [found for found in BRACES.findall(text) if found[1:-1] not in names]
    if wrong:
        raise Refused(
            _("“%(wrong)s” stands for nothing here. What can be used: %(known)s.")
            % {"wrong": wrong[0][:60], "known": ", ".join(f"{{{name}}}" for name in names)},
            field=field,
        )


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every {name} replaced by its value, once: braces in a value are only text.

    Raises KeyError for a name without a value.
    """
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def filled_line(text: str, values: Mapping[str, str]) -> str:
    """The same on one line, short enough for a subject, whatever the values hold."""
    line = filled(text, values)
    printable = "".join(" " if is_control(character) else character for character in line)
    return " ".join(printable.split())[:SUBJECT_LIMIT]
