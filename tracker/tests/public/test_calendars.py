"""The calendar of an editor: what it tells, to whom, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from tracker.actions.calendars import make_calendar_link, revoke_calendar_link
from tracker.actions.expiries import expire_links
from tracker.choices import ReplyKind, Visibility
from tracker.models import Link
from tracker.queries import calendars
from tracker.rules.calendars import LASTS
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd


def address(cast: Cast) -> str:
    return f"/calendar/{make_calendar_link(by=cast.anna).token}/clocks.ics"


def read(client: Client, path: str) -> list[Any]:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def told(client: Client, path: str) -> list[tuple[date, str]]:
    return [(one["DTSTART"].dt, str(one["SUMMARY"])) for one in read(client, path)]


def test_calendar_tells_by_when_what_waits_should_be_answered(cast: Cast, client: Client) -> None:
    [offer] = crowd(cast, 1, offered="2026-03-01")
    path = address(cast)
    with time_machine.travel(date(2026, 3, 2)):
        entries = read(client, path)

    assert [(one["DTSTART"].dt, str(one["SUMMARY"])) for one in entries] == [
        (date(2026, 3, 8), "To acknowledge: the offer of Mill 0000 to sign “Ferry Letter”"),
        (date(2026, 3, 31), "To decide: the offer of Mill 0000 to sign “Ferry Letter”"),
    ]
    assert {str(one["URL"]) for one in entries} == {
        f"http://127.0.0.1:8000/admin/tracker/submission/{offer.pk}/change/"
    }
    assert [str(one["UID"]) for one in entries] == [
        f"{offer.reference}-acknowledging@127.0.0.1",
        f"{offer.reference}-deciding@127.0.0.1",
    ]
    assert {str(one["DESCRIPTION"]) for one in entries} == {f"Reference: {offer.reference}"}


def test_what_is_answered_is_told_no_more(cast: Cast, client: Client) -> None:
    first, second = crowd(cast, 2, offered="2026-03-01")
    cast.release(cast.reply(ReplyKind.ACKNOWLEDGEMENT, first, dated="2026-03-02"))
    cast.release(cast.reply(ReplyKind.REFUSAL, second, dated="2026-03-02"))
    path = address(cast)
    with time_machine.travel(date(2026, 3, 3)):
        assert [day for day, _summary in told(client, path)] == [date(2026, 3, 31)]


def test_what_is_due_next_comes_first_and_no_more_than_so_many(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "MOST", 2)
    crowd(cast, 3, offered="2026-03-01")
    crowd(cast, 3, stem="Weir", offered="2026-02-01")
    path = address(cast)
    with time_machine.travel(date(2026, 3, 5)):
        found = told(client, path)

    assert [day for day, _summary in found] == [date(2026, 3, 8), date(2026, 3, 31)] * 2 + [
        date(2026, 2, 8),
        date(2026, 3, 3),
    ] * 2
    assert ["Weir" in summary for _day, summary in found] == [False] * 4 + [True] * 4


def test_withheld_name_is_not_given_to_programs_of_others(cast: Cast, client: Client) -> None:
    crowd(cast, 1, visibility=Visibility.WITHHELD)
    path = address(cast)

    assert {summary for _day, summary in told(client, path)} == {
        "To acknowledge: the offer of A signatory whose name is withheld to sign “Ferry Letter”",
        "To decide: the offer of A signatory whose name is withheld to sign “Ferry Letter”",
    }


def test_another_address_ends_the_one_before(cast: Cast, client: Client) -> None:
    first, second = address(cast), address(cast)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    revoke_calendar_link(by=cast.anna)
    assert client.get(second).status_code == 404


def test_address_of_somebody_else_stays(cast: Cast, client: Client) -> None:
    mine = address(cast)
    other = make_calendar_link(by=cast.ben).token
    revoke_calendar_link(by=cast.ben)

    assert client.get(mine).status_code == 200
    assert client.get(f"/calendar/{other}/clocks.ics").status_code == 404


def test_address_ends_after_a_year_and_is_forgotten(cast: Cast, client: Client) -> None:
    path = address(cast)
    with time_machine.travel(timezone.now() + LASTS - timedelta(days=1)):
        assert client.get(path).status_code == 200
    with time_machine.travel(timezone.now() + LASTS):
        assert client.get(path).status_code == 404
    with time_machine.travel(timezone.now() + LASTS + timedelta(days=100)):
        expire_links()
        assert not Link.objects.exists()


def test_address_of_who_may_not_read_the_desk_any_more_opens_nothing(
    cast: Cast, client: Client
) -> None:
    path = address(cast)
    assert client.get(path).status_code == 200
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(is_active=False)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 26, "' or 1=1"])
def test_guessed_address_opens_nothing(cast: Cast, client: Client, token: str) -> None:
    address(cast)

    assert client.get(f"/calendar/{token}/clocks.ics").status_code == 404


@pytest.mark.parametrize("amount", [1, 3, 300])
def test_calendar_costs_the_same_for_every_amount(cast: Cast, client: Client, amount: int) -> None:
    crowd(cast, amount)
    path = address(cast)
    with CaptureQueriesContext(connection) as asked:
        read(client, path)

    # The address, its bearer's rights, what is due and what is late.
    assert len(asked) == 5
