"""Who may offer to sign by the form, and what they are asked to agree to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import Custody, Openness, SignatoryKind, Visibility
from tracker.rules.refusals import Refused
from tracker.rules.signing import Terms

# Nobody reads and fills in the form faster; programs do.
LEAST_TIME = timedelta(seconds=4)
# A form left open for longer is asked to be sent once more.
MOST_TIME = timedelta(hours=24)


class Closed(StrEnum):
    """Why a statement takes no offers through the form now."""

    OBSERVED = "observed"
    NOBODY = "nobody"
    INVITED = "invited"
    EARLY = "early"
    OVER = "over"
    WORDLESS = "wordless"


class Purpose(StrEnum):
    """What somebody who offers agrees to, each by itself."""

    RECORD = "record"
    LETTERS = "letters"
    EVENTS = "events"


REQUIRED = (Purpose.RECORD, Purpose.LETTERS)

CONSENTS: dict[Purpose, Promise] = {
    Purpose.RECORD: gettext_lazy(
        "This site may record this offer and publish it once I have confirmed it, with the name, "
        "kind, country, representative, capacity and exceptions given here; or, if I ask for it "
        "above, count it without the name."
    ),
    Purpose.LETTERS: gettext_lazy(
        "This site may keep my e-mail address, apart from the public record, and write to me about "
        "this submission: to confirm it, to tell me of answers, and when something waits for me."
    ),
    Purpose.EVENTS: gettext_lazy(
        "This site may also write to me about events that concern everybody who signed this "
        "statement. I can stop that at any time, and my offer stands without it."
    ),
}


def closed_because(terms: Terms, *, custody: str, has_wording: bool, today: date) -> Closed | None:
    """Why nobody can offer through the form on this day; None if they can."""
    reasons = (
        (custody != Custody.HOSTED, Closed.OBSERVED),
        (terms.openness == Openness.NOBODY, Closed.NOBODY),
        (terms.openness == Openness.INVITED, Closed.INVITED),
        (terms.opens_on is not None and today < terms.opens_on, Closed.EARLY),
        (terms.closes_on is not None and today > terms.closes_on, Closed.OVER),
        (not has_wording, Closed.WORDLESS),
    )
    return next((reason for applies, reason in reasons if applies), None)


def kinds_allowed(openness: str) -> list[SignatoryKind]:
    """The kinds of signatory that a statement is open to."""
    if openness == Openness.PEOPLE:
        return [SignatoryKind.PERSON]
    if openness == Openness.ORGANISATIONS:
        return [kind for kind in SignatoryKind if kind != SignatoryKind.PERSON]
    return list(SignatoryKind)


def missing_of(
    kind: str, *, representative: str, capacity: str, has_authority: bool
) -> dict[str, str]:
    """What an offer still lacks, {field: what to say}: who signs for an organisation, and may."""
    if kind == SignatoryKind.PERSON:
        return {}
    given = {"representative": representative, "capacity": capacity, "authority": has_authority}
    return {name: _("Needed for an organisation.") for name, value in given.items() if not value}


def require_consents(agreed: set[Purpose]) -> None:
    """Raise Refused without the two consents that an offer cannot do without."""
    if not agreed.issuperset(REQUIRED):
        raise Refused(_("Without both of these the offer cannot be taken."))


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody typed into the form. `consents` holds {purpose: the words agreed to}."""

    name: str
    kind: str
    email: str
    consents: Mapping[str, str]
    country: str = ""
    representative: str = ""
    capacity: str = ""
    language: str = "en"
    visibility: str = Visibility.NAMED
