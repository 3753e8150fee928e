"""An editor's day, by keyboard alone: read a text, release it with another, record a reply."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tracker.models import Statement, Submission
from tracker.tests.browser.conftest import Person
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

ARTICLE = """\
News from the estuary

We print below what the Harbour Assembly sent us, word for word.

Estuary Declaration

9 May 2022

We who live by the water agree on three points.

1. The estuary belongs to nobody.
2. The dredging must stop before the herons come.
3. Every ferry that runs today runs next year.

Printed with permission. More news on the next page.
"""


def test_editors_day_reads_releases_and_answers_by_keyboard_alone(
    cast: Cast, person: Person
) -> None:
    assert [str(one) for one in (cast.issuer, cast.rios)] == ["Harbour Assembly", "Ríos Libres"]
    assert [one.username for one in (cast.anna, cast.ben)] == ["anna", "ben"]
    anna, ben = person(), person()
    anna.sign_in("anna")
    ben.sign_in("ben")

    read_the_declaration(anna)
    statement = Statement.objects.get()
    publish(anna, ben, statement)

    offer = record_offer(anna, statement)
    anna.open(f"/submissions/{offer.reference}/")
    expect(anna.page.get_by_text("Not public").first).to_be_visible()
    stranger = person()
    stranger.open(f"/submissions/{offer.reference}/")
    expect(stranger.page.get_by_role("heading", level=1)).not_to_contain_text("Ríos Libres")

    ben.open(f"/admin/tracker/submission/{offer.pk}/change/")
    ben.press("Release")
    stranger.open(f"/submissions/{offer.reference}/")
    expect(stranger.page.locator("main")).to_contain_text("No reply recorded")

    answer(anna, ben, offer)
    stranger.open(f"/submissions/{offer.reference}/")
    expect(stranger.page.locator("main")).to_contain_text("Needs more time")
    expect(stranger.page.locator("main")).to_contain_text("They meet again in the autumn.")


def read_the_declaration(anna: Keyboard) -> None:
    """The statement is the lines 5 to 13 of the article."""
    anna.follow("Read a text")
    anna.fill("Text:", ARTICLE)
    anna.press("Read")
    expect(anna.page.get_by_text("Every character found its place.")).to_be_visible()
    anna.fill("First line:", "5")
    anna.fill("Last line:", "13")
    anna.press("Read again")
    expect(anna.page.get_by_role("listitem").filter(has_text="Point 3")).to_be_visible()
    expect(anna.page.get_by_label("Title:", exact=True)).to_have_value("Estuary Declaration")
    anna.choose("Kind:", "Declaration")
    anna.find("Issuer:", "harb", "Harbour Assembly")
    anna.fill("Issued:", "2022-05-09")
    anna.press("Make a draft")
    expect(anna.page.get_by_text("The draft is recorded.")).to_be_visible()


def publish(anna: Keyboard, ben: Keyboard, statement: Statement) -> None:
    """Anna gives it its source and sends it to review; Ben publishes."""
    anna.open(f"/admin/tracker/statement/{statement.pk}/change/")
    add_source(anna, "Estuary News, 12 May 2022")
    anna.press("Save and continue editing")
    anna.press("Send to review")
    ben.open(f"/admin/tracker/statement/{statement.pk}/change/")
    ben.follow("Publish…")
    ben.press("Publish")
    ben.open(f"/statements/{statement.slug}/")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Estuary Declaration")
    expect(ben.page.locator("#point-2")).to_contain_text("herons")


def record_offer(anna: Keyboard, statement: Statement) -> Submission:
    anna.open(f"/admin/tracker/statement/{statement.pk}/change/")
    anna.follow("Record a submission")
    anna.find("Signatory:", "rios", "Ríos Libres")
    anna.fill("Offered or invited:", "2022-05-20?")
    anna.choose("Channel:", "E-mail")
    add_source(anna, "Its own account, 2 June 2022")
    anna.press("Save and continue editing")
    return Submission.objects.get()


def answer(anna: Keyboard, ben: Keyboard, offer: Submission) -> None:
    """Anna records the issuer's reply, Ben releases it."""
    anna.open(f"/admin/tracker/submission/{offer.pk}/change/")
    anna.follow("Record a reply")
    anna.choose("Kind:", "Needs more time")
    anna.fill("Date:", "2022-06-01")
    anna.fill("Text or summary:", "They meet again in the autumn.")
    anna.press("Save and continue editing")
    ben.open(f"/admin/tracker/reply/{offer.replies.get().pk}/change/")
    ben.press("Release")


def add_source(anna: Keyboard, title: str) -> None:
    anna.push("Add another Source")
    anna.fill("Title", title, group="Sources")
    anna.fill("Address", "https://news.example/estuary", group="Sources")
