"""Facts: tables, constraints, and QuerySets that read as sentences."""

from tracker.models.checks import Check
from tracker.models.corrections import Correction
from tracker.models.events import Event
from tracker.models.notes import Note
from tracker.models.replies import Reply
from tracker.models.revisions import Clause, Revision, Translation
from tracker.models.seeds import SeededRow
from tracker.models.signatories import Alias, Duplicate, Membership, NameKey, Signatory
from tracker.models.sources import Source
from tracker.models.statements import Statement
from tracker.models.submissions import Position, Submission
from tracker.models.tallies import Projection, Tally
from tracker.models.users import User

__all__ = [
    "Alias",
    "Check",
    "Clause",
    "Correction",
    "Duplicate",
    "Event",
    "Membership",
    "NameKey",
    "Note",
    "Position",
    "Projection",
    "Reply",
    "Revision",
    "SeededRow",
    "Signatory",
    "Source",
    "Statement",
    "Submission",
    "Tally",
    "Translation",
    "User",
]
