"""Pages for what concerns several submissions at once: replies and checks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin.base import DeskAdmin, given_with
from tracker.admin.changelists import ReleasedFilter, StatementFilter
from tracker.admin.forms import values_of
from tracker.admin.links import change_url
from tracker.admin.notes import NoteInline
from tracker.admin.pages import asked_once
from tracker.admin.sources import SourceInline
from tracker.models import Submission

# More are not listed on the page: they are counted, and linked.
MOST_LISTED = 100


class AnsweredAdmin(DeskAdmin):
    """A row with `submissions`; what is public can be changed only by those who may release."""

    inlines = (SourceInline, NoteInline)
    list_select_related = ("statement", "recorded_by")
    list_filter: tuple[Any, ...] = (ReleasedFilter, StatementFilter)
    search_fields = ("statement__folded",)
    search_help_text = gettext_lazy("Any part of the statement's title.")
    sortable_by = ()
    ordering = ("-pk",)
    autocomplete_fields: tuple[str, ...] = ("submissions",)
    own: tuple[Any, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("statement", "recorded_by", "released_by")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        about = "concerned" if self._has_many(obj) else "submissions"
        fields = [about, *self.own, *self.version_fields(request, obj)]
        return [(None, {"fields": fields}), *self.why_fields(request, obj)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        many = ["concerned"] if self._has_many(obj) else []
        return [*many, *self.fixed_fields(request, obj)]

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        values = values_of(form)
        chosen = values.pop("submissions", None)
        if change:
            typed = {name: form.cleaned_data[name] for name in given_with(form)}
            answered = [] if chosen is None else [chosen]
            return self.change(obj, values, *answered, by=request.user, **typed)  # type: ignore[misc]
        return self.record(chosen, values, by=request.user)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **options)
        if isinstance(field, ModelMultipleChoiceField):
            # The rules of both sides are about the statement: it is read with the submissions.
            field.queryset = Submission.objects.select_related("statement")
            field.help_text = gettext_lazy("Several, if one message or look concerns them all.")
        return field

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Back to the one submission it is about; otherwise to the row itself."""
        about = list(obj.submissions.all()[:2])
        self.message_user(request, self.told_after(obj))
        return HttpResponseRedirect(change_url(about[0] if len(about) == 1 else obj))

    def told_after(self, row: Any) -> str:
        return _("Recorded: %(name)s. It waits for release.") % {"name": row}

    def concerned(self, row: Any) -> str:
        count = row.submissions.count()
        words = ngettext("%(count)s submission", "%(count)s submissions", count) % {"count": count}
        return format_html('<a href="{}">{}</a>', self.submissions_url(row), words)

    concerned.short_description = gettext_lazy("submissions")  # type: ignore[attr-defined]

    def submissions_url(self, row: Any) -> str:
        raise NotImplementedError

    def _has_many(self, obj: Any) -> bool:
        """Whether a recorded row concerns more than fit on its page; asked once per row."""
        if obj is None:
            return False
        some = obj.submissions.all()[: MOST_LISTED + 1]
        return bool(asked_once(obj, "has_many", lambda: some.count() > MOST_LISTED))
