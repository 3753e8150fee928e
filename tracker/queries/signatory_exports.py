"""Signatories as everybody may take them along: their columns, read without making models."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tracker.queries.exports import CHUNK, Chunks, Export, chunks_of, site_address
from tracker.queries.signatories import public_networks

COLUMNS = (
    "name",
    "address",
    "kind",
    "country",
    "named_by_the_source",
    "stands_for",
    "died_or_dissolved",
    "networks",
)
READ = ("pk", "slug", "name", "kind", "country", "is_named", "number", "ended")


def signatory_export() -> Export:
    """The export of the list of signatories."""
    return Export(COLUMNS, _read)


def _read(found: QuerySet[Any]) -> Chunks:
    signatories = site_address(reverse("signatories"))
    bare = found.prefetch_related(None).values_list(*READ)
    for chunk in chunks_of(bare.iterator(chunk_size=CHUNK)):
        networks = _networks([row[0] for row in chunk])
        yield [
            (name, f"{signatories}{slug}/", *facts, "; ".join(networks.get(pk, ())))
            for pk, slug, name, *facts in chunk
        ]


def _networks(pks: list[int]) -> dict[int, list[str]]:
    """The names of the public networks of these signatories, by number."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    memberships = public_networks().filter(member__in=pks)
    for pk, name in memberships.values_list("member_id", "network__name"):
        found[pk].append(name)
    return found
