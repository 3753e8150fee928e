"""The pages of taking part, each as axe sees it: light and dark, on a phone and a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tracker.actions.answer_links import make_answer_link
from tracker.actions.answers import answer_submissions
from tracker.actions.confirmations import confirm_offer
from tracker.actions.follows import ask_to_follow
from tracker.actions.incoming_mails import receive_mail
from tracker.actions.sender_rules import record_sender_rule
from tracker.choices import Frequency, LetterKind, LetterState, Party, ReplyKind
from tracker.models import IncomingMail, Letter, Submission
from tracker.tests.browser.barriers import barriers, findings
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.cast import Cast
from tracker.tests.mail_samples import shape
from tracker.tests.offers import newest_letter, offered, secret_in
from tracker.tests.renewals import revised

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = "/statements/ferry-letter/endorse/"
NOBODYS = "0123456789abcdefghjkmnpqrs"
LOST = [f"/{page}/{NOBODYS}/" for page in ("offers", "track", "answer", "follows")]


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of the journey, for a visitor and for an editor, and two pages to act on."""

    public: list[str]
    desk: list[str]
    answering: str


@pytest.fixture
def places(cast: Cast) -> Places:
    """An offer that waits for its confirmation, one that was asked something, and their mail."""
    wording = cast.letter_wording
    offered(wording, email="ana@delta.example", name="Delta Friends")
    waiting = secret_in(newest_letter())
    offered(wording)
    confirmed = secret_in(newest_letter())
    offer = confirm_offer(confirmed)
    track = secret_in(newest_letter(LetterKind.RECEIPT))
    question = {"kind": ReplyKind.QUESTION, "text": "Who decided this?"}
    answer_submissions([offer], question, by=cast.ben)
    observed = [cast.offered(one) for one in (cast.rios, cast.fleuves)]
    link = make_answer_link(observed, {"party": Party.ISSUER}, by=cast.ben)
    receive_mail(shape("gmail-korean"), received_at=timezone.now())
    widest = f"reply+{'mw' * 13}@undersigned.example"
    Letter.objects.filter(kind=LetterKind.RECEIPT).update(
        state=LetterState.KEPT, reply_to=widest, body=f"Open http://{'mw' * 30}.example/"
    )
    ask_to_follow(cast.letter, "lee@press.example", Frequency.WEEKLY)
    follow = secret_in(newest_letter(LetterKind.FOLLOWING))
    revised(cast)
    secret = f"/answer/{link.token}/"
    return Places(
        public=[
            *_of_offers(waiting, confirmed, track),
            *_of_follows(follow),
            secret,
            f"{secret}?read={observed[0].reference}",
            *LOST,
        ],
        desk=[*_desk(cast), *_rows(offer)],
        answering=f"/admin/answer/?submissions={offer.pk}",
    )


def _of_offers(waiting: str, confirmed: str, track: str) -> list[str]:
    return [
        FORM,
        f"{FORM}sent/",
        "/statements/rivers-declaration/endorse/",
        *(f"/offers/{one}/" for one in (waiting, confirmed)),
        f"/offers/{waiting}/not-me/",
        "/track/",
        "/track/asked/",
        *(
            f"/track/{track}/{page}"
            for page in ("", "withdraw/", "erase/", "erase-me/", "wording/")
        ),
    ]


def _of_follows(follow: str) -> list[str]:
    return ["/follows/", "/follows/sent/", f"/follows/{follow}/", f"/follows/{follow}/stop/"]


def _desk(cast: Cast) -> list[str]:
    rule = {"verdict": "hold", "field": "domain", "pattern": "delta.example", "note": "To try."}
    row = record_sender_rule(rule, by=cast.ben)
    lists = ("circular", "letter", "incomingmail", "link", "senderrule", "lettertemplate")
    return [
        *(f"/admin/tracker/{noun}/" for noun in lists),
        f"/admin/tracker/circular/add/?statement={cast.letter.pk}",
        "/admin/tracker/senderrule/add/",
        f"/admin/tracker/senderrule/{row.pk}/change/",
    ]


def _rows(offer: Submission) -> list[str]:
    letters = {one.state: one.pk for one in Letter.objects.all()}
    return [
        *(f"/admin/tracker/letter/{pk}/change/" for pk in letters.values()),
        f"/admin/tracker/letter/{letters['queued']}/do/cancel/",
        f"/admin/tracker/incomingmail/{IncomingMail.objects.get().pk}/change/",
        f"/admin/tracker/submission/{offer.pk}/change/",
        f"/admin/answer/?submissions={offer.pk}",
        f"/admin/answer-link/?submissions={offer.pk}",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_taking_part_has_no_serious_barrier_and_keeps_the_policy(
    cast: Cast, places: Places, browser: Browser, live_server: Any, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()

    lost = dict.fromkeys(LOST, 404)
    public = findings(page, live_server.url, places.public, lost)
    public |= {"refused": _refused_form(page, live_server.url)}
    Keyboard(page, live_server.url).sign_in(cast.ben.username)
    desk = findings(page, live_server.url, places.desk)
    desk |= {"preview": _preview(page, live_server.url + places.answering)}
    context.close()

    assert public == {"refused": []}
    assert desk == {"preview": []}


def _refused_form(page: Page, base: str) -> list[str]:
    """The form that comes back with everything still to be mended."""
    page.goto(base + FORM)
    page.get_by_role("button", name="Send the offer").click()
    page.get_by_role("alert").wait_for()
    return barriers(page)


def _preview(page: Page, address: str) -> list[str]:
    """How a letter reads, before it is sent."""
    page.goto(address)
    page.get_by_label("Answer:").select_option("acceptance")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("heading", name="How the letter to the first of them reads").wait_for()
    return barriers(page)
