"""Documents as PDF as readers meet them: waited for, taken along, or replaced by printing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.actions.statements import retire_statement
from tracker.choices import ExportProblem, ExportState, RetireReason
from tracker.models import ExportFile
from tracker.public import documents
from tracker.rules.export_files import MOST_WAITING
from tracker.templatetags import site
from tracker.tests.cast import Cast
from tracker.tests.documents import draw_documents
from tracker.tests.documents import pretended as pretended
from tracker.tests.exported import asked, make_files, only
from tracker.tests.public.reading import get, links, streamed, words

LETTER = "/statements/ferry-letter/document.pdf"
pytestmark = pytest.mark.usefixtures("upload_folder")


@pytest.fixture(autouse=True)
def draws(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Whether this host draws documents: it does, until a test says otherwise."""

    def say(does: bool) -> None:
        monkeypatch.setattr(documents, "draws_documents", lambda: does)

    say(True)
    return say


def sent(client: Client, address: str = LETTER) -> bool:
    """Whether the document itself is sent."""
    response = client.get(address)
    return response.status_code == 200 and streamed(response).startswith("%PDF-1.7")


def test_document_is_made_by_the_worker_and_then_sent(
    cast: Cast, client: Client, pretended: list[str]
) -> None:
    assert cast.letter
    first = client.get(LETTER)
    page = f"/exports/{only().token}/"
    assert (first.status_code, first["Location"], first["Retry-After"]) == (202, page, "2")
    assert "A document as PDF ferry-letter.pdf The file waits to be made" in words(
        first.content.decode()
    )

    draw_documents()
    response = client.get(LETTER)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="ferry-letter.pdf"'
    assert response["Cache-Control"] == "no-cache"
    assert streamed(response) == "%PDF-1.7 1"
    assert client.get(LETTER, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert len(pretended) == 1

    told = get(client, page)
    assert "The file is ready Download" in words(told)
    assert {f"{page}file/", "/statements/ferry-letter/"} <= links(told)
    assert streamed(client.get(f"{page}file/")) == "%PDF-1.7 1"


def test_dossier_is_found_however_its_reference_is_typed(
    cast: Cast, client: Client, pretended: list[str]
) -> None:
    reference = cast.offered().reference
    address = f"/submissions/{reference}/document.pdf"
    moved = client.get(address.replace(reference, reference.lower()))
    assert (moved.status_code, moved["Location"]) == (301, address)

    assert client.get(address).status_code == 202
    draw_documents()
    response = client.get(address)
    assert streamed(response) == "%PDF-1.7 1"
    assert response["Content-Disposition"] == f'attachment; filename="{reference}.pdf"'
    [html] = pretended
    assert f"http://127.0.0.1:8000/submissions/{reference}/" in html


def test_document_is_made_once_for_each_language(
    cast: Cast, client: Client, pretended: list[str]
) -> None:
    assert cast.letter
    for _again in range(2):
        assert client.get(LETTER).status_code == 202
    draw_documents()
    for _again in range(3):
        assert sent(client)

    assert len(pretended) == 1


def test_document_of_what_is_not_public_is_not_there(cast: Cast, client: Client) -> None:
    cast.draft("Draft", "draft")
    offer = cast.offer()
    client.force_login(cast.anna)

    for address in (
        "/statements/draft/document.pdf",
        "/statements/nothing/document.pdf",
        f"/submissions/{offer.reference}/document.pdf",
        "/submissions/RD-0000-0000/document.pdf",
    ):
        assert (address, client.get(address).status_code) == (address, 404)
    assert not ExportFile.objects.exists()


@pytest.mark.usefixtures("pretended")
def test_document_ends_when_something_is_taken_out(cast: Cast, client: Client) -> None:
    assert cast.declaration
    assert cast.letter
    client.get(LETTER)
    draw_documents()
    assert sent(client)
    retire_statement(cast.declaration, RetireReason.MISTAKE, by=cast.ben)

    assert client.get(LETTER).status_code == 202
    assert client.get(f"/exports/{ExportFile.objects.first().token}/").status_code == 410  # type: ignore[union-attr]


def test_too_many_documents_are_turned_away_and_lists_are_not(cast: Cast, client: Client) -> None:
    assert cast.letter
    for number in range(MOST_WAITING):
        asked(list="statement_document", arguments={"slug": str(number)}, format="pdf")
    response = client.get(LETTER)

    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert "or print the page itself" in words(response.content.decode())
    asked()
    make_files()
    assert ExportFile.objects.filter(state=ExportState.DONE).count() == 1


@pytest.mark.parametrize(
    "problem, told",
    [
        (ExportProblem.LIST_GONE, "What it would be of is not public any more."),
        (ExportProblem.TOO_LARGE, "It would be larger than this site makes files."),
    ],
)
def test_document_that_could_not_be_made_says_why_and_leads_to_printing(
    cast: Cast, client: Client, problem: ExportProblem, told: str
) -> None:
    assert cast.letter
    client.get(LETTER)
    ExportFile.objects.update(state=ExportState.FAILED, problem=problem)
    page = get(client, f"/exports/{only().token}/")

    assert f"It could not be made {told} Nothing of it is kept. The page itself" in words(page)
    assert LETTER in links(page)


def test_where_no_documents_are_drawn_printing_is_pointed_to(
    cast: Cast, client: Client, draws: Any
) -> None:
    draws(False)
    addresses = {
        "/statements/ferry-letter/": LETTER,
        f"/submissions/{cast.offered(revision=cast.letter_wording).reference}/": "",
    }
    for page, document in addresses.items():
        told = get(client, document or f"{page}document.pdf", 404)
        assert "This site makes no PDF files Print the page instead" in words(told)
        assert page in links(told)
    assert not ExportFile.objects.exists()


@pytest.mark.parametrize("does", [True, False])
def test_pages_link_to_documents_only_where_some_are_drawn(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, does: bool
) -> None:
    monkeypatch.setattr(site, "draws_documents", lambda: does)
    reference = cast.offered(revision=cast.letter_wording).reference
    linked = [
        LETTER in links(get(client, "/statements/ferry-letter/")),
        f"/submissions/{reference}/document.pdf"
        in links(get(client, f"/submissions/{reference}/")),
    ]

    assert linked == [does, does]


def test_document_asks_as_often_for_many_as_for_one(cast: Cast, client: Client) -> None:
    costs = []
    for _again in range(2):
        cast.offered(cast.signatory(f"Mill {_again}"), revision=cast.letter_wording)
        client.get(LETTER)
        with CaptureQueriesContext(connection) as asked_for:
            client.get(LETTER)
        costs.append(len(asked_for))

    assert costs == [3, 3]


def test_robots_leave_documents_alone(client: Client) -> None:
    assert "Disallow: /*/document.pdf\n" in get(client, "/robots.txt")
