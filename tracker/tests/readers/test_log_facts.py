"""Folding what entries say: the last one wins, and what is void or retired is not public."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.readers.log_facts import Entry, LogFacts, is_withheld

TIME = "2026-11-23T08:49:46.123456Z"
OFFER = {
    "statement": "rivers",
    "reference": "R-1",
    "direction": "offer",
    "offered": "2022-03-01",
    "status": "unanswered",
    "visibility": "named",
    "released": True,
}
PUBLISHED = ("statement-published", {"statement": "rivers", "stage": "published"})
RELEASED = ("submission-released", OFFER)


def folded(*said: tuple[str, dict[str, Any]]) -> LogFacts:
    facts = LogFacts()
    for index, (kind, more) in enumerate(said):
        facts.fold(Entry(index, index + 10, TIME, kind, more))
    return facts


def public(*said: tuple[str, dict[str, Any]]) -> list[str]:
    return [reference for reference, _told in folded(*said).public()]


def test_a_released_submission_of_a_published_statement_is_public() -> None:
    told = folded(PUBLISHED, RELEASED).submissions["R-1"]

    assert public(PUBLISHED, RELEASED) == ["R-1"]
    assert (told.index, told.statement, told.direction) == (1, "rivers", "offer")
    assert (told.offered, told.status, is_withheld(told)) == ("2022-03-01", "unanswered", False)


@pytest.mark.parametrize(
    "said",
    [
        [RELEASED],
        [PUBLISHED, ("submission-changed", OFFER | {"released": False})],
        [PUBLISHED, RELEASED, ("submission-voided", OFFER | {"status": "void"})],
        [PUBLISHED, RELEASED, ("statement-retired", PUBLISHED[1] | {"stage": "retired"})],
    ],
)
def test_what_is_not_published_or_is_void_is_not_public(said: list[Any]) -> None:
    assert public(*said) == []


def test_the_last_entry_wins() -> None:
    reply = {"reply": 3, "standing": {"accepted": ["R-1", "R-9"]}}
    changed = OFFER | {"offered": "2022-04", "visibility": "withheld", "status": "accepted"}

    facts = folded(PUBLISHED, RELEASED, ("reply-released", reply), ("submission-changed", changed))

    told = facts.submissions["R-1"]
    assert (told.index, told.status, told.offered) == (3, "accepted", "2022-04")
    assert is_withheld(told)
    assert facts.submissions.keys() == {"R-1"}
    assert facts.last_event == 13


def test_a_reply_says_where_submissions_stand() -> None:
    facts = folded(PUBLISHED, RELEASED, ("reply-released", {"standing": {"refused": ["R-1"]}}))

    assert (facts.submissions["R-1"].status, facts.submissions["R-1"].index) == ("refused", 2)


@pytest.mark.parametrize("index, moved", [(0, True), (1, True), (2, False)])
def test_what_moved_lately_is_known(index: int, moved: bool) -> None:
    facts = folded(PUBLISHED, RELEASED)

    assert facts.moved_since(facts.submissions["R-1"], index) == moved


@pytest.mark.parametrize(
    "kind, facts, expected",
    [
        ("submission-released", OFFER, True),
        ("statement-published", {"statement": "rivers"}, True),
        ("check-released", {"statement": "rivers", "check": 1}, False),
        ("reply-released", {"statement": "rivers", "standing": {"accepted": ["R-1"]}}, True),
        ("reply-released", {"statement": "rivers", "standing": {"accepted": ["R-8"]}}, False),
        ("reply-released", {"statement": "rivers", "reply": 4, "reference": "R-1"}, False),
        ("reply-released", {"statement": "rivers", "reply": 5, "reference": "R-1"}, False),
        ("reply-released", {"statement": "rivers", "reply": 6, "reference": "R-1"}, True),
        ("submission-released", OFFER | {"statement": "other"}, False),
    ],
)
def test_what_the_list_of_events_must_show(
    kind: str, facts: dict[str, Any], expected: bool
) -> None:
    known = folded(
        PUBLISHED,
        RELEASED,
        ("reply-voided", {"reply": 4, "void_reason": "mistake"}),
        ("reply-changed", {"reply": 5}),
        ("reply-released", {"reply": 6}),
    )

    assert known.must_list(Entry(2, 12, TIME, kind, facts), since=10) == expected
    assert not known.must_list(Entry(2, 12, TIME, kind, facts), since=2)


def test_only_what_says_more_needs_an_opening() -> None:
    assert Entry(0, 1, TIME).needs_opening
    assert Entry(0, 1, TIME, "reply-released", {"references_sha256": "00"}).needs_opening
    assert not Entry(0, 1, TIME, "reply-released", {}).needs_opening
