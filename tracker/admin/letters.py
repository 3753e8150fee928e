"""The outbox: what waits, what went wrong, and mail that would have been sent."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.letters import (
    approve_letter,
    cancel_letter,
    change_letter,
    retry_letter,
    send_letter_now,
)
from tracker.admin.base import DeskAdmin
from tracker.admin.batches import ask_then_run
from tracker.admin.buttons import Button
from tracker.admin.changelists import ChoiceFilter, RowFilter, is_refused, newest
from tracker.admin.forms import DeskForm
from tracker.admin.links import change_url, list_url
from tracker.choices import LetterState
from tracker.models import Circular, Letter, Submission
from tracker.rules.date_words import moment_words
from tracker.rules.letters import Verb
from tracker.rules.letters import may as is_possible
from tracker.rules.permissions import Right
from tracker.rules.references import normalised_reference

WHY = {
    LetterState.UNKNOWN: gettext_lazy(
        "The worker died, or the connection broke, while this letter was being handed over. Nobody "
        "knows whether it went out, so it was not sent again: sent again, it may arrive twice."
    ),
    LetterState.KEPT: gettext_lazy(
        "This site has no mail server (EMAIL_URL). With one, this letter would have been sent."
    ),
    LetterState.BOUNCED: gettext_lazy(
        "It came back. The address is wrong, or the mailbox takes nothing."
    ),
}


def _button(verb: Verb, label: Any, run: Any, done: Any, **options: Any) -> Button:
    return Button(
        verb.value,
        label,
        run,
        done,
        shows=lambda letter: is_possible(verb, letter.state) and letter.emptied_at is None,
        **options,
    )


APPROVE = _button(
    Verb.APPROVE,
    gettext_lazy("Approve and send"),
    approve_letter,
    gettext_lazy("Approved: the letter goes out."),
    right=Right.RELEASE,
)
CANCEL = _button(
    Verb.CANCEL,
    gettext_lazy("Cancel it…"),
    cancel_letter,
    gettext_lazy("Cancelled."),
    warning=gettext_lazy("A cancelled letter is never sent. It stays in the outbox."),
)
HURRY = _button(
    Verb.HURRY,
    gettext_lazy("Send now"),
    send_letter_now,
    gettext_lazy("It waits no longer."),
)
RETRY = _button(
    Verb.RETRY,
    gettext_lazy("Send again…"),
    retry_letter,
    gettext_lazy("The letter waits to be sent."),
    warning=gettext_lazy("If it did go out the first time, it arrives twice."),
)


class StateFilter(ChoiceFilter):
    """How far letters have come; first what somebody may have to do something about."""

    title = gettext_lazy("state")
    parameter_name = "outbox"
    options = (
        ("waiting", gettext_lazy("Waiting, all of it")),
        ("troubled", gettext_lazy("To look at")),
        *LetterState.choices,
    )

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "waiting":
            return rows & Letter.objects.waiting()
        if value == "troubled":
            return rows & Letter.objects.troubled()
        return rows.filter(state=value)


class SubmissionFilter(RowFilter):
    title = gettext_lazy("submission")
    parameter_name = "submission"
    model = Submission


class CircularFilter(RowFilter):
    title = gettext_lazy("letter to signatories")
    parameter_name = "circular"
    model = Circular


class LetterForm(DeskForm):
    """Subject and text as they go out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "body" in self.fields:
            self.fields["body"].strip = False  # type: ignore[attr-defined]


class LetterAdmin(DeskAdmin):
    """Outgoing mail is composed by the site; the desk lets it go, stops it, or corrects it."""

    form = LetterForm
    change = staticmethod(change_letter)
    buttons = (APPROVE, HURRY, RETRY, CANCEL)
    actions = ("approve_chosen", "cancel_chosen", "retry_chosen")
    list_display = ("named", "to", "kind", "about", "state", "written", "tries", "said")
    list_filter = (StateFilter, "kind", SubmissionFilter, CircularFilter)
    list_select_related = ("submission",)
    search_fields = ("to", "subject", "submission__reference")
    search_help_text = gettext_lazy(
        "Any part of the address or the subject of the newest 20,000 letters, or a whole reference."
    )
    ordering = ("-pk",)
    sortable_by = ()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        links = [(_("Wordings of letters"), list_url("lettertemplate"))]
        return super().changelist_view(request, {"links": links} | (extra_context or {}))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A letter with secret links is not shown whole, so it is not typed over either."""
        if isinstance(obj, Letter) and (obj.secrets or not is_possible(Verb.CHANGE, obj.state)):
            return False
        return super().has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        fields = ["subject"]
        if self.has_change_permission(request, obj):
            fields.append("body")
        return [(None, {"fields": fields})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("submission", "queued_by")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the words as typed: nothing here is kept folded, and addresses have dots.

        A whole reference finds every letter about its submission, however old.
        """
        if search_term and is_refused(request, search_term, search_term):
            return queryset.none(), False
        about = queryset.filter(submission__reference=normalised_reference(search_term))
        if "-" in search_term and about.exists():
            return about, False
        rows = newest(queryset) if search_term else queryset
        return ModelAdmin.get_search_results(self, request, rows, search_term)

    def named(self, letter: Letter) -> str:
        return letter.subject or _("(text removed)")

    named.short_description = gettext_lazy("subject")  # type: ignore[attr-defined]

    def about(self, letter: Letter) -> str:
        if letter.submission is None:
            return "–"
        link = change_url(letter.submission)
        return format_html('<a href="{}">{}</a>', link, letter.submission.reference)

    about.short_description = gettext_lazy("concerns")  # type: ignore[attr-defined]

    def written(self, letter: Letter) -> str:
        return _at(letter.queued_at)

    written.short_description = gettext_lazy("written")  # type: ignore[attr-defined]

    def said(self, letter: Letter) -> str:
        return letter.reason or "–"

    said.short_description = gettext_lazy("reason")  # type: ignore[attr-defined]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        writer = row.queued_by or row.get_origin_display()
        shown = [
            (_("State"), row.get_state_display()),
            (_("Kind"), row.get_kind_display()),
            (_("Recipient"), row.to or _("removed")),
            (_("Concerns"), self.about(row)),
            (_("Written"), _("%(when)s by %(who)s") % {"when": _at(row.queued_at), "who": writer}),
        ]
        if row.reply_to:
            shown.append((_("Answers go to"), row.reply_to))
        if row.state in (LetterState.QUEUED, LetterState.DRAFTED):
            shown.append((_("Not before"), _at(row.not_before)))
        if row.settled_at:
            shown.append((_("Since"), _at(row.settled_at)))
        if row.tries:
            shown.append((_("Tries"), row.tries))
        if row.reason:
            shown.append((_("The mail server said"), f"{row.code or ''} {row.reason}".strip()))
        return shown

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            "title": self.named(obj),
            "why": WHY.get(obj.state, ""),
            "body": obj.shown_body,
            "is_open": self.has_change_permission(request, obj),
            "is_kept": obj.state == LetterState.KEPT,
        }

    @admin.action(description=gettext_lazy("Approve the chosen"), permissions=["release"])
    def approve_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return ask_then_run(self, request, rows, "approve_chosen", APPROVE)

    @admin.action(description=gettext_lazy("Cancel the chosen…"), permissions=["edit"])
    def cancel_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return ask_then_run(self, request, rows, "cancel_chosen", CANCEL)

    @admin.action(description=gettext_lazy("Send the chosen again…"), permissions=["edit"])
    def retry_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return ask_then_run(self, request, rows, "retry_chosen", RETRY)


def letter_facts(submission: Submission) -> list[tuple[Any, Any]]:
    """Whether letters went out about a submission, and what went wrong; nothing if there are none.

    A line for a submission's page.
    """
    states = submission.letters.order_by().values_list("state").annotate(number=Count("pk"))
    counts = {LetterState(state): number for state, number in states}
    told = [
        format_html('<a href="{}">{}</a> {}', _letters_url(submission, state), state.label, number)
        for state in LetterState
        if (number := counts.get(state))
    ]
    return [(_("Letters"), format_html_join(", ", "{}", ((one,) for one in told)))] if told else []


def _letters_url(submission: Submission, state: LetterState) -> str:
    return list_url("letter", submission=submission.pk, outbox=state.value)


def _at(when: Any) -> str:
    return _("%(when)s UTC") % {"when": moment_words(when)}
