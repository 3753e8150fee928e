"""Tells Django about the one app of this site, and registers its system checks."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from tracker import checks


class TrackerConfig(AppConfig):
    name = "tracker"
    label = "tracker"
    verbose_name = _("The record")

    def ready(self) -> None:
        for check, tag in checks.CHECKS:
            register(check, tag)
