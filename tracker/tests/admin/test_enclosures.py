"""Files that came with a message, as the desk gets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tracker.actions.tracking import add_message
from tracker.models import Enclosure
from tracker.tests.admin.browsing import get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact

PDF = b"%PDF-1.4 minutes of the assembly"


@pytest.fixture
def enclosure(cast: Cast) -> Enclosure:
    offer = with_contact(cast.release(hosted(cast)))
    add_message(offer, "See there.", ("minutes.pdf", PDF))
    return Enclosure.objects.get()


def url_of(enclosure: Enclosure) -> str:
    return page_of(enclosure.reply, f"files/{enclosure.pk}")


def test_desk_reads_the_file_beside_the_message(
    cast: Cast, sign_in: SignIn, enclosure: Enclosure
) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, page_of(enclosure.reply))

    assert page.links("minutes.pdf") == [url_of(enclosure)]
    assert enclosure.sha256 in page.text
    assert "not public" in page.text


def test_file_is_a_download_and_never_run(
    cast: Cast, sign_in: SignIn, enclosure: Enclosure
) -> None:
    answer = sign_in(cast.aud).get(url_of(enclosure))

    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_lost_and_unknown_files_are_not_found(
    cast: Cast, sign_in: SignIn, enclosure: Enclosure
) -> None:
    browser = sign_in(cast.anna)
    Path(enclosure.file.path).unlink()

    assert browser.get(url_of(enclosure)).status_code == 404
    assert browser.get(page_of(enclosure.reply, "files/999")).status_code == 404


def test_stranger_sees_nothing(client: Client, enclosure: Enclosure) -> None:
    answer = client.get(url_of(enclosure))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
