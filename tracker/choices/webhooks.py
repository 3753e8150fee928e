"""The words of webhooks: whether one is told of events, and how far each delivery has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WebhookState(TextChoices):
    """Whether an address is told of events."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class DeliveryState(TextChoices):
    """How far one event's way to one webhook is."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Being sent")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given-up", _("Given up")
    DROPPED = "dropped", _("Not sent")


class DeliveryProblem(TextChoices):
    """Why a try failed, or why an event is not sent; rules/deliveries.py says what follows."""

    NO_NAME = "no-name", _("The name of the server was not found.")
    NOT_PUBLIC = "not-public", _("The name leads to no public address: nothing was sent there.")
    BAD_ADDRESS = "bad-address", _("This site sends nothing to such an address.")
    NO_CONNECTION = "no-connection", _("The server could not be reached.")
    NOT_TRUSTED = "not-trusted", _("The server could not show that it is the one it is named.")
    TOO_SLOW = "too-slow", _("The server took too long.")
    NOT_HTTP = "not-http", _("What the server answered could not be read.")
    REDIRECT = "redirect", _("The server points to another address: that is not followed.")
    UNWILLING = "unwilling", _("The server did not take it.")
    GONE = "gone", _("The server says that nothing is taken there any more.")
    NO_SECRET = "no-secret", _("The key of this site was changed: make a new secret.")
    WITHDRAWN = "withdrawn", _("It is not public any more.")
    ENDED = "ended", _("The webhook was ended before.")
    TOO_OLD = "too-old", _("It waited for too long.")
