"""What programs may send: every field with its bounds, and none that is not known."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from tracker.choices import PositionKind, SignatoryKind
from tracker.rules.dates import LONGEST

# The databases keep no character of number zero.
PLAIN = "^[^\\u0000]*$"
SOMETHING = "^[^\\u0000]*[^\\u0000\\s][^\\u0000]*$"
SLUG = "^[-a-zA-Z0-9_]+$"


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=most, pattern=PLAIN)


def _needed(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=most, pattern=SOMETHING)


Name = Annotated[str, _needed(300)]
Words = Annotated[str, _text(200)]
Who = Annotated[str, _needed(200)]
Address = Annotated[str, _text(1000)]
Link = Annotated[str, _text(500)]
Edtf = Annotated[str, _needed(LONGEST)]
Slug = Annotated[str, StringConstraints(max_length=80, pattern=SLUG)]
Reference = Annotated[str, StringConstraints(max_length=16, pattern="^[-A-Za-z0-9]+$")]
Country = Annotated[str, StringConstraints(pattern="^([A-Z]{2})?$")]
# No database and no program that reads JSON counts further exactly.
Number = Annotated[int, Field(ge=1, le=2**53 - 1)]


class Given(Schema):
    """Whatever stands in a request: a field that is not known is refused by its name."""

    model_config = ConfigDict(extra="forbid")


class NewSource(Given):
    """Evidence: an address, a quotation, or both."""

    title: Name
    publisher: Words = ""
    url: Address = ""
    archived_url: Address = ""
    retrieved_on: date | None = None
    quotation: Annotated[str, _text(2000)] = ""


class NewSignatory(Given):
    """Who signs. Somebody known under exactly this name, in this country, is that signatory."""

    name: Name
    kind: SignatoryKind
    country: Country = Field("", description="ISO 3166-1, two letters; empty: not stated.")
    url: Link = ""


class NewPosition(Given):
    """An exception to one clause, in the signatory's own words."""

    clause: Annotated[str, _needed(40)] = Field(
        description="The clause of the wording, as its link has it.", examples=["point-4"]
    )
    kind: PositionKind
    text: Annotated[str, _needed(5000)]


Message = Annotated[str, _text(20_000)]
LongText = Annotated[str, _text(50_000)]
Note = Annotated[str, _text(2000)]
