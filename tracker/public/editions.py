"""The edition of the site: a hash of all that pages show besides the record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings

from tracker.queries.pdf_libraries import draws_documents

# Where what pages are made of lies, from the root of the checkout.
FOLDERS = ("templates", "tracker")
ENDINGS = {".css", ".html", ".js", ".mo", ".py", ".svg", ".txt", ".xml"}
# Not what only tests are made of.
LEFT_OUT = {"tests", "__pycache__"}
# The settings that stand on pages, in words or as addresses.
SHOWN = (
    "SITE_URL",
    "SITE_NAME",
    "CONTACT_EMAIL",
    "BACKUP_DAYS",
    "CONFIRM_DAYS",
    "LETTER_DAYS",
    "LANGUAGE_CODE",
    "LANGUAGES",
    "LOG_ORIGIN",
    "STATIC_URL",
    "TIMESTAMP_URL",
    "TIME_ZONE",
    "CONTENT_SECURITY_POLICY",
)


@cache
def edition() -> str:
    """The hash, in hex: the same on every host that runs the same release with the same settings.

    Reads every file of the site once in a process.
    """
    digest = blake2b(digest_size=16)
    for told in (django.__version__, version("django-htmx"), *_settings()):
        digest.update(f"{told}\n".encode())
    for path in _files(settings.BASE_DIR):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _settings() -> Iterator[str]:
    for name in SHOWN:
        yield f"{name}={getattr(settings, name)!s}"
    yield f"MAIL_FOLDER={settings.MAIL_FOLDER is not None}"
    yield f"documents={draws_documents()}"


def _files(root: Path) -> list[Path]:
    found = (path for folder in FOLDERS for path in (root / folder).rglob("*"))
    kept = (path for path in found if path.suffix in ENDINGS)
    return sorted(path for path in kept if not LEFT_OUT & set(path.relative_to(root).parts))
