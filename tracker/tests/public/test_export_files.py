"""Files of long lists as readers meet them: asked for, waited for, taken along, gone in time."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tracker.choices import ExportProblem, ExportState
from tracker.models import ExportFile
from tracker.queries.exported_lists import LISTS
from tracker.rules.export_files import MOST_WAITING, SHARED
from tracker.tests.cast import Cast
from tracker.tests.exported import BOARD, MANY, asked, make_files, only, taken_along
from tracker.tests.exported import many as many
from tracker.tests.public.reading import get, links, streamed, words
from tracker.tests.queries.crowds import crowd

ADDRESSES = {
    "submissions": "/submissions/?statement=ferry-letter&kind=organisation",
    "statement_signatories": "/statements/ferry-letter/signatories/",
    "signatories": "/signatories/?q=mill",
    "statements": "/statements/",
    "events": "/events/",
    "corrections": "/corrections/",
    "takedowns": "/takedowns/",
    "log_entries": "/log/entries/",
    "log_timestamps": "/log/timestamps/",
}


def test_short_list_is_sent_at_once(cast: Cast, client: Client) -> None:
    crowd(cast, MANY)

    assert len(streamed(client.get(BOARD)).splitlines()) == MANY + 1
    assert not ExportFile.objects.exists()


def test_long_list_is_made_by_the_worker_and_then_taken_along(cast: Cast, client: Client) -> None:
    crowd(cast, 3)
    first = client.get(BOARD)
    page = f"/exports/{only().token}/"

    assert (first.status_code, first["Location"], first["Retry-After"]) == (202, page, "5")
    assert first["Cache-Control"] == "no-store"
    assert "The file waits to be made 0 files are made before it." in words(first.content.decode())
    make_files()
    told = get(client, page)
    assert "A list as a file submissions.csv The file is ready Download" in words(told)
    assert f"{page}file/" in links(told)
    response = client.get(f"{page}file/")
    text = streamed(response)
    assert (response["Content-Type"], response["Content-Length"]) == (
        "text/csv; charset=utf-8",
        str(len(text.encode())),
    )
    assert response["Content-Disposition"] == 'attachment; filename="submissions.csv"'
    assert response["Cache-Control"] == "no-cache"
    assert response["ETag"] == f'"{sha256(text.encode()).hexdigest()}"'
    assert [line.split(",")[5] for line in text.splitlines()] == [
        "signatory",
        "Mill 0002",
        "Mill 0001",
        "Mill 0000",
    ]


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "xlsx"])
def test_file_is_byte_for_byte_what_is_sent_of_a_short_list(
    cast: Cast, client: Client, settings: Settings, form: str
) -> None:
    crowd(cast, 3)
    client.get(f"/submissions/?q=mill&format={form}")
    make_files()
    made = b"".join(client.get(f"/exports/{only().token}/file/"))  # type: ignore[arg-type]
    settings.EXPORT_ROWS = 0

    assert made == b"".join(client.get(f"/submissions/?q=mill&format={form}"))  # type: ignore[arg-type]


def test_every_list_can_be_made_into_a_file(cast: Cast, client: Client, settings: Settings) -> None:
    assert ADDRESSES.keys() == LISTS.keys()
    crowd(cast, 3)
    for name, address in ADDRESSES.items():
        query = f"{address}{'&' if '?' in address else '?'}format=json"
        at_once = streamed(client.get(query)) if name in ("statements", "corrections") else None
        settings.EXPORT_ROWS = 0
        expected = streamed(client.get(query))
        settings.EXPORT_ROWS = MANY
        rows = json.loads(expected)
        if len(rows) <= MANY:
            assert at_once in (None, expected)
            continue
        assert client.get(query).status_code == 202
        make_files()
        assert taken_along(client, query) == expected


def test_program_that_would_rather_wait_is_sent_the_rows_of_this_moment(
    cast: Cast, client: Client
) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    make_files()
    crowd(cast, 1, stem="Weir")

    assert "Weir" in streamed(client.get(BOARD, headers={"prefer": "wait=3600"}))
    assert "Weir" not in taken_along(client)
    assert ExportFile.objects.count() == 1


def test_page_tells_how_far_the_file_is_and_comes_again_by_itself(
    cast: Cast, client: Client
) -> None:
    crowd(cast, 4)
    client.get(BOARD)
    waiting = get(client, f"/exports/{only().token}/")
    ExportFile.objects.update(state=ExportState.MAKING, rows=3)
    making = get(client, f"/exports/{only().token}/")
    make_files()

    assert only().about == 4
    assert "3 of about 4 rows are written." in words(making)
    assert 'max="100" value="75"' in making
    for page in (waiting, making):
        assert f'<meta http-equiv="refresh" content="5; url=/exports/{only().token}/">' in page
        assert f'hx-get="/exports/{only().token}/" hx-trigger="every 5s"' in page


def test_page_of_a_list_that_nothing_counts_tells_rows_only(cast: Cast, client: Client) -> None:
    crowd(cast, 3)
    client.get("/submissions/?q=mill&format=csv")
    ExportFile.objects.update(state=ExportState.MAKING, rows=1)

    page = get(client, f"/exports/{only().token}/")
    assert "1 row is written." in words(page)
    assert '<progress aria-label="How far it is" max="100"></progress>' in page


@pytest.mark.parametrize("state", [ExportState.DONE, ExportState.FAILED, ExportState.ENDED])
def test_page_of_what_is_settled_stays_as_it_is(
    cast: Cast, client: Client, state: ExportState
) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    make_files()
    ExportFile.objects.update(state=state, problem=ExportProblem.DISK_FULL)
    page = client.get(f"/exports/{only().token}/").content.decode()

    assert 'http-equiv="refresh"' not in page
    assert "hx-trigger" not in page
    assert ("There is no room on the site's disk for it." in words(page)) is (
        state == ExportState.FAILED
    )


def test_all_who_ask_for_the_same_share_one_file(cast: Cast, client: Client) -> None:
    crowd(cast, 3)
    for address in (
        "/submissions/?kind=organisation&q=mill&format=csv",
        "/submissions/?q=mill&format=csv&kind=organisation&utm_source=x",
        "/submissions/?kind=organisation&format=csv&q=mill",
    ):
        assert client.get(address).status_code == 202
    assert only().query == "kind=organisation&q=mill"
    make_files()
    assert len(taken_along(client, address).splitlines()) == 4
    assert client.get("/submissions/?q=mill&format=json").status_code == 202
    assert ExportFile.objects.count() == 2


def test_file_is_shared_for_an_hour_then_made_anew_and_the_old_link_holds(
    cast: Cast, client: Client
) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    make_files()
    old = only().token
    crowd(cast, 1, stem="Weir")

    assert "Weir" not in taken_along(client)
    with time_machine.travel(timezone.now() + SHARED + timedelta(seconds=1)):
        assert client.get(BOARD).status_code == 202
        make_files()
        assert "Weir" in taken_along(client)
        assert "Weir" not in streamed(client.get(f"/exports/{old}/file/"))


def test_page_that_asks_again_by_script_is_shown_also_what_is_gone(
    cast: Cast, client: Client
) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    ExportFile.objects.update(state=ExportState.ENDED)
    page = client.get(f"/exports/{only().token}/", headers={"hx-request": "true"})

    assert page.status_code == 200
    assert "This file is not kept any more" in words(page.content.decode())


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(cast: Cast, client: Client, method: str) -> None:
    file = asked()

    assert getattr(client, method)(f"/exports/{file.token}/").status_code == 405
    assert getattr(client, method)(f"/exports/{file.token}/file/").status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/exports/x/", "/exports/x/file/", "/exports/1/", "/exports/..%2F..%2Fsecret_key/file/"],
)
def test_file_that_nobody_asked_for_is_not_found(cast: Cast, client: Client, address: str) -> None:
    assert asked().pk
    assert client.get(address).status_code == 404


def test_file_that_is_not_ready_is_told_so(cast: Cast, client: Client) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    response = client.get(f"/exports/{only().token}/file/")

    assert (response.status_code, response["Retry-After"]) == (202, "5")
    assert "The file waits to be made" in words(response.content.decode())


@pytest.mark.parametrize("query", ["format=csv&statuss=x", "format=csv&q=x", "format=xml"])
def test_what_cannot_be_read_makes_no_file(cast: Cast, client: Client, query: str) -> None:
    crowd(cast, 3)

    assert client.get(f"/submissions/?{query}").status_code == 400
    assert not ExportFile.objects.exists()


def test_no_more_files_wait_than_may(cast: Cast, client: Client) -> None:
    crowd(cast, 3)
    for number in range(MOST_WAITING):
        asked(query=f"q={number}")
    response = client.get(BOARD)

    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert "Too many files at once" in words(response.content.decode())
    assert ExportFile.objects.count() == MOST_WAITING


def test_workbook_of_more_than_a_sheet_holds_is_refused_before_it_is_asked_for(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(cast, 4)
    monkeypatch.setattr("tracker.public.lists.has_more", lambda _rows, _most: True)

    assert client.get("/submissions/?format=xlsx").status_code == 400
    assert not ExportFile.objects.exists()


@pytest.mark.parametrize("amount", [3, 300])
def test_waiting_for_a_file_costs_the_same_for_every_length(
    cast: Cast, client: Client, amount: int
) -> None:
    crowd(cast, amount)
    costs = []
    addresses = [BOARD, BOARD, f"/exports/{asked(query='q=mi').token}/"]
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))
    make_files()
    done = ExportFile.objects.latest("pk").token
    for address in (BOARD, f"/exports/{done}/", f"/exports/{done}/file/"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            assert response.getvalue() or response.status_code == 303
        costs.append(len(queries))

    # To ask: what is there, how long the list is, for the page once more, what waits; a row and its
    # savepoint; and how many are before it.
    assert costs == [8, 2, 2, 2, 2, 2]
