"""The clauses of a wording, as rows that are written all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.forms import DeskForm
from tracker.admin.rows import DeskInline
from tracker.choices import ClauseKind
from tracker.models import Clause, Revision


class ClauseForm(DeskForm):
    """One clause; its place is a number, so that rows can be put in another order by typing."""

    place = forms.IntegerField(label=gettext_lazy("Place"), required=False, min_value=0)
    part_of = forms.CharField(
        label=gettext_lazy("Part of"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("The number of the clause that it belongs to, e.g. 11."),
    )

    class Meta:
        model = Clause
        fields = ("number", "kind", "text")


class ClauseInline(DeskInline):
    """Rows that always post as new ones: a wording's clauses are replaced as a whole or not at all.

    So nothing typed depends on rows that another editor may have replaced meanwhile.
    """

    model = Clause
    form = ClauseForm
    add = staticmethod(lambda *_args, **_options: None)
    fields = (("place", "number", "kind", "part_of"), "text")
    verbose_name_plural = gettext_lazy("clauses: numbered points, demands, slogans")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clause]:
        return super().get_queryset(request).none()

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> int:
        return len(self.shown(request, obj)) + 1

    def shown(self, request: HttpRequest, obj: Model | None) -> list[dict[str, Any]]:
        """The rows to begin with: those of the wording itself, or of the one it starts from."""
        if not hasattr(self, "_shown"):
            start = obj if isinstance(obj, Revision) else starting_point(request)
            clauses = start.clauses.select_related("parent") if start else []
            self._shown = [_initial(clause) for clause in clauses]
        return self._shown


def starting_point(request: HttpRequest) -> Revision | None:
    """The wording that a new one begins from, if the address names one."""
    pk = request.GET.get("from", "")
    return Revision.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


def clause_values(formset: Any) -> list[dict[str, Any]]:
    """The rows of a valid formset as the actions take them, in the order of their places.

    Raises ValidationError for a clause that is part of one that is not there.
    """
    rows = [
        form.cleaned_data
        for form in formset.forms
        if form.has_changed() and form not in formset.deleted_forms
    ]
    last = len(rows)
    rows.sort(key=lambda row: last if row["place"] is None else row["place"])
    values: list[dict[str, Any]] = []
    for row in rows:
        one = {"number": row["number"], "kind": row["kind"], "text": _plain(row["text"])}
        values.append(one | {"parent": _parent(values, row["part_of"])})
    return values


def _parent(earlier: Sequence[Mapping[str, Any]], number: str) -> tuple[str, str] | None:
    """Kind and number of the earlier clause with this number; points come first."""
    if not number:
        return None
    found = [one for one in earlier if one["number"] == number]
    found.sort(key=lambda one: one["kind"] != ClauseKind.POINT)
    if not found:
        raise forms.ValidationError(
            _("There is no clause %(number)s before the one that is part of it.")
            % {"number": number}
        )
    return found[0]["kind"], found[0]["number"]


def _initial(clause: Clause) -> dict[str, Any]:
    return {
        "place": clause.order,
        "number": clause.number,
        "kind": clause.kind,
        "text": clause.text,
        "part_of": clause.parent.number if clause.parent else "",
    }


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
