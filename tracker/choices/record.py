"""The words of the record: kinds, statuses, stages and sides."""

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


class ClockName(TextChoices):
    """What somebody is expected to do in a stated time."""

    ACKNOWLEDGING = "acknowledging", _("Acknowledging receipt")
    DECIDING = "deciding", _("Deciding")
    ANSWERING = "answering", _("Answering a question")


class StepKind(TextChoices):
    """What was done about a clock that ran out: noted, reminded of, told to the editors."""

    OVERDUE = "overdue", _("Became overdue")
    LONG_OVERDUE = "long-overdue", _("Became long overdue")
    REMINDED = "reminded", _("Reminded")
    ESCALATED = "escalated", _("Told to the editors")


class VoidReason(TextChoices):
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("Duplicate")
    MISTAKE = "mistake", _("Recorded by mistake")
    TEST = "test", _("Test entry")
    NOT_AUTHORISED = "not-authorised", _("Not authorised by the signatory")
    UNCONFIRMED = "unconfirmed", _("Never confirmed by whoever offered")


class RetireReason(TextChoices):
    """Why a whole statement leaves the public; neutral, since it is public."""

    ISSUER = "issuer", _("Asked for by its issuer")
    MISTAKE = "mistake", _("Recorded by mistake")
    DUPLICATE = "duplicate", _("Duplicate")
    LAW = "law", _("Required by law")
    REVISED = "revised", _("To be recorded anew")


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


class Renewed(TextChoices):
    """What a signatory answers when it is asked about a newer wording."""

    ENDORSED = "endorsed", _("Endorses the new wording")
    KEPT = "kept", _("Keeps to the earlier wording")


class Looked(TextChoices):
    """What somebody looked for and did not find."""

    REPLY = "reply", _("A reply")
    LISTING = "listing", _("The name on the issuer's list")
