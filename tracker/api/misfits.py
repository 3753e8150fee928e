"""What does not fit the schema of a request, in plain words: which field, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By pydantic's names of what is wrong, and what it says besides.
WORDS: dict[str, Any] = {
    "bool_parsing": gettext_lazy("This is true or false."),
    "bool_type": gettext_lazy("This is true or false."),
    "date_from_datetime_parsing": gettext_lazy("A day is needed, as in 2022-01-30."),
    "date_parsing": gettext_lazy("A day is needed, as in 2022-01-30."),
    "date_type": gettext_lazy("A day is needed, as in 2022-01-30."),
    "enum": gettext_lazy("One of these is needed: %(expected)s."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "greater_than_equal": gettext_lazy("At least %(ge)s is needed."),
    "int_parsing": gettext_lazy("A whole number is needed."),
    "int_type": gettext_lazy("A whole number is needed."),
    "less_than_equal": gettext_lazy("At most %(le)s is taken."),
    "list_type": gettext_lazy("A list is needed."),
    "literal_error": gettext_lazy("One of these is needed: %(expected)s."),
    "missing": gettext_lazy("This is missing."),
    "string_pattern_mismatch": gettext_lazy("This is empty, or has letters that are not taken."),
    "string_too_long": gettext_lazy("At most %(max_length)s letters are taken."),
    "string_type": gettext_lazy("A text is needed."),
    "string_unicode": gettext_lazy("This is no text in Unicode."),
    "too_long": gettext_lazy("At most %(max_length)s are taken at once."),
    "too_short": gettext_lazy("At least %(min_length)s is needed."),
}
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Misfit:
    """One field that does not fit: where it stands, as in sources.0.url, and what is wrong."""

    name: str
    words: str


def misfit(error: Mapping[str, Any]) -> Misfit:
    """One of ninja's errors: its place begins with where it was read from, and how it is called."""
    source, *inner = error["loc"]
    place = inner[1:] if source == "body" and len(inner) > 1 else inner
    name = ".".join(str(part) for part in place) or str(source)
    known = WORDS.get(error["type"])
    words = known % error.get("ctx", {}) if known else _("This does not fit.")
    return Misfit(name[:LONGEST_NAME], words)
