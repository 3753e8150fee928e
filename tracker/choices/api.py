"""What a token of the API may be allowed to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """One kind of writing; the value stands in requests, answers and documents."""

    OFFERS = "offers:write", _("Record offers and invitations")
    REPLIES = "replies:write", _("Record replies")
    CHECKS = "checks:write", _("Record checks")
    LISTINGS = "listings:write", _("Record an issuer's own list")
    RELEASES = "releases:write", _("Release what it records, as far as its account may")
    HOSTED_OFFERS = "hosted-offers:write", _("Pass on offers from a campaign site's own form")
