"""Who was erased does not come back when the seed file is loaded again."""

from __future__ import annotations

import pytest

from tracker.actions.erasures import erase_signatory, erase_submission
from tracker.choices import ErasureGround
from tracker.models import Event, SeededRow, Signatory, Submission
from tracker.tests.cast import make_user
from tracker.tests.leftovers import columns_with
from tracker.tests.seeds import load

# The file names them also as who looked for a reply to others.
BY_OTHERS = ('by_whom = "Ríos Libres"', 'by_whom = "An editor"')
# And as the publisher of a page about the statement: what others say is for an editor.
LEFT = {
    ("tracker_event", "changes"),
    ("tracker_event", "shown_facts"),
    ("tracker_seededrow", "said"),
    ("tracker_source", "publisher"),
}

pytestmark = pytest.mark.django_db


def state() -> tuple[int, int, int, int]:
    return (
        Submission.objects.count(),
        Signatory.objects.count(),
        SeededRow.objects.count(),
        Event.objects.count(),
    )


def naming(key: str) -> list[str]:
    """The entries that name this submission of the file."""
    rows = SeededRow.objects.filter(said__has_key="submissions").order_by("pk")
    return [row.key for row in rows if key in row.said["submissions"]]


def rios() -> Signatory:
    return Signatory.objects.get(name="Ríos Libres")


def test_loading_again_leaves_a_stub_as_it_is() -> None:
    load(BY_OTHERS)
    erased = rios()
    erase_signatory(erased, ErasureGround.OBJECTION, "", by=make_user("ben", "publisher"))
    before = state()

    again = load(BY_OTHERS)

    assert (state(), again.recorded, again.changed) == (before, 0, [])
    assert "[signatories.rios] was erased since; left as it is." in again.left
    assert not [line for line in again.left if "erased:" in line]
    assert not Signatory.objects.filter(name="Ríos Libres").exists()
    assert columns_with("libres") == LEFT


def test_loading_an_edited_file_changes_nothing_of_a_stub() -> None:
    load(BY_OTHERS)
    erase_signatory(rios(), ErasureGround.OBJECTION, "", by=make_user("ben", "publisher"))
    before = state()

    again = load(
        BY_OTHERS, ('name = "Ríos Libres"', 'name = "Ríos Libres"\naliases = [{ name = "Libres" }]')
    )

    assert (state(), again.recorded, again.changed) == (before, 0, [])
    assert columns_with("libres") == LEFT


def test_loading_again_leaves_what_else_names_the_stub_by_its_key() -> None:
    load()
    submission = Submission.objects.get(
        pk=SeededRow.objects.get(key="rivers-call/submissions.rios").subject_id
    )
    assert naming("rios") == ["rivers-call/replies.deferral", "rivers-call/checks.april"]

    erase_submission(submission, ErasureGround.OBJECTION, "", by=make_user("ben", "publisher"))

    assert not SeededRow.objects.filter(key__contains="submissions.rios").exists()
    assert naming("rios") == []
    assert load().changed == []
    assert naming("rios") == []


def test_erasing_again_finds_the_entries_that_were_forgotten() -> None:
    load()
    ben = make_user("ben", "publisher")
    erase_signatory(rios(), ErasureGround.OBJECTION, "", by=ben)
    keys = list(SeededRow.objects.order_by("pk").values_list("key", flat=True))
    stub = Signatory.objects.get(name="Erased")

    erase_signatory(stub, ErasureGround.OBJECTION, "", by=ben)

    assert list(SeededRow.objects.order_by("pk").values_list("key", flat=True)) == keys
