"""Rules about offers: cleaned, told without addresses, ended for good."""

from __future__ import annotations

import pytest

from tracker.actions.sender_rules import change_sender_rule, end_sender_rule, record_sender_rule
from tracker.choices import SenderField, Verdict
from tracker.models import Event, SenderRule
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast


def a_rule(cast: Cast) -> SenderRule:
    return record_sender_rule(
        {
            "verdict": Verdict.BLOCK,
            "field": SenderField.EMAIL,
            "pattern": " Mara@Delta.example ",
            "note": "Asked us to.",
        },
        by=cast.anna,
    )


def test_rule_is_kept_as_it_is_compared(cast: Cast) -> None:
    assert a_rule(cast).pattern == "mara@delta.example"


def test_events_of_rules_hold_no_address(cast: Cast) -> None:
    rule = a_rule(cast)
    change_sender_rule(rule, {"pattern": "ana@delta.example"}, by=cast.anna)

    for event in Event.objects.about(rule):
        assert "delta" not in f"{event.subject_label} {event.changes} {event.facts}"
        assert "pattern" in event.facts["fields"]


def test_rule_unchanged_leaves_no_event(cast: Cast) -> None:
    rule = a_rule(cast)

    change_sender_rule(rule, {"note": "Asked us to."}, by=cast.anna)

    assert Event.objects.about(rule).count() == 1


def test_ended_rule_is_neither_changed_nor_ended_again(cast: Cast) -> None:
    rule = end_sender_rule(a_rule(cast), by=cast.anna)

    with pytest.raises(Refused, match="has ended"):
        change_sender_rule(rule, {"note": "Back."}, by=cast.anna)
    with pytest.raises(Refused, match="has ended"):
        end_sender_rule(rule, by=cast.anna)
