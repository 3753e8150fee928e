"""Public events in words: the log keeps facts, and these sentences are made from them when read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tracker.choices import (
    ClockName,
    Direction,
    ErasureGround,
    EventKind,
    Looked,
    Party,
    Renewed,
    ReplyKind,
    StepKind,
)
from tracker.rules.date_words import stated_words
from tracker.rules.dates import NotEDTF, read_date

# Dates in words, of all languages together: events are mostly of a few days.
REMEMBERED = 1024
# What the public may narrow the events to, and which kinds each choice means.
GROUPS: dict[str, tuple[Promise, tuple[EventKind, ...]]] = {
    "statements": (
        gettext_lazy("Statements and their wordings"),
        (
            EventKind.STATEMENT_PUBLISHED,
            EventKind.STATEMENT_RETIRED,
            EventKind.REVISION_ADDED,
            EventKind.TRANSLATION_ADDED,
        ),
    ),
    "submissions": (
        gettext_lazy("Offers and invitations"),
        (EventKind.SUBMISSION_RELEASED, EventKind.RENEWAL_ANSWERED),
    ),
    "replies": (gettext_lazy("Replies"), (EventKind.REPLY_RELEASED,)),
    "checks": (gettext_lazy("Checks that found nothing"), (EventKind.CHECK_RELEASED,)),
    "lateness": (gettext_lazy("What became late"), (EventKind.LATENESS_RECORDED,)),
    "corrections": (gettext_lazy("Corrections"), (EventKind.CORRECTION_RELEASED,)),
    "erasures": (gettext_lazy("Erasures"), (EventKind.PERSON_ERASED,)),
}

REPLIES: dict[str, Promise] = {
    ReplyKind.ACKNOWLEDGEMENT: gettext_lazy("%(speaker)s acknowledged %(what)s"),
    ReplyKind.QUESTION: gettext_lazy("%(speaker)s asked a question about %(what)s"),
    ReplyKind.ANSWER: gettext_lazy("%(speaker)s answered a question about %(what)s"),
    ReplyKind.DEFERRAL: gettext_lazy("%(speaker)s needs more time to decide on %(what)s"),
    ReplyKind.ACCEPTANCE: gettext_lazy("%(speaker)s accepted %(what)s"),
    ReplyKind.REFUSAL: gettext_lazy("%(speaker)s refused %(what)s"),
    ReplyKind.LISTING: gettext_lazy("%(speaker)s listed %(whose)s"),
    ReplyKind.AGREEMENT: gettext_lazy("%(speaker)s agreed to sign"),
    ReplyKind.DECLINE: gettext_lazy("%(speaker)s declined to sign"),
    ReplyKind.WITHDRAWAL: gettext_lazy("%(speaker)s withdrew"),
    ReplyKind.PUBLICATION: gettext_lazy("%(speaker)s published the endorsement"),
    ReplyKind.REMINDER: gettext_lazy("%(speaker)s sent a reminder about %(what)s"),
    ReplyKind.RESEND: gettext_lazy("%(speaker)s sent the offer again"),
    ReplyKind.DISPUTE: gettext_lazy("%(speaker)s disputed the record of %(what)s"),
    ReplyKind.NOTE: gettext_lazy("%(speaker)s remarked on %(what)s"),
}


LATE: dict[tuple[str, str], Promise] = {
    (ClockName.ACKNOWLEDGING, StepKind.OVERDUE): gettext_lazy(
        "The acknowledgement of %(what)s became overdue on %(day)s"
    ),
    (ClockName.ACKNOWLEDGING, StepKind.LONG_OVERDUE): gettext_lazy(
        "The acknowledgement of %(what)s became long overdue on %(day)s"
    ),
    (ClockName.DECIDING, StepKind.OVERDUE): gettext_lazy(
        "The decision on %(what)s became overdue on %(day)s"
    ),
    (ClockName.DECIDING, StepKind.LONG_OVERDUE): gettext_lazy(
        "The decision on %(what)s became long overdue on %(day)s"
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence may name: the issuer, and the one submission, if it is about just one.

    `name` is the name as the public may read it; "" where the event is not about one submission.
    """

    kind: str
    facts: Mapping[str, Any]
    issuer: str = ""
    name: str = ""
    direction: str = ""
    offered: str = ""


def event_sentence(told: Told) -> str:
    """One event in words, without the statement's title, which stands beside it."""
    if told.kind == EventKind.SUBMISSION_RELEASED:
        return _submission(told)
    if told.kind == EventKind.REPLY_RELEASED:
        return _reply(told)
    if told.kind == EventKind.CHECK_RELEASED:
        return _check(told)
    if told.kind == EventKind.LATENESS_RECORDED:
        return _lateness(told)
    if told.kind == EventKind.REVISION_ADDED:
        return _("Revision %(number)s was added") % {"number": told.facts.get("number", "")}
    if told.kind == EventKind.RENEWAL_ANSWERED:
        return _renewal(told)
    if told.kind == EventKind.STATEMENT_PUBLISHED:
        return _("The statement entered the public record")
    if told.kind == EventKind.STATEMENT_RETIRED:
        return _("The statement was taken from the public record, for a time")
    if told.kind == EventKind.CORRECTION_RELEASED:
        return _("A correction was published")
    if told.kind == EventKind.PERSON_ERASED:
        ground = ErasureGround(told.facts["ground"]).label
        return _("The content of a submission was erased. Ground: %(ground)s") % {"ground": ground}
    return str(EventKind(told.kind).label)


def _submission(told: Told) -> str:
    words = {"name": told.name, "issuer": told.issuer}
    if told.direction == Direction.INVITATION:
        return _dated(_("%(issuer)s invited %(name)s to sign") % words, told.offered)
    return _dated(_("%(name)s offered to sign") % words, told.offered)


def _renewal(told: Told) -> str:
    words = {"name": told.name} | {key: told.facts.get(key, "") for key in ("number", "earlier")}
    if told.facts.get("answer") == Renewed.ENDORSED:
        return _("%(name)s endorses revision %(number)s in place of revision %(earlier)s") % words
    return _("%(name)s keeps to revision %(earlier)s, also after revision %(number)s") % words


def _reply(told: Told) -> str:
    many = len(told.facts.get("submissions", ()))
    whose = told.name or _many(many)
    is_issuer = told.facts.get("speaker") == Party.ISSUER
    sentence = str(REPLIES[told.facts["kind"]]) % {
        "speaker": told.issuer if is_issuer else whose,
        "what": _offer_of(told, many) if is_issuer else _("the offer"),
        "whose": whose,
    }
    return _dated(sentence, told.facts.get("dated", ""))


def _offer_of(told: Told, many: int) -> str:
    if not told.name:
        return ngettext("%(count)s submission", "%(count)s submissions", many) % {"count": many}
    return _("the submission of %(name)s") % {"name": told.name}


def _many(many: int) -> str:
    return ngettext("%(count)s signatory", "%(count)s signatories", many) % {"count": many}


def _check(told: Told) -> str:
    many = len(told.facts.get("submissions", ()))
    if told.facts.get("looked_for") == Looked.LISTING:
        sentence = ngettext(
            "A check found %(count)s signatory not on the issuer's list",
            "A check found %(count)s signatories not on the issuer's list",
            many,
        )
    else:
        sentence = ngettext(
            "A check found no reply to %(count)s submission",
            "A check found no reply to %(count)s submissions",
            many,
        )
    return _dated(sentence % {"count": many}, told.facts.get("dated", ""))


def _lateness(told: Told) -> str:
    day = stated_words(read_date(told.facts["dated"]))
    sentence = str(LATE[told.facts["clock"], told.facts["step"]])
    return sentence % {"what": _offer_of(told, 1), "day": day}


def _dated(sentence: str, edtf: str) -> str:
    date = _stated(edtf, get_language())
    if not date:
        return _("%(sentence)s, date not stated") % {"sentence": sentence}
    return _("%(sentence)s, dated %(date)s") % {"sentence": sentence, "date": date}


@lru_cache(REMEMBERED)
def _stated(edtf: str, _language: str | None) -> str:
    """The date in words; "" where it cannot be read."""
    try:
        return stated_words(read_date(edtf))
    except NotEDTF:
        return ""
