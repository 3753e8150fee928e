"""What a person should look at in a reading: numbers that jump, words that may be divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from tracker.readers.blocks import Block
from tracker.readers.drafts import Doubt
from tracker.readers.outlines import ListOutline
from tracker.readers.series import Series, missing_or_double


def find_doubts(blocks: Iterable[Block], lists: Iterable[ListOutline]) -> tuple[Doubt, ...]:
    """The doubts about a text, by line."""
    found = [doubt for block in blocks for doubt in _divided_words(block)]
    begun: Counter[str] = Counter()
    for one in lists:
        found += _numbers(one.series)
        first_line, first = one.series.items[0]
        if one.parent is None:
            begun[first.number] += 1
            if begun[first.number] > 1:
                found.append(_begins_anew(first_line, begun[first.number]))
    return tuple(sorted(found, key=lambda doubt: doubt.line))


def _divided_words(block: Block) -> Iterator[Doubt]:
    for line, word in block.divided:
        text = _("“%(word)s” was divided at the end of a line: does the hyphen belong to it?")
        yield Doubt(line, text % {"word": word})


def _numbers(series: Series) -> Iterator[Doubt]:
    for line, before, number in missing_or_double(series):
        if number == before:
            yield Doubt(line, _("Number %(number)s comes twice.") % {"number": number})
        else:
            text = _("The numbers go from %(before)s to %(number)s here: is a part missing?")
            yield Doubt(line, text % {"before": before, "number": number})


def _begins_anew(line: int, count: int) -> Doubt:
    text = _("The numbers start anew here. To keep them apart, “%(count)s-” was put before them.")
    return Doubt(line, text % {"count": count})
