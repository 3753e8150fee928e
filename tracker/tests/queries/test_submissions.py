"""The status board's filters, orders and counts."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.actions.positions import record_position
from tracker.actions.tallies import fold_events
from tracker.choices import PositionKind, ReplyKind, SignatoryKind
from tracker.queries.submissions import SubmissionFilters
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

TODAY = date(2022, 6, 1)


def filters(query: str) -> SubmissionFilters:
    return SubmissionFilters(QueryDict(query), today=TODAY)


def names(query: str) -> list[str]:
    asked = filters(query)
    assert asked.problems() == []
    return [row.signed_name for row in asked.found().order_by(*asked.order().by())]


@pytest.fixture
def board(cast: Cast) -> None:
    """Four submissions to the letter, one to the declaration, and three that nobody may see."""
    letter = cast.letter_wording
    accepted = cast.offered(cast.mara, revision=letter, offered="2022-03-20")
    cast.replied(ReplyKind.ACCEPTANCE, accepted, dated="2022-03-25")
    asked = cast.offered(cast.fleuves, revision=letter, offered="2022-05-25")
    cast.replied(ReplyKind.QUESTION, asked, dated="2022-05-28")
    cast.offered(cast.signatory("Late Lakes", country=""), revision=letter, offered="2022-04")
    cast.offered(cast.signatory("Tardy Tarns", country="DE"), revision=letter, offered="2022-05-20")
    cast.offered(cast.rios, offered="2022-02")
    cast.offer(cast.signatory("Unreleased Union"), revision=letter)
    cast.release(cast.offer(cast.signatory("Draft Dunes"), revision=draft(cast)))
    fold_events()


def draft(cast: Cast) -> Any:
    return cast.draft("Secret Draft", "secret-draft", custody="hosted").revisions.get()


EVERYBODY = ["Fleuves Vivants", "Tardy Tarns", "Late Lakes", "Mara Okonjo", "Ríos Libres"]


@pytest.mark.usefixtures("board")
def test_found_leaves_what_everybody_may_see() -> None:
    table = {
        "": EVERYBODY,
        "statement=ferry-letter": EVERYBODY[:4],
        "status=accepted": ["Mara Okonjo"],
        "status=queried": ["Fleuves Vivants"],
        "awaiting=issuer": ["Tardy Tarns", "Late Lakes", "Ríos Libres"],
        "awaiting=signatory": ["Fleuves Vivants"],
        "lateness=overdue": ["Late Lakes", "Tardy Tarns"],
        "lateness=long-overdue": ["Late Lakes"],
        "lateness=overdue&awaiting=nobody": [],
        "lateness=overdue&status=accepted": [],
        "lateness=overdue&status=unanswered": ["Late Lakes", "Tardy Tarns"],
        "country=KE": ["Mara Okonjo"],
        "country=none": ["Late Lakes"],
        "kind=person": ["Mara Okonjo"],
        "contested=yes": [],
        "contested=no": EVERYBODY,
        "offered_from=2022-04-30": EVERYBODY[:3],
        "offered_to=2022-04-29": ["Mara Okonjo", "Ríos Libres"],
        "offered_from=2022-04-30&offered_to=2022-05-20": ["Tardy Tarns", "Late Lakes"],
        "q=la": ["Late Lakes", "Ríos Libres"],
        "q=lakes": ["Late Lakes"],
        "q=FERRY": EVERYBODY[:4],
        "sort=waiting": ["Ríos Libres", "Late Lakes", "Tardy Tarns", "Fleuves Vivants"],
        "sort=waiting&status=accepted": [],
        "signatory=rios-libres": ["Ríos Libres"],
    }

    assert {query: names(query) for query in table} == table


def test_found_tells_the_contested(cast: Cast) -> None:
    offer, _other = cast.offered(), cast.offered(cast.fleuves)
    cast.replied(ReplyKind.DISPUTE, offer, dated="2022-04-01", speaker="issuer")

    assert names("contested=yes") == ["Ríos Libres"]
    assert names("contested=no") == ["Fleuves Vivants"]


def test_signatory_does_not_find_what_was_signed_with_a_withheld_name(cast: Cast) -> None:
    cast.offered(cast.rios, revision=cast.letter_wording)
    withheld = cast.offered(cast.rios, visibility="withheld")

    found = filters("signatory=rios-libres").found()

    assert withheld.signatory == cast.rios
    assert [row.statement for row in found] == [cast.letter]


def test_found_counts_the_exceptions_of_each(cast: Cast) -> None:
    offer, _other = cast.offered(), cast.offered(cast.fleuves)
    for number, kind in [("1", PositionKind.RESERVATION), ("2", PositionKind.OBJECTION)]:
        clause = cast.wording.clauses.get(kind="point", number=number)
        record_position(
            offer, {"clause": clause, "kind": kind, "text": "No."}, by=cast.anna, why="Misread."
        )

    found = filters("").found().order_by("pk")

    assert [row.positions_made for row in found] == [2, 0]


@pytest.mark.parametrize(
    "query, column, words",
    [
        ("", "offered_latest", "The newest come first"),
        ("sort=waiting", "waiting_since", "Those that somebody has had to answer for longest"),
        ("lateness=overdue", "overdue_from", "Those that are overdue longest"),
        ("lateness=long-overdue&sort=waiting", "long_overdue_from", "Those that are overdue"),
    ],
)
def test_order_follows_what_is_asked(cast: Cast, query: str, column: str, words: str) -> None:
    assert filters(query).order().column == column
    assert filters(query).order_words().startswith(words)


def choices(query: str, name: str) -> list[str]:
    asked = filters(query)
    asked.offer_choices()
    return [str(label) for value, label in asked.form.fields[name].widget.choices if value]


@pytest.mark.usefixtures("board")
def test_offer_choices_counts_what_each_would_leave() -> None:
    table = {
        ("", "status"): ["No reply recorded (3)", "Asked a question (1)", "Accepted (1)"],
        ("", "statement"): ["Ferry Letter (4)", "Rivers Declaration (1)"],
        ("", "awaiting"): ["The signatory (1)", "The issuer (3)", "Nobody (1)"],
        ("", "kind"): ["Organisation (4)", "Person (1)"],
        ("", "contested"): ["Not contested (5)"],
        ("", "country"): ["Not stated (1)", "Chile (1)", "France (1)", "Germany (1)", "Kenya (1)"],
        ("statement=ferry-letter", "status"): [
            "No reply recorded (2)",
            "Asked a question (1)",
            "Accepted (1)",
        ],
        ("statement=ferry-letter", "statement"): ["Ferry Letter (4)", "Rivers Declaration (1)"],
        ("status=accepted", "country"): ["Kenya (1)"],
        ("status=accepted", "statement"): ["Ferry Letter (1)"],
        ("status=accepted", "status"): [
            "No reply recorded (3)",
            "Asked a question (1)",
            "Accepted (1)",
        ],
        ("country=none", "awaiting"): ["The issuer (1)"],
        ("contested=no&kind=person", "status"): ["Accepted (1)"],
        ("sort=waiting", "status"): ["No reply recorded (3)", "Asked a question (1)"],
        ("status=refused", "status"): [
            "No reply recorded (3)",
            "Asked a question (1)",
            "Accepted (1)",
            "Refused (0)",
        ],
    }

    assert {asked: choices(*asked) for asked in table} == table


@pytest.mark.usefixtures("board")
def test_offer_choices_counts_are_those_of_the_rows() -> None:
    """Each count beside a choice is the number of rows that the choice leaves."""
    asked = filters("")
    asked.offer_choices()
    told, left = [], []
    for name in ("status", "awaiting", "country", "kind", "contested", "statement"):
        offered = [one for one in asked.form.fields[name].widget.choices if one[0]]
        told += [(name, value, str(label).rpartition(" ")[2]) for value, label in offered]
        left += [(name, value, f"({len(names(f'{name}={value}'))})") for value, _label in offered]

    assert len(told) > 12
    assert told == left


@pytest.mark.usefixtures("board")
def test_offer_choices_keeps_a_chosen_statement_without_submissions(cast: Cast) -> None:
    cast.publish(cast.draft("Empty Estuary", "empty-estuary", custody="hosted"))

    assert choices("statement=empty-estuary", "statement")[-1] == "Empty Estuary"


@pytest.mark.parametrize("query", ["q=lakes", "lateness=overdue", "status=foo"])
@pytest.mark.usefixtures("board")
def test_offer_choices_offers_all_without_counts_where_the_tallies_know_nothing(
    query: str,
) -> None:
    assert choices(query, "kind") == ["Organisation", "Network", "Publication", "Person"]
    assert choices(query, "statement") == ["Ferry Letter", "Rivers Declaration"]


@pytest.mark.usefixtures("board")
def test_offer_choices_keeps_a_statement_that_is_not_there_to_show_it() -> None:
    assert choices("statement=secret-draft", "statement")[-1] == "secret-draft"


@pytest.mark.parametrize("amount", [1, 30])
def test_offer_choices_asks_twice_whatever_the_number(
    cast: Cast, django_assert_num_queries: Any, amount: int
) -> None:
    crowd(cast, amount, signed_kind=SignatoryKind.NETWORK)
    asked = filters("")

    with django_assert_num_queries(2):
        asked.offer_choices()
