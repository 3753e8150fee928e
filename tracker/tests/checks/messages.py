"""What the checks say, as their numbers, and a site that others can reach."""

from django.core.checks import CheckMessage

PUBLIC = ["localhost", "record.example"]


def ids(messages: list[CheckMessage]) -> list[str]:
    assert all(message.hint for message in messages)
    return [str(message.id) for message in messages]
