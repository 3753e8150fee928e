"""Loading seed files through the actions of an editor and a publisher, again and again."""

from __future__ import annotations

from django.db import models, transaction

from tracker.actions.editors import make_editor
from tracker.actions.seeded_records import (
    keep_membership,
    keep_revision,
    keep_signatory,
    keep_statement,
    publish,
)
from tracker.actions.seeded_rows import Loaded, Loading
from tracker.actions.seeded_submissions import (
    keep_check,
    keep_correction,
    keep_reply,
    keep_submission,
)
from tracker.models import User
from tracker.readers.seed_tables import SeedFile
from tracker.rules.editors import SEED_EDITOR, SEED_PUBLISHER


def seed_accounts() -> tuple[User, User]:
    """The accounts that record and release what seed files say; made when they are missing."""
    return _account(*SEED_EDITOR), _account(*SEED_PUBLISHER)


@transaction.atomic
def load_seed(seed: SeedFile, *, by: User, released_by: User, why: str = "") -> Loaded:
    """Record everything a seed file says that is not recorded yet, and make it public.

    Loaded again, it changes only what was edited in the file since; what editors changed at the
    desk stays. `why` is the public reason for changing what was public. All or nothing: raises
    Refused, with its place in the file, for what cannot be recorded or changed. Leaves the events
    of the actions it is made of, by `by` and, for what is made public, by `released_by`.
    """
    loading = Loading(seed, by, released_by, why)
    signatories = {one.key: keep_signatory(loading, one) for one in seed.signatories}
    for membership in seed.memberships:
        keep_membership(loading, membership, signatories)
    statement = keep_statement(loading, signatories)
    revisions = {one.key: keep_revision(loading, one, statement) for one in seed.revisions}
    publish(loading, statement)
    submissions = {
        one.key: keep_submission(loading, one, signatories, revisions) for one in seed.submissions
    }
    replies = {one.key: keep_reply(loading, one, submissions) for one in seed.replies}
    checks = {one.key: keep_check(loading, one, submissions) for one in seed.checks}
    rows: dict[str, models.Model] = {"statement": statement}
    rows |= {f"signatories.{key}": row for key, row in signatories.items()}
    rows |= {f"submissions.{key}": row for key, row in submissions.items()}
    rows |= {f"replies.{key}": row for key, row in replies.items()}
    rows |= {f"checks.{key}": row for key, row in checks.items()}
    for correction in seed.corrections:
        keep_correction(loading, correction, rows[correction.about])
    return loading.done()


def _account(username: str, group: str) -> User:
    found = User.objects.filter(username=username).first()
    return found or make_editor(username, group)
