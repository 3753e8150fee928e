"""Made-up submissions: as many as asked for, going on where they stopped, and rechecked."""

import pytest
from django.db.models import Count, Sum
from django.utils import timezone

from tracker.actions import samples
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.samples import make_samples
from tracker.actions.tallies import rebuild_tallies
from tracker.choices import EventKind, Party, Status
from tracker.models import Event, Reply, Signatory, Submission, Tally
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import Cast


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "BATCH", 20)


def test_make_samples_makes_as_many_as_asked_for(cast: Cast) -> None:
    assert list(make_samples(cast.letter_wording, count=50, seed=1, by=cast.ben)) == [0, 20, 40, 50]
    assert Submission.objects.public().count() == 50
    assert Signatory.objects.exclude(pk=cast.issuer.pk).count() == 50
    for kind in (EventKind.SUBMISSION_RECORDED, EventKind.SUBMISSION_RELEASED):
        assert Event.objects.filter(kind=kind).count() == 50


def test_make_samples_goes_on_where_it_stopped(cast: Cast) -> None:
    first = make_samples(cast.letter_wording, count=50, seed=1, by=cast.ben)
    assert [next(first), next(first)] == [0, 20]
    first.close()

    assert list(make_samples(cast.letter_wording, count=30, seed=1, by=cast.ben)) == [20, 30]
    assert list(make_samples(cast.letter_wording, count=30, seed=1, by=cast.ben)) == [30]
    names = Signatory.objects.exclude(pk=cast.issuer.pk).values_list("name", flat=True)
    assert {int(name.rsplit(" ", 1)[1]) for name in names} == set(range(1, 31))


def test_make_samples_leaves_what_recheck_and_tallies_agree_with(cast: Cast) -> None:
    list(make_samples(cast.letter_wording, count=60, seed=2, by=cast.ben))

    rechecked = list(recheck_submissions(by=cast.ben))
    assert [differing for _done, differing in rechecked] == [[]] * len(rechecked)
    rebuild_tallies()
    tallies = Tally.objects.filter(statement=cast.letter)
    assert dict(tallies.values_list("status").annotate(Sum("amount"))) == dict(
        Submission.objects.values_list("status").annotate(Count("pk"))
    )


def test_make_samples_answers_some_with_replies_of_either_side(cast: Cast) -> None:
    list(make_samples(cast.letter_wording, count=60, seed=1, by=cast.ben))

    replies = Reply.objects.prefetch_related("submissions")
    assert {reply.speaker for reply in replies} == {Party.ISSUER, Party.SIGNATORY}
    assert all(reply.dated <= timezone.localdate().isoformat() for reply in replies)
    statuses = set(Submission.objects.values_list("status", flat=True))
    assert {Status.UNANSWERED, Status.ACCEPTED, Status.ACKNOWLEDGED} <= statuses


def test_make_samples_refuses_a_statement_observed_from_outside(cast: Cast) -> None:
    with pytest.raises(Refused, match="whose issuer uses this site"):
        list(make_samples(cast.wording, count=1, seed=1, by=cast.ben))
    assert not Submission.objects.exists()


def test_make_samples_needs_the_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        list(make_samples(cast.letter_wording, count=1, seed=1, by=cast.anna))
