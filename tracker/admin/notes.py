"""Internal notes on a record, and the buttons by which an editor takes or gives it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.notes import add_note, assign_record
from tracker.admin.buttons import Button
from tracker.admin.rows import DeskInline
from tracker.models import Note, User
from tracker.rules.date_words import moment_words


def note_on(subject: Model, values: dict[str, Any], *, by: User) -> Note:
    return add_note(subject, values["text"], by=by)


def assign(row: Any, *, by: User, assigned_to: User | None) -> None:
    assign_record(row, assigned_to, by=by)


def take(row: Any, *, by: User) -> None:
    assign_record(row, by, by=by)


class AssignForm(forms.Form):
    """To whom a record is given."""

    assigned_to = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("username"),
        label=gettext_lazy("Assign to"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )


ASSIGN_BUTTONS = (
    Button("take", gettext_lazy("Assign to me"), take, gettext_lazy("Assigned to you.")),
    Button(
        "assign",
        gettext_lazy("Assign…"),
        assign,
        gettext_lazy("The assignment was changed."),
        form=AssignForm,
    ),
)


class NoteInline(DeskInline):
    """What editors told each other; a note stays as it was written."""

    model = Note
    add = staticmethod(note_on)
    fields = ("text", "written")
    readonly_fields = ("written",)
    verbose_name_plural = gettext_lazy("internal notes (never public)")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        return super().get_queryset(request).select_related("recorded_by")

    def written(self, note: Note) -> str:
        if note.pk is None:
            return _("by you, now")
        when = moment_words(note.recorded_at)
        return _("%(who)s, %(when)s UTC") % {"who": note.recorded_by, "when": when}
