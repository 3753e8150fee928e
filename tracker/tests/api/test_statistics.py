"""Numbers in the API: those of the pages, of all or of one statement."""

from django.test import Client

from tracker.choices import ReplyKind, Visibility
from tracker.models import Submission
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd
from tracker.tests.steps import fold_events

HERE = "/api/v1/statistics/"


def answered(cast: Cast) -> list[Submission]:
    """Six offers to sign the letter, of which five are accepted after four days, and one waits."""
    offers = crowd(cast, 6)
    cast.replied(ReplyKind.ACCEPTANCE, *offers[:5])
    cast.offered(cast.mara, visibility=Visibility.WITHHELD)
    fold_events()
    return offers


def test_numbers_are_of_all_or_of_one_statement(cast: Cast, client: Client) -> None:
    answered(cast)
    every, letter = client.get(HERE).json(), client.get(f"{HERE}?statement=ferry-letter").json()

    assert (every["statement"], letter["statement"]["slug"]) == (None, "ferry-letter")
    assert [one["totals"]["offered"] for one in (every, letter)] == [7, 6]
    assert every["by_status"] == {"accepted": 5, "unanswered": 2}
    assert every["by_party"] == {"issuer": 2, "nobody": 5}
    assert [(one["key"], one["submissions"]) for one in every["kinds"]] == [
        ("organisation", 6),
        ("person", 1),
    ]
    assert [one["key"] for one in every["countries"]] == ["", "KE"]
    assert letter["over_time"][-1]["all_endorsed"] == 5


def test_durations_come_with_their_denominator(cast: Cast, client: Client) -> None:
    answered(cast)
    deciding = client.get(f"{HERE}?statement=ferry-letter").json()["deciding"]

    assert (deciding["offered"], deciding["done"], deciding["waiting"]) == (6, 5, 1)
    assert deciding["days"] == {"median": 4.0, "least": 4, "most": 4}
    assert deciding["days_waiting"] is None
    assert [one["done"] for one in deciding["classes"]][:4] == [0, 0, 5, 0]


def test_nothing_is_said_of_days_below_five_cases(cast: Cast, client: Client) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, *crowd(cast, 4))
    fold_events()
    deciding = client.get(HERE).json()["deciding"]

    assert (deciding["done"], deciding["days"], deciding["classes"]) == (4, None, [])


def test_a_statement_that_is_not_public_has_no_numbers(cast: Cast, client: Client) -> None:
    cast.draft("Not out yet", "not-out-yet")
    response = client.get(f"{HERE}?statement=not-out-yet")

    assert response.status_code == 400
    assert response.json()["names"] == ["statement"]
    assert response.json()["detail"] == "“not-out-yet” is not the address of a public statement."
