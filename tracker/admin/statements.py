"""Statements on the desk: their facts, their way to publication, and what hangs on them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tracker.actions.statements import (
    change_statement,
    publish_statement,
    record_statement,
    retire_statement,
    return_statement,
    submit_statement,
)
from tracker.admin.base import DeskAdmin, itself
from tracker.admin.buttons import Button, Tool
from tracker.admin.changelists import AssignedFilter
from tracker.admin.forms import RecordForm
from tracker.admin.links import add_url, list_url, public_url
from tracker.admin.notes import ASSIGN_BUTTONS, NoteInline
from tracker.admin.pages import asked_once
from tracker.admin.revisions import RevisionInline
from tracker.admin.sources import SourceInline
from tracker.admin.subjects import about_url
from tracker.choices import RetireReason, Stage
from tracker.models import Statement
from tracker.rules.names import name_slug
from tracker.rules.permissions import Right

PROMISES = ("acknowledge_days", "decide_days", "policy", "custody")


def in_stage(*stages: Stage) -> Any:
    return lambda statement: statement.stage in stages


class RetireForm(forms.Form):
    """Why a statement leaves the public."""

    reason = forms.ChoiceField(label=_("Reason"), choices=RetireReason.choices)


STAGE_BUTTONS = (
    Button(
        "submit",
        _("Send to review"),
        submit_statement,
        _("Sent to review. Somebody who may publish sees it on the desk."),
        shows=in_stage(Stage.DRAFT),
        is_main=True,
    ),
    Button(
        "return",
        _("Return to draft"),
        return_statement,
        _("Returned to draft."),
        shows=in_stage(Stage.REVIEW),
    ),
    Button(
        "publish",
        _("Publish…"),
        publish_statement,
        _("Published. Everybody can read it now."),
        right=Right.RELEASE,
        shows=in_stage(Stage.REVIEW, Stage.RETIRED),
        is_main=True,
        warning=_(
            "The statement, its wordings, sources and everything released about it become public. "
            "Its wordings can no longer be changed, only followed by new ones."
        ),
    ),
    Button(
        "retire",
        _("Retire…"),
        retire_statement,
        _("Retired. It is no longer public; nothing was removed from the desk."),
        right=Right.RELEASE,
        shows=in_stage(Stage.PUBLISHED),
        form=RetireForm,
        warning=_(
            "The statement and everything that hangs on it disappear from the public pages: its "
            "submissions, replies and sources too. It can be published again. The public list of "
            "what was taken out tells the day and the reason, not the title."
        ),
    ),
)


class StatementForm(RecordForm):
    """The address may be left empty: it is then made from the title."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Part of the public address. Empty: made from the title."
            )

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or name_slug(self.cleaned_data.get("title", ""))


class StatementAdmin(DeskAdmin):
    form = StatementForm
    record = staticmethod(record_statement)
    change = staticmethod(change_statement)
    whose_facts = staticmethod(itself)
    buttons = (*STAGE_BUTTONS, *ASSIGN_BUTTONS)
    inlines = (RevisionInline, SourceInline, NoteInline)
    list_display = ("title", "stage_shown", "kind", "issuer", "issued", "custody", "assigned_to")
    list_filter = ("stage", "kind", "custody", "openness", AssignedFilter)
    list_select_related = ("issuer", "assigned_to")
    search_fields = ("folded",)
    search_help_text = _("Any part of the title; accents and case do not matter.")
    sortable_by = ()
    ordering = ("-pk",)
    autocomplete_fields = ("issuer",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (
            _("The text"),
            {
                "fields": (
                    "title",
                    "slug",
                    ("kind", "issuer"),
                    ("issued", "issued_words"),
                    "place",
                    "url",
                )
            },
        ),
        (
            _("Signing"),
            {"fields": ("openness", "openness_words", ("opens_on", "closes_on"))},
        ),
        (
            _("Promises: fixed once somebody has offered to sign"),
            {"fields": (("acknowledge_days", "decide_days"), ("policy", "custody"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        rows = super().get_queryset(request)
        return rows.select_related("issuer", "assigned_to", "recorded_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        is_signed = obj is not None and asked_once(obj, "is_signed", obj.submissions.exists)
        return PROMISES if is_signed else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.prepopulated_fields if obj is None else {}

    def stage_shown(self, statement: Statement) -> str:
        return format_html(
            '<span class="stage stage-{}">{}</span>', statement.stage, statement.get_stage_display()
        )

    stage_shown.short_description = _("stage")  # type: ignore[attr-defined]

    def facts(self, statement: Any) -> list[tuple[Any, Any]]:
        return [(_("Stage"), self.stage_shown(statement)), *super().facts(statement)]

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        links = [
            Tool(_("Submissions"), list_url("submission", statement=obj.pk)),
            Tool(_("Letters to signatories"), list_url("circular", statement=obj.pk)),
            Tool(_("As everybody reads it"), public_url(obj)),
        ]
        if self.has_change_permission(request, obj):
            newest = obj.revisions.order_by("-number").values_list("pk", flat=True).first()
            links += [
                Tool(_("Add a revision"), add_url("revision", statement=obj.pk)),
                Tool(_("Record a submission"), _submission_url(newest)),
                Tool(_("Add a file as source"), about_url("source", obj)),
                Tool(_("Write to the signatories"), add_url("circular", statement=obj.pk)),
            ]
        return [link for link in links if link.url] + super().tools(request, obj)


def _submission_url(revision: int | None) -> str:
    return add_url("submission", revision=revision) if revision else ""
