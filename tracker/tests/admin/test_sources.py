"""Sources and corrections on the desk: always about a record, with a file if there is one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tracker.models import Correction, Source
from tracker.tests.admin.browsing import do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

LETTER = b"From: anna@desk.example\nTo: ben@desk.example\n\nDear all"


def about(model: str, row: object) -> str:
    name = row._meta.model_name  # type: ignore[attr-defined]
    return f"/admin/tracker/{model}/add/?about={name}&about_id={row.pk}"  # type: ignore[attr-defined]


def test_file_is_kept_with_its_hash_and_given_out_as_a_download(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, about("source", cast.declaration))

    done = page.send(title="A letter", file=SimpleUploadedFile("a letter.eml", LETTER))

    source = Source.objects.get(title="A letter")
    assert done.url == page_of(cast.declaration)
    assert (source.file_name, source.file_type) == ("a-letter.eml", "message/rfc822")
    [link] = get(browser, page_of(source)).links("a-letter.eml")
    answer = browser.get(link)
    assert b"".join(answer.streaming_content) == LETTER  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("page.html", b"<html><script>", "This is not a PDF, PNG, JPEG, e-mail or kept text file."),
        ("scan.pdf", b"%PDF-" + b"0" * 10_000_001, "The file is larger than 10 MB."),
        ("empty.txt", b"", "The submitted file is empty."),
    ],
)
def test_file_that_is_not_kept_is_refused_and_the_rest_stays(
    cast: Cast, sign_in: SignIn, name: str, data: bytes, told: str
) -> None:
    page = get(sign_in(cast.anna), about("source", cast.declaration))

    again = page.send(title="A scan", publisher="Somebody", file=SimpleUploadedFile(name, data))

    assert again.errors[0].startswith(told)
    assert again.fields()["publisher"] == "Somebody"
    assert not Source.objects.filter(title="A scan").exists()


def test_source_without_a_file_is_corrected_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    cast.declaration  # noqa: B018
    browser = sign_in(cast.anna)
    page = get(browser, page_of(Source.objects.get()))

    page.send(quotation="“Let it flow”", retrieved_on="2022-05-09", why="Missed.")

    source = Source.objects.get()
    assert (source.quotation, str(source.retrieved_on)) == ("“Let it flow”", "2022-05-09")
    assert "Statement: Rivers Declaration" in get(browser, "/admin/tracker/source/").text


@pytest.mark.parametrize(
    "query", ["", "?about=statement", "?about=statement&about_id=999", "?about=x&about_id=1"]
)
def test_source_of_nothing_is_refused(cast: Cast, sign_in: SignIn, query: str) -> None:
    page = get(sign_in(cast.anna), f"/admin/tracker/source/add/{query}")

    again = page.send(title="A page", url="https://pages.example/")

    assert "Open the record that this is about, and begin there." in again.errors
    assert not Source.objects.exists()


def test_correction_is_written_released_and_then_fixed(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered(cast.rios)
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)
    facts = {"what": "date", "was": "2021", "now": "2022", "why": "A slip.", "since": "2023-01-02"}

    done = get(anna, about("correction", offer)).send(**facts)
    correction = Correction.objects.get()
    assert done.url == page_of(offer)
    get(anna, page_of(correction)).send(why="A slip of the pen.")
    do(ben, correction, "release")

    correction.refresh_from_db()
    assert correction.why == "A slip of the pen."
    assert correction.released_at is not None
    page = get(ben, page_of(correction))
    assert "why" not in page.fields()
    assert "Release…" not in page.labels


def test_editor_cannot_release_a_correction(cast: Cast, sign_in: SignIn) -> None:
    facts = {"what": "date", "was": "2021", "now": "2022", "why": "A slip.", "since": "2023-01-02"}
    get(sign_in(cast.anna), about("correction", cast.declaration)).send(**facts)

    assert do(sign_in(cast.anna), Correction.objects.get(), "release").status == 403
