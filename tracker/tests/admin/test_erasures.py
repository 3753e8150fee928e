"""Erasing at the desk: everything is shown first, then a ground, then what is left to do."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.erased_files import finish_erasures
from tracker.actions.erasures import erase_signatory
from tracker.actions.notes import add_note
from tracker.actions.signatories import add_alias
from tracker.choices import ErasureGround, ReplyKind
from tracker.models import Erasure, Event
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL
from tracker.tests.erasures import MARK, by_editor, marked_offer, own_offer
from tracker.tests.erasures import folders as folders
from tracker.tests.erasures import noon as noon
from tracker.tests.outbox import NOON

pytestmark = pytest.mark.usefixtures("noon", "folders")


def test_preview_lists_what_goes_and_what_stays(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast, message="Please list us.")
    cast.offered(cast.rios)
    add_note(offer, "Ask them.", by=cast.anna)
    browser = sign_in(cast.ben)

    page = get(browser, page_of(offer, "erase"))

    assert page.status == 200
    assert f"{offer.reference} Ríos Libres · Please list us." in page.text
    assert "Internal notes: 1 Ask them." in page.text
    assert "The signatory “Ríos Libres”: other submissions" in page.text
    assert f"{offer.reference}: its statement and wording" in page.text
    assert EMAIL not in page.text
    assert not Erasure.objects.exists()


def test_preview_shows_every_kind_and_asks_a_fixed_number_of_questions(
    cast: Cast, sign_in: SignIn
) -> None:
    offer = marked_offer(cast)
    browser = sign_in(cast.ben)
    address = page_of(offer, "erase")
    get(browser, address)

    with CaptureQueriesContext(connection) as few:
        page = get(browser, address)

    for told in ("Sources: 9", "Received mails: 3", "Memberships of networks: 1", "Files: 1"):
        assert told in page.text
    for number in range(30):
        add_note(offer, f"Note {number}.", by=cast.anna)
    with CaptureQueriesContext(connection) as many:
        page = get(browser, address)
    assert "and more" in page.text
    assert len(few) == len(many) < 60


def test_preview_names_what_others_wrote(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast)
    other = cast.release(cast.offer(cast.fleuves, revision=cast.letter_wording))
    reply = cast.replied(
        ReplyKind.DEFERRAL, offer, other, dated="2026-05-04", text="To Ríos Libres and others."
    )
    add_note(other, "Like Ríos Libres.", by=cast.anna)

    page = get(sign_in(cast.ben), page_of(offer, "erase"))

    assert "To Ríos Libres and others." in page.text
    assert page.links(str(reply)) == [page_of(reply)]
    assert page.links("Like Ríos Libres.") == [page_of(other)]


def test_erase_carries_out_what_was_shown_with_a_ground(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast)
    page = get(sign_in(cast.ben), page_of(offer, "erase"))

    done = page.send(ground="court-order", words="File 12", asked_on="2026-05-01")

    erasure = Erasure.objects.get()
    assert done.url == page_of(erasure)
    assert (erasure.by, erasure.ground, erasure.words) == (cast.ben, "court-order", "File 12")
    assert erasure.asked_on.isoformat() == "2026-05-01"
    assert done.messages == ["Erased. Look at what you still have to see to."]


def test_erase_shows_a_new_preview_when_something_came_since(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast)
    page = get(sign_in(cast.ben), page_of(offer, "erase"))
    add_note(offer, "One more.", by=cast.anna)

    again = page.send(ground="court-order")

    assert "Something changed since the preview. Look at the new preview first." in again.errors
    assert "One more." in again.text
    assert not Erasure.objects.exists()
    assert again.send(ground="court-order").url == page_of(Erasure.objects.get())


def test_erase_needs_a_ground(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.ben), page_of(own_offer(cast), "erase"))

    assert page.send(ground="").errors == ["This field is required."]
    assert not Erasure.objects.exists()


def test_signatory_is_erased_with_all_its_submissions(cast: Cast, sign_in: SignIn) -> None:
    offer, other = own_offer(cast), cast.offered(cast.rios)
    page = get(sign_in(cast.ben), page_of(cast.rios, "erase"))

    page.send(ground="objection")

    for row in (offer, other):
        row.refresh_from_db()
    assert (offer.erased_at, other.erased_at) == (NOON, NOON)


def test_issuer_is_not_erased(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.ben), page_of(cast.declaration.issuer, "erase"))

    assert "It issues “Rivers Declaration”." in page.text
    assert "Erase for good" not in page.text


@pytest.mark.parametrize("who", ["anna", "aud"])
@pytest.mark.parametrize("method", [get, post])
def test_only_who_may_release_erases(cast: Cast, sign_in: SignIn, who: str, method: object) -> None:
    offer, browser = own_offer(cast), sign_in(getattr(cast, who))

    assert method(browser, page_of(offer, "erase")).status == 403  # type: ignore[operator]
    assert "Erase…" not in get(browser, page_of(offer)).labels
    assert not Erasure.objects.exists()


def test_erasing_what_is_not_there_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    assert get(sign_in(cast.ben), "/admin/tracker/submission/9999/erase/").status == 404


def test_stub_is_read_only_and_says_content_erased(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast)
    browser = sign_in(cast.ben)
    assert "Erase…" in get(browser, page_of(offer)).labels
    by_editor(cast, offer)

    page = get(browser, page_of(offer))
    signatory = get(browser, page_of(cast.rios))

    assert (page.status, signatory.status) == (200, 200)
    assert "message" not in page.fields()
    assert "Merge…" not in signatory.labels
    event = Event.objects.filter(submission=offer).exclude(erased_at=None)[0]
    assert "content erased" in get(browser, page_of(event)).text
    assert "Erased" in get(browser, "/admin/tracker/submission/").text


def test_erasure_lists_what_was_removed_and_the_copies_that_hold_it(
    cast: Cast, sign_in: SignIn, settings: Settings, tmp_path: Path
) -> None:
    settings.BACKUP_FOLDER = tmp_path
    for name, days in (("old.sqlite3", 40), ("new.sqlite3", 2)):
        made = (NOON - timedelta(days=days)).timestamp()
        (tmp_path / name).write_bytes(b"copy")
        os.utime(tmp_path / name, (made, made))
    erasure = by_editor(cast, own_offer(cast))
    browser = sign_in(cast.ben)

    page = get(browser, page_of(erasure))

    assert "old.sqlite3 made 25 March 2026, was to be gone by 24 April 2026" in page.text
    assert "new.sqlite3 made 2 May 2026, must be gone by 1 June 2026" in page.text
    assert "Addresses to write to 1" in page.text
    assert "The worker still takes files from the disk" in page.text
    finish_erasures()
    assert "All files are gone from the disk" in get(browser, page_of(erasure)).text


def test_erasures_are_listed_with_their_stubs(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast)
    by_editor(cast, offer)
    erase_signatory(cast.mara, ErasureGround.UNLAWFUL, "", by=cast.ben)
    browser = sign_in(cast.aud)

    page = get(browser, "/admin/tracker/erasure/")

    assert page.links(offer.reference) == [page_of(offer)]
    assert page.links("erased-signatory") == [page_of(cast.mara)]
    assert "None lies in BACKUP_FOLDER." in get(browser, page_of(Erasure.objects.latest("pk"))).text


def test_history_of_a_stub_tells_nothing_of_what_it_was(cast: Cast, sign_in: SignIn) -> None:
    offer = own_offer(cast, signed_name=f"{MARK} Club")
    add_alias(cast.rios, {"name": f"{MARK}s", "kind": "alias"}, by=cast.anna)
    by_editor(cast, offer)
    browser = sign_in(cast.ben)

    for row in (offer, cast.rios):
        assert MARK not in get(browser, page_of(row, "history")).text
