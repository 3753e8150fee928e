"""Whether this host has what draws documents as PDF."""

from __future__ import annotations

from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec

# What WeasyPrint needs of the system. It is not imported to find out: that takes 50 MB.
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset", "fontconfig")


@cache
def draws_documents() -> bool:
    """Whether WeasyPrint and the libraries that it needs are installed; asked once in a process."""
    return find_spec("weasyprint") is not None and not missing_libraries()


def missing_libraries() -> list[str]:
    """The names of the libraries of the system that this host does not have."""
    return [name for name in LIBRARIES if find_library(name) is None]
