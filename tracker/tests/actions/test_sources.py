"""Evidence for a fact: adding, correcting and removing it, with its file."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from tracker.actions.signatories import record_membership
from tracker.actions.sources import add_source, change_source, remove_source
from tracker.choices import EventKind
from tracker.models import Event, Source
from tracker.rules.refusals import Conflict, Refused
from tracker.rules.uploads import MAX_BYTES
from tracker.tests.cast import SOURCE, Cast

PDF = b"%PDF-1.7 a letter"


def kept_files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


def test_add_source_tells_what_it_is_about(cast: Cast) -> None:
    offer = cast.offer()
    membership = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    reply, check = cast.reply("reminder", offer, speaker="signatory"), cast.check(offer)
    subjects = {
        "statement": cast.declaration,
        "signatory": cast.rios,
        "membership": membership,
        "submission": offer,
        "reply": reply,
        "check_made": check,
    }

    for name, subject in subjects.items():
        source = add_source(subject, SOURCE, by=cast.anna)

        assert source.subject == subject
        event = Event.objects.latest("pk")
        assert event.facts == {"about": name, "about_id": subject.pk, "version": 1}
        assert event.statement == (
            None if name in {"signatory", "membership"} else cast.declaration
        )
        assert event.submission == (offer if name == "submission" else None)
        assert event.signatory == (cast.rios if name == "signatory" else None)


def test_add_source_needs_something_it_can_be_about(cast: Cast) -> None:
    with pytest.raises(KeyError):
        add_source(cast.wording, SOURCE, by=cast.anna)


def test_add_source_keeps_a_file_under_a_name_of_our_own(cast: Cast, upload_folder: Path) -> None:
    source = add_source(
        cast.rios, {"title": "Letter"}, by=cast.anna, file=("../My letter.PDF.exe", PDF)
    )

    digest = sha256(PDF).hexdigest()
    assert (source.sha256, source.file_type) == (digest, "application/pdf")
    assert source.file_name == "My-letter.PDF.exe.pdf"
    assert source.file.name.startswith("sources/")
    assert source.file.name.endswith(f"/{digest}.pdf")
    assert kept_files(upload_folder) == [PDF]
    event = Event.objects.latest("pk")
    assert event.changes == {
        "title": ["", "Letter"],
        "sha256": [None, digest],
        "file_name": [None, "My-letter.PDF.exe.pdf"],
    }


@pytest.mark.parametrize(
    "values, file, field",
    [
        ({"title": "A"}, None, "url"),
        ({"title": ""}, ("a.pdf", PDF), "title"),
        ({"title": "A", "url": "javascript:alert(1)"}, ("a.pdf", PDF), "url"),
        ({"title": "A"}, ("a.pdf", b"<html>"), "file"),
        ({"title": "A"}, ("a.pdf", b""), "file"),
        ({"title": "A"}, ("a.txt", b"x" * (MAX_BYTES + 1)), "file"),
    ],
)
def test_add_source_that_is_refused_keeps_nothing(
    cast: Cast,
    upload_folder: Path,
    values: dict[str, Any],
    file: tuple[str, bytes] | None,
    field: str,
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_source(cast.rios, values, by=cast.anna, file=file)

    assert list(refused.value.message_dict) == [field]
    assert not Source.objects.exists()
    assert kept_files(upload_folder) == []


def test_add_source_takes_a_file_of_the_largest_size(cast: Cast) -> None:
    source = add_source(cast.rios, {"title": "A"}, by=cast.anna, file=("a", b"x" * MAX_BYTES))

    assert source.file.size == MAX_BYTES


def test_add_source_takes_a_quotation_alone(cast: Cast) -> None:
    assert add_source(cast.rios, {"title": "A", "quotation": "“We sign.”"}, by=cast.anna).pk


def test_change_source_tells_old_and_new(cast: Cast) -> None:
    source = add_source(cast.rios, SOURCE, by=cast.anna, file=("a.pdf", PDF))

    changed = change_source(
        source, {"retrieved_on": date(2023, 1, 30)}, by=cast.anna, seen=1, why="Misread."
    )

    assert (changed.version, changed.file.name) == (2, source.file.name)
    event = Event.objects.get(kind=EventKind.SOURCE_CHANGED)
    assert event.changes == {"retrieved_on": [None, "2023-01-30"]}
    with pytest.raises(Conflict, match="retrieved on"):
        change_source(source, {"title": "B"}, by=cast.ben, seen=1, why="Misread.")


def test_change_source_without_a_difference_does_nothing(cast: Cast) -> None:
    source = add_source(cast.rios, SOURCE, by=cast.anna)
    events = Event.objects.count()

    assert change_source(source, SOURCE, by=cast.anna).version == 1
    assert Event.objects.count() == events


def test_change_source_leaves_some_evidence(cast: Cast) -> None:
    source = add_source(cast.rios, SOURCE, by=cast.anna)

    with pytest.raises(Refused, match="Give an address, a quotation or a file"):
        change_source(source, {"url": ""}, by=cast.anna)


def test_remove_source_removes_its_file_too(
    cast: Cast,
    upload_folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    source = add_source(cast.rios, SOURCE, by=cast.anna, file=("a.pdf", PDF))

    with django_capture_on_commit_callbacks(execute=True):
        remove_source(source, by=cast.anna)
        assert kept_files(upload_folder) == [PDF]

    assert kept_files(upload_folder) == []
    assert not Source.objects.exists()
    event = Event.objects.get(kind=EventKind.SOURCE_REMOVED)
    assert event.changes["url"] == [SOURCE["url"], None]


@pytest.mark.parametrize("public", ["statement", "submission", "reply", "check"])
def test_remove_source_keeps_the_last_of_what_is_public(cast: Cast, public: str) -> None:
    offer = cast.offered()
    rows = {
        "statement": lambda: cast.declaration,
        "submission": lambda: offer,
        "reply": lambda: cast.replied("refusal", offer),
        "check": lambda: cast.release(cast.check(offer)),
    }
    row: Any = rows[public]()

    with pytest.raises(Refused, match="This is the only source of something public"):
        remove_source(row.sources.get(), by=cast.ben)
    add_source(row, SOURCE, by=cast.anna)
    remove_source(row.sources.first(), by=cast.anna, why="Misread.")
    assert row.sources.count() == 1


def test_remove_source_of_what_is_not_public(cast: Cast) -> None:
    for row in (cast.rios, cast.offer(), cast.draft("Locks", "locks")):
        remove_source(add_source(row, SOURCE, by=cast.anna), by=cast.anna)
        assert not row.sources.exists()
