"""The tables of a seed file as plain values: one dataclass for each kind of table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.choices import (
    AliasKind,
    Channel,
    ClauseKind,
    Custody,
    DecisionPolicy,
    Direction,
    Looked,
    Number,
    Openness,
    Party,
    PositionKind,
    ReplyKind,
    SignatoryKind,
    StatementKind,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """Where facts come from: a page or a print, cited by any number of tables."""

    key: str
    title: str
    publisher: str = ""
    url: str = ""
    archived_url: str = ""
    retrieved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One document as the source of one fact; `key` tells two citations of one document apart."""

    document: str
    quotation: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasTable:
    """Another name of a signatory."""

    name: str
    kind: AliasKind = AliasKind.ALIAS


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryTable:
    """An organisation, network, publication or person; `country` is a two-letter code."""

    key: str
    name: str
    kind: SignatoryKind
    country: str = ""
    is_named: bool = True
    number: Number = Number.ONE
    ended: str = ""
    url: str = ""
    about: str = ""
    aliases: tuple[AliasTable, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipTable:
    """One signatory's belonging to a network; both are keys of signatories."""

    key: str
    network: str
    member: str
    since: str = ""
    until: str = ""
    note: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTable:
    """The statement of the file; its key is its address, and `issuer` the key of a signatory."""

    key: str
    title: str
    kind: StatementKind
    issuer: str
    issued: str = ""
    issued_words: str = ""
    place: str = ""
    url: str = ""
    openness: Openness = Openness.ANYONE
    openness_words: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    acknowledge_days: int = 7
    decide_days: int = 30
    policy: DecisionPolicy = DecisionPolicy.ELSEWHERE
    custody: Custody = Custody.OBSERVED
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTable:
    """A numbered part of a wording; `part_of` names another one, as in "point 11"."""

    number: str
    text: str
    kind: ClauseKind = ClauseKind.POINT
    part_of: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionTable:
    """One wording of the statement, or the editors' summary of it."""

    key: str
    language: str = "en"
    text: str = ""
    closing: str = ""
    is_summary: bool = False
    source_url: str = ""
    change_note: str = ""
    clauses: tuple[ClauseTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTable:
    """An exception to one clause, named as in "point 4"."""

    clause: str
    kind: PositionKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionTable:
    """An offer or an invitation; signatory and revision are keys."""

    key: str
    signatory: str
    revision: str
    offered: str
    direction: Direction = Direction.OFFER
    offered_words: str = ""
    channel: Channel = Channel.UNKNOWN
    message: str = ""
    representative: str = ""
    capacity: str = ""
    signed_name: str = ""
    signed_country_words: str = ""
    visibility: Visibility = Visibility.NAMED
    positions: tuple[PositionTable, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTable:
    """One message after the submissions with these keys."""

    key: str
    submissions: tuple[str, ...]
    kind: ReplyKind
    speaker: Party
    dated: str
    dated_words: str = ""
    channel: Channel = Channel.UNKNOWN
    text: str = ""
    is_summary: bool = True
    promised_on: date | None = None
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTable:
    """One look that found nothing for the submissions with these keys."""

    key: str
    submissions: tuple[str, ...]
    dated: str
    by_whom: str
    dated_words: str = ""
    looked_for: Looked = Looked.REPLY
    note: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionTable:
    """A public note on one fact of what `about` names: "statement" or, say, "replies.first".

    Without `since` it counts from the day on which it is loaded.
    """

    key: str
    about: str
    what: str
    was: str
    now: str
    why: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedFile:
    """One statement with everything that belongs to it."""

    statement: StatementTable
    documents: tuple[DocumentTable, ...] = ()
    signatories: tuple[SignatoryTable, ...] = ()
    memberships: tuple[MembershipTable, ...] = ()
    revisions: tuple[RevisionTable, ...] = ()
    submissions: tuple[SubmissionTable, ...] = ()
    replies: tuple[ReplyTable, ...] = ()
    checks: tuple[CheckTable, ...] = ()
    corrections: tuple[CorrectionTable, ...] = ()
