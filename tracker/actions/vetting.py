"""Judging who offers: limits, throw-away addresses, and the editors' own rules."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.actions.attempts import counted_tries, note_try
from tracker.choices import Verdict
from tracker.models import Revision, SenderRule
from tracker.proof.challenges import new_challenge, solved_challenge
from tracker.queries.prepared import Prepared
from tracker.rules.limits import Counted, network_of, over
from tracker.rules.offers import MOST_TIME, Offer
from tracker.rules.refusals import Blocked, Refused, TooMany
from tracker.rules.senders import Rule, Sender, deciding_rule, folded_address, is_disposable


def proof_task(wording: Revision, now: datetime) -> str:
    """A task of a second for the browser that shows the form, as JSON; "" where none is asked."""
    if not settings.ALTCHA:
        return ""
    about, until = str(wording.pk), now + MOST_TIME
    key, tries = settings.SECRET_KEY, settings.ALTCHA_TRIES
    return new_challenge(key, about=about, until=until, tries=tries)


def lacks_proof(wording: Revision, proof: str, now: datetime) -> bool:
    """Whether a proof of work is asked for and this is none, so that an editor looks first."""
    return settings.ALTCHA and not _proved(wording, proof, now)


def reason_to_hold(
    wording: Revision,
    offer: Offer,
    *,
    network: str,
    proof: str,
    now: datetime,
    is_vouched: bool = False,
) -> str:
    """Why an editor looks at this offer first; "" if it passes. Counts the try.

    `proof` is the solution of a proof_task(): each counts once, if the caller has taken turns for
    it. What many at once offer to one statement is limited only without it. Raises Refused where a
    rule blocks it, the address is one to throw away, or there were far too many; a rule that lets
    somebody pass lifts all of these but the limits. `is_vouched` stands in for a proof that was
    never used before. Two or three queries.
    """
    proved = _proved(wording, proof, now)
    who = {
        Counted.ADDRESS: folded_address(offer.email),
        Counted.NETWORK: network_of(network),
        # On a great day thousands offer within minutes, each with a proof of its own.
        Counted.STATEMENT: "" if proved or is_vouched else str(wording.statement_id),
        Counted.PROOF: proved,
    }
    tries = counted_tries(who, now)
    if over(tries, hard=True):
        raise TooMany(
            _("There were very many offers in a short time. Try again in an hour, or tomorrow.")
        )
    rule = require_welcome(offer, network)
    note_try(who, now)
    if _lets_pass(rule):
        return ""
    is_unproved = settings.ALTCHA and not (proved or is_vouched)
    return _held(rule, over(tries, hard=False), is_unproved=is_unproved)


def require_welcome(offer: Offer, network: str) -> Rule | None:
    """The editors' rule that decides about this offer, if there is one; one query.

    Raises Blocked where it keeps the offer out, and Refused for an address to throw away, unless
    the rule lets it pass.
    """
    rule = deciding_rule(_rules(), Sender(offer.email, offer.name, network))
    if rule is not None and rule.verdict == Verdict.BLOCK:
        raise Blocked(
            _("The editors of this site take no offers from here by the form. Write to them.")
        )
    if is_disposable(offer.email) and not _lets_pass(rule):
        raise Refused(
            _(
                "This address is of a service for throw-away addresses. Answers would not reach "
                "you: give another one."
            ),
            field="email",
        )
    return rule


def require_not_blocked(email: str, network: str) -> None:
    """Raise Blocked where a rule of the editors blocks this address: no letters go there at all."""
    rule = deciding_rule(_rules(), Sender(email, "", network))
    if rule is not None and rule.verdict == Verdict.BLOCK:
        raise Blocked(
            _("The editors of this site take nothing from here by the form. Write to them."),
            field="email",
        )


def _proved(wording: Revision, proof: str, now: datetime) -> str:
    """What identifies the task that was solved; "" for none."""
    return solved_challenge(settings.SECRET_KEY, proof, about=str(wording.pk), now=now)


def _lets_pass(rule: Rule | None) -> bool:
    return rule is not None and rule.verdict == Verdict.ALLOW


def _held(rule: Rule | None, limit: Counted | None, *, is_unproved: bool) -> str:
    if rule is not None:
        return _("rule about offers no. %(number)s") % {"number": rule.pk}
    words = {
        Counted.ADDRESS: _("many offers from one e-mail address"),
        Counted.NETWORK: _("many offers from one network"),
        Counted.STATEMENT: _("many offers to this statement"),
        Counted.PROOF: _("its proof of work was used before"),
    }
    if limit is not None:
        return words[limit]
    return _("sent without proof of work, as without JavaScript") if is_unproved else ""


def _rules() -> list[Rule]:
    return [Rule(*row) for row in RULES.rows()]


RULES = Prepared(
    lambda: (
        SenderRule.objects.filter(ended_at=None)
        .order_by("pk")
        .values_list("pk", "verdict", "field", "pattern")
    )
)
