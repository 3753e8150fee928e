"""The form for offers by itself: its fields are made once for each wording and language."""

from __future__ import annotations

import pytest
from django.utils import translation

from tracker.choices import Openness
from tracker.models import Clause, Statement
from tracker.public.offer_forms import OfferForm

POINTS = [Clause(pk=7, kind="point", number="1"), Clause(pk=8, kind="slogan", number="a")]


def form(*clauses: Clause, openness: str = Openness.ANYONE, **typed: str) -> OfferForm:
    statement = Statement(openness=openness)
    return OfferForm(typed or None, statement=statement, clauses=clauses, wording=5)


def test_forms_of_one_wording_share_their_fields_and_nothing_typed() -> None:
    first, second = form(*POINTS, name="Delta", stamp="x"), form(*POINTS)

    assert first.fields["name"] is second.fields["name"]
    assert "stamp" in first.errors
    assert (second.errors, second["name"].value(), first["name"].value()) == ({}, None, "Delta")


def test_each_wording_has_the_fields_of_its_clauses() -> None:
    with_clauses, without = form(*POINTS), form()

    assert with_clauses.fields.keys() - without.fields.keys() == {
        "kind-7",
        "text-7",
        "kind-8",
        "text-8",
    }
    assert with_clauses.fields["kind-8"].label == "About Slogan a"
    assert len(form(POINTS[0]).clause_fields()) == 1


@pytest.mark.parametrize(
    "openness, expected", [(Openness.PEOPLE, ["person"]), (Openness.ORGANISATIONS, None)]
)
def test_kinds_are_those_that_the_statement_is_open_to(
    openness: str, expected: list[str] | None
) -> None:
    offered = [value for value, _label in form(openness=openness).fields["kind"].choices]  # type: ignore[attr-defined]

    assert ("person" in offered) is (expected is not None)
    assert expected in (None, offered)
    assert form(openness=openness).initial.get("kind") == (expected[0] if expected else None)


def test_labels_are_in_the_language_of_whoever_opens_it() -> None:
    with translation.override("de"):
        german = [label for _value, label in form().fields["country"].choices]  # type: ignore[attr-defined]
    english = [label for _value, label in form().fields["country"].choices]  # type: ignore[attr-defined]

    assert ("Deutschland" in german, "Germany" in english) == (True, True)
