"""The pages of one statement: text with linkable points, who signed, what waits, its wordings."""

import re

import pytest
from django.test import Client

from tracker.actions.positions import record_position
from tracker.actions.revisions import add_revision
from tracker.actions.sources import add_source
from tracker.actions.statements import change_statement, record_statement
from tracker.actions.tallies import fold_events
from tracker.choices import Looked, Openness, PositionKind, ReplyKind
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.public.reading import get, links, row_names, words
from tracker.tests.queries.crowds import crowd


def test_statement_tells_its_byline_and_text_with_linkable_points(
    cast: Cast, client: Client
) -> None:
    values = {"issued": "2022~", "issued_words": "last year", "place": "Rotterdam",
              "openness_words": "open to all who love rivers"}  # fmt: skip
    change_statement(cast.declaration, values, by=cast.anna, why="Misread.")
    page = get(client, "/statements/rivers-declaration/")
    told = words(page)

    assert "Declaration · recorded from outside" in told
    assert "Issued by Harbour Assembly , Rotterdam, about 2022" in told
    assert "in the source: last year" in told
    assert "Who may sign, in its own words: open to all who love rivers ." in told
    assert 'id="point-1"' in page
    assert {"#point-1", "#point-2", "#slogan-a", "/signatories/harbour-assembly/"} <= links(page)


def test_statement_says_that_nobody_is_invited_to_sign(cast: Cast, client: Client) -> None:
    change_statement(cast.letter, {"openness": Openness.NOBODY}, by=cast.anna, why="Misread.")
    told = words(get(client, "/statements/ferry-letter/"))

    assert "Not open for signing: nobody is invited to endorse it." in told
    assert "Offers recorded" not in told


def test_statement_marks_a_summary_and_leads_to_the_full_text(cast: Cast, client: Client) -> None:
    values = {"language": "en", "text": "In short.", "is_summary": True,
              "source_url": "https://pages.example/full"}  # fmt: skip
    add_revision(cast.letter, values, [], by=cast.ben)
    page = get(client, "/statements/ferry-letter/")

    assert "This is a summary by the editors of this record" in words(page)
    assert "https://pages.example/full" in links(page)


def test_statement_shows_contents_from_three_sections_on(cast: Cast, client: Client) -> None:
    def page(sections: int) -> str:
        text = "\n\n".join(f"## Part {number}\n\nWords." for number in range(sections))
        add_revision(cast.letter, {"language": "ar", "text": text}, [], by=cast.ben)
        return get(client, "/statements/ferry-letter/")

    assert 'class="contents"' not in page(2)
    long = page(3)
    assert 'class="contents"' in long
    assert 'id="section-3"' in long
    assert 'lang="ar" dir="rtl"' in long


def test_statement_shows_typed_html_as_text(cast: Cast, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    clauses = [{"number": "1", "kind": "point", "text": evil}]
    values = {"language": "en", "text": evil, "closing": evil, "change_note": evil}
    add_revision(cast.letter, values, clauses, by=cast.ben)
    change_statement(cast.letter, {"title": evil, "place": evil}, by=cast.anna, why="Misread.")
    page = get(client, "/statements/ferry-letter/")

    assert "<script>alert" not in page
    assert words(page).count(evil) >= 5


def test_who_signed_shows_typed_html_as_text(cast: Cast, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    typed = {"signed_name": evil, "signed_country_words": evil}
    offer = cast.offered(revision=cast.letter_wording, **typed)
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    signed = get(client, "/statements/ferry-letter/signatories/")
    board = get(client, "/submissions/")

    for page, times in ((signed, 2), (board, 2)):
        assert "<script>alert" not in page
        assert words(page).count(evil) == times


def test_statement_shows_positions_beside_their_points(cast: Cast, client: Client) -> None:
    named, withheld = cast.offered(), cast.offered(cast.mara, visibility="withheld")
    clause = cast.wording.clauses.get(kind="point", number="2")
    for offer, text in [(named, "Some are for rent."), (withheld, "All are for rent.")]:
        values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": text}
        record_position(offer, values, by=cast.anna, why="Misread.")
    told = words(get(client, "/statements/rivers-declaration/"))

    assert "Reservation · Ríos Libres Some are for rent." in told
    assert "Reservation · Name withheld All are for rent." in told
    assert "Mara" not in told


def test_statement_tells_numbers_with_what_they_count(cast: Cast, client: Client) -> None:
    offers = [cast.offered(), cast.offered(cast.mara), cast.offered(cast.fleuves)]
    cast.replied(ReplyKind.ACCEPTANCE, offers[0])
    cast.replied(ReplyKind.QUESTION, offers[1])
    cast.release(cast.check(offers[2], dated="2022-05-01"))
    cast.release(cast.check(offers[2], dated="2022-05-02", looked_for=Looked.LISTING))
    fold_events()
    page = get(client, "/statements/rivers-declaration/")
    told = words(page)

    assert "Offers recorded 3 Accepted 1" in told
    assert "Listed by the issuer 0 last checked 2 May 2022" in told
    assert "Wait for the issuer 1 last checked 1 May 2022 Wait for the signatory 1" in told
    assert {
        "/submissions/?statement=rivers-declaration",
        "/submissions/?statement=rivers-declaration&awaiting=issuer",
        "/submissions/?statement=rivers-declaration&awaiting=signatory",
        "/statements/rivers-declaration/signatories/",
    } <= links(page)


def test_statement_without_submissions_says_so(cast: Cast, client: Client) -> None:
    assert cast.letter

    assert "No offer and no invitation is recorded." in words(
        get(client, "/statements/ferry-letter/")
    )


def test_statement_without_a_wording_says_so(cast: Cast, client: Client) -> None:
    values = {"title": "Bare", "slug": "bare", "kind": "petition", "issuer": cast.issuer}
    record_statement(values, by=cast.anna)
    client.force_login(cast.aud)

    assert "No wording is recorded yet" in words(get(client, "/statements/bare/"))
    assert "No wording is recorded yet" in words(get(client, "/statements/bare/revisions/"))


def test_statement_lists_its_sources(cast: Cast, client: Client) -> None:
    values = SOURCE | {"archived_url": "https://archive.example/1", "quotation": "We declare."}
    add_source(cast.letter, values, by=cast.anna)
    page = get(client, "/statements/ferry-letter/")

    assert {"https://pages.example/one", "https://archive.example/1"} <= links(page)
    assert "We declare." in words(page)


def test_signatories_are_listed_as_signed(cast: Cast, client: Client) -> None:
    accepted = crowd(cast, 2)
    cast.replied(ReplyKind.ACCEPTANCE, *accepted)
    fold_events()
    page = get(client, "/statements/ferry-letter/signatories/")

    assert row_names(page) == ["Mill 0000", "Mill 0001"]
    assert "2 endorsements stand." in words(page)
    assert "/signatories/mill-0000/" in links(page)


def test_signatories_of_nobody_lead_to_the_board(cast: Cast, client: Client) -> None:
    assert cast.letter
    page = get(client, "/statements/ferry-letter/signatories/")

    assert "/submissions/?statement=ferry-letter" in links(page)


@pytest.fixture
def reworded(cast: Cast) -> None:
    clauses = [{"number": "1", "kind": "point", "text": "Rivers run down to the sea."}]
    values = {"language": "en", "text": "Ferry <b>Letter</b>.", "change_note": "One word more."}
    add_revision(cast.letter, values, clauses, by=cast.ben)


@pytest.mark.usefixtures("reworded")
def test_revisions_show_how_the_last_two_differ(cast: Cast, client: Client) -> None:
    page = get(client, "/statements/ferry-letter/revisions/")

    assert row_names(page) == ["2", "1"]
    assert "One word more." in words(page)
    assert re.search(r"<ins>\s?down\s?</ins>", page)
    assert "<b>Letter" not in page


@pytest.mark.usefixtures("reworded")
def test_revisions_compare_the_two_that_are_asked_for(cast: Cast, client: Client) -> None:
    page = get(client, "/statements/ferry-letter/revisions/?from=2&to=1")

    assert "From revision 2 to revision 1" in words(page)
    assert re.search(r"<del>\s?down\s?</del>", page)


@pytest.mark.parametrize("query", ["from=1&to=9", "from=x", "to=-1"])
@pytest.mark.usefixtures("reworded")
def test_revisions_refuse_numbers_that_none_has(cast: Cast, client: Client, query: str) -> None:
    page = get(client, f"/statements/ferry-letter/revisions/?{query}", status=400)

    assert "There is no such revision. Choose two of the list." in words(page)


def test_revision_that_is_the_only_one_is_compared_with_nothing(cast: Cast, client: Client) -> None:
    assert cast.letter
    page = get(client, "/statements/ferry-letter/revisions/")

    assert "First wording" in words(page)
    assert 'class="difference"' not in page


@pytest.mark.parametrize("address", ["nothing", "nothing/signatories", "nothing/revisions"])
def test_statement_that_is_not_there_is_not_found(db: None, client: Client, address: str) -> None:
    get(client, f"/statements/{address}/", status=404)
