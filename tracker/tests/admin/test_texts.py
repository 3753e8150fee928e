"""Reading a text at the desk: paste or upload, look at every line, take it over as a draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tracker.models import Revision, Statement
from tracker.tests.admin.browsing import Page, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

URL = "/admin/read/"
ARTICLE = """A page about rivers

The Weir Appeal
9 May 2022

We who live at the weir say:

1. No dam without a ladder.
2. Water for all.

Thanks for reading.
"""


def read(page: Page, **typed: Any) -> Page:
    return page.send(go="read", **typed)


def rows(page: Page) -> dict[str, str]:
    """What each line of the text was taken for."""
    found = page.tree.xpath("//table[@class='lines']/tbody/tr")
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in found]
    return {line: role for line, role, *_rest in cells}


def test_lines_are_shown_with_what_they_were_taken_for(cast: Cast, sign_in: SignIn) -> None:
    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE, from_line="3", to_line="9")

    assert rows(page) == {
        "1": "not chosen", "2": "not chosen", "3": "title", "4": "date", "5": "",
        "6": "preamble", "7": "", "8": "clause", "9": "clause", "10": "not chosen",
        "11": "not chosen", "12": "not chosen",
    }  # fmt: skip
    assert "Every character found its place." in page.text
    assert page.fields()["pasted"] == ARTICLE
    assert page.fields()["title"] == "The Weir Appeal"
    assert page.fields()["issued_words"] == "9 May 2022"


def test_what_found_no_place_is_listed(cast: Cast, sign_in: SignIn) -> None:
    text = "The Weir Appeal\nDelft, 9 May 2022\n\nWe say so, and we say it twice over.\n"

    page = read(get(sign_in(cast.anna), URL), pasted=text)

    [part] = page.tree.xpath("//section[@aria-labelledby='unplaced']//li")
    assert " ".join(part.text_content().split()) == "line 2: “Delft,”"


def test_draft_is_recorded_with_clauses_in_place(cast: Cast, sign_in: SignIn) -> None:
    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE, from_line="3", to_line="9")

    done = page.send(go="draft", kind="petition", issuer=str(cast.issuer.pk), issued="2022-05-09")

    statement = Statement.objects.get()
    revision = statement.revisions.get()
    assert done.url == page_of(revision)
    assert (statement.title, statement.slug, statement.stage) == (
        "The Weir Appeal",
        "the-weir-appeal",
        "draft",
    )
    assert revision.text == "We who live at the weir say:"
    assert [(one.number, one.text) for one in revision.clauses.all()] == [
        ("1", "No dam without a ladder."),
        ("2", "Water for all."),
    ]


def test_reading_becomes_the_next_wording_of_a_statement(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Weir Appeal", "weir")
    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE, from_line="3", to_line="9")

    page.send(go="draft", statement=str(draft.pk))

    assert Revision.objects.get(statement=draft, number=2).clauses.count() == 2
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.txt", ARTICLE.encode()),
        ("a.md", ARTICLE.encode("utf-16")),
        ("a.html", f"<html><body><p>{ARTICLE.replace(chr(10), '<br>')}</p></body></html>".encode()),
        ("a.txt", "Обращение у плотины\n\n1. Вода для всех живущих здесь.\n".encode("cp1251")),
    ],
    ids=["text", "utf-16", "html", "windows-1251"],
)
def test_uploads_of_many_kinds_are_read(
    cast: Cast, sign_in: SignIn, name: str, data: bytes
) -> None:
    page = read(get(sign_in(cast.anna), URL), upload=SimpleUploadedFile(name, data))

    assert page.errors == []
    assert "clause" in rows(page).values()
    again = read(page)
    assert rows(again) == rows(page)


def test_file_and_pasted_text_are_read_one_after_the_other(cast: Cast, sign_in: SignIn) -> None:
    upload = SimpleUploadedFile("a.txt", b"The Weir Appeal\n\nFirst part.")

    page = read(get(sign_in(cast.anna), URL), upload=upload, pasted="Second part.")

    assert page.fields()["pasted"] == "The Weir Appeal\n\nFirst part.\n\nSecond part."


def test_links_of_a_page_are_kept_between_readings(cast: Cast, sign_in: SignIn) -> None:
    html = b"<html><body><p>See <a href='https://weir.example/'>the weir</a>.</p></body></html>"
    page = read(get(sign_in(cast.anna), URL), upload=SimpleUploadedFile("a.html", html))

    again = read(page)

    for shown in (page, again):
        assert "Links 1" in shown.text
    assert "Links 0" in read(page, kept_links="[meddled").text


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "This file's own signature says: PNG."),
        ("a.txt", b"0" * (10 * 1024 * 1024 + 1), "This file has 11 MB; the site reads up to 10 MB"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 50, "This file's own signature says: Word 97"),
        ("a.txt", bytes(range(256)) * 4, "This is not a text"),
        ("a.txt", b"\xc3\x28\xa0\xa1\xe2\x28\xa1\xf0", "It is not evident how the letters"),
        ("a.csv", b"PK\x03\x04 not a zip", "This document is damaged."),
        ("a.txt", b"", "This file is empty."),
    ],
    ids=["png", "large", "doc", "binary", "encoding", "zip", "empty"],
)
def test_file_that_cannot_be_read_is_named_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, name: str, data: bytes, told: str
) -> None:
    upload = SimpleUploadedFile(name, data)

    page = read(get(sign_in(cast.anna), URL), upload=upload, pasted="Kept.", to_line="4")

    assert page.errors[0].startswith(told)
    assert page.fields()["pasted"] == "Kept."
    assert page.fields()["to_line"] == "4"


def test_fifty_megabytes_are_refused_before_they_are_read(cast: Cast, sign_in: SignIn) -> None:
    upload = SimpleUploadedFile("a.txt", b"0" * 50_000_000)

    page = read(get(sign_in(cast.anna), URL), upload=upload)

    assert page.errors == ["This file has 48 MB; the site reads up to 10 MB."]


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"pasted": " \n"}, "Paste a text, or choose a file."),
        ({"pasted": "A\nB", "from_line": "2", "to_line": "1"}, "The last line comes before the"),
        ({"pasted": "A\nB", "from_line": "8"}, "There is no text in these lines."),
        ({"pasted": "A\nB", "from_line": "x"}, "Enter a whole number."),
    ],
)
def test_bad_choices_are_told(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], told: str
) -> None:
    page = read(get(sign_in(cast.anna), URL), **typed)

    assert page.errors[0].startswith(told)
    assert page.fields()["pasted"] == typed["pasted"]


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"kind": ""}, "A new statement needs this."),
        ({"issued": "in May"}, "“in May” is not a date this site can read."),
        ({"language": ""}, "This field is required."),
        ({"url": "weir"}, "Enter a valid URL."),
        ({"statement": "999"}, "Select a valid choice."),
    ],
)
def test_refused_draft_keeps_text_and_facts(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], told: str
) -> None:
    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE)
    facts = {"kind": "petition", "issuer": str(cast.issuer.pk), "title": "My title"}

    again = page.send(go="draft", **(facts | typed))

    assert again.errors[0].startswith(told)
    assert again.fields()["pasted"] == ARTICLE
    assert again.fields()["title"] == "My title"
    assert not Statement.objects.exists()


def test_wording_of_a_public_statement_is_for_those_who_may_release(
    cast: Cast, sign_in: SignIn
) -> None:
    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE)

    again = page.send(go="draft", statement=str(cast.declaration.pk))

    assert again.errors[0].startswith("anna may not publish, decide and release.")


def test_facts_typed_stay_when_the_text_is_read_again(cast: Cast, sign_in: SignIn) -> None:
    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE)

    again = read(page, title="My title", kind="manifesto", from_line="3")

    assert again.fields()["title"] == "My title"
    assert again.fields()["kind"] == "manifesto"


def test_html_in_a_text_is_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    nasty = "<script>alert(1)</script>\n\n1. <b onclick=x>Water</b> for all of us.\n"

    page = read(get(sign_in(cast.anna), URL), pasted=nasty)

    assert b"<script>alert" not in page.response.content
    assert b"<b onclick" not in page.response.content
    assert page.fields()["pasted"] == nasty


def test_very_long_text_says_how_many_lines_it_does_not_show(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.admin.texts.MOST_SHOWN", 4)

    page = read(get(sign_in(cast.anna), URL), pasted=ARTICLE)

    assert len(rows(page)) == 4
    assert "8 more lines were read and are not shown here." in page.text


def test_article_of_a_web_page_is_suggested(cast: Cast, sign_in: SignIn) -> None:
    menu = "".join(f"<li><a href='/{n}'>Menu {n}</a></li>" for n in range(30))
    body = "".join(f"<p>{n}. {'We want rivers that run free to the sea. ' * 6}</p>" for n in "123")
    html = (
        f"<html><body><nav><ul>{menu}</ul></nav><article><h1>The Weir Appeal</h1>{body}</article>"
    )
    upload = SimpleUploadedFile("a.html", f"{html}<footer>{menu}</footer></body></html>".encode())

    page = read(get(sign_in(cast.anna), URL), upload=upload)

    assert "The article seems to be in the lines" in page.text
    assert page.fields()["from_line"] != ""
    assert page.fields()["title"] == "The Weir Appeal"
