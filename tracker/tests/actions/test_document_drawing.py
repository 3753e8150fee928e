"""Drawing PDF: tagged as PDF/UA-1 wants it, the same each time, and nothing is fetched for it."""

from __future__ import annotations

import base64
import io
import json
import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from tracker.actions import document_drawing
from tracker.actions.document_drawing import NICE, TOO_LARGE, drawn, limit, main
from tracker.actions.document_pages import STYLES
from tracker.rules.documents import CPU_SECONDS, MEMORY_BYTES
from tracker.tests.documents import needs_libraries, text_of
from tracker.tests.pdf_structure import faults, fonts, opened, tags

pytestmark = needs_libraries

PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><head><title>A title</title>
<meta name="author" content="An author"></head><body><header class="top">
<p class="wordmark">A site</p><p class="without-font">NO FONT</p></header><main>{main}</main>
</body></html>"""
POINTS = """<h1>Rivers</h1><ol class="points">{}</ol>""".format(
    "".join(
        f'<li><div class="clause"><span class="number">{number}</span><p>Point {number} says '
        "that rivers run to the sea, and that no river is for sale to anybody.</p></div></li>"
        for number in range(1, 12)
    )
)
TABLE = """<h1>Who signed</h1><table><thead><tr><th scope="col">Name</th>
<th scope="col">Country</th></tr></thead><tbody>{}</tbody></table>""".format(
    "".join(f'<tr><th scope="row">Mill {number}</th><td>Chile</td></tr>' for number in range(80))
)


def page(main: str, language: str = "en", direction: str = "ltr") -> dict[str, Any]:
    return {
        "html": PAGE.format(main=main, language=language, direction=direction),
        "styles": STYLES.read_text(encoding="utf-8"),
        "address": "https://record.example",
        "changed": "2026-01-02T03:04:05+00:00",
        "enclosed": [],
    }


@pytest.mark.parametrize(
    "main",
    [
        POINTS,
        TABLE,
        '<h1>One</h1><p>See <a href="/statements/x/">there</a> and <a href="#y">here</a>.</p>'
        '<h2 id="y">Two</h2><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>',
        "<h1>One</h1><h4>Two levels are left out</h4><h3>Three</h3><h2>Two</h2><h4>Four</h4>",
        '<h1>One</h1><svg viewBox="0 0 4 4"><title>A code</title><path d="M0 0h4v4z"/></svg>',
    ],
)
def test_documents_have_no_fault_of_structure(main: str) -> None:
    assert faults(drawn(page(main))[1]) == []


def test_faults_are_found_where_nobody_mends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_drawing, "mend_tags", lambda document, pdf: None)
    broken = TABLE + '<h4>Skipped</h4><svg viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    found = faults(drawn(page(broken))[1])

    assert {one.partition(" ")[0] for one in found} == {"7.1", "7.3", "7.4.2", "7.5"}


def test_long_table_has_its_headers_and_numbers_on_each_page() -> None:
    pages, data = drawn(page(TABLE))
    text = text_of(data)

    assert pages > 1
    assert text.count("Name Country") == pages
    assert [f"{number} / {pages}" in text for number in range(1, pages + 1)] == [True] * pages
    # Running heads and page numbers are read to nobody.
    with opened(data) as pdf:
        assert tags(pdf).count("H1") == 1
        assert tags(pdf).count("THead") == pages


def test_numbers_of_points_stand_in_the_margin() -> None:
    _pages, data = drawn(page(POINTS))
    told = text_of(data)

    assert [f"{number} Point {number} says" in told for number in range(1, 12)] == [True] * 11


def test_language_title_and_author_are_those_of_the_page() -> None:
    _pages, data = drawn(page("<h1>عنوان</h1><p>نص</p>", "ar", "rtl"))
    with opened(data) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == ("A title", "An author")
    assert faults(data) == []
    assert set(fonts(data).values()) == {True}


def test_same_document_is_the_same_bytes() -> None:
    first, again, other = (drawn(page(main)) for main in (POINTS, POINTS, TABLE))

    assert first == again
    assert first != other


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="20">SECRET</text></svg>')
    coded = base64.b64encode(secret.read_bytes()).decode()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        wanted = page(
            f'<h1>Hi</h1><img src="{address}/a.png" alt="a"><img src="file://{secret}" alt="b">'
            f'<img src="data:image/svg+xml;base64,{coded}" alt="c">'
            f'<object data="{address}/c"></object><link rel="stylesheet" href="{address}/d.css">'
            f'<link rel="attachment" href="file://{secret}"><style>@import "{address}/e";</style>'
        )
        wanted["styles"] += f'@font-face {{ font-family: x; src: url("{address}/f") }}'
        _pages, data = drawn(wanted)
        with pytest.raises(TimeoutError):
            server.accept()

    assert "SECRET" not in text_of(data)
    with opened(data) as pdf:
        assert list(pdf.attachments) == []


def test_character_without_a_font_is_told_of() -> None:
    whole, broken = (drawn(page(f"<h1>{one}</h1>"))[1] for one in ("Rivers", "Rivers \U0010fffd"))

    assert "NO FONT" not in text_of(whole)
    assert "NO FONT" in text_of(broken)


def test_files_are_enclosed() -> None:
    content = base64.b64encode(b"proof").decode()
    enclosed = [{"name": "one.tlog-proof", "told": "A receipt", "content": content}]
    _pages, data = drawn(page("<h1>Hi</h1>") | {"enclosed": enclosed})

    with opened(data) as pdf:
        [(name, one)] = pdf.attachments.items()
        assert (name, one.description, one.get_file().read_bytes()) == (
            "one.tlog-proof",
            "A receipt",
            b"proof",
        )
    assert faults(data) == []


class Binary:
    """Standard output as far as it is written to."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()


def run(monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any]) -> tuple[int, bytes]:
    out = Binary()
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(wanted)))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(document_drawing, "limit", lambda: None)
    return main(), out.buffer.getvalue()


def test_process_writes_pages_and_file(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = page("<h1>Hi</h1>")

    assert run(monkeypatch, wanted) == (0, b"1\n" + drawn(wanted)[1])


def test_process_that_has_too_little_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(wanted: object) -> None:
        raise MemoryError

    monkeypatch.setattr(document_drawing, "drawn", draw)

    assert run(monkeypatch, {}) == (TOO_LARGE, b"")


def test_process_has_its_share_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    stepped_back: list[int] = []
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(os, "nice", stepped_back.append)
    limit()

    assert stepped_back == [NICE]

    assert limits == {
        resource.RLIMIT_CPU: (CPU_SECONDS, CPU_SECONDS),
        resource.RLIMIT_AS: (MEMORY_BYTES, MEMORY_BYTES),
        resource.RLIMIT_CORE: (0, 0),
    }
