"""What a database says of how it would answer the questions of a page, and what is wrong in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# Tables that a page may read or sort as a whole: few rows, however many sign.
SMALL = {
    "tracker_tally": "sums that stand for the rows: one for each combination that there is",
    "tracker_user": "editors",
    "django_content_type": "one for each model",
    "django_session": "looked up by its key",
    "auth_group": "roles",
}
# So many rows may be sorted where they were looked up by number: fewer than a database is asked
# for before it walks through them in order instead.
FEW = 1100
# A table of which no more is read can be read as a whole, as PostgreSQL does with small ones.
HANDFUL = 100
# So many rows of one table may be read for one page, of the thousands that there are.
MOST_READ = 3000
# Indexes behind whose columns few rows stand, which may be sorted.
OF_ONE = (
    "signatory_id=",
    "issuer_id=",
    "member_id=",
    "network_id=",
    "revision_id=",
    "slug=",
    "reference=",
    "<expr>=",  # the statements of one day
)
# The newest statements, and the newest or oldest event of all, in the order of an index.
NEWEST_OF = "ORDER BY 1 DESC LIMIT"
FIRST_OF = ("SCAN U0 USING COVERING INDEX event_recorded",)


@dataclass
class Captured:
    """The questions asked while it was watching, and what was wrong with how they are answered."""

    faults: list[str] = field(default_factory=list)
    asked: int = 0

    def explain(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        is_bounded_count = sql.startswith("SELECT COUNT(*) FROM (SELECT") and "LIMIT" in sql
        is_question = sql.lstrip("( ").startswith(("SELECT", "WITH")) and "tracker_" in sql
        if is_question and not is_bounded_count:
            self.asked += 1
            faults = _sqlite if connection.vendor == "sqlite" else _postgresql
            self.faults += [f"{fault} in {sql}" for fault in faults(sql, params)]
        return execute(sql, params, many, context)


@contextmanager
def explained() -> Iterator[Captured]:
    """Explain every question that is asked meanwhile."""
    captured = Captured()
    with connection.execute_wrapper(captured.explain):
        yield captured


def _sqlite(sql: str, params: Any) -> Iterator[str]:
    """A table is read as a whole inside of another, or before it is sorted."""
    cursor = connection.create_cursor()  # which nobody watches
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    steps = [step[3] for step in cursor.fetchall()]
    tables: dict[str, set[str]] = defaultdict(set)
    for table, alias in re.findall(r'"(tracker_\w+)"(?: (?:AS )?"?([A-Z]+\d+)"?)?', sql):
        tables[alias or table].add(table)
    is_sorted = any("USE TEMP B-TREE" in step for step in steps)
    outermost = next((step for step in steps if step.startswith(("SCAN", "SEARCH"))), "")
    for step in steps:
        read = re.match(r"SCAN (\w+)", step)
        is_table = read and tables[read[1]] - SMALL.keys()
        is_in_order = step is outermost and not is_sorted and "LIMIT" in sql
        is_newest = step == "SCAN U0" and NEWEST_OF in sql
        if is_table and not is_in_order and not is_newest and step not in FIRST_OF:
            yield f"{step} of {sorted(tables[read[1]])}"
    is_bounded = re.search(r"INTEGER PRIMARY KEY|VIRTUAL TABLE|" + "|".join(OF_ONE), outermost)
    first = re.match(r"(?:SCAN|SEARCH) (\w+)", outermost)
    if is_sorted and not is_bounded and first and tables[first[1]] - SMALL.keys():
        yield f"{outermost}, then USE TEMP B-TREE"


def _postgresql(sql: str, params: Any) -> Iterator[str]:
    """Whether there is a way by indexes; with so few rows it may rightly take another."""
    with connection.connection.cursor() as cursor:
        cursor.execute("SET jit = off")
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        [[told]] = cursor.fetchall()
        cursor.execute("RESET jit")
        cursor.execute("RESET enable_seqscan")
    yield from _nodes(told[0]["Plan"])


def _nodes(node: dict[str, Any]) -> Iterator[str]:
    kind, table = node["Node Type"], node.get("Relation Name", "")
    rows, below = node["Actual Rows"] * node["Actual Loops"], node.get("Plans", [])
    passed = node.get("Rows Removed by Filter", 0) * node["Actual Loops"]
    if kind == "Seq Scan" and rows + passed > HANDFUL and table not in SMALL:
        yield f"Seq Scan on {table}"
    elif table and rows + passed > MOST_READ and table not in SMALL:
        yield f"{kind} on {table} reads {rows + passed} rows"
    if kind == "Sort" and below[0]["Actual Rows"] > FEW and not _is_small(below[0]):
        yield f"Sort of {below[0]['Actual Rows']} by {node['Sort Key']}"
    for one in below:
        yield from _nodes(one)


def _is_small(node: dict[str, Any]) -> bool:
    names = {node.get("Relation Name")} | {
        one.get("Relation Name") for one in node.get("Plans", [])
    }
    return bool(names & set(SMALL))
