"""The figures of the bench as tables in Markdown, so that nobody types them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tracker.management.bench_figures import FLAT, KEPT, KNOWN, MADE, Figure, flatness

NOTHING = "–"


def table(surroundings: Mapping[str, str], figures: Sequence[Figure]) -> str:
    """What it was measured on, and a row for each page; what misses its budget is bold.

    Shares of the empty view's rate by number of submissions; the other columns are of the largest,
    but for processor milliseconds, which are of the least as well.
    """
    sizes = sorted({one.rows for one in figures})
    head = [
        _("page"), _("budget"), *(f"{size:,}" for size in sizes), _("flat"), _("kept"), _("304"),
        _("of a raw read"), *(_("ms, %(rows)s") % {"rows": f"{size:,}"} for size in _ends(sizes)),
    ]  # fmt: skip
    made = [one for one in figures if one.way == MADE and one.rows == sizes[-1]]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    lines += [_row(one, sizes, figures) for one in made]
    told = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{_measured_on(surroundings)}\n\n{told}\n"


def _measured_on(surroundings: Mapping[str, str]) -> str:
    told = _(
        "%(database)s, %(day)s: %(processors)s processors, %(memory)s of memory, "
        "Python %(python)s, Django %(django)s, gunicorn %(gunicorn)s."
    )
    return told % surroundings


def _row(largest: Figure, sizes: Sequence[int], figures: Sequence[Figure]) -> list[str]:
    """The cells of one page."""
    found = {(one.way, one.rows): one for one in figures if one.page == largest.page}
    budget = f"{largest.budget:g}" if largest.budget else NOTHING
    shares = [_share(found.get((MADE, size))) for size in sizes]
    kept, known = (_share(found.get((way, largest.rows))) for way in (KEPT, KNOWN))
    raw = f"{largest.of_raw:.3f}" if largest.of_raw else NOTHING
    times = [_milliseconds(found.get((MADE, size))) for size in _ends(sizes)]
    return [largest.page, budget, *shares, _flat(largest, figures), kept, known, raw, *times]


def _ends(sizes: Sequence[int]) -> Sequence[int]:
    """The first and the last, if they are two."""
    return sizes if len(sizes) < 2 else (sizes[0], sizes[-1])


def _milliseconds(one: Figure | None) -> str:
    return f"{one.at_work:.1f}" if one and one.at_work else NOTHING


def _share(one: Figure | None) -> str:
    if one is None:
        return NOTHING
    share = f"{one.share:.3f}" if one.share < 10 else f"{one.share:.0f}"
    return share if one.is_met else f"**{share}**"


def _flat(one: Figure, figures: Sequence[Figure]) -> str:
    """How flat a page is, and compared with how many rows where that is not the least number."""
    compared = flatness(one, figures) if one.of_raw else None
    if compared is None:
        return NOTHING
    ratio, rows = compared
    told = f"{ratio:.2f}" if ratio >= FLAT else f"**{ratio:.2f}**"
    return told if rows == min(other.rows for other in figures) else f"{told} ({rows:,})"
