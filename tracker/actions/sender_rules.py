"""The editors' own rules about who may offer by the form."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, fill, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind
from tracker.models import SenderRule, User
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.senders import clean_pattern

FIELDS = ("verdict", "field", "pattern", "note")
# Addresses are contact data: an event says that a pattern changed, not from what to what.
TOLD = ("verdict", "field")


@transaction.atomic
def record_sender_rule(values: Values, *, by: User) -> SenderRule:
    """Record a rule about offers; it applies to those that come from now on.

    Records sender-rule-recorded. Raises Refused for a pattern that nothing could match.
    """
    require_right(by, Right.EDIT)
    return _write(EventKind.SENDER_RULE_RECORDED, SenderRule(recorded_by=by), values, by=by)


@transaction.atomic
def change_sender_rule(
    rule: SenderRule, values: Values, *, by: User, seen: int | None = None
) -> SenderRule:
    """Change a rule or its note. Records sender-rule-changed if something differs."""
    require_right(by, Right.EDIT)
    current = locked_record(rule, seen)
    _require_in_force(current)
    return _write(EventKind.SENDER_RULE_CHANGED, current, values, by=by)


@transaction.atomic
def end_sender_rule(rule: SenderRule, *, by: User) -> SenderRule:
    """Let a rule apply no longer; it stays to be read. Records sender-rule-ended."""
    require_right(by, Right.EDIT)
    current = locked_record(rule, None)
    _require_in_force(current)
    current.ended_at = timezone.now()
    saved(current, is_new=False)
    _record(EventKind.SENDER_RULE_ENDED, current, {}, by=by)
    return current


def _require_in_force(rule: SenderRule) -> None:
    if rule.ended_at is not None:
        raise Refused(_("This rule has ended. Record a new one."))


def _write(kind: EventKind, rule: SenderRule, values: Values, *, by: User) -> SenderRule:
    is_new = rule.pk is None
    changes = fill(rule, values, FIELDS)
    if not changes:
        return rule
    rule.pattern = clean_pattern(rule.field, rule.pattern)
    saved(rule, is_new=is_new)
    _record(kind, rule, changes, by=by)
    return rule


def _record(kind: EventKind, rule: SenderRule, changes: Changes, *, by: User) -> None:
    kept = {name: change for name, change in changes.items() if name in TOLD}
    facts = {"fields": sorted(changes)}
    record_event(Happened(kind, rule, changes=kept, facts=facts), by=by)
