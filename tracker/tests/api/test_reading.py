"""What the API tells of each row: all that its page tells, and nothing that it does not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tracker.actions.erasures import erase_submission
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.choices import ErasureGround, ReplyKind, Visibility
from tracker.models import Submission
from tracker.queries.pages import SIZE
from tracker.tests.api.records import SECRET, fill
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

HERE = "/api/v1"
SITE = "http://127.0.0.1:8000"
EVERY_LIST = ["statements", "signatories", "submissions", "events", "corrections"]


@pytest.fixture
def filled(cast: Cast) -> list[Submission]:
    return fill(cast)


def read(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"{HERE}{path}")
    assert (path, response.status_code) == (path, status)
    return response.json()


def test_statement_tells_its_wording_and_evidence(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    told = read(client, "/statements/rivers-declaration/")

    assert (told["title"], told["custody"]) == ("Rivers Declaration", "observed")
    assert told["issuer"]["url"] == f"{SITE}{HERE}/signatories/harbour-assembly/"
    assert told["wording"]["text"] == "Rivers Declaration."
    assert [(one["anchor"], one["part_of"]) for one in told["wording"]["clauses"]] == [
        ("point-1", None),
        ("point-2", None),
        ("slogan-a", "point-2"),
    ]
    assert [one["number"] for one in told["revisions"]] == [1]
    assert told["revisions"][0]["sha256"] == cast.wording.sha256
    assert [one["url"] for one in told["sources"]] == ["https://pages.example/one"]
    assert "A dam" in [one["what"] for one in told["corrections"]]
    assert told["amounts"]["offered"] == 2


def test_wording_has_an_address_of_its_own(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    statement = read(client, "/statements/rivers-declaration/")
    path = statement["wording"]["url"].removeprefix(f"{SITE}{HERE}")

    assert read(client, path) == statement["wording"]
    read(client, "/statements/rivers-declaration/revisions/9/", 404)


def test_signatory_tells_its_names_and_networks(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    told = read(client, f"/signatories/{cast.rios.slug}/")

    assert (told["name"], told["country"]) == ("Ríos Libres", "CL")
    assert told["aliases"] == [{"name": "RL", "kind": "acronym"}]
    assert [one["slug"] for one in told["networks"]] == [cast.network.slug]
    assert told["sources"][0]["quotation"] == "It is so."
    listed = read(client, told["submissions_url"].removeprefix(f"{SITE}{HERE}"))
    assert [one["reference"] for one in listed["items"]] == [filled[0].reference]


def test_network_tells_its_members(cast: Cast, client: Client, filled: list[Submission]) -> None:
    told = read(client, f"/signatories/{cast.network.slug}/")

    assert [one["slug"] for one in told["members"]] == [cast.rios.slug]
    assert told["has_more_members"] is False


def test_submission_tells_both_sides_with_their_evidence(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    told = read(client, f"/submissions/{filled[0].reference}/")

    assert (told["status"], told["is_contested"], told["exceptions"]) == ("deferred", True, 1)
    assert told["offered"] == {
        "edtf": "2022-03-01",
        "earliest": "2022-03-01",
        "latest": "2022-03-01",
        "words": "in spring",
    }
    assert told["message"] == "We sign."
    assert told["positions"] == [
        {"clause": "point-2", "kind": "reservation", "text": "Not all of it."}
    ]
    assert [(one["kind"], one["text"], one["disputes"]) for one in told["replies"]] == [
        ("deferral", "Later.", None),
        ("dispute", "Not so.", 1),
    ]
    assert told["replies"][0]["promised_on"] == told["decide_by"] == "2022-09-01"
    assert [one["note"] for one in told["checks"]] == ["Nothing."]
    assert told["clocks"]["deciding"]["by"] == "2022-09-01"
    assert told["replies"][0]["sources"] == told["sources_of_offer"] == [1]
    assert [one["number"] for one in told["sources"]] == [1]
    assert re.fullmatch(rf"{SITE}/log/entries/\d+/", told["proof"])


def test_a_withheld_name_is_told_nowhere(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    """Nor the words of anybody about it, which could show it."""
    kept = read(client, f"/submissions/{filled[1].reference}/")
    paths = [f"/{name}/" for name in EVERY_LIST]
    paths += ["/statements/rivers-declaration/", "/statements/rivers-declaration/signatories/"]
    answers = [str(read(client, path)) for path in paths]

    assert (kept["signatory"], kept["name_withheld"], kept["message"]) == (None, True, "")
    assert {one["text"] for one in kept["replies"]} == {""}
    assert kept["sources"] == kept["corrections"] == []
    assert not any(SECRET in one or "unseen" in one.lower() for one in [*answers, str(kept)])
    read(client, "/signatories/the-unseen-society/", 404)


def test_corrections_about_a_withheld_name_keep_their_words(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    told = read(client, "/corrections/")["items"]

    assert sorted(one["is_withheld"] for one in told) == [False, False, True]
    assert [one["what"] for one in told if one["is_withheld"]] == [""]


def test_what_waits_for_release_is_told_nowhere(cast: Cast, client: Client) -> None:
    offer = cast.offer()
    cast.draft("Not out yet", "not-out-yet")

    assert read(client, "/submissions/")["items"] == []
    read(client, f"/submissions/{offer.reference}/", 404)
    read(client, "/statements/not-out-yet/", 404)


def test_it_makes_no_difference_who_is_signed_in(cast: Cast, client: Client) -> None:
    offer = cast.offer()
    client.force_login(cast.ben)

    assert read(client, "/submissions/")["items"] == []
    read(client, f"/submissions/{offer.reference}/", 404)


def test_who_signed_is_told_as_signed(cast: Cast, client: Client) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered(signed_name="Ríos", signed_country="AR"))
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered(cast.mara, visibility=Visibility.WITHHELD))
    [told] = read(client, "/statements/rivers-declaration/signatories/")["items"]

    assert (told["name"], told["country"], told["country_words"]) == ("Ríos", "AR", "Argentina")
    assert told["signatory"]["slug"] == cast.rios.slug


def test_events_lead_to_their_page_and_proof(
    cast: Cast, client: Client, filled: list[Submission]
) -> None:
    told = read(client, "/events/?kind=replies")["items"]

    assert {one["kind"] for one in told} == {"reply-released"}
    assert all(one["proof"].startswith(f"{SITE}/log/entries/") for one in told)
    assert all(one["statement"]["slug"] == "rivers-declaration" for one in told)


@pytest.mark.parametrize("path", ["{}/", " {}/"])
def test_a_reference_leads_there_however_it_is_typed(cast: Cast, client: Client, path: str) -> None:
    offer = cast.offered()
    response = client.get(f"{HERE}/submissions/{path.format(offer.reference.lower())}")

    assert response.status_code == 308
    assert response["Location"] == f"{SITE}{HERE}/submissions/{offer.reference}/"


def test_a_merged_signatory_leads_to_what_it_was_merged_into(cast: Cast, client: Client) -> None:
    cast.offered()
    token = preview_merge(cast.rios, cast.fleuves).token
    merge_signatories(cast.rios, cast.fleuves, by=cast.ben, token=token)
    response = client.get(f"{HERE}/signatories/{cast.fleuves.slug}/")

    assert response.status_code == 308
    assert response["Location"] == f"{SITE}{HERE}/signatories/{cast.rios.slug}/"


def test_an_erased_signatory_is_gone(cast: Cast, client: Client) -> None:
    offer = cast.offered(cast.mara)
    erase_submission(offer, ErasureGround.COURT_ORDER, "File 12 of 2026.", by=cast.ben)
    cast.mara.refresh_from_db()
    told = read(client, f"/signatories/{cast.mara.slug}/", 410)

    assert told["type"] == f"{SITE}/api/#erased"
    assert read(client, f"/submissions/{offer.reference}/")["erased_on"] is not None


def test_pages_lead_on_and_back(cast: Cast, client: Client) -> None:
    crowd(cast, SIZE + 2)
    first = read(client, "/submissions/?awaiting=issuer&contested=no")
    second = read(client, first["next"].removeprefix(f"{SITE}{HERE}"))
    names = [one["signatory"]["name"] for one in (*first["items"], *second["items"])]

    assert names == [f"Mill {number:04}" for number in reversed(range(SIZE + 2))]
    assert "awaiting=issuer&contested=no&after=" in first["next"]
    assert second["next"] is None
    assert read(client, second["previous"].removeprefix(f"{SITE}{HERE}"))["items"] == first["items"]
