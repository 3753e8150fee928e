"""Recording made-up submissions in bulk, to see how the site does at size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Values
from tracker.actions.releases import release_submissions
from tracker.actions.replies import record_reply, release_reply
from tracker.actions.signatories import record_signatories
from tracker.actions.submissions import record_submissions
from tracker.choices import Custody, Party, ReplyKind
from tracker.models import Revision, Signatory, Submission, User
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.samples import Sample, sample
from tracker.rules.status import SPEAKERS

BATCH = 1000
ANSWERED_AT_ONCE = 50
LATEST_ANSWER = timedelta(days=20)
MARK = "made up, number"


def make_samples(revision: Revision, *, count: int, seed: int, by: User) -> Iterator[int]:
    """Bring the made-up submissions to a wording to this number; yields how many there are.

    Goes on where an earlier run stopped. A thousand at a time, each thousand all or nothing, with
    the events of the actions it is made of. Raises Refused for a statement observed from outside:
    made-up claims about somebody else have no place in a record.
    """
    require_right(by, Right.RELEASE)
    if revision.statement.custody == Custody.OBSERVED:
        raise Refused(
            _("Made-up submissions are only for a statement whose issuer uses this site.")
        )
    done = last_number(revision)
    until = timezone.localdate()
    while done < count:
        yield done
        upto = min(done + BATCH, count)
        _make([sample(seed, number, until) for number in range(done + 1, upto + 1)], revision, by)
        done = upto
    yield done


@transaction.atomic
def _make(samples: Sequence[Sample], revision: Revision, by: User) -> None:
    signatories = record_signatories([_signatory(one) for one in samples], by=by, suggest=False)
    submissions = record_submissions(
        [_submission(*pair, revision) for pair in zip(samples, signatories, strict=True)], by=by
    )
    pairs = list(zip(samples, submissions, strict=True))
    for kind, answered in _by_answer(pairs):
        _answer(kind, answered, by)
    release_submissions(submissions, by=by)


def last_number(revision: Revision) -> int:
    """The number of the newest made-up submission to this wording, or zero."""
    marked = revision.submissions.filter(signed_details__has_key=MARK).order_by("-pk")
    newest = marked.only("signed_details").first()
    return int(newest.signed_details[MARK][0]) if newest else 0


def _signatory(one: Sample) -> Values:
    return {"name": one.name, "kind": one.kind, "country": one.country}


def _submission(one: Sample, signatory: Signatory, revision: Revision) -> Values:
    return {
        "revision": revision,
        "signatory": signatory,
        "direction": one.direction,
        "offered": one.offered,
        "channel": one.channel,
        "visibility": one.visibility,
        "signed_details": {MARK: [str(one.number)]},
    }


def _by_answer(
    pairs: Sequence[tuple[Sample, Submission]],
) -> Iterator[tuple[ReplyKind, list[Submission]]]:
    """Submissions with the same answer in groups, each offered at about the same time."""

    def answer_and_date(pair: tuple[Sample, Submission]) -> tuple[str, date]:
        return str(pair[0].answered_by or ""), pair[1].offered_latest

    answered = [pair for pair in pairs if pair[0].answered_by]
    answered.sort(key=answer_and_date)
    for kind, group in groupby(answered, key=lambda pair: pair[0].answered_by):
        submissions = [submission for _sample, submission in group]
        for start in range(0, len(submissions), ANSWERED_AT_ONCE):
            yield ReplyKind(str(kind)), submissions[start : start + ANSWERED_AT_ONCE]


def _answer(kind: ReplyKind, submissions: Sequence[Submission], by: User) -> None:
    newest = max(submission.offered_latest for submission in submissions)
    dated = min(newest + LATEST_ANSWER, timezone.localdate())
    speaker = sorted(SPEAKERS[kind] - {Party.SIGNATORY} or SPEAKERS[kind])[0]
    values = {"kind": kind, "speaker": speaker, "dated": dated.isoformat()}
    release_reply(record_reply(submissions, values, by=by), by=by)
