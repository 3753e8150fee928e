"""How a submission began: where the replay of its replies, and its story, start from."""

from __future__ import annotations

from tracker.choices import DecisionPolicy
from tracker.models import Submission
from tracker.rules.status import Opening


def opening_of(submission: Submission) -> Opening:
    """The beginning of a submission, with the promises of its statement, which is at hand."""
    statement = submission.statement
    return Opening(
        direction=submission.direction,
        offered=submission.stated,
        acknowledge_days=statement.acknowledge_days,
        decide_days=statement.decide_days,
        custody=statement.custody,
        is_automatic=is_automatic(submission),
        is_confirmed=not submission.needs_confirming or submission.confirmed_at is not None,
        is_void=submission.voided_at is not None,
    )


def is_automatic(submission: Submission) -> bool:
    """What is held is decided by a person, whatever the statement's policy."""
    is_policy = submission.statement.policy == DecisionPolicy.AUTOMATIC
    return is_policy and not submission.held_because
