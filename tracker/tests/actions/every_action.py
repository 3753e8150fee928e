"""One call of every action of an editor that there is."""

from __future__ import annotations

from tracker.actions import corrections, editors, notes, sender_rules, sources
from tracker.choices import EventKind as Kind
from tracker.models import User
from tracker.rules.permissions import Right
from tracker.tests.actions import (
    calls_on_api_tokens,
    calls_on_calendars,
    calls_on_circulars,
    calls_on_erasures,
    calls_on_letters,
    calls_on_statements,
    calls_on_submissions,
    calls_on_webhooks,
)
from tracker.tests.actions.calls import Action, Call, administering, call, correcting, releasing
from tracker.tests.cast import SOURCE, Cast, make_user

CORRECTION = {"what": "date", "was": "2021", "now": "2022", "why": "typo", "since": "2022-01-01"}
RULE = {"verdict": "hold", "field": "domain", "pattern": "delta.example", "note": "Seen."}

CALLS: dict[Action, Call] = (
    calls_on_statements.CALLS
    | calls_on_submissions.CALLS
    | calls_on_letters.CALLS
    | calls_on_circulars.ON_CIRCULARS
    | calls_on_api_tokens.ON_API_TOKENS
    | calls_on_calendars.ON_CALENDARS
    | calls_on_erasures.ON_ERASURES
    | calls_on_webhooks.ON_WEBHOOKS
    | {
        sources.add_source: call(
            Kind.SOURCE_ADDED,
            lambda cast: cast.declaration,
            lambda it, by: sources.add_source(it, SOURCE, by=by, file=("a.txt", b"text")),
        ),
        sources.change_source: correcting(
            Kind.SOURCE_CHANGED,
            lambda cast: cast.declaration.sources.get(),
            lambda it, by: sources.change_source(it, {"title": "Another"}, by=by, why="Misread."),
        ),
        sources.remove_source: correcting(
            Kind.SOURCE_REMOVED,
            lambda cast: sources.add_source(cast.declaration, SOURCE, by=cast.anna),
            lambda it, by: sources.remove_source(it, by=by, why="Misread."),
        ),
        corrections.record_correction: call(
            Kind.CORRECTION_RECORDED,
            lambda cast: cast.declaration,
            lambda it, by: corrections.record_correction(it, CORRECTION, by=by),
        ),
        corrections.change_correction: call(
            Kind.CORRECTION_CHANGED,
            lambda cast: corrections.record_correction(cast.declaration, CORRECTION, by=cast.anna),
            lambda it, by: corrections.change_correction(it, {"why": "misread"}, by=by),
        ),
        corrections.release_correction: releasing(
            Kind.CORRECTION_RELEASED,
            lambda cast: corrections.record_correction(cast.declaration, CORRECTION, by=cast.anna),
            lambda it, by: corrections.release_correction(it, by=by),
        ),
        notes.add_note: call(
            Kind.NOTE_ADDED,
            lambda cast: cast.rios,
            lambda it, by: notes.add_note(it, "Ask them.", by=by),
        ),
        notes.assign_record: call(
            Kind.RECORD_ASSIGNED,
            lambda cast: (cast.rios, cast.anna),
            lambda it, by: notes.assign_record(*it, by=by),
        ),
        sender_rules.record_sender_rule: call(
            Kind.SENDER_RULE_RECORDED,
            lambda cast: RULE,
            lambda it, by: sender_rules.record_sender_rule(it, by=by),
        ),
        sender_rules.change_sender_rule: call(
            Kind.SENDER_RULE_CHANGED,
            lambda cast: sender_rules.record_sender_rule(RULE, by=cast.anna),
            lambda it, by: sender_rules.change_sender_rule(it, {"note": "Asked."}, by=by),
        ),
        sender_rules.end_sender_rule: call(
            Kind.SENDER_RULE_ENDED,
            lambda cast: sender_rules.record_sender_rule(RULE, by=cast.anna),
            lambda it, by: sender_rules.end_sender_rule(it, by=by),
        ),
        editors.make_editor: administering(
            lambda cast: "dora", lambda it, by: editors.make_editor(it, "editor", by=by)
        ),
        editors.change_editor: administering(
            lambda cast: cast.anna, lambda it, by: editors.change_editor(it, {"group": ""}, by=by)
        ),
        editors.set_password: administering(
            lambda cast: cast.anna,
            lambda it, by: editors.set_password(it, "a password for tests", by=by),
        ),
    }
)


def allowed(cast: Cast, right: Right | None) -> User:
    """Somebody who may, and who recorded nothing."""
    if right is not None:
        return cast.cleo
    root = make_user("root")
    root.is_superuser = True
    root.save()
    return root
