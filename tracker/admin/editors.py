"""Accounts and groups on the desk: everybody sees who may do what, administrators change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import PasswordChangeView
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.editors import (
    ADD_EDITORS,
    CHANGE_EDITORS,
    change_editor,
    change_own_password,
    make_editor,
    set_password,
)
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button, Tool
from tracker.admin.forms import DeskForm
from tracker.models import User
from tracker.rules.permissions import GROUPS


def group_of(user: User) -> str:
    """The one group of the desk that an account belongs to; empty for none."""
    return next((group.name for group in user.groups.all() if group.name in GROUPS), "")


class PasswordForm(forms.Form):
    """A new password, that the site's rules accept."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least twelve characters."),
    )

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])


class EditorForm(DeskForm):
    """An account with its group; a new one also gets a password."""

    group = forms.ChoiceField(
        label=gettext_lazy("Group"), choices=[("", "–"), *((name, name) for name in GROUPS)]
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least twelve characters."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "email" in self.fields:
            self.fields["email"].help_text = _("Reminders of what is late go there; not public.")
        if self.instance.pk:
            del self.fields["password"]
            self.initial["group"] = group_of(self.instance)
            if "group" in self.fields:
                self.fields["group"].required = False

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.instance)
        return str(self.cleaned_data["password"])


class EditorAdmin(DeskAdmin):
    form = EditorForm
    record = staticmethod(make_editor)
    change = staticmethod(change_editor)
    buttons = (
        Button(
            "password",
            gettext_lazy("Set a password…"),
            set_password,
            gettext_lazy("The password was set."),
            form=PasswordForm,
        ),
    )
    list_display = ("username", "first_name", "last_name", "group", "is_active")
    search_fields = ("username",)
    ordering = ("username",)
    sortable_by = ()
    readonly_fields = ("group",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(ADD_EDITORS))  # type: ignore[union-attr]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm(CHANGE_EDITORS))  # type: ignore[union-attr]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        groups = Prefetch("groups", Group.objects.order_by("name"))
        return super().get_queryset(request).prefetch_related(groups)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None or not self.has_change_permission(request, obj):
            return ()
        return ("username",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return [(None, {"fields": ("username", "email", "group", "password")})]
        # An address is for the letters of the site, and for whoever looks after the accounts.
        email = ("email",) if self.has_change_permission(request, obj) else ()
        shown = ("username", ("first_name", "last_name"), *email, "group", "is_active")
        return [(None, {"fields": shown})]

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        values = self.values(request, form)
        if change:
            return change_editor(obj, values, by=request.user)  # type: ignore[arg-type]
        return make_editor(
            values["username"],
            values["group"],
            password=values["password"],
            email=values["email"],
            by=request.user,  # type: ignore[arg-type]
        )

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        return super().tools(request, obj) if self.has_change_permission(request, obj) else []

    def group(self, user: User) -> str:
        return group_of(user) or _("none")

    group.short_description = gettext_lazy("group")  # type: ignore[attr-defined]


class GroupAdmin(DeskAdmin):
    """Read only: which groups there are is a part of the program."""

    form = DeskForm
    list_display = ("name",)
    fieldsets = ((None, {"fields": ("name", "rights")}),)
    readonly_fields = ("rights",)

    def rights(self, group: Group) -> str:
        return "\n".join(permission.name for permission in group.permissions.all())

    rights.short_description = gettext_lazy("rights")  # type: ignore[attr-defined]


class OwnPasswordForm(AdminPasswordChangeForm):
    """Django's, which asks for the old password; an action sets the new one."""

    def save(self, commit: bool = True) -> User:
        self.user = change_own_password(self.user, self.cleaned_data["new_password1"])
        return self.user


def own_password_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Changing one's own password, as on Django's page."""
    page = PasswordChangeView.as_view(
        form_class=OwnPasswordForm,
        success_url=reverse("admin:password_change_done"),
        extra_context=site.each_context(request),
    )
    return page(request)
