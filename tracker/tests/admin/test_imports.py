"""Importing a list at the desk: look first, then everything or nothing, and never twice."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tracker.choices import ReplyKind
from tracker.models import Reply, Signatory, Submission
from tracker.tests.admin.browsing import Page, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

URL = "/admin/import/"
LIST = """Organisation,Country,Valley,E-mail
Weir Water Society,France,Upper,weir@post.example
Weir Waters Society,Spain,Lower,
Ríos Libres,Chile,Upper,
Ríos Libres,Chile,Lower,
"""


def csv(text: str = LIST) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", text.encode(), "text/csv")


def look(page: Page, cast: Cast, **typed: Any) -> Page:
    facts = {"statement": str(cast.declaration.pk), "offered": "2022-03~", "go": "look"}
    return page.send(**(facts | typed))


def test_look_shows_columns_rows_and_what_recording_would_do(cast: Cast, sign_in: SignIn) -> None:
    cast.offer(cast.rios)

    page = look(get(sign_in(cast.anna), URL), cast, upload=csv())

    assert page.errors == []
    assert page.fields()["map-name"] == "Organisation"
    assert page.fields()["map-country"] == "Country"
    assert "Not read, since contact data is no part of a list: E-mail." in page.text
    assert "4 rows were read. 3 signatories stand in them." in page.text
    assert "submissions: 2; new signatories: 2; there already: 1." in page.text
    assert "line 3: “Weir Waters Society” is much like “Weir Water Society”" in page.text
    assert Submission.objects.count() == 1


def test_look_points_out_signatories_of_the_record_that_are_alike(
    cast: Cast, sign_in: SignIn
) -> None:
    cast.signatory("Weir Water Societies")

    page = look(get(sign_in(cast.anna), URL), cast, upload=csv())

    assert "“Weir Water Society” is much like “Weir Water Societies” (" in page.text
    assert not Signatory.objects.filter(name="Weir Water Society").exists()


def test_recording_takes_everything_once_and_keeps_the_columns(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = look(get(browser, URL), cast, upload=csv())

    done = page.send(go="record")

    assert done.messages == [
        "3 submissions were recorded, of 3 new signatories; 0 were there already."
    ]
    assert done.url == (
        f"/admin/tracker/submission/?statement={cast.declaration.pk}&release=waiting"
    )
    rios = Submission.objects.get(signed_name="Ríos Libres")
    assert rios.signed_details == {"Valley": ["Upper", "Lower"]}
    assert "Valley: Upper, Lower" in get(browser, page_of(rios)).text
    again = look(get(browser, URL), cast, upload=csv())
    assert "submissions: 0; new signatories: 0; there already: 3." in again.text
    again.send(go="record")
    assert (Submission.objects.count(), Signatory.objects.count()) == (3, 4)


def test_issuers_own_list_lists_all_of_them_with_its_source(cast: Cast, sign_in: SignIn) -> None:
    page = look(
        get(sign_in(cast.anna), URL),
        cast,
        upload=csv(),
        listed_on="2022-04-01",
        source_title="Who signed",
        source_url="https://issuer.example/signed",
    )

    done = page.send(go="record")

    reply = Reply.objects.get(kind=ReplyKind.LISTING)
    assert reply.submissions.count() == 3
    assert reply.sources.get().url == "https://issuer.example/signed"
    assert done.url == page_of(reply)


def test_mapping_can_be_corrected_without_sending_the_file_again(
    cast: Cast, sign_in: SignIn
) -> None:
    page = look(get(sign_in(cast.anna), URL), cast, upload=csv("Name,Body\nUpper,Weir Society\n"))
    assert page.fields()["map-name"] == "Name"

    again = look(page, cast, map__name="Body")
    again.send(go="record")

    assert Submission.objects.get().signed_name == "Weir Society"
    assert Submission.objects.get().signed_details == {"Name": ["Upper"]}


def test_excel_is_read_like_csv(cast: Cast, sign_in: SignIn) -> None:
    book, data = Workbook(), io.BytesIO()
    book.active.append(["Name", "Country"])
    book.active.append(["Weir Society", "FR"])
    book.save(data)
    page = look(
        get(sign_in(cast.anna), URL),
        cast,
        upload=SimpleUploadedFile("list.xlsx", data.getvalue()),
    )

    page.send(go="record")

    assert Submission.objects.get().signed_country.code == "FR"


def test_bad_rows_are_named_by_line_and_nothing_can_be_recorded(
    cast: Cast, sign_in: SignIn
) -> None:
    text = "Name,Country\nWeir Water Society,France\n,France\nMill Union,Atlantis\n=1+1,France\n"
    page = look(get(sign_in(cast.anna), URL), cast, upload=csv(text))

    assert "line 3: " in page.text
    assert "line 4: " in page.text
    assert "Record all of it" not in page.text
    page.send(go="record")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "data, told",
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This file's own signature says: PNG."),
        (b"Valley,Water\nUpper,Much\n", "There is no column for the name."),
        (b'Name\n"Weir\n', "The row that begins on line 2 cannot be divided into cells."),
    ],
    ids=["empty", "png", "no name", "quotation mark"],
)
def test_file_that_is_no_list_is_told_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, data: bytes, told: str
) -> None:
    upload = SimpleUploadedFile("list.csv", data)

    page = look(get(sign_in(cast.anna), URL), cast, upload=upload, source_url="https://a.example/")

    assert [error for error in page.errors if error.startswith(told)], page.errors
    assert page.fields()["source_url"] == "https://a.example/"


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"offered": "in March"}, "“in March” is not a date this site can read."),
        ({"offered": ""}, "State when it was offered, as far as a source says."),
        ({"listed_on": "2022-04"}, "Say where this list can be read."),
        ({"statement": ""}, "This field is required."),
        ({"kept_data": "not base64!"}, "Choose a file."),
    ],
)
def test_bad_terms_are_told_and_the_file_is_kept(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], told: str
) -> None:
    page = look(get(sign_in(cast.anna), URL), cast, upload=csv())

    again = look(page, cast, **typed)

    assert any(told in error for error in again.errors)
    assert bool(again.fields()["kept_data"]) == ("kept_data" not in typed)
    assert "Record all of it" not in again.text


def test_statement_without_a_text_cannot_take_a_list(cast: Cast, sign_in: SignIn) -> None:
    cast.wording.clauses.all().delete()
    cast.wording.delete()

    page = look(get(sign_in(cast.anna), URL), cast, upload=csv())

    assert page.errors == ["This statement has no text yet."]


def test_html_in_a_list_is_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    nasty = "Name,Valley\n<script>alert(1)</script>,<b onclick=x>Upper</b>\n"

    page = look(get(sign_in(cast.anna), URL), cast, upload=csv(nasty))

    assert "<script>alert(1)</script>" in page.tree.text_content()
    assert b"<script>alert" not in page.response.content
    assert b"<b onclick" not in page.response.content


def test_statement_named_in_the_address_is_chosen(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), f"{URL}?statement={cast.declaration.pk}")

    assert page.fields()["statement"] == str(cast.declaration.pk)
