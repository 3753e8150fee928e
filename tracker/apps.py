"""Tells Django about the one app of this site and its desk, and registers its system checks."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
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


class DeskConfig(AdminConfig):
    """The stock admin with the editors' desk as its site."""

    default_site = "tracker.admin.site.DeskSite"
