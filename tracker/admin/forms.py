"""Forms of the desk: they show at its field what an action refused, and keep all that was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OWN_FIELDS = frozenset({"seen", "DELETE"})
WHY = "why"


class RowRefused(Exception):
    """An action refused what one form of a page asked for; carries both back to the page.

    `at` is the prefix of the form that shows it: the page's own (None) for a row to be removed,
    since a form marked for removal shows no errors.
    """

    def __init__(self, form: DeskForm, error: ValidationError, *, at: str | None) -> None:
        super().__init__(error)
        self.form, self.error, self.at = form, error, at


class DeskForm(forms.ModelForm):
    """A form of which one prefix may have been refused; its fields are named for screen readers."""

    refusals: ClassVar[Mapping[str | None, ValidationError]] = {}
    own_fields: ClassVar[frozenset[str]] = OWN_FIELDS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if self.prefix and field.label:
                # A table of rows has no labels of its own.
                field.widget.attrs.setdefault("aria-label", str(field.label))
            self._name_known(name, field)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        refusal = self.refusals.get(self.prefix)
        if refusal is not None:
            show_refusal(self, refusal)
        return cleaned

    def _name_known(self, name: str, field: forms.Field) -> None:
        """Let a find-as-you-type field show its row without asking the database again."""
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, KnownAutocomplete) and self.instance.pk:
            relation = self.instance._meta.get_field(name)
            row = getattr(self.instance, name) if relation.is_cached(self.instance) else None
            widget.known = {} if row is None else {str(row.pk): str(row)}
            if row is not None and isinstance(field, KnownChoiceField):
                field.known[str(row.pk)] = row


class RecordForm(DeskForm):
    """A form that remembers which version of its row was on the screen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = self.instance.version if self.instance.pk else None


def with_why(form: type[DeskForm]) -> type[DeskForm]:
    """The same form with a field for why facts change that everybody could read.

    It speaks for the rows beside the form as well.
    """
    why = forms.CharField(
        label=gettext_lazy("Reason (public)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Everybody could read this already. Whatever you change of it here, what it said, what "
            "it says now and this reason become a public correction. Name nobody whose name is "
            "withheld."
        ),
    )
    return type(form)(form.__name__, (form,), {WHY: why, "own_fields": form.own_fields | {WHY}})


class KnownChoiceField(forms.ModelChoiceField):
    """A choice of one row that asks the database for each row once per request, if at all."""

    def __init__(self, *args: Any, known: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        # Copies of the field share it: the rows of a page, and the page shown again.
        self.known = known

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        key = str(value)
        if key not in self.known:
            self.known[key] = self._found(key)
        if self.known[key] is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.known[key]

    def _found(self, key: str) -> Any:
        is_number = key.isdecimal() and len(key) < 19
        return self.queryset.filter(pk=key).first() if is_number else None


class KnownAutocomplete(AutocompleteSelect):
    """A find-as-you-type field that may know the name of the row chosen: no query for each row."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        chosen = [one for one in value if one]
        if not chosen or not set(chosen) <= set(self.known):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, one, self.known[one], True, 1) for one in chosen]
        return [(None, options, 0)]


class DayInput(forms.DateInput):
    """The browser's own calendar: it works by keyboard and needs no script."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class LongSelect(forms.Select):
    """A select with hundreds of choices, written at once: one template for each would be slow."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            "<option value='{}'{}>{}</option>",
            ((code, mark_safe(" selected") if str(code) == chosen else "", label)
             for code, label in self.choices),
        )  # fmt: skip
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, given, options)


FIELD_OVERRIDES: dict[Any, dict[str, Any]] = {
    models.DateField: {"widget": DayInput},
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})},
    models.URLField: {"widget": forms.URLInput, "assume_scheme": "https"},
}


def values_of(form: forms.ModelForm) -> dict[str, Any]:
    """What a valid form says, by model field, as the actions take it."""
    return {
        name: _with_plain_newlines(value)
        for name, value in form.cleaned_data.items()
        if name not in getattr(form, "own_fields", OWN_FIELDS)
        and name != form._meta.model._meta.pk.name
        and not isinstance(form.fields.get(name), InlineForeignKeyField)
    }


def show_refusal(form: forms.BaseForm, error: ValidationError) -> None:
    """Add an action's messages to a form; those for fields it has not got stand above it."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, messages in by_field.items():
        if field in form.fields:
            form.add_error(field, messages)
        elif field in (None, NON_FIELD_ERRORS):
            form.add_error(None, messages)
        else:
            form.add_error(None, [_named(form, str(field), one) for one in messages])


def _named(form: forms.BaseForm, field: str, message: str) -> str:
    """A message that names its field, since it cannot stand beside it."""
    model = getattr(getattr(form, "_meta", None), "model", None)
    names = {one.name: one.verbose_name for one in model._meta.fields} if model else {}
    if field not in names:
        return message
    return _("%(field)s: %(message)s") % {
        "field": str(names[field]).capitalize(),
        "message": message,
    }


def _with_plain_newlines(value: Any) -> Any:
    # Browsers send line ends as CR LF: saving a form unchanged would change every text.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
