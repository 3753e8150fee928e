"""Reads where uploads are kept, a folder of this machine or a bucket, from the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from environ import Env

FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
BUCKET = "storages.backends.s3.S3Storage"


def read_uploads(env: Env) -> dict[str, Any]:
    """The storage of UPLOADS_URL, s3://KEY:SECRET@BUCKET/PREFIX?endpoint=…&region=…, or a folder.

    Without key and secret the usual places of an S3 client are asked for them. Raises ValueError
    for an address that names no bucket, rather than to scatter files over two places.
    """
    url = env.str("UPLOADS_URL", default="")
    return {"BACKEND": BUCKET, "OPTIONS": _bucket(url)} if url else FOLDER


def _bucket(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    strange = query.keys() - {"endpoint", "region"}
    if parts.scheme != "s3" or not parts.hostname or strange:
        raise ValueError(
            "UPLOADS_URL has to be like s3://KEY:SECRET@BUCKET/PREFIX?endpoint=https://…&region=…"
        )
    given = {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": query.get("endpoint", ""),
        "region_name": query.get("region", ""),
        "location": parts.path.strip("/"),
    }
    return {
        "bucket_name": parts.netloc.rpartition("@")[2],
        # Two rows never share a file unless its name is made of its bytes.
        "file_overwrite": False,
        "signature_version": "s3v4",
        # Other servers than Amazon's seldom have a name for each bucket.
        "addressing_style": "path" if given["endpoint_url"] else "auto",
    } | {name: value for name, value in given.items() if value}
