"""The page about using our data: every example on it runs against a site that serves."""

import html
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tracker.actions.dumps import ask_for_dump
from tracker.choices import ReplyKind
from tracker.public.using_data import example_files
from tracker.queries.pages import SIZE
from tracker.tests.cast import Cast
from tracker.tests.exported import make_files
from tracker.tests.queries.crowds import crowd

BLOCK = re.compile(
    r'<pre class="example" data-run="(\w+)"[^>]*><code>(.*?)</code></pre>', re.DOTALL
)
RUN = {"sh": ["sh", "-eu", "-c"], "python": [sys.executable, "-W", "error", "-c"]}

Serving = Callable[[str], str]


@pytest.fixture
def printed(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Serving:
    """Runs the example on the page that begins like this; returns what it printed."""
    settings.SITE_URL = live_server.url

    def run(beginning: str) -> str:
        blocks = BLOCK.findall(Client().get("/about/data/").content.decode())
        told = [(language, html.unescape(text)) for language, text in blocks]
        [(language, text)] = [one for one in told if beginning in one[1]]
        done = subprocess.run(
            [*RUN[language], text],
            check=False,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
        return done.stdout

    return run


@pytest.mark.django_db(transaction=True)
def test_list_comes_as_a_file(cast: Cast, printed: Serving, tmp_path: Path) -> None:
    waiting, answered = cast.offered(cast.rios), cast.offered(cast.fleuves)
    cast.replied(ReplyKind.ACCEPTANCE, answered)
    printed("waiting.csv")
    header, *rows = (tmp_path / "waiting.csv").read_text().splitlines()

    assert header.startswith("reference,")
    assert [row.split(",")[0] for row in rows] == [waiting.reference]


@pytest.mark.django_db(transaction=True)
def test_rows_are_read_by_the_api(cast: Cast, printed: Serving) -> None:
    offer = cast.offered()

    assert f'"reference": "{offer.reference}"' in printed("sort=waiting")


@pytest.mark.django_db(transaction=True)
def test_all_rows_are_read_page_by_page(cast: Cast, printed: Serving) -> None:
    offers = crowd(cast, SIZE + 2)
    lines = printed("def rows").splitlines()

    assert lines == [
        f"{one.reference} 2022-03-01 unanswered {one.signed_name}" for one in reversed(offers)
    ]


@pytest.mark.django_db(transaction=True)
def test_what_has_not_changed_is_not_read_again(
    cast: Cast, printed: Serving, tmp_path: Path
) -> None:
    assert cast.letter
    printed("etag-compare")

    assert (tmp_path / "events.json").read_text().startswith('{"next"')


@pytest.mark.django_db(transaction=True)
def test_a_problem_says_what_was_wrong(cast: Cast, printed: Serving) -> None:
    lines = printed("colour=red").splitlines()

    assert lines[0] == "“colour” is not a filter at this address."
    assert lines[1].startswith("Known here: q, statement, status,")


@pytest.mark.django_db(transaction=True)
def test_signature_of_a_webhook_is_checked(printed: Serving) -> None:
    """What the function says is tried in tests/proof/test_webhook_docs.py."""
    assert printed("def is_genuine") == ""


def test_every_example_stands_on_the_page(client: Client) -> None:
    """And so is run: here, or where the tests of another part of the page are."""
    page = client.get("/about/data/").content.decode()
    shown = {html.unescape(text) for _language, text in BLOCK.findall(page)}

    assert len(shown) == len(example_files())


def test_examples_are_addresses_of_this_site(client: Client) -> None:
    page = client.get("/about/data/").content.decode()

    assert f"curl --fail &#x27;{site_settings.SITE_URL}/api/v1/" in page


@pytest.mark.django_db(transaction=True)
def test_news_come_as_a_feed(cast: Cast, printed: Serving) -> None:
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered())
    told = printed("format=atom")

    assert told.count("<entry>") == 1
    assert "Harbour Assembly accepted" in told


@pytest.mark.django_db(transaction=True)
def test_the_whole_record_comes_as_one_file(
    cast: Cast, printed: Serving, settings: Settings, upload_folder: Path, tmp_path: Path
) -> None:
    settings.DUMPS_KEPT = 7
    offer = cast.offered()
    assert ask_for_dump(timezone.now(), is_wanted=True)
    make_files()
    printed("latest.zip")

    with ZipFile(tmp_path / "record.zip") as record:
        assert offer.reference in record.read("submissions.csv").decode()
