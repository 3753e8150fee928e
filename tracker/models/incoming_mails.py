"""Incoming mail: every message received, byte for byte, and what was made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.choices import MailDismissal, MailKind, MailState, MailTrouble, MatchedBy, Origin
from tracker.models.replies import Reply
from tracker.models.submissions import Submission
from tracker.models.users import reads_desk


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    def visible_to(self, user: object) -> IncomingMailQuerySet:
        """Mail holds addresses and private words: only the desk sees it."""
        return self if reads_desk(user) else self.none()

    def waiting(self) -> IncomingMailQuerySet:
        return self.filter(state=MailState.WAITING)

    def in_holding_pen(self) -> IncomingMailQuerySet:
        """Waiting, and not matched to a submission by anything better than a guess."""
        return self.waiting().filter(matched_by__in=[MatchedBy.GUESS, MatchedBy.NOTHING])


class IncomingMail(models.Model):
    """A row is one message received. Its bytes are the file; the columns are what was read of them.

    `identity` is the same for copies of one message: the hash of its Message-ID and of what follows
    its header, or of all bytes where it has none. `submissions` are those it was matched to, or,
    with a guess, those suggested. Nothing here is public: only the reply that a person makes of it.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    identity = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), editable=False)
    file = models.FileField(_("file"), max_length=200, editable=False)
    received_at = models.DateTimeField(_("received"), editable=False)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    origin = models.CharField(
        _("through"), max_length=16, choices=Origin.choices, default=Origin.MAIL, editable=False
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=MailKind.choices, default=MailKind.MESSAGE, editable=False
    )
    state = models.CharField(
        _("state"), max_length=16, choices=MailState.choices, default=MailState.WAITING
    )
    message_id = models.CharField(max_length=500, blank=True, db_index=True, editable=False)
    sender_name = models.CharField(_("from"), max_length=300, blank=True, editable=False)
    sender_address = models.CharField(
        _("address"), max_length=254, blank=True, db_index=True, editable=False
    )
    sender_is_known = models.BooleanField(
        _("address known"),
        default=False,
        editable=False,
        help_text=_("Used before by a party of the record. It proves nothing: senders are forged."),
    )
    subject = models.CharField(_("subject"), max_length=500, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent, as it says"), null=True, editable=False)
    text = models.TextField(_("text"), blank=True, editable=False)
    checks = models.JSONField(_("sender checks"), default=dict, blank=True, editable=False)
    troubles = models.JSONField(_("what could not be read"), default=list, blank=True)
    matched_by = models.CharField(
        _("matched by"), max_length=16, choices=MatchedBy.choices, default=MatchedBy.NOTHING
    )
    submissions = models.ManyToManyField(
        Submission, related_name="incoming_mails", blank=True, verbose_name=_("submissions")
    )
    bounced = models.JSONField(_("what came back"), default=dict, blank=True, editable=False)
    reply = models.OneToOneField(
        Reply,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="incoming_mail",
        verbose_name=_("filed as"),
    )
    dismissal = models.CharField(
        _("reason for dismissing"), max_length=16, choices=MailDismissal.choices, blank=True
    )
    handled_at = models.DateTimeField(_("handled"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("handled by"),
    )

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mail")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "received_at", "id"], name="mail_by_state")]

    def __str__(self) -> str:
        # Events keep this as their label, so it names nobody.
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def trouble_words(self) -> list[str]:
        """What could not be read, in words."""
        return [str(MailTrouble(code).label) for code in self.troubles]


class MailAttachment(models.Model):
    """A row is one attachment: what it says of itself, and the file if its type is one we keep."""

    mail = models.ForeignKey(IncomingMail, models.CASCADE, related_name="attachments")
    order = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type, as it says"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    kept_type = models.CharField(max_length=100, blank=True)
    file = models.FileField(_("file"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["mail", "order"], name="mail_attachment_order")
        ]

    def __str__(self) -> str:
        return self.name


class ReplyAddress(models.Model):
    """A row is the secret address at which answers about one submission arrive.

    The secret itself is kept, not its hash: every letter has to print it again.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="reply_address")
    secret = models.CharField(max_length=40, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reply address")
        verbose_name_plural = _("reply addresses")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.submission_id)
