"""Merging two signatories: what the preview shows is what moves."""

import pytest

from tracker.actions.corrections import record_correction
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.notes import add_note
from tracker.actions.releases import void_submission
from tracker.actions.signatories import add_alias, change_signatory, record_membership
from tracker.actions.sources import add_source
from tracker.choices import Custody, EventKind, SignatoryKind, VoidReason
from tracker.models import Alias, Correction, Duplicate, Event, Membership, Signatory, Submission
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import SOURCE, Cast


def merge(cast: Cast, keep: Signatory, drop: Signatory) -> Signatory:
    token = preview_merge(keep, drop).token
    return merge_signatories(keep, drop, by=cast.ben, token=token, why="One and the same.")


def test_preview_writes_nothing(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    events = (cast.rios, Event.objects.count())[1]

    preview = preview_merge(cast.rios, twin)

    assert (preview.submissions, preview.aliases, preview.obstacles) == ([], [], [])
    assert Signatory.objects.current().filter(pk=twin.pk).exists()
    assert Event.objects.count() == events


def test_merge_moves_everything_and_leaves_a_signpost(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre", kind=SignatoryKind.NETWORK, country="CL")
    offer = cast.offer(twin)
    issued = cast.draft("Locks", "locks", issuer=twin)
    alias = add_alias(twin, {"name": "Free Rivers"}, by=cast.anna)
    as_member = record_membership({"network": cast.network, "member": twin}, by=cast.anna)
    as_network = record_membership({"network": twin, "member": cast.fleuves}, by=cast.anna)
    source = add_source(twin, SOURCE, by=cast.anna)
    note = add_note(twin, "Same people.", by=cast.anna)
    values = {"what": "name", "was": "a", "now": "b", "why": "c", "since": "2022-01-01"}
    correction = record_correction(twin, values, by=cast.anna)
    rios = cast.rios
    assert Duplicate.objects.exists()

    kept = merge(cast, rios, twin)

    for row in (offer, issued, alias, as_member, as_network, source, note, correction, twin):
        row.refresh_from_db()
    assert (offer.signatory, issued.issuer, alias.signatory) == (kept, kept, kept)
    assert (as_member.member, as_network.network) == (kept, kept)
    assert (source.signatory, note.signatory, correction.signatory) == (kept, kept, kept)
    assert (twin.merged_into, twin.slug) == (kept, "rios-libre")
    assert not Duplicate.objects.exists()
    assert {one.name for one in kept.aliases.all()} == {"Rios Libre", "Free Rivers"}
    assert kept.folded == "rios libres\nfree rivers\nrios libre"
    # as signed stays, and is found by every name
    assert offer.signed_name == "Rios Libre"
    assert offer.folded == "rios libre\nrios libres\nfree rivers\nrios libre"
    event = Event.objects.get(kind=EventKind.SIGNATORIES_MERGED)
    assert (event.subject_id, event.signatory, event.is_public) == (kept.pk, kept, False)
    assert event.changes == {"name": ["Rios Libre", "Ríos Libres"]}
    assert event.facts == {
        "kept": kept.pk,
        "dropped": twin.pk,
        "submissions": [offer.pk],
        "statements": [issued.pk],
        "memberships": [as_member.pk, as_network.pk],
        "aliases": [alias.pk],
        "version": 2,
    }


def test_merge_corrects_the_issuer_only_where_it_was_public(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    cast.draft("Locks", "locks", issuer=twin)
    public = cast.publish(cast.draft("Dams", "dams", issuer=twin, custody=Custody.HOSTED))

    merge(cast, cast.rios, twin)

    corrected = Correction.objects.exclude(statement=None)
    assert [(one.statement, one.was, one.now) for one in corrected] == [
        (public, "Rios Libre", cast.rios.name)
    ]


def test_merge_leaves_behind_what_the_other_has_already(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre", kind=SignatoryKind.NETWORK)
    change_signatory(cast.rios, {"kind": SignatoryKind.NETWORK}, by=cast.anna)
    cast.rios.refresh_from_db()
    for member, network in (
        (cast.rios, cast.network),
        (twin, cast.network),
        (cast.fleuves, cast.rios),
        (cast.fleuves, twin),
        (twin, cast.rios),
        (cast.rios, twin),
    ):
        record_membership({"network": network, "member": member}, by=cast.anna)
    for row in (cast.rios, twin):
        add_alias(row, {"name": "Free Rivers"}, by=cast.anna)
    cast.rios.refresh_from_db()
    before = list(Membership.objects.values_list("pk", "member", "network"))

    preview = preview_merge(cast.rios, twin)
    merge(cast, cast.rios, twin)

    assert (preview.memberships, preview.aliases) == ([], [])
    assert before == list(Membership.objects.values_list("pk", "member", "network"))
    assert Alias.objects.filter(signatory=twin).count() == 1


def test_merge_knows_the_dropped_name_already(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    add_alias(cast.rios, {"name": "Rios Libre"}, by=cast.anna)
    cast.rios.refresh_from_db()

    merge(cast, cast.rios, twin)

    assert [one.name for one in cast.rios.aliases.all()] == ["Rios Libre"]


def test_merge_turns_older_signposts_too(cast: Cast) -> None:
    oldest, older = cast.signatory("Rios Libr"), cast.signatory("Rios Libre")
    merge(cast, older, oldest)
    older.refresh_from_db()

    merge(cast, cast.rios, older)

    assert set(Signatory.objects.filter(merged_into=cast.rios)) == {oldest, older}


def test_merge_refuses_while_both_have_a_live_submission(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    cast.offer()
    second = cast.offer(twin)

    preview = preview_merge(cast.rios, twin)
    assert preview.obstacles == [
        f"Both have a submission to the same wording ({second.reference}). "
        "Void one of the two as a duplicate first."
    ]
    with pytest.raises(Refused, match="Void one of the two as a duplicate"):
        merge_signatories(cast.rios, twin, by=cast.ben, token=preview.token)

    void_submission(second, VoidReason.DUPLICATE, by=cast.ben)
    merge(cast, cast.rios, twin)
    assert Submission.objects.filter(signatory=cast.rios).count() == 2


def test_merge_refuses_a_preview_that_is_stale(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    token = preview_merge(cast.rios, twin).token
    cast.offer(twin)

    with pytest.raises(Refused, match="Something changed since the preview"):
        merge_signatories(cast.rios, twin, by=cast.ben, token=token)

    token = preview_merge(cast.rios, twin).token
    change_signatory(twin, {"country": "CL"}, by=cast.anna)
    with pytest.raises(Refused, match="Something changed since the preview"):
        merge_signatories(cast.rios, twin, by=cast.ben, token=token)


def test_merge_refuses_one_and_the_same(cast: Cast) -> None:
    with pytest.raises(Refused, match="one and the same row"):
        merge(cast, cast.rios, cast.rios)


def test_merge_refuses_what_is_merged(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    merge(cast, cast.rios, twin)
    twin.refresh_from_db()

    for keep, drop in ((twin, cast.fleuves), (cast.fleuves, twin)):
        with pytest.raises(Refused, match="has been merged already"):
            merge(cast, keep, drop)


def test_merge_needs_the_right(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")

    with pytest.raises(NotAllowed):
        merge_signatories(cast.rios, twin, by=cast.anna, token=preview_merge(cast.rios, twin).token)
