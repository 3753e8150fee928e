"""The status board and one submission's story."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.positions import record_position
from tracker.actions.sources import add_source
from tracker.actions.tallies import fold_events
from tracker.choices import Custody, Looked, ReplyKind
from tracker.models import Submission
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.public.reading import get, links, row_names, words


def story(client: Client, submission: Submission) -> str:
    return get(client, f"/submissions/{submission.reference}/")


def test_board_tells_who_where_and_how_long(cast: Cast, client: Client) -> None:
    with time_machine.travel("2022-06-01T12:00Z", tick=False):
        cast.offered(revision=cast.letter_wording)
        cast.replied(ReplyKind.DEFERRAL, cast.offered(cast.mara, offered="2022-02"))
        page = get(client, "/submissions/")

    assert row_names(page) == ["Ríos Libres", "Mara Okonjo"]
    assert "Ríos Libres Chile Ferry Letter No reply recorded 1 Mar 2022 long overdue 92 days" in (
        words(page)
    )
    assert "Needs more time Feb 2022 5 to 32 days no date given known up to 5 Mar 2022" in (
        words(page)
    )


def test_board_shows_counts_and_says_when_there_are_none(cast: Cast, client: Client) -> None:
    cast.offered()
    fold_events()

    assert "No reply recorded (1)" in words(get(client, "/submissions/"))
    told = words(get(client, "/submissions/?q=rios"))
    assert "No reply recorded (1)" not in told
    assert "The choices show no counts while you search by name, date or lateness" in told


def test_board_keeps_the_signatory_it_was_opened_for(cast: Cast, client: Client) -> None:
    cast.offered()
    page = get(client, "/submissions/?signatory=rios-libres")

    assert '<input type="hidden" name="signatory" value="rios-libres">' in page


def test_story_tells_the_three_facts_with_dates_and_sources(cast: Cast, client: Client) -> None:
    offer = cast.offered(offered="2022-03-01?", offered_words="1st March")
    cast.replied(ReplyKind.PUBLICATION, offer, dated="2022-04-01")
    cast.release(cast.check(offer, dated="2022-05-01", looked_for=Looked.LISTING))
    told = words(story(client, offer))

    assert "Offered 1 March 2022 (uncertain) in the source: 1st March · E-mail [1]" in told
    assert "Published by the signatory 1 April 2022 [1]" in told
    assert "No listing recorded Last checked 1 May 2022 by Ann A." in told


def test_story_words_silence_exactly(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    cast.release(cast.check(offer, dated="2022-03-05", by_whom="the signatory's own account"))
    told = words(story(client, offer))

    assert "No reply recorded. Last checked 5 March 2022 by the signatory's own account." in told
    assert "Nothing is known after 5 March 2022." in told
    assert "did not" not in told
    assert (
        "Acknowledging due 8 March 2022, no acknowledgement known; known up to 5 March 2022" in told
    )


@time_machine.travel("2022-04-10T12:00Z", tick=False)
def test_story_at_a_hosted_statement_runs_to_now(cast: Cast, client: Client) -> None:
    told = words(story(client, cast.offered(revision=cast.letter_wording)))

    assert "No reply recorded. 40 days The issuer uses this site" in told
    assert "Deciding was due 31 March 2022, no decision known, 10 days late" in told
    assert "Long overdue." in told
    assert "Answer this" not in told


def test_story_draws_both_sides_in_order(cast: Cast, client: Client) -> None:
    offer = cast.offered(message="We offer.")
    cast.replied(ReplyKind.QUESTION, offer, dated="2022-03-10", text="Who are you?")
    cast.replied(ReplyKind.ANSWER, offer, dated="2022-03-20", text="Rivers.", is_summary=False)
    cast.replied(
        ReplyKind.DEFERRAL, offer, dated="2022-03-25", text="Later.", promised_on=date(2022, 5, 1)
    )
    page = story(client, offer)
    told = words(page)

    order = ["We offer.", "9 days", "Who are you?", "10 days", "Rivers.", "5 days", "Later."]
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
    assert "In its own words." in told
    assert "until 1 May 2022" in told
    assert "silence silence-3 of-issuer" in page
    assert "silence silence-3 of-signatory" in page
    assert "The issuer needs more time, until 1 May 2022. The issuer must act." in told


def test_story_sets_disputed_claims_side_by_side(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    refused = cast.replied(ReplyKind.REFUSAL, offer, dated="2022-03-10", text="No, they said.")
    cast.replied(ReplyKind.DISPUTE, offer, dated="2022-03-20", speaker="issuer",
                 text="We never said so.", disputes=refused)  # fmt: skip
    page = story(client, offer)
    told = words(page)

    assert "Contested" in told
    assert "turn disputed" in page
    assert "Recorded as said by Harbour Assembly; disputed. No, they said." in told
    assert "We never said so." in told


def test_story_tells_positions_corrections_and_who_signed_for_whom(
    cast: Cast, client: Client
) -> None:
    offer = cast.offered(
        representative="Rita Río",
        capacity="chair",
        signed_country_words="Chile (South)",
        signed_details={"Seat": ["Talca", "Temuco"], "Note": "=1+1"},
    )
    clause = cast.wording.clauses.get(kind="point", number="2")
    values = {"clause": clause, "kind": "objection", "text": "Some are."}
    record_position(offer, values, by=cast.anna, why="Misread.")
    said = {"what": "The date", "was": "2021", "now": "2022", "why": "Typing.",
            "since": "2022-05-01"}  # fmt: skip
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    page = story(client, offer)
    told = words(page)

    assert "Ríos Libres offers to sign, with 1 exception" in told
    assert "Objection · Point 2 Some are." in told
    assert "The date It said 2021 It says now 2022 Typing." in told
    assert "Represented by Rita Río, chair" in told
    assert "Organisation, Chile (South)" in told
    assert "Note =1+1 Seat Talca; Temuco" in told
    assert f"SHA-256 {cast.wording.sha256}" in told
    assert "/statements/rivers-declaration/#point-2" in links(page)


def test_story_of_an_observed_statement_offers_the_right_of_reply(
    cast: Cast, client: Client
) -> None:
    page = story(client, cast.offered())

    assert cast.declaration.custody == Custody.OBSERVED
    assert "/about/#reply" in links(page)


def test_story_lists_each_source_once_under_a_number(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    add_source(offer, SOURCE | {"quotation": "We wrote."}, by=cast.anna)
    add_source(offer, {"title": "Letter", "quotation": "Dear all"}, by=cast.anna)
    page = story(client, offer)

    assert 'id="source-2"' in page
    assert 'id="source-3"' not in page
    assert "We wrote. [1]" in words(page)


def test_story_of_a_withheld_name_says_what_is_kept(cast: Cast, client: Client) -> None:
    offer = cast.offered(visibility="withheld", message="Words")
    told = words(story(client, offer))

    assert "A signatory whose name is withheld offers to endorse all 2 points" in told
    assert "The name is withheld. What was written, and the sources, are kept" in told
    assert "Words" not in told


def test_story_of_an_invitation_begins_on_the_issuers_side(cast: Cast, client: Client) -> None:
    offer = cast.release(cast.invite())
    page = story(client, offer)

    assert "Ríos Libres is invited to sign" in words(page)
    assert "turn from-issuer" in page
    assert "silence silence-1 of-signatory open" in page


@pytest.mark.parametrize("change", ["lower", "spaces", "letters", "no dashes"])
def test_reference_typed_differently_leads_to_the_right_page(
    cast: Cast, client: Client, change: str
) -> None:
    offer = cast.offered()
    Submission.objects.filter(pk=offer.pk).update(reference="RD-01AB-CD01")
    typed = {
        "lower": "rd-01ab-cd01",
        "spaces": "RD-01AB-CD01%20",
        "letters": "RD-O1AB-CDOL",
        "no dashes": "RD01ABCD01",
    }[change]
    response = client.get(f"/submissions/{typed}/")

    assert (response.status_code, response["Location"]) == (301, "/submissions/RD-01AB-CD01/")


@pytest.mark.parametrize("reference", ["RD-0000-0000", "x", "🐟", "a" * 400])
def test_reference_of_nothing_is_not_found(db: None, client: Client, reference: str) -> None:
    get(client, f"/submissions/{reference}/", status=404)
