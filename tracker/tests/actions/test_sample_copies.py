"""Copies of made-up submissions: as many as asked for, and like what actions would have made."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Model

from tracker.actions import sample_copies, samples
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.sample_copies import COPIED, copy_samples
from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.actions.tallies import rebuild_tallies
from tracker.actions.waiting_indexes import put_back_indexes, set_aside_indexes
from tracker.management.bench_data import make_statement
from tracker.models import Event, Reply, Revision, Signatory, Submission, Tally, User
from tracker.queries.search import named
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast

pytestmark = pytest.mark.django_db

BASE = 60


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "BATCH", 20)
    monkeypatch.setattr(sample_copies, "BASE", BASE)


@pytest.fixture
def publisher() -> User:
    return seed_accounts()[1]


@pytest.fixture
def revision(publisher: User) -> Revision:
    """A statement with as many submissions, made by actions, as are copied at a time."""
    revision = make_statement(publisher)
    list(make_samples(revision, count=BASE, seed=3, by=publisher))
    return revision


def index_names() -> set[str]:
    with connection.cursor() as cursor:
        return {
            name
            for model in COPIED
            for name, told in connection.introspection.get_constraints(
                cursor, model._meta.db_table
            ).items()
            if told["index"]
        }


def put_back() -> list[str]:
    """On PostgreSQL no index is made in a transaction that has still to check its rows."""
    connection.check_constraints()
    return list(put_back_indexes())


def cells() -> dict[tuple[object, ...], int]:
    return {
        tuple(cell): amount for *cell, amount in Tally.objects.values_list(*Tally.CELL, "amount")
    }


def numbers(model: type[Model], column: str) -> Counter[int]:
    names = model._default_manager.values_list(column, flat=True)
    return Counter(int(name.rsplit(" ", 1)[1]) for name in names if name != "Bench")


def test_copies_are_as_many_as_fit_and_samples_fill_up(revision: Revision, publisher: User) -> None:
    assert list(copy_samples(revision, count=200)) == [60, 120, 180]
    put_back()
    assert list(make_samples(revision, count=200, seed=3, by=publisher)) == [180, 200]

    each = Counter(range(1, 201))
    assert numbers(Submission, "signed_name") == numbers(Signatory, "name") == each
    assert numbers(Submission, "signatory__name") == each
    assert list(copy_samples(revision, count=500)) == [200]


def test_copies_are_rechecked_and_counted_as_if_made_by_actions(
    revision: Revision, publisher: User
) -> None:
    list(copy_samples(revision, count=180))
    put_back()

    rechecked = list(recheck_submissions(by=publisher))
    assert rechecked[-1][0] == 180
    assert [differing for _done, differing in rechecked] == [[]] * len(rechecked)
    told = cells()
    rebuild_tallies()
    assert cells() == told
    assert sum(told.values()) == 180


def test_copies_differ_by_their_numbers_alone(revision: Revision) -> None:
    list(copy_samples(revision, count=120))

    original = Submission.objects.get(signed_details={samples.MARK: ["7"]})
    copy = Submission.objects.get(signed_details={samples.MARK: ["67"]})
    name = original.signed_name.removesuffix("7") + "67"
    assert (copy.signed_name, copy.signatory.name) == (name, name)
    assert copy.signatory.slug == original.signatory.slug.removesuffix("7") + "67"
    assert copy.signatory.folded == original.signatory.folded.replace("7", "67")
    assert copy.folded == original.folded.replace("7", "67")
    assert copy.sort_name == copy.signatory.sort_name == original.sort_name.replace("7", "67")
    assert copy.reference == "BC-0000-0023"  # 67 in base 32
    assert list(copy.events.values_list("subject_label", flat=True)) == [copy.reference]
    assert copy.status == original.status


def test_replies_are_copied_with_what_they_answer(revision: Revision) -> None:
    answered = [
        sorted(
            int(name.rsplit(" ", 1)[1])
            for name in reply.submissions.values_list("signed_name", flat=True)
        )
        for reply in Reply.objects.order_by("pk")
    ]
    list(copy_samples(revision, count=120))

    replies = Reply.objects.order_by("pk")[len(answered) :]
    copied = [
        sorted(
            int(name.rsplit(" ", 1)[1]) - BASE
            for name in reply.submissions.values_list("signed_name", flat=True)
        )
        for reply in replies
    ]
    assert copied == answered
    events = Event.objects.filter(subject_type="reply", is_public=True).values_list("subject_id")
    assert {pk for (pk,) in events} == set(Reply.objects.values_list("pk", flat=True))


def test_copies_are_found_by_their_names(revision: Revision) -> None:
    before = named(Submission.objects.all(), "union").count()
    list(copy_samples(revision, count=180))
    put_back()

    assert before
    assert named(Submission.objects.all(), "union").count() == 3 * before
    assert [one.sort_name.split()[-1] for one in named(Submission.objects.all(), " 167")] == ["167"]


def test_copying_goes_on_where_it_stopped(revision: Revision) -> None:
    indexes = index_names()
    first = copy_samples(revision, count=240)
    assert [next(first), next(first)] == [60, 120]
    first.close()
    assert len(index_names()) < len(indexes)

    assert list(copy_samples(revision, count=240)) == [120, 180, 240]
    assert set(put_back()) < indexes
    assert index_names() == indexes
    assert numbers(Submission, "signed_name") == Counter(range(1, 241))
    assert put_back() == []


def test_nothing_is_set_aside_where_nothing_is_copied(revision: Revision) -> None:
    indexes = index_names()
    assert list(copy_samples(revision, count=100)) == [60]
    assert index_names() == indexes
    assert put_back() == []


def test_indexes_are_set_aside_once_and_come_back_as_they_were(db: None) -> None:
    indexes = index_names()
    set_aside_indexes(COPIED)
    left = index_names()
    set_aside_indexes(COPIED)
    assert left < indexes

    names = put_back()
    assert set(names) == indexes - left
    assert len(names) == len(set(names))


def test_copies_are_refused_beside_other_submissions(cast: Cast) -> None:
    other = make_statement(cast.ben)
    list(make_samples(other, count=20, seed=1, by=cast.ben))
    list(make_samples(cast.letter_wording, count=BASE, seed=1, by=cast.ben))

    with pytest.raises(Refused, match="holds nothing else"):
        list(copy_samples(cast.letter_wording, count=120))
    assert Submission.objects.count() == BASE + 20
