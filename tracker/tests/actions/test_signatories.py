"""Recording and changing signatories, their other names, and their networks."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.signatories import (
    add_alias,
    change_alias,
    change_signatory,
    record_membership,
    record_signatories,
    record_signatory,
    remove_alias,
)
from tracker.choices import AliasKind, EventKind, SignatoryKind, Visibility
from tracker.models import Alias, Duplicate, Event, Signatory
from tracker.rules.refusals import Conflict, Refused
from tracker.tests.cast import Cast

SIGNATORY = {"name": "Beta", "kind": SignatoryKind.ORGANISATION}


def merged(cast: Cast) -> Signatory:
    gone = cast.signatory("Rios Libres SA")
    Signatory.objects.filter(pk=gone.pk).update(merged_into=cast.rios)
    gone.refresh_from_db()
    return gone


def test_record_signatory_makes_its_address_from_the_name(cast: Cast) -> None:
    first, second = cast.signatory("Ríos & Lagos"), cast.signatory("Rios, Lagos")

    assert (first.slug, second.slug) == ("rios-lagos", "rios-lagos-2")
    assert (first.folded, first.sort_name) == ("rios lagos", "rios lagos")
    event = Event.objects.filter(kind=EventKind.SIGNATORY_RECORDED).earliest("pk")
    assert (event.signatory, event.statement, event.is_public) == (first, None, False)
    assert event.changes == {"name": ["", "Ríos & Lagos"], "kind": ["", "organisation"]}


@pytest.mark.parametrize(
    "values, field",
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"kind": "club"}, "kind"),
        ({"country": "XX"}, "country"),
        ({"country": "France"}, "country"),
        ({"ended": "long ago"}, "ended"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"number": "many"}, "number"),
    ],
)
@pytest.mark.parametrize("how", ["one", "many"])
def test_record_signatory_refuses_what_is_not_valid(
    cast: Cast, how: str, values: dict[str, Any], field: str
) -> None:
    row = {"name": "Alpha", "kind": SignatoryKind.ORGANISATION} | values
    record = {
        "one": lambda: record_signatory(row, by=cast.anna),
        "many": lambda: record_signatories([SIGNATORY, row], by=cast.anna),
    }

    with pytest.raises(ValidationError) as refused:
        record[how]()

    assert list(refused.value.message_dict) == [field]
    assert not Signatory.objects.exists()


def test_record_signatory_may_leave_the_country_open(cast: Cast) -> None:
    signatory = cast.signatory("Alpha", country="")

    signatory.refresh_from_db()
    assert signatory.country == ""
    assert "country" not in Event.objects.latest("pk").changes


def test_record_signatories_records_each_with_its_event(cast: Cast) -> None:
    rows = [{"name": name, "kind": SignatoryKind.PERSON} for name in ("Ann Lee", "Ann Lee", "Bo")]

    made = record_signatories(rows, by=cast.anna)

    assert [one.slug for one in made] == ["ann-lee", "ann-lee-2", "bo"]
    told = Event.objects.filter(kind=EventKind.SIGNATORY_RECORDED).order_by("pk")
    assert [event.signatory for event in told] == made
    assert told[2].changes == {"name": ["", "Bo"], "kind": ["", "person"]}


@pytest.mark.parametrize("suggest", [True, False])
def test_record_signatories_suggests_duplicates_unless_told_not_to(
    cast: Cast, suggest: bool
) -> None:
    rows = [{"name": name, "kind": "organisation"} for name in ("River Watch", "River Watsh")]

    record_signatories(rows, by=cast.anna, suggest=suggest)

    assert Duplicate.objects.exists() is suggest


def test_change_signatory_keeps_names_as_signed(cast: Cast) -> None:
    offer = cast.offer()
    withheld = cast.offer(revision=cast.letter_wording, visibility=Visibility.WITHHELD)

    changed = change_signatory(cast.rios, {"name": "Aguas Libres"}, by=cast.anna, seen=1)

    offer.refresh_from_db()
    withheld.refresh_from_db()
    assert (changed.version, changed.slug, changed.sort_name) == (2, "rios-libres", "aguas libres")
    assert offer.signed_name == "Ríos Libres"
    assert (offer.folded, offer.sort_name) == ("rios libres\naguas libres", "rios libres")
    assert (withheld.folded, withheld.sort_name) == ("", "")
    event = Event.objects.get(kind=EventKind.SIGNATORY_CHANGED)
    assert event.changes == {"name": ["Ríos Libres", "Aguas Libres"]}


def test_change_signatory_without_a_difference_does_nothing(cast: Cast) -> None:
    values = {"name": "Ríos Libres", "country": "CL"}
    rios = cast.rios
    events = Event.objects.count()

    assert change_signatory(rios, values, by=cast.anna).version == 1
    assert Event.objects.count() == events


def test_change_signatory_tells_the_second_editor(cast: Cast) -> None:
    change_signatory(cast.rios, {"country": "AR"}, by=cast.anna, seen=1)

    with pytest.raises(Conflict, match="anna: country: “CL” → “AR”"):
        change_signatory(cast.rios, {"country": "UY"}, by=cast.ben, seen=1)


def test_change_signatory_refuses_a_date_that_is_none(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        change_signatory(cast.rios, {"ended": "long ago"}, by=cast.anna)
    assert list(refused.value.message_dict) == ["ended"]


def test_change_signatory_suggests_duplicates_of_its_new_name(cast: Cast) -> None:
    cast.signatory("Aguas Libres")

    change_signatory(cast.rios, {"country": "AR"}, by=cast.anna)
    assert not Duplicate.objects.exists()
    change_signatory(cast.rios, {"name": "Agua Libres"}, by=cast.anna)
    assert Duplicate.objects.exists()


def test_aliases_find_a_signatory_and_its_submissions(cast: Cast) -> None:
    offer = cast.offer()

    alias = add_alias(
        cast.rios, {"name": "Free Rivers", "kind": AliasKind.TRANSLATION}, by=cast.anna
    )
    assert Signatory.objects.matching("free rivers").get() == cast.rios
    offer.refresh_from_db()
    assert offer.folded == "rios libres\nrios libres\nfree rivers"

    alias = change_alias(alias, {"name": "Free the Rivers"}, by=cast.anna)
    offer.refresh_from_db()
    assert (alias.folded, offer.folded) == (
        "free the rivers",
        "rios libres\nrios libres\nfree the rivers",
    )

    remove_alias(alias, by=cast.anna)
    offer.refresh_from_db()
    assert not Signatory.objects.matching("free").exists()
    assert offer.folded == "rios libres\nrios libres"
    events = Event.objects.filter(subject_type="alias").order_by("pk")
    assert [(one.kind, one.signatory, one.changes) for one in events] == [
        (
            "alias-added",
            cast.rios,
            {"name": ["", "Free Rivers"], "kind": ["alias", "translation"]},
        ),
        ("alias-changed", cast.rios, {"name": ["Free Rivers", "Free the Rivers"]}),
        (
            "alias-removed",
            cast.rios,
            {"name": ["Free the Rivers", None], "kind": ["translation", None]},
        ),
    ]


def test_add_alias_suggests_who_bears_that_name(cast: Cast) -> None:
    other = cast.signatory("Free Rivers")

    add_alias(cast.rios, {"name": "Free River"}, by=cast.anna)

    suggested = Duplicate.objects.get()
    assert {suggested.first, suggested.second} == {cast.rios, other}


def test_change_alias_without_a_difference_does_nothing(cast: Cast) -> None:
    alias = add_alias(cast.rios, {"name": "Free Rivers"}, by=cast.anna)
    events = Event.objects.count()

    assert change_alias(alias, {"name": "Free Rivers"}, by=cast.anna) == alias
    assert Event.objects.count() == events


def test_add_alias_takes_a_name_once(cast: Cast) -> None:
    add_alias(cast.rios, {"name": "Free Rivers"}, by=cast.anna)

    with pytest.raises(ValidationError, match="already exists"):
        add_alias(cast.rios, {"name": "Free Rivers"}, by=cast.anna)


def test_remove_alias_twice_is_told(cast: Cast) -> None:
    alias = add_alias(cast.rios, {"name": "Free Rivers"}, by=cast.anna)
    stale = Alias.objects.get()
    remove_alias(alias, by=cast.anna)

    with pytest.raises(Conflict, match="Somebody removed this"):
        remove_alias(stale, by=cast.ben)


def test_merged_rows_are_left_alone(cast: Cast) -> None:
    gone = merged(cast)

    for act in (
        lambda: change_signatory(gone, {"country": "AR"}, by=cast.anna),
        lambda: add_alias(gone, {"name": "RL"}, by=cast.anna),
        lambda: record_membership({"network": cast.network, "member": gone}, by=cast.anna),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.messages == [
            "“Rios Libres SA” was merged into “Ríos Libres”. Take that one."
        ]
