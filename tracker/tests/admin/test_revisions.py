"""Wordings on the desk: text with clauses, differences in words, nothing changed once signed."""

from __future__ import annotations

from tracker.models import Clause, Revision, Translation
from tracker.tests.admin.browsing import get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

ADD = "/admin/tracker/revision/add/"
FIXED = "Somebody has offered to endorse this wording, so it stays"


def clauses_of(revision: Revision) -> list[tuple[str, str, str, str]]:
    rows = revision.clauses.select_related("parent")
    return [
        (one.kind, one.number, one.text, one.parent.anchor if one.parent else "") for one in rows
    ]


def test_add_writes_text_and_clauses_in_the_order_of_their_places(
    cast: Cast, sign_in: SignIn
) -> None:
    draft = cast.draft("Weir Appeal", "weir")
    page = get(sign_in(cast.anna), f"{ADD}?statement={draft.pk}")

    page.send(
        text="We, the millers.",
        closing="Signed at the weir.",
        clauses__TOTAL_FORMS="3",
        clauses__0__place="2",
        clauses__0__number="2",
        clauses__1__kind="point",
        clauses__0__text="No dam without a ladder.\r\nNot one.",
        clauses__1__place="1",
        clauses__1__number="1",
        clauses__1__text="Water for all.",
        clauses__2__place="3",
        clauses__2__number="a",
        clauses__2__kind="slogan",
        clauses__2__text="Leap!",
        clauses__2__part_of="2",
    )

    revision = draft.revisions.get(number=2)
    assert (revision.text, revision.closing) == ("We, the millers.", "Signed at the weir.")
    assert clauses_of(revision) == [
        ("point", "1", "Water for all.", ""),
        ("point", "2", "No dam without a ladder.\nNot one.", ""),
        ("slogan", "a", "Leap!", "point-2"),
    ]


def test_a_part_of_nothing_is_refused_and_keeps_all_rows(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Weir Appeal", "weir")
    page = get(sign_in(cast.anna), f"{ADD}?statement={draft.pk}")

    again = page.send(
        text="We, the millers.",
        clauses__0__number="a",
        clauses__0__text="Leap!",
        clauses__0__part_of="9",
    )

    assert again.errors == ["There is no clause 9 before the one that is part of it."]
    assert again.fields()["clauses-0-text"] == "Leap!"
    assert again.fields()["text"] == "We, the millers."
    assert draft.revisions.count() == 1


def test_two_clauses_of_one_number_are_refused(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Weir Appeal", "weir")
    page = get(sign_in(cast.anna), f"{ADD}?statement={draft.pk}")

    again = page.send(
        clauses__TOTAL_FORMS="2",
        clauses__0__number="1",
        clauses__0__text="Water.",
        clauses__1__number="1",
        clauses__1__kind="point",
        clauses__1__text="Ladders.",
    )

    assert again.errors[0] == (
        "Please correct the duplicate data for kind and number, which must be unique."
    )
    assert again.fields()["clauses-1-text"] == "Ladders."
    assert draft.revisions.count() == 1


def test_new_revision_starts_from_the_one_before(cast: Cast, sign_in: SignIn) -> None:
    start = f"{ADD}?statement={cast.declaration.pk}&from={cast.wording.pk}"
    page = get(sign_in(cast.ben), start)

    assert page.fields()["text"] == "Rivers Declaration."
    assert page.fields()["clauses-2-part_of"] == "2"
    page.send(clauses__1__text="No river is ever for sale.", change_note="One word added.")

    new = cast.declaration.revisions.get(number=2)
    assert clauses_of(new) == [
        ("point", "1", "Rivers run to the sea.", ""),
        ("point", "2", "No river is ever for sale.", ""),
        ("slogan", "a", "Let it flow!", "point-2"),
    ]


def test_difference_is_shown_word_by_word(cast: Cast, sign_in: SignIn) -> None:
    start = f"{ADD}?statement={cast.declaration.pk}&from={cast.wording.pk}"
    browser = sign_in(cast.ben)
    get(browser, start).send(clauses__1__text="No river is ever for rent.")

    page = get(browser, page_of(cast.declaration.revisions.get(number=2)))

    wording = page.tree.xpath("//div[@class='wording']")[0]
    assert [one.text for one in wording.xpath("ins")] == ["ever for rent"]
    assert [one.text for one in wording.xpath("del")] == ["for sale"]


def test_unsigned_draft_can_be_corrected(cast: Cast, sign_in: SignIn) -> None:
    revision = cast.draft("Weir Appeal", "weir").revisions.get()
    page = get(sign_in(cast.anna), page_of(revision))

    page.send(text="Better.", clauses__0__text="", clauses__0__number="", clauses__0__place="")

    revision.refresh_from_db()
    assert revision.text == "Better."
    assert [one.number for one in revision.clauses.all()] == ["2", "a"]


def test_saving_without_a_difference_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    revision = cast.draft("Weir Appeal", "weir").revisions.get()
    numbers = list(Clause.objects.values_list("pk", flat=True))

    get(sign_in(cast.anna), page_of(revision)).send()

    assert list(Clause.objects.values_list("pk", flat=True)) == numbers
    assert Revision.objects.get().version == 1


def test_second_of_two_editors_of_a_wording_keeps_every_clause_typed(
    cast: Cast, sign_in: SignIn
) -> None:
    revision = cast.draft("Weir Appeal", "weir").revisions.get()
    first = get(sign_in(cast.anna), page_of(revision))
    second = get(sign_in(cast.ben), page_of(revision))
    first.send(clauses__0__text="Rivers run.")

    again = second.send(text="The weir.", clauses__1__text="No river is free.")

    assert again.errors[0].startswith("Somebody changed this since you opened it (anna: clauses: ")
    assert again.fields()["clauses-1-text"] == "No river is free."
    assert again.fields()["text"] == "The weir."
    revision.refresh_from_db()
    assert revision.text == "Weir Appeal."


def test_signed_wording_opens_for_reading_and_says_why(cast: Cast, sign_in: SignIn) -> None:
    draft = cast.draft("Weir Appeal", "weir")
    cast.offer(cast.rios, revision=draft.revisions.get())

    page = get(sign_in(cast.anna), page_of(draft.revisions.get()))

    assert FIXED in page.text
    assert "text" not in page.fields()
    assert "New revision from this one" in page.labels


def test_wording_signed_meanwhile_is_refused_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn
) -> None:
    draft = cast.draft("Weir Appeal", "weir")
    page = get(sign_in(cast.anna), page_of(draft.revisions.get()))
    cast.offer(cast.rios, revision=draft.revisions.get())

    again = page.send(text="Better.", clauses__0__text="Rivers run.")

    assert again.errors[0].startswith("Somebody has offered to endorse this wording")
    assert again.fields()["text"] == "Better."
    assert again.fields()["clauses-0-text"] == "Rivers run."
    assert draft.revisions.get().text == "Weir Appeal."


def test_public_wording_is_added_only_by_those_who_may_release(cast: Cast, sign_in: SignIn) -> None:
    start = f"{ADD}?statement={cast.declaration.pk}&from={cast.wording.pk}"

    again = get(sign_in(cast.anna), start).send(text="Another.")

    assert again.errors[0].startswith("anna may not publish, decide and release.")
    assert again.fields()["text"] == "Another."


def test_unknown_start_is_an_empty_form(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), f"{ADD}?from=99999")

    assert page.fields()["text"] == ""


def test_translation_is_added_and_reviewed(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, f"/admin/tracker/translation/add/?revision={cast.wording.pk}")
    page.send(language="fr", title="Déclaration", text="Les fleuves.", translator="M. Okonjo")
    translation = Translation.objects.get()

    get(browser, page_of(translation)).send(is_reviewed="on")

    translation.refresh_from_db()
    assert (translation.revision, translation.language) == (cast.wording, "fr")
    assert translation.is_reviewed
    assert "Déclaration" in get(browser, page_of(cast.wording)).text
