"""The page about using our data: files, addresses for programs, and examples that are tested."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

EXAMPLES = "using_data/examples"


@require_safe
def using_data(request: HttpRequest) -> HttpResponse:
    """Every way in which what is public can be taken along, with examples."""
    examples = {
        name: render_to_string(f"{EXAMPLES}/{file}", {"site": settings.SITE_URL}).strip()
        for name, file in example_files().items()
    }
    return render(request, "using_data/page.html", {"examples": examples})


@cache
def example_files() -> dict[str, str]:
    """The files of the examples by their names in templates: read_sh for read.sh.txt."""
    folder: Path = settings.BASE_DIR / "templates" / EXAMPLES
    files = sorted(path.name for path in folder.iterdir())
    return {file.removesuffix(".txt").replace(".", "_"): file for file in files}
