"""Citations as files and on pages."""

import json
import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from tracker.choices import Visibility
from tracker.tests.cast import Cast
from tracker.tests.citations import read_bibtex
from tracker.tests.public.reading import get, links, words

LETTER = "/statements/ferry-letter/"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = "https://record.example"


def test_statement_is_cited_as_its_issuers(cast: Cast, client: Client) -> None:
    assert cast.letter
    with time_machine.travel("2023-02-09T12:00Z", tick=False):
        response = client.get(f"{LETTER}cite.bib")

    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == (
        'attachment; filename="undersigned-ferry-letter.bib"'
    )
    assert read_bibtex(response.content.decode()) == {
        "ENTRYTYPE": "misc",
        "ID": "undersigned-ferry-letter",
        "author": "Harbour Assembly",
        "title": "Ferry Letter",
        "howpublished": "Undersigned",
        "langid": "en",
        "url": "https://record.example/statements/ferry-letter/",
        "urldate": "2023-02-09",
    }


def test_submission_is_cited_as_the_records(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    response = client.get(f"/submissions/{offer.reference}/cite.json")
    [item] = json.loads(response.content)

    assert response["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert item["title"] == "Ríos Libres offers to endorse all 2 points: Rivers Declaration"
    assert (item["number"], item["author"]) == (offer.reference, [{"literal": "Undersigned"}])


def test_withheld_name_is_in_no_citation(cast: Cast, client: Client) -> None:
    offer = cast.offered(cast.mara, visibility=Visibility.WITHHELD)
    for ending in ("cite.bib", "cite.json", "reuse/"):
        page = get(client, f"/submissions/{offer.reference}/{ending}")
        assert offer.reference in page
        assert "mara" not in page.lower()


@pytest.mark.parametrize(
    "address", [f"{LETTER}cite.pdf", "/statements/no/cite.bib", "/statements/no/reuse/"]
)
def test_other_citations_are_not_there(cast: Cast, client: Client, address: str) -> None:
    assert cast.letter
    assert client.get(address).status_code == 404


def snippets(page: str) -> dict[str, str]:
    found = re.findall(r'<textarea class="snippet" id="([\w-]+)"[^>]*>(.*?)</textarea>', page, re.S)
    return {name: unescape(text) for name, text in found}


def test_page_of_a_statement_gives_what_can_be_copied(cast: Cast, client: Client) -> None:
    assert cast.letter
    page = get(client, f"{LETTER}reuse/")
    copied = snippets(page)

    assert set(copied) == {"bibtex", "csl", "embed-list", "embed-count", "badge-html"} | {
        "badge-markdown"
    }
    assert copied["bibtex"] == get(client, f"{LETTER}cite.bib")
    assert copied["csl"] == get(client, f"{LETTER}cite.json")
    assert 'src="https://record.example/embed/statements/ferry-letter/"' in copied["embed-list"]
    assert (
        'src="https://record.example/embed/statements/ferry-letter/count/"' in copied["embed-count"]
    )
    assert 'src="https://record.example/badges/statements/ferry-letter.svg"' in copied["badge-html"]
    for address in links(page):
        assert client.get(address).status_code == 200
    for picture in re.findall(r'<img [^>]*src="([^"]*)"', page):
        assert client.get(unescape(picture)).status_code == 200


def test_page_of_a_submission_gives_what_can_be_copied(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    page = get(client, f"/submissions/{offer.reference}/reuse/")

    assert set(snippets(page)) == {"bibtex", "csl", "badge-html", "badge-markdown"}
    assert "Ríos Libres offers to endorse all 2 points" in words(page)


def test_pages_lead_to_citations_and_embeds(cast: Cast, client: Client) -> None:
    offer = f"/submissions/{cast.offered().reference}/"
    assert cast.letter
    for page in (LETTER, offer):
        assert {f"{page}cite.bib", f"{page}cite.json", f"{page}reuse/"} <= links(get(client, page))


def test_page_of_a_draft_leads_to_none(cast: Cast, client: Client) -> None:
    cast.draft("Draft", "draft")
    client.force_login(cast.anna)
    page = get(client, "/statements/draft/")

    assert "Cite this" in words(page)
    assert [one for one in links(page) if "cite." in one or "reuse/" in one] == []
