"""The desk as one site: who may enter, its work queue, and what happens when somebody may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.links import subject_url
from tracker.admin.nav import desk_nav
from tracker.admin.queue import work_queue
from tracker.models.users import reads_desk
from tracker.queries.desk import latest_events

View = Callable[..., HttpResponse]


class DeskSignIn(AdminAuthenticationForm):
    """Signing in asks for the right to read the desk; Django's “staff” flag decides nothing."""

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        if not reads_desk(user):
            raise ValidationError(
                self.error_messages["invalid_login"],
                code="invalid_login",
                params={"username": self.username_field.verbose_name},
            )


class DeskSite(admin.AdminSite):
    """The editors' desk, at /admin/."""

    site_header = gettext_lazy("The desk")
    site_title = settings.SITE_NAME
    index_title = gettext_lazy("What waits")
    index_template = "desk/index.html"
    login_form = DeskSignIn
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        entries = desk_nav(request.path) if self.has_permission(request) else []
        return {**super().each_context(request), "desk_nav": entries}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The work queue and the latest events."""
        user: Any = request.user
        queue = {
            "blocks": work_queue(user, localdate()),
            "latest": [{"event": one, "url": subject_url(one)} for one in latest_events()],
        }
        return super().index(request, queue | (extra_context or {}))

    def has_permission(self, request: HttpRequest) -> bool:
        return reads_desk(request.user)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        return super().admin_view(self._explaining(view), cacheable)

    def _explaining(self, view: View) -> View:
        """The view, answering with a page that says what is missing when somebody may not."""

        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as error:
                context = {
                    **self.each_context(request),
                    "title": _("You may not do this"),
                    "told": str(error) or _("Your account may read here, but not change anything."),
                }
                return TemplateResponse(request, "desk/denied.html", context, status=403)

        return inner
