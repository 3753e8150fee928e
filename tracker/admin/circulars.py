"""Letters to all signatories on the desk: drafted, previewed, reviewed, and their progress."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.actions.circulars import (
    change_circular,
    record_circular,
    release_circular,
    stop_circular,
)
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button
from tracker.admin.changelists import StatementFilter
from tracker.admin.forms import RecordForm
from tracker.admin.links import change_url, list_url
from tracker.admin.pages import asked_once
from tracker.choices import CircularState
from tracker.models import Circular, Submission
from tracker.notify.circulars import PLACEHOLDERS, circular_words
from tracker.queries.circulars import count_recipients, letters_by_state, recipients_of
from tracker.rules.date_words import moment_words
from tracker.rules.permissions import Right

OPEN = (CircularState.DRAFTED, CircularState.SENDING)


def _why_not(circular: Any, user: Any) -> Any:
    if circular.written_by_id != user.pk:
        return ""
    return gettext_lazy("You wrote this text: somebody else reviews and releases it.")


RELEASE = Button(
    "release",
    gettext_lazy("Release and send…"),
    release_circular,
    gettext_lazy("Released: the letters go out in batches. This page says how far they are."),
    right=Right.RELEASE,
    shows=lambda circular: circular.state == CircularState.DRAFTED,
    why_not=_why_not,
    is_main=True,
    warning=gettext_lazy(
        "A letter goes to everybody whose endorsement stands and who agreed to be told. What has "
        "gone out cannot be taken back."
    ),
)
STOP = Button(
    "stop",
    gettext_lazy("Stop it…"),
    stop_circular,
    gettext_lazy("Stopped: no more letters are written, and those that waited are cancelled."),
    shows=lambda circular: circular.state in OPEN,
    warning=gettext_lazy("It cannot be taken up again; write another one instead."),
)


class CircularForm(RecordForm):
    """A text as long as letters are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "body" in self.fields:
            self.fields["body"].widget.attrs["rows"] = 14


class CircularAdmin(DeskAdmin):
    """A draft can be changed; once released it is only read, and stopped."""

    form = CircularForm
    record = staticmethod(record_circular)
    change = staticmethod(change_circular)
    buttons = (RELEASE, STOP)
    list_display = ("subject", "statement", "state", "told_of", "written_by", "released")
    list_filter = ("state", StatementFilter)
    list_select_related = ("statement", "written_by")
    sortable_by = ()
    ordering = ("-pk",)
    autocomplete_fields = ("statement",)
    fieldsets = ((None, {"fields": ("statement", "subject", "body")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Circular]:
        rows = super().get_queryset(request)
        return rows.select_related("statement", "written_by", "released_by", "recorded_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or obj.state == CircularState.DRAFTED
        return is_open and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("statement",) if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_changeform_initial_data(request) | {
            "body": _(
                "To {name}\n\n…\n\nThe statement: “{statement}”. Your reference: {reference}.\n"
            )
        }

    def told_of(self, circular: Circular) -> str:
        if circular.state == CircularState.DRAFTED:
            return "–"
        return _("%(told)s of %(all)s") % {"told": circular.told, "all": circular.recipients}

    told_of.short_description = gettext_lazy("letters written")  # type: ignore[attr-defined]

    def released(self, circular: Circular) -> str:
        return _at(circular.released_at) if circular.released_at else "–"

    released.short_description = gettext_lazy("released")  # type: ignore[attr-defined]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        statement = format_html('<a href="{}">{}</a>', change_url(row.statement), row.statement)
        shown = [
            (_("State"), row.get_state_display()),
            (_("Statement"), statement),
            (_("Text by"), row.written_by),
        ]
        if row.state == CircularState.DRAFTED:
            number = asked_once(row, "recipients", lambda: count_recipients(row.statement)[0])
            shown.append((_("Would go to"), _agreed(number)))
            return [*shown, *((f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items())]
        if row.released_at:
            told = {"when": _at(row.released_at), "who": row.released_by}
            shown.append((_("Released"), _("%(when)s by %(who)s") % told))
        shown.append((_("Letters written"), self.told_of(row)))
        if states := _letters(row):
            shown.append((_("Letters"), states))
        if row.settled_at and row.state != CircularState.SENDING:
            shown.append((_("Since"), _at(row.settled_at)))
        return shown

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        first = recipients_of(obj.statement).select_related("submission__statement").first()
        about = Submission.objects.filter(statement=obj.statement).select_related("statement")
        submission = first.submission if first else about.order_by("-pk").first()
        if submission is None:
            return {}
        subject, body = circular_words(
            obj,
            submission,
            "https://…/circulars/…/stop/",
            not_me="https://…/offers/…/not-me/",
        )
        preview = {"reference": submission.reference, "subject": subject, "body": body}
        return {"preview": preview, "is_sample": first is None}


def _agreed(number: int) -> str:
    if not number:
        return _("nobody: no endorsement stands whose signatory agreed to be told")
    return ngettext(
        "%(number)s address, of a signatory who agreed to be told",
        "%(number)s addresses, of signatories who agreed to be told",
        number,
    ) % {"number": number}


def _letters(circular: Circular) -> str:
    url = list_url("letter", circular=circular.pk)
    told = [(url, state.label, number) for state, number in letters_by_state(circular).items()]
    return format_html_join(", ", '<a href="{}">{}</a> {}', told) if told else ""


def _at(when: Any) -> str:
    return _("%(when)s UTC") % {"when": moment_words(when)}
