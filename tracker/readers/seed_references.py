"""Keys in a seed file that name another of its tables, and those of them that name nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from tracker.readers.seed_tables import SeedFile

CITING = ("signatories", "memberships", "submissions", "replies", "checks")


class Reference(NamedTuple):
    """Where a name stands (table and key), what it should be one of, and the name itself."""

    table: str
    key: str
    among: str
    name: str


def loose_ends(seed: SeedFile) -> Iterator[tuple[str, str]]:
    """For every key that names nothing in this file: where it stands, and what to say."""
    known = _names(seed)
    for reference in _references(seed):
        names = known.get(reference.among, [])
        if reference.name not in names:
            told = _("“%(name)s” is not one of the %(among)s in this file: %(known)s.")
            among = {"name": reference.name, "among": reference.among, "known": ", ".join(names)}
            yield f"[{reference.table}], {reference.key}", told % among


def _names(seed: SeedFile) -> dict[str, list[str]]:
    """What there is to name, by what it is."""
    known = {
        kind: [one.key for one in getattr(seed, kind)]
        for kind in ("documents", "signatories", "revisions", "submissions")
    }
    for revision in seed.revisions:
        known[_clauses_of(revision.key)] = [one.name for one in revision.clauses]
    about = [place for place, _table in _citing(seed) if not place.startswith("memberships.")]
    return known | {"tables": about}


def _references(seed: SeedFile) -> Iterator[Reference]:
    yield Reference("statement", "issuer", "signatories", seed.statement.issuer)
    for place, table in _citing(seed):
        for citation in table.sources:
            yield Reference(place, "sources", "documents", citation.document)
    for one in seed.memberships:
        yield Reference(f"memberships.{one.key}", "network", "signatories", one.network)
        yield Reference(f"memberships.{one.key}", "member", "signatories", one.member)
    for kind in ("replies", "checks"):
        for answer in getattr(seed, kind):
            for name in answer.submissions:
                yield Reference(f"{kind}.{answer.key}", "submissions", "submissions", name)
    for correction in seed.corrections:
        yield Reference(f"corrections.{correction.key}", "about", "tables", correction.about)
    yield from _clause_references(seed)


def _clause_references(seed: SeedFile) -> Iterator[Reference]:
    for revision in seed.revisions:
        for clause in revision.clauses:
            if clause.part_of:
                among = _clauses_of(revision.key)
                yield Reference(f"revisions.{revision.key}", "part_of", among, clause.part_of)
    for one in seed.submissions:
        place = f"submissions.{one.key}"
        yield Reference(place, "signatory", "signatories", one.signatory)
        yield Reference(place, "revision", "revisions", one.revision)
        for position in one.positions:
            yield Reference(place, "positions", _clauses_of(one.revision), position.clause)


def _clauses_of(revision: str) -> str:
    return f"clauses of revisions.{revision}"


def _citing(seed: SeedFile) -> Iterator[tuple[str, Any]]:
    """Every table that can have sources, with its place."""
    yield "statement", seed.statement
    for kind in CITING:
        for table in getattr(seed, kind):
            yield f"{kind}.{table.key}", table
