"""Files that come with a message on one's own page."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tracker.actions.tracking import add_message
from tracker.choices import EventKind, Origin, ReplyKind
from tracker.models import Enclosure, Event, Reply, Submission
from tracker.rules.refusals import Refused
from tracker.rules.uploads import MAX_ENCLOSED
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact

PDF = b"%PDF-1.4 minutes of the assembly"


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_with_its_message(offer: Submission, upload_folder: Path) -> None:
    reply = add_message(offer, "Our minutes.", (r"C:\papers\Our minutes.exe", PDF))

    one = Enclosure.objects.get()
    digest = sha256(PDF).hexdigest()
    assert (one.reply, one.name, one.media_type) == (
        reply,
        "Our-minutes.exe.pdf",
        "application/pdf",
    )
    assert (one.size, one.sha256) == (len(PDF), digest)
    assert one.file.name == f"enclosed/{digest[:2]}/{digest}.pdf"
    assert [path.read_bytes() for path in kept(upload_folder)] == [PDF]


def test_a_file_leaves_an_event_with_its_hash_and_no_name(offer: Submission) -> None:
    reply = add_message(offer, "Our minutes.", ("minutes-of-mara.pdf", PDF))

    event = Event.objects.get(kind=EventKind.ENCLOSURE_ADDED)
    assert (event.submission, event.origin, event.is_public) == (offer, Origin.LINK, False)
    assert event.facts == {
        "sha256": sha256(PDF).hexdigest(),
        "size": len(PDF),
        "reply": reply.pk,
    }
    assert "mara" not in event.subject_label


def test_after_a_question_the_file_is_with_the_words(cast: Cast, offer: Submission) -> None:
    cast.replied(ReplyKind.QUESTION, offer, dated=offer.offered)
    add_message(offer, "The minutes.", ("minutes.pdf", PDF))

    assert Enclosure.objects.get().reply.kind == ReplyKind.NOTE


def test_the_same_bytes_are_stored_once(offer: Submission, upload_folder: Path) -> None:
    add_message(offer, "Once.", ("a.pdf", PDF))
    add_message(offer, "Twice.", ("b.pdf", PDF))

    assert Enclosure.objects.count() == 2
    assert len(kept(upload_folder)) == 1


@pytest.mark.parametrize(
    "data, told",
    [
        (b"<html><script>alert(1)</script></html>", "not a PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a PDF"),
        (b"PK\x03\x04\x14\x00\x08\x00", "not a PDF"),
        (b"MZ\x90\x00 a program", "not a PDF"),
        (b"", "not a PDF"),
        (b"%PDF-" + b"x" * MAX_ENCLOSED, "larger than 5 MB"),
    ],
    ids=["html", "svg", "zip", "program", "empty", "large"],
)
def test_others_are_refused_whole(
    offer: Submission, upload_folder: Path, data: bytes, told: str
) -> None:
    before = Event.objects.count()

    with pytest.raises(Refused, match=told):
        add_message(offer, "See there.", ("minutes.pdf", data))

    assert (Reply.objects.count(), Enclosure.objects.count()) == (0, 0)
    assert (Event.objects.count(), kept(upload_folder)) == (before, [])
