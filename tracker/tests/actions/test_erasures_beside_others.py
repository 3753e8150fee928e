"""Erasing one person takes nothing from somebody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.signatories import add_alias, change_signatory, record_membership
from tracker.actions.sources import add_source
from tracker.choices import ReplyKind
from tracker.models import (
    Alias,
    Signatory,
    Source,
)
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.contacts import hosted
from tracker.tests.erasures import MARK, by_editor, own_offer
from tracker.tests.erasures import (
    folders as folders,
)
from tracker.tests.erasures import (
    noon as noon,
)
from tracker.tests.leftovers import columns_with, files_with

pytestmark = pytest.mark.usefixtures("noon", "folders")


def test_erasing_keeps_a_signatory_that_others_stand_on(cast: Cast) -> None:
    other = cast.offered(cast.rios)
    submission = own_offer(cast, signatory=cast.rios, signed_name="Rios of Mara")
    for name in ("Rios of Mara", "Free Rivers"):
        add_alias(cast.rios, {"name": name, "kind": "alias"}, by=cast.anna)

    erasure = by_editor(cast, submission)

    rios = Signatory.objects.get(pk=cast.rios.pk)
    other.refresh_from_db()
    assert (erasure.signatory, rios.name, rios.erased_at) == (None, "Ríos Libres", None)
    assert [one.name for one in Alias.objects.all()] == ["Free Rivers"]
    assert (rios.folded, other.folded) == (
        "rios libres\nfree rivers",
        "rios libres\nrios libres\nfree rivers",
    )
    assert columns_with("of Mara") == set()


def test_erasing_keeps_another_name_that_somebody_else_signed_with(cast: Cast) -> None:
    cast.offered(cast.rios, signed_name="Free Rivers")
    submission = own_offer(cast, signatory=cast.rios, signed_name="Free Rivers")
    add_alias(cast.rios, {"name": "Free Rivers", "kind": "alias"}, by=cast.anna)

    by_editor(cast, submission)

    assert Alias.objects.get().name == "Free Rivers"


@pytest.mark.parametrize(
    "stand",
    [
        lambda cast: cast.draft("Locks", "locks", issuer=cast.rios),
        lambda cast: _join(cast),
    ],
    ids=["a statement", "a member"],
)
def test_erasing_keeps_a_signatory_of_a_statement_or_with_members(
    cast: Cast, stand: Callable[[Cast], object]
) -> None:
    submission = own_offer(cast)
    stand(cast)

    assert by_editor(cast, submission).signatory is None


def test_erasing_keeps_what_concerns_others_as_well(cast: Cast) -> None:
    submission = own_offer(cast)
    other = cast.release(hosted(cast, cast.fleuves))
    reply = cast.replied(
        ReplyKind.DEFERRAL, submission, other, dated="2026-05-04", text="To both of you."
    )

    by_editor(cast, submission)

    reply.refresh_from_db()
    assert reply.text == "To both of you."
    assert set(reply.submissions.all()) == {submission, other}


def test_erasing_keeps_a_file_whose_bytes_another_row_holds(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    submission, other = own_offer(cast), cast.release(hosted(cast, cast.fleuves))
    first = add_source(submission, SOURCE, by=cast.anna, file=("a.txt", b"The minutes."))
    kept = add_source(other, SOURCE, by=cast.anna, file=("a.txt", b"Other minutes."))
    Source.objects.filter(pk=kept.pk).update(file=first.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        by_editor(cast, submission)

    assert files_with("The minutes.")


def test_erasing_removes_what_was_merged_into_the_signatory(cast: Cast) -> None:
    twin = cast.signatory(f"{MARK} Libres")
    submission = own_offer(cast, signatory=twin)
    token = preview_merge(cast.rios, twin).token
    merge_signatories(cast.rios, twin, by=cast.ben, token=token, why="The same.")

    submission.refresh_from_db()
    by_editor(cast, submission)

    twin.refresh_from_db()
    assert (twin.name, twin.slug) == ("Erased", f"erased-signatory-{twin.pk}")
    assert columns_with(MARK) == set()


def _join(cast: Cast) -> object:
    change_signatory(cast.rios, {"kind": "network"}, by=cast.anna, why="It is one.")
    cast.rios.refresh_from_db()
    return record_membership({"network": cast.rios, "member": cast.fleuves}, by=cast.anna)
