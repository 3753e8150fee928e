"""Facts: tables, constraints, and QuerySets that read as sentences."""

from tracker.models.api_answers import ApiAnswer
from tracker.models.api_tokens import ApiToken
from tracker.models.checks import Check
from tracker.models.circulars import Circular
from tracker.models.clocks import Step, Watch
from tracker.models.contacts import Contact
from tracker.models.corrections import Correction
from tracker.models.day_tallies import DayTally
from tracker.models.enclosures import Enclosure
from tracker.models.erasures import Erasure
from tracker.models.events import Event
from tracker.models.export_files import ExportFile
from tracker.models.follows import Follow
from tracker.models.incoming_mails import IncomingMail, MailAttachment, ReplyAddress
from tracker.models.letter_templates import LetterTemplate
from tracker.models.letters import Letter
from tracker.models.links import Link
from tracker.models.list_imports import ListImport
from tracker.models.log import LogCheckpoint, LogEntry, LogKey, LogTile
from tracker.models.log_timestamps import LogTimestamp
from tracker.models.notes import Note
from tracker.models.renewals import Renewal
from tracker.models.replies import Reply
from tracker.models.revisions import Clause, Revision, Translation
from tracker.models.seeds import SeededRow
from tracker.models.sender_rules import Attempt, SenderRule
from tracker.models.signatories import Alias, Duplicate, Membership, NameKey, Signatory
from tracker.models.sources import Source
from tracker.models.statements import Statement
from tracker.models.submissions import Position, Submission
from tracker.models.tallies import Projection, Tally
from tracker.models.users import User
from tracker.models.waiting_offers import WaitingOffer
from tracker.models.webhooks import Delivery, Webhook

__all__ = [
    "Alias",
    "ApiAnswer",
    "ApiToken",
    "Attempt",
    "Check",
    "Circular",
    "Clause",
    "Contact",
    "Correction",
    "DayTally",
    "Delivery",
    "Duplicate",
    "Enclosure",
    "Erasure",
    "Event",
    "ExportFile",
    "Follow",
    "IncomingMail",
    "Letter",
    "LetterTemplate",
    "Link",
    "ListImport",
    "LogCheckpoint",
    "LogEntry",
    "LogKey",
    "LogTile",
    "LogTimestamp",
    "MailAttachment",
    "Membership",
    "NameKey",
    "Note",
    "Position",
    "Projection",
    "Renewal",
    "Reply",
    "ReplyAddress",
    "Revision",
    "SeededRow",
    "SenderRule",
    "Signatory",
    "Source",
    "Statement",
    "Step",
    "Submission",
    "Tally",
    "Translation",
    "User",
    "WaitingOffer",
    "Watch",
    "Webhook",
]
