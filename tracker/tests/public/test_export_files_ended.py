"""Files of long lists that are over: nobody gets what was taken out, whatever link they have."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.erasures import erase_submission
from tracker.actions.tracking import set_visibility, withdraw_offer
from tracker.choices import ErasureGround, Visibility
from tracker.models import Submission
from tracker.tests.cast import Cast
from tracker.tests.exported import BOARD, make_files, only, taken_along
from tracker.tests.exported import many as many
from tracker.tests.public.reading import streamed, words
from tracker.tests.queries.crowds import crowd


def taken_out(cast: Cast, how: str) -> Submission:
    offer = Submission.objects.get(signed_name="Mill 0001")
    if how == "withdrawn":
        withdraw_offer(offer)
    elif how == "withheld":
        set_visibility(offer, Visibility.WITHHELD)
    else:
        erase_submission(offer, ErasureGround.OWN_REQUEST, "", by=cast.ben)
    return offer


@pytest.mark.parametrize("how", ["withdrawn", "withheld", "erased"])
def test_file_ends_at_once_when_something_in_it_is_taken_out(
    cast: Cast, client: Client, upload_folder: Path, how: str
) -> None:
    crowd(cast, 4)
    client.get(BOARD)
    make_files()
    token = only().token
    response = client.get(f"/exports/{token}/file/")
    known = response["ETag"]
    assert "Mill 0001" in streamed(response)
    assert (
        client.get(f"/exports/{token}/file/", headers={"if-none-match": known}).status_code == 304
    )
    taken_out(cast, how)

    # Without a worker: nobody gets it, however they ask.
    page = client.get(f"/exports/{token}/")
    assert page.status_code == 410
    assert "This file is not kept any more" in words(page.content.decode())
    file = client.get(f"/exports/{token}/file/", headers={"if-none-match": known})
    assert file.status_code == 410
    assert b"Mill" not in file.content
    assert client.get(BOARD).status_code == 202
    # With one: it is gone from the disk, and what was searched for is forgotten.
    make_files()
    assert not [path for path in upload_folder.rglob("*.csv") if token in path.name]
    new = taken_along(client)
    assert "Mill 0002" in new
    withdrawn = [line for line in new.splitlines() if "Mill 0001" in line]
    assert ["withdrawn" in line for line in withdrawn] == ([True] if how == "withdrawn" else [])


def test_file_whose_time_is_over_is_not_given_out(
    cast: Cast, client: Client, settings: Settings
) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    make_files()
    with time_machine.travel(timezone.now() + timedelta(hours=settings.EXPORT_HOURS, seconds=1)):
        assert client.get(f"/exports/{only().token}/").status_code == 410
        assert client.get(f"/exports/{only().token}/file/").status_code == 410
        assert client.get(BOARD).status_code == 202


def test_file_that_was_lost_is_said_to_be_gone_and_made_anew(
    cast: Cast, client: Client, upload_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crowd(cast, 3)
    client.get(BOARD)
    make_files()
    [path] = upload_folder.rglob("*.csv")
    path.unlink()

    assert client.get(f"/exports/{only().token}/file/").status_code == 410
    assert "are missing" in caplog.text
    assert client.get(BOARD).status_code == 202
