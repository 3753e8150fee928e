"""Erasing a person from the record: their content goes, a stub and the proof of what was stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import locked
from tracker.actions.erased_correspondence import empty_correspondence
from tracker.actions.erased_events import empty_events
from tracker.actions.erased_files import remove_files
from tracker.actions.erased_rows import empty_rows
from tracker.actions.erased_seeds import forget_seeds
from tracker.actions.events import record_events
from tracker.actions.happened import Happened
from tracker.actions.standings import Cells, cells_of, locked_submissions, moved_cells
from tracker.choices import ErasedContent, ErasedThing, ErasureGround, EventKind, Origin
from tracker.models import Erasure, Signatory, Statement, Submission, User
from tracker.queries.erasures import Scope, scope_of_signatory, scope_of_submission
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.tracking import Deed, require_deed


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would empty or remove, and what forbids it."""

    row: Submission | Signatory
    scope: Scope
    obstacles: list[str]

    @property
    def token(self) -> str:
        """Names exactly this preview, so that only what was shown is carried out."""
        return self.scope.token


def preview_erasure(row: Submission | Signatory) -> Preview:
    """What would go if this were erased; writes nothing."""
    if isinstance(row, Submission):
        return Preview(row, scope_of_submission(row), [])
    return Preview(row, scope_of_signatory(row), _obstacles(row))


@transaction.atomic
def erase_submission(
    submission: Submission,
    ground: str,
    words: str,
    *,
    by: User,
    asked_on: date | None = None,
    token: str | None = None,
) -> Erasure:
    """Empty a submission to a stub: names, words, files, mails and letters, everywhere.

    Reference, statement, revision, dates, kinds and status stay, and so do the hashes of its
    events in the log; its signatory becomes a stub too unless something else stands on it.
    `ground` is an ErasureGround, `words` say more of it publicly, `asked_on` is today unless given,
    `token` that of the preview. Records person-erased, publicly, besides letter-cancelled and
    letters-emptied. Raises Refused if anything differs from the preview.
    """
    require_right(by, Right.RELEASE)
    current = locked_submissions([submission.pk])[0]
    preview = preview_erasure(current)
    _require_as_shown(preview, token)
    erasure = _new(ErasedThing.SUBMISSION, ground, words, asked_on, by=by)
    erasure.submission = current
    return _erase(erasure, preview.scope, Origin.DESK)


@transaction.atomic
def erase_signatory(
    signatory: Signatory,
    ground: str,
    words: str,
    *,
    by: User,
    asked_on: date | None = None,
    token: str | None = None,
) -> Erasure:
    """Empty a signatory and all its submissions to stubs; see erase_submission().

    Records person-erased for each submission, publicly, or once where there is none. Raises Refused
    also for a row that was merged into another, and for who issues a statement.
    """
    require_right(by, Right.RELEASE)
    locked(signatory)
    pks = Submission.objects.filter(signatory=signatory).values_list("pk", flat=True)
    locked_submissions(pks)
    preview = preview_erasure(locked(signatory))
    if preview.obstacles:
        raise Refused(" ".join(preview.obstacles))
    _require_as_shown(preview, token)
    erasure = _new(ErasedThing.SIGNATORY, ground, words, asked_on, by=by)
    return _erase(erasure, preview.scope, Origin.DESK)


@transaction.atomic
def erase_own(submission: Submission) -> Erasure:
    """Erase an offer because whoever made it asks for it on its own page; see erase_submission().

    Records person-erased, publicly, besides letter-cancelled and letters-emptied.
    """
    current = locked_submissions([submission.pk])[0]
    require_deed(Deed.ERASE_ME, current.status)
    erasure = _new(ErasedThing.SUBMISSION, ErasureGround.OWN_REQUEST, "", None, by=None)
    erasure.submission = current
    return _erase(erasure, scope_of_submission(current), Origin.LINK)


def _obstacles(signatory: Signatory) -> list[str]:
    if signatory.merged_into is not None:
        return [_("This row was merged into another. Erase that one.")]
    issued = Statement.objects.filter(issuer=signatory).order_by("pk")
    return [
        _("It issues “%(title)s”. Give that statement another issuer first, one without a name.")
        % {"title": statement.title}
        for statement in issued
    ]


def _require_as_shown(preview: Preview, token: str | None) -> None:
    if token is not None and token != preview.token:
        raise Refused(_("Something changed since the preview. Look at the new preview first."))


def _new(
    kind: ErasedThing, ground: str, words: str, asked_on: date | None, *, by: User | None
) -> Erasure:
    """An erasure that is not stored yet; Refused for a ground that there is not, or a later day."""
    today = timezone.localdate()
    if ground not in ErasureGround.values:
        raise Refused(_("Choose the ground."), field="ground")
    if asked_on is not None and asked_on > today:
        raise Refused(_("This day lies ahead."), field="asked_on")
    erasure = Erasure(kind=kind, ground=ground, words=words.strip(), by=by)
    erasure.asked_on = asked_on or today
    erasure.clean_fields(exclude={one.name for one in erasure._meta.fields} - {"words"})
    return erasure


def _erase(erasure: Erasure, scope: Scope, origin: Origin) -> Erasure:
    """Empty everything in the caller's transaction; files go from the disk once it is committed."""
    now, before = timezone.now(), cells_of(scope.submissions)
    erasure.signatory = scope.signatories[0] if scope.signatories else None
    erasure.erased_at, erasure.files = now, scope.files
    erasure.removed = _emptied(scope, now, by=erasure.by, origin=origin)
    erasure.save(force_insert=True)
    happened = _happened(erasure, scope.submissions, before)
    record_events(happened, by=erasure.by, origin=origin)
    # What a crash leaves on the disk, finish_erasures() finds.
    transaction.on_commit(partial(remove_files, erasure), robust=True)
    return erasure


def _emptied(scope: Scope, now: datetime, *, by: User | None, origin: Origin) -> dict[str, int]:
    counted: Counter[str] = Counter({ErasedContent.FILES.value: len(scope.files)})
    counted[ErasedContent.SEEDS.value] = forget_seeds(scope)
    counted += empty_correspondence(scope, now, by=by, origin=origin)
    # Before the rows: events know pairs by the names that these still have.
    counted[ErasedContent.EVENTS.value] = empty_events(scope, now)
    counted += empty_rows(scope, now)
    return {kind: number for kind in ErasedContent.values if (number := counted[kind])}


def _happened(erasure: Erasure, submissions: Sequence[Submission], before: Cells) -> list[Happened]:
    told = [_of_submission(erasure, one, before) for one in submissions]
    if told:
        return told
    return [
        Happened(
            EventKind.PERSON_ERASED, erasure, signatory=erasure.signatory, facts=_facts(erasure)
        )
    ]


def _of_submission(erasure: Erasure, submission: Submission, before: Cells) -> Happened:
    moved = moved_cells([submission], before)
    facts = _facts(erasure) | {"reference": submission.reference}
    return Happened(
        EventKind.PERSON_ERASED,
        erasure,
        statement=submission.statement,
        submission=submission,
        signatory=erasure.signatory,
        facts=facts | ({"cells": moved} if moved else {}),
        is_public=True,
    )


def _facts(erasure: Erasure) -> dict[str, object]:
    day = timezone.localdate(erasure.erased_at).isoformat()
    return {"erased": str(erasure.kind), "ground": str(erasure.ground), "day": day}
