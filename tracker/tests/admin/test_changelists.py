"""Lists of the desk: what cannot be searched for is told, and nothing is searched."""

import pytest

from tracker.admin import changelists
from tracker.queries import search
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd


@pytest.mark.parametrize(
    "model", ["submission", "signatory", "statement", "letter", "incoming mail"]
)
@pytest.mark.parametrize(
    "text, told",
    [
        ("a", "Write at least two letters of it."),
        ("union" * 2000, "Write at most 100 characters to search for."),
    ],
)
def test_a_list_says_what_it_cannot_search_for(
    cast: Cast, sign_in: SignIn, model: str, text: str, told: str
) -> None:
    cast.offered()
    page = (
        sign_in(cast.anna)
        .get(f"/admin/tracker/{model.replace(' ', '')}/", {"q": text})
        .content.decode()
    )

    assert told in page
    assert "0 rows" in " ".join(page.split())


def test_finding_as_one_types_says_nothing(cast: Cast, sign_in: SignIn) -> None:
    cast.offered()
    asked = {"app_label": "tracker", "model_name": "submission", "field_name": "signatory"}
    browser = sign_in(cast.anna)

    assert browser.get("/admin/autocomplete/", asked | {"term": "r"}).json()["results"] == []
    found = browser.get("/admin/autocomplete/", asked | {"term": "ri"}).json()["results"]
    assert [one["id"] for one in found] == [str(cast.rios.pk)]
    assert "Write at least" not in browser.get("/admin/").content.decode()


def test_what_is_met_on_a_walk_is_counted_so_far_and_no_farther(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(cast, 4)
    monkeypatch.setattr(search, "WORTH", 0)
    monkeypatch.setattr(changelists, "MOST_WALKED", 2)
    page = sign_in(cast.anna).get("/admin/tracker/submission/?q=mill").content.decode()

    assert "over 2 rows; narrow the list to see the rest" in " ".join(page.split())
