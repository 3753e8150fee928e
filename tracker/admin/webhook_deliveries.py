"""The log of deliveries to webhooks: what was sent, what came of it, and sending it once more."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.webhooks import repeat_delivery
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button
from tracker.admin.changelists import RowFilter
from tracker.admin.forms import DeskForm
from tracker.admin.links import change_url
from tracker.choices import DeliveryState, WebhookState
from tracker.models import Delivery, Webhook
from tracker.rules.date_words import second_words
from tracker.rules.permissions import Right

REPEAT = Button(
    "repeat",
    gettext_lazy("Send it again…"),
    repeat_delivery,
    gettext_lazy("It waits to be sent."),
    right=Right.RELEASE,
    shows=lambda row: not row.is_open and row.webhook.state == WebhookState.ACTIVE,
    warning=gettext_lazy(
        "It bears the same webhook-id: a receiver that has taken it already passes over it. "
        "What is not public any more is not sent."
    ),
)


class WebhookFilter(RowFilter):
    title = gettext_lazy("webhook")
    parameter_name = "webhook"
    model = Webhook


class DeliveryAdmin(DeskAdmin):
    """Deliveries are made and settled by the worker; the desk reads them and repeats them."""

    form = DeskForm
    buttons = (REPEAT,)
    list_display = ("named", "to", "state", "said", "tries", "asked", "next_try")
    list_filter = ("state", WebhookFilter)
    list_select_related = ("webhook", "event")
    ordering = ("-pk",)
    sortable_by = ()
    fieldsets = ((None, {"fields": ()}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("webhook", "event")

    def named(self, delivery: Delivery) -> str:
        return _named(delivery)

    named.short_description = gettext_lazy("event")  # type: ignore[attr-defined]

    def to(self, delivery: Delivery) -> str:
        return format_html('<a href="{}">{}</a>', change_url(delivery.webhook), delivery.webhook)

    to.short_description = gettext_lazy("webhook")  # type: ignore[attr-defined]

    def asked(self, delivery: Delivery) -> str:
        return _at(delivery.asked_at)

    asked.short_description = gettext_lazy("asked for")  # type: ignore[attr-defined]

    def said(self, delivery: Delivery) -> str:
        return _said(delivery)

    said.short_description = gettext_lazy("what came of it")  # type: ignore[attr-defined]

    def next_try(self, delivery: Delivery) -> str:
        is_waiting = delivery.state == DeliveryState.WAITING
        return _at(delivery.next_at) if is_waiting else "–"

    next_try.short_description = gettext_lazy("next try")  # type: ignore[attr-defined]

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {"title": _named(obj)}

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        shown = [
            (_("State"), row.get_state_display()),
            (_("Webhook"), self.to(row)),
            (_("Event"), _linked(row)),
            (_("webhook-id"), row.message_id),
            (_("Asked for"), _at(row.asked_at)),
            (_("Tries"), row.tries),
            (_("What came of it"), _said(row)),
        ]
        if row.milliseconds:
            shown.append((_("The last try took"), _("%(ms)s ms") % {"ms": row.milliseconds}))
        if row.settled_at:
            shown.append((_("Since"), _at(row.settled_at)))
        if row.state == DeliveryState.WAITING:
            shown.append((_("Next try"), self.next_try(row)))
        return shown


def _named(delivery: Delivery) -> str:
    """What it tells of, and the number of that event, by which it is told from others."""
    event = delivery.event
    if event is None:
        return _("A test")
    told = {"what": event.get_kind_display(), "number": event.pk}
    return _("%(what)s (event %(number)s)") % told


def _linked(delivery: Delivery) -> str:
    if delivery.event is None:
        return _named(delivery)
    return format_html('<a href="{}">{}</a>', change_url(delivery.event), _named(delivery))


def _said(delivery: Delivery) -> str:
    """The status that was answered, what was wrong, and what programs say of it."""
    told = [str(delivery.code or ""), str(delivery.get_problem_display() or "")]
    if delivery.detail:
        told.append(f"({delivery.detail})")
    return " ".join(one for one in told if one) or "–"


def _at(when: Any) -> str:
    return _("%(when)s UTC") % {"when": second_words(when)}
