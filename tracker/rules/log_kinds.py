"""Whom the log may tell what an event says: nobody, those it concerns, or everybody."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from tracker.choices import EventKind


class Audience(Enum):
    """How far what an event says may ever go.

    NOBODY: the log fixes that it happened, and opens nothing. CONCERNED: it is never told in
    clear, and opened only for those it concerns. EVERYBODY: told in clear if the public may read
    it when it happens; otherwise opened as soon as the public may.
    """

    NOBODY = "nobody"
    CONCERNED = "concerned"
    EVERYBODY = "everybody"


_NOBODY, _CONCERNED, _EVERYBODY = Audience.NOBODY, Audience.CONCERNED, Audience.EVERYBODY

AUDIENCES: dict[EventKind, Audience] = {
    EventKind.STATEMENT_RECORDED: _CONCERNED,
    EventKind.STATEMENT_CHANGED: _EVERYBODY,
    EventKind.STATEMENT_SUBMITTED: _CONCERNED,
    EventKind.STATEMENT_RETURNED: _CONCERNED,
    EventKind.STATEMENT_PUBLISHED: _EVERYBODY,
    EventKind.STATEMENT_RETIRED: _EVERYBODY,
    EventKind.REVISION_ADDED: _EVERYBODY,
    EventKind.REVISION_CHANGED: _CONCERNED,
    EventKind.TRANSLATION_ADDED: _EVERYBODY,
    EventKind.TRANSLATION_CHANGED: _EVERYBODY,
    EventKind.SIGNATORY_RECORDED: _CONCERNED,
    EventKind.SIGNATORY_CHANGED: _CONCERNED,
    EventKind.ALIAS_ADDED: _NOBODY,
    EventKind.ALIAS_CHANGED: _NOBODY,
    EventKind.ALIAS_REMOVED: _NOBODY,
    EventKind.MEMBERSHIP_RECORDED: _NOBODY,
    EventKind.MEMBERSHIP_CHANGED: _NOBODY,
    EventKind.MEMBERSHIP_REMOVED: _NOBODY,
    EventKind.SIGNATORIES_MERGED: _NOBODY,
    EventKind.DUPLICATE_DISMISSED: _NOBODY,
    EventKind.SUBMISSION_RECORDED: _CONCERNED,
    EventKind.SUBMISSION_OFFERED: _CONCERNED,
    EventKind.SUBMISSION_CONFIRMED: _CONCERNED,
    EventKind.CONFIRMATION_RENEWED: _NOBODY,
    EventKind.SUBMISSION_CHANGED: _EVERYBODY,
    EventKind.SUBMISSION_RELEASED: _EVERYBODY,
    EventKind.SUBMISSION_VOIDED: _EVERYBODY,
    EventKind.RENEWAL_ASKED: _NOBODY,
    EventKind.RENEWAL_ANSWERED: _EVERYBODY,
    EventKind.POSITION_RECORDED: _EVERYBODY,
    EventKind.POSITION_CHANGED: _EVERYBODY,
    EventKind.POSITION_REMOVED: _EVERYBODY,
    EventKind.REPLY_RECORDED: _CONCERNED,
    EventKind.REPLY_CHANGED: _EVERYBODY,
    EventKind.REPLY_RELEASED: _EVERYBODY,
    EventKind.REPLY_VOIDED: _EVERYBODY,
    EventKind.ENCLOSURE_ADDED: _NOBODY,
    EventKind.CHECK_RECORDED: _CONCERNED,
    EventKind.CHECK_CHANGED: _EVERYBODY,
    EventKind.CHECK_RELEASED: _EVERYBODY,
    EventKind.CHECK_VOIDED: _EVERYBODY,
    EventKind.SOURCE_ADDED: _EVERYBODY,
    EventKind.SOURCE_CHANGED: _EVERYBODY,
    EventKind.SOURCE_REMOVED: _EVERYBODY,
    EventKind.CORRECTION_RECORDED: _CONCERNED,
    EventKind.CORRECTION_CHANGED: _CONCERNED,
    EventKind.CORRECTION_RELEASED: _EVERYBODY,
    EventKind.RECORD_ASSIGNED: _NOBODY,
    EventKind.NOTE_ADDED: _NOBODY,
    EventKind.STANDING_REPAIRED: _EVERYBODY,
    EventKind.SENDER_RULE_RECORDED: _NOBODY,
    EventKind.SENDER_RULE_CHANGED: _NOBODY,
    EventKind.SENDER_RULE_ENDED: _NOBODY,
    EventKind.EDITOR_CHANGED: _NOBODY,
    EventKind.API_TOKEN_MADE: _NOBODY,
    EventKind.API_TOKEN_REVOKED: _NOBODY,
    EventKind.LETTER_DRAFTED: _NOBODY,
    EventKind.LETTER_CHANGED: _NOBODY,
    EventKind.LETTER_QUEUED: _NOBODY,
    EventKind.LETTER_CANCELLED: _NOBODY,
    EventKind.LETTER_SENT: _NOBODY,
    EventKind.LETTER_KEPT: _NOBODY,
    EventKind.LETTER_DELAYED: _NOBODY,
    EventKind.LETTER_FAILED: _NOBODY,
    EventKind.LETTER_LOST: _NOBODY,
    EventKind.LETTER_BOUNCED: _NOBODY,
    EventKind.LETTERS_EMPTIED: _NOBODY,
    EventKind.TEMPLATE_CHANGED: _NOBODY,
    EventKind.MAIL_RECEIVED: _NOBODY,
    EventKind.MAIL_FILED: _NOBODY,
    EventKind.MAIL_DISMISSED: _NOBODY,
    EventKind.MAIL_REOPENED: _NOBODY,
    EventKind.LINK_MADE: _NOBODY,
    EventKind.LINK_REVOKED: _NOBODY,
    EventKind.CONTACT_ERASED: _NOBODY,
    EventKind.PERSON_ERASED: _EVERYBODY,
    EventKind.LINKS_REMOVED: _NOBODY,
    EventKind.LATENESS_RECORDED: _EVERYBODY,
    EventKind.LATENESS_RETRACTED: _EVERYBODY,
    EventKind.REMINDED: _NOBODY,
    EventKind.ESCALATED: _NOBODY,
    EventKind.CONSENT_ENDED: _NOBODY,
    EventKind.FOLLOW_ASKED: _NOBODY,
    EventKind.FOLLOW_CONFIRMED: _NOBODY,
    EventKind.FOLLOW_CHANGED: _NOBODY,
    EventKind.FOLLOW_STOPPED: _NOBODY,
    EventKind.FOLLOWS_FORGOTTEN: _NOBODY,
    EventKind.FOLLOWERS_TOLD: _NOBODY,
    EventKind.CIRCULAR_DRAFTED: _NOBODY,
    EventKind.CIRCULAR_CHANGED: _NOBODY,
    EventKind.CIRCULAR_RELEASED: _NOBODY,
    EventKind.CIRCULAR_STOPPED: _NOBODY,
    EventKind.CIRCULAR_SENT: _NOBODY,
    EventKind.WEBHOOK_MADE: _NOBODY,
    EventKind.WEBHOOK_CHANGED: _NOBODY,
    EventKind.WEBHOOK_PAUSED: _NOBODY,
    EventKind.WEBHOOK_RESUMED: _NOBODY,
    EventKind.WEBHOOK_ENDED: _NOBODY,
    EventKind.WEBHOOK_SECRET_MADE: _NOBODY,
    EventKind.WEBHOOK_TESTED: _NOBODY,
    EventKind.WEBHOOK_FAILED: _NOBODY,
    EventKind.DELIVERY_REPEATED: _NOBODY,
    EventKind.LOG_KEY_MADE: _EVERYBODY,
    EventKind.LOG_KEY_ENDED: _EVERYBODY,
    EventKind.CHECKPOINT_STAMPED: _EVERYBODY,
}

# What can show who somebody is, or is in somebody's own words: never in clear. Everything else
# that an event says is an address, a reference, a choice from a list, a date, a hash or a count.
PERSONAL = frozenset(
    {
        "about_words",
        "by_whom",
        "capacity",
        "country",
        "country_words",
        "issuer",
        "message",
        "name",
        "name_kind",
        "note",
        "now",
        "openness_words",
        "positions",
        "publisher",
        "quotation",
        "representative",
        "slug",
        "text",
        "title",
        "translator",
        "url",
        "was",
        "what",
        "why",
    }
)


def audience_of(kind: str) -> Audience:
    """How far what an event of this kind says may ever go."""
    return AUDIENCES[EventKind(kind)]


def is_openable(kind: str, shown: Mapping[str, Any], *, is_public: bool, is_named: bool) -> bool:
    """Whether strangers may be given the opening of an event of this kind now.

    `shown` is what the opening would show; `is_public` whether the public may read the row now,
    or its statement where the row was public and is void; `is_named` whether no name of those it
    is about is withheld now, and none of them is void.
    """
    if audience_of(kind) != Audience.EVERYBODY or not shown.get("released", True):
        return False
    return is_public and (is_named or PERSONAL.isdisjoint(shown))
