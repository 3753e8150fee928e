"""What a status, a clock and a silence are called: the same words for everybody."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.choices import Direction, Looked, Party, ReplyKind, Status
from tracker.rules.clocks import Clock, Reading
from tracker.rules.date_words import day_words, stated_words
from tracker.rules.dates import StatedDate
from tracker.rules.lanes import Look, Silence

# What each status means, in one sentence for everybody.
MEANINGS: dict[str, Promise] = {
    Status.UNCONFIRMED: gettext_lazy("Its e-mail address is not confirmed yet; never public."),
    Status.INVITED: gettext_lazy("The issuer asked; no answer is recorded."),
    Status.UNANSWERED: gettext_lazy("Offered; no reply is recorded."),
    Status.ACKNOWLEDGED: gettext_lazy("The receipt is confirmed; the issuer has not decided."),
    Status.QUERIED: gettext_lazy("The issuer asked something back; no answer is recorded."),
    Status.DEFERRED: gettext_lazy("The issuer needs more time, with or without giving a date."),
    Status.ACCEPTED: gettext_lazy("The endorsement stands."),
    Status.REFUSED: gettext_lazy("The issuer said no."),
    Status.DECLINED: gettext_lazy("The invited signatory said no."),
    Status.WITHDRAWN: gettext_lazy("The signatory took it back; it stays in the record."),
    Status.VOID: gettext_lazy("Spam, a duplicate or a mistake; never public."),
}

# Who is waited for.
MUST_ACT: dict[str, Promise] = {
    Party.ISSUER: gettext_lazy("The issuer must act."),
    Party.SIGNATORY: gettext_lazy("The signatory must act."),
    Party.NOBODY: gettext_lazy("Nobody must act."),
}

OPENINGS: dict[str, Promise] = {
    Direction.OFFER: gettext_lazy("Offers its endorsement"),
    Direction.INVITATION: gettext_lazy("Invites to sign"),
}


def submission_title(name: str, direction: str, *, points: int, positions: int) -> str:
    """The headline of a submission's page; `points` of the wording, `positions` against some."""
    if direction == Direction.INVITATION:
        return _("%(name)s is invited to sign") % {"name": name}
    if positions:
        return ngettext(
            "%(name)s offers to sign, with %(count)s exception",
            "%(name)s offers to sign, with %(count)s exceptions",
            positions,
        ) % {"name": name, "count": positions}
    if points:
        return ngettext(
            "%(name)s offers to endorse its one point",
            "%(name)s offers to endorse all %(count)s points",
            points,
        ) % {"name": name, "count": points}
    return _("%(name)s offers to sign") % {"name": name}


def status_sentence(status: str, decide_by: date | None) -> str:
    """What the status means here; a deferral also says until when."""
    if status != Status.DEFERRED:
        return str(MEANINGS[status])
    if decide_by is None:
        return _("The issuer needs more time and gave no date.")
    return _("The issuer needs more time, until %(day)s.") % {"day": day_words(decide_by)}


def message_heading(kind: str) -> str:
    """What a message does: "Acknowledges receipt"; `kind` is a reply's, or the direction."""
    return str(OPENINGS[kind]) if kind in OPENINGS else str(ReplyKind(kind).label)


def acknowledging_words(reading: Reading, known_until: date | None, *, is_vague: bool) -> str:
    """The first clock: "due 6 February 2023, no acknowledgement known; known up to …".

    `is_vague` says that the day on which it stopped is the last of several possible ones.
    """
    if reading.by is None or reading.days is None:
        words = _("acknowledged %(day)s at the latest") if is_vague else _("acknowledged %(day)s")
        return _stopped(words, reading.stopped_on)
    return _running(reading.by, reading.days, _("no acknowledgement known"), known_until)


def deciding_words(reading: Reading, known_until: date | None, *, is_vague: bool) -> str:
    """The second clock: due, late, paused, without a date, or decided on a day."""
    if reading.state == Clock.PAUSED:
        return _stopped(
            _("paused since %(day)s, until the question is answered"), reading.stopped_on
        )
    if reading.state == Clock.NO_DATE:
        words = _("no date given, waiting for %(days)s") % {"days": days_words(reading.days or 0)}
        return words + _known_up_to(known_until)
    if reading.by is None or reading.days is None:
        words = _("decided %(day)s at the latest") if is_vague else _("decided %(day)s")
        return _stopped(words, reading.stopped_on)
    return _running(reading.by, reading.days, _("no decision known"), known_until)


def silence_heading(silence: Silence) -> str:
    """ "No reply recorded."; after a reply that decided nothing, "No decision recorded."."""
    if silence.party == Party.NOBODY or (silence.is_broken and silence.last_look is None):
        return ""
    if silence.status in (Status.ACKNOWLEDGED, Status.DEFERRED):
        return _("No decision recorded.")
    return _("No reply recorded.")


def silence_length(silence: Silence) -> str:
    """How long it lasted, in days: exactly, or at least and at most."""
    if silence.most == 0 or silence.party == Party.NOBODY:
        return ""
    words = span_words(silence.fewest, silence.most)
    if silence.fewest == silence.most:
        return words
    return _("%(days)s, since the dates are uncertain") % {"days": words}


def known_words(silence: Silence, known_until: date | None) -> str:
    """How far the record reaches in an open silence; "" in one that ended."""
    if not silence.is_open:
        return ""
    if known_until is None and silence.party == Party.SIGNATORY:
        return _("What the signatory answers here is recorded at once.")
    if known_until is None:
        return _("The issuer uses this site: what it answers here is recorded at once.")
    return _("Nothing is known after %(day)s.") % {"day": day_words(known_until)}


def last_checked(stated: StatedDate, by_whom: str) -> str:
    """The words beside every silence: "Last checked 30 January 2023 by …"; "" for whom: unsaid."""
    if not by_whom:
        return _("Last checked %(day)s.") % {"day": stated_words(stated)}
    return _("Last checked %(day)s by %(whom)s.") % {"day": stated_words(stated), "whom": by_whom}


def look_words(look: Look, by_whom: str) -> str:
    """What one check looked for and did not find, when, and who says so."""
    told = {"day": stated_words(look.stated), "whom": by_whom or _("somebody")}
    if look.looked_for == Looked.LISTING:
        return _("Checked %(day)s by %(whom)s: not on the issuer's list.") % told
    return _("Checked %(day)s by %(whom)s: no reply found.") % told


def nameless_words(*, is_erased: bool) -> str:
    """What stands for a name that the public does not read."""
    if is_erased:
        return _("A signatory whose content was erased")
    return _("A signatory whose name is withheld")


def span_words(fewest: int, most: int) -> str:
    """ "12 days", or "0 to 60 days" where the dates are uncertain."""
    if fewest == most:
        return days_words(most)
    return ngettext("%(fewest)s to %(most)s day", "%(fewest)s to %(most)s days", most) % {
        "fewest": fewest,
        "most": most,
    }


def days_words(days: int) -> str:
    """ "1 day", "12 days"."""
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _running(by: date, days: int, missing: str, known_until: date | None) -> str:
    told = {"day": day_words(by), "days": days_words(days), "missing": missing}
    if days > 0:
        words = _("was due %(day)s, %(missing)s, %(days)s late") % told
    elif days == 0:
        words = _("due %(day)s, that day, %(missing)s") % told
    else:
        words = _("due %(day)s, %(missing)s") % told
    return words + _known_up_to(known_until)


def _stopped(words: str, day: date | None) -> str:
    return _("not running") if day is None else words % {"day": day_words(day)}


def _known_up_to(day: date | None) -> str:
    return "" if day is None else _("; known up to %(day)s") % {"day": day_words(day)}
