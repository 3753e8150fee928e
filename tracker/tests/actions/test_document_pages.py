"""What stands in documents: as everybody may read it, within bounds, and with what proves it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.document_pages import DocumentPages, document_pages
from tracker.actions.log import sequence_events
from tracker.actions.positions import record_position
from tracker.actions.tallies import fold_events
from tracker.choices import ReplyKind, Visibility
from tracker.models import Submission
from tracker.proof.receipt_checks import check_receipt
from tracker.queries import statement_documents, submission_documents
from tracker.queries.documents import STATEMENT, SUBMISSION
from tracker.queries.exported_lists import NoSuchList
from tracker.queries.log import published_keys
from tracker.tests.cast import Cast
from tracker.tests.public.reading import words
from tracker.tests.queries.crowds import crowd

TODAY = date(2022, 7, 1)


def of_statement(slug: str) -> DocumentPages:
    return document_pages(STATEMENT, {"slug": slug}, TODAY)


def of_submission(submission: Submission) -> DocumentPages:
    return document_pages(SUBMISSION, {"reference": submission.reference}, TODAY)


def accepted(cast: Cast, amount: int) -> list[Submission]:
    """So many endorsements of the letter, which stand."""
    offers = crowd(cast, amount)
    cast.replied(ReplyKind.ACCEPTANCE, *offers)
    fold_events()
    return offers


def test_statement_has_its_text_its_numbers_and_who_signed(cast: Cast) -> None:
    accepted(cast, 3)
    told = words(of_statement("ferry-letter").html)

    assert "Ferry Letter Issued by Harbour Assembly" in told
    assert "1 Rivers run to the sea. 2 No river is for sale. a Let it flow!" in told
    assert f"SHA-256 {cast.letter_wording.sha256}" in told
    assert "Name as signed Country Kind Record Mill 0000 not stated Organisation" in told
    assert "Here stand the first" not in told


def test_long_list_is_bounded_and_says_how_many_more_and_where(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_documents, "MOST_NAMED", 2)
    accepted(cast, 5)
    told = words(of_statement("ferry-letter").html)

    assert (
        "Here stand the first 2 of the list. 3 more are at: "
        "http://127.0.0.1:8000/statements/ferry-letter/signatories/"
    ) in told
    assert ("Mill 0001" in told, "Mill 0002" in told) == (True, False)


def test_statement_shows_some_exceptions_at_each_clause(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for offer in accepted(cast, 3):
        clause = cast.letter_wording.clauses.get(kind="point", number="2")
        values = {"clause": clause, "kind": "reservation", "text": f"Says {offer.signed_name}."}
        record_position(offer, values, by=cast.anna, why="Misread.")
    told = words(of_statement("ferry-letter").html)
    assert "Reservation · Mill 0002 Says Mill 0002." in told
    assert "Only the first" not in told

    monkeypatch.setattr(statement_documents, "MOST_POSITIONS", 2)
    told = words(of_statement("ferry-letter").html)
    assert "Only the first 2 exceptions stand here" in told
    assert "Reservation · Mill 0002" not in told


def test_withheld_name_is_counted_and_not_told(cast: Cast) -> None:
    offer = cast.offered(cast.mara, visibility=Visibility.WITHHELD, message="I am Mara Okonjo.")
    cast.replied(ReplyKind.ACCEPTANCE, offer, text="Welcome, Mara Okonjo.")
    fold_events()
    sequence_events()
    pages = [of_statement("rivers-declaration"), of_submission(offer)]

    assert "1 name withheld or erased" in words(pages[0].html)
    assert "Name withheld" in words(pages[1].html)
    for one in pages:
        assert "Mara" not in one.html
        assert b"Mara" not in b"".join(file.content for file in one.enclosed)


def test_dossier_tells_both_sides_their_evidence_and_what_was_wrong(cast: Cast) -> None:
    offer = cast.offered(message="We offer.", representative="Rita Río", capacity="chair")
    cast.replied(ReplyKind.DEFERRAL, offer, text="Later.")
    cast.release(cast.check(offer))
    said = {"what": "the date", "was": "2021", "now": "2022", "why": "Typing.",
            "since": "2022-05-01"}  # fmt: skip
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    told = words(of_submission(offer).html)

    order = ["Ríos Libres offers to endorse", "Represented by Rita Río, chair", "We offer.",
             "Later.", "Sources", "https://pages.example/one", "The date It said 2021",
             "Nothing of it is in the public log yet."]  # fmt: skip
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
    assert f"SHA-256 {cast.wording.sha256}" in told
    assert "Last checked 1 June 2022 by Ann A." in told


def test_dossier_encloses_the_receipts_of_its_entries(cast: Cast) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.DEFERRAL, offer, text="Later.")
    sequence_events()
    pages = of_submission(offer)
    told = words(pages.html)
    [key] = [one.key for one in published_keys()]

    assert len(pages.enclosed) == 2
    for one in pages.enclosed:
        assert one.name in told
        assert check_receipt(one.content, [key]).holds
    assert key.text in told
    assert "http://127.0.0.1:8000/log/verify_receipt.py" in told


def test_entries_beyond_the_limit_are_left_to_the_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submission_documents, "MOST_ENTRIES", 1)
    offer = cast.offered()
    cast.replied(ReplyKind.DEFERRAL, offer)
    cast.release(cast.check(offer))
    sequence_events()
    pages = of_submission(offer)

    assert "2 more entries are on the page in the record." in words(pages.html)
    assert len(pages.enclosed) == 1


def test_document_speaks_the_language_it_is_asked_for_in(cast: Cast) -> None:
    offer = cast.offered()
    with override("ar"):
        pages = [of_statement("rivers-declaration"), of_submission(offer)]

    assert ['<html lang="ar" dir="rtl">' in one.html for one in pages] == [True, True]


def test_document_of_what_is_not_public_is_none(cast: Cast) -> None:
    draft, offer = cast.draft("Draft", "draft"), cast.offer()

    with pytest.raises(NoSuchList):
        of_statement(draft.slug)
    with pytest.raises(NoSuchList):
        of_submission(offer)
