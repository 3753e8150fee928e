"""The words of files made of long lists: where one stands, and why it could not be made."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportState(TextChoices):
    """Where a file stands."""

    WAITING = "waiting", _("Waits to be made")
    MAKING = "making", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Could not be made")
    ENDED = "ended", _("Not kept any more")


class ExportProblem(TextChoices):
    """Why a file could not be made; as a reader is told it."""

    DISK_FULL = "disk-full", _("There is no room on the site's disk for it.")
    TOO_LARGE = "too-large", _("It would be larger than this site makes files.")
    CHANGED = (
        "changed",
        _(
            "Again and again something was taken out of the record while the file was made, and a "
            "file that still holds it is given to nobody."
        ),
    )
    LIST_GONE = "list-gone", _("The list is not there any more, or cannot be filtered like this.")
    BROKEN = "broken", _("It failed several times. Whoever runs the site finds why in its log.")
