"""Seed files that cannot be read: refused with the file, the table and the key named."""

import pytest

from tracker.readers.seeds import BadSeed, read_seed
from tracker.tests.seeds import edited


@pytest.mark.parametrize(
    "change, message",
    [
        (
            ('title = "Rivers Call"\n', ""),
            "rivers.toml, [statement]: “title” is missing.",
        ),
        (
            ("[corrections.date]", "[corrections.date]\nwhy_not = 1"),
            "rivers.toml, [corrections.date]: “why_not” means nothing here. "
            "Known are: about, key, now, since, was, what, why.",
        ),
        (
            ("[documents.page]", "[papers.page]"),
            "rivers.toml: “papers” means nothing here. Known are: checks, corrections, documents, "
            "memberships, replies, revisions, signatories, statement, submissions.",
        ),
        (
            ("[checks.april]", "[[checks]]"),
            "rivers.toml, [checks]: give each its own key, as in [checks.first].",
        ),
        (
            ("[checks.april]", "[checks]"),
            "rivers.toml, [checks]: give each its own key, as in [checks.first].",
        ),
        (
            ('kind = "network"', 'kind = "net"'),
            "rivers.toml, [signatories.network], kind: “net” is not one of: "
            "organisation, network, publication, person.",
        ),
        (
            ('dated = "2022-05-10"', "dated = 2022-05-10"),
            "rivers.toml, [replies.deferral], dated: put this date in quotes, as in “2022-01-30?”.",
        ),
        (
            ("promised_on = 2022-06-10", 'promised_on = "2022-06-10"'),
            "rivers.toml, [replies.deferral], promised_on: this should be a day as in 2022-01-30, "
            "without quotes.",
        ),
        (
            ("promised_on = 2022-06-10", "promised_on = 2022-06-10T10:00:00"),
            "rivers.toml, [replies.deferral], promised_on: this should be a day as in 2022-01-30, "
            "without quotes.",
        ),
        (
            ('was = "10 May"', "was = 10"),
            "rivers.toml, [corrections.date], was: this should be text in quotes.",
        ),
        (
            ("is_named = false", 'is_named = "false"'),
            "rivers.toml, [signatories.unnamed], is_named: this should be true or false, "
            "without quotes.",
        ),
        (
            ("acknowledge_days = 10", "acknowledge_days = true"),
            "rivers.toml, [statement], acknowledge_days: this should be a whole number, "
            "without quotes.",
        ),
        (
            ('submissions = ["rios"]', 'submissions = "rios"'),
            "rivers.toml, [replies.deferral], submissions: this should be a list in square "
            "brackets.",
        ),
        (
            ('{ document = "page", quotation = "they need time" }', '"page"'),
            "rivers.toml, [replies.deferral], sources: this should be a table in braces.",
        ),
        (
            ('{ document = "page", quotation = "they need time" }', "{ quotation = 'x' }"),
            "rivers.toml, [replies.deferral], sources: “document” is missing.",
        ),
        (
            ('title = "Rivers Call"', "title = Rivers"),
            "rivers.toml: this is not TOML: Invalid value (at line 41, column 9).",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_read_seed_names_the_place_of_an_error(change: tuple[str, str], message: str) -> None:
    with pytest.raises(BadSeed) as error:
        read_seed(edited(change), "rivers.toml")

    assert str(error.value) == message


@pytest.mark.parametrize(
    "change, message",
    [
        (
            ('issuer = "assembly"', 'issuer = "club"'),
            "rivers.toml, [statement], issuer: “club” is not one of the signatories in this file: "
            "assembly, network, rios, unnamed.",
        ),
        (
            ('member = "rios"', 'member = "rio"'),
            "rivers.toml, [memberships.rios], member: “rio” is not one of the signatories in this "
            "file: assembly, network, rios, unnamed.",
        ),
        (
            ('document = "page", quotation = "the network"', 'document = "book"'),
            "rivers.toml, [signatories.network], sources: “book” is not one of the documents in "
            "this file: page, print.",
        ),
        (
            ('submissions = ["rios"]', 'submissions = ["river"]'),
            "rivers.toml, [replies.deferral], submissions: “river” is not one of the submissions "
            "in this file: rios, unnamed.",
        ),
        (
            ('about = "replies.deferral"', 'about = "memberships.rios"'),
            "rivers.toml, [corrections.date], about: “memberships.rios” is not one of the tables "
            "in this file: statement, signatories.assembly, signatories.network, "
            "signatories.rios, signatories.unnamed, submissions.rios, submissions.unnamed, "
            "replies.deferral, checks.april.",
        ),
        (
            ('part_of = "point 1"', 'part_of = "point 2"'),
            "rivers.toml, [revisions.first], part_of: “point 2” is not one of the clauses of "
            "revisions.first in this file: point 1, slogan 1.1.",
        ),
        (
            ('clause = "point 1"', 'clause = "point 9"'),
            "rivers.toml, [submissions.rios], positions: “point 9” is not one of the clauses of "
            "revisions.first in this file: point 1, slogan 1.1.",
        ),
        (
            ('signatory = "unnamed"\nrevision = "first"', 'signatory = "x"\nrevision = "first"'),
            "rivers.toml, [submissions.unnamed], signatory: “x” is not one of the signatories in "
            "this file: assembly, network, rios, unnamed.",
        ),
        (
            ('signatory = "rios"\nrevision = "first"', 'signatory = "rios"\nrevision = "second"'),
            "rivers.toml, [submissions.rios], revision: “second” is not one of the revisions in "
            "this file: first.",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_read_seed_refuses_a_key_that_names_nothing(change: tuple[str, str], message: str) -> None:
    with pytest.raises(BadSeed) as error:
        read_seed(edited(change), "rivers.toml")

    assert str(error.value) == message


def test_read_seed_refuses_a_file_without_statement() -> None:
    with pytest.raises(BadSeed, match=r"^empty.toml: the table \[statement\] is missing\.$"):
        read_seed(b"", "empty.toml")


def test_read_seed_refuses_other_encodings_by_name() -> None:
    with pytest.raises(BadSeed, match=r"^rivers.toml: this is not UTF-8 text\.$"):
        read_seed("Ríos".encode("utf-16"), "rivers.toml")
