"""The words of letters, links and received mail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkPurpose(TextChoices):
    """What a secret link in a letter opens."""

    ANSWER = "answer", _("Answer as the other side")
    FOLLOW = "follow", _("Confirm or stop following")
    CALENDAR = "calendar", _("Read one's own calendar")


class Frequency(TextChoices):
    AT_ONCE = "at-once", _("At once")
    WEEKLY = "weekly", _("Once a week")


class SenderField(TextChoices):
    """What an editors' rule about offers looks at."""

    EMAIL = "email", _("E-mail address")
    DOMAIN = "domain", _("E-mail domain")
    NETWORK = "network", _("Network address or range")
    NAME = "name", _("Name, folded, contains")


class Verdict(TextChoices):
    ALLOW = "allow", _("Let pass")
    HOLD = "hold", _("Hold for an editor")
    BLOCK = "block", _("Refuse")


class LetterKind(TextChoices):
    """What an outgoing e-mail is for."""

    CONFIRMATION = "confirmation", _("Asks to confirm an offer")
    RECEIPT = "receipt", _("Receipt for an offer")
    TRACKING = "tracking", _("Link to the submitter's own page")
    DUPLICATE = "duplicate", _("An offer stands already")
    NOT_TAKEN = "not-taken", _("An offer could not be taken in")
    CHASER = "chaser", _("Reminds whose turn it is")
    ESCALATION = "escalation", _("Tells editors what is late")
    INVITATION = "invitation", _("Invites to sign or to answer")
    ANSWER = "answer", _("Answer to a submission")
    MESSAGE = "message", _("Passes on a message")
    NEW_REVISION = "new-revision", _("Asks again about a new wording")
    FOLLOWING = "following", _("Asks to confirm following")
    DIGEST = "digest", _("News for those who follow")
    CIRCULAR = "circular", _("Tells signatories of an event")
    WEBHOOK = "webhook", _("Tells the desk about a webhook")


class CircularState(TextChoices):
    """How far a letter to all signatories of a statement has come."""

    DRAFTED = "drafted", _("Waits for review")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Written to all")
    STOPPED = "stopped", _("Stopped")


class LetterState(TextChoices):
    """How far an outgoing e-mail has come; rules/letters.py says what may follow what."""

    DRAFTED = "drafted", _("Waits for review")
    QUEUED = "queued", _("Waits to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Would have been sent")
    BOUNCED = "bounced", _("Came back")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown, not resent")
    CANCELLED = "cancelled", _("Cancelled")


class MailKind(TextChoices):
    """Who, or what, wrote an incoming mail."""

    MESSAGE = "message", _("Message")
    BULK = "bulk", _("Sent to a list")
    AUTO_REPLY = "auto-reply", _("Automatic reply")
    BOUNCE = "bounce", _("Notice of non-delivery")


class MailState(TextChoices):
    """What became of an incoming mail."""

    WAITING = "waiting", _("Waiting")
    SET_ASIDE = "set-aside", _("Set aside: written by a machine")
    FILED = "filed", _("Filed")
    DISMISSED = "dismissed", _("Dismissed")


class MatchedBy(TextChoices):
    """How an incoming mail was matched to submissions; a guess is only suggested."""

    ADDRESS = "address", _("The reply address")
    THREAD = "thread", _("The message it answers")
    GUESS = "guess", _("A guess")
    NOTHING = "nothing", _("Nothing found")


class MailTrouble(TextChoices):
    """What could not be read in an incoming mail; its bytes are kept whole in every case."""

    UNREADABLE = "unreadable", _("Nothing of it could be read.")
    TOO_LARGE = "too-large", _("It is larger than this site reads: only its header was read.")
    NO_HEADER = "no-header", _("It does not begin with a header.")
    NO_MESSAGE_ID = "no-message-id", _("It has no Message-ID.")
    NO_TEXT = "no-text", _("It has no text that could be read.")
    TEXT_CUT = "text-cut", _("Its text is long: only the beginning is shown.")
    BROKEN_PARTS = "broken-parts", _("Its parts are not divided as it says.")
    TOO_MANY_PARTS = "too-many-parts", _("It has more parts than this site reads.")
    WRONG_CHARSET = "wrong-charset", _("Its letters are not stored as it says.")
    WRONG_ENCODING = "wrong-encoding", _("A part is packed in a way this site does not know.")
    ENCRYPTED = "encrypted", _("It is encrypted.")
    TNEF = "tnef", _("Some of it is packed in Outlook's own form (winmail.dat).")


class MailDismissal(TextChoices):
    """Why an incoming mail is not filed."""

    SPAM = "spam", _("Spam")
    UNRELATED = "unrelated", _("About something else")
    REPEATED = "repeated", _("Says what was filed already")
    AUTOMATIC = "automatic", _("Written by a machine")
    HANDLED = "handled", _("Answered or done elsewhere")
