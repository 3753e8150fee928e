"""The list of signatories: who appears in the public record, and which networks they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from tracker.choices import SignatoryKind
from tracker.models import Membership, Signatory
from tracker.queries.lists import (
    NOT_STATED,
    ListFilters,
    choice_filter,
    row_filter,
    text_filter,
)
from tracker.queries.pages import Order
from tracker.queries.search import signatories_named
from tracker.rules.names import fold

BY_NAME = Order("sort_name")
NO_NETWORK = gettext_lazy("“%(value)s” is not the address of a public network.")
MOST_NETWORKS = 200


def country_choices() -> list[tuple[str, Any]]:
    """All countries, after the choice for those whose country no source states."""
    return _countries_in(get_language())


@cache
def _countries_in(_language: str | None) -> list[tuple[str, str]]:
    """In the language that is active now. They are sorted anew each time they are asked for."""
    return [(NOT_STATED, _("Not stated")), *((code, str(name)) for code, name in countries)]


def public_networks() -> QuerySet[Membership]:
    """The memberships that everybody may read of: those of public networks, with these."""
    network = Signatory.objects.visible_to(None).filter(pk=OuterRef("network"))
    return Membership.objects.filter(Exists(network)).select_related("network")


class SignatoryFilters(ListFilters):
    """The filters of the list of signatories."""

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
        """Everybody who appears in the public record, with their public networks."""
        return Signatory.objects.visible_to(None).prefetch_related(
            Prefetch("memberships", public_networks(), to_attr="public_memberships")
        )

    def order(self) -> Order:
        """By name, as folded."""
        return BY_NAME

    def filter_named(
        self, rows: QuerySet[Signatory], _name: str, value: str
    ) -> QuerySet[Signatory]:
        return signatories_named(rows, fold(value))

    def filter_country(
        self, rows: QuerySet[Signatory], _name: str, value: str
    ) -> QuerySet[Signatory]:
        return rows.filter(country="" if value == NOT_STATED else value)

    def filter_network(
        self, rows: QuerySet[Signatory], _name: str, value: Signatory
    ) -> QuerySet[Signatory]:
        return rows.filter(memberships__network=value)

    def offer_choices(self) -> None:
        """Fill the select of networks; the other choices are closed lists."""
        networks = Signatory.objects.visible_to(None).filter(kind=SignatoryKind.NETWORK)
        named = networks.order_by("sort_name", "pk").values_list("slug", "name")
        self.choose_from("network", list(named[:MOST_NETWORKS]))


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
        return str(countries.name(self.country)) if self.country else ""


def signatory_rows(signatories: Iterable[Signatory]) -> list[SignatoryRow]:
    """The rows of signatories read by SignatoryFilters.everything()."""
    return [_row(one) for one in signatories]


def _row(signatory: Signatory) -> SignatoryRow:
    memberships: list[Membership] = getattr(signatory, "public_memberships", [])
    return SignatoryRow(
        pk=signatory.pk,
        name=signatory.name,
        url=signatory.get_absolute_url(),
        kind=signatory.kind,
        country=str(signatory.country.code or ""),
        is_named=signatory.is_named,
        number=signatory.number,
        ended=signatory.ended,
        networks=[(one.network.name, one.network.get_absolute_url()) for one in memberships],
    )
