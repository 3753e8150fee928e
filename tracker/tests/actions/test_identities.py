"""Which current signatory somebody means who writes a name."""

import pytest

from tracker.actions.identities import Identity, identify
from tracker.actions.signatories import add_alias
from tracker.models import Signatory
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast


@pytest.mark.parametrize(
    "known, asked, expected",
    [
        (["FR"], "FR", "FR"),
        (["FR"], "", "FR"),
        ([""], "FR", ""),
        (["FR"], "BE", None),
        (["FR", "BE"], "BE", "BE"),
        (["FR", ""], "FR", "FR"),
        (["FR", ""], "", ""),
        (["FR", ""], "BE", ""),
        ([], "FR", None),
    ],
)
def test_identify_tells_countries_apart_where_both_are_stated(
    cast: Cast, known: list[str], asked: str, expected: str | None
) -> None:
    for country in known:
        cast.signatory("Greens", country=country)

    found = identify([Identity("greens", asked)])

    assert [one.country for one in found.values()] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "known, asked", [(["FR", "BE"], ""), (["FR", "FR"], "FR"), (["", ""], "BE")]
)
def test_identify_refuses_to_guess(cast: Cast, known: list[str], asked: str) -> None:
    for country in known:
        cast.signatory("Greens", country=country)

    with pytest.raises(Refused, match="“greens” is the name of 2 signatories"):
        identify([Identity("greens", asked)])


def test_identify_knows_aliases_and_no_merged_rows(cast: Cast) -> None:
    add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    twin = cast.signatory("Rios Libre")
    add_alias(twin, {"name": "Free Rivers"}, by=cast.anna)
    Signatory.objects.filter(pk=twin.pk).update(merged_into=cast.rios)

    wanted = [Identity(name) for name in ("rl", "rios libre", "free rivers")]
    assert identify(wanted) == {wanted[0]: cast.rios}


def test_identify_refuses_two_names_of_one(cast: Cast) -> None:
    add_alias(cast.rios, {"name": "RL"}, by=cast.anna)

    with pytest.raises(Refused, match="“rl” and “rios libres” are one signatory"):
        identify([Identity("rl"), Identity("rios libres")])
