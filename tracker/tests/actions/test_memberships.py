"""Who belongs to which network, as far as a source states it."""

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.changes import Values
from tracker.actions.corrections import record_correction
from tracker.actions.signatories import (
    change_membership,
    record_membership,
    remove_membership,
)
from tracker.actions.sources import add_source
from tracker.choices import SignatoryKind
from tracker.models import Event, Membership
from tracker.rules.refusals import Refused
from tracker.tests.cast import SOURCE, Cast

SIGNATORY = {"name": "Beta", "kind": SignatoryKind.ORGANISATION}


def test_memberships_have_dates_as_stated(cast: Cast) -> None:
    membership = record_membership(
        {"network": cast.network, "member": cast.rios, "since": "2019~", "note": "co-founder"},
        by=cast.anna,
    )
    change_membership(membership, {"until": "2022"}, by=cast.anna)
    changed = Membership.objects.get()
    assert (changed.since, changed.until, str(changed)) == (
        "2019~",
        "2022",
        "Ríos Libres – Living Rivers Network",
    )

    remove_membership(membership, by=cast.anna)

    assert not Membership.objects.exists()
    events = Event.objects.filter(subject_type="membership").order_by("pk")
    assert [(one.kind, one.signatory) for one in events] == [
        ("membership-recorded", cast.rios),
        ("membership-changed", cast.rios),
        ("membership-removed", cast.rios),
    ]
    assert events[1].changes == {"until": ["", "2022"]}
    assert events[2].changes == {
        "network": [cast.network.pk, None],
        "member": [cast.rios.pk, None],
        "since": ["2019~", None],
        "until": ["2022", None],
        "note": ["co-founder", None],
    }


@pytest.mark.parametrize(
    "values, field", [({"since": "long ago"}, "since"), ({"until": "soon"}, "until")]
)
def test_record_membership_refuses_what_is_no_date(cast: Cast, values: Values, field: str) -> None:
    both = {"network": cast.network, "member": cast.rios}

    with pytest.raises(Refused) as refused:
        record_membership(both | values, by=cast.anna)
    assert list(refused.value.message_dict) == [field]


def test_record_membership_wants_a_network(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        record_membership({"network": cast.fleuves, "member": cast.rios}, by=cast.anna)

    assert refused.value.message_dict == {
        "network": ["“Fleuves Vivants” is not recorded as a network. Change its kind first."]
    }


def test_record_membership_wants_another_and_once(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="A network is no member of itself"):
        record_membership({"network": cast.network, "member": cast.network}, by=cast.anna)
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    with pytest.raises(ValidationError, match="already exists"):
        record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)


def test_change_membership_without_a_difference_does_nothing(cast: Cast) -> None:
    both = {"network": cast.network, "member": cast.rios}
    membership = record_membership(both, by=cast.anna)
    events = Event.objects.count()

    assert change_membership(membership, both, by=cast.anna) == membership
    assert Event.objects.count() == events


def test_remove_membership_leaves_its_corrections_with_the_member(cast: Cast) -> None:
    membership = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    values = {"what": "since", "was": "2018", "now": "2019", "why": "x", "since": "2022-01-01"}
    record_correction(membership, values, by=cast.anna)

    remove_membership(membership, by=cast.anna)

    assert cast.rios.corrections.get().was == "2018"


def test_remove_membership_keeps_what_has_evidence(cast: Cast) -> None:
    membership = record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    add_source(membership, SOURCE, by=cast.anna)

    with pytest.raises(Refused, match="State when it ended instead"):
        remove_membership(membership, by=cast.anna)
    assert Membership.objects.exists()
