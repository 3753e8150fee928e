"""Files of the whole record as readers meet them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.dumps import ask_for_dump
from tracker.actions.erasures import erase_submission, preview_erasure
from tracker.actions.tracking import withdraw_offer
from tracker.choices import ErasureGround
from tracker.models import ExportFile
from tracker.tests.cast import Cast
from tracker.tests.exported import make_files
from tracker.tests.public.reading import get, links, words
from tracker.tests.queries.crowds import crowd

PAGE, LATEST = "/data/dumps/", "/data/latest.zip"


@pytest.fixture(autouse=True)
def folder(upload_folder: Path, settings: Settings) -> Path:
    settings.DUMPS_KEPT = 7
    return upload_folder / "exports"


def dumped() -> ExportFile:
    file = ask_for_dump(timezone.now(), is_wanted=True)
    assert file is not None
    make_files()
    return ExportFile.objects.get(pk=file.pk)


def test_page_tells_each_file_with_day_size_and_hash(cast: Cast, client: Client) -> None:
    crowd(cast, 2)
    with time_machine.travel(datetime(2026, 5, 4, 0, 1, tzinfo=UTC), tick=False):
        file = dumped()
    page = get(client, PAGE)

    assert file.rows > 4
    assert f"4 May 2026, 00:01:00 UTC {file.rows}" in words(page)
    assert file.sha256 in page
    assert f"/exports/{file.token}/file/" in links(page)
    assert f"http://127.0.0.1:8000{LATEST}" in links(page)


def test_newest_file_has_an_address_that_stays(cast: Cast, client: Client) -> None:
    cast.offered()
    file = dumped()
    response = client.get(LATEST)

    assert (response.status_code, response["Location"]) == (302, f"/exports/{file.token}/file/")
    taken = client.get(response["Location"])
    data = b"".join(taken)  # type: ignore[arg-type]
    assert file.as_of is not None
    name = f"record-{file.as_of.date().isoformat()}.zip"
    assert taken["Content-Disposition"] == f'attachment; filename="{name}"'
    assert taken["Content-Type"] == "application/zip"
    assert (taken["ETag"], len(data)) == (f'"{file.sha256}"', file.size)
    assert sha256(data).hexdigest() == file.sha256
    assert ZipFile(io.BytesIO(data)).testzip() is None
    known = client.get(response["Location"], headers={"if-none-match": taken["ETag"]})
    assert known.status_code == 304


def test_what_is_taken_out_ends_every_file_at_once(cast: Cast, client: Client) -> None:
    offers = crowd(cast, 2)
    file = dumped()
    withdraw_offer(offers[0])

    assert client.get(f"/exports/{file.token}/file/").status_code == 410
    assert client.get(LATEST).status_code == 404
    assert "No file is there just now" in words(get(client, PAGE))
    assert file.token not in get(client, PAGE)


def test_erased_person_stands_in_no_file(cast: Cast, client: Client, folder: Path) -> None:
    offer = cast.offered(cast.mara)
    file = dumped()
    [path] = folder.iterdir()
    assert b"Mara Okonjo" in ZipFile(path).read("signatories.csv")
    ground, token = ErasureGround.OWN_REQUEST, preview_erasure(offer).token
    day = timezone.localdate()
    erasure = erase_submission(offer, ground, "", by=cast.ben, token=token, asked_on=day)
    client.force_login(cast.ben)
    told = client.get(f"/admin/tracker/erasure/{erasure.pk}/change/").content.decode()

    assert client.get(f"/exports/{file.token}/file/").status_code == 410
    assert file.stored_name in told
    make_files()
    assert list(folder.iterdir()) == []
    told = client.get(f"/admin/tracker/erasure/{erasure.pk}/change/").content.decode()
    assert file.stored_name not in told
    dumped()
    [path] = folder.iterdir()
    assert b"Mara Okonjo" not in b"".join(map(ZipFile(path).read, ZipFile(path).namelist()))


def test_page_says_why_there_is_no_file(db: None, client: Client, settings: Settings) -> None:
    assert "The next one is written within the hour." in words(get(client, PAGE))
    settings.DUMPS_KEPT = 0
    assert "This site writes no such file" in words(get(client, PAGE))
    assert client.get(LATEST).status_code == 404


def test_page_tells_licence_and_how_to_name_the_source(
    db: None, client: Client, settings: Settings
) -> None:
    assert "has stated no licence for its data" in words(get(client, PAGE))
    settings.DATA_LICENCE = "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/"
    settings.DATA_ATTRIBUTION = "The Record, 2026"
    page = get(client, PAGE)
    assert "https://creativecommons.org/licenses/by/4.0/" in links(page)
    assert "Please name the source as: The Record, 2026" in words(page)
    settings.DATA_LICENCE = "CC0-1.0"
    assert "Licence CC0-1.0" in words(get(client, PAGE))


@pytest.mark.parametrize("amount", [1, 3])
def test_page_costs_the_same_for_every_number_of_files(
    cast: Cast, client: Client, amount: int
) -> None:
    cast.offered()
    for _number in range(amount):
        dumped()
    with CaptureQueriesContext(connection) as asked:
        page = get(client, PAGE)

    assert len(asked) == 2
    assert page.count("UTC</time></a>") == amount
