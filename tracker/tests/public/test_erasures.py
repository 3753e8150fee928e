"""What everybody reads of a stub, and erasing oneself on one's own page."""

from __future__ import annotations

import pytest
from django.test import Client

from tracker.actions.erasures import erase_signatory, erase_submission
from tracker.actions.tallies import fold_events
from tracker.choices import ErasureGround, ReplyKind
from tracker.models import Erasure, Signatory, Submission
from tracker.tests.cast import Cast
from tracker.tests.contacts import page_of
from tracker.tests.erasures import EMAIL, MARK, by_editor, marked_offer, own_offer
from tracker.tests.erasures import folders as folders
from tracker.tests.erasures import noon as noon
from tracker.tests.public.reading import get, words
from tracker.tests.public.test_visibility import everything

pytestmark = pytest.mark.usefixtures("noon", "folders")
STATEMENT = ("/statements/ferry-letter/", "/statements/ferry-letter/signatories/")


def stub_address(row: Submission) -> str:
    return Signatory.objects.get(pk=row.signatory_id).get_absolute_url()


def test_stranger_reads_of_a_stub_that_it_was_erased_when_and_why(
    cast: Cast, client: Client
) -> None:
    offer = own_offer(cast)
    erase_submission(offer, ErasureGround.COURT_ORDER, "File 12 of 2026.", by=cast.ben)

    page = words(get(client, offer.get_absolute_url()))

    assert "A signatory whose content was erased" in page
    assert "The content of this submission was erased on 4 May 2026" in page
    assert "Ground: Order of a court. File 12 of 2026." in page
    assert "Name withheld" not in page


def test_stranger_reads_no_word_of_whom_was_erased_on_any_page(cast: Cast, client: Client) -> None:
    offer = marked_offer(cast)
    cast.replied(ReplyKind.ACCEPTANCE, offer, dated=offer.offered, text=f"Dear {MARK}")
    fold_events()
    own, before = offer.get_absolute_url(), everything(client, [*STATEMENT, "/submissions/"])
    assert MARK in before + get(client, own)

    by_editor(cast, offer)
    fold_events()

    told = everything(client) + everything(client, STATEMENT) + get(client, own)
    assert (MARK.lower() in told.lower(), EMAIL in told) == (False, False)
    assert "Content erased" in get(client, "/submissions/")
    assert "The words were erased." in get(client, own)
    assert "A signatory whose content was erased offered to sign" in get(client, "/events/")
    assert "1 name withheld or erased" in words(get(client, STATEMENT[0]))
    assert "2026-05-04" in everything(client, ["/submissions/?format=csv"])
    erased = "What was corrected was erased with the content that it was about."
    assert erased in get(client, "/corrections/")


def test_events_can_be_narrowed_to_erasures(cast: Cast, client: Client) -> None:
    by_editor(cast, own_offer(cast))

    told = words(get(client, "/events/?kind=erasures"))

    ground = "Ground: Objection to the processing of personal data"
    assert f"The content of a submission was erased. {ground}" in told
    assert "offered to sign" not in told


def test_signatory_has_a_page_as_a_stub_and_none_under_the_old_name(
    cast: Cast, client: Client
) -> None:
    offer = own_offer(cast)
    before = cast.rios.get_absolute_url()
    erase_signatory(cast.rios, ErasureGround.OWN_REQUEST, "", by=cast.ben)

    get(client, before, status=404)
    page = words(get(client, stub_address(offer)))

    assert "The content of this signatory was erased on 4 May 2026" in page
    assert "Ground: Asked for by whom it is about." in page
    assert offer.reference not in page


def test_stub_of_what_was_never_public_is_shown_to_the_desk_alone(
    cast: Cast, client: Client
) -> None:
    offer = cast.offer()
    erasure = by_editor(cast, offer)

    get(client, stub_address(offer), status=404)
    assert list(Erasure.objects.visible_to(None)) == []
    assert list(Erasure.objects.visible_to(cast.aud)) == [erasure]


def test_erasing_oneself_asks_first_and_changes_nothing_by_that(cast: Cast, client: Client) -> None:
    offer = own_offer(cast)

    page = words(get(client, f"{page_of(offer)}erase-me/"))

    assert "This cannot be undone" in page
    assert "for 30 days at most" in page
    assert not Erasure.objects.exists()


def test_erasing_oneself_ends_the_page(cast: Cast, client: Client) -> None:
    offer = own_offer(cast)

    answer = client.post(f"{page_of(offer)}erase-me/")

    page = words(answer.content.decode())
    assert answer.status_code == 200
    assert "You are erased from the record" in page
    assert "Ríos Libres" not in page
    assert "no-store" in answer["Cache-Control"]
    get(client, page_of(offer), status=404)
    told = words(get(client, offer.get_absolute_url()))
    assert "Ground: Asked for by whom it is about." in told
    assert "Ríos Libres" not in told


def test_erasing_oneself_before_anything_is_public_says_so(cast: Cast, client: Client) -> None:
    offer = own_offer(cast)
    Submission.objects.filter(pk=offer.pk).update(is_public=False, released_at=None)

    answer = client.post(f"{page_of(offer)}erase-me/")

    assert "Nothing of this offer is public." in words(answer.content.decode())


def test_own_page_leads_to_both_ways_of_erasing(cast: Cast, client: Client) -> None:
    address = page_of(own_offer(cast))

    page = get(client, address)

    assert f'href="{address}erase/"' in page
    assert f'href="{address}erase-me/"' in page
