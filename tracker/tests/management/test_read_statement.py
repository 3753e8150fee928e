"""Reading a text into a draft from the shell."""

import json
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from tracker.tests.management.conftest import Shell

TEXT = """A page around it

Rivers Declaration
3 March 2022
We who live by rivers agree:
1. Rivers run to the sea.
2. No river is for sale.

More information can be found on https://rivers.example/call
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "call.txt"
    path.write_text(TEXT)
    return path


def test_read_statement_prints_the_draft_in_words(shell: Shell, file: Path) -> None:
    assert shell("read_statement", file, "--from-line", 3) == (
        "Title: Rivers Declaration\n"
        "Date as printed: 3 March 2022\n"
        "Language: en\n"
        "\n"
        "We who live by rivers agree:\n"
        "\n"
        "[Point 1] Rivers run to the sea.\n"
        "\n"
        "[Point 2] No river is for sale.\n"
        "\n"
        "After the statement:\n"
        "More information can be found on https://rivers.example/call\n"
        "\n"
        "Links:\n"
        "https://rivers.example/call\n"
        "\n"
        "Not placed anywhere: 0\n"
    )


def test_read_statement_prints_json(shell: Shell, file: Path) -> None:
    said = json.loads(shell("read_statement", file, "--from-line", 3, "--to-line", 7, "--json"))

    assert said == {
        "title": "Rivers Declaration",
        "date_as_printed": "3 March 2022",
        "language": "en",
        "clauses": [
            {"number": "1", "kind": "point", "text": "Rivers run to the sea."},
            {"number": "2", "kind": "point", "text": "No river is for sale."},
        ],
        "sections": [{"heading": "", "paragraphs": ["We who live by rivers agree:"]}],
        "unplaced": [],
    }


def test_read_statement_prints_parts_sections_and_what_is_not_placed(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "call.html"
    file.write_text(
        "<h1>Rivers Declaration</h1><h2>Why</h2><p>Because.</p><hr>"
        "<ol><li>Our slogans are: Let it flow! Let it be!</li><li>No sale.</li></ol>"
        '<p>&mdash; 4 &mdash;</p><p><a href="https://rivers.example/">More</a></p>'
    )

    assert shell("read_statement", file).endswith(
        "\n"
        "## Why\n"
        "\n"
        "Because.\n"
        "\n"
        "[Point 1] Our slogans are: Let it flow! Let it be!\n"
        "\n"
        "[Slogan 1.1 (part of 1)] Let it flow!\n"
        "\n"
        "[Slogan 1.2 (part of 1)] Let it be!\n"
        "\n"
        "[Point 2] No sale.\n"
        "\n"
        "More\n"
        "\n"
        "Links:\n"
        "More: https://rivers.example/\n"
        "\n"
        "Not placed anywhere: 1\n"
        "10: — 4 —\n"
    )


def test_read_statement_says_what_to_look_at(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text("Rivers Declaration\n\nWe agree:\n\n1. One.\n2. Two.\n4. Four.\n")

    assert shell("read_statement", file).endswith(
        "\nTo look at:\n7: The numbers go from 2 to 4 here: is a part missing?\n"
    )


@pytest.mark.parametrize(
    "name, content, words, told",
    [
        ("gone.txt", None, (), "No such file or directory"),
        ("empty.txt", b"", (), "empty.txt: This file is empty."),
        ("call.txt", TEXT.encode(), ("--from-line", 99), "call.txt: There is no text in these"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00", (), "image.txt: "),
    ],
)
def test_read_statement_says_why_it_cannot(
    shell: Shell,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    words: tuple[str | int, ...],
    told: str,
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError) as error:
        shell("read_statement", tmp_path / name, *words)
    assert told in str(error.value)
    assert shell.out == ""
