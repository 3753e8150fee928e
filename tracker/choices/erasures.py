"""The words of erasures: of what, on what ground, and what kinds of content were removed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ErasedThing(TextChoices):
    """What was emptied to a stub."""

    SUBMISSION = "submission", _("A submission")
    SIGNATORY = "signatory", _("A signatory, with all its submissions")


class ErasureGround(TextChoices):
    """Why content was removed; neutral, since it is public."""

    OWN_REQUEST = "own-request", _("Asked for by whom it is about")
    OBJECTION = "objection", _("Objection to the processing of personal data")
    COURT_ORDER = "court-order", _("Order of a court")
    AUTHORITY_ORDER = "authority-order", _("Order of an authority")
    UNLAWFUL = "unlawful", _("Unlawful content")
    OTHERS_RIGHTS = "others-rights", _("Rights of somebody else")
    OTHER_DUTY = "other-duty", _("Another duty by law")


class ErasedContent(TextChoices):
    """What was removed, as it is counted."""

    NAMES = "names", _("names, with country and link")
    OFFERS = "offers", _("words and representative of an offer")
    POSITIONS = "positions", _("words of an exception")
    REPLIES = "replies", _("texts of messages")
    CHECKS = "checks", _("words of checks")
    SOURCES = "sources", _("sources")
    CORRECTIONS = "corrections", _("words of corrections")
    NOTES = "notes", _("internal notes")
    MEMBERSHIPS = "memberships", _("memberships of networks")
    CONTACTS = "contacts", _("addresses to write to")
    LETTERS = "letters", _("letters")
    MAILS = "mails", _("received mails")
    FOLLOWS = "follows", _("follows")
    LINKS = "links", _("personal links")
    ANSWERS = "answers", _("answers kept for programs")
    RULES = "rules", _("rules about offers")
    LISTS = "lists", _("long lists handed over")
    FILES = "files", _("files")
    EVENTS = "events", _("contents of events (their hashes stay)")
    SEEDS = "seeds", _("entries of seed files")
