"""Long lists on the desk: how far the worker is with each, and what it may do next."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.list_imports import (
    discard_list,
    read_list_again,
    start_recording,
    start_releasing,
)
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button
from tracker.admin.forms import DeskForm
from tracker.admin.links import change_url, list_url
from tracker.choices import ImportState
from tracker.models import ListImport
from tracker.readers.columns import FIELDS
from tracker.rules.list_imports import may_follow
from tracker.rules.permissions import Right


class ColumnsForm(forms.Form):
    """Which column holds which field, as the command takes it."""

    columns = forms.CharField(
        label=gettext_lazy("Which column holds what"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=gettext_lazy(
            "One per line, such as name=Organisation; what is not said is guessed. Fields: "
            "name, kind, country, url, note, date, representative, capacity."
        ),
    )

    def clean_columns(self) -> dict[str, str]:
        mapping = {}
        for line in filter(None, map(str.strip, self.cleaned_data["columns"].splitlines())):
            field, equals, column = (part.strip() for part in line.partition("="))
            if not equals or field not in FIELDS:
                raise ValidationError(_("“%(line)s” is not like name=COLUMN.") % {"line": line})
            mapping[field] = column
        return mapping


def _fits(asked: ImportState) -> Any:
    return lambda one: may_follow(one.state, asked, has_errors=one.error_count > 0, step=one.step)


def _not_own(one: ListImport, user: Any) -> str:
    is_own = one.asked_by_id == user.pk
    return _("Somebody else has to release it.") if is_own else ""


RECORD = Button(
    "record",
    gettext_lazy("Record all of it"),
    lambda one, *, by: start_recording(one, asked_by=by),
    gettext_lazy("The worker records it now, a thousand at a time."),
    shows=_fits(ImportState.RECORDING),
    is_main=True,
)
RELEASE = Button(
    "release",
    gettext_lazy("Release all of it…"),
    lambda one, *, by: start_releasing(one, asked_by=by),
    gettext_lazy("The worker releases it now."),
    right=Right.RELEASE,
    shows=_fits(ImportState.RELEASING),
    why_not=_not_own,
    warning=gettext_lazy("Every submission that this list names and that waits becomes public."),
    is_main=True,
)
AGAIN = Button(
    "again",
    gettext_lazy("Read it with other columns…"),
    lambda one, *, by, columns: read_list_again(one, columns, asked_by=by),
    gettext_lazy("The worker reads it again."),
    shows=_fits(ImportState.UNREAD),
    form=ColumnsForm,
)
DISCARD = Button(
    "discard",
    gettext_lazy("Set it aside…"),
    lambda one, *, by: discard_list(one, asked_by=by),
    gettext_lazy("The file is removed."),
    shows=lambda one: not one.is_at_work and one.state != ImportState.DISCARDED,
    warning=gettext_lazy("The file is removed. What is recorded of it already stays."),
)


class ListImportAdmin(DeskAdmin):
    """Lists are handed over on the page for imports; the worker does the rest when told to."""

    form = DeskForm
    buttons = (RECORD, RELEASE, AGAIN, DISCARD)
    list_display = ("name", "statement", "state", "far", "asked_by", "asked_at")
    list_filter = ("state",)
    list_select_related = ("revision__statement", "asked_by")
    ordering = ("-pk",)
    sortable_by = ()
    fieldsets = ((None, {"fields": ()}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("revision__statement", "asked_by", "released_by")

    def statement(self, one: ListImport) -> str:
        statement = one.revision.statement
        return format_html('<a href="{}">{}</a>', change_url(statement), statement.title)

    statement.short_description = gettext_lazy("statement")  # type: ignore[attr-defined]

    def far(self, one: ListImport) -> str:
        if not one.is_at_work:
            return "–"
        words = _("%(done)s of %(count)s") if one.count else _("%(done)s rows")
        return words % {"done": one.done, "count": one.count}

    far.short_description = gettext_lazy("how far")  # type: ignore[attr-defined]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        when = date_format(localtime(row.asked_at), "DATETIME_FORMAT")
        mapping = ", ".join(f"{field}={column}" for field, column in row.mapping.items())
        shown = [
            (_("State"), row.get_state_display()),
            (_("How far"), self.far(row)),
            (_("Statement"), self.statement(row)),
            (_("File"), f"{row.name}, {filesizeformat(row.size)}"),
            (_("Handed over"), f"{row.asked_by}, {when}"),
            (_("Columns"), mapping),
            (_("All columns"), ", ".join(row.header)),
            (_("Rows"), row.row_count),
            (_("Signatories known already"), row.known),
            (_("New signatories"), row.new),
            (_("What stopped it"), row.told),
            (_("Lines that cannot be taken"), _errors(row)),
        ]
        return [(label, value) for label, value in shown if value not in ("", None)] + _done(row)


def _errors(one: ListImport) -> str:
    if not one.error_count:
        return ""
    lines = format_html_join(
        "",
        "<li>{}</li>",
        (
            (_("line %(line)s: %(text)s") % {"line": line, "text": text},)
            for line, text in one.errors
        ),
    )
    return format_html("{}<ul>{}</ul>", one.error_count, lines)


def _done(one: ListImport) -> list[tuple[Any, Any]]:
    """What came of recording and releasing, once there is something."""
    if one.state not in (ImportState.RECORDED, ImportState.RELEASING, ImportState.DONE):
        return []
    waiting = list_url("submission", statement=one.revision.statement_id, release="waiting")
    return [
        (_("Submissions recorded"), one.submissions),
        (_("Signatories recorded"), one.signatories),
        (_("There already"), one.already),
        (_("Released"), one.released),
        (
            _("Where they are"),
            format_html('<a href="{}">{}</a>', waiting, _("Submissions that wait for release")),
        ),
    ]
