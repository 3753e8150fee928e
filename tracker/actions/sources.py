"""Adding evidence to a fact, correcting it, and removing what was added by mistake."""

from __future__ import annotations

from functools import partial

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from tracker.actions.about import about_statement, about_submission
from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, kept, locked, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.public_facts import correct_columns, correct_whole
from tracker.actions.stubs import require_not_erased
from tracker.choices import EventKind, Stage
from tracker.models import Source, Statement, User
from tracker.models.subjects import subject_name
from tracker.proof.wordings import file_sha256
from tracker.queries.publicity import evidence_was_public
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.uploads import kept_type, safe_file_name

FIELDS = ("title", "publisher", "url", "archived_url", "retrieved_on", "quotation")


@transaction.atomic
def add_source(
    subject: models.Model, values: Values, *, by: User, file: tuple[str, bytes] | None = None
) -> Source:
    """Add evidence for one fact: an address, a quotation, or a file (name, bytes), or several.

    A file is kept under a name made here, with its SHA-256 and a type told from its first bytes.
    Records source-added. Raises Refused for a file of another type or over 10 MB; nothing of what
    is refused is stored.
    """
    require_right(by, Right.EDIT)
    require_not_erased(subject)
    source = Source(recorded_by=by, **{subject_name(subject): subject})
    changes = fill(source, values, FIELDS)
    if file is not None:
        changes |= _attach(source, *file)
    _require_evidence(source)
    saved(source, is_new=True)
    _record(EventKind.SOURCE_ADDED, source, by=by, changes=changes)
    return source


@transaction.atomic
def change_source(
    source: Source, values: Values, *, by: User, seen: int | None = None, why: str = ""
) -> Source:
    """Correct what is said about a source; its file stays. Records source-changed if it differs.

    Where readers could see it, also a correction-released with `why` for each fact.
    """
    require_right(by, Right.EDIT)
    source = locked_record(source, seen)
    changes = fill(source, values, FIELDS)
    if not changes:
        return source
    _require_evidence(source)
    saved(source, is_new=False)
    _record(EventKind.SOURCE_CHANGED, source, by=by, changes=changes)
    if evidence_was_public(source.subject):
        of = lambda: _("source “%(title)s”") % {"title": _title(changes, source)}  # noqa: E731
        correct_columns(source.subject, source, changes, why, by=by, of=of)
    return source


@transaction.atomic
def remove_source(source: Source, *, by: User, why: str = "") -> None:
    """Remove evidence added by mistake; the event keeps what it said, its file goes.

    Records source-removed, and where readers could see it a correction-released with `why`. Raises
    Refused for the last source of something public: a claim keeps its evidence.
    """
    require_right(by, Right.EDIT)
    source = locked_record(source, None)
    subject = locked(source.subject)
    if _is_public(subject) and subject.sources.count() == 1:
        raise Refused(_("This is the only source of something public. Add another one first."))
    changes: Changes = {name: [kept(source, name), None] for name in FIELDS}
    _record(EventKind.SOURCE_REMOVED, source, by=by, changes=changes)
    if evidence_was_public(subject):
        correct_whole(subject, source, changes, why, by=by, of=lambda: _("source"))
    source.delete()
    if source.file:
        transaction.on_commit(partial(source.file.storage.delete, source.file.name))


def _is_public(subject: models.Model) -> bool:
    if isinstance(subject, Statement):
        return subject.stage == Stage.PUBLISHED
    return getattr(subject, "released_at", None) is not None


def _title(changes: Changes, source: Source) -> str:
    """Its title as readers knew it."""
    return str(changes["title"][0] if "title" in changes else source.title)


def _attach(source: Source, name: str, data: bytes) -> Changes:
    kind = kept_type(data)
    source.sha256 = file_sha256(data)
    source.file_type, source.file_name = kind.media_type, safe_file_name(name, kind)
    source.file = ContentFile(data, name=f"{source.sha256}{kind.ending}")
    return {"sha256": [None, source.sha256], "file_name": [None, source.file_name]}


def _require_evidence(source: Source) -> None:
    if not (source.url or source.quotation or source.file):
        raise Refused(_("Give an address, a quotation or a file."), field="url")


def _record(kind: EventKind, source: Source, *, by: User, changes: Changes) -> None:
    subject = source.subject
    happened = Happened(
        kind,
        source,
        statement=about_statement(subject),
        submission=about_submission(subject),
        signatory=source.signatory,
        changes=changes,
        facts={"about": subject_name(subject), "about_id": subject.pk},
    )
    record_event(happened, by=by)
