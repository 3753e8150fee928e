"""One call of every action on statements, their wordings, and signatories."""

from __future__ import annotations

from typing import Any

from tracker.actions import duplicates, merges, revisions, signatories, statements, translations
from tracker.choices import EventKind as Kind
from tracker.choices import SignatoryKind, StatementKind
from tracker.models import Duplicate, User
from tracker.tests.actions.calls import Action, Call, call, correcting, releasing, sourced
from tracker.tests.cast import POINTS, Cast

TRANSLATION = {"language": "fr", "title": "Eau", "text": "De l'eau.", "translator": "M."}


def both(cast: Cast) -> dict[str, Any]:
    return {"network": cast.network, "member": cast.rios}


def twins(cast: Cast) -> Duplicate:
    cast.signatory("River Watch")
    cast.signatory("River Watsh")
    return Duplicate.objects.get()


def issued(cast: Cast) -> dict[str, Any]:
    facts = {"title": "Locks", "slug": "locks", "kind": StatementKind.PETITION}
    return facts | {"issuer": cast.issuer}


def merge(twin: Duplicate, by: User) -> None:
    token = merges.preview_merge(twin.first, twin.second).token
    merges.merge_signatories(twin.first, twin.second, by=by, token=token)


def in_review(cast: Cast) -> Any:
    return statements.submit_statement(sourced(cast, cast.draft("Locks", "locks")), by=cast.anna)


CALLS: dict[Action, Call] = {
    statements.record_statement: call(
        Kind.STATEMENT_RECORDED, issued, lambda it, by: statements.record_statement(it, by=by)
    ),
    statements.change_statement: correcting(
        Kind.STATEMENT_CHANGED,
        lambda cast: cast.declaration,
        lambda it, by: statements.change_statement(it, {"place": "Delft"}, by=by, why="Misread."),
    ),
    statements.submit_statement: call(
        Kind.STATEMENT_SUBMITTED,
        lambda cast: cast.draft("Locks", "locks"),
        lambda it, by: statements.submit_statement(it, by=by),
    ),
    statements.return_statement: call(
        Kind.STATEMENT_RETURNED, in_review, lambda it, by: statements.return_statement(it, by=by)
    ),
    statements.publish_statement: releasing(
        Kind.STATEMENT_PUBLISHED, in_review, lambda it, by: statements.publish_statement(it, by=by)
    ),
    statements.retire_statement: releasing(
        Kind.STATEMENT_RETIRED,
        lambda cast: cast.declaration,
        lambda it, by: statements.retire_statement(it, "mistake", by=by),
    ),
    revisions.add_revision: call(
        Kind.REVISION_ADDED,
        lambda cast: cast.draft("Locks", "locks"),
        lambda it, by: revisions.add_revision(it, {"text": "No locks."}, POINTS, by=by),
    ),
    revisions.change_revision: call(
        Kind.REVISION_CHANGED,
        lambda cast: cast.draft("Locks", "locks").revisions.get(),
        lambda it, by: revisions.change_revision(it, {"text": "No locks."}, [], by=by),
    ),
    translations.add_translation: call(
        Kind.TRANSLATION_ADDED,
        lambda cast: cast.wording,
        lambda it, by: translations.add_translation(it, TRANSLATION, by=by),
    ),
    translations.change_translation: call(
        Kind.TRANSLATION_CHANGED,
        lambda cast: translations.add_translation(cast.wording, TRANSLATION, by=cast.anna),
        lambda it, by: translations.change_translation(it, {"title": "Mer"}, by=by),
    ),
    signatories.record_signatory: call(
        Kind.SIGNATORY_RECORDED,
        lambda cast: {"name": "Alpha", "kind": SignatoryKind.PERSON},
        lambda it, by: signatories.record_signatory(it, by=by),
    ),
    signatories.record_signatories: Call(
        lambda cast: [{"name": name, "kind": SignatoryKind.PERSON} for name in ("Ann", "Bo")],
        lambda it, by: signatories.record_signatories(it, by=by),
        [Kind.SIGNATORY_RECORDED] * 2,
    ),
    signatories.change_signatory: call(
        Kind.SIGNATORY_CHANGED,
        lambda cast: cast.rios,
        lambda it, by: signatories.change_signatory(it, {"name": "Aguas"}, by=by),
    ),
    signatories.add_alias: call(
        Kind.ALIAS_ADDED,
        lambda cast: cast.rios,
        lambda it, by: signatories.add_alias(it, {"name": "RL"}, by=by),
    ),
    signatories.change_alias: call(
        Kind.ALIAS_CHANGED,
        lambda cast: signatories.add_alias(cast.rios, {"name": "RL"}, by=cast.anna),
        lambda it, by: signatories.change_alias(it, {"name": "RLC"}, by=by),
    ),
    signatories.remove_alias: call(
        Kind.ALIAS_REMOVED,
        lambda cast: signatories.add_alias(cast.rios, {"name": "RL"}, by=cast.anna),
        lambda it, by: signatories.remove_alias(it, by=by),
    ),
    signatories.record_membership: call(
        Kind.MEMBERSHIP_RECORDED, both, lambda it, by: signatories.record_membership(it, by=by)
    ),
    signatories.change_membership: call(
        Kind.MEMBERSHIP_CHANGED,
        lambda cast: signatories.record_membership(both(cast), by=cast.anna),
        lambda it, by: signatories.change_membership(it, {"until": "2022"}, by=by),
    ),
    signatories.remove_membership: call(
        Kind.MEMBERSHIP_REMOVED,
        lambda cast: signatories.record_membership(both(cast), by=cast.anna),
        lambda it, by: signatories.remove_membership(it, by=by),
    ),
    duplicates.dismiss_duplicate: call(
        Kind.DUPLICATE_DISMISSED, twins, lambda it, by: duplicates.dismiss_duplicate(it, by=by)
    ),
    merges.merge_signatories: releasing(Kind.SIGNATORIES_MERGED, twins, merge),
}
