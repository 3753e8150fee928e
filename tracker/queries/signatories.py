"""The list of signatories: who appears in the public record, and which networks they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tracker.choices import SignatoryKind
from tracker.models import Membership, Signatory
from tracker.queries.addresses import addresses_of
from tracker.queries.lists import (
    NOT_STATED,
    choice_filter,
    row_filter,
    stated,
    text_filter,
)
from tracker.queries.matches import NEWEST
from tracker.queries.pages import Order
from tracker.queries.prepared import Prepared, as_given, given_numbers
from tracker.queries.prepared_pages import Narrowed, PreparedPages
from tracker.queries.searched_lists import SearchedFilters
from tracker.queries.submission_rows import country_name, sorted_countries

BY_NAME = Order("sort_name")
NO_NETWORK = gettext_lazy("“%(value)s” is not the address of a public network.")
MOST_NETWORKS = 200
LISTED = ("pk", "sort_name", "slug", "name", "kind", "country", "is_named", "number", "ended")


def country_choices() -> list[tuple[str, Any]]:
    """All countries, after the choice for those whose country no source states."""
    return _countries_in(get_language())


@cache
def _countries_in(_language: str | None) -> list[tuple[str, str]]:
    """In the language that is active now. They are sorted anew each time they are asked for."""
    return [(NOT_STATED, _("Not stated")), *sorted_countries()]


def public_networks() -> QuerySet[Membership]:
    """The memberships that everybody may read of: those of public networks, with these."""
    network = Signatory.objects.visible_to(None).filter(pk=OuterRef("network"))
    return Membership.objects.filter(Exists(network)).select_related("network")


class SignatoryFilters(SearchedFilters):
    """The filters of the list of signatories."""

    prepared: ClassVar[PreparedPages] = PreparedPages(
        lambda: Signatory.objects.visible_to(None).values_list(*LISTED, named=True),
        {
            "kind": Narrowed("kind", CharField()),
            "country": Narrowed("country", CharField(), stated),
        },
    )

    searched: ClassVar[type[Signatory]] = Signatory
    q = text_filter(gettext_lazy("Name"), method="filter_named")
    kind = choice_filter(gettext_lazy("Kind"), SignatoryKind.choices)
    country = choice_filter(gettext_lazy("Country"), country_choices, method="filter_country")
    network = row_filter(
        gettext_lazy("Network"),
        lambda _request: Signatory.objects.visible_to(None).filter(kind=SignatoryKind.NETWORK),
        NO_NETWORK,
        method="filter_network",
    )

    def everything(self) -> QuerySet[Any]:
        """Everybody who appears in the public record."""
        return Signatory.objects.visible_to(None)

    def as_read(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Rows as tuples of no more than a row shows."""
        return rows.values_list(*LISTED, named=True)

    def order(self) -> Order:
        """By name, as folded; where very many are found, the newest first."""
        return NEWEST if self.matches else BY_NAME

    def filter_named(
        self, rows: QuerySet[Signatory], _name: str, value: str
    ) -> QuerySet[Signatory]:
        return self.named(rows)

    def filter_country(
        self, rows: QuerySet[Signatory], _name: str, value: str
    ) -> QuerySet[Signatory]:
        return rows.filter(country=stated(value))

    def filter_network(
        self, rows: QuerySet[Signatory], _name: str, value: Signatory
    ) -> QuerySet[Signatory]:
        return rows.filter(memberships__network=value)

    def offer_choices(self) -> None:
        """Fill the select of networks; the other choices are closed lists."""
        self.choose_from("network", NETWORKS.rows())


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """One line of the list of signatories."""

    pk: int
    name: str
    url: str
    kind: str
    country: str
    is_named: bool
    number: str
    ended: str
    networks: list[tuple[str, str]]

    @property
    def kind_label(self) -> str:
        return str(SignatoryKind(self.kind).label)

    @property
    def country_words(self) -> str:
        return country_name(self.country) if self.country else ""


def signatory_rows(signatories: Iterable[Any]) -> list[SignatoryRow]:
    """The rows of signatories, models or what listed() gives; one query for all networks."""
    found = list(signatories)
    networks = _networks([one.pk for one in found]) if found else {}
    address = addresses_of("signatory")
    return [
        SignatoryRow(
            pk=one.pk,
            name=one.name,
            url=address(one.slug),
            kind=one.kind,
            country=str(one.country or ""),
            is_named=one.is_named,
            number=one.number,
            ended=one.ended,
            networks=[(name, address(slug)) for name, slug in networks.get(one.pk, ())],
        )
        for one in found
    ]


def _networks(pks: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Names and slugs of the public networks of these signatories, by number."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, name, slug in MEMBERSHIPS.rows(members=as_given(pks)):
        found[pk].append((name, slug))
    return found


def _public_networks() -> QuerySet[Any, Any]:
    networks = Signatory.objects.visible_to(None).filter(kind=SignatoryKind.NETWORK)
    return networks.order_by("sort_name", "pk").values_list("slug", "name")[:MOST_NETWORKS]


NETWORKS: Prepared[Any] = Prepared(_public_networks)
MEMBERSHIPS: Prepared[Any] = Prepared(
    lambda: (
        public_networks()
        .filter(member__in=given_numbers("members"))
        .values_list("member_id", "network__name", "network__slug")
    )
)
