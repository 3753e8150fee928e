"""What answers about submissions are made of."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema

from tracker.api.lists import Listed
from tracker.api.shapes import (
    COUNTRY,
    PAGE,
    PROOF,
    URL,
    CorrectionShort,
    Named,
    NumberedSource,
    Stated,
)
from tracker.choices import (
    Channel,
    Direction,
    Lateness,
    Looked,
    Number,
    Party,
    PositionKind,
    ReplyKind,
    SignatoryKind,
    Status,
)
from tracker.rules.clocks import Clock

SOURCES = Field(description="The numbers of its evidence in “sources”.")


class Days(Schema):
    """A number of days, as far as uncertain dates tell."""

    fewest: int
    most: int


class SubmissionTold(Schema):
    """An offer to endorse a wording, or an invitation to do so, and where it stands."""

    reference: str = Field(description="Its name in addresses and letters, which stays.")
    url: str = URL
    page: str = PAGE
    statement: Named
    revision: int = Field(description="The number of the wording that is endorsed.")
    signatory: Named | None = Field(
        description="Named as signed. null: the name is withheld, or was erased."
    )
    name_withheld: bool
    erased_on: date | None = Field(description="When its content was erased; null: it was not.")
    kind: SignatoryKind
    country: str = COUNTRY
    country_words: str = Field(description="The country as signed, or its name in English.")
    is_named: bool = Field(description="Whether the source names it, or only mentions somebody.")
    number: Number = Field(description="For how many it stands.")
    direction: Direction
    channel: Channel
    offered: Stated
    status: Status
    awaiting: Party = Field(description="Who must act.")
    waiting_since: date | None
    days_waiting: Days | None = Field(
        description="Days since somebody has had to act, to today or as far as is known."
    )
    lateness: Lateness
    acknowledge_by: date | None
    decide_by: date | None
    decided_on: date | None
    published_on: date | None = Field(description="When the signatory published it itself.")
    listed_on: date | None = Field(description="When the issuer's own list showed it.")
    known_until: date | None = Field(
        description="The last day of which anything is known; null: the site itself knows, to now."
    )
    is_contested: bool = Field(description="Whether a side disputes what the other said.")
    exceptions: int = Field(description="How many clauses it makes an exception to.")


class SubmissionList(Listed):
    """One page of submissions."""

    items: list[SubmissionTold]


class ClockReading(Schema):
    """A clock as read today, or on the last day of which anything is known."""

    state: Clock
    by: date | None = Field(description="The day by which it runs out.")
    days: int | None = Field(
        description="Days late, or left if below zero; without a date, days since the issuer has "
        "had to act."
    )
    stopped_on: date | None


class Clocks(Schema):
    """What the issuer is expected to do, and by when."""

    read_on: date
    acknowledging: ClockReading
    deciding: ClockReading


class PositionTold(Schema):
    """An exception to one clause, in the signatory's own words."""

    clause: str = Field(description="The clause's anchor in the wording.", examples=["point-4"])
    kind: PositionKind
    text: str


class ReplyTold(Schema):
    """One message after the offer or invitation."""

    number: int = Field(description="Its number within this submission, by date.")
    kind: ReplyKind
    speaker: Party
    dated: Stated
    channel: Channel
    text: str = Field(description="Empty where the name is withheld.")
    is_summary: bool
    promised_on: date | None = Field(description="By when a decision was promised.")
    disputes: int | None = Field(description="The number of the reply that this one disputes.")
    answers_others: bool = Field(description="Whether it answers other submissions as well.")
    proof: str | None = PROOF
    sources: list[int] = SOURCES


class CheckTold(Schema):
    """Somebody looked for a reply or a listing, and found nothing."""

    looked_for: Looked
    dated: Stated
    by_whom: str
    note: str
    proof: str | None = PROOF
    sources: list[int] = SOURCES


class SubmissionWhole(SubmissionTold):
    """A submission with its clocks, what either side said, and the evidence."""

    points: int = Field(description="How many points the wording has.")
    message: str = Field(description="What was said with the offer or invitation.")
    proof: str | None = PROOF
    sources_of_offer: list[int] = SOURCES
    clocks: Clocks
    positions: list[PositionTold]
    replies: list[ReplyTold]
    checks: list[CheckTold]
    sources: list[NumberedSource]
    corrections: list[CorrectionShort]
