"""Where a log is read from: a site, a mirror of an exported folder, or such a folder."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

TIMEOUT_SECONDS = 60
TRIES = 4
HEADERS = {
    "User-Agent": "audit_log",
    # Of long lists not a file made earlier, but what is listed now.
    "Prefer": "wait=3600",
}
PAUSE_SECONDS = 1.0
# Where the lists are on a site; in a folder, and on a mirror of one, they are files.
ON_SITES = {
    "submissions.csv": "submissions/?format=csv",
    "events.csv": "events/?format=csv",
}

Got = TypeVar("Got")


class LogCopy(Protocol):
    """A copy of a log, and of the lists that everybody reads."""

    def read(self, path: str) -> bytes | None:
        """What is at a path below the copy's address; None where nothing is."""

    def fetch_list(self, name: str, into: Path) -> bool:
        """Copy one of the lists into a file; whether there is one."""


class LogFolder:
    """An exported folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        """What a file below the folder holds; None where there is none."""
        found = self.folder / path
        return found.read_bytes() if found.is_file() else None

    def fetch_list(self, name: str, into: Path) -> bool:
        """Copy one of the lists into a file; whether there is one."""
        found = self.folder / name
        if found.is_file():
            shutil.copyfile(found, into)
        return found.is_file()


class LogSite:
    """A site, or a plain web server with an exported folder."""

    def __init__(self, url: str, cache: Path | None = None) -> None:
        """With `cache`, a folder, what never changes is fetched once for all audits."""
        self.url, self.cache = url.rstrip("/"), cache

    def read(self, path: str) -> bytes | None:
        """What is at this path; None where nothing is."""
        kept = self.cache / path if self.cache and _never_changes(path) else None
        if kept is not None and kept.is_file():
            return kept.read_bytes()
        data = self._got(path, HTTPResponse.read)
        if kept is not None and data is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_whole(kept, data)
        return data

    def fetch_list(self, name: str, into: Path) -> bool:
        """Copy one of the lists into a file; whether there is one."""

        def store(response: HTTPResponse) -> bool:
            with into.open("wb") as file:
                shutil.copyfileobj(response, file)
            return True

        return bool(self._got(ON_SITES[name], store) or self._got(name, store))

    def _got(self, path: str, take: Callable[[HTTPResponse], Got]) -> Got | None:
        """What `take` makes of an answer, tried again if the connection fails; None for a 404."""
        for tried in range(TRIES):
            try:
                # Whoever made this object has seen that the address is one of the web.
                request = Request(f"{self.url}/{path}", headers=HEADERS)  # noqa: S310
                with urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
                    return take(response)
            except HTTPError as error:
                error.close()
                if error.code == 404:
                    return None
                problem: Exception = error
            except (OSError, HTTPException) as error:
                problem = error
            time.sleep(PAUSE_SECONDS * tried)
        raise CommandError(
            _("%(url)s/%(path)s cannot be read: %(problem)s")
            % {"url": self.url, "path": path, "problem": problem}
        )


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever reads half of it, also after a crash."""
    written = path.with_name(f"{path.name}.new")
    with written.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(written, path)


def _never_changes(path: str) -> bool:
    """Whether this is a full tile or bundle."""
    return path.startswith("log/tile/") and ".p/" not in path
