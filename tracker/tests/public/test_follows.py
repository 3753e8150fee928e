"""Following from public pages, in a browser without script and in a mail program."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.actions.carriers import SmtpCarrier
from tracker.actions.deliveries import deliver_next
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.statements import retire_statement
from tracker.choices import LetterKind
from tracker.models import Follow, Letter
from tracker.tests.cast import Cast
from tracker.tests.follows import EMAIL, following, told
from tracker.tests.offers import secret_in
from tracker.tests.outbox import Sink
from tracker.tests.outbox import noon as noon
from tracker.tests.outbox import sink as sink
from tracker.tests.public.reading import get, links, words

A_MINUTE = timedelta(minutes=1)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def about(page: str) -> str:
    """What the hidden field of the form on a page says."""
    found = re.search(r'name="about" value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: Client, page: str, **values: str) -> HttpResponse:
    """Fill in the form of a page and send it, a minute later."""
    typed = {"email": EMAIL, "frequency": "at-once", "website": "", "about": about(page)}
    return client.post("/follows/", typed | values)


def subjects(cast: Cast) -> list[str]:
    offer = cast.offered()
    return [one.get_absolute_url() for one in (cast.declaration, cast.rios, offer)]


def follow_all(client: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    for address in subjects(cast):
        page = get(client, address)
        clock.shift(A_MINUTE)
        assert send(client, page).headers["Location"] == "/follows/sent/"


def test_whole_journey_by_mail(
    client: Client, cast: Cast, sink: Sink, noon: time_machine.Traveller
) -> None:
    follow_all(client, cast, noon)
    for token in [secret_in(one) for one in Letter.objects.order_by("pk")]:
        assert client.post(f"/follows/{token}/", follow=True).status_code == 200
    Letter.objects.all().delete()
    cast.replied("deferral", *[one.submission for one in Follow.objects.all() if one.submission])
    told()
    noon.shift(timedelta(minutes=10))

    carrier = SmtpCarrier()
    while deliver_next(carrier, "w"):
        pass
    carrier.rest()

    assert len(sink.messages) == 3
    for message in sink.messages:
        assert message["To"] == EMAIL
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        stop = message["List-Unsubscribe"].strip("<>").partition("8000")[2]
        assert "Harbour Assembly needs more time" in message.get_content()
        assert client.post(stop, ONE_CLICK).status_code == 200
    assert not Follow.objects.exists()


def test_public_pages_carry_the_form_and_set_no_cookie(client: Client, cast: Cast) -> None:
    for address in subjects(cast):
        response = client.get(address)
        assert "Follow by e-mail" in words(response.content.decode())
        assert not response.cookies


def test_pages_that_are_not_public_carry_no_form(client: Client, cast: Cast) -> None:
    draft, offer = cast.draft("Draft", "draft"), cast.offer()
    client.force_login(cast.anna)

    for row in (draft, cast.fleuves, offer):
        assert "Follow by e-mail" not in get(client, row.get_absolute_url())


@pytest.mark.parametrize("is_known", [False, True])
def test_answer_is_the_same_whether_the_address_is_known(
    client: Client, cast: Cast, noon: time_machine.Traveller, is_known: bool
) -> None:
    if is_known:
        following(cast.declaration)
    page = get(client, cast.declaration.get_absolute_url())
    noon.shift(A_MINUTE)

    with CaptureQueriesContext(connection) as captured:
        answer = send(client, page)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/follows/sent/")
    assert "A letter is on its way" in get(client, "/follows/sent/")
    assert Letter.objects.filter(kind=LetterKind.FOLLOWING).count() == 1 + is_known
    assert len(captured) < 25


@pytest.mark.parametrize(
    "values, problem",
    [
        ({"email": "wanda"}, "not an e-mail address"),
        ({"email": ""}, "required"),
        ({"frequency": "daily"}, "valid choice"),
        ({"website": "https://buy.example"}, "has to stay empty"),
    ],
)
def test_bad_input_comes_back_and_does_nothing(
    client: Client,
    cast: Cast,
    noon: time_machine.Traveller,
    values: dict[str, str],
    problem: str,
) -> None:
    page = get(client, cast.declaration.get_absolute_url())
    noon.shift(A_MINUTE)

    answer = send(client, page, **values)

    assert answer.status_code == 400
    assert problem in answer.content.decode()
    assert not Follow.objects.exists()
    again = send(client, answer.content.decode())
    assert (again.status_code, Follow.objects.count()) == (302, 1)


def test_form_sent_too_quickly_or_too_late_is_sent_again(
    client: Client, cast: Cast, noon: time_machine.Traveller
) -> None:
    page = get(client, cast.declaration.get_absolute_url())
    quick = send(client, page)
    noon.shift(timedelta(hours=25))
    late = send(client, page)
    noon.shift(A_MINUTE)

    assert (quick.status_code, late.status_code) == (400, 400)
    assert "very quick" in words(quick.content.decode())
    assert "open for a long time" in words(late.content.decode())
    assert EMAIL in late.content.decode()
    assert not Follow.objects.exists()
    assert send(client, late.content.decode()).status_code == 302


def test_what_is_made_up_or_not_public_any_more_is_not_followed(
    client: Client, cast: Cast, noon: time_machine.Traveller
) -> None:
    page = get(client, cast.declaration.get_absolute_url())
    signed = about(page)
    noon.shift(A_MINUTE)
    retire_statement(cast.declaration, "mistake", by=cast.ben)

    for made_up in (signed, signed.replace("statement", "signatory"), "statement:1", ""):
        answer = send(client, page, about=made_up)
        assert answer.status_code == 400
        assert "Nothing was done" in words(answer.content.decode())
    assert not Follow.objects.exists()


def test_form_on_a_page_of_another_site_does_nothing(
    client: Client, cast: Cast, noon: time_machine.Traveller
) -> None:
    page = get(client, cast.declaration.get_absolute_url())
    noon.shift(A_MINUTE)
    typed = {"email": EMAIL, "frequency": "at-once", "about": about(page)}

    foreign = client.post("/follows/", typed, headers={"Origin": "https://evil.example"})
    hidden = client.post("/follows/", typed, headers={"Origin": "null"})
    own = client.post("/follows/", typed, headers={"Origin": "http://testserver"})

    assert [one.status_code for one in (foreign, hidden, own)] == [400, 400, 302]
    assert Follow.objects.count() == 1


def test_too_many_tries_are_told_alike(
    client: Client, cast: Cast, noon: time_machine.Traveller
) -> None:
    page = get(client, cast.declaration.get_absolute_url())
    noon.shift(A_MINUTE)
    answers = [send(client, page) for _time in range(6)]

    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "too many tries" in words(answers[-1].content.decode())


def test_address_that_a_rule_blocks_is_refused_at_its_field(
    client: Client, cast: Cast, noon: time_machine.Traveller
) -> None:
    rule = {"verdict": "block", "field": "email", "pattern": EMAIL, "note": "They asked."}
    record_sender_rule(rule, by=cast.ben)
    page = get(client, cast.declaration.get_absolute_url())
    noon.shift(A_MINUTE)

    answer = send(client, page)

    assert answer.status_code == 400
    assert 'id="follow-email_error"' in answer.content.decode()
    assert "take nothing from here" in words(answer.content.decode())
    assert not Follow.objects.exists()


def test_how_to_follow_is_told_where_the_form_is_missing(client: Client, cast: Cast) -> None:
    assert "/statements/" in links(get(client, "/follows/"))
