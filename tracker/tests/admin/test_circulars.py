"""Letters to all signatories on the desk: begun at a statement, previewed, reviewed, watched."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tracker.actions.circulars import write_circulars
from tracker.choices import CircularState, LetterKind, LetterState
from tracker.models import Circular, Letter
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast, make_user
from tracker.tests.circulars import drafted, released, signed

LIST = "/admin/tracker/circular/"


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.anna)


def test_statement_leads_to_a_draft_to_its_signatories(cast: Cast, desk: Client) -> None:
    (address,) = get(desk, page_of(cast.letter)).links("Write to the signatories")

    page = get(desk, address).send(subject="A meeting", body="To {name}\n\nCome.\n")

    circular = Circular.objects.get()
    assert page.errors == []
    assert (circular.statement, circular.written_by) == (cast.letter, cast.anna)
    assert (circular.subject, circular.state) == ("A meeting", CircularState.DRAFTED)
    assert not Letter.objects.exists()


def test_unknown_placeholder_is_told_at_its_field(cast: Cast, desk: Client) -> None:
    circular = drafted(cast)

    page = get(desk, page_of(circular)).send(body="Dear {friend}")

    assert any("{friend}" in error for error in page.errors)
    assert Circular.objects.get().body == circular.body


def test_draft_is_previewed_with_real_data_and_says_who_would_get_it(
    cast: Cast, desk: Client
) -> None:
    submission = signed(cast)
    page = get(desk, page_of(drafted(cast)))

    assert "Would go to 1 address, of a signatory who agreed to be told" in page.text
    assert f"As saved, to {submission.reference}" in page.text
    assert "To Keepers of mara@delta.example" in page.text
    assert "/circulars/…/stop/" in page.text


def test_draft_that_nobody_gets_says_so(cast: Cast, desk: Client) -> None:
    circular = drafted(cast)
    assert "nobody: no endorsement stands" in get(desk, page_of(circular)).text

    cast.offer(revision=cast.letter_wording)

    page = get(desk, page_of(circular))
    assert "Nobody gets it yet" in page.text
    assert "To Ríos Libres" in page.text


def test_somebody_else_releases_it(cast: Cast, sign_in: SignIn) -> None:
    signed(cast)
    circular = drafted(cast)
    Circular.objects.filter(pk=circular.pk).update(written_by=cast.ben)
    writer, reviewer, editor = (sign_in(one) for one in (cast.ben, cast.cleo, cast.anna))

    assert "somebody else reviews and releases it" in get(writer, page_of(circular)).text
    assert "Release and send…" not in get(editor, page_of(circular)).labels
    assert post(editor, page_of(circular, "do/release")).status == 403
    asked = get(reviewer, page_of(circular, "do/release"))
    assert "cannot be taken back" in asked.text
    assert Circular.objects.get().state == CircularState.DRAFTED
    done = asked.send()

    assert any("Released" in one for one in done.messages)
    assert Circular.objects.get().state == CircularState.SENDING


def test_page_shows_how_far_it_has_come(cast: Cast, desk: Client) -> None:
    signed(cast)
    signed(cast, "bo@delta.example")
    circular = released(cast)
    assert "0 of 2" in get(desk, page_of(circular)).text
    write_circulars(timezone.now())
    letter = Letter.objects.filter(kind=LetterKind.CIRCULAR).order_by("pk")[0]
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.BOUNCED)

    page = get(desk, page_of(circular))

    assert "2 of 2" in page.text
    assert "Came back 1" in page.text
    (bounced,) = page.links("Came back")
    assert "2 rows" in get(desk, bounced).text
    assert "2 of 2" in get(desk, LIST).text


def test_sending_is_stopped_from_its_page(cast: Cast, desk: Client) -> None:
    signed(cast)
    circular = released(cast)

    page = get(desk, page_of(circular, "do/stop")).send()

    assert any("Stopped" in one for one in page.messages)
    assert Circular.objects.get().state == CircularState.STOPPED
    assert page.labels == ["History"]


def test_first_page_counts_drafts_to_review(cast: Cast, desk: Client) -> None:
    drafted(cast)

    (address,) = get(desk, "/admin/").links("Letters to signatories to review")

    assert "A meeting: {statement}" in get(desk, address).text


def test_strangers_and_readers_change_nothing(cast: Cast, sign_in: SignIn) -> None:
    signed(cast)
    circular = drafted(cast)

    for browser in (Client(), sign_in(make_user("otto")), sign_in(cast.aud)):
        for tail in ("release", "stop"):
            assert browser.post(
                f"/admin/tracker/circular/{circular.pk}/do/{tail}/"
            ).status_code in (
                302,
                403,
            )
    assert get(sign_in(cast.aud), page_of(circular)).status == 200
    assert Circular.objects.get().state == CircularState.DRAFTED
