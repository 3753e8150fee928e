"""The whole public record as a Frictionless Data Package: a zip of CSVs, written as it is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from tracker.queries.csv_cells import csv_lines
from tracker.queries.data_of_events import CORRECTIONS, EVENTS, SOURCES, TAKEDOWNS
from tracker.queries.data_of_statements import (
    ALIASES,
    CLAUSES,
    MEMBERSHIPS,
    REVISIONS,
    SIGNATORIES,
    STATEMENTS,
    TRANSLATIONS,
)
from tracker.queries.data_of_submissions import (
    CHECK_SUBMISSIONS,
    CHECKS,
    POSITIONS,
    REPLIES,
    REPLY_SUBMISSIONS,
    SUBMISSIONS,
)
from tracker.queries.data_tables import DataTable
from tracker.queries.workbooks import Outbox

TABLES = (
    *(STATEMENTS, REVISIONS, CLAUSES, TRANSLATIONS, SIGNATORIES, ALIASES, MEMBERSHIPS),
    *(SUBMISSIONS, POSITIONS, REPLIES, REPLY_SUBMISSIONS, CHECKS, CHECK_SUBMISSIONS),
    *(SOURCES, CORRECTIONS, EVENTS, TAKEDOWNS),
)
# As deep as a nightly file is worth: the deepest takes twice as long for a few hundredths.
COMPRESSION = 6
README = """# {name}: the whole public record

As of {as_of}, from <{url}>. One state of the database: no table is newer than another.

{licence}
Please name the source: {attribution}

This is a Frictionless Data Package (<https://specs.frictionlessdata.io/data-package/>):
`datapackage.json` says of each column what it holds and which table it points to.

{tables}

* Dates of what happened outside are told as a source states them, in EDTF (`2022-01-30?`, `2022~`),
  with the first and the last day that can be meant.
* Names that are withheld are not in here, nor is anything that could show them. What was erased is
  not in here. Nobody's e-mail address or other contact data ever is.
* A claim is that of whoever makes it: the table `sources` holds the evidence.
* Before a text that a spreadsheet would run as a formula stands an apostrophe.
* What is taken out of the record later is still in a copy that you have: fetch a new one, and see
  <{url}/takedowns/>.
"""


@dataclass(slots=True)
class _Resource:
    """A file of the package as far as it is written."""

    table: DataTable
    rows: int = 0
    size: int = 0
    sha256: str = ""

    def told(self) -> dict[str, Any]:
        """As datapackage.json has it."""
        return {
            "name": self.table.name,
            "path": f"{self.table.name}.csv",
            "profile": "tabular-data-resource",
            "description": self.table.told,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": self.size,
            "hash": f"sha256:{self.sha256}",
            "schema": self.table.schema(),
        }


def package_bytes(as_of: datetime, passing: Callable[[int], None]) -> Iterator[bytes]:
    """The package in pieces, to be read within one moment; `passing` is told of rows so far."""
    outbox = Outbox()
    # Any: the stubs want a file that reads.
    target: Any = outbox
    resources, rows = [_Resource(table) for table in TABLES], 0
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        for resource in resources:
            with archive.open(
                _member(f"{resource.table.name}.csv", as_of), "w", force_zip64=True
            ) as out:
                for piece in _written(resource):
                    out.write(piece)
                    passing(rows + resource.rows)
                    yield outbox.taken()
            rows += resource.rows
        told = json.dumps(_package(as_of, resources), indent=2, ensure_ascii=False)
        archive.writestr(_member("datapackage.json", as_of), f"{told}\n")
        archive.writestr(_member("README.md", as_of), _readme(as_of, resources))
    yield outbox.taken()


def _written(resource: _Resource) -> Iterator[bytes]:
    digest = sha256()
    for lines in _lines(resource):
        piece = lines.encode()
        digest.update(piece)
        resource.size += len(piece)
        yield piece
    resource.sha256 = digest.hexdigest()


def _lines(resource: _Resource) -> Iterator[str]:
    yield csv_lines([resource.table.columns])
    for chunk in resource.table.chunks():
        resource.rows += len(chunk)
        yield csv_lines(chunk)


def _package(as_of: datetime, resources: list[_Resource]) -> dict[str, Any]:
    licence = _licence()
    return {
        "profile": "tabular-data-package",
        "name": "record",
        "id": f"{settings.SITE_URL}/data/",
        "title": f"{settings.SITE_NAME}: the whole public record",
        "homepage": settings.SITE_URL,
        "created": as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "contributors": [{"title": _attribution(), "role": "publisher"}],
        **({"licenses": [licence]} if licence else {}),
        "resources": [resource.told() for resource in resources],
    }


def _licence() -> dict[str, str]:
    """Name and address, as DATA_LICENCE gives them with a space between; nothing if it is empty."""
    name, _space, address = settings.DATA_LICENCE.strip().partition(" ")
    if not name:
        return {}
    return {"name": name} | ({"path": address.strip()} if address else {})


def _attribution() -> str:
    return str(settings.DATA_ATTRIBUTION or f"{settings.SITE_NAME}, {settings.SITE_URL}")


def _readme(as_of: datetime, resources: list[_Resource]) -> str:
    licence = _licence()
    told = "Nobody has stated under which licence it may be used; ask whoever runs the site."
    if licence:
        told = f"Licence: {' '.join(licence.values())}."
    lines = [f"* `{one.table.name}.csv`: {one.rows} rows. {one.table.told}" for one in resources]
    return README.format(
        name=settings.SITE_NAME,
        url=settings.SITE_URL,
        as_of=as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        licence=told,
        attribution=_attribution(),
        tables="\n".join(lines),
    )


def _member(name: str, as_of: datetime) -> ZipInfo:
    moment = as_of.astimezone(UTC)
    parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    member = ZipInfo(name, parts)
    member.compress_type = ZIP_DEFLATED
    member._compresslevel = COMPRESSION  # type: ignore[attr-defined] # public from Python 3.13 on
    return member
