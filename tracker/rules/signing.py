"""Whether a submission to a statement can be recorded at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.choices import Direction, Openness, SignatoryKind
from tracker.rules.dates import StatedDate, certainly_before
from tracker.rules.refusals import Refused


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may sign a statement, and between which days."""

    openness: str
    opens_on: date | None
    closes_on: date | None


def require_open(
    terms: Terms, *, direction: str, kind: str, offered: StatedDate, is_issuer: bool = False
) -> None:
    """Pass if the statement takes this submission; otherwise raise Refused and say why not.

    Its issuer may sign a statement for invited signatories: nobody invites oneself.
    """
    if terms.openness == Openness.NOBODY:
        raise Refused(
            _("This statement is not open for signing. Nothing was recorded."), field="statement"
        )
    is_uninvited = direction == Direction.OFFER and not is_issuer
    if terms.openness == Openness.INVITED and is_uninvited:
        raise Refused(
            _("Only those invited may sign this statement. Record an invitation instead."),
            field="direction",
        )
    _require_kind(terms.openness, kind)
    if terms.opens_on and offered.latest < terms.opens_on:
        raise Refused(
            _("This statement opened for signing on %(day)s, after this date.")
            % {"day": terms.opens_on.isoformat()},
            field="offered",
        )
    if terms.closes_on and offered.earliest > terms.closes_on:
        raise Refused(
            _("This statement closed for signing on %(day)s, before this date.")
            % {"day": terms.closes_on.isoformat()},
            field="offered",
        )


def require_past(stated: StatedDate, *, today: date, field: str) -> None:
    """Pass unless every day that the date can mean still lies ahead; then raise Refused."""
    if stated.earliest > today:
        raise Refused(_("This date lies in the future. Check the year."), field=field)


def require_after(offered: StatedDate, replied: StatedDate) -> None:
    """A reply cannot come before its submission, unless one of the two dates is marked doubtful."""
    if certainly_before(replied, offered) and not (offered.is_doubtful or replied.is_doubtful):
        raise Refused(
            _(
                "This reply is dated before the submission it answers. If a source says so, "
                "mark the date as uncertain with a question mark, as in 2022-01-30?."
            ),
            field="dated",
        )


def date_warnings(offered: list[StatedDate], replied: StatedDate) -> list[str]:
    """What an editor should look at again although it was recorded."""
    early = sum(certainly_before(replied, one) for one in offered)
    if not early:
        return []
    return [
        ngettext(
            "The reply's date lies before a submission it answers. "
            "It was recorded, since a date is marked as uncertain.",
            "The reply's date lies before %(count)s submissions it answers. "
            "It was recorded, since a date is marked as uncertain.",
            early,
        )
        % {"count": early}
    ]


def _require_kind(openness: str, kind: str) -> None:
    if openness == Openness.ORGANISATIONS and kind == SignatoryKind.PERSON:
        raise Refused(
            _("This statement is open to organisations, not to people."), field="signed_kind"
        )
    if openness == Openness.PEOPLE and kind != SignatoryKind.PERSON:
        raise Refused(
            _("This statement is open to people, not to organisations."), field="signed_kind"
        )
