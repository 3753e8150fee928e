"""Seed files read into plain values."""

from datetime import date

from tracker.choices import (
    AliasKind,
    Channel,
    ClauseKind,
    Looked,
    Number,
    Openness,
    Party,
    PositionKind,
    ReplyKind,
    SignatoryKind,
    StatementKind,
)
from tracker.readers.seed_tables import (
    AliasTable,
    CheckTable,
    Citation,
    ClauseTable,
    CorrectionTable,
    DocumentTable,
    MembershipTable,
    PositionTable,
    ReplyTable,
    RevisionTable,
    SignatoryTable,
    StatementTable,
    SubmissionTable,
)
from tracker.readers.seeds import read_seed
from tracker.tests.seeds import RIVERS


def test_read_seed_takes_every_table() -> None:
    seed = read_seed(RIVERS.encode(), "rivers.toml")

    assert seed.statement == StatementTable(
        key="rivers-call",
        title="Rivers Call",
        kind=StatementKind.DECLARATION,
        issuer="assembly",
        issued="2022~",
        acknowledge_days=10,
        closes_on=date(2023, 12, 31),
        sources=(
            Citation(document="page", quotation="the call"),
            Citation(key="print", document="print", quotation="no river is for sale"),
        ),
    )
    assert seed.statement.openness is Openness.ANYONE
    assert seed.documents[0] == DocumentTable(
        key="page",
        title="A page about rivers",
        publisher="Ríos Libres",
        url="https://pages.example/rivers",
        retrieved_on=date(2022, 3, 1),
    )
    assert seed.memberships == (
        MembershipTable(
            key="rios",
            network="network",
            member="rios",
            sources=(Citation(document="page", quotation="we belong to it"),),
        ),
    )
    assert [one.key for one in seed.signatories] == ["assembly", "network", "rios", "unnamed"]


def test_read_seed_takes_names_and_numbers_of_signatories() -> None:
    _assembly, network, _rios, unnamed = read_seed(RIVERS.encode(), "rivers.toml").signatories

    assert network.aliases == (
        AliasTable(name="LRN", kind=AliasKind.ACRONYM),
        AliasTable(name="Living River Network", kind=AliasKind.ALIAS),
    )
    assert unnamed == SignatoryTable(
        key="unnamed",
        name="Members from Peru, not named",
        kind=SignatoryKind.ORGANISATION,
        country="PE",
        is_named=False,
        number=Number.NOT_STATED,
    )


def test_read_seed_takes_submissions_with_their_positions() -> None:
    seed = read_seed(RIVERS.encode(), "rivers.toml")

    assert seed.submissions[0] == SubmissionTable(
        key="rios",
        signatory="rios",
        revision="first",
        offered="2022-03~",
        offered_words="in March",
        channel=Channel.EMAIL,
        positions=(
            PositionTable(
                clause="point 1", kind=PositionKind.RESERVATION, text="Some rivers run dry."
            ),
        ),
        sources=(Citation(document="page", quotation="we wrote to them"),),
    )


def test_read_seed_takes_replies_checks_and_corrections() -> None:
    seed = read_seed(RIVERS.encode(), "rivers.toml")

    assert seed.replies == (
        ReplyTable(
            key="deferral",
            submissions=("rios",),
            kind=ReplyKind.DEFERRAL,
            speaker=Party.ISSUER,
            dated="2022-05-10",
            promised_on=date(2022, 6, 10),
            sources=(Citation(document="page", quotation="they need time"),),
        ),
    )
    assert seed.checks == (
        CheckTable(
            key="april",
            submissions=("rios", "unnamed"),
            dated="2022-04-30",
            by_whom="Ríos Libres",
            looked_for=Looked.REPLY,
            sources=(Citation(document="page", quotation="nobody answered"),),
        ),
    )
    assert seed.corrections == (
        CorrectionTable(
            key="date",
            about="replies.deferral",
            what="Date",
            was="10 May",
            now="10 May 2022",
            why="The page gives no year.",
            since=None,
        ),
    )


def test_read_seed_joins_the_lines_of_a_paragraph_but_not_headings() -> None:
    assert read_seed(RIVERS.encode(), "rivers.toml").revisions == (
        RevisionTable(
            key="first",
            is_summary=True,
            text="Says that rivers belong to nobody.\n\n## Why\n\nBecause they run to the sea.",
            clauses=(
                ClauseTable(number="1", text="Rivers run to the sea."),
                ClauseTable(
                    number="1.1", kind=ClauseKind.SLOGAN, part_of="point 1", text="Let it flow!"
                ),
            ),
        ),
    )
