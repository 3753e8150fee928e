"""Which current signatory somebody means who writes a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Alias, Signatory
from tracker.rules.refusals import Refused

BATCH = 500


class Identity(NamedTuple):
    """A name as rules.names.fold() gives it, and a country's code or nothing for “not stated”."""

    folded: str
    country: str = ""


def identify(identities: Iterable[Identity]) -> dict[Identity, Signatory]:
    """The current signatory of each name or alias that has one; two queries for 500 names.

    Organisations of one name exist in several countries: a country that is stated on both sides
    tells them apart. Raises Refused where a name still fits two, or two names fit one.
    """
    wanted = list(identities)
    candidates = _candidates([identity.folded for identity in wanted])
    known: dict[Identity, Signatory] = {}
    for identity in wanted:
        chosen = _chosen(candidates[identity.folded], identity.country)
        if len(chosen) > 1:
            raise Refused(
                ngettext(
                    "“%(name)s” is the name of %(count)s signatory. Merge or rename them first.",
                    "“%(name)s” is the name of %(count)s signatories. Merge or rename them first.",
                    len(chosen),
                )
                % {"name": identity.folded, "count": len(chosen)}
            )
        if chosen:
            known[identity] = chosen[0]
    _require_distinct(known)
    return known


def _candidates(folded: Sequence[str]) -> defaultdict[str, list[Signatory]]:
    found: defaultdict[str, dict[int, Signatory]] = defaultdict(dict)
    for start in range(0, len(folded), BATCH):
        some = folded[start : start + BATCH]
        for one in Signatory.objects.current().filter(sort_name__in=[name[:300] for name in some]):
            found[one.sort_name][one.pk] = one
        aliases = Alias.objects.filter(folded__in=some, signatory__merged_into=None)
        for alias in aliases.select_related("signatory"):
            found[alias.folded][alias.signatory_id] = alias.signatory
    return defaultdict(list, {name: list(rows.values()) for name, rows in found.items()})


def _chosen(rows: Sequence[Signatory], country: str) -> list[Signatory]:
    """Those of the same country, or both without; failing that, those that no country rules out."""
    same = [row for row in rows if (row.country.code or "") == country]
    return same or [row for row in rows if not (country and row.country.code)]


def _require_distinct(known: dict[Identity, Signatory]) -> None:
    first: dict[int, Identity] = {}
    for identity, row in known.items():
        other = first.setdefault(row.pk, identity)
        if other != identity:
            raise Refused(
                _(
                    "“%(first)s” and “%(second)s” are one signatory in the record, “%(name)s”. "
                    "Join their rows in the list, or record them apart first."
                )
                % {"first": other.folded, "second": identity.folded, "name": row}
            )
