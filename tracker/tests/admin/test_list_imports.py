"""Long lists at the desk: handed over, watched, recorded and released by a button each."""

from __future__ import annotations

from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tracker.admin import import_forms
from tracker.choices import ImportState as State
from tracker.management.list_takers import ListTaker
from tracker.models import ListImport, Submission
from tracker.tests.admin.browsing import Page, get, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

LIST = "Organisation,Country\nWeir Water Society,France\nMill Society,Spain\n"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch, upload_folder: object) -> None:
    """More than ten bytes are long."""
    monkeypatch.setattr(import_forms, "MOST_AT_ONCE", 10)


def hand_over(cast: Cast, sign_in: SignIn, text: str = LIST, **typed: str) -> Page:
    assert cast.wording.number == 1
    upload = SimpleUploadedFile("signed.csv", text.encode(), "text/csv")
    facts = {"statement": str(cast.declaration.pk), "offered": "2022-03~", "go": "look"}
    facts["source_url"] = "https://list.example/"
    return get(sign_in(cast.anna), "/admin/import/").send(**facts | typed, upload=upload)


def work() -> ListImport:
    ListTaker(Event()).round()
    return ListImport.objects.get()


def address(one: ListImport, button: str = "") -> str:
    what = f"do/{button}/" if button else "change/"
    return f"/admin/tracker/listimport/{one.pk}/{what}"


def test_long_list_is_handed_over_recorded_and_released(cast: Cast, sign_in: SignIn) -> None:
    page = hand_over(cast, sign_in)
    assert page.messages == ["The worker reads the list now. Nothing is recorded yet."]
    assert "Being read" in page.text

    one, anna, ben = work(), sign_in(cast.anna), sign_in(cast.ben)
    page = get(anna, address(one))
    assert "name=Organisation, country=Country" in page.text
    assert "Release all of it" not in page.text
    post(anna, address(one, "record"))
    one = work()
    assert (one.state, one.submissions) == (State.RECORDED, 2)
    assert "Release all of it" not in get(anna, address(one)).text

    post(ben, address(one, "release"))
    one = work()
    assert (one.state, one.released, one.told) == (State.DONE, 2, "")
    assert Submission.objects.public().count() == 2
    assert "Done" in get(ben, "/admin/tracker/listimport/").text


def test_nobody_releases_what_they_recorded(cast: Cast, sign_in: SignIn) -> None:
    hand_over(cast, sign_in)
    ben = sign_in(cast.ben)
    one = work()
    ListImport.objects.update(asked_by=cast.ben)
    post(ben, address(one, "record"))
    one = work()

    assert "Somebody else has to release it." in get(ben, address(one)).text
    page = post(ben, address(one, "release"))
    assert "Somebody else has to release what you have recorded." in page.text
    assert not Submission.objects.public().exists()


def test_errors_are_told_by_line_and_other_columns_are_read(cast: Cast, sign_in: SignIn) -> None:
    hand_over(cast, sign_in, "Who,Country\nWeir Water Society,Nowhere\n<b>,Spain\n")
    one, anna = work(), sign_in(cast.anna)
    assert "There is no column for the name." in get(anna, address(one)).text

    page = post(anna, address(one, "again"), {"columns": "name: Who"})
    assert page.errors == ["“name: Who” is not like name=COLUMN."]
    post(anna, address(one, "again"), {"columns": "name = Who\n"})
    page = get(anna, address(work()))
    assert "line 2: " in page.text
    assert "Record all of it" not in page.text


def test_list_is_set_aside(cast: Cast, sign_in: SignIn) -> None:
    hand_over(cast, sign_in)
    one, anna = work(), sign_in(cast.anna)
    post(anna, address(one, "discard"))

    assert ListImport.objects.get().state == State.DISCARDED
    assert "Set it aside" not in get(anna, address(one)).text


def test_terms_that_are_refused_keep_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    page = hand_over(cast, sign_in, offered="in March", source_url="https://a.example/")

    assert any("in March" in error for error in page.errors)
    assert page.fields()["source_url"] == "https://a.example/"
    assert not ListImport.objects.exists()


def test_who_may_not_edit_sees_the_lists_and_no_button(cast: Cast, sign_in: SignIn) -> None:
    hand_over(cast, sign_in)
    one, aud = work(), sign_in(cast.aud)

    assert "Record all of it" not in get(aud, address(one)).text
    assert aud.post(address(one, "record")).status_code == 403
    assert ListImport.objects.get().state == State.READ
