"""What several answers of the API are made of: dates as stated, and rows named in passing."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.conf import settings
from ninja import Field, Schema

from tracker.rules.dates import StatedDate

HERE = "/api/v1"


class Stated(Schema):
    """A date as its source states it: nothing is made more exact than it is."""

    edtf: str = Field(
        description="The date in EDTF: 2022-01-30, 2022-01-30? (doubted), 2022~ (about), 2022-02.",
        examples=["2022-01-30?"],
    )
    earliest: date = Field(description="The first day that it can mean.")
    latest: date = Field(description="The last day that it can mean; lists sort and filter by it.")
    words: str = Field(description="The date in the source's own words; empty: not quoted.")


class Place(TypedDict):
    """Where to read more: the address of a row in the API, and of its page."""

    url: str
    page: str


def stated_date(stated: StatedDate | None, words: str) -> dict[str, object] | None:
    """A date for an answer; None where no source states one."""
    if stated is None:
        return None
    return {
        "edtf": stated.edtf,
        "earliest": stated.earliest,
        "latest": stated.latest,
        "words": words,
    }


def place(path: str) -> Place:
    """The addresses of a row whose page has this path: in the API it stands behind /api/v1."""
    return {"url": f"{settings.SITE_URL}{HERE}{path}", "page": f"{settings.SITE_URL}{path}"}
