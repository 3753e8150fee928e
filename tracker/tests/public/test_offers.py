"""The pages for offering to sign and for the links in letters, in a browser without script."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer
from tracker.actions.revisions import add_revision
from tracker.choices import Custody, DecisionPolicy, LetterKind, Openness, Status, Visibility
from tracker.models import Attempt, Contact, Event, Letter, Statement, Submission
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.admin.browsing import Page, get, post
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, newest_letter, offered, secret_in
from tracker.tests.outbox import noon as noon

FORM = "/statements/ferry-letter/endorse/"
ORGANISATION = {
    "kind": "organisation",
    "name": "Delta Keepers",
    "country": "NG",
    "representative": "Mara Okonjo",
    "capacity": "secretary",
    "authority": "on",
    "email": EMAIL,
    "visibility": "named",
    "record": "on",
    "letters": "on",
}
TAKEN = {"kind": "person", "name": "Mara Okonjo", "representative": "", "authority": ""}


def opened(client: Client, cast: Cast) -> Page:
    """The form, opened early enough for a person to have read it."""
    cast.letter  # noqa: B018 - made before
    return get(client, FORM)


def typed(page: Page, noon: Any, **values: Any) -> Page:
    """The page that comes back when somebody has filled in the form in ten seconds."""
    noon.shift(10)
    sent = page.fields() | ORGANISATION | values
    return post(page.browser, page.url, {key: one for key, one in sent.items() if one is not None})


def errors(page: Page) -> list[str]:
    """What the notice above the form says is to be mended."""
    found = page.tree.xpath("//div[contains(@class, 'notice bad')]//li")
    return [" ".join(one.text_content().split()) for one in found]


def test_offer_leads_to_a_page_that_says_to_look_for_a_letter(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = typed(opened(client, cast), noon)

    assert page.url == f"{FORM}sent/"
    assert "A letter is on its way" in page.text
    assert "within 7 days" in page.text
    submission = Submission.objects.get()
    assert submission.signed_name == "Delta Keepers"
    assert submission.status == Status.UNCONFIRMED


def test_offer_costs_twelve_queries_with_its_page_and_sends_no_mail(
    client: Client, cast: Cast, noon: Any, mailoutbox: list[Any]
) -> None:
    page = opened(client, cast)
    clause = cast.letter_wording.clauses.first()
    exception = {f"kind-{clause.pk}": "objection", f"text-{clause.pk}": "Not this."}  # type: ignore[union-attr]
    noon.shift(10)

    with CaptureQueriesContext(connection) as captured:
        client.post(page.url, page.fields() | ORGANISATION | exception)

    assert Submission.objects.get().positions.count() == 1
    assert len(queries_of(captured)) == 12
    assert mailoutbox == []


def test_form_shows_the_wording_and_every_point(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)

    for words in ("Ferry Letter.", "Rivers run to the sea.", "No river is for sale.", "Let it"):
        assert words in page.text
    assert len(page.tree.xpath("//details")) == 3


def test_offer_keeps_each_consent_as_it_was_worded(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    typed(page, noon, events="on")

    consents = Contact.objects.get().consents
    assert sorted(consents) == ["events", "letters", "record"]
    for consent in consents.values():
        assert consent["words"] in page.text


def test_offer_without_the_optional_consent_is_taken(client: Client, cast: Cast, noon: Any) -> None:
    typed(opened(client, cast), noon)

    assert sorted(Contact.objects.get().consents) == ["letters", "record"]


def test_offer_of_a_person_needs_no_representative(client: Client, cast: Cast, noon: Any) -> None:
    typed(opened(client, cast), noon, **TAKEN)

    assert Submission.objects.get().representative == ""


@pytest.mark.parametrize(
    "values, expected",
    [
        ({"name": ""}, ["Name: This field is required."]),
        ({"email": "mara@"}, ["E-mail address: This is not an e-mail address that letters can"]),
        ({"email": "m@mailinator.com"}, ["E-mail address: This address is of a service for"]),
        ({"record": None}, ["This site may record"]),
        ({"authority": ""}, ["I declare that I may sign for this organisation.: Needed for"]),
        ({"representative": ""}, ["Represented by: Needed for an organisation."]),
        ({"website": "https://spam.example"}, ["Leave this empty: The field that has to stay"]),
        ({"stamp": "nonsense"}, ["This page was open for a long time."]),
        ({"wording": "0"}, ["The text was changed since you opened this page."]),
        ({"kind": "ship"}, ["Signs as: Select a valid choice."]),
    ],
)
def test_bad_input_comes_back_with_all_that_was_typed(
    client: Client, cast: Cast, noon: Any, values: dict[str, Any], expected: list[str]
) -> None:
    page = typed(opened(client, cast), noon, capacity="harbour master", **values)

    assert page.status == 400
    assert [found[: len(wanted)] for found, wanted in zip(errors(page), expected, strict=True)] == (
        expected
    )
    assert page.fields()["capacity"] == "harbour master"
    assert not Submission.objects.exists()


def test_half_an_exception_is_asked_for_the_other_half(
    client: Client, cast: Cast, noon: Any
) -> None:
    first, second = cast.letter_wording.clauses.order_by("order")[:2]
    half = {f"kind-{first.pk}": "objection", f"text-{second.pk}": "Not this one."}

    page = typed(opened(client, cast), noon, **half)

    assert errors(page) == [
        "In your own words: Say it in your own words.",
        "About Point 2: Choose what this is.",
    ]
    assert len(page.tree.xpath("//details[@open]")) == 2
    assert page.fields()[f"text-{second.pk}"] == "Not this one."


def test_form_sent_too_quickly_is_kept_and_taken_when_sent_again(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = opened(client, cast)
    quick = post(client, page.url, page.fields() | ORGANISATION)
    assert quick.status == 400
    assert errors(quick) == [
        "That was very quick. Nothing is lost: look it over, then send it again."
    ]

    noon.shift(10)
    post(client, quick.url, quick.fields())

    assert Submission.objects.get().signed_name == "Delta Keepers"


def test_form_open_for_days_is_taken_when_sent_again(client: Client, cast: Cast, noon: Any) -> None:
    page = opened(client, cast)
    noon.shift(timedelta(days=2))
    late = typed(page, noon)
    assert late.status == 400

    typed(late, noon)

    assert Submission.objects.count() == 1


def test_wording_changed_meanwhile_is_shown_before_it_is_endorsed(
    client: Client, cast: Cast, noon: Any
) -> None:
    page = opened(client, cast)
    add_revision(
        cast.letter, {"language": "en", "text": "Other.", "change_note": "Anew"}, [], by=cast.ben
    )

    again = typed(page, noon)
    assert again.status == 400
    assert "Other." in again.text

    typed(again, noon)
    assert Submission.objects.get().revision.number == 2


def test_too_many_offers_are_refused_with_all_that_was_typed(
    client: Client, cast: Cast, noon: Any
) -> None:
    for number in range(10):
        offered(cast.letter_wording, name=f"Delta {number}")

    page = typed(opened(client, cast), noon)

    assert page.status == 400
    assert "very many offers" in errors(page)[0]
    assert page.fields()["name"] == "Delta Keepers"


def test_limits_count_the_network_before_our_proxies(
    client: Client, cast: Cast, noon: Any, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(2):
        page = opened(client, cast)
        noon.shift(10)
        client.post(
            page.url,
            page.fields() | ORGANISATION | {"name": f"Delta {number}"},
            headers={"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.{number}"},
        )

    # Two addresses counted once each, one e-mail address and one statement twice.
    assert len(set(Attempt.objects.values_list("key", flat=True))) == 4


def test_second_offer_sees_the_same_page_as_the_first(
    client: Client, cast: Cast, noon: Any
) -> None:
    first = typed(opened(client, cast), noon)
    confirm_offer(secret_in(newest_letter()))

    second = typed(opened(client, cast), noon)

    assert (second.status, second.url, second.text.split("Record as of")[0]) == (
        first.status,
        first.url,
        first.text.split("Record as of")[0],
    )
    assert newest_letter(LetterKind.DUPLICATE).to == EMAIL


# --- Closed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "terms, heading",
    [
        ({"custody": Custody.OBSERVED}, "Signed elsewhere, not here"),
        ({"openness": Openness.NOBODY}, "Not open for signing"),
        ({"openness": Openness.INVITED}, "Only for those invited"),
        ({"opens_on": date(2026, 6, 1)}, "Not open for signing yet"),
        ({"closes_on": date(2026, 5, 3)}, "Closed for signing"),
    ],
)
def test_closed_statement_says_so_before_anybody_types(
    client: Client, cast: Cast, noon: Any, terms: dict[str, Any], heading: str
) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(**terms)

    page = get(client, FORM)

    assert page.tree.xpath("string(//h1)").strip() == heading
    assert page.tree.xpath("//form") == []
    assert client.post(FORM, ORGANISATION).status_code == 403
    assert "Offer to sign" not in get(client, "/statements/ferry-letter/").text.replace(
        "Offered to sign", ""
    )


def test_statement_without_a_wording_cannot_be_signed(client: Client, cast: Cast) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(slug="wordless")
    cast.letter.revisions.all().delete()

    assert "No wording is recorded yet" in get(client, "/statements/wordless/endorse/").text


def test_statement_open_to_people_asks_for_no_organisation(client: Client, cast: Cast) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(openness=Openness.PEOPLE)

    fields = get(client, FORM).fields()

    assert fields["kind"] == "person"
    assert "authority" not in fields


@pytest.mark.parametrize("path", [FORM, f"{FORM}sent/"])
def test_statement_that_is_not_public_has_no_form(client: Client, cast: Cast, path: str) -> None:
    cast.draft("Ferry Letter", "ferry-letter", custody=Custody.HOSTED)

    assert client.get(path).status_code == 404


def test_open_statement_links_to_the_form(client: Client, cast: Cast) -> None:
    cast.letter  # noqa: B018 - made before

    assert get(client, "/statements/ferry-letter/").links("Offer to sign") == [FORM]


def test_statement_without_points_is_endorsed_whole(client: Client, cast: Cast, noon: Any) -> None:
    cast.letter_wording.clauses.all().delete()

    page = opened(client, cast)
    assert page.tree.xpath("//details") == []
    typed(page, noon)

    assert Submission.objects.count() == 1


# --- The links in letters -------------------------------------------------------------------------


def confirm_url(kind: str = LetterKind.CONFIRMATION, tail: str = "") -> str:
    return f"/offers/{secret_in(newest_letter(kind))}/{tail}"


def test_opening_the_link_confirms_nothing(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)
    events = Event.objects.count()

    for _time in range(3):
        page = get(client, confirm_url())
        assert "Nothing has happened yet" in page.text
        assert client.head(confirm_url()).status_code == 200

    assert Event.objects.count() == events
    assert Submission.objects.get().status == Status.UNCONFIRMED


def test_pressing_the_button_confirms(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)

    page = get(client, confirm_url()).send()

    assert "The offer is confirmed" in page.text
    (track,) = page.links("Where it stands")
    assert track == f"/track/{secret_in(newest_letter(LetterKind.RECEIPT))}/"
    assert client.get(track).status_code == 200


def test_confirming_costs_at_most_twelve_queries(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)

    with CaptureQueriesContext(connection) as captured:
        client.post(confirm_url())

    # One of them reads the letter for its link.
    assert len(queries_of(captured)) - 1 == 11


def test_link_opened_and_pressed_again_says_that_it_is_confirmed(
    client: Client, cast: Cast
) -> None:
    offered(cast.letter_wording)
    url = confirm_url()
    post(client, url)
    letters = Letter.objects.count()

    assert "The offer is confirmed" in get(client, url).text
    assert "The offer is confirmed" in post(client, url).text
    assert Letter.objects.count() == letters


def test_expired_link_sends_another_letter(client: Client, cast: Cast, noon: Any) -> None:
    offered(cast.letter_wording)
    url = confirm_url()
    noon.shift(timedelta(days=8))

    page = get(client, url)
    assert "This link has expired" in page.text
    assert post(client, url).status == 400
    sent = post(client, url, {"again": "1"})

    assert "A letter is on its way" in sent.text
    assert get(client, url).status == 404
    assert "Nothing has happened yet" in get(client, confirm_url()).text


def test_too_many_letters_are_not_sent(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)
    for _time in range(9):
        post(client, confirm_url(), {"again": "1"})

    page = post(client, confirm_url(), {"again": "1"})

    assert "Several letters were sent today" in page.text
    assert Letter.objects.count() == 10


@pytest.mark.parametrize("tail", ["", "not-me/"])
@pytest.mark.parametrize("token", ["0" * 26, "x", "../../etc", "%00", "ü" * 300])
def test_foreign_and_tampered_links_help_and_change_nothing(
    client: Client, cast: Cast, token: str, tail: str
) -> None:
    offered(cast.letter_wording)
    events = Event.objects.count()

    for answer in (
        client.get(f"/offers/{token}/{tail}"),
        client.post(f"/offers/{token}/{tail}"),
    ):
        assert answer.status_code in (400, 404)
        assert EMAIL not in answer.content.decode()
    assert Event.objects.count() == events


def test_pages_behind_links_are_kept_and_found_by_nobody(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)

    answer = client.get(confirm_url())

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert EMAIL not in answer.content.decode()


def test_it_was_not_me_asks_once_and_then_voids(client: Client, cast: Cast) -> None:
    submission = offered(cast.letter_wording)
    url = confirm_url(tail="not-me/")

    page = get(client, url)
    assert "It was not you?" in page.text
    submission.refresh_from_db()
    assert submission.status == Status.UNCONFIRMED
    assert "The offer is void" in page.send().text

    submission.refresh_from_db()
    assert submission.status == Status.VOID
    assert not Contact.objects.exists()
    assert get(client, url).status == 404


# --- Names that are withheld ----------------------------------------------------------------------


def test_withheld_name_is_counted_and_nowhere_public(client: Client, cast: Cast, noon: Any) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(policy=DecisionPolicy.AUTOMATIC)
    typed(opened(client, cast), noon, visibility=Visibility.WITHHELD, name="Quiet Delta")
    confirm_offer(secret_in(newest_letter()))
    submission = Submission.objects.get()
    assert submission.is_public

    for path in (
        "/",
        "/statements/ferry-letter/",
        "/statements/ferry-letter/signatories/",
        "/signatories/",
        "/submissions/?format=csv",
        f"/submissions/{submission.reference}/",
        "/events/?format=atom",
    ):
        found = client.get(path)
        content = (
            b"".join(found.streaming_content) if found.streaming else found.content  # type: ignore[attr-defined]
        ).decode()
        assert found.status_code == 200
        for secret in ("Quiet Delta", "Mara Okonjo", EMAIL):
            assert secret not in content
    assert client.get("/signatories/quiet-delta/").status_code == 404
