"""The list of corrections."""

import re

from django.test import Client

from tracker.actions.checks import change_check
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.replies import change_reply
from tracker.actions.signatories import change_membership, change_signatory, record_membership
from tracker.actions.statements import change_statement
from tracker.actions.submissions import change_submission
from tracker.choices import ReplyKind
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, links, words


def test_corrections_say_what_was_wrong_and_what_is_right(cast: Cast, client: Client) -> None:
    said = {"what": "The date", "was": "<b>2021</b>", "now": "2022", "why": "A typing error.",
            "since": "2022-05-01"}  # fmt: skip
    release_correction(record_correction(cast.declaration, said, by=cast.anna), by=cast.ben)
    page = get(client, "/corrections/")

    assert (
        "1 May 2022 · Rivers Declaration The date It said <b>2021</b> It says now 2022 "
        "A typing error." in words(page)
    )
    assert "/statements/rivers-declaration/" in links(page)


def test_correction_about_a_withheld_name_says_that_it_is_kept(cast: Cast, client: Client) -> None:
    offer = cast.offered(visibility="withheld")
    said = {"what": "x", "was": "Ríos", "now": "Los Ríos", "why": "x", "since": "2022-05-01"}
    release_correction(record_correction(offer, said, by=cast.anna), by=cast.ben)
    told = words(get(client, "/corrections/"))

    assert "What was corrected is kept from the public with the name." in told
    assert "Ríos" not in told


def test_correction_stands_on_the_page_of_what_it_is_about(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.DEFERRAL, offer)
    check = cast.release(cast.check(offer))
    both = {"network": cast.network, "member": cast.rios}
    membership = record_membership(both, by=cast.anna)
    change_statement(cast.declaration, {"place": "Delft"}, by=cast.anna, why="Why one.")
    change_submission(offer, {"capacity": "Chair"}, by=cast.ben, why="Why two.")
    change_reply(reply, {"text": "Later."}, by=cast.ben, why="Why three.")
    change_check(check, {"note": "By post."}, by=cast.ben, why="Why four.")
    change_signatory(cast.rios, {"country": "AR"}, by=cast.anna, why="Why five.")
    change_membership(membership, {"since": "2019"}, by=cast.anna, why="Why six.")

    def whys(address: str) -> list[str]:
        return re.findall(r"Why (\w+)\.", words(get(client, address)))

    pages = {
        "/statements/rivers-declaration/": {"one", "two", "three", "four"},
        f"/submissions/{offer.reference}/": {"two", "three", "four"},
        "/signatories/rios-libres/": {"five", "six"},
        "/signatories/living-rivers-network/": {"six"},
        "/corrections/": {"one", "two", "three", "four", "five", "six"},
    }
    assert {address: set(whys(address)) for address in pages} == pages
    assert "capacity of It said not stated It says now Chair Why two." in words(
        get(client, f"/submissions/{offer.reference}/")
    )


def test_no_list_or_page_tells_a_withheld_name_through_a_correction(
    cast: Cast, client: Client
) -> None:
    offer = cast.offered(visibility="withheld")
    reply = cast.replied(ReplyKind.DEFERRAL, offer)
    check = cast.release(cast.check(offer))
    for subject in (offer, reply, check):
        said = {"what": "Ríos", "was": "Ríos", "now": "Los Ríos", "why": "Ríos asked.",
                "since": "2022-05-01"}  # fmt: skip
        release_correction(record_correction(subject, said, by=cast.anna), by=cast.ben)

    for address in (
        "/",
        "/corrections/",
        "/events/",
        "/events/?format=atom",
        "/takedowns/",
        "/statements/rivers-declaration/",
        f"/submissions/{offer.reference}/",
    ):
        assert "Ríos" not in client.get(address).content.decode()
    for address in ("/corrections/?format=csv", "/corrections/?format=json", "/events/?format=csv"):
        assert "Ríos" not in client.get(address).getvalue().decode()


def test_long_correction_is_folded(cast: Cast, client: Client) -> None:
    long = "Rivers run on. " * 100
    offer = cast.offered(message=long)
    change_submission(offer, {"message": "Gone."}, by=cast.ben, why="Why.")
    page = get(client, "/corrections/")

    assert "<summary>" in page
    assert f"{long.strip()}" in words(page)
