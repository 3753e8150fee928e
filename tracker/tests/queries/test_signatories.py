"""The list of signatories: only who appears in the public record."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict

from tracker.actions.signatories import add_alias, record_membership
from tracker.choices import Number, SignatoryKind
from tracker.queries.signatories import SignatoryFilters, signatory_rows
from tracker.queries.signatory_exports import signatory_export
from tracker.tests.cast import Cast


def filters(query: str) -> SignatoryFilters:
    return SignatoryFilters(QueryDict(query), today=date(2022, 6, 1))


def names(query: str) -> list[str]:
    asked = filters(query)
    assert asked.problems() == []
    return [row.name for row in asked.found().order_by(*asked.order().by())]


@pytest.fixture
def public(cast: Cast) -> None:
    """An issuer, three who offered (one with a withheld name), their network, and a bystander."""
    for member in (cast.rios, cast.fleuves):
        record_membership({"network": cast.network, "member": member}, by=cast.anna)
    add_alias(cast.rios, {"name": "Rivières Libres", "kind": "translation"}, by=cast.anna)
    unnamed = {"is_named": False, "number": Number.NOT_STATED, "ended": "2023"}
    cast.offered(cast.signatory("Members in Peru, not named", country="PE", **unnamed))
    cast.offered(cast.rios)
    cast.offered(cast.fleuves, visibility="withheld")
    cast.offered(cast.mara)
    cast.signatory("Bystander Bay", country="CL")


EVERYBODY = [
    "Harbour Assembly",
    "Living Rivers Network",
    "Mara Okonjo",
    "Members in Peru, not named",
    "Ríos Libres",
]


@pytest.mark.usefixtures("public")
def test_found_leaves_who_appears_in_public() -> None:
    table = {
        "": EVERYBODY,
        "q=RIV": ["Living Rivers Network", "Ríos Libres"],
        "q=ri": ["Living Rivers Network", "Ríos Libres"],
        "q=bystander": [],
        "q=fleuves": [],
        "kind=person": ["Mara Okonjo"],
        "kind=network": ["Living Rivers Network"],
        "country=CL": ["Ríos Libres"],
        "country=none": ["Living Rivers Network"],
        "network=living-rivers-network": ["Ríos Libres"],
    }

    assert {query: names(query) for query in table} == table


@pytest.mark.parametrize("slug", ["nobody", "rios-libres", "bystander-bay"])
@pytest.mark.usefixtures("public")
def test_problems_tell_of_what_is_no_public_network(slug: str) -> None:
    assert filters(f"network={slug}").problems() == [
        f"Network: “{slug}” is not the address of a public network."
    ]


@pytest.mark.usefixtures("public")
def test_offer_choices_names_public_networks(cast: Cast) -> None:
    cast.signatory("Hidden Hub", kind=SignatoryKind.NETWORK)
    asked = filters("")
    asked.offer_choices()

    assert asked.form.fields["network"].widget.choices == [
        ("", "Any"),
        ("living-rivers-network", "Living Rivers Network"),
    ]


@pytest.mark.usefixtures("public")
def test_rows_tell_networks_and_whom_nobody_named(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        rows = {row.name: row for row in signatory_rows(filters("").found())}

    rios, unnamed = rows["Ríos Libres"], rows["Members in Peru, not named"]
    assert rios.networks == [("Living Rivers Network", "/signatories/living-rivers-network/")]
    assert (rios.is_named, rios.kind_label, rios.country_words) == (True, "Organisation", "Chile")
    assert (unnamed.is_named, unnamed.number, unnamed.networks) == (False, "not-stated", [])
    assert rows["Living Rivers Network"].country_words == ""


@pytest.mark.usefixtures("public")
def test_export_tells_what_the_rows_tell() -> None:
    asked, site = filters(""), settings.SITE_URL
    found = asked.found().order_by(*asked.order().by())
    export = signatory_export()
    told = [
        dict(zip(export.columns, cells, strict=True))
        for rows in export.chunks(found)
        for cells in rows
    ]

    assert told == [
        {
            "name": row.name,
            "address": f"{site}{row.url}",
            "kind": row.kind,
            "country": row.country,
            "named_by_the_source": row.is_named,
            "stands_for": row.number,
            "died_or_dissolved": row.ended,
            "networks": "; ".join(name for name, _url in row.networks),
        }
        for row in signatory_rows(found)
    ]
    assert [one["networks"] for one in told if one["name"] == "Ríos Libres"] == [
        "Living Rivers Network"
    ]


@pytest.mark.usefixtures("public")
def test_export_tells_the_row() -> None:
    [[cells]] = signatory_export().chunks(filters("q=peru").found())

    assert dict(zip(signatory_export().columns, cells, strict=True)) == {
        "name": "Members in Peru, not named",
        "address": f"{settings.SITE_URL}/signatories/members-in-peru-not-named/",
        "kind": "organisation",
        "country": "PE",
        "named_by_the_source": False,
        "stands_for": "not-stated",
        "died_or_dissolved": "2023",
        "networks": "",
    }
