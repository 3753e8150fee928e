"""Addresses made from names, and the folded names by which everybody searches."""

import pytest

from tracker.actions.names import free_slug, free_slugs, spread_names
from tracker.choices import Visibility
from tracker.models import Submission
from tracker.tests.cast import Cast


def test_free_slug_counts_up(cast: Cast) -> None:
    assert free_slug("Ríos Libres") == "rios-libres"
    for taken in ("Ríos Libres", "Rios Libres", "rios libres"):
        cast.signatory(taken)
    cast.signatory("Ríos Libres Chile")

    assert free_slug("RIOS LIBRES") == "rios-libres-4"


def test_free_slugs_are_free_of_one_another(cast: Cast) -> None:
    cast.signatory("Alpha")
    cast.signatory("Alpha")

    assert free_slugs(["Alpha", "alpha", "Beta", "Beta", "Alpha 3", ""]) == [
        "alpha-3",
        "alpha-4",
        "beta",
        "beta-2",
        "alpha-3-2",
        "name-e3b0c442",
    ]


def test_spread_names_reaches_every_submission_but_withheld_names(cast: Cast) -> None:
    named = cast.offer()
    withheld = cast.offer(revision=cast.letter_wording, visibility=Visibility.WITHHELD)
    Submission.objects.update(folded="stale", sort_name="stale")

    spread_names(cast.rios)

    for offer in (named, withheld):
        offer.refresh_from_db()
    assert (named.folded, named.sort_name) == ("rios libres\nrios libres", "rios libres")
    assert (withheld.folded, withheld.sort_name) == ("", "")


@pytest.mark.parametrize("name", ["x" * 300, "字" * 300])
def test_free_slug_has_room_for_a_number(cast: Cast, name: str) -> None:
    first, second = cast.signatory(name), cast.signatory(name)

    assert second.slug == f"{first.slug}-2"
    assert len(second.slug) <= 80
