"""The words of statistics: what is measured, and how it ended for one submission."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """What is counted by the day, or by how many days it took."""

    OFFERED = "offered", _("Offered")
    ENDORSED = "endorsed", _("Endorsed")
    ACKNOWLEDGING = "acknowledging", _("Acknowledging receipt")
    REPLYING = "first-reply", _("First reply")
    DECIDING = "deciding", _("Deciding")


class Course(TextChoices):
    """What became of one thing that is measured.

    What waits is counted by the day it was offered where the site knows up to now (`waiting`), and
    by the days known where nothing is known after a last check or message (`known`).
    """

    DONE = "done", _("Came")
    WAITING = "waiting", _("Waits, known up to now")
    KNOWN = "known", _("Waited, as far as is known")
    ENDED = "ended", _("Taken back before")
    NOT_NEEDED = "not-needed", _("Decided without")
    UNDATED = "undated", _("Not dated to the day")
