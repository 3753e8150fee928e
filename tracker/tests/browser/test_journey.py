"""Taking part from both sides, in browsers and by mail that a real server carries."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tracker.actions.rechecks import recheck_submissions
from tracker.models import Letter, Submission
from tracker.tests.browser.conftest import Person
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.browser.posts import Post, link_in, text_of
from tracker.tests.browser.posts import post as post
from tracker.tests.browser.posts import sink as sink
from tracker.tests.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("slow_reader"),
    pytest.mark.django_db(transaction=True),
]

MARA, OFFICE = "mara@delta.example", "office@harbour.example"
STATEMENT = "/statements/ferry-letter/"
DECIDED = "Who decided this in your organisation?"
VOTED = "Our members voted on it, in May."


def test_offer_is_confirmed_asked_about_accepted_listed_and_withdrawn(
    cast: Cast, person: Person, post: Post
) -> None:
    assert cast.letter.title == "Ferry Letter"
    mara, anna, ben = person(), person(), person()
    anna.sign_in(cast.anna.username)
    ben.sign_in(cast.ben.username)

    offer_to_sign(mara)
    assert post.sink.messages == []  # no request sends mail
    page = confirm_by_letter(mara, post)
    offer = Submission.objects.get()
    release_from_the_queue(ben, mara, offer)
    ask_back(ben, mara, offer, post)
    answer_by_mail(anna, ben, offer, post)
    mara.open(page)
    expect(mara.page.locator("h1")).to_contain_text("It is the issuer's turn")
    accept_with_a_second_person(anna, ben, offer, post)
    public = story_of(mara, offer)
    expect(public).to_contain_text("Welcome aboard.")
    expect(public).to_contain_text("Accepted")
    list_it(anna, ben, offer)
    expect(story_of(mara, offer)).to_contain_text("Listed by the issuer")
    withdraw(mara, post)
    expect(story_of(mara, offer)).to_contain_text("Withdrawn")

    assert [one for _done, found in recheck_submissions(by=cast.ben) for one in found] == []
    assert [one.state for one in Letter.objects.all()] == ["sent"] * len(post.sink.messages)
    assert {one["To"] for one in post.sink.messages} == {MARA}


def offer_to_sign(mara: Keyboard) -> None:
    page = mara.page
    mara.open(STATEMENT)
    page.get_by_role("link", name="Offer to sign").click()
    page.get_by_label("Organisation", exact=True).check()
    page.get_by_label("Name", exact=True).fill("Delta Keepers")
    page.get_by_label("Country", exact=True).select_option("NG")
    page.get_by_label("Represented by").fill("Mara Okonjo")
    page.get_by_label("In the capacity of").fill("secretary")
    for label in ("I declare", "This site may record", "This site may keep"):
        page.get_by_label(label).check()
    page.get_by_label("E-mail address", exact=True).fill(MARA)
    page.get_by_text("Make an exception to Point 2").click()
    page.get_by_label("About Point 2").select_option("reservation")
    page.locator("details[open] textarea").fill("Not every river.")
    page.get_by_role("button", name="Send the offer").click()
    expect(page.locator("h1")).to_have_text("A letter is on its way")


def confirm_by_letter(mara: Keyboard, post: Post) -> str:
    """Open the link of the first letter twice, confirm; returns the page that the second names."""
    post.work()
    address = link_in(post.letter(MARA, "To confirm the offer"), "offers")
    for _visit in range(2):
        mara.open(address)
        expect(mara.page.locator("h1")).to_have_text("Confirm the offer")
    assert Submission.objects.get().status == "unconfirmed"
    mara.page.get_by_role("button", name="Confirm the offer").click()
    expect(mara.page.locator("h1")).to_have_text("The offer is confirmed")
    post.work()
    track = link_in(post.letter(MARA, "This site has received the offer"), "track")
    mara.open(track)
    expect(mara.page.locator("main")).to_contain_text("Not every river.")
    return track


def release_from_the_queue(ben: Keyboard, mara: Keyboard, offer: Submission) -> None:
    mara.open(f"/submissions/{offer.reference}/")
    expect(mara.page.locator("h1")).not_to_contain_text("Delta Keepers")
    ben.open("/admin/")
    ben.follow("Submissions 1")
    open_first(ben)
    ben.press("Release")
    expect(story_of(mara, offer)).to_contain_text("acknowledged the receipt automatically")


def ask_back(ben: Keyboard, mara: Keyboard, offer: Submission, post: Post) -> None:
    """The question is in nobody's mailbox and not public while it can be taken back."""
    answer(ben, offer, "Asks a question", DECIDED)
    post.work()
    assert len(post.sink.messages) == 2
    expect(story_of(mara, offer)).not_to_contain_text(DECIDED)
    open_letter(ben, "queued")
    ben.press("Send now")
    post.work()
    assert DECIDED in text_of(post.letter(MARA, "has a question about your submission"))
    expect(story_of(mara, offer)).to_contain_text(DECIDED)


def answer_by_mail(anna: Keyboard, ben: Keyboard, offer: Submission, post: Post) -> None:
    """Mara answers the letter; Anna files the mail as what it suggests itself to be."""
    post.answer(post.letter(MARA, DECIDED), VOTED)
    anna.open("/admin/")
    anna.follow("Mail to file 1")
    anna.follow(f"Re: “Ferry Letter”: your submission {offer.reference}")
    expect(anna.page.locator("details", has_text="Quoted from earlier mail")).to_be_visible()
    expect(anna.page.get_by_label("Kind:")).to_have_value("answer")
    expect(anna.page.get_by_label("Text or summary:")).to_have_value(VOTED)
    anna.press("File it")
    expect(anna.page.locator(".messagelist")).to_contain_text("It waits for release")
    release_the_reply(ben)


def accept_with_a_second_person(
    anna: Keyboard, ben: Keyboard, offer: Submission, post: Post
) -> None:
    answer(anna, offer, "Accepts", "Welcome aboard.")
    expect(anna.page.locator(".messagelist")).to_contain_text("somebody else to review it")
    open_letter(anna, "drafted")
    expect(anna.page.get_by_role("button", name="Approve and send")).to_have_count(0)
    open_letter(ben, "drafted")
    ben.press("Approve and send")
    post.work()
    assert "Welcome aboard." in text_of(post.letter(MARA, "has accepted your submission"))


def list_it(anna: Keyboard, ben: Keyboard, offer: Submission) -> None:
    anna.open(desk_page(offer))
    anna.follow("Record a listing")
    anna.fill("Date:", Submission.objects.get().offered)
    anna.press("Save and continue editing")
    release_the_reply(ben)


def withdraw(mara: Keyboard, post: Post) -> None:
    mara.open(link_in(post.letter(MARA, "has accepted"), "track"))
    mara.page.get_by_role("link", name="Withdraw the offer…").click()
    mara.page.get_by_role("button", name="Withdraw now").click()
    expect(mara.page.get_by_role("status")).to_have_text("Your offer is withdrawn.")


def test_observed_issuer_answers_two_offers_by_a_personal_link(
    cast: Cast, person: Person, post: Post
) -> None:
    offers = [cast.offered(one) for one in (cast.rios, cast.fleuves)]
    anna, ben, issuer = person(), person(), person()
    anna.sign_in(cast.anna.username)
    ben.sign_in(cast.ben.username)

    send_the_link(anna)
    post.work()
    address = link_in(post.letter(OFFICE, offers[0].reference), "answer")
    issuer.open(address)
    expect(issuer.page.locator("main")).to_contain_text("Ríos Libres")
    issuer.page.get_by_label("Needs more time").check()
    issuer.page.get_by_label("In your own words").fill("We meet again in the autumn.")
    issuer.page.get_by_role("button", name="Send", exact=True).click()
    expect(issuer.page.get_by_role("status")).to_contain_text("Recorded.")
    expect(story_of(issuer, offers[0])).not_to_contain_text("in the autumn")

    release_the_reply(ben, "A personal link")
    for offer in offers:
        public = story_of(issuer, offer)
        expect(public).to_contain_text("We meet again in the autumn.")
        expect(public).to_contain_text("no date given")
    revoke(anna)
    issuer.open(address)
    expect(issuer.page.locator("h1")).to_have_text("This address opens nothing")


def send_the_link(anna: Keyboard) -> None:
    anna.open("/admin/tracker/submission/")
    for row in anna.page.locator("#result_list tbody input").all():
        row.check()
    act(anna.page, "Make a personal link to answer the chosen…")
    anna.page.get_by_label("For:").select_option("issuer")
    anna.fill("Send it to:", OFFICE)
    anna.press("Make the link")
    expect(anna.page.locator("main")).to_contain_text("A letter with it is on its way.")


def revoke(anna: Keyboard) -> None:
    anna.open("/admin/tracker/link/")
    open_first(anna)
    anna.follow("Revoke it…")
    anna.press("Revoke it")


def answer(editor: Keyboard, offer: Submission, kind: str, text: str) -> None:
    """Answer by the desk's page, after a look at how the letter reads."""
    editor.open(desk_page(offer))
    editor.follow("Answer")
    editor.choose("Answer:", kind)
    editor.fill("Message:", text)
    editor.press("Preview")
    expect(editor.page.locator(".wording")).to_contain_text(text)
    editor.press("Answer")


def release_the_reply(ben: Keyboard, words: str = "") -> None:
    """Find the one reply that waits for release, read how it came, and release it."""
    ben.open("/admin/")
    ben.follow("Replies 1")
    open_first(ben)
    expect(ben.page.locator(".facts")).to_contain_text(words)
    ben.press("Release")


def act(page: Page, label: str) -> None:
    page.get_by_label("Action:").select_option(label=label)
    page.get_by_role("button", name="Go").click()


def open_letter(editor: Keyboard, state: str) -> None:
    editor.open(f"/admin/tracker/letter/?outbox={state}")
    open_first(editor)


def open_first(editor: Keyboard) -> None:
    """Open what stands first in a list of the desk."""
    first = editor.page.locator("#result_list tbody th a").first
    first.focus()
    with editor.page.expect_navigation():
        editor.page.keyboard.press("Enter")


def desk_page(offer: Submission) -> str:
    return f"/admin/tracker/submission/{offer.pk}/change/"


def story_of(reader: Keyboard, offer: Submission) -> Locator:
    """The public page of a submission, as a stranger reads it."""
    reader.open(f"/submissions/{offer.reference}/")
    return reader.page.locator("main")
