"""What the receiving server found out about a mail's sender: SPF, DKIM and DMARC (RFC 8601)."""

from __future__ import annotations

import re

from tracker.readers.mail_headers import Header

METHODS = ("spf", "dkim", "dmarc")
COMMENT = re.compile(r"\([^()]*\)")
RESULT = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.I)
RESULTS = frozenset(
    {"pass", "fail", "softfail", "neutral", "none", "policy", "permerror", "temperror"}
)


def sender_checks(header: Header, server: str) -> dict[str, str]:
    """The results by method, from fields that name this server; {} without one.

    Anybody can write such a field into a mail, so fields of any other name count for nothing; the
    receiving server removes those that come in under its own name (RFC 8601, section 5). Of
    several signatures, one that passes is enough.
    """
    found: dict[str, str] = {}
    for value in header.all("authentication-results") if server else []:
        name, *results = COMMENT.sub(" ", value).split(";")
        if name.split()[:1] != [server] and name.strip().lower() != server.lower():
            continue
        for method, result in filter(None, map(_result, results)):
            if found.get(method) != "pass":
                found[method] = result if method == "dkim" else found.get(method, result)
    return found


def _result(text: str) -> tuple[str, str] | None:
    match = RESULT.match(text)
    if match is None or match[1].lower() not in METHODS or match[2].lower() not in RESULTS:
        return None
    return match[1].lower(), match[2].lower()
