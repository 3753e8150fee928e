"""What the site's processes tell of themselves on their standard output."""

from __future__ import annotations

from typing import Any

from environ import Env


def read_logging(env: Env) -> dict[str, Any]:
    """The logging configuration, with LOG_LEVEL from the environment."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "plain",
            },
        },
        "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Not every 404: an address can hold a person's secret link.
            "django.request": {"level": "ERROR"},
            # Nor every form sent without its cookie, for the same reason.
            "django.security.csrf": {"level": "ERROR"},
            # Not every robot that asks for another site.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
