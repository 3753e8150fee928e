"""The desk as one site: who may enter, its work queue, and what happens when somebody may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.answer_links import LinkAdmin, answer_link_view
from tracker.admin.answers import answer_view
from tracker.admin.api_tokens import ApiTokenAdmin
from tracker.admin.base import DeskAdmin
from tracker.admin.calendars import calendar_view
from tracker.admin.checks import CheckAdmin
from tracker.admin.circulars import CircularAdmin
from tracker.admin.corrections import CorrectionAdmin
from tracker.admin.duplicates import DuplicateAdmin
from tracker.admin.editors import EditorAdmin, GroupAdmin, own_password_view
from tracker.admin.erasures import ErasureAdmin
from tracker.admin.events import EventAdmin
from tracker.admin.imports import import_view
from tracker.admin.incoming_mails import IncomingMailAdmin
from tracker.admin.languages import in_own_language, language_view
from tracker.admin.letter_templates import LetterTemplateAdmin
from tracker.admin.letters import LetterAdmin
from tracker.admin.links import subject_url
from tracker.admin.list_imports import ListImportAdmin
from tracker.admin.memberships import MembershipAdmin
from tracker.admin.nav import desk_nav
from tracker.admin.pages import may
from tracker.admin.queue import log_stands_since, offers_wait_since, work_queue
from tracker.admin.replies import ReplyAdmin
from tracker.admin.revisions import RevisionAdmin
from tracker.admin.sender_rules import SenderRuleAdmin
from tracker.admin.signatories import SignatoryAdmin
from tracker.admin.sources import SourceAdmin
from tracker.admin.statements import StatementAdmin
from tracker.admin.submissions import SubmissionAdmin
from tracker.admin.texts import read_text_view
from tracker.admin.translations import TranslationAdmin, stale_translations_view
from tracker.admin.webhook_deliveries import DeliveryAdmin
from tracker.admin.webhooks import WebhookAdmin
from tracker.models import (
    ApiToken,
    Check,
    Circular,
    Correction,
    Delivery,
    Duplicate,
    Erasure,
    Event,
    IncomingMail,
    Letter,
    LetterTemplate,
    Link,
    ListImport,
    Membership,
    Reply,
    Revision,
    SenderRule,
    Signatory,
    Source,
    Statement,
    Submission,
    Translation,
    User,
    Webhook,
)
from tracker.models.users import reads_desk
from tracker.queries.desk import latest_events
from tracker.queries.waiting_offers import given_up
from tracker.rules.permissions import Right

View = Callable[..., HttpResponse]

PAGES: dict[type[Model], type[DeskAdmin]] = {
    ApiToken: ApiTokenAdmin,
    Check: CheckAdmin,
    Circular: CircularAdmin,
    Correction: CorrectionAdmin,
    Delivery: DeliveryAdmin,
    Duplicate: DuplicateAdmin,
    Erasure: ErasureAdmin,
    Event: EventAdmin,
    Group: GroupAdmin,
    IncomingMail: IncomingMailAdmin,
    Letter: LetterAdmin,
    LetterTemplate: LetterTemplateAdmin,
    Link: LinkAdmin,
    ListImport: ListImportAdmin,
    Membership: MembershipAdmin,
    Reply: ReplyAdmin,
    Revision: RevisionAdmin,
    SenderRule: SenderRuleAdmin,
    Signatory: SignatoryAdmin,
    Source: SourceAdmin,
    Statement: StatementAdmin,
    Submission: SubmissionAdmin,
    Translation: TranslationAdmin,
    User: EditorAdmin,
    Webhook: WebhookAdmin,
}


class DeskSignIn(AdminAuthenticationForm):
    """Signing in asks for the right to read the desk; Django's “staff” flag decides nothing."""

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        if not reads_desk(user):
            raise ValidationError(
                self.error_messages["invalid_login"],
                code="invalid_login",
                params={"username": self.username_field.verbose_name},
            )


class DescribedRows(AutocompleteJsonView):
    """Find-as-you-type answers that tell rows of a like name apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        return found | {"text": self.model_admin.described(obj)}


class DeskSite(admin.AdminSite):
    """The editors' desk, at /admin/."""

    site_header = gettext_lazy("The desk")
    site_title = settings.SITE_NAME
    index_title = gettext_lazy("What waits")
    index_template = "desk/index.html"
    login_form = DeskSignIn
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        for model, page in PAGES.items():
            super().register(model, page)

    def register(self, *args: Any, **options: Any) -> None:
        """Nothing: what other apps would register here writes past the actions."""

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return in_own_language(super().login(request, extra_context), request.user)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's, with the masthead; its own log is never read, since nothing writes there."""
        context = {**super().each_context(request), "log_entries": None, "desk_nav": []}
        if self.has_permission(request):
            context["desk_nav"] = desk_nav(request.path, may_write=may(request, Right.EDIT))
        return context

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Nothing but for the page of an app: Django asks on every page, and ours show no list."""
        return super().get_app_list(request, app_label) if app_label else []

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The work queue and the latest events."""
        user: Any = request.user
        queue = {
            "blocks": work_queue(user, localdate()),
            "log_stands": log_stands_since(now()),
            "offers_wait": offers_wait_since(now()),
            "given_up": given_up(),
            "latest": [{"event": one, "url": subject_url(one)} for one in latest_events()],
        }
        return super().index(request, queue | (extra_context or {}))

    def has_permission(self, request: HttpRequest) -> bool:
        return reads_desk(request.user)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return own_password_view(self, request)

    def get_urls(self) -> list[Any]:
        read = self.admin_view(partial(read_text_view, self))
        take = self.admin_view(partial(import_view, self))
        answer = self.admin_view(partial(answer_view, self))
        own = [path("read/", read, name="read_text"), path("import/", take, name="import_list")]
        link = self.admin_view(partial(answer_link_view, self))
        own.append(path("answer/", answer, name="answer"))
        calendar = self.admin_view(partial(calendar_view, self))
        own.append(path("calendar/", calendar, name="calendar"))
        own.append(path("answer-link/", link, name="answer_link"))
        stale = self.admin_view(partial(stale_translations_view, self))
        own.append(path("stale-translations/", stale, name="stale_translations"))
        own.append(path("language/", self.admin_view(language_view), name="language"))
        return own + super().get_urls()

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return DescribedRows.as_view(admin_site=self)(request)

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
