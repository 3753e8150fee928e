"""Statements that cannot be signed by the form, and how their pages say so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tracker.choices import Custody, Openness
from tracker.models import Statement, Submission
from tracker.tests.admin.browsing import get
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL
from tracker.tests.outbox import noon as noon
from tracker.tests.public.test_offers import opened, typed

FORM = "/statements/ferry-letter/endorse/"
ORGANISATION = {
    "kind": "organisation",
    "name": "Delta Keepers",
    "country": "NG",
    "representative": "Mara Okonjo",
    "capacity": "secretary",
    "authority": "on",
    "email": EMAIL,
    "visibility": "named",
    "record": "on",
    "letters": "on",
}
TAKEN = {"kind": "person", "name": "Mara Okonjo", "representative": "", "authority": ""}


@pytest.mark.parametrize(
    "terms, heading",
    [
        ({"custody": Custody.OBSERVED}, "Signed elsewhere, not here"),
        ({"openness": Openness.NOBODY}, "Not open for signing"),
        ({"openness": Openness.INVITED}, "Only for those invited"),
        ({"opens_on": date(2026, 6, 1)}, "Not open for signing yet"),
        ({"closes_on": date(2026, 5, 3)}, "Closed for signing"),
    ],
)
def test_closed_statement_says_so_before_anybody_types(
    client: Client, cast: Cast, noon: Any, terms: dict[str, Any], heading: str
) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(**terms)

    page = get(client, FORM)

    assert page.tree.xpath("string(//h1)").strip() == heading
    assert page.tree.xpath("//form") == []
    assert client.post(FORM, ORGANISATION).status_code == 403
    assert "Offer to sign" not in get(client, "/statements/ferry-letter/").text.replace(
        "Offered to sign", ""
    )


def test_statement_without_a_wording_cannot_be_signed(client: Client, cast: Cast) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(slug="wordless")
    cast.letter.revisions.all().delete()

    assert "No wording is recorded yet" in get(client, "/statements/wordless/endorse/").text


def test_statement_open_to_people_asks_for_no_organisation(client: Client, cast: Cast) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(openness=Openness.PEOPLE)

    fields = get(client, FORM).fields()

    assert fields["kind"] == "person"
    assert "authority" not in fields


@pytest.mark.parametrize("path", [FORM, f"{FORM}sent/"])
def test_statement_that_is_not_public_has_no_form(client: Client, cast: Cast, path: str) -> None:
    cast.draft("Ferry Letter", "ferry-letter", custody=Custody.HOSTED)

    assert client.get(path).status_code == 404


def test_open_statement_links_to_the_form(client: Client, cast: Cast) -> None:
    cast.letter  # noqa: B018 - made before

    assert get(client, "/statements/ferry-letter/").links("Offer to sign") == [FORM]


def test_statement_without_points_is_endorsed_whole(client: Client, cast: Cast, noon: Any) -> None:
    cast.letter_wording.clauses.all().delete()

    page = opened(client, cast)
    assert page.tree.xpath("//main//details") == []
    typed(page, noon)

    assert Submission.objects.count() == 1
