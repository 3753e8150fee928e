"""The words of long lists that the worker takes in: where one stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """Where a long list stands."""

    UNREAD = "unread", _("Being read")
    READ = "read", _("Read; waits for your word")
    RECORDING = "recording", _("Being recorded")
    RECORDED = "recorded", _("Recorded; waits for release")
    RELEASING = "releasing", _("Being released")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    DISCARDED = "discarded", _("Set aside")
