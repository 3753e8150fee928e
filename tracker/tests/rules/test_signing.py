"""Which submissions a statement takes, and which dates make sense."""

from datetime import date
from typing import Any

import pytest

from tracker.choices import Direction, Openness, SignatoryKind
from tracker.rules.dates import read_date
from tracker.rules.refusals import Refused
from tracker.rules.signing import Terms, date_warnings, require_after, require_open, require_past

OFFER, INVITATION = Direction.OFFER, Direction.INVITATION
ORGANISATION, PERSON = SignatoryKind.ORGANISATION, SignatoryKind.PERSON
OPENED, CLOSED = date(2022, 3, 1), date(2022, 3, 31)


def is_taken(openness: str, direction: str, kind: str, offered: str, **days: Any) -> bool:
    terms = Terms(openness, days.get("opens_on"), days.get("closes_on"))
    try:
        require_open(terms, direction=direction, kind=kind, offered=read_date(offered))
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    "openness, direction, kind, expected",
    [
        (Openness.ANYONE, OFFER, ORGANISATION, True),
        (Openness.ANYONE, OFFER, PERSON, True),
        (Openness.ANYONE, INVITATION, PERSON, True),
        (Openness.ORGANISATIONS, OFFER, ORGANISATION, True),
        (Openness.ORGANISATIONS, OFFER, SignatoryKind.NETWORK, True),
        (Openness.ORGANISATIONS, OFFER, SignatoryKind.PUBLICATION, True),
        (Openness.ORGANISATIONS, OFFER, PERSON, False),
        (Openness.PEOPLE, OFFER, PERSON, True),
        (Openness.PEOPLE, OFFER, ORGANISATION, False),
        (Openness.PEOPLE, INVITATION, SignatoryKind.NETWORK, False),
        (Openness.INVITED, OFFER, PERSON, False),
        (Openness.INVITED, INVITATION, PERSON, True),
        (Openness.INVITED, INVITATION, ORGANISATION, True),
        (Openness.NOBODY, OFFER, ORGANISATION, False),
        (Openness.NOBODY, INVITATION, ORGANISATION, False),
    ],
)
def test_require_open_asks_who_may_sign(
    openness: str, direction: str, kind: str, expected: bool
) -> None:
    assert is_taken(openness, direction, kind, "2022-03-05") is expected


@pytest.mark.parametrize(
    "openness, expected",
    [(Openness.INVITED, True), (Openness.ORGANISATIONS, True), (Openness.NOBODY, False)],
)
def test_require_open_lets_an_issuer_sign_uninvited(openness: str, expected: bool) -> None:
    own = {"direction": OFFER, "kind": ORGANISATION, "offered": read_date("2022-03-05")}
    terms = Terms(openness, None, None)

    if expected:
        require_open(terms, **own, is_issuer=True)
        return
    with pytest.raises(Refused):
        require_open(terms, **own, is_issuer=True)


@pytest.mark.parametrize(
    "offered, expected",
    [
        ("2022-02-28", False),
        ("2022-03-01", True),
        ("2022-03-31", True),
        ("2022-04-01", False),
        # may have been in time
        ("2022-02/2022-03", True),
        ("2022", True),
        ("2021", False),
        ("2023", False),
    ],
)
def test_require_open_asks_when(offered: str, expected: bool) -> None:
    days = {"opens_on": OPENED, "closes_on": CLOSED}

    assert is_taken(Openness.ANYONE, OFFER, ORGANISATION, offered, **days) is expected
    assert is_taken(Openness.ANYONE, OFFER, ORGANISATION, offered)


@pytest.mark.parametrize(
    "terms, values, field, message",
    [
        (
            Terms(Openness.NOBODY, None, None),
            {},
            "statement",
            "This statement is not open for signing. Nothing was recorded.",
        ),
        (
            Terms(Openness.INVITED, None, None),
            {},
            "direction",
            "Only those invited may sign this statement. Record an invitation instead.",
        ),
        (
            Terms(Openness.ORGANISATIONS, None, None),
            {"kind": PERSON},
            "signed_kind",
            "This statement is open to organisations, not to people.",
        ),
        (
            Terms(Openness.PEOPLE, None, None),
            {},
            "signed_kind",
            "This statement is open to people, not to organisations.",
        ),
        (
            Terms(Openness.ANYONE, date(2022, 3, 6), None),
            {},
            "offered",
            "This statement opened for signing on 2022-03-06, after this date.",
        ),
        (
            Terms(Openness.ANYONE, None, date(2022, 3, 4)),
            {},
            "offered",
            "This statement closed for signing on 2022-03-04, before this date.",
        ),
    ],
)
def test_require_open_says_why_not(
    terms: Terms, values: dict[str, Any], field: str, message: str
) -> None:
    facts = {"direction": OFFER, "kind": ORGANISATION, "offered": read_date("2022-03-05")}

    with pytest.raises(Refused) as refused:
        require_open(terms, **facts | values)

    assert refused.value.message_dict == {field: [message]}


@pytest.mark.parametrize("stated", ["2022-03-05", "2022-03-04", "2022-03", "2022", "2022/2023"])
def test_require_past_passes_what_may_have_happened(stated: str) -> None:
    require_past(read_date(stated), today=date(2022, 3, 5), field="dated")


@pytest.mark.parametrize("stated", ["2022-03-06", "2022-04", "2023", "2022-03-06?"])
def test_require_past_refuses_what_lies_ahead(stated: str) -> None:
    with pytest.raises(Refused) as refused:
        require_past(read_date(stated), today=date(2022, 3, 5), field="dated")

    assert refused.value.message_dict == {
        "dated": ["This date lies in the future. Check the year."]
    }


@pytest.mark.parametrize(
    "offered, replied",
    [
        ("2022-03-01", "2022-03-01"),
        ("2022-03-01", "2022-03-02"),
        ("2022-03", "2022-03-01"),
        # before, but one of the two is doubtful
        ("2022-03-01", "2022-01-30?"),
        ("2022-03-01?", "2022-01-30"),
        ("2022-03~", "2022-01"),
    ],
)
def test_require_after_passes(offered: str, replied: str) -> None:
    require_after(read_date(offered), read_date(replied))


@pytest.mark.parametrize(
    "offered, replied", [("2022-03-01", "2022-02-28"), ("2022-03", "2022-02"), ("2023", "2022")]
)
def test_require_after_refuses_a_reply_before_its_submission(offered: str, replied: str) -> None:
    with pytest.raises(Refused) as refused:
        require_after(read_date(offered), read_date(replied))

    assert refused.value.message_dict == {
        "dated": [
            "This reply is dated before the submission it answers. If a source says so, mark the "
            "date as uncertain with a question mark, as in 2022-01-30?."
        ]
    }


@pytest.mark.parametrize(
    "offered, expected",
    [
        ([], []),
        (["2022-01-01", "2022-01"], []),
        (
            ["2022-03-01", "2022-01-01"],
            [
                "The reply's date lies before a submission it answers. "
                "It was recorded, since a date is marked as uncertain."
            ],
        ),
        (
            ["2022-03-01", "2022-03"],
            [
                "The reply's date lies before 2 submissions it answers. "
                "It was recorded, since a date is marked as uncertain."
            ],
        ),
    ],
)
def test_date_warnings_counts_submissions_after_the_reply(
    offered: list[str], expected: list[str]
) -> None:
    warnings = date_warnings([read_date(one) for one in offered], read_date("2022-01-30?"))

    assert warnings == expected


@pytest.mark.parametrize(
    "openness, is_issuer, expected",
    [
        (Openness.INVITED, True, True),
        (Openness.INVITED, False, False),
        (Openness.NOBODY, True, False),
    ],
)
def test_require_open_lets_the_issuer_sign_uninvited(
    openness: str, is_issuer: bool, expected: bool
) -> None:
    terms, offered = Terms(openness, None, None), read_date("2022-03-05")
    try:
        require_open(terms, direction=OFFER, kind=PERSON, offered=offered, is_issuer=is_issuer)
    except Refused:
        assert not expected
    else:
        assert expected
