"""Which facts of an event the log tells: in clear, and under a commitment that can be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from django.db import models

from tracker.actions.happened import Happened
from tracker.actions.logged import LoggedFacts, Telling
from tracker.actions.logged_facts_of_erasures import erasure_telling
from tracker.actions.logged_facts_of_notes import correction_telling, source_telling, visible_notes
from tracker.actions.logged_facts_of_replies import check_telling, concerned_by, reply_telling
from tracker.actions.logged_facts_of_statements import (
    revision_telling,
    signatory_telling,
    statement_telling,
    translation_telling,
    wordings_of,
)
from tracker.actions.logged_facts_of_submissions import (
    position_telling,
    step_telling,
    submission_telling,
    wording_hashes,
)
from tracker.models import (
    Check,
    Correction,
    Erasure,
    LogKey,
    LogTimestamp,
    Position,
    Reply,
    Revision,
    Signatory,
    Source,
    Statement,
    Step,
    Submission,
    Translation,
)
from tracker.rules.log_kinds import Audience, audience_of

Teller: TypeAlias = Callable[[Happened], Telling]


def logged_facts(all_happened: Sequence[Happened]) -> list[LoggedFacts]:
    """What the log tells of each of these, in order: the facts as they are after it happened.

    Asks nothing of the database where the rows at hand say all; else once for many events.
    """
    told = [one for one in all_happened if audience_of(one.kind) != Audience.NOBODY]
    tellers = _tellers(told)
    return [_logged(one, tellers) for one in all_happened]


def _logged(happened: Happened, tellers: dict[type[models.Model], Teller]) -> LoggedFacts:
    audience = audience_of(happened.kind)
    if audience == Audience.NOBODY:
        return LoggedFacts()
    telling = tellers[type(happened.subject)](happened)
    if telling.is_public and audience == Audience.EVERYBODY:
        return LoggedFacts(telling.facts, telling.personal)
    return LoggedFacts(None, telling.facts | telling.personal)


def _tellers(told: Sequence[Happened]) -> dict[type[models.Model], Teller]:
    """How to tell of each kind of row, with what has been looked up for all of them."""
    hashes, concerned = wording_hashes(told), concerned_by(told)
    wordings, visible = wordings_of(told), visible_notes(told)
    return {
        Statement: lambda one: statement_telling(one, wordings),
        Revision: revision_telling,
        Translation: translation_telling,
        Signatory: signatory_telling,
        Submission: lambda one: submission_telling(one, hashes),
        Position: lambda one: position_telling(one, hashes),
        Step: step_telling,
        Erasure: lambda one: erasure_telling(one, hashes),
        Reply: lambda one: reply_telling(one, concerned),
        Check: lambda one: check_telling(one, concerned),
        Correction: lambda one: correction_telling(one, visible),
        Source: lambda one: source_telling(one, visible),
        LogKey: lambda one: Telling(one.facts, is_public=True),
        LogTimestamp: lambda one: Telling(one.facts, is_public=True),
    }
