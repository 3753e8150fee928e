"""Translations on the desk: which ones a newer wording has left behind."""

from tracker.actions.revisions import add_revision
from tracker.actions.translations import add_translation
from tracker.models import Revision
from tracker.tests.admin.browsing import get
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import POINTS, Cast

STALE = "/admin/stale-translations/"


def translated(wording: Revision, cast: Cast, language: str) -> None:
    told = {"language": language, "title": "Title", "text": "Text", "translator": "K. Han"}
    add_translation(wording, told, by=cast.anna)


def renewed(cast: Cast, text: str = "Rivers Declaration.") -> Revision:
    """A newer wording: one clause reads otherwise, one is gone, one is new."""
    added = {"number": "9", "kind": "point", "text": "Rivers return."}
    clauses = [POINTS[0] | {"text": "Rivers ran."}, POINTS[1], added]
    return add_revision(cast.declaration, {"language": "en", "text": text}, clauses, by=cast.ben)


def test_translations_of_the_newest_wording_are_not_told(cast: Cast, sign_in: SignIn) -> None:
    translated(cast.wording, cast, "ko")

    assert "Every translation is of the newest wording." in get(sign_in(cast.anna), STALE).text


def test_translation_left_behind_says_which_clauses_read_otherwise(
    cast: Cast, sign_in: SignIn
) -> None:
    translated(cast.wording, cast, "ko")
    newest = renewed(cast)
    page = get(sign_in(cast.anna), STALE)

    assert "Rivers Declaration: Korean" in page.text
    assert "Translated from revision 1; the newest is revision 2." in page.text
    assert "Read otherwisePoint 1 NewPoint 9 GoneSlogan a" in page.text
    assert "Text around the clauses" not in page.text
    assert page.links("Add a translation of the newest") == [
        f"/admin/tracker/translation/add/?revision={newest.pk}&language=ko"
    ]


def test_wording_shows_a_table_of_its_translations_once_there_is_one(
    cast: Cast, sign_in: SignIn
) -> None:
    browser, path = sign_in(cast.anna), f"/admin/tracker/revision/{cast.wording.pk}/change/"
    assert get(browser, path).tree.find_class("tabular") == []

    translated(cast.wording, cast, "ko")

    assert len(get(browser, path).tree.find_class("tabular")) == 1


def test_newer_translation_takes_the_place_of_the_one_left_behind(
    cast: Cast, sign_in: SignIn
) -> None:
    translated(cast.wording, cast, "ko")
    translated(cast.wording, cast, "ar")
    translated(renewed(cast, "Other words."), cast, "ko")
    page = get(sign_in(cast.anna), STALE)

    assert "Korean" not in page.text
    assert "Rivers Declaration: Arabic" in page.text
    assert "Text around the clausesreads otherwise" in page.text


def test_list_of_translations_leads_there(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), "/admin/tracker/translation/")

    assert page.links("Left behind by newer wordings") == [STALE]
