"""Personal links at the desk."""

from __future__ import annotations

from tracker.actions.answer_links import answer_by_link, make_answer_link
from tracker.choices import Party, ReplyKind
from tracker.models import Letter, Link
from tracker.proof.tokens import token_sha256
from tracker.tests.admin.browsing import do, get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

DATA = {"party": "issuer", "label": "the secretary"}


def test_link_is_shown_once(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offer()
    browser = sign_in(cast.anna)
    asked = post(
        browser,
        "/admin/tracker/submission/",
        {"action": "link_chosen", "_selected_action": [offer.pk]},
    )

    made = post(browser, asked.url, DATA)

    link = Link.objects.get()
    address = made.tree.xpath("//code")[0].text_content()
    assert token_sha256(address.split("/")[-2]) == link.token_sha256
    assert address not in get(browser, page_of(link)).text
    assert offer.reference in get(browser, page_of(link)).text
    assert "the secretary" in get(browser, "/admin/tracker/link/").text


def test_link_can_be_sent(cast: Cast, sign_in: SignIn) -> None:
    url = f"/admin/answer-link/?submissions={cast.offer().pk}"

    made = post(sign_in(cast.anna), url, DATA | {"email": "office@harbour.example"})

    assert "A letter with it is on its way." in made.text
    assert Letter.objects.get().to == "office@harbour.example"


def test_link_for_two_statements_is_refused(cast: Cast, sign_in: SignIn) -> None:
    other = cast.offer(revision=cast.letter_wording)

    page = post(
        sign_in(cast.anna), f"/admin/answer-link/?submissions={cast.offer().pk},{other.pk}", DATA
    )

    assert "different statements" in page.text
    assert not Link.objects.exists()


def test_auditors_make_none(cast: Cast, sign_in: SignIn) -> None:
    url = f"/admin/answer-link/?submissions={cast.offer().pk}"

    assert post(sign_in(cast.aud), url, DATA).status == 403
    assert not Link.objects.exists()


def test_link_is_revoked_by_a_button(cast: Cast, sign_in: SignIn) -> None:
    link = make_answer_link([cast.offer()], {"party": Party.ISSUER}, by=cast.anna).link

    do(sign_in(cast.anna), link, "revoke")  # type: ignore[arg-type]

    link.refresh_from_db()
    assert link.revoked_at is not None


def test_what_came_by_a_link_says_so(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered()
    link = make_answer_link([offer], {"party": Party.ISSUER}, by=cast.anna).link
    reply = answer_by_link(link, [offer], {"kind": ReplyKind.ACKNOWLEDGEMENT})

    text = get(sign_in(cast.ben), page_of(reply)).text

    assert "Came through" in text
    assert "A personal link" in text
    assert "by None" not in text
