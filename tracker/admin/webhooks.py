"""Webhooks on the desk: whom this site tells of events, their secrets, and how it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.webhooks import (
    change_webhook,
    end_webhook,
    pause_webhook,
    record_webhook,
    renew_webhook_secret,
    resume_webhook,
    secret_told,
    try_webhook,
)
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button, Tool
from tracker.admin.changelists import ChoiceFilter
from tracker.admin.forms import RecordForm
from tracker.admin.links import change_url, list_url
from tracker.admin.pages import may
from tracker.choices import WebhookState
from tracker.models import Webhook
from tracker.rules.date_words import moment_words
from tracker.rules.event_words import GROUPS
from tracker.rules.permissions import Right

TEST = Button(
    "test",
    gettext_lazy("Send a test event"),
    try_webhook,
    gettext_lazy("The worker sends it now. The log of deliveries shows what comes of it."),
    right=Right.RELEASE,
    shows=lambda webhook: webhook.state == WebhookState.ACTIVE,
    is_main=True,
)
PAUSE = Button(
    "pause",
    gettext_lazy("Pause it…"),
    pause_webhook,
    gettext_lazy("Paused: nothing is sent there."),
    right=Right.RELEASE,
    shows=lambda webhook: webhook.state == WebhookState.ACTIVE,
    warning=gettext_lazy(
        "What waits already is sent once it is resumed. What happens meanwhile is not kept for it: "
        "its receiver can read it in the list of events."
    ),
)
RESUME = Button(
    "resume",
    gettext_lazy("Resume"),
    resume_webhook,
    gettext_lazy("It is told of events again."),
    right=Right.RELEASE,
    shows=lambda webhook: webhook.state == WebhookState.PAUSED,
    is_main=True,
)
END = Button(
    "end",
    gettext_lazy("End it…"),
    end_webhook,
    gettext_lazy("Ended: nothing is sent there any more."),
    right=Right.RELEASE,
    shows=lambda webhook: webhook.state != WebhookState.ENDED,
    warning=gettext_lazy("An ended webhook cannot be taken up again. It stays here to be read."),
)


class CourseFilter(ChoiceFilter):
    """Those that somebody should look at."""

    title = gettext_lazy("how it goes")
    parameter_name = "course"
    options = (("failing", gettext_lazy("Fails; events are given up")),)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows & Webhook.objects.failing()


class WebhookForm(RecordForm):
    """Which events are told, by the same names as in the list of events."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Only these events"),
        choices=[(name, label) for name, (label, _kinds) in GROUPS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None chosen: all public events."),
    )


class WebhookAdmin(DeskAdmin):
    """Who is told speaks for the site: it takes the right to release."""

    form = WebhookForm
    record = staticmethod(record_webhook)
    change = staticmethod(change_webhook)
    buttons = (TEST, RESUME, PAUSE, END)
    list_display = ("name", "state", "course", "tried_at", "delivered_at")
    list_filter = ("state", CourseFilter)
    autocomplete_fields = ("statement",)
    ordering = ("-pk",)
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request, Right.RELEASE)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_over = isinstance(obj, Webhook) and obj.state == WebhookState.ENDED
        return may(request, Right.RELEASE) and not is_over

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        fields = ["name", "url", "statement", "groups", *self.version_fields(request, obj)]
        return [(None, {"fields": fields})]

    def course(self, webhook: Webhook) -> str:
        return _course(webhook)

    course.short_description = gettext_lazy("how it goes")  # type: ignore[attr-defined]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        return [
            *super().facts(row),
            (_("State"), row.get_state_display()),
            (_("How it goes"), _course(row)),
            (_("Last delivered"), _at(row.delivered_at) if row.delivered_at else _("never")),
            (_("Secret made"), _at(row.secret_made_at)),
        ]

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        links = [Tool(_("Log of deliveries"), list_url("delivery", webhook=obj.pk))]
        if self.has_change_permission(request, obj):
            links.append(Tool(_("Another secret…"), _secret_url(obj)))
        return [*links, *super().tools(request, obj)]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.secret_view)
        own = path("<int:object_id>/secret/", view, name="tracker_webhook_secret")
        return [own, *super().get_urls()]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The page that shows the secret, this once, in place of a redirect."""
        return self._shown(request, obj)

    def secret_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask whether to make another secret, make it, and show it this once."""
        webhook = self.get_object(request, str(object_id))
        if webhook is None:
            raise Http404
        if not self.has_change_permission(request, webhook):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, webhook)
        try:
            return self._shown(request, renew_webhook_secret(webhook, by=request.user))
        except ValidationError as error:
            return self._page(request, webhook, refusal=" ".join(error.messages))

    def _shown(self, request: HttpRequest, webhook: Webhook) -> HttpResponse:
        return self._page(request, webhook, secret=secret_told(webhook))

    def _page(self, request: HttpRequest, webhook: Webhook, **told: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("The secret of a webhook"),
            "opts": self.opts,
            "original": webhook,
            "back": change_url(webhook),
            **told,
        }
        response = TemplateResponse(request, "desk/webhook_secret.html", context)
        response["Cache-Control"] = "private, no-store"
        return response


def _course(webhook: Webhook) -> str:
    """Whether its receiver takes what is sent."""
    if webhook.state == WebhookState.ENDED:
        return "–"
    if webhook.given_up_at is not None:
        return _("Fails; events are given up since %(when)s") % {"when": _at(webhook.given_up_at)}
    if webhook.failures:
        return _("Fails; tried again from %(when)s on") % {"when": _at(webhook.rests_until)}
    return _("Well") if webhook.delivered_at else _("Nothing was sent yet")


def _secret_url(webhook: Webhook) -> str:
    return reverse("admin:tracker_webhook_secret", args=[webhook.pk])


def _at(when: Any) -> str:
    return _("%(when)s UTC") % {"when": moment_words(when)}
