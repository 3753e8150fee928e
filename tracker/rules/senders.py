"""E-mail addresses that can be answered, and what editors' own rules say of who offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from disposable_email_domains import blocklist
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from tracker.choices import SenderField, Verdict
from tracker.rules.names import fold
from tracker.rules.refusals import Refused

# Who wins where several rules match: to let somebody pass is the exception from the others.
STRONGEST = (Verdict.ALLOW, Verdict.BLOCK, Verdict.HOLD)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who offers, as far as rules look: address, name as typed, network address or ""."""

    email: str
    name: str
    network: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the editors; `pk` is its number on the desk."""

    pk: int
    verdict: str
    field: str
    pattern: str


def folded_address(email: str) -> str:
    """How two spellings of one address are the same to us: in lower case."""
    return email.strip().lower()


def require_answerable(email: str) -> None:
    """Raise Refused unless letters can reach this address: its form is right, by no look-up."""
    if not _is_answerable(email):
        raise Refused(
            _("This is not an e-mail address that letters can be sent to. Check its spelling."),
            field="email",
        )


# A form asks, and then the action that it is sent to.
@lru_cache(maxsize=16)
def _is_answerable(email: str) -> bool:
    try:
        validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def is_disposable(email: str) -> bool:
    """Whether the address is of a service that gives out addresses to throw away."""
    domain = folded_address(email).rpartition("@")[2]
    parts = domain.split(".")
    return any(".".join(parts[start:]) in blocklist for start in range(len(parts) - 1))


def deciding_rule(rules: Iterable[Rule], sender: Sender) -> Rule | None:
    """The rule that decides about this sender; None if no rule matches."""
    matching = [rule for rule in rules if does_match(rule.field, rule.pattern, sender)]
    ranked = sorted(matching, key=lambda rule: (STRONGEST.index(Verdict(rule.verdict)), rule.pk))
    return ranked[0] if ranked else None


def does_match(field: str, pattern: str, sender: Sender) -> bool:
    """Whether a pattern, as clean_pattern() leaves it, is true of this sender."""
    email = folded_address(sender.email)
    if field == SenderField.EMAIL:
        return email == pattern
    if field == SenderField.DOMAIN:
        return f".{email.rpartition('@')[2]}".endswith(f".{pattern}")
    if field == SenderField.NAME:
        return pattern in fold(sender.name)
    return bool(sender.network) and ip_address(sender.network) in ip_network(pattern)


def clean_pattern(field: str, pattern: str) -> str:
    """The pattern as it is compared; raises Refused for one that nothing could match."""
    typed = pattern.strip()
    if field == SenderField.NETWORK:
        try:
            return str(ip_network(typed, strict=False))
        except ValueError as error:
            raise Refused(
                _("Type a network address or range, as 192.0.2.7 or 192.0.2.0/24."), field="pattern"
            ) from error
    if field == SenderField.NAME:
        return _long_enough(fold(typed))
    if field == SenderField.EMAIL:
        require_pattern(typed.count("@") == 1 and not typed.startswith("@"))
        return folded_address(typed)
    domain = folded_address(typed).removeprefix("@").strip(".")
    require_pattern("." in domain and "@" not in domain and " " not in domain)
    return domain


def require_pattern(is_fine: bool) -> None:
    """Raise Refused where a pattern is not what its field looks at."""
    if not is_fine:
        raise Refused(_("Type a whole address, or a domain as in “mail.example”."), field="pattern")


def _long_enough(folded: str) -> str:
    if len(folded) < 3:
        raise Refused(_("Type at least three letters: less is in every name."), field="pattern")
    return folded
