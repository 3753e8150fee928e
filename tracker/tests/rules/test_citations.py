"""How a record is cited: in plain words, and in what reference managers read."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.rules.citations import Cited, bibtex, csl_item, key_of, plain_citation
from tracker.rules.dates import read_date
from tracker.tests.citations import read_bibtex

LETTER = Cited(
    key="ferry-letter",
    title="Ferry Letter",
    author="Harbour Assembly",
    issued=read_date("2022-01-30"),
    number="",
    language="en",
    record="Undersigned",
    address="https://record.example/statements/ferry-letter/",
    read_on=date(2023, 2, 9),
)
OFFER = replace(LETTER, author="", issued=None, number="FL-2345-6789", title="Mill offers to sign")


@pytest.mark.parametrize(
    "cited, words",
    [
        (
            LETTER,
            "Harbour Assembly: Ferry Letter, 30 January 2022. "
            "In Undersigned, read on 9 February 2023.",
        ),
        (
            replace(LETTER, issued=None),
            "Harbour Assembly: Ferry Letter, date not stated. "
            "In Undersigned, read on 9 February 2023.",
        ),
        (OFFER, "Undersigned, FL-2345-6789: Mill offers to sign. Read on 9 February 2023."),
    ],
)
def test_plain_citation_is_one_sentence(cited: Cited, words: str) -> None:
    assert plain_citation(cited) == words


def test_bibtex_is_read_back() -> None:
    assert read_bibtex(bibtex(LETTER)) == {
        "ENTRYTYPE": "misc",
        "ID": "undersigned-ferry-letter",
        "author": "Harbour Assembly",
        "title": "Ferry Letter",
        "date": "2022-01-30",
        "year": "2022",
        "howpublished": "Undersigned",
        "langid": "en",
        "url": "https://record.example/statements/ferry-letter/",
        "urldate": "2023-02-09",
    }


def test_bibtex_of_a_submission_names_the_record_as_author_and_its_reference() -> None:
    entry = read_bibtex(bibtex(OFFER))

    assert (entry["author"], entry["number"]) == ("Undersigned", "FL-2345-6789")
    assert {"date", "year"} & set(entry) == set()


@pytest.mark.parametrize(
    "title",
    [
        "100 % of $5 & #1_2",
        "An {open} brace { alone",
        "} closed before",
        r"\input{/etc/passwd} and \\",
        "~tilde^caret",
        'A "quoted" title, with = and @misc{x,',
        "새로운 선언 · إعلان الأنهار · Річки",
        "Two\nlines\tand  more",
    ],
)
def test_bibtex_keeps_every_character(title: str) -> None:
    entry = read_bibtex(bibtex(replace(LETTER, title=title, author=title)))

    assert entry["title"] == entry["author"] == " ".join(title.split())
    assert entry["urldate"] == "2023-02-09"


@pytest.mark.parametrize(
    "edtf, year, parts, is_circa",
    [
        ("2022-01-30", "2022", [[2022, 1, 30]], False),
        ("2022-01-30?", "2022", [[2022, 1, 30]], True),
        ("2022-01", "2022", [[2022, 1]], False),
        ("2022~", "2022", [[2022]], True),
        ("2022-21", "2022", [[2022, 3, 1], [2022, 5, 31]], False),
        ("2022-24", "", [[2022, 12, 1], [2023, 2, 28]], False),
        ("2022-12/2023-01", "", [[2022, 12, 1], [2023, 1, 31]], False),
        ("202X", "", [[2020, 1, 1], [2029, 12, 31]], False),
    ],
)
def test_dates_are_as_stated(edtf: str, year: str, parts: list[list[int]], is_circa: bool) -> None:
    cited = replace(LETTER, issued=read_date(edtf))
    expected: dict[str, Any] = {"date-parts": parts} | ({"circa": True} if is_circa else {})

    assert csl_item(cited)["issued"] == expected
    assert (read_bibtex(bibtex(cited)).get("year", ""), f"date = {{{edtf}}}" in bibtex(cited)) == (
        year,
        True,
    )


def test_csl_item_is_read_back() -> None:
    assert json.loads(json.dumps(csl_item(OFFER))) == {
        "id": "undersigned-ferry-letter",
        "type": "webpage",
        "title": "Mill offers to sign",
        "author": [{"literal": "Undersigned"}],
        "container-title": "Undersigned",
        "language": "en",
        "number": "FL-2345-6789",
        "URL": "https://record.example/statements/ferry-letter/",
        "accessed": {"date-parts": [[2023, 2, 9]]},
    }


def test_key_holds_letters_digits_and_hyphens_alone() -> None:
    assert key_of(replace(LETTER, record="Das {Verzeichnis}, 2", key="FL-1")) == (
        "das-verzeichnis-2-fl-1"
    )


def test_address_holds_nothing_that_ends_the_field() -> None:
    odd = replace(LETTER, address="https://record.example/a b{c}\\d/?q=1%20&x=#y")

    assert read_bibtex(bibtex(odd))["url"] == "https://record.example/a%20b%7Bc%7D%5Cd/?q=1%20&x=#y"
