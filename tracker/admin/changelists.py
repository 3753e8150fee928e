"""Lists of the desk: bounded counts, and filters that answer from an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tracker.models import Signatory, Statement
from tracker.queries.addresses import addresses_of
from tracker.queries.lists import LONGEST_QUERY, TOO_SHORT
from tracker.queries.search import is_searchable
from tracker.queries.walks import is_walked

MOST = 10_000
# What letters and mails contain no index tells: so many of the newest are looked through.
SEARCHED = 20_000
# To count what is met on a walk, all that lies between is read.
MOST_WALKED = 500
TOO_LONG = _("Write at most %(most)s characters to search for.")


class DeskList(ChangeList):
    """Django's list, which looks up where the pages of its rows stand once."""

    def url_for_result(self, result: Any) -> str:
        return self._change_url(quote(getattr(result, self.pk_attname)))

    @cached_property
    def _change_url(self) -> Callable[[object], str]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        return addresses_of(f"{self.model_admin.admin_site.name}:{name}")


class CappedPaginator(Paginator):
    """Counts no further than `most`: whoever looks for more narrows the list."""

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        if hasattr(rows, "order_by"):
            rows = rows.order_by()
        return int(rows[: self.most + 1].count()) if hasattr(rows, "order_by") else len(rows)

    @cached_property
    def most(self) -> int:
        rows: Any = self.object_list
        is_long = hasattr(rows, "query") and is_walked(rows)
        return MOST_WALKED if is_long else MOST

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than can be paged through."""
        return self._counted > self.most

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.most)


def is_refused(request: HttpRequest, term: str, folded: str) -> bool:
    """Whether nothing can be found by such a text; a list says why, a field that looks while
    somebody types does not.
    """
    is_long = len(term) > LONGEST_QUERY
    if not is_long and is_searchable(folded):
        return False
    if request.resolver_match and request.resolver_match.url_name != "autocomplete":
        messages.warning(request, TOO_LONG % {"most": LONGEST_QUERY} if is_long else TOO_SHORT)
    return True


def newest(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with the last SEARCHED numbers."""
    last = rows.model._default_manager.order_by("-pk").values("pk")[:1]
    return rows.filter(pk__gt=Subquery(last) - SEARCHED)


class ChoiceFilter(SimpleListFilter):
    """A filter with fixed choices; a value that is none of them filters nothing."""

    options: ClassVar[Sequence[tuple[str, Any]]] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return self.options

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None or value not in dict(self.options):
            return queryset
        return self.narrowed(request, queryset, value)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        raise NotImplementedError


class AssignedFilter(ChoiceFilter):
    """Who looks after a record."""

    title = _("assigned")
    parameter_name = "assigned"
    options = (("me", _("To me")), ("somebody", _("To somebody")), ("nobody", _("To nobody")))

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "me":
            return rows.filter(assigned_to=request.user.pk)
        return rows.filter(assigned_to__isnull=value == "nobody")


class ReleasedFilter(ChoiceFilter):
    """Whether a record is public, or waits for somebody else to make it so."""

    title = _("release")
    parameter_name = "release"
    options = (
        ("waiting", _("Waiting for release")),
        ("public", _("Released")),
        ("void", _("Void")),
    )

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "void":
            return rows.exclude(voided_at=None)
        if value == "public":
            return rows.filter(voided_at=None, released_at__isnull=False)
        waiting: QuerySet[Any] = rows.unreleased()  # type: ignore[attr-defined]
        return waiting


class RowFilter(SimpleListFilter):
    """Narrows to what belongs to one row of another table, named by its number in the address.

    It shows itself only when it is in use: whoever follows a link sees what narrows the list.
    """

    model: ClassVar[type[Model]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        value = self.value()
        if value is None or not value.isdecimal():
            return ()
        rows = self.model._default_manager.filter(pk=value)
        return [(value, str(row)) for row in self.offered(rows)]

    def offered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None or not value.isdecimal():
            return queryset
        return queryset.filter(**{self.parameter_name: value})


class StatementFilter(RowFilter):
    """Offers the newest statements besides the chosen one; there may be thousands."""

    title = _("statement")
    parameter_name = "statement"
    model = Statement
    NEWEST = 12

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        newest = Statement.objects.order_by("-pk").values("pk")[: self.NEWEST]
        value = self.value() or ""
        chosen = Q(pk=value) if value.isdecimal() else Q()
        rows = Statement.objects.filter(chosen | Q(pk__in=newest)).order_by("-pk")
        return [(str(row.pk), row.title) for row in rows.only("title")]


class SignatoryFilter(RowFilter):
    title = _("signatory")
    parameter_name = "signatory"
    model = Signatory
