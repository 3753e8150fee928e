"""The closed vocabularies of the record: every kind, status, stage and side that a row can have."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StatementKind(TextChoices):
    DECLARATION = "declaration", _("Declaration")
    OPEN_LETTER = "open-letter", _("Open letter")
    JOINT_STATEMENT = "joint-statement", _("Joint statement")
    MANIFESTO = "manifesto", _("Manifesto")
    RESOLUTION = "resolution", _("Resolution")
    PETITION = "petition", _("Petition")


class Stage(TextChoices):
    """How far an editor's work on a statement has come; only published ones are public."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Custody(TextChoices):
    HOSTED = "hosted", _("Hosted: its issuer uses this site")
    OBSERVED = "observed", _("Observed: recorded from outside")


class Openness(TextChoices):
    """Who may sign, as far as a program has to know it; the issuer's own words stand beside it."""

    ANYONE = "anyone", _("Anyone")
    ORGANISATIONS = "organisations", _("Organisations")
    PEOPLE = "people", _("People")
    INVITED = "invited", _("Only those invited")
    NOBODY = "nobody", _("Not open for signing")


class DecisionPolicy(TextChoices):
    AUTOMATIC = "automatic", _("Automatic: a confirmed offer stands")
    EDITORS = "editors", _("By editors of this site")
    ELSEWHERE = "elsewhere", _("By the issuer, elsewhere")


class ClauseKind(TextChoices):
    POINT = "point", _("Point")
    DEMAND = "demand", _("Demand")
    SLOGAN = "slogan", _("Slogan")


class SignatoryKind(TextChoices):
    ORGANISATION = "organisation", _("Organisation")
    NETWORK = "network", _("Network")
    PUBLICATION = "publication", _("Publication")
    PERSON = "person", _("Person")


class Number(TextChoices):
    """How many stand behind one signatory row, when a source names nobody."""

    ONE = "one", _("One")
    NOT_STATED = "not-stated", _("One or more, number not stated")


class AliasKind(TextChoices):
    ALIAS = "alias", _("Other name")
    ACRONYM = "acronym", _("Acronym")
    FORMER = "former", _("Former name")
    TRANSLATION = "translation", _("Name in another language")
    MISSPELLING = "misspelling", _("Misspelling in a source")


class Direction(TextChoices):
    OFFER = "offer", _("Offered by the signatory")
    INVITATION = "invitation", _("Invited by the issuer")


class Channel(TextChoices):
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    FORM = "form", _("Web form")
    PUBLIC = "public", _("Public announcement")
    MESSENGER = "messenger", _("Messenger or social network")
    TELEPHONE = "telephone", _("Telephone")
    IN_PERSON = "in-person", _("In person")
    LIST = "list", _("A published list")
    UNKNOWN = "unknown", _("Not stated")


class Visibility(TextChoices):
    NAMED = "named", _("Name shown")
    WITHHELD = "withheld", _("Name withheld, counted")


class Status(TextChoices):
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    INVITED = "invited", _("Invited")
    UNANSWERED = "unanswered", _("No reply recorded")
    ACKNOWLEDGED = "acknowledged", _("Receipt acknowledged")
    QUERIED = "queried", _("Asked a question")
    DEFERRED = "deferred", _("Needs more time")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    VOID = "void", _("Void")


class Party(TextChoices):
    """Who speaks in a reply, and who must act next."""

    SIGNATORY = "signatory", _("The signatory")
    ISSUER = "issuer", _("The issuer")
    NOBODY = "nobody", _("Nobody")


class Lateness(TextChoices):
    IN_TIME = "in-time", _("In time")
    OVERDUE = "overdue", _("Overdue")
    LONG_OVERDUE = "long-overdue", _("Long overdue")


class VoidReason(TextChoices):
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("Duplicate")
    MISTAKE = "mistake", _("Recorded by mistake")
    TEST = "test", _("Test entry")
    NOT_AUTHORISED = "not-authorised", _("Not authorised by the signatory")


class PositionKind(TextChoices):
    RESERVATION = "reservation", _("Reservation")
    ABSTENTION = "abstention", _("Abstention")
    OBJECTION = "objection", _("Objection")


class ReplyKind(TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledges receipt")
    QUESTION = "question", _("Asks a question")
    ANSWER = "answer", _("Answers the question")
    DEFERRAL = "deferral", _("Needs more time")
    ACCEPTANCE = "acceptance", _("Accepts")
    REFUSAL = "refusal", _("Refuses")
    LISTING = "listing", _("Lists the signatory")
    AGREEMENT = "agreement", _("Agrees to sign")
    DECLINE = "decline", _("Declines to sign")
    WITHDRAWAL = "withdrawal", _("Withdraws")
    PUBLICATION = "publication", _("Publishes its endorsement itself")
    REMINDER = "reminder", _("Reminds")
    RESEND = "resend", _("Sends the offer again")
    DISPUTE = "dispute", _("Disputes the record")
    NOTE = "note", _("Remarks")


class Looked(TextChoices):
    """What somebody looked for and did not find."""

    REPLY = "reply", _("A reply")
    LISTING = "listing", _("The name on the issuer's list")


class LinkPurpose(TextChoices):
    """What a secret link in a letter opens."""

    ANSWER = "answer", _("Answer as the other side")
    FOLLOW = "follow", _("Confirm or stop following")


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
    CHASER = "chaser", _("Reminds whose turn it is")
    ESCALATION = "escalation", _("Tells editors what is late")
    INVITATION = "invitation", _("Invites to sign or to answer")
    ANSWER = "answer", _("Answer to a submission")
    MESSAGE = "message", _("Passes on a message")
    NEW_REVISION = "new-revision", _("Asks again about a new wording")
    FOLLOWING = "following", _("Asks to confirm following")
    DIGEST = "digest", _("News for those who follow")
    CIRCULAR = "circular", _("Tells signatories of an event")


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


class Origin(TextChoices):
    """Through which door something came into the record."""

    DESK = "desk", _("The desk")
    FORM = "form", _("The public form")
    LINK = "link", _("A personal link")
    MAIL = "mail", _("E-mail")
    CLOCK = "clock", _("The clock")
    COMMAND = "command", _("A command")


class EventKind(TextChoices):
    """What happened; one per action, in the past tense."""

    STATEMENT_RECORDED = "statement-recorded", _("Statement recorded")
    STATEMENT_CHANGED = "statement-changed", _("Statement changed")
    STATEMENT_SUBMITTED = "statement-submitted", _("Statement sent to review")
    STATEMENT_RETURNED = "statement-returned", _("Statement returned to draft")
    STATEMENT_PUBLISHED = "statement-published", _("Statement published")
    STATEMENT_RETIRED = "statement-retired", _("Statement retired")
    REVISION_ADDED = "revision-added", _("Revision added")
    REVISION_CHANGED = "revision-changed", _("Revision changed before anybody signed it")
    TRANSLATION_ADDED = "translation-added", _("Translation added")
    TRANSLATION_CHANGED = "translation-changed", _("Translation changed")
    SIGNATORY_RECORDED = "signatory-recorded", _("Signatory recorded")
    SIGNATORY_CHANGED = "signatory-changed", _("Signatory changed")
    ALIAS_ADDED = "alias-added", _("Alias added")
    ALIAS_CHANGED = "alias-changed", _("Alias changed")
    ALIAS_REMOVED = "alias-removed", _("Alias removed")
    MEMBERSHIP_RECORDED = "membership-recorded", _("Membership recorded")
    MEMBERSHIP_CHANGED = "membership-changed", _("Membership changed")
    MEMBERSHIP_REMOVED = "membership-removed", _("Membership removed")
    SIGNATORIES_MERGED = "signatories-merged", _("Signatories merged")
    DUPLICATE_DISMISSED = "duplicate-dismissed", _("Suggested duplicate dismissed")
    SUBMISSION_RECORDED = "submission-recorded", _("Submission recorded")
    SUBMISSION_CHANGED = "submission-changed", _("Submission changed")
    SUBMISSION_RELEASED = "submission-released", _("Submission released")
    SUBMISSION_VOIDED = "submission-voided", _("Submission voided")
    POSITION_RECORDED = "position-recorded", _("Position recorded")
    POSITION_CHANGED = "position-changed", _("Position changed")
    POSITION_REMOVED = "position-removed", _("Position removed")
    REPLY_RECORDED = "reply-recorded", _("Reply recorded")
    REPLY_CHANGED = "reply-changed", _("Reply changed")
    REPLY_RELEASED = "reply-released", _("Reply released")
    REPLY_VOIDED = "reply-voided", _("Reply voided")
    CHECK_RECORDED = "check-recorded", _("Check recorded")
    CHECK_CHANGED = "check-changed", _("Check changed")
    CHECK_RELEASED = "check-released", _("Check released")
    CHECK_VOIDED = "check-voided", _("Check voided")
    SOURCE_ADDED = "source-added", _("Source added")
    SOURCE_CHANGED = "source-changed", _("Source changed")
    SOURCE_REMOVED = "source-removed", _("Source removed")
    CORRECTION_RECORDED = "correction-recorded", _("Correction recorded")
    CORRECTION_CHANGED = "correction-changed", _("Correction changed")
    CORRECTION_RELEASED = "correction-released", _("Correction released")
    RECORD_ASSIGNED = "record-assigned", _("Record assigned")
    NOTE_ADDED = "note-added", _("Internal note added")
    STANDING_REPAIRED = "standing-repaired", _("Stored status repaired")
    EDITOR_CHANGED = "editor-changed", _("Editor account changed")
    LETTER_DRAFTED = "letter-drafted", _("Letter drafted, to be reviewed")
    LETTER_CHANGED = "letter-changed", _("Letter changed before it was sent")
    LETTER_QUEUED = "letter-queued", _("Letter queued")
    LETTER_CANCELLED = "letter-cancelled", _("Letter cancelled")
    LETTER_SENT = "letter-sent", _("Letter sent")
    LETTER_KEPT = "letter-kept", _("Letter written to the mail folder")
    LETTER_DELAYED = "letter-delayed", _("Letter refused for now, to be tried again")
    LETTER_FAILED = "letter-failed", _("Letter failed")
    LETTER_LOST = "letter-lost", _("Not known whether the letter went out")
    LETTER_BOUNCED = "letter-bounced", _("Letter came back")
    LETTERS_EMPTIED = "letters-emptied", _("Old letters emptied of contact data")
    TEMPLATE_CHANGED = "template-changed", _("Letter template changed")
    MAIL_RECEIVED = "mail-received", _("Mail received")
    MAIL_FILED = "mail-filed", _("Mail filed")
    MAIL_DISMISSED = "mail-dismissed", _("Mail dismissed")
    MAIL_REOPENED = "mail-reopened", _("Mail reopened")


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
