"""The list of what was taken out of the public record."""

from __future__ import annotations

from django.test import Client

from tracker.actions.releases import void_submission
from tracker.actions.statements import retire_statement
from tracker.choices import RetireReason, VoidReason
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, links, words


def test_takedowns_tell_kind_day_and_reason(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    void_submission(offer, VoidReason.NOT_AUTHORISED, by=cast.ben)
    retire_statement(cast.letter, RetireReason.LAW, by=cast.ben)
    page = get(client, "/takedowns/")

    told = words(page)
    assert "Statement retired" in told
    assert "A statement that is not public now" in told
    assert f"Submission taken out {offer.reference}" in told
    assert "Not authorised by the signatory Rivers Declaration" in told
    assert "Submission taken out Not authorised by the signatory 1" in told
    assert "Ríos" not in told
    assert "Ferry" not in told
    assert "/corrections/" in links(page)
    assert f"/submissions/{offer.reference}/" not in links(page)


def test_nothing_taken_out_says_so(client: Client, db: None) -> None:
    assert "Nothing was taken out so far" in words(get(client, "/takedowns/"))


def test_a_filter_that_is_none_is_refused(client: Client, db: None) -> None:
    assert client.get("/takedowns/?kind=names").status_code == 400
    assert client.get("/takedowns/?after=xyz").status_code == 400


def test_takedowns_are_reached_from_every_page_and_from_the_corrections(
    client: Client, db: None
) -> None:
    assert 'href="/takedowns/"' in get(client, "/")
    for address in ("/about/", "/corrections/"):
        assert "/takedowns/" in links(get(client, address))


def test_takedowns_as_csv(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    void_submission(offer, VoidReason.SPAM, by=cast.ben)
    lines = client.get("/takedowns/?format=csv").getvalue().decode().splitlines()

    assert lines[0].split(",")[1:5] == ["day", "what_was_taken_out", "reason", "reference"]
    assert lines[1].split(",")[2:5] == ["submission", "spam", offer.reference]
    assert len(lines) == 2
