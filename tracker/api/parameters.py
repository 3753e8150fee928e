"""The filters of a list as its description in OpenAPI has them: the same ones as on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.forms.models import ModelChoiceField
from django.utils.translation import override

from tracker.queries.lists import LONGEST_QUERY, SEARCH, ListFilters
from tracker.queries.pages import AFTER, BEFORE, LONGEST_CURSOR
from tracker.queries.search import SHORTEST

CURSORS = {
    AFTER: "The rows after this cursor, as “next” has it.",
    BEFORE: "The rows before this cursor, as “previous” has it.",
}

SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 80}


def list_parameters(filters: type[ListFilters]) -> dict[str, Any]:
    """What an operation that answers such a list says of what can stand in its address.

    In English, whatever the language of the request for which this is loaded.
    """
    with override(settings.LANGUAGE_CODE):
        own = [
            _parameter(name, str(one.label), _schema(name, one.field))
            for name, one in filters.base_filters.items()
        ]
    cursor = {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR}
    cursors = [_parameter(name, told, cursor) for name, told in CURSORS.items()]
    return {"parameters": [*own, *cursors]}


def slug_parameter(name: str, description: str) -> dict[str, Any]:
    """A row of the record, by its name in addresses."""
    return _parameter(name, description, SLUG)


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "in": "query",
        "name": name,
        "description": description,
        "required": False,
        "schema": schema,
    }


def _schema(name: str, field: forms.Field) -> dict[str, Any]:
    """What a filter takes, as far as its form's field says."""
    if isinstance(field, ModelChoiceField):
        return SLUG
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date", "examples": ["2022-01-30"]}
    if isinstance(field, forms.DecimalField):
        return {
            "type": "integer",
            "minimum": int(field.min_value or 0),
            "maximum": int(field.max_value or 0),
        }
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return {"type": "string", "enum": [str(value) for value, _label in choices if value]}
    least = SHORTEST if name == SEARCH else 1
    return {"type": "string", "minLength": least, "maxLength": LONGEST_QUERY}
