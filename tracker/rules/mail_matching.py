"""Which submission an incoming mail is about: what is certain first, a guess is only suggested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.choices import MatchedBy
from tracker.rules.references import normalised_reference

MOST_CODES = 20
MOST_GUESSES = 5
CODE = re.compile(
    r"(?<![0-9A-Za-z-])[0-9A-Za-z]{1,3}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}(?![0-9A-Za-z-])"
)
# Anybody can have an address there, so it says nothing of an organisation.
PUBLIC_PROVIDERS = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com"}
    | {"yahoo.com", "yahoo.es", "yahoo.com.br", "icloud.com", "me.com", "mac.com", "aol.com"}
    | {"proton.me", "protonmail.com", "gmx.net", "gmx.de", "web.de", "riseup.net", "zoho.com"}
    | {"mail.ru", "inbox.ru", "list.ru", "bk.ru", "yandex.ru", "yandex.com", "ya.ru"}
    | {"naver.com", "daum.net", "hanmail.net", "kakao.com", "nate.com", "uol.com.br", "bol.com.br"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """The submissions (by number) a mail is about, and how that was found."""

    by: MatchedBy = MatchedBy.NOTHING
    submissions: tuple[int, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it was found by something that strangers do not know."""
        return self.by in (MatchedBy.ADDRESS, MatchedBy.THREAD)


def best_match(
    by_address: Sequence[int], by_thread: Sequence[int], guesses: Iterable[Sequence[int]]
) -> Match:
    """The strongest of what was found: the secret address, then the thread, then a guess.

    `guesses` come from the strongest to the weakest; the first that found anything is taken, if it
    found few enough for a person to choose from.
    """
    if by_address:
        return Match(MatchedBy.ADDRESS, _once(by_address))
    if by_thread:
        return Match(MatchedBy.THREAD, _once(by_thread))
    for guess in guesses:
        if 0 < len(_once(guess)) <= MOST_GUESSES:
            return Match(MatchedBy.GUESS, _once(guess))
    return Match()


def codes_in(*texts: str) -> tuple[str, ...]:
    """What looks like the reference of a submission, as it is stored, each once, in order."""
    found = (normalised_reference(code) for text in texts for code in CODE.findall(text))
    return tuple(dict.fromkeys(found))[:MOST_CODES]


def own_domain(address: str) -> str:
    """The domain of an address if it can belong to an organisation; "" for a public provider's."""
    domain = address.rpartition("@")[2].lower()
    return "" if domain in PUBLIC_PROVIDERS else domain


def _once(pks: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(pks))
