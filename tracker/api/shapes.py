"""What several answers of the API are made of: dates as stated, rows named in passing, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from ninja import Field, Path, Schema

from tracker.choices import AliasKind
from tracker.models import Correction, Source
from tracker.queries.addresses import address_of
from tracker.queries.evidence import Evidence
from tracker.rules.dates import StatedDate

HERE = "/api/v1"

PAGE = Field(description="Its page for people.")
URL = Field(description="Its address in the API.")
PROOF = Field(description="Its entry in the public log; null: not in the log yet.")
COUNTRY = Field(description="ISO 3166-1 alpha-2, or XK; empty: not stated.", examples=["CL"])
LANGUAGE = Field(description="BCP 47.", examples=["pt-br"])

# Parts of addresses.
Slug = Annotated[str, Path(description="Its name in addresses.", examples=["ferry-letter"])]
Reference = Annotated[
    str, Path(description="Its reference, in any case.", examples=["FL-7KQ2-M4XR"])
]


class Stated(Schema):
    """A date as its source states it: nothing is made more exact than it is."""

    edtf: str = Field(
        description="The date in EDTF: 2022-01-30, 2022-01-30? (doubted), 2022~ (about), 2022-02.",
        examples=["2022-01-30?"],
    )
    earliest: date = Field(description="The first day that it can mean.")
    latest: date = Field(description="The last day that it can mean; lists sort and filter by it.")
    words: str = Field(description="The date in the source's own words; empty: not quoted.")


class Named(Schema):
    """A statement or signatory that is named in passing."""

    name: str
    slug: str = Field(description="Its name in addresses, which stays.")
    url: str = URL
    page: str = PAGE


class AliasTold(Schema):
    """Another name of a signatory."""

    name: str
    kind: AliasKind


class SourceTold(Schema):
    """Evidence for a fact: a page, a file or a quotation."""

    title: str
    publisher: str
    url: str = Field(description="Where it is; empty: nowhere on the web.")
    archived_url: str = Field(description="A copy that was kept of it; empty: none is known.")
    retrieved_on: date | None
    quotation: str
    file: str | None = Field(description="The address of the file, where one was kept.")
    sha256: str = Field(description="The SHA-256 of that file in hexadecimal; empty: no file.")


class NumberedSource(SourceTold):
    """A source under the number by which what it is evidence for names it."""

    number: int


class CorrectionShort(Schema):
    """What was wrong in the record, and since when it says something else."""

    what: str
    was: str
    now: str
    why: str
    since: date


def stated_date(stated: StatedDate | None, words: str) -> dict[str, Any] | None:
    """A date for an answer; None where no source states one."""
    if stated is None:
        return None
    days = {"earliest": stated.earliest, "latest": stated.latest}
    return {"edtf": stated.edtf, **days, "words": words}


def place(kind: str, slug: str) -> dict[str, str]:
    """Where a "statement", "signatory" or "submission" of this name stands: here as there."""
    path = address_of(kind, slug)
    return {"slug": slug, "url": site(f"{HERE}{path}"), "page": site(path)}


def named(kind: str, slug: str, name: str) -> dict[str, str]:
    """A row named in passing."""
    return {"name": name, **place(kind, slug)}


def named_by(path: str, name: str) -> dict[str, str]:
    """The same by the path of its page."""
    slug = path.strip("/").rpartition("/")[2]
    return {"name": name, "slug": slug, "url": site(f"{HERE}{path}"), "page": site(path)}


def site(path: str) -> str:
    """A path as an address that works elsewhere."""
    return f"{settings.SITE_URL}{path}"


def proof(entry: int | None) -> str | None:
    """The address of an entry of the log."""
    return None if entry is None else site(address_of("log_entry", entry))


def source_told(source: Source) -> dict[str, Any]:
    """One source."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "archived_url": source.archived_url,
        "retrieved_on": source.retrieved_on,
        "quotation": source.quotation,
        "file": site(address_of("source_file", source.pk)) if source.file else None,
        "sha256": source.sha256,
    }


def sources_told(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """The evidence for one row."""
    return [source_told(source) for source in sources]


def evidence_told(listed: Iterable[Evidence]) -> list[dict[str, Any]]:
    """The evidence for several facts, numbered."""
    return [{"number": one.number, **source_told(one.source)} for one in listed]


def corrections_told(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """The corrections of one row."""
    return [
        {"what": one.what, "was": one.was, "now": one.now, "why": one.why, "since": one.since}
        for one in corrections
    ]
