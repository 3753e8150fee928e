"""The masthead's entries: the few places where the work of a day happens."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WRITING = ("read_text", "import_list", "calendar")
ENTRIES: tuple[tuple[Promise, str], ...] = (
    (_("What waits"), "index"),
    (_("Statements"), "tracker_statement_changelist"),
    (_("Submissions"), "tracker_submission_changelist"),
    (_("Signatories"), "tracker_signatory_changelist"),
    (_("Replies"), "tracker_reply_changelist"),
    (_("Checks"), "tracker_check_changelist"),
    (_("Corrections"), "tracker_correction_changelist"),
    (_("Erasures"), "tracker_erasure_changelist"),
    (_("Mail"), "tracker_incomingmail_changelist"),
    (_("Outbox"), "tracker_letter_changelist"),
    (_("Rules about offers"), "tracker_senderrule_changelist"),
    (_("Events"), "tracker_event_changelist"),
    (_("Webhooks"), "tracker_webhook_changelist"),
    (_("Your calendar"), "calendar"),
    (_("Read a text"), "read_text"),
    (_("Import a list"), "import_list"),
    (_("Long lists"), "tracker_listimport_changelist"),
    (_("API tokens"), "tracker_apitoken_changelist"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the masthead."""

    label: Promise
    url: str
    is_current: bool


def desk_nav(path: str, *, may_write: bool) -> list[Entry]:
    """The entries, with the one marked in which this page lies."""
    index = reverse("admin:index")
    entries = []
    for label, name in ENTRIES:
        if name in WRITING and not may_write:
            continue
        url = reverse(f"admin:{name}")
        is_current = path == url if url == index else path.startswith(url)
        entries.append(Entry(label, url, is_current))
    return entries
