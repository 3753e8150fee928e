"""The openings of a bundle, as a program fetches them."""

from __future__ import annotations

from django.test import Client

from tracker.actions.log import sequence_events
from tracker.models import LogEntry, Submission
from tracker.tests.cast import Cast


def test_openings_are_given_by_place_with_content_and_salt(client: Client, cast: Cast) -> None:
    early = cast.release(
        cast.offer(revision=cast.draft("Early", "early", custody="hosted").revisions.get())
    )
    cast.publish(early.statement)
    sequence_events(wait=True)

    told = client.get("/log/openings/0.json").json()

    entry = LogEntry.objects.get(event__kind="submission-released")
    assert told.keys() == {"openings"}
    assert told["openings"].keys() == {str(entry.index)}
    opening = told["openings"][str(entry.index)]
    assert opening.keys() == {"content", "salt"}
    assert f'"reference":"{early.reference}"' in opening["content"]


def test_a_stranger_opens_nothing_that_is_not_public(client: Client, cast: Cast) -> None:
    hidden = cast.offer(message="Ríos Libres signs.")
    sequence_events(wait=True)

    body = client.get("/log/openings/0.json").content.decode()

    assert Submission.objects.get() == hidden
    assert hidden.reference not in body
    assert "Ríos" not in body


def test_there_are_no_openings_beyond_the_log(client: Client, cast: Cast) -> None:
    assert client.get("/log/openings/0.json").status_code == 404
    cast.offered()
    sequence_events(wait=True)

    assert client.get("/log/openings/0.json").status_code == 200
    assert client.get("/log/openings/1.json").status_code == 404
    assert client.get(f"/log/openings/{10**20}.json").status_code == 404
