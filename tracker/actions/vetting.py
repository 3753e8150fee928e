"""Judging who offers: limits, throw-away addresses, and the editors' own rules."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tracker.actions.attempts import counted_tries, note_try
from tracker.choices import Verdict
from tracker.models import Revision, SenderRule
from tracker.rules.limits import Counted, network_of, over
from tracker.rules.offers import Offer
from tracker.rules.refusals import Refused
from tracker.rules.senders import Rule, Sender, deciding_rule, folded_address, is_disposable


def reason_to_hold(wording: Revision, offer: Offer, *, network: str, now: datetime) -> str:
    """Why an editor looks at this offer first; "" if it passes. Counts the try.

    Raises Refused where a rule blocks it, the address is one to throw away, or there were far too
    many; a rule that lets somebody pass lifts all of these but the limits. Two or three queries.
    """
    who = {
        Counted.ADDRESS: folded_address(offer.email),
        Counted.NETWORK: network_of(network),
        Counted.STATEMENT: str(wording.statement_id),
    }
    tries = counted_tries(who, now)
    if over(tries, hard=True):
        raise Refused(
            _("There were very many offers in a short time. Try again in an hour, or tomorrow.")
        )
    rule = deciding_rule(_rules(), Sender(offer.email, offer.name, network))
    is_let = rule is not None and rule.verdict == Verdict.ALLOW
    if rule is not None and rule.verdict == Verdict.BLOCK:
        raise Refused(
            _("The editors of this site take no offers from here by the form. Write to them.")
        )
    if is_disposable(offer.email) and not is_let:
        raise Refused(
            _(
                "This address is of a service for throw-away addresses. Answers would not reach "
                "you: give another one."
            ),
            field="email",
        )
    note_try(who, now)
    return "" if is_let else _held(rule, over(tries, hard=False))


def _held(rule: Rule | None, limit: Counted | None) -> str:
    if rule is not None:
        return _("rule about offers no. %(number)s") % {"number": rule.pk}
    words = {
        Counted.ADDRESS: _("many offers from one e-mail address"),
        Counted.NETWORK: _("many offers from one network"),
        Counted.STATEMENT: _("many offers to this statement"),
    }
    return words[limit] if limit else ""


def _rules() -> list[Rule]:
    rows = SenderRule.objects.filter(ended_at=None).order_by("pk")
    return [Rule(*row) for row in rows.values_list("pk", "verdict", "field", "pattern")]
