"""A statement's text in two languages beside each other."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.actions.revisions import add_revision
from tracker.actions.translations import add_translation
from tracker.models import Revision
from tracker.tests.cast import POINTS, Cast
from tracker.tests.languages import made_up as made_up
from tracker.tests.public.reading import get, words

PAGE = "/statements/rivers-declaration/translations/"
KOREAN = "강 선언.\n\n1. 강은 흐른다.\n\n2. 강은 함께 쓴다.\n\na. 강을 살려라"
ARABIC = "إعلان الأنهار.\n\n١. الأنهار تجري."


def translated(wording: Revision, cast: Cast, language: str, text: str, **more: object) -> None:
    values = {
        "language": language,
        "title": f"Title {language}",
        "text": text,
        "translator": "K. Han",
    }
    add_translation(wording, values | more, by=cast.anna)


def rows(page: str) -> list[str]:
    """What stands in each row, as text."""
    return [words(part) for part in page.split('role="row"')[2:]]


def test_statement_without_translations_says_so(cast: Cast, client: Client) -> None:
    assert cast.wording
    assert "No translation is recorded yet" in words(get(client, PAGE))
    assert "In other languages" not in words(get(client, "/statements/rivers-declaration/"))


def test_original_and_translation_stand_beside_each_other(cast: Cast, client: Client) -> None:
    translated(cast.wording, cast, "ko", KOREAN, is_reviewed=True)
    page = get(client, PAGE)

    assert "In other languages" in words(get(client, "/statements/rivers-declaration/"))
    assert "Original , revision 1" in words(page)
    assert "Translated by K. Han. Reviewed." in words(page)
    told = rows(page)
    assert "Rivers Declaration." in told[0]
    assert "강 선언." in told[0]
    assert [POINTS[0]["text"] in told[1], "강은 흐른다." in told[1]] == [True, True]
    assert 'lang="ko" dir="ltr"' in page
    assert "Not translated" not in words(page)


def test_clause_without_translation_shows_its_original_and_says_so(
    cast: Cast, client: Client
) -> None:
    translated(cast.wording, cast, "ar", ARABIC)
    page = get(client, PAGE)

    assert "Not reviewed." in words(page)
    assert '<div class="text" lang="ar" dir="rtl">' in page
    missing = [one.count("Not translated; this is the original.") for one in rows(page)]
    assert missing == [0, 0, *[1] * (len(POINTS) - 1)]
    assert rows(page)[2].count(POINTS[1]["text"]) == 2


def test_two_translations_can_be_chosen(cast: Cast, client: Client) -> None:
    translated(cast.wording, cast, "ko", KOREAN)
    translated(cast.wording, cast, "ar", ARABIC)
    with CaptureQueriesContext(connection) as asked:
        told = rows(get(client, f"{PAGE}?text=ar&beside=ko"))

    assert len(asked) == 5

    assert "강은 흐른다." in told[1]
    assert "الأنهار تجري." in told[1]


def test_reader_gets_the_text_in_the_language_of_the_page(
    cast: Cast, client: Client, made_up: list[str]
) -> None:
    translated(cast.wording, cast, "ar", ARABIC)
    translated(cast.wording, cast, "ko", KOREAN)

    assert "강은 흐른다." in get(client, f"/ko{PAGE}")
    assert "الأنهار تجري." in get(client, f"/ar{PAGE}")


@pytest.mark.parametrize("asked", ["text=xx", "beside=fr", "text=ko&beside=%00"])
def test_language_without_a_text_is_refused(cast: Cast, client: Client, asked: str) -> None:
    translated(cast.wording, cast, "ko", KOREAN)
    response = client.get(f"{PAGE}?{asked}")

    assert response.status_code == 400
    assert "There is no text in this language." in response.content.decode()


def test_newer_wording_makes_a_translation_stale_where_it_differs(
    cast: Cast, client: Client
) -> None:
    translated(cast.wording, cast, "ko", KOREAN)
    changed = [POINTS[0] | {"text": "Rivers ran."}, *POINTS[1:]]
    added = {"number": "9", "kind": "point", "text": "Rivers return."}
    values = {"language": "en", "text": "Rivers Declaration."}
    add_revision(cast.declaration, values, [*changed, added], by=cast.ben)
    page = get(client, PAGE)

    assert "This is a translation of revision 1." in words(page)
    told = rows(page)
    marks = ["The original reads otherwise now." in one for one in told]
    assert marks == [False, True, *[False] * len(POINTS)]
    assert told[1].count("Rivers ran.") == 1
    assert "강은 흐른다." in told[1]
    assert told[-1].count("Rivers return.") == 2


def test_headings_and_tongues_nobody_knows_are_shown_as_they_are(
    cast: Cast, client: Client
) -> None:
    translated(cast.wording, cast, "qya", "## Sirya <b>")
    page = get(client, PAGE)

    assert "<h2>qya</h2>" in page
    assert "<h3>Sirya &lt;b&gt;</h3>" in page
    assert 'lang="qya" dir="auto"' in page


def test_statement_without_a_wording_has_nothing_to_show(cast: Cast, client: Client) -> None:
    cast.letter.revisions.update(statement=cast.declaration, number=9)

    assert "No translation is recorded yet" in words(
        get(client, "/statements/ferry-letter/translations/")
    )


def test_draft_is_for_the_desk_alone(cast: Cast, client: Client) -> None:
    cast.draft("Draft", "draft")

    assert client.get("/statements/draft/translations/").status_code == 404
    assert client.get("/statements/none/translations/").status_code == 404
