"""The base of every page: nothing lost, nothing half written, and whoever comes second is told."""

from __future__ import annotations

import pytest
from django.contrib.admin import ModelAdmin, site
from django.contrib.admin.models import LogEntry

from tracker.choices import EventKind
from tracker.models import Event, Signatory, Source, Statement, Submission
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

NASTY = "<script>alert(1)</script><b onmouseover=x>&amp;"


def test_save_goes_through_the_action_and_leaves_one_event(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), page_of(cast.rios))
    before = Event.objects.count()

    saved = page.send(name="Rios Libres", country="AR")

    event = Event.objects.latest("pk")
    assert saved.status == 200
    assert Event.objects.count() == before + 1
    assert event.kind == EventKind.SIGNATORY_CHANGED
    assert event.by == cast.anna
    assert event.changes == {"name": ["Ríos Libres", "Rios Libres"], "country": ["CL", "AR"]}
    assert not LogEntry.objects.exists()


def test_save_without_a_difference_leaves_no_event(cast: Cast, sign_in: SignIn) -> None:
    cast.rios.about  # noqa: B018
    page = get(sign_in(cast.anna), page_of(cast.rios))
    before = Event.objects.count()

    page.send()

    assert Event.objects.count() == before
    assert Signatory.objects.get(pk=cast.rios.pk).version == 1


def test_line_ends_of_a_browser_change_no_text(cast: Cast, sign_in: SignIn) -> None:
    row = cast.signatory("Two Lines", about="one\ntwo")
    page = get(sign_in(cast.anna), page_of(row))

    page.send(about="one\r\ntwo", url="https://two.example/")

    assert Event.objects.latest("pk").changes == {"url": ["", "https://two.example/"]}


def test_a_refused_form_keeps_everything_typed_and_writes_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    page = get(sign_in(cast.anna), page_of(cast.declaration))
    before = Event.objects.count()

    typed = {"issued": "sometime in May", "place": "Rotterdam"}
    typed |= page.add_row("sources", title="A second page", url="https://second.example/")
    again = page.send(**typed)

    assert "“sometime in May” is not a date this site can read." in again.errors[0]
    assert again.fields()["issued"] == "sometime in May"
    assert again.fields()["place"] == "Rotterdam"
    assert again.fields()["sources-1-title"] == "A second page"
    assert Event.objects.count() == before
    assert Source.objects.count() == 1


def test_a_refused_row_takes_the_whole_form_back(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), page_of(cast.rios))
    before = Event.objects.count()

    again = page.send(name="Another Name", **page.add_row("sources", title="No evidence"))

    assert again.errors == ["Give an address, a quotation or a file."]
    assert again.fields()["name"] == "Another Name"
    assert again.fields()["sources-0-title"] == "No evidence"
    assert Signatory.objects.get(pk=cast.rios.pk).name == "Ríos Libres"
    assert Event.objects.count() == before


def test_a_row_that_must_stay_says_so_above_the_form(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered(cast.rios)
    page = get(sign_in(cast.ben), page_of(offer))

    again = page.send(sources__0__DELETE="on", message="Dear all", why="Missed.")

    assert again.errors == ["This is the only source of something public. Add another one first."]
    assert again.fields()["message"] == "Dear all"
    assert offer.sources.count() == 1


def test_second_of_two_editors_is_told_and_loses_nothing(cast: Cast, sign_in: SignIn) -> None:
    first = get(sign_in(cast.anna), page_of(cast.rios))
    second = get(sign_in(cast.ben), page_of(cast.rios))
    first.send(name="Ríos Libres del Sur", url="https://rios.example/")

    again = second.send(name="Ríos Libres de Chile", about="Founded in 1999.")

    assert Signatory.objects.get(pk=cast.rios.pk).name == "Ríos Libres del Sur"
    assert "Somebody changed this since you opened it (anna: name: " in again.errors[0]
    assert again.errors[1] == (
        "anna changed this to “Ríos Libres del Sur” since you opened the page. "
        "What you typed is still here; save again to put it in its place."
    )
    assert again.fields()["name"] == "Ríos Libres de Chile"
    assert again.fields()["about"] == "Founded in 1999."
    assert again.fields()["url"] == "https://rios.example/"


def test_second_editor_saves_again_over_what_was_told(cast: Cast, sign_in: SignIn) -> None:
    first = get(sign_in(cast.anna), page_of(cast.rios))
    second = get(sign_in(cast.ben), page_of(cast.rios))
    first.send(name="Ríos Libres del Sur", url="https://rios.example/")

    second.send(name="Ríos Libres de Chile").send()

    row = Signatory.objects.get(pk=cast.rios.pk)
    assert (row.name, row.url, row.version) == (
        "Ríos Libres de Chile",
        "https://rios.example/",
        3,
    )


def test_two_editors_of_one_source_are_told_apart(cast: Cast, sign_in: SignIn) -> None:
    first = get(sign_in(cast.anna), page_of(cast.declaration))
    second = get(sign_in(cast.ben), page_of(cast.declaration))
    first.send(sources__0__publisher="The Assembly", why="Missed.")

    again = second.send(sources__0__quotation="“Let it flow”", why="It says so.")

    assert "The Assembly" in again.errors[0]
    assert again.fields()["sources-0-publisher"] == "The Assembly"
    assert again.fields()["sources-0-quotation"] == "“Let it flow”"
    assert again.fields()["why"] == "It says so."
    assert Source.objects.get().quotation == ""

    again.send()

    assert Source.objects.get().quotation == "“Let it flow”"


@pytest.mark.parametrize("field", ["name", "about", "aliases__0__name", "sources__0__title"])
def test_html_in_a_text_is_shown_as_text(cast: Cast, sign_in: SignIn, field: str) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, page_of(cast.rios))
    rows = page.add_row("aliases", name="x") | page.add_row("sources", title="y", quotation="z")

    saved = page.send(**(rows | {field: NASTY}), _continue="1")

    assert saved.fields()[field.replace("__", "-")] == NASTY
    for shown in (saved, get(browser, page_of(cast.rios, "history")), get(browser, "/admin/")):
        assert b"<script>alert" not in shown.response.content
        assert b"<b onmouseover" not in shown.response.content


def test_auditor_reads_a_page_and_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    url = page_of(cast.declaration)
    editors_page = get(sign_in(cast.anna), url)
    auditor = sign_in(cast.aud)

    page = get(auditor, url)
    sent = post(auditor, url, editors_page.fields() | {"title": "Another"})

    assert page.status == 200
    assert "Rivers Declaration" in page.text
    assert "title" not in page.fields()
    assert sent.status == 403
    assert "Your account may read here, but not change anything." in sent.text
    assert Statement.objects.get().title == "Rivers Declaration"


def test_nothing_is_deleted_by_djangos_own_page(cast: Cast, sign_in: SignIn) -> None:
    url = page_of(cast.rios, "delete")

    sent = post(sign_in(cast.ben), url, {"post": "yes"})

    assert sent.status == 403
    assert Signatory.objects.filter(pk=cast.rios.pk).exists()


@pytest.mark.parametrize("name", ["Ríos Libres", f"\"'>{NASTY}"])
def test_the_box_that_chooses_a_row_is_djangos(name: str) -> None:
    page = site._registry[Submission]
    row = Submission(pk=7, reference="K7QM-2R4P", signed_name=name)

    drawn = page.action_checkbox(row)
    assert drawn == ModelAdmin.action_checkbox(page, row)
    assert "<script" not in drawn
