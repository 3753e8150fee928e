"""Which statement a command means."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker.models import Revision, Statement

NAMED = 20


def latest_revision(slug: str) -> Revision:
    """The statement's current wording; raises CommandError if there is none."""
    statement = Statement.objects.filter(slug=slug).first()
    if statement is None:
        known = ", ".join(Statement.objects.order_by("pk").values_list("slug", flat=True)[:NAMED])
        raise CommandError(
            _("There is no statement “%(slug)s”. There are: %(known)s.")
            % {"slug": slug, "known": known}
        )
    revision = statement.revisions.order_by("-number").first()
    if revision is None:
        raise CommandError(_("“%(title)s” has no text yet.") % {"title": statement})
    return revision
