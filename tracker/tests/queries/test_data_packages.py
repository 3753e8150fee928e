"""The whole record as a data package: valid, complete, and nothing that is not public."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import frictionless
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.checks import void_check
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.erasures import erase_submission, preview_erasure
from tracker.actions.log import sequence_events
from tracker.actions.positions import record_position
from tracker.actions.signatories import add_alias, record_membership
from tracker.actions.sources import add_source
from tracker.actions.translations import add_translation
from tracker.choices import ErasureGround, PositionKind, ReplyKind, Visibility, VoidReason
from tracker.models import Event, Submission
from tracker.queries.data_packages import TABLES, package_bytes
from tracker.queries.exports import CHUNK
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.queries.crowds import crowd

NOW = datetime(2026, 5, 4, 3, 30, tzinfo=UTC)
Rows = list[dict[str, str]]


def package() -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(package_bytes(NOW, lambda _rows: None))))


def table(name: str) -> Rows:
    with package() as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode(), newline="")))


def everything() -> str:
    """All that stands in the package, as one text."""
    with package() as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.fixture
def full(cast: Cast) -> Cast:
    """Something in every table."""
    offer = cast.offered(message="We sign, = gladly.", representative="Ana Paz", capacity="Chair")
    exception = {"kind": PositionKind.RESERVATION, "text": "Not “for sale”,\nnor for rent."}
    clause = cast.wording.clauses.get(kind="point", number="2")
    excepted = cast.offer(cast.fleuves)
    record_position(excepted, {"clause": clause} | exception, by=cast.anna)
    cast.release(excepted)
    first, second = crowd(cast, 2)
    cast.release(cast.reply(ReplyKind.DEFERRAL, first, second, text="More time, please."))
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    cast.release(cast.check(first, second, note="Nothing there."))
    void_check(cast.release(cast.check(first)), VoidReason.MISTAKE, by=cast.ben)
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    add_alias(cast.rios, {"name": "Rios Libres", "kind": "alias"}, by=cast.anna)
    words = {"language": "es", "title": "Ríos", "text": "Ríos.", "translator": "Eva"}
    add_translation(cast.wording, words, by=cast.anna)
    said = {"what": "name", "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
    for subject in (cast.letter, cast.rios, first):
        release_correction(record_correction(subject, said, by=cast.anna), by=cast.ben)
    sequence_events()
    return cast


def test_package_is_valid_with_every_key_and_hash(full: Cast, tmp_path: Path) -> None:
    """Frictionless reads every cell by its type, looks up every key, and counts every byte."""
    path = tmp_path / "record.zip"
    path.write_bytes(b"".join(package_bytes(NOW, lambda _rows: None)))
    with ZipFile(path) as archive:
        archive.extractall(tmp_path / "record")
    found = frictionless.Package(str(tmp_path / "record" / "datapackage.json"))
    report = found.validate()

    assert report.flatten(["type", "message"]) == []
    assert report.valid
    assert [one.name for one in found.resources] == [one.name for one in TABLES]
    assert all(task.stats["rows"] for task in report.tasks)


def test_key_that_points_nowhere_would_be_found(full: Cast, tmp_path: Path) -> None:
    with package() as archive:
        archive.extractall(tmp_path)
    path = tmp_path / "submissions.csv"
    path.write_bytes(path.read_bytes().replace(b"ferry-letter,", b"no-such-letter,"))
    told = json.loads((tmp_path / "datapackage.json").read_text())
    for resource in told["resources"]:
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(told))
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()

    assert {one for [one] in report.flatten(["type"])} == {"foreign-key"}


def test_package_says_what_it_is(full: Cast, settings: Settings) -> None:
    settings.DATA_LICENCE = "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/"
    settings.DATA_ATTRIBUTION = "The Record, 2026"
    with package() as archive:
        told = json.loads(archive.read("datapackage.json"))
        readme = archive.read("README.md").decode()
        for resource in told["resources"]:
            data = archive.read(resource["path"])
            assert resource["bytes"] == len(data)
            assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"

    assert told["created"] == "2026-05-04T03:30:00Z"
    assert told["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert told["contributors"] == [{"title": "The Record, 2026", "role": "publisher"}]
    assert "Licence: CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/." in readme
    assert "As of 2026-05-04 03:30 UTC" in readme
    assert "* `submissions.csv`: 4 rows." in readme


def test_package_of_a_site_that_states_no_licence_states_none(db: None) -> None:
    with package() as archive:
        told = json.loads(archive.read("datapackage.json"))
        readme = archive.read("README.md").decode()

    assert "licenses" not in told
    assert "Nobody has stated under which licence it may be used" in readme
    assert told["contributors"][0]["title"] == "Undersigned, http://127.0.0.1:8000"


def test_every_public_event_and_submission_is_in_it(full: Cast) -> None:
    events, submissions = Event.objects.visible_to(None), Submission.objects.public()

    assert [int(row["number"]) for row in table("events")] == sorted(
        events.values_list("pk", flat=True)
    )
    assert [row["reference"] for row in table("submissions")] == list(
        submissions.order_by("pk").values_list("reference", flat=True)
    )


def test_texts_come_through_as_they_are(full: Cast) -> None:
    [position] = table("positions")

    assert position["text"] == "Not “for sale”,\nnor for rent."
    assert table("submissions")[0]["message"] == "We sign, = gladly."
    assert table("submissions")[0]["represented_by"] == "Ana Paz"
    assert {row["note"] for row in table("checks")} == {"Nothing there."}


def test_withheld_name_is_nowhere_nor_what_could_show_it(cast: Cast) -> None:
    offer = cast.offered(
        cast.mara,
        visibility=Visibility.WITHHELD,
        message="Mara signs.",
        representative="Mara O.",
        capacity="Okonjo herself",
    )
    cast.release(cast.reply(ReplyKind.DEFERRAL, offer, text="Dear Mara, wait."))
    cast.release(cast.check(offer, by_whom="Mara", note="Mara looked."))
    add_source(offer, SOURCE | {"title": "Mara's page"}, by=cast.anna)
    said = {"what": "name", "was": "Marra", "now": "Mara", "why": "c", "since": "2022-05-01"}
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    [row] = table("submissions")

    assert (row["reference"], row["signatory"], row["name_withheld"]) == (
        offer.reference,
        "",
        "yes",
    )
    assert len(table("replies")) == len(table("checks")) == len(table("corrections")) == 1
    assert not {"Mara", "Marra", "Okonjo"} & set(everything().replace("'", " ").split())
    assert "mara-okonjo" not in everything()


def test_what_one_reply_said_to_several_is_told_for_those_with_a_name(cast: Cast) -> None:
    hidden = cast.offered(cast.mara, visibility=Visibility.WITHHELD)
    cast.release(cast.reply(ReplyKind.DEFERRAL, cast.offered(), hidden, text="Wait."))

    assert [row["text"] for row in table("replies")] == ["Wait."]
    assert len(table("reply_submissions")) == 2


def test_drafts_and_what_is_not_released_are_nowhere(cast: Cast) -> None:
    cast.draft("Secret Plan", "secret-plan")
    cast.offer(cast.mara, message="secret words")
    offer = cast.offered()
    cast.reply(ReplyKind.REFUSAL, offer, text="secret refusal")
    cast.check(offer, note="secret check")
    told = everything()

    assert "Ríos Libres" in told
    assert "ecret" not in told
    assert "Okonjo" not in told


def test_erased_content_is_nowhere_and_its_stub_is_told(cast: Cast) -> None:
    offer = cast.offer(cast.mara, message="Mara signs.")
    exception = {"kind": PositionKind.RESERVATION, "text": "Mara objects."}
    clause = cast.wording.clauses.get(kind="point", number="1")
    record_position(offer, {"clause": clause} | exception, by=cast.anna)
    cast.release(offer)
    ground, token = ErasureGround.OWN_REQUEST, preview_erasure(offer).token
    erase_submission(offer, ground, "", by=cast.ben, token=token, asked_on=NOW.date())
    [row] = table("submissions")

    assert row["name_withheld"] == "yes"
    assert row["erased_at"]
    assert [one["text"] for one in table("positions")] == [""]
    assert "Mara" not in everything()


def test_contact_data_is_nowhere(cast: Cast) -> None:
    names = {field.name for one in TABLES for field in one.fields}

    assert not {"email", "e_mail", "phone", "contact", "ip", "recorded_by", "by_account"} & names


@pytest.mark.parametrize("amount", [1, 40])
def test_package_asks_as_often_for_many_as_for_few(cast: Cast, amount: int) -> None:
    crowd(cast, amount)
    with CaptureQueriesContext(connection) as asked:
        package()

    assert len(asked) == len(TABLES)


def test_package_is_written_in_pieces(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than some rows are held at a time, and it is told how many have passed."""
    assert CHUNK == 1000
    monkeypatch.setattr("tracker.queries.exports.CHUNK", 10)
    crowd(cast, 60)
    passed: list[int] = []
    pieces = list(package_bytes(NOW, passed.append))

    assert passed == sorted(passed)
    assert len(pieces) == len(passed) + 1
    assert max(after - before for before, after in pairwise(passed)) <= 10


def test_fields_are_told(db: None) -> None:
    fields: list[Any] = [field for one in TABLES for field in one.fields]

    assert all(field.told.endswith((".", "BCP 47.")) for field in fields)
    for one in TABLES:
        assert len(set(one.columns)) == len(one.columns)
        assert set(one.key) <= set(one.columns)
