"""The holding pen: received mail that waits to be filed, and what became of the rest."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.incoming_mails import MACHINES
from tracker.actions.mail_filings import dismiss_mail, reopen_mail
from tracker.admin.base import DeskAdmin
from tracker.admin.batches import ask_then_run
from tracker.admin.buttons import Button
from tracker.admin.changelists import ChoiceFilter, is_refused, newest
from tracker.admin.forms import DeskForm
from tracker.admin.links import change_url
from tracker.admin.mail_filings import attachment_view, file_view, header_of, raw_view
from tracker.admin.mail_forms import DismissalForm, FilingForm
from tracker.admin.pages import may
from tracker.choices import MailState, MatchedBy
from tracker.models import IncomingMail, User
from tracker.queries.incoming_mails import mails_to_file
from tracker.readers.quotes import passages
from tracker.rules.date_words import moment_words
from tracker.rules.permissions import Right

NO_SUBJECT = gettext_lazy("(no subject)")


def _dismiss(mail: IncomingMail, *, by: User, reason: str) -> None:
    dismiss_mail(mail, reason, by=by)


DISMISS = Button(
    "dismiss",
    gettext_lazy("Dismiss…"),
    _dismiss,
    gettext_lazy("Dismissed. The mail is kept and can be reopened."),
    shows=lambda mail: mail.state in (MailState.WAITING, MailState.SET_ASIDE),
    form=DismissalForm,
)
REOPEN = Button(
    "reopen",
    gettext_lazy("Reopen"),
    reopen_mail,
    gettext_lazy("The mail waits again."),
    shows=lambda mail: mail.state != MailState.WAITING,
)


class StateFilter(ChoiceFilter):
    """What became of a mail; those that wait are divided by how they were matched."""

    title = gettext_lazy("state")
    parameter_name = "mail"
    options = (
        ("to-file", gettext_lazy("Waiting, matched")),
        ("pen", gettext_lazy("In the holding pen")),
        (MailState.SET_ASIDE, gettext_lazy("Written by a machine")),
        (MailState.FILED, gettext_lazy("Filed")),
        (MailState.DISMISSED, gettext_lazy("Dismissed")),
    )

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "pen":
            return rows & IncomingMail.objects.in_holding_pen()
        if value == "to-file":
            return rows & mails_to_file()
        return rows.filter(state=value)


class IncomingMailAdmin(DeskAdmin):
    """Read only but for what a person makes of a mail; nothing here is ever public."""

    form = DeskForm
    buttons = (DISMISS, REOPEN)
    actions = ("dismiss_chosen",)
    list_display = ("named", "sender", "received", "about", "kind", "state")
    list_filter = (StateFilter, "kind", "matched_by")
    search_fields = ("subject", "sender_name", "sender_address")
    search_help_text = gettext_lazy(
        "Any part of the subject, or of the sender's name or address, of the newest 20,000 mails."
    )
    ordering = ("-received_at", "-pk")
    sortable_by = ()
    fieldsets = ((None, {"fields": ("sha256", "size")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("reply", "handled_by")
        return rows.prefetch_related("submissions")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the words as typed: nothing here is kept folded, and addresses have dots."""
        if search_term and is_refused(request, search_term, search_term):
            return queryset.none(), False
        rows = newest(queryset) if search_term else queryset
        return ModelAdmin.get_search_results(self, request, rows, search_term)

    def named(self, mail: IncomingMail) -> str:
        return mail.subject or str(NO_SUBJECT)

    named.short_description = gettext_lazy("subject")  # type: ignore[attr-defined]

    def sender(self, mail: IncomingMail) -> str:
        known = _("address known") if mail.sender_is_known else _("address not known")
        return format_html(
            "{} <small>{} · {}</small>", mail.sender_name, mail.sender_address or "–", known
        )

    sender.short_description = gettext_lazy("from")  # type: ignore[attr-defined]

    def received(self, mail: IncomingMail) -> str:
        return _moment(mail.received_at)

    received.short_description = gettext_lazy("received")  # type: ignore[attr-defined]

    def about(self, mail: IncomingMail) -> str:
        mark = "?" if mail.matched_by == MatchedBy.GUESS else ""
        rows = [(change_url(one), one.reference, mark) for one in mail.submissions.all()]
        return format_html_join(", ", '<a href="{}">{}</a>{}', rows) or _("nothing found")

    about.short_description = gettext_lazy("concerns")  # type: ignore[attr-defined]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        shown = [
            (_("Sender"), self.sender(row)),
            (_("Concerns"), self.about(row)),
            (_("Received"), _moment(row.received_at)),
            (_("Sent, as it says"), _moment(row.sent_at) if row.sent_at else _("not stated")),
            (_("Written by"), row.get_kind_display()),
            (_("Matched by"), row.get_matched_by_display()),
            (_("State"), row.get_state_display()),
        ]
        checks = ", ".join(f"{name.upper()} {result}" for name, result in row.checks.items())
        shown.append((_("Checks of the receiving server"), checks or _("none")))
        if row.dismissal:
            shown.append((_("Dismissed"), row.get_dismissal_display()))
        if row.handled_by:
            shown.append((_("By"), row.handled_by))
        if row.reply:
            link = format_html('<a href="{}">{}</a>', change_url(row.reply), row.reply)
            shown.append((_("Filed as"), link))
        return shown

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        is_open = obj.state == MailState.WAITING and obj.kind not in MACHINES
        return {
            "title": obj.subject or NO_SUBJECT,
            "passages": passages(obj.text),
            "header": header_of(obj),
            "attachments": list(obj.attachments.all()),
            "filing": FilingForm(self, obj) if is_open and may(request, Right.EDIT) else None,
        }

    @admin.action(description=gettext_lazy("Dismiss the chosen"), permissions=["edit"])
    def dismiss_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return ask_then_run(self, request, rows, "dismiss_chosen", DISMISS)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        filing = wrap(partial(file_view, self))
        own = [
            path("<int:pk>/file/", filing, name="tracker_incomingmail_file"),
            path("<int:pk>/raw/", wrap(raw_view), name="tracker_incomingmail_raw"),
            path(
                "<int:pk>/attachments/<int:order>/",
                wrap(attachment_view),
                name="tracker_incomingmail_attachment",
            ),
        ]
        return own + super().get_urls()


def _moment(when: Any) -> str:
    return _("%(when)s UTC") % {"when": moment_words(when)}
