"""What badges say, and that they can be read without any font of ours."""

from xml.etree import ElementTree as ET

import pytest

from tracker.choices import Direction, Status
from tracker.rules.badges import (
    PALETTES,
    Badge,
    badge_svg,
    count_badge,
    submission_badge,
)

SVG = "{http://www.w3.org/2000/svg}"
OFFER, INVITATION = Direction.OFFER, Direction.INVITATION


@pytest.mark.parametrize(
    "endorsed, words",
    [
        (0, "Endorsements · 0"),
        (1, "Endorsement · 1"),
        (12345, "Endorsements · 12,345"),
        (None, "Not open for signing"),
    ],
)
def test_badge_of_a_statement_counts(endorsed: int | None, words: str) -> None:
    assert str(count_badge(endorsed)) == words


@pytest.mark.parametrize(
    "status, direction, points, excepted, words",
    [
        (Status.ACCEPTED, OFFER, 11, 2, "Endorsed · 9 of 11 points"),
        (Status.ACCEPTED, OFFER, 11, 0, "Endorsed · all 11 points"),
        (Status.ACCEPTED, OFFER, 1, 0, "Endorsed · its one point"),
        (Status.ACCEPTED, OFFER, 1, 1, "Endorsed · 0 of 1 point"),
        (Status.ACCEPTED, INVITATION, 0, 0, "Endorsed"),
        (Status.UNANSWERED, OFFER, 11, 2, "Offered to sign · No reply recorded"),
        (Status.REFUSED, OFFER, 11, 0, "Offered to sign · Refused"),
        (Status.WITHDRAWN, OFFER, 0, 0, "Offered to sign · Withdrawn"),
        (Status.INVITED, INVITATION, 11, 0, "Invited to sign"),
        (Status.DECLINED, INVITATION, 11, 0, "Invited to sign · Declined"),
    ],
)
def test_badge_of_a_submission_says_where_it_stands(
    status: Status, direction: Direction, points: int, excepted: int, words: str
) -> None:
    badge = submission_badge(status, direction, points=points, excepted=excepted)
    assert str(badge) == words


@pytest.mark.parametrize("theme", sorted(PALETTES))
@pytest.mark.parametrize(
    "badge",
    [
        Badge("Endorsed", "9 of 11 points"),
        Badge("Endorsed", ""),
        Badge("Unterstützungserklärungen", "Donaudampfschifffahrtsgesellschaft"),
        Badge("지지 선언", "11개 항목 모두"),
        Badge("مؤيد", "9 من 11 نقطة"),
        Badge("Підтримано", "усі 11 пунктів"),
        Badge("联署", "全部十一点"),
        Badge('<script>"&', "</svg>"),
    ],
    ids=str,
)
def test_badge_is_one_picture_with_one_name(badge: Badge, theme: str) -> None:
    root = ET.fromstring(badge_svg(badge, theme))
    texts = [one.text for one in root.iter(f"{SVG}text")]

    assert (root.get("role"), root.get("aria-label")) == ("img", str(badge))
    assert [one.text for one in root.iter(f"{SVG}title")] == [str(badge)]
    assert texts == [part for part in (badge.label, badge.words) if part]


@pytest.mark.parametrize(
    "badge", [Badge("Endorsed", "9 of 11 points"), Badge("مؤيد", "9 من 11 نقطة")], ids=str
)
def test_words_stand_apart_and_inside(badge: Badge) -> None:
    """Each is set in the width it has been given, whatever the font."""
    root = ET.fromstring(badge_svg(badge, "light"))
    spans = []
    for one in root.iter(f"{SVG}text"):
        wide = float(one.get("textLength", ""))
        middle = float(one.get("x", ""))
        spans.append((middle - wide / 2, middle + wide / 2))
    first, second = sorted(spans)

    assert 4 <= first[0] < first[1] < second[0] < second[1] <= float(root.get("width", "")) - 4
    assert second[0] - first[1] >= 12


def test_arabic_badge_begins_on_the_right() -> None:
    root = ET.fromstring(badge_svg(Badge("مؤيد", "9"), "light"))
    label, words = (float(one.get("x", "")) for one in root.iter(f"{SVG}text"))

    assert label > words


@pytest.mark.parametrize(
    "wider, narrower",
    [("mmmm", "iiii"), ("漢字漢字", "abcd"), ("ABCD", "abcd"), ("abcd", "الحر"), ("ee", "e\u0301")],
)
def test_width_is_that_of_the_letters(wider: str, narrower: str) -> None:
    def width(text: str) -> int:
        return int(ET.fromstring(badge_svg(Badge(text, ""), "light")).get("width", ""))

    assert width(wider) > width(narrower)
