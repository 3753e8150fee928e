"""Wordings on the desk: their text and clauses, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.revisions import add_revision, change_revision, clause_texts
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Tool
from tracker.admin.clauses import ClauseInline, clause_values, starting_point
from tracker.admin.forms import RecordForm, values_of
from tracker.admin.links import add_url, change_url
from tracker.admin.pages import asked_once, refusing
from tracker.admin.rows import DeskInline
from tracker.admin.translations import TranslationInline
from tracker.choices import Stage
from tracker.models import Revision
from tracker.rules.differences import Change, difference

TYPED = ("language", "text", "closing", "is_summary", "source_url", "change_note")


class RevisionInline(DeskInline):
    """The wordings of a statement, newest first; each has a page of its own."""

    model = Revision
    template = "desk/parts/table.html"
    fields = ("number", "language", "is_summary", "change_note", "recorded_by", "recorded_at")
    readonly_fields = fields
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        rows: Any = super().get_queryset(request).select_related("statement", "recorded_by")
        return rows.defer("text", "closing")


class RevisionForm(RecordForm):
    """A wording has room to be read while it is typed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "text" in self.fields:
            self.fields["text"].widget.attrs["rows"] = 16


class RevisionAdmin(DeskAdmin):
    form = RevisionForm
    record = staticmethod(add_revision)
    change = staticmethod(change_revision)
    list_display = ("__str__", "language", "is_summary", "change_note", "recorded_by")
    list_select_related = ("statement", "recorded_by")
    search_fields = ("statement__folded",)
    search_help_text = gettext_lazy("Any part of the statement's title.")
    ordering = ("-pk",)
    sortable_by = ()
    autocomplete_fields = ("statement",)
    fieldsets = (
        (None, {"fields": (("statement", "language"), "text")}),
        (
            gettext_lazy("Around the clauses"),
            {"fields": ("closing", "is_summary", "source_url", "change_note")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("statement", "recorded_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("statement",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What only opens for reading is shown below as one wording, not in fields."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        shown = [("statement", "language"), ("is_summary", "source_url"), "change_note"]
        return [(None, {"fields": shown})]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        if obj is None:
            return [ClauseInline]
        can_change = self.has_change_permission(request, obj)
        return [ClauseInline, TranslationInline] if can_change else [TranslationInline]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A fixed wording opens for reading; what is posted all the same the action refuses."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.method == "POST" or not _why_fixed(obj))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        start = starting_point(request)
        if start is None:
            return initial
        return initial | {name: getattr(start, name) for name in TYPED if name != "change_note"}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, ClauseInline) and request.method != "POST":
            options["initial"] = inline.shown(request, obj if obj.pk else None)
        return options

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: text and clauses are one wording, written together in save_related."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool
    ) -> None:
        values = values_of(form)
        with refusing(form, at=None):
            clauses = clause_values(formsets[0])
            if change:
                row = self._changed(request, form, values, clauses)
            else:
                row = add_revision(values.pop("statement"), values, clauses, by=request.user)
        form.instance.__dict__.update(row.__dict__)

    def _changed(self, request: HttpRequest, form: Any, values: Any, clauses: Any) -> Any:
        """Change the wording, unless nothing differs."""
        revision = form.instance
        old = [(one.kind, one.number, one.text, one.parent) for one in clause_texts(revision)]
        new = [
            (one["kind"], one["number"], one["text"], "-".join(one["parent"] or ()))
            for one in clauses
        ]
        if old == new and not form.has_changed():
            return revision
        seen = form.cleaned_data["seen"]
        return change_revision(revision, values, clauses, by=request.user, seen=seen)

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        why = _why_fixed(row)
        return [*super().facts(row), *([(_("Fixed"), why)] if why else [])]

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        links = [Tool(_("Statement"), change_url(obj.statement))]
        if super().has_change_permission(request, obj):
            start = {"statement": obj.statement_id, "from": obj.pk}
            links += [
                Tool(_("New revision from this one"), add_url("revision", **start)),
                Tool(_("Record a submission"), add_url("submission", revision=obj.pk)),
                Tool(_("Add a translation"), add_url("translation", revision=obj.pk)),
            ]
        return links + super().tools(request, obj)

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        previous = obj.statement.revisions.filter(number__lt=obj.number).order_by("-number").first()
        return {
            "wording": _wording(obj),
            "previous": previous,
            "difference": _difference(previous, obj) if previous else [],
        }


def _why_fixed(revision: Model | None) -> str:
    """Why a wording stays as it is; asked once per row."""
    if not isinstance(revision, Revision):
        return ""
    return str(asked_once(revision, "why_fixed", lambda: _fixed_words(revision)))


def _fixed_words(revision: Revision) -> str:
    if revision.statement.stage in (Stage.PUBLISHED, Stage.RETIRED):
        return _("This wording has been public, so it stays as it is. Add a revision.")
    if revision.submissions.exists():
        return _("Somebody has offered to endorse this wording, so it stays. Add a revision.")
    return ""


def _wording(revision: Revision) -> str:
    """The whole wording as one text, as a person reads it."""
    clauses = "\n\n".join(f"{one.number}. {one.text}" for one in revision.clauses.all())
    parts = [revision.text, clauses, revision.closing]
    return "\n\n".join(part for part in parts if part)


def _difference(previous: Revision, revision: Revision) -> list[Change]:
    return difference(_wording(previous), _wording(revision))
