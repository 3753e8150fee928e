"""The two lanes: who speaks where, and how long the silence between is."""

from datetime import date
from typing import Any

import pytest

from tracker.choices import Custody, Direction, Looked, Party, ReplyKind, Status
from tracker.rules.dates import read_date
from tracker.rules.lanes import Look, Message, Silence, Turn, lay_out, length_of
from tracker.rules.status import SPEAKERS, Opening


def opening(offered: str = "2022-03-01", **values: Any) -> Opening:
    return Opening(
        direction=values.pop("direction", Direction.OFFER),
        offered=read_date(offered),
        acknowledge_days=7,
        decide_days=30,
        **values,
    )


def offer(offered: str = "2022-03-01") -> Message:
    return Message(0, Party.SIGNATORY, Direction.OFFER, read_date(offered))


def invitation(dated: str = "2022-03-01") -> Message:
    return Message(0, Party.ISSUER, Direction.INVITATION, read_date(dated))


def reply(number: int, kind: ReplyKind, dated: str, **values: Any) -> Message:
    speaker = values.pop("speaker", None) or next(iter(SPEAKERS[kind]))
    return Message(number, speaker, kind, read_date(dated), **values)


def look(dated: str, looked_for: Looked = Looked.REPLY) -> Look:
    return Look(read_date(dated), looked_for)


def drawn(
    *messages: Message, looks: tuple[Look, ...] = (), until: str = "2022-05-01", **values: Any
) -> list[Turn | Silence]:
    day = date.fromisoformat(until)
    return lay_out(opening(messages[0].stated.edtf, **values), messages, looks, day)


def outline(parts: list[Turn | Silence]) -> list[tuple[Any, ...]]:
    """Turns by the numbers on either side; silences by party, days and whether they are open."""
    return [
        ([one.number for one in part.signatory], [one.number for one in part.issuer])
        if isinstance(part, Turn)
        else (part.party, part.fewest, part.most, part.is_open)
        for part in parts
    ]


@pytest.mark.parametrize(
    "days, length",
    [(0, 0), (1, 1), (3, 2), (7, 3), (14, 4), (30, 5), (63, 6), (127, 7), (300, 8), (9999, 9)],
)
def test_length_of_grows_with_the_logarithm(days: int, length: int) -> None:
    assert length_of(days) == length


def test_lay_out_an_offer_without_reply_is_an_open_silence_of_the_issuer() -> None:
    assert outline(drawn(offer())) == [([0], []), (Party.ISSUER, 61, 61, True)]


def test_lay_out_an_invitation_without_answer_is_an_open_silence_of_the_signatory() -> None:
    parts = drawn(invitation(), direction=Direction.INVITATION)

    assert outline(parts) == [([], [0]), (Party.SIGNATORY, 61, 61, True)]


def test_lay_out_tells_a_silence_broken_by_whoever_had_to_act() -> None:
    parts = drawn(offer(), reply(1, ReplyKind.ACCEPTANCE, "2022-03-11"))

    assert outline(parts) == [([0], []), (Party.ISSUER, 10, 10, False), ([], [1])]
    assert isinstance(parts[1], Silence)
    assert parts[1].is_broken


def test_lay_out_counts_a_silence_interrupted_by_the_one_who_waits() -> None:
    parts = drawn(offer(), reply(1, ReplyKind.PUBLICATION, "2022-03-11"))

    assert outline(parts) == [
        ([0], []),
        (Party.ISSUER, 10, 10, False),
        ([1], []),
        (Party.ISSUER, 51, 51, True),
    ]
    assert isinstance(parts[1], Silence)
    assert not parts[1].is_broken


def test_lay_out_draws_no_silence_within_one_day() -> None:
    parts = drawn(offer(), reply(1, ReplyKind.ACCEPTANCE, "2022-03-01"))

    assert outline(parts) == [([0], []), ([], [1])]


def test_lay_out_draws_no_silence_while_nobody_must_act() -> None:
    accepted = reply(1, ReplyKind.ACCEPTANCE, "2022-03-01")
    remarked = reply(2, ReplyKind.NOTE, "2022-04-01", speaker=Party.ISSUER)

    assert outline(drawn(offer(), accepted, remarked)) == [([0], []), ([], [1]), ([], [2])]


def test_lay_out_gives_uncertain_dates_a_range_of_days() -> None:
    parts = drawn(offer("2022-03"), reply(1, ReplyKind.REFUSAL, "2022-04"))

    assert outline(parts)[1] == (Party.ISSUER, 1, 60, False)


def test_lay_out_puts_a_check_into_the_silence_it_ends_in() -> None:
    first, second = look("2022-03-05"), look("2022-04-20")
    parts = drawn(offer(), reply(1, ReplyKind.REMINDER, "2022-03-20", speaker=Party.SIGNATORY),
                  looks=(second, first), until="2022-04-20")  # fmt: skip

    silences = [part for part in parts if isinstance(part, Silence)]

    assert [one.looks for one in silences] == [(first,), (second,)]
    assert silences[1].last_look == second


def test_lay_out_shows_a_check_after_which_nobody_must_act() -> None:
    accepted = reply(1, ReplyKind.ACCEPTANCE, "2022-03-01")
    parts = drawn(offer(), accepted, looks=(look("2022-04-01", Looked.LISTING),))

    assert isinstance(parts[-1], Silence)
    assert outline(parts)[-1] == (Party.NOBODY, 61, 61, False)
    assert parts[-1].last_look is None


def test_lay_out_silence_has_a_length_even_where_no_day_is_known() -> None:
    """At an observed statement nothing is known after the last message."""
    parts = drawn(offer(), until="2022-03-01", custody=Custody.OBSERVED)

    assert outline(parts)[1] == (Party.ISSUER, 0, 0, True)
    assert isinstance(parts[1], Silence)
    assert parts[1].length == 1


def test_lay_out_moves_nothing_by_what_is_not_released() -> None:
    hidden = reply(1, ReplyKind.ACCEPTANCE, "2022-03-11", counts=False)
    parts = drawn(offer(), hidden)

    assert outline(parts) == [
        ([0], []),
        (Party.ISSUER, 10, 10, False),
        ([], [1]),
        (Party.ISSUER, 51, 51, True),
    ]


def test_lay_out_orders_by_date_and_keeps_the_offer_first() -> None:
    late = reply(1, ReplyKind.ANSWER, "2022-04-01")
    early = reply(2, ReplyKind.QUESTION, "2022-03-10")
    before = reply(3, ReplyKind.PUBLICATION, "2022-02-20?")

    turns = [part for part in drawn(offer(), late, early, before) if isinstance(part, Turn)]

    assert [(*one.signatory, *one.issuer)[0].number for one in turns] == [0, 3, 2, 1]


def test_lay_out_sets_a_dispute_opposite_what_it_disputes() -> None:
    refused = reply(1, ReplyKind.REFUSAL, "2022-03-10")
    disputed = reply(2, ReplyKind.DISPUTE, "2022-03-20", speaker=Party.SIGNATORY, disputes=1)

    turn = drawn(offer(), refused, disputed)[2]

    assert isinstance(turn, Turn)
    assert (turn.signatory, turn.issuer, turn.is_disputed) == ((disputed,), (refused,), True)


def test_lay_out_draws_what_the_disputing_side_denies_to_have_said_on_the_other_side() -> None:
    refused = reply(1, ReplyKind.REFUSAL, "2022-03-10")
    denied = reply(2, ReplyKind.DISPUTE, "2022-03-20", speaker=Party.ISSUER, disputes=1)

    turn = drawn(offer(), refused, denied)[2]

    assert isinstance(turn, Turn)
    assert (turn.signatory, turn.issuer) == ((refused,), (denied,))


def test_lay_out_keeps_a_dispute_of_a_dispute_with_what_both_are_about() -> None:
    refused = reply(1, ReplyKind.REFUSAL, "2022-03-10")
    denied = reply(2, ReplyKind.DISPUTE, "2022-03-20", speaker=Party.ISSUER, disputes=1)
    repeated = reply(3, ReplyKind.DISPUTE, "2022-03-25", speaker=Party.SIGNATORY, disputes=2)

    parts = drawn(offer(), refused, denied, repeated)

    assert outline(parts)[2] == ([1, 3], [2])
    assert len([part for part in parts if isinstance(part, Turn)]) == 2


@pytest.mark.parametrize("disputes", [None, 9])
def test_lay_out_lets_a_dispute_of_nothing_drawn_stand_by_itself(disputes: int | None) -> None:
    told = reply(2, ReplyKind.DISPUTE, "2022-03-20", speaker=Party.ISSUER, disputes=disputes)

    turn = drawn(offer(), told)[2]

    assert isinstance(turn, Turn)
    assert (turn.issuer, turn.is_disputed) == ((told,), False)


def test_lay_out_ends_where_disputes_go_in_a_circle() -> None:
    first = reply(1, ReplyKind.DISPUTE, "2022-03-10", speaker=Party.ISSUER, disputes=2)
    second = reply(2, ReplyKind.DISPUTE, "2022-03-11", speaker=Party.SIGNATORY, disputes=1)

    assert outline(drawn(offer(), first, second))[0] == ([0], [])


@pytest.mark.parametrize(
    "dated, spread",
    [("2022-03-01", 0), ("2022-03-01?", 1), ("2022-03", 5), ("2022-03-01/2022-03-04", 2)],
)
def test_turn_spread_tells_how_uncertain_its_date_is(dated: str, spread: int) -> None:
    assert Turn(read_date(dated)).spread == spread


def test_silence_knows_what_was_waited_for() -> None:
    parts = drawn(offer(), reply(1, ReplyKind.DEFERRAL, "2022-03-10"))

    silences = [part.status for part in parts if isinstance(part, Silence)]

    assert silences == [Status.UNANSWERED, Status.DEFERRED]
