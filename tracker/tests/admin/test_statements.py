"""Statements on the desk: recorded, sent on, published by those who may, and fixed once signed."""

from __future__ import annotations

import pytest

from tracker.choices import EventKind, Stage
from tracker.models import Event, Statement
from tracker.tests.admin.browsing import do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

ADD = "/admin/tracker/statement/add/"


def test_add_records_a_draft_with_its_source_and_an_address_from_the_title(
    cast: Cast, sign_in: SignIn
) -> None:
    page = get(sign_in(cast.anna), ADD)
    row = page.add_row("sources", title="A page", url="https://pages.example/")

    page.send(
        title="The Weir Appeal",
        kind="petition",
        issuer=str(cast.issuer.pk),
        issued="2022-05~",
        **row,
    )

    statement = Statement.objects.get()
    assert (statement.slug, statement.stage, statement.issued) == (
        "the-weir-appeal",
        Stage.DRAFT,
        "2022-05~",
    )
    assert statement.sources.get().title == "A page"


def test_add_with_missing_facts_names_them_and_keeps_the_rest(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), ADD).send(title="The Weir Appeal", place="Delft")

    assert page.errors == ["This field is required.", "This field is required."]
    assert page.fields()["place"] == "Delft"
    assert not Statement.objects.exists()


def test_address_taken_already_is_refused(cast: Cast, sign_in: SignIn) -> None:
    facts = {"title": "Another", "kind": "petition", "issuer": str(cast.issuer.pk)}
    cast.declaration  # noqa: B018

    page = get(sign_in(cast.anna), ADD).send(slug="rivers-declaration", **facts)

    assert page.errors == ["Statement with this Address already exists."]


def test_draft_goes_through_review_to_the_public_and_out_again(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Ferry Letter", "ferry-letter", custody="hosted")
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)

    assert "Send to review" in get(anna, page_of(draft)).labels
    do(anna, draft, "submit")
    assert "Publish…" not in get(anna, page_of(draft)).labels
    do(ben, draft, "publish")
    assert Statement.objects.get().stage == Stage.PUBLISHED
    do(ben, draft, "retire", reason="law")

    kinds = Event.objects.about(draft).values_list("kind", flat=True)
    assert list(kinds) == [
        EventKind.STATEMENT_RECORDED,
        EventKind.STATEMENT_SUBMITTED,
        EventKind.STATEMENT_PUBLISHED,
        EventKind.STATEMENT_RETIRED,
    ]


def test_publishing_is_asked_first(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Ferry Letter", "ferry-letter", custody="hosted")
    do(sign_in(cast.anna), draft, "submit")

    page = get(sign_in(cast.ben), page_of(draft, "do/publish"))

    assert "become public" in page.text
    assert Statement.objects.get().stage == Stage.REVIEW


def test_publishing_without_evidence_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Ferry Letter", "ferry-letter")
    do(sign_in(cast.anna), draft, "submit")

    page = do(sign_in(cast.ben), draft, "publish")

    assert page.errors == [
        "A statement recorded from outside needs a source. Add one before publishing."
    ]


@pytest.mark.parametrize("name", ["publish", "retire"])
def test_editor_cannot_publish_or_retire(cast: Cast, sign_in: SignIn, name: str) -> None:
    page = do(sign_in(cast.anna), cast.declaration, name)

    assert page.status == 403
    assert Statement.objects.get().stage == Stage.PUBLISHED


def test_button_that_does_not_exist_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    assert do(sign_in(cast.ben), cast.declaration, "explode").status == 404


def test_promises_are_fixed_once_somebody_offered_to_sign(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    assert "decide_days" in get(browser, page_of(cast.declaration)).fields()

    cast.offer(cast.rios)

    assert "decide_days" not in get(browser, page_of(cast.declaration)).fields()


def test_assigning_and_taking(cast: Cast, sign_in: SignIn) -> None:
    anna = sign_in(cast.anna)

    do(anna, cast.declaration, "take")
    assert Statement.objects.get().assigned_to == cast.anna
    do(anna, cast.declaration, "assign", assigned_to=str(cast.ben.pk))
    assert Statement.objects.get().assigned_to == cast.ben
    page = do(anna, cast.declaration, "assign", assigned_to=str(cast.aud.pk))

    assert page.errors == ["aud may not edit, so nothing was assigned."]
    assert Statement.objects.get().assigned_to == cast.ben


def test_notes_are_added_and_stay(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, page_of(cast.declaration))

    page.send(**page.add_row("notes", text="Ask the archive."))

    again = get(browser, page_of(cast.declaration))
    assert "Ask the archive." in again.text
    assert "notes-0-text" not in again.fields()


def test_history_tells_who_changed_what(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    get(browser, page_of(cast.declaration)).send(kind="petition", place="Delft", why="It says so.")

    page = get(browser, page_of(cast.declaration, "history"))

    _place, _kind, newest, *_older = page.tree.xpath("//ol[@class='history']/li")
    words = " ".join(newest.text_content().split())
    assert words.endswith(
        "Statement changed: Rivers Declaration by anna kind Declaration → Petition place Delft"
    )
    assert "Revision added: Rivers Declaration, revision 1 by anna" in page.text
    assert "Source added: A page by anna" in page.text
    assert "Statement published: Rivers Declaration by ben stage In review → Published" in page.text


@pytest.mark.parametrize(
    "query, titles",
    [
        ("q=RÍVERS", ["Rivers Declaration"]),
        ("stage__exact=published", ["Rivers Declaration"]),
        ("stage__exact=draft", ["Weir Appeal"]),
        ("assigned=me", ["Weir Appeal"]),
        ("assigned=nobody", ["Rivers Declaration"]),
        ("assigned=whoever", ["Rivers Declaration", "Weir Appeal"]),
    ],
)
def test_list_is_searched_and_filtered(
    cast: Cast, sign_in: SignIn, query: str, titles: list[str]
) -> None:
    cast.declaration  # noqa: B018
    do(sign_in(cast.anna), cast.draft("Weir Appeal", "weir"), "take")

    page = get(sign_in(cast.anna), f"/admin/tracker/statement/?{query}")

    assert sorted(page.tree.xpath("//th[@class='field-title']/a/text()")) == titles
