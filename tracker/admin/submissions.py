"""Submissions on the desk: offers and invitations, where each stands, and what to do next."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tracker.actions.releases import release_submission, release_submissions, void_submission
from tracker.actions.submissions import change_submission, record_submission
from tracker.admin.answer_links import answer_link_url
from tracker.admin.answers import answer_url
from tracker.admin.base import DeskAdmin, itself
from tracker.admin.batches import all_or_none, ask_then_run, chosen
from tracker.admin.buttons import Button, Tool
from tracker.admin.changelists import (
    AssignedFilter,
    ReleasedFilter,
    SignatoryFilter,
    StatementFilter,
)
from tracker.admin.erasures import erase_view
from tracker.admin.forms import RecordForm
from tracker.admin.letters import letter_facts
from tracker.admin.links import add_url, erase_url, public_url
from tracker.admin.notes import ASSIGN_BUTTONS, NoteInline
from tracker.admin.offers import HeldFilter, offer_facts
from tracker.admin.pages import may, shows_list
from tracker.admin.positions import PositionInline
from tracker.admin.releases import release_button
from tracker.admin.sources import SourceInline
from tracker.admin.standings import (
    AwaitingFilter,
    ContestedFilter,
    EscalatedFilter,
    LatenessFilter,
    OldCheckFilter,
    ReplyFilter,
    is_out,
    late_shown,
    named,
    queue_order,
    standing_facts,
    status_shown,
)
from tracker.admin.subjects import about_url
from tracker.admin.voids import void_button
from tracker.choices import Custody, ReplyKind
from tracker.models import Submission
from tracker.queries.incoming_mails import mails_to_file
from tracker.queries.search import submissions_named
from tracker.rules.permissions import Right
from tracker.rules.references import normalised_reference
from tracker.rules.releases import offer_is_negative

# A whole list that was imported can be released at once.
MOST_RELEASED = 5000
FIXED = ("revision", "signatory", "direction")
# Kinds of reply that a submission's page offers by a button of their own.
OFFERED_REPLIES = (
    (_("Record a reply"), "", ""),
    (_("publication"), _("Record a publication"), ReplyKind.PUBLICATION),
    (_("listing"), _("Record a listing"), ReplyKind.LISTING),
    (_("dispute"), _("Record a dispute"), ReplyKind.DISPUTE),
    (_("withdrawal"), _("Record a withdrawal"), ReplyKind.WITHDRAWAL),
)


def is_negative(submission: Submission) -> bool:
    return offer_is_negative(submission.statement.custody, submission.direction, submission.status)


class SubmissionForm(RecordForm):
    """Name and kind as signed may be left empty: they are then the signatory's own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("signed_name", "signed_kind"):
            if name in self.fields and not self.instance.pk:
                self.fields[name].required = False
                self.fields[name].help_text = _("Empty: the signatory's own.")


class SubmissionAdmin(DeskAdmin):
    form = SubmissionForm
    record = staticmethod(record_submission)
    change = staticmethod(change_submission)
    whose_facts = staticmethod(itself)
    buttons = (
        release_button(release_submission, is_negative),
        void_button(void_submission),
        *ASSIGN_BUTTONS,
    )
    actions = (
        "answer_chosen",
        "link_chosen",
        "reply_to_chosen",
        "check_chosen",
        "release_chosen",
        "assign_chosen",
        "void_chosen",
    )
    list_display = ("named", "statement", "status_shown", "late_shown", "offered", "is_out")
    list_filter = (
        StatementFilter,
        "status",
        AwaitingFilter,
        LatenessFilter,
        EscalatedFilter,
        OldCheckFilter,
        ReleasedFilter,
        ContestedFilter,
        HeldFilter,
        AssignedFilter,
        SignatoryFilter,
        ReplyFilter,
    )
    list_select_related = ("statement",)
    search_fields = ("folded",)
    search_help_text = _("A reference, or any part of a name; accents and case do not matter.")
    sortable_by = ()
    ordering = ("-pk",)
    autocomplete_fields = ("revision", "signatory")
    fieldsets = (
        (None, {"fields": (("revision", "signatory"), "direction")}),
        (
            _("How and when"),
            {"fields": (("offered", "offered_words"), "channel", "message")},
        ),
        (
            _("As signed"),
            {
                "fields": (
                    ("signed_name", "signed_kind"),
                    ("signed_country", "signed_country_words"),
                    ("representative", "capacity"),
                    "visibility",
                    "kept_details",
                )
            },
        ),
    )

    named = staticmethod(named)
    is_out = staticmethod(is_out)
    status_shown = staticmethod(status_shown)
    late_shown = staticmethod(late_shown)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        rows = super().get_queryset(request)
        if shows_list(request):
            return rows  # the list itself joins what it shows, and no more
        return rows.select_related(
            "statement", "revision__statement", "signatory", "recorded_by", "released_by",
            "assigned_to",
        )  # fmt: skip

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return queue_order(request.GET.dict()) or self.ordering

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = [] if obj is None else [*FIXED, *self.fixed_fields(request, obj)]
        return ["kept_details", *fixed]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [*([PositionInline] if obj else []), SourceInline, NoteInline]

    def found(self, rows: QuerySet[Any], folded: str) -> QuerySet[Any]:
        return submissions_named(rows, folded)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A reference finds its one submission; anything else is a part of a name."""
        exact = queryset.filter(reference=normalised_reference(search_term))
        if "-" in search_term and exact.exists():
            return exact, False
        return super().get_search_results(request, queryset, search_term)

    def kept_details(self, submission: Submission) -> str:
        rows = (submission.signed_details or {}).items()
        return "\n".join(f"{name}: {', '.join(values)}" for name, values in rows) or "–"

    kept_details.short_description = _("columns kept from a list")  # type: ignore[attr-defined]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        prefetch_related_objects([row], "replies", "checks")
        standing = standing_facts(row, localdate())
        return [*standing, *offer_facts(row), *letter_facts(row), *super().facts(row)]

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        links = [Tool(_("As everybody reads it"), public_url(obj))]
        if self.has_change_permission(request, obj) and obj.voided_at is None:
            if obj.statement.custody == Custody.HOSTED:
                links.append(Tool(_("Answer"), answer_url([obj])))
            links += _recordings(obj)
            links.append(Tool(_("personal link to answer"), answer_link_url([obj])))
        if may(request, Right.RELEASE):
            links.append(Tool(_("Erase…"), erase_url(obj)))
        return [link for link in links if link.url] + super().tools(request, obj)

    def get_urls(self) -> list[URLPattern]:
        erase = self.admin_site.admin_view(partial(erase_view, self))
        own = path("<int:pk>/erase/", erase, name="tracker_submission_erase")
        return [own, *super().get_urls()]

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            "replies": obj.replies.all(),
            "checks": obj.checks.all(),
            "mails": mails_to_file().filter(submissions=obj),
        }

    # --- On several rows --------------------------------------------------------------------------

    @admin.action(description=_("Answer the chosen…"), permissions=["edit"])
    def answer_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        found = chosen(request, rows)
        return HttpResponseRedirect(answer_url(found)) if found else None

    @admin.action(description=_("Make a personal link to answer the chosen…"), permissions=["edit"])
    def link_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        found = chosen(request, rows)
        return HttpResponseRedirect(answer_link_url(found)) if found else None

    @admin.action(description=_("Record one reply to the chosen"), permissions=["edit"])
    def reply_to_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return _begin("reply", chosen(request, rows))

    @admin.action(description=_("Record a check that found nothing"), permissions=["edit"])
    def check_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return _begin("check", chosen(request, rows))

    @admin.action(description=_("Release the chosen"), permissions=["release"])
    def release_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        found = chosen(request, rows, MOST_RELEASED)
        if found:
            run = lambda: release_submissions(found, by=request.user)  # noqa: E731
            all_or_none(request, run, _("Released."))

    @admin.action(description=_("Assign the chosen…"), permissions=["edit"])
    def assign_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return ask_then_run(self, request, rows, "assign_chosen", _named("assign"))

    @admin.action(description=_("Void the chosen…"), permissions=["release"])
    def void_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return ask_then_run(self, request, rows, "void_chosen", _named("void"))


def _recordings(submission: Submission) -> list[Tool]:
    """Links to the pages that record what happened to this submission."""
    links = []
    for label, spoken, kind in OFFERED_REPLIES:
        initial = {"submissions": submission.pk} | ({"kind": kind} if kind else {})
        links.append(Tool(label, add_url("reply", **initial), spoken=spoken))
    check = add_url("check", submissions=submission.pk)
    return [
        *links,
        Tool(_("check"), check, spoken=_("Record a check that found nothing")),
        Tool(_("correction"), about_url("correction", submission), spoken=_("Record a correction")),
        Tool(_("Add a file as source"), about_url("source", submission)),
    ]


def _begin(model: str, submissions: list[Submission]) -> HttpResponse | None:
    """Go to the page where one message or check for all of these is recorded."""
    if not submissions:
        return None
    numbers = ",".join(str(one.pk) for one in submissions)
    return HttpResponseRedirect(add_url(model, submissions=numbers))


def _named(name: str) -> Button:
    return next(button for button in SubmissionAdmin.buttons if button.name == name)
