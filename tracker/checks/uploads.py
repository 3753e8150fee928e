"""Checks of where uploads are kept."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from tracker.uploads import BUCKET


def check_uploads(**_: Any) -> list[CheckMessage]:
    """E017: a bucket needs its client, which is not installed with the site."""
    wanted = settings.STORAGES["default"]["BACKEND"] == BUCKET
    if not wanted or (find_spec("storages") and find_spec("boto3")):
        return []
    return [
        Error(
            "UPLOADS_URL names a bucket, and the client for it is not installed.",
            hint="Install what requirements-s3.txt lists: script/server does, and pip install "
            "--require-hashes -r requirements-s3.txt.",
            id="undersigned.E017",
        )
    ]
