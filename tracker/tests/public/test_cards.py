"""The picture of a statement for link previews."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from tracker.actions import cards
from tracker.choices import ReplyKind
from tracker.public.cards import COME_BACK_SECONDS
from tracker.tests.cast import Cast
from tracker.tests.public.test_shared import graph
from tracker.tests.steps import fold_events

CARD = "/statements/ferry-letter/card.png"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR_DIR = tmp_path
    settings.SITE_URL = "https://record.example"
    monkeypatch.setattr(cards, "PACE", cards.Pace())


def test_card_is_a_picture_that_others_may_show(cast: Cast, client: Client) -> None:
    assert cast.letter
    response = client.get(CARD)

    assert (response["Content-Type"], response["Cache-Control"]) == (
        "image/png",
        "public, max-age=86400",
    )
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    tag = {"if-none-match": response["ETag"]}
    assert client.get(CARD, headers=tag).status_code == 304


def test_card_of_a_draft_is_not_there_even_for_editors(cast: Cast, client: Client) -> None:
    cast.draft("Draft", "draft")
    client.force_login(cast.anna)

    assert client.get("/statements/draft/").status_code == 200
    assert client.get("/statements/draft/card.png").status_code == 404
    assert graph(client, "/statements/draft/").get("image") is None


def test_page_names_the_card_as_it_is_now(cast: Cast, client: Client) -> None:
    assert cast.letter
    before = graph(client, "/statements/ferry-letter/")
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered(revision=cast.letter_wording))
    fold_events()
    after = graph(client, "/statements/ferry-letter/")

    assert before["image"].startswith(f"https://record.example{CARD}?v=")
    assert before["image"] != after["image"]
    assert after["image:alt"] == ("Ferry Letter. Issued by Harbour Assembly. 1 endorsement stands.")
    assert (after["image:width"], after["image:height"]) == ("1200", "630")
    assert client.get(after["image"].removeprefix("https://record.example")).status_code == 200


def test_too_many_cards_are_asked_to_wait(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.letter
    cards.PACE.left = -100.0
    response = client.get(CARD)

    assert (response.status_code, response["Retry-After"]) == (503, str(COME_BACK_SECONDS))
    assert response["Content-Type"].startswith("text/plain")
