"""The bytes of a wording that are hashed, and what changes the hash."""

import json
from hashlib import sha256
from typing import Any

import pytest

from tracker.proof.wordings import ClauseText, file_sha256, wording_bytes, wording_sha256

WORDING: dict[str, Any] = {
    "language": "en",
    "text": "Rivers run.\n\nWe say so.",
    "clauses": [
        ClauseText("point", "1", "No dams."),
        ClauseText("slogan", "a", "Flow!", "point-1"),
    ],
    "closing": "Thank you.",
}


def test_wording_bytes_are_canonical_json() -> None:
    assert wording_bytes(**WORDING) == (
        b'{"clauses":[["point","1","No dams.",""],["slogan","a","Flow!","point-1"]],'
        b'"closing":"Thank you.","language":"en","text":"Rivers run.\\n\\nWe say so."}'
    )


def test_wording_bytes_are_utf_8() -> None:
    written = wording_bytes(language="pl", text="Żądamy", clauses=[])

    assert "Żądamy".encode() in written
    assert json.loads(written)["closing"] == ""


def test_wording_sha256_is_that_of_the_bytes() -> None:
    assert wording_sha256(**WORDING) == sha256(wording_bytes(**WORDING)).hexdigest()


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_do_not_change_the_hash(ends: str) -> None:
    one = ClauseText("point", "1", "No dams,\nno locks.")
    other = ClauseText("point", "1", f"No dams,{ends}no locks.")

    assert wording_sha256(
        language="en", text=f"Rivers{ends}run.", closing=f"A{ends}b", clauses=[other]
    ) == wording_sha256(language="en", text="Rivers\nrun.", closing="A\nb", clauses=[one])


@pytest.mark.parametrize(
    "change",
    [
        {"language": "de"},
        {"text": "Rivers run.\n\nWe say so"},
        {"text": "Rivers run.\n\nWe say so. "},
        {"closing": ""},
        {"clauses": WORDING["clauses"][:1]},
        {"clauses": WORDING["clauses"][::-1]},
        {"clauses": [ClauseText("demand", "1", "No dams."), WORDING["clauses"][1]]},
        {"clauses": [ClauseText("point", "2", "No dams."), WORDING["clauses"][1]]},
        {"clauses": [ClauseText("point", "1", "No dam."), WORDING["clauses"][1]]},
        {"clauses": [WORDING["clauses"][0], ClauseText("slogan", "a", "Flow!")]},
    ],
)
def test_any_change_changes_the_hash(change: dict[str, Any]) -> None:
    assert wording_sha256(**WORDING | change) != wording_sha256(**WORDING)


def test_file_sha256_is_hexadecimal() -> None:
    assert file_sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
