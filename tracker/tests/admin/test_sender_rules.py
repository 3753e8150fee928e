"""Rules about offers on the desk: tried first, recorded with a note, ended; and what they hold."""

from __future__ import annotations

import pytest
from django.test import Client

from tracker.actions.confirmations import confirm_offer
from tracker.actions.sender_rules import end_sender_rule, record_sender_rule
from tracker.choices import SenderField, Verdict
from tracker.models import SenderRule
from tracker.tests.admin.browsing import do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, offered, secret_in

LIST = "/admin/tracker/senderrule/"
HOLD = {
    "verdict": Verdict.HOLD,
    "field": SenderField.DOMAIN,
    "pattern": "delta.example",
    "note": "Ask them first.",
}


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.anna)


def a_rule(cast: Cast, **values: str) -> SenderRule:
    return record_sender_rule(HOLD | values, by=cast.anna)


def test_rule_is_tried_before_it_is_recorded(cast: Cast, desk: Client) -> None:
    offered(cast.letter_wording)
    offered(cast.letter_wording, email="ana@coast.example")

    page = get(desk, f"{LIST}add/").send(**HOLD, try_only="on")

    assert page.errors == [
        "This matches 1 of the 2 newest offers by the form. Nothing was recorded."
    ]
    assert not SenderRule.objects.exists()

    page.send(try_only="")
    assert SenderRule.objects.get().note == "Ask them first."


@pytest.mark.parametrize(
    "values, message",
    [
        ({"field": "network", "pattern": "here"}, "Type a network address or range"),
        ({"field": "name", "pattern": "ab"}, "Type at least three letters"),
        ({"field": "domain", "pattern": "delta"}, "Type a whole address, or a domain"),
        ({"note": ""}, "This field is required."),
    ],
)
@pytest.mark.parametrize("try_only", ["", "on"])
def test_rule_that_matches_nothing_is_refused_at_its_field(
    desk: Client, values: dict[str, str], message: str, try_only: str
) -> None:
    page = get(desk, f"{LIST}add/").send(**HOLD | values, try_only=try_only)

    assert any(message in error for error in page.errors)
    assert not SenderRule.objects.exists()


def test_rule_about_networks_says_that_past_ones_are_not_kept(cast: Cast, desk: Client) -> None:
    rule = a_rule(cast, field=SenderField.NETWORK, pattern="192.0.2.0/24")

    assert "Network addresses are not kept" in get(desk, page_of(rule)).text


def test_rule_is_changed_and_ended_and_stays(cast: Cast, desk: Client) -> None:
    rule = a_rule(cast)

    get(desk, page_of(rule)).send(note="They asked.")
    do(desk, rule, "end")

    rule.refresh_from_db()
    assert rule.note == "They asked."
    assert rule.ended_at is not None
    page = get(desk, page_of(rule))
    assert "Ended" in page.text
    assert page.labels == ["History"]


def test_ended_rule_judges_nobody(cast: Cast) -> None:
    end_sender_rule(a_rule(cast), by=cast.anna)

    assert offered(cast.letter_wording).held_because == ""


def test_held_offers_wait_on_the_desk_with_the_reason(cast: Cast, desk: Client) -> None:
    rule = a_rule(cast)
    submission = offered(cast.letter_wording)
    assert get(desk, "/admin/").links("Held offers") == ["/admin/tracker/submission/?held=yes"]
    assert submission.reference not in get(desk, "/admin/tracker/submission/?held=yes").text

    confirm_offer(secret_in(newest_letter()))

    assert submission.reference in get(desk, "/admin/tracker/submission/?held=yes").text
    page = get(desk, page_of(submission))
    assert f"rule about offers no. {rule.pk}" in page.text


def test_unconfirmed_offers_wait_for_nobody_on_the_desk(cast: Cast, desk: Client) -> None:
    submission = offered(cast.letter_wording)

    page = get(desk, "/admin/tracker/submission/?release=waiting")

    assert submission.reference not in page.text
    assert "not yet: never public" in get(desk, page_of(submission)).text
