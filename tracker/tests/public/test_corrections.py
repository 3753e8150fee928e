"""The list of corrections."""

from django.test import Client

from tracker.actions.corrections import record_correction, release_correction
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
