"""The one class behind every page of the desk: what Django's admin would write, an action does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.admin.buttons import Button, Tool, button_view, tools_of
from tracker.admin.changelists import CappedPaginator, DeskList, is_refused
from tracker.admin.conflicts import laid_over
from tracker.admin.forms import WHY, DeskForm, RecordForm, RowRefused, values_of, with_why
from tracker.admin.histories import history_page
from tracker.admin.pages import DeskPages, asked_once, is_stub, may, refusing
from tracker.models.records import Record, Releasable
from tracker.queries.lists import LONGEST_QUERY
from tracker.queries.publicity import was_public
from tracker.rules.date_words import moment_words
from tracker.rules.names import fold
from tracker.rules.permissions import Right
from tracker.rules.refusals import Conflict

Action = Callable[..., Any]


class DeskAdmin(DeskPages, ModelAdmin):
    """A page for each row of one model; subclasses name the actions that record and change it.

    `record(values, by=…)` and `change(row, values, by=…, seen=…)` return the row. Nothing is ever
    deleted: what was recorded is voided, retired or removed by an action with a name of its own.
    With `whose_facts`, which gives the row of the record whose readers know these facts, `change`
    also takes `why`.
    """

    record: ClassVar[Action | None] = None
    change: ClassVar[Action | None] = None
    whose_facts: ClassVar[Callable[..., Model] | None] = None
    buttons: ClassVar[Sequence[Button]] = ()
    form = RecordForm
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 50
    view_on_site = False
    save_on_top = False
    empty_value_display = _("not stated")

    # --- Who may ----------------------------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.record is not None and may(request, Right.EDIT)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.change is not None and not is_stub(obj) and may(request, Right.EDIT)

    def has_edit_permission(self, request: HttpRequest) -> bool:
        """What actions on a list ask for that record or change."""
        return may(request, Right.EDIT)

    def has_release_permission(self, request: HttpRequest) -> bool:
        """What actions on a list ask for that publish, decide or void."""
        return may(request, Right.RELEASE)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    # --- Finding ----------------------------------------------------------------------------------

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Rows whose folded names contain the folded term; none, and why, if it is no such term."""
        folded = fold(search_term[: LONGEST_QUERY + 1])
        if not folded or not self.get_search_fields(request):
            return queryset, False
        if is_refused(request, search_term, folded):
            return queryset.none(), False
        return self.found(queryset, folded), False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[DeskList]:
        return DeskList

    def action_checkbox(self, obj: Model) -> SafeString:
        """The HTML of Django's, without the templates of a widget: a quarter of a whole list."""
        label = format_html(gettext("Select this object for an action - {}"), str(obj))
        drawn = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(drawn, ACTION_CHECKBOX_NAME, obj.pk, label)

    def found(self, rows: QuerySet[Any], folded: str) -> QuerySet[Any]:
        return rows.filter(**{f"{self.search_fields[0]}__contains": folded})

    def described(self, row: Model) -> str:
        """How a row is told from others of a like name in find-as-you-type fields."""
        return str(row)

    # --- Writing ----------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The stock view, all or nothing; what was refused comes back on the form as typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RowRefused as refused:
            error = refused.error
            if isinstance(error, Conflict):
                data = request.POST.copy()
                error = laid_over(data, refused.form, error)
                request.POST = data  # type: ignore[assignment]
            request.desk_refusals = {refused.at: error}  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **options: Any
    ) -> type[DeskForm]:
        if self.asks_why(request, obj):
            options["form"] = with_why(self.form)
        form: type[DeskForm] = super().get_form(request, obj, change, **options)
        form.refusals = getattr(request, "desk_refusals", {})
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """The declared ones; the last carries the hidden version of a row that can be changed."""
        *others, (name, options) = super().get_fieldsets(request, obj)
        fields = [*options["fields"], *self.version_fields(request, obj)]
        return [*others, (name, {**options, "fields": fields}), *self.why_fields(request, obj)]

    def asks_why(self, request: HttpRequest, obj: Any) -> bool:
        """Whether somebody who may change it has this page of what everybody could read."""
        if obj is None or self.whose_facts is None or not self.has_change_permission(request, obj):
            return False
        return bool(asked_once(obj, "was_public", lambda: was_public(self.whose_facts(obj))))  # type: ignore[misc]

    def why_fields(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The part of the form for the public reason, where one is needed."""
        return [(_("Why"), {"fields": [WHY]})] if self.asks_why(request, obj) else []

    def fixed_fields(self, request: HttpRequest, obj: Any) -> list[str]:
        """All fields of what is void, and of what is public for those who may not release."""
        if not isinstance(obj, Releasable):
            return []
        is_void = obj.voided_at is not None
        if not is_void and (obj.released_at is None or may(request, Right.RELEASE)):
            return []
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [name for name in names if name not in ("seen", WHY)]

    def version_fields(self, request: HttpRequest, obj: Model | None) -> list[str]:
        has_version = issubclass(self.form, RecordForm)
        can_change = obj is not None and self.has_change_permission(request, obj)
        return ["seen"] if has_version and can_change else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Let the action write, and take over what it made of the row."""
        if change and not form.has_changed():
            return
        with refusing(form, at=None):
            row = self.carried_out(request, obj, form, change=change)
        obj.__dict__.update(row.__dict__)

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        """Call the action for a valid form; returns the row it wrote."""
        values = self.values(request, form)
        if not change:
            return self.record(values, by=request.user)  # type: ignore[misc]
        typed = {name: form.cleaned_data[name] for name in given_with(form)}
        return self.change(obj, values, by=request.user, **typed)  # type: ignore[misc]

    def values(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        """What the form says, as the action takes it."""
        return values_of(form)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool
    ) -> None:
        for formset in formsets:
            why = form.cleaned_data.get(WHY, "") if WHY in form.own_fields else ""
            formset.rows.carry_out(request, form.instance, formset, why)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        raise PermissionDenied

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        raise PermissionDenied

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        raise PermissionDenied

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[Any]:
        return []

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        """Nothing: the action's event is the log."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        """Nothing: the action's event is the log."""

    # --- Pages ------------------------------------------------------------------------------------

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        """What stands above the form and cannot be typed: label and value."""
        if not isinstance(row, Record):
            return []
        shown = [(_("Recorded"), _told(row.recorded_at, row.recorded_by))]
        if getattr(row, "assigned_to_id", None):
            shown.append((_("Assigned to"), row.assigned_to))
        if getattr(row, "voided_at", None):
            shown.append((_("Void"), row.get_void_reason_display()))
        elif getattr(row, "released_at", None):
            shown.append((_("Released"), _told(row.released_at, row.released_by)))
        elif hasattr(row, "released_at"):
            shown.append((_("Released"), _("not yet: it waits for somebody who may release")))
        return shown

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        """What can be done with this row beside changing it: links first, then buttons."""
        return tools_of(self, request, obj)

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What else the template of a record's page wants to know."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        obj = options.get("obj")
        context |= {
            "facts": self.facts(obj) if obj else [],
            "tools": self.tools(request, obj) if obj else [],
            "title": context["subtitle"] or context["title"],
            "subtitle": None,
            "show_save_and_add_another": obj is None,
        }
        context |= self.extras(request, obj) if obj else {}
        return super().render_change_form(request, context, *args, **options)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The stock list, under its own name."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, object_id, extra_context or {})

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_do"
        view = self.admin_site.admin_view(self.do_view)
        own = [path("<int:object_id>/do/<slug:name>/", view, name=name)] if self.buttons else []
        return own + super().get_urls()

    def do_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        return button_view(self, request, object_id, name)


def itself(row: Any) -> Model:
    """Whose readers know the facts of a row that is told itself."""
    found: Model = row
    return found


def given_with(form: Any) -> list[str]:
    """What a form gives an action beside the values: the version seen, the public reason."""
    own = [name for name in ("seen", WHY) if name in form.own_fields]
    return [name for name in own if name in form.cleaned_data]


def _told(when: datetime, who: Any) -> str:
    told = {
        "when": moment_words(when),
        "who": who or gettext("the site itself"),
    }
    return gettext("%(when)s UTC by %(who)s") % told
