"""Fields of filter forms, drawn without a template, or once: one of all countries took 9 ms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from django.forms import DateInput, Select, TextInput
from django.forms.widgets import Input
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django_filters import ChoiceFilter
from django_filters.fields import ChoiceField, ChoiceIterator

# Drawn lists of options, of all languages together: one of all countries takes 12 kB.
REMEMBERED = 64


class PlainSelect(Select):
    """Django's select without groups of options, and the same HTML.

    Django renders two templates for each option, 40 µs together; a list that was drawn before is
    only looked up.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The element with its options, of which the first that has the value is selected."""
        choices = tuple((str(choice), str(label)) for choice, label in self.choices)
        begin = f'<select name="{escape(name)}"{_drawn(self.build_attrs(self.attrs, attrs))}>'
        options = _options(choices, tuple(self.format_value(value)))
        return mark_safe(f"{begin}\n{options}</select>")  # noqa: S308 - each part is escaped


@lru_cache(REMEMBERED)
def _options(choices: tuple[tuple[str, str], ...], chosen: tuple[str, ...]) -> str:
    first = next((place for place, (value, _) in enumerate(choices) if value in chosen), None)
    return "".join(
        f'  <option value="{escape(value)}"{" selected" if place == first else ""}>'
        f"{escape(label)}</option>\n"
        for place, (value, label) in enumerate(choices)
    )


def _drawn(attrs: Mapping[str, Any]) -> str:
    """The attributes in their order; True stands alone, False not at all."""
    drawn = [
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return "".join(drawn)


class DrawnOnce(Input):
    """An input whose HTML is remembered while it is empty, as those of most filters are."""

    drawn_as: ClassVar[type[Input]]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Django's HTML."""
        if value is None:
            own = self.build_attrs(self.attrs, attrs) | {"type": self.input_type}
            return _empty(self.drawn_as, name, tuple(own.items()))
        return super().render(name, value, attrs, renderer)


class PlainTextInput(DrawnOnce, TextInput):
    drawn_as = TextInput


class PlainDateInput(DrawnOnce, DateInput):
    drawn_as = DateInput


@lru_cache(REMEMBERED)
def _empty(kind: type[Input], name: str, attrs: tuple[tuple[str, Any], ...]) -> SafeString:
    return kind(attrs=dict(attrs)).render(name, None)


class PlainChoices(ChoiceIterator):  # type: ignore[misc] # no types
    """The choices as they are, pairs of a value and a label: Django would take each pair apart."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield ("", self.field.empty_label)
        yield from self.choices() if callable(self.choices) else self.choices


class PlainChoiceField(ChoiceField):  # type: ignore[misc] # no types
    iterator = PlainChoices
    widget = PlainSelect


class PlainChoiceFilter(ChoiceFilter):  # type: ignore[misc] # no types
    """A filter by one of a list of choices, which has no groups, after an empty one."""

    field_class = PlainChoiceField
