"""Tokens of the API on the desk: made and shown once, listed with their last use, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.api_tokens import make_api_token, revoke_api_token
from tracker.actions.editors import CHANGE_EDITORS
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button
from tracker.admin.forms import DeskForm
from tracker.admin.links import list_url
from tracker.choices import Scope
from tracker.models import ApiToken

LASTS = timedelta(days=90)


def _scopes() -> list[tuple[str, str]]:
    """In the language of whoever asks."""
    return [(scope.value, f"{scope.label} ({scope.value})") for scope in Scope]


class ApiTokenForm(DeskForm):
    """What a token is for and how long it lasts; its account is for administrators to choose."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"),
        choices=_scopes,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Never more than the account itself may. Choose no more than it needs."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "expires_on" in self.fields:
            self.initial.setdefault("expires_on", localdate() + LASTS)


class ApiTokenAdmin(DeskAdmin):
    """A token is made and revoked; nothing of it is changed."""

    form = ApiTokenForm
    record = staticmethod(make_api_token)
    buttons = (
        Button(
            "revoke",
            gettext_lazy("Revoke it…"),
            revoke_api_token,
            gettext_lazy("Revoked. Nothing is taken with it any more."),
            shows=lambda token: token.revoked_at is None,
            warning=gettext_lazy("What was recorded through it stays."),
        ),
    )
    list_display = ("__str__", "user", "shown_scopes", "state", "expires_on", "last_used")
    list_select_related = ("user",)
    ordering = ("-pk",)
    sortable_by = ()
    readonly_fields = ("shown_scopes", "state", "last_used")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            # Whoever may only use the own account is not asked for one.
            user = ("user",) if request.user.has_perm(CHANGE_EDITORS) else ()
            return [(None, {"fields": ("name", "scopes", *user, "expires_on")})]
        shown = ("name", "ending", "shown_scopes", "user", "made_by", "made_at")
        return [(None, {"fields": (*shown, "expires_on", "last_used", "revoked_at", "state")})]

    def values(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        return {"user": request.user} | super().values(request, form)

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        made = make_api_token(self.values(request, form), by=request.user)
        request.made_secret = made.secret
        return made.token

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """One way to save: after that the secret is shown, whatever was pressed."""
        page = super().render_change_form(request, context, *args, **options)
        page.context_data |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return page

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The secret, this once: it is kept nowhere, and by no browser."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("The token is made"),
            "token": obj,
            "secret": request.made_secret,
            "back": list_url("apitoken"),
        }
        response = TemplateResponse(request, "desk/api_token.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def shown_scopes(self, token: ApiToken) -> str:
        return ", ".join(token.scopes)

    shown_scopes.short_description = gettext_lazy("for")

    def last_used(self, token: ApiToken) -> str:
        return date_format(token.used_on) if token.used_on else _("never")

    last_used.short_description = gettext_lazy("last used")

    def state(self, token: ApiToken) -> str:
        if token.revoked_at is not None:
            return _("revoked")
        if token.has_expired(localdate()):
            return _("expired")
        return _("in force") if token.user.is_active else _("its account is closed")

    state.short_description = gettext_lazy("state")
