"""Taking a whole list into the record: everything or nothing, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.lists import (
    Entry,
    Imported,
    Terms,
    import_signatories,
    list_entries,
    release_entries,
    release_import,
)
from tracker.actions.releases import void_submission
from tracker.actions.signatories import add_alias
from tracker.choices import EventKind, ReplyKind, Status, VoidReason
from tracker.models import Event, Reply, Signatory, Source, Submission
from tracker.readers.signatories import SignatoryRow
from tracker.rules.names import fold
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import SOURCE, Cast

LISTED = Terms(offered="2022-03", listed_on="2022-04-01", source=SOURCE)


def entry(name: str, **values: Any) -> Entry:
    return Entry(name, fold(name), **values)


def take(cast: Cast, *entries: Entry, terms: Terms = LISTED) -> Imported:
    return import_signatories(cast.wording, entries, terms, by=cast.anna)


def names(rows: Sequence[Signatory] | Sequence[Submission]) -> list[str]:
    return [row.name if isinstance(row, Signatory) else row.signed_name for row in rows]


def test_list_entries_takes_over_what_was_read() -> None:
    row = SignatoryRow(
        lines=(2, 5),
        name="Alpha",
        folded="alpha",
        country="FR",
        note="by post",
        offered="2022",
        kept={"constituency": ("Rivers", "Seas")},
    )

    assert list_entries([row, SignatoryRow(lines=(3,), name="Beta", folded="beta")]) == [
        Entry(
            "Alpha",
            "alpha",
            country="FR",
            offered="2022",
            kept={"constituency": ["Rivers", "Seas"], "note": ["by post"]},
        ),
        Entry("Beta", "beta"),
    ]


def test_import_records_each_entry(cast: Cast) -> None:
    imported = take(
        cast,
        entry("Alpha", country="FR", url="https://alpha.example", kept={"sector": ["Rivers"]}),
        entry("Dr Beta", kind="person", offered="2022-03-02", representative="B", capacity="self"),
    )

    assert names(imported.signatories) == ["Alpha", "Dr Beta"]
    alpha, beta = imported.submissions
    assert (alpha.signatory.country, alpha.signatory.url) == ("FR", "https://alpha.example")
    assert (alpha.signed_kind, alpha.offered, alpha.channel) == ("organisation", "2022-03", "list")
    assert alpha.signed_details == {"sector": ["Rivers"]}
    assert (beta.signed_kind, beta.offered, beta.representative) == ("person", "2022-03-02", "B")
    assert imported.already == []


def test_import_of_the_issuers_list_answers_all_with_one_listing(cast: Cast) -> None:
    imported = take(cast, entry("Alpha"), entry("Beta"))

    listing = imported.listing
    assert listing is not None
    assert (listing.kind, listing.dated, listing.is_released) == ("listing", "2022-04-01", False)
    assert list(listing.submissions.order_by("pk")) == imported.submissions
    assert [one.title for one in listing.sources.all()] == ["A page"]


def test_import_of_a_list_without_source_has_none(cast: Cast) -> None:
    listing = take(cast, entry("Alpha"), terms=Terms("2022-03", listed_on="2022-04-01")).listing

    assert listing is not None
    assert not listing.sources.exists()


def test_import_lists_those_who_offered_before(cast: Cast) -> None:
    offer = cast.offered()

    imported = take(cast, entry("Ríos Libres"), entry("Beta"))
    release_import(imported, by=cast.ben)

    offer.refresh_from_db()
    assert (offer.status, offer.first_reply_on) == (Status.ACCEPTED, None)
    assert (names(imported.submissions), imported.already) == (["Beta"], ["Ríos Libres"])


def test_import_of_another_list_waits_with_the_source_of_each(cast: Cast) -> None:
    imported = take(
        cast, entry("Alpha"), entry("Beta"), terms=Terms(offered="2022-03", source=SOURCE)
    )

    assert imported.listing is None
    sourced = Source.objects.exclude(submission=None).order_by("pk")
    assert [one.submission for one in sourced] == imported.submissions
    release_import(imported, by=cast.ben)
    assert set(Submission.objects.visible_to(None)) == set(imported.submissions)


def test_import_without_a_source_is_not_released_as_unanswered(cast: Cast) -> None:
    imported = take(cast, entry("Alpha"), terms=Terms(offered="2022-03"))

    with pytest.raises(Refused, match="needs a source"):
        release_import(imported, by=cast.ben)


def test_import_repeated_records_nothing_new(cast: Cast) -> None:
    entries = [entry("Alpha"), entry("Greens"), entry("Greens", country="AT"), entry("Ríos Libres")]
    assert cast.rios
    take(cast, *entries)
    counts = [model.objects.count() for model in (Signatory, Submission, Reply, Source, Event)]

    again = take(cast, *entries)

    assert again == Imported([], [], ["Alpha", "Greens", "Greens", "Ríos Libres"], None)
    assert counts == [
        model.objects.count() for model in (Signatory, Submission, Reply, Source, Event)
    ]


def test_import_of_a_longer_list_adds_what_is_new(cast: Cast) -> None:
    take(cast, entry("Alpha"))

    imported = take(cast, entry("Alpha"), entry("Beta"))

    assert (names(imported.submissions), imported.already) == (["Beta"], ["Alpha"])
    assert imported.listing is not None
    assert list(imported.listing.submissions.all()) == imported.submissions


@pytest.mark.parametrize("gone", ["withdrawn", "void"])
def test_import_does_not_bring_back_what_is_gone(cast: Cast, gone: str) -> None:
    offer = cast.offered()
    if gone == "void":
        void_submission(offer, VoidReason.MISTAKE, by=cast.ben)
    else:
        cast.replied(ReplyKind.WITHDRAWAL, offer)

    imported = take(cast, entry("Ríos Libres"))

    assert imported == Imported([], [], ["Ríos Libres"], None)
    assert Submission.objects.count() == 1


def test_import_finds_signatories_by_their_other_names(cast: Cast) -> None:
    add_alias(cast.rios, {"name": "Rios Libres de Chile"}, by=cast.anna)

    imported = take(cast, entry("RIOS LIBRES DE CHILE"))

    assert imported.signatories == []
    assert imported.submissions[0].signatory == cast.rios
    assert imported.submissions[0].signed_name == "RIOS LIBRES DE CHILE"


def test_import_refuses_a_name_that_two_have(cast: Cast) -> None:
    for name in ("Alpha", "ALPHA"):
        cast.signatory(name)

    with pytest.raises(Refused, match="“alpha” is the name of 2 signatories"):
        take(cast, entry("Alpha"))


def test_import_refuses_two_names_of_one(cast: Cast) -> None:
    add_alias(cast.rios, {"name": "RL"}, by=cast.anna)

    with pytest.raises(Refused, match="are one signatory in the record, “Ríos Libres”"):
        take(cast, entry("Ríos Libres"), entry("RL"))


def test_import_refuses_a_name_that_stands_there_twice(cast: Cast) -> None:
    with pytest.raises(Refused, match="“alpha” stands on the list 2 times"):
        take(cast, entry("Alpha"), entry("Beta"), entry("ALPHA"))


def test_import_never_merges_similar_names(cast: Cast) -> None:
    imported = take(cast, entry("Rios Libre"), entry("Ríos Libres"))

    assert names(imported.signatories) == ["Rios Libre", "Ríos Libres"]


@pytest.mark.parametrize(
    "last",
    [
        {"country": "XX"},
        {"offered": "2022-02-30"},
        {"offered": "2999"},
        {"kind": "club"},
        {"url": "javascript:alert(1)"},
        {"name": "x" * 301},
    ],
)
def test_import_takes_everything_or_nothing(cast: Cast, last: dict[str, Any]) -> None:
    entries = [entry("Alpha"), entry("Beta"), entry(**{"name": "Gamma"} | last)]
    models = (Signatory, Submission, Reply, Source, Event)
    assert cast.wording
    before = [list(model.objects.values_list("pk", flat=True)) for model in models]

    with pytest.raises(ValidationError):
        take(cast, *entries)

    assert before == [list(model.objects.values_list("pk", flat=True)) for model in models]


def test_import_refused_by_the_listing_leaves_nothing(cast: Cast) -> None:
    events = (cast.wording, Event.objects.count())[1]

    with pytest.raises(Refused, match="dated before the submission"):
        take(cast, entry("Alpha"), terms=Terms(offered="2022-03-01", listed_on="2022-02-01"))

    assert not Submission.objects.exists()
    assert Event.objects.count() == events


def test_import_leaves_the_events_of_what_it_is_made_of(cast: Cast) -> None:
    newest = (cast.wording, Event.objects.order_by("-pk").first().pk)[1]

    take(cast, entry("Alpha"), entry("Beta"))

    assert list(
        Event.objects.filter(pk__gt=newest).order_by("pk").values_list("kind", flat=True)
    ) == [
        EventKind.SIGNATORY_RECORDED,
        EventKind.SIGNATORY_RECORDED,
        EventKind.SUBMISSION_RECORDED,
        EventKind.SUBMISSION_RECORDED,
        EventKind.REPLY_RECORDED,
        EventKind.SOURCE_ADDED,
    ]


def test_import_needs_rights(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_signatories(cast.wording, [entry("Alpha")], LISTED, by=cast.aud)
    imported = take(cast, entry("Alpha"))
    with pytest.raises(NotAllowed):
        release_import(imported, by=cast.anna)


def test_import_takes_a_formula_for_a_name(cast: Cast) -> None:
    imported = take(cast, entry("=HYPERLINK(1)"), entry("<b>Bold</b>"))

    assert names(imported.submissions) == ["=HYPERLINK(1)", "<b>Bold</b>"]


def test_entries_are_released_with_their_listing_and_what_is_held_stays(cast: Cast) -> None:
    entries = [entry("Alpha"), entry("Beta"), entry("Gamma")]
    take(cast, *entries)
    Submission.objects.filter(signed_name="Gamma").update(held_because="looked at by hand")

    assert release_entries(cast.wording, entries[:1], by=cast.ben) == 1
    assert release_entries(cast.wording, entries, by=cast.ben) == 1
    assert set(Submission.objects.public().values_list("signed_name", "status")) == {
        ("Alpha", Status.ACCEPTED),
        ("Beta", Status.ACCEPTED),
    }
    assert Reply.objects.get().released_by == cast.ben
    with pytest.raises(NotAllowed):
        release_entries(cast.wording, entries, by=cast.anna)
