"""The holding pen on the desk: what waits, one mail's page, filing it, dismissing it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tracker.actions.incoming_mails import receive_mail
from tracker.actions.mail_filings import file_mail
from tracker.actions.reply_addresses import reply_address_of
from tracker.admin import changelists
from tracker.choices import MailState, ReplyKind
from tracker.models import Contact, Event, IncomingMail, Reply
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

DAY = datetime(2022, 3, 9, 8, 30, tzinfo=UTC)
LIST = "/admin/tracker/incomingmail/"
RAW = (
    "From: Ana <ana@harbour.example>\nMessage-ID: <one@harbour.example>\nSubject: About {code}\n"
    "Content-Type: multipart/mixed; boundary=x\n\n"
    "--x\n\nWe accept.\n\n<script>alert(1)</script>\n\nOn 7 March 2022 Mara wrote:\n> Please.\n"
    "--x\nContent-Type: application/pdf; name=minutes.pdf\n\n%PDF-1.4 minutes\n"
    "--x\nContent-Type: text/html; name=page.html\n\n<script>\n--x--\n"
)


def received(code: str = "", **values: Any) -> IncomingMail:
    return receive_mail(RAW.format(code=code).encode(), received_at=DAY, **values)


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.anna)


def test_index_counts_what_waits(cast: Cast, desk: Client) -> None:
    received()

    text = get(desk, "/admin/").text

    assert "Mail to file 0" in text
    assert "Mail in the holding pen 1" in text


def test_list_shows_each_mail_by_state(cast: Cast, desk: Client) -> None:
    offer = cast.offered()
    received(offer.reference)
    receive_mail(b"Subject: Away\nAuto-Submitted: auto-replied\n\nBack soon.\n", received_at=DAY)

    pen, aside, every = (get(desk, f"{LIST}?mail={one}").text for one in ("pen", "set-aside", "x"))

    assert (f"{offer.reference}?" in pen, "Away" in pen) == (True, False)
    assert ("Away" in aside, offer.reference in aside) == (True, False)
    assert f"About {offer.reference}" in every


@pytest.mark.parametrize("mail, count", [("to-file", 0), ("filed", 1), ("dismissed", 0)])
def test_list_is_narrowed_by_what_became_of_it(
    cast: Cast, desk: Client, mail: str, count: int
) -> None:
    file_mail(received(), [cast.offered()], {"kind": ReplyKind.ACCEPTANCE}, by=cast.anna)

    assert len(get(desk, f"{LIST}?mail={mail}").links("About")) == count


@pytest.mark.parametrize("term, found", [("ABOUT", 1), ("harbour.ex", 1), ("ana", 1), ("zzz", 0)])
def test_list_is_searched(cast: Cast, desk: Client, term: str, found: int) -> None:
    received()

    assert len(get(desk, f"{LIST}?q={term}").links("About")) == found


def test_list_is_searched_among_the_newest(
    cast: Cast, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("older", "newer"):
        receive_mail(f"Subject: The {name} mail\n\nx".encode(), received_at=DAY)
    monkeypatch.setattr(changelists, "SEARCHED", 1)
    page = get(desk, f"{LIST}?q=mail")

    assert (len(page.links("The newer mail")), len(page.links("The older mail"))) == (1, 0)


def test_list_asks_no_more_for_more_mails(
    cast: Cast, desk: Client, django_assert_max_num_queries: Any
) -> None:
    offer = cast.offered()
    for number in range(5):
        receive_mail(f"Subject: {number} {offer.reference}\n\nx".encode(), received_at=DAY)

    with django_assert_max_num_queries(9):
        get(desk, LIST)


def test_submission_shows_the_mail_that_waits_at_it(
    cast: Cast, desk: Client, settings: Settings
) -> None:
    settings.REPLY_ADDRESS = "reply+{secret}@site.example"
    offer, other = cast.offered(), cast.offered(cast.fleuves)
    address = reply_address_of(offer)
    mail = receive_mail(f"To: {address}\nSubject: Hello\n\nYes.\n".encode(), received_at=DAY)

    page = get(desk, page_of(offer))

    assert page.links("Hello") == [page_of(mail)]
    assert get(desk, page_of(other)).links("Hello") == []


def test_history_says_through_which_door_a_mail_came(cast: Cast, desk: Client) -> None:
    mail = received()

    assert "Mail received: incoming mail" in (text := get(desk, page_of(mail, "history")).text)
    assert "through: E-mail" in text


def test_page_shows_text_with_quotations_folded(cast: Cast, desk: Client) -> None:
    mail = received()

    page = get(desk, page_of(mail))

    folded, header = (one.text_content() for one in page.tree.xpath("//main//details"))
    assert "> Please." in folded
    assert " ".join(header.split()).startswith("Header from Ana <ana@harbour.example> message-id")
    shown = [one.text_content() for one in page.tree.xpath("//div[@class='wording']")]
    assert shown[0] == "We accept.\n\n<script>alert(1)</script>"
    assert "address not known" in page.text
    assert page.labels == ["Dismiss…", "History"]


def test_page_of_a_mail_without_text_says_so(cast: Cast, desk: Client) -> None:
    mail = receive_mail(b"From: x\n\n", received_at=DAY)

    text = get(desk, page_of(mail)).text

    assert "No text could be read. The whole message is kept." in text
    assert "It has no Message-ID." in text


def test_page_gives_the_bytes_as_a_download_that_nothing_runs(cast: Cast, desk: Client) -> None:
    mail = received()

    answer = desk.get(page_of(mail, "raw"))

    assert b"".join(answer.streaming_content) == RAW.format(code="").encode()  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="mail-{mail.pk}.eml.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_page_gives_attachments_of_kept_types_only(cast: Cast, desk: Client) -> None:
    mail = received()
    page = get(desk, page_of(mail))

    assert len(page.links("minutes.pdf")) == 1
    assert page.links("page.html") == []
    answer = desk.get(page_of(mail, "attachments/1"))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 minutes"  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert desk.get(page_of(mail, "attachments/2")).status_code == 404


def test_download_of_a_lost_file_is_not_found(cast: Cast, desk: Client) -> None:
    mail = received()
    Path(mail.file.path).unlink()

    assert desk.get(page_of(mail, "raw")).status_code == 404
    assert "We accept." in get(desk, page_of(mail)).text
    assert desk.get(f"{LIST}9999/raw/").status_code == 404


def test_one_click_files_what_was_suggested(cast: Cast, desk: Client) -> None:
    offer = cast.offered()
    mail = received(offer.reference)

    page = get(desk, page_of(mail))
    filed = post(desk, page_of(mail, "file"), page.fields())

    reply = Reply.objects.get()
    assert filed.messages == ["Filed: Accepts, 2022-03-09. It waits for release."]
    assert (reply.kind, reply.dated, reply.text) == (
        ReplyKind.ACCEPTANCE,
        "2022-03-09",
        "We accept.\n\n<script>alert(1)</script>",
    )
    assert list(reply.submissions.all()) == [offer]
    assert "Accepts, 2022-03-09" in get(desk, page_of(mail)).text


def test_filing_knows_who_used_the_address_before(cast: Cast, desk: Client) -> None:
    offer = cast.offered()
    values = {"kind": ReplyKind.NOTE, "speaker": "issuer"}
    file_mail(received(), [offer], values, by=cast.anna)

    again = receive_mail(b"From: ana@harbour.example\n\nWe will sign.\n", received_at=DAY)

    fields = get(desk, page_of(again)).fields()
    assert (fields["submissions"], fields["speaker"], fields["kind"]) == (
        str(offer.pk),
        "issuer",
        "",
    )


def test_filing_knows_the_address_of_whoever_offered(cast: Cast, desk: Client) -> None:
    offer = cast.offered()
    address = "ana@harbour.example"
    contact = {"email": address, "email_folded": address, "made_at": DAY, "expires_on": DAY}
    Contact.objects.create(submission=offer, **contact)

    page = get(desk, page_of(received()))

    assert page.fields()["speaker"] == "signatory"
    assert "address known" in page.text


def test_filing_that_is_refused_keeps_what_was_typed(cast: Cast, desk: Client) -> None:
    mail = received(cast.offered().reference)

    again = post(
        desk,
        page_of(mail, "file"),
        get(desk, page_of(mail)).fields() | {"dated": "soon", "text": "Other words"},
    )

    assert "“soon” is not a date this site can read." in again.errors[0]
    assert again.fields()["text"] == "Other words"
    assert not Reply.objects.exists()
    again.send(dated="2022-03-08")
    assert Reply.objects.get().dated == "2022-03-08"


def test_filing_without_a_submission_is_refused_at_the_field(cast: Cast, desk: Client) -> None:
    again = post(desk, page_of(received(), "file"), {"kind": "note", "dated": "2022"})

    assert again.errors == ["This field is required."]


def test_dismissing_asks_why_and_reopening_undoes_it(cast: Cast, desk: Client) -> None:
    mail = received()

    post(desk, page_of(mail, "do/dismiss"), {"reason": "spam"})
    page = get(desk, page_of(mail))
    assert page.labels == ["Reopen", "History"]
    assert "Dismissed Spam" in page.text
    post(desk, page_of(mail, "do/reopen"))

    mail.refresh_from_db()
    assert mail.state == MailState.WAITING


def test_many_are_dismissed_at_once(cast: Cast, desk: Client) -> None:
    mails = [receive_mail(f"Subject: {n}\n\nBuy".encode(), received_at=DAY) for n in range(3)]
    chosen = {"action": "dismiss_chosen", "_selected_action": [one.pk for one in mails]}

    post(desk, LIST, chosen | {"answered": "1", "reason": "spam"})

    assert not IncomingMail.objects.exclude(state=MailState.DISMISSED).exists()


def test_what_a_machine_wrote_cannot_be_filed_from_its_page(cast: Cast, desk: Client) -> None:
    mail = receive_mail(b"Auto-Submitted: auto-replied\n\nWe accept.\n", received_at=DAY)

    page = get(desk, page_of(mail))

    assert "File it as a reply" not in page.text
    assert page.labels == ["Dismiss…", "Reopen", "History"]


def test_reader_of_the_desk_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    mail = received(cast.offered().reference)
    browser = sign_in(cast.aud)
    before = Event.objects.count()

    page = get(browser, page_of(mail))
    answer = post(browser, page_of(mail, "file"), {"kind": "note", "dated": "2022"})

    assert "We accept." in page.text
    assert "File it as a reply" not in page.text
    assert answer.status == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize("what", ["change", "file", "raw", "attachments/1"])
def test_stranger_sees_nothing(cast: Cast, client: Client, what: str) -> None:
    mail = received()

    answer = client.get(page_of(mail, what))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
