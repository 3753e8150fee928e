"""How long answers took: exact medians and ranges from counted days, beside what still waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.choices import Course

# Nothing is said of fewer cases.
FEWEST = 5
# The first and the last number of days of each class; the last class has no end.
CLASSES: tuple[tuple[int, int | None], ...] = (
    (0, 0),
    (1, 3),
    (4, 7),
    (8, 14),
    (15, 30),
    (31, 60),
    (61, 90),
    (91, 180),
    (181, 365),
    (366, None),
)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the ends of some numbers of days."""

    median: float
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Class:
    """How many answers took so many days, and how many have been waited for as long.

    `most` is None in the last class; `has_median` says whether the median of what came is here.
    """

    least: int
    most: int | None
    done: int
    waiting: int
    has_median: bool = False


@dataclass(frozen=True, slots=True)
class Durations:
    """How long one kind of answer took: all that were offered, and what became of each.

    `done`, `waiting`, `ended`, `not_needed` and `undated` add up to `offered`. `unknown` is how
    many of those that wait are known only up to a last check or message. A spread, or classes,
    are missing where there are too few.
    """

    offered: int
    done: int
    waiting: int
    unknown: int
    ended: int
    not_needed: int
    undated: int
    spread: Spread | None
    waiting_spread: Spread | None
    classes: list[Class]

    @property
    def expected(self) -> int:
        """Of how many offers an answer was expected, as far as it can be said when it came."""
        return self.done + self.waiting + self.ended


def durations(cells: Iterable[tuple[str, int, int]], today: int) -> Durations:
    """What the counts of one measure say: courses, their numbers, amounts (models.DayTally).

    `today` is the day's number (date.toordinal), up to which those wait of which the site knows.
    """
    done: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    amounts: Counter[str] = Counter()
    for course, number, amount in cells:
        amounts[course] += amount
        if course == Course.DONE:
            done[number] += amount
        if course == Course.KNOWN:
            waiting[number] += amount
        if course == Course.WAITING:
            waiting[max(today - number, 0)] += amount
    middle = spread(done)
    return Durations(
        offered=amounts.total(),
        done=amounts[Course.DONE],
        waiting=waiting.total(),
        unknown=amounts[Course.KNOWN],
        ended=amounts[Course.ENDED],
        not_needed=amounts[Course.NOT_NEEDED],
        undated=amounts[Course.UNDATED],
        spread=middle,
        waiting_spread=spread(waiting),
        classes=_classes(done, waiting, middle),
    )


def spread(days: Counter[int]) -> Spread | None:
    """Median, least and most of so many cases of each number; None for fewer than FEWEST."""
    counted = sorted((number, amount) for number, amount in days.items() if amount > 0)
    total = sum(amount for _number, amount in counted)
    if total < FEWEST:
        return None
    lower, upper = _at(counted, (total - 1) // 2), _at(counted, total // 2)
    return Spread((lower + upper) / 2, counted[0][0], counted[-1][0])


def share(part: int, whole: int) -> float | None:
    """The part of the whole in per cent; None of fewer than FEWEST."""
    return 100 * part / whole if whole >= FEWEST else None


def _at(counted: list[tuple[int, int]], place: int) -> int:
    """The number at this place, from 0, of all cases in order."""
    passed = 0
    for number, amount in counted[:-1]:
        passed += amount
        if place < passed:
            return number
    return counted[-1][0]


def _classes(done: Counter[int], waiting: Counter[int], middle: Spread | None) -> list[Class]:
    if done.total() + waiting.total() < FEWEST:
        return []
    return [
        Class(
            least,
            most,
            _within(done, least, most),
            _within(waiting, least, most),
            middle is not None and least <= int(middle.median) and _reaches(most, middle.median),
        )
        for least, most in CLASSES
    ]


def _within(days: Counter[int], least: int, most: int | None) -> int:
    return sum(amount for day, amount in days.items() if least <= day and _reaches(most, day))


def _reaches(most: int | None, days: float) -> bool:
    return most is None or int(days) <= most
