"""The accounts that commands make at the desk, and where a demonstration may have them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker.rules.refusals import Refused

# The two that load seeds/: one records, the other releases. Nobody can sign in as them.
SEED_EDITOR = ("seed-editor", "editor")
SEED_PUBLISHER = ("seed-publisher", "publisher")

# Who can try the desk of a first, local run, and the group of each.
DEMO_EDITORS: dict[str, str] = {"anna": "editor", "ben": "publisher", "ines": "auditor"}


def require_local(hosts: Iterable[str], *, loopback: Iterable[str], is_debug: bool) -> None:
    """Pass if nobody elsewhere reaches the site under these names, or if it is being debugged.

    Raises Refused: the names of demonstration editors are known, so they stay on one machine.
    """
    elsewhere = sorted(set(hosts) - set(loopback))
    if elsewhere and not is_debug:
        raise Refused(
            _(
                "Demonstration editors are for a site on this machine alone; this one answers to "
                "%(hosts)s. Nothing was made. For a real account: manage.py createsuperuser."
            )
            % {"hosts": ", ".join(elsewhere)}
        )
