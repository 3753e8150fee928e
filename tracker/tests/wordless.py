"""What a page or a letter says without having it translated, seen in a made-up language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, Model, TextField

from tracker.tests.languages import CLOSE, OPEN

# Attributes that somebody reads or hears; and every data- attribute, from which scripts take words.
SAID = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-label"}
QUIET = {"script", "style", "code", "pre", "textarea"}
# The same in every language, or written by nobody here.
SAME = re.compile(
    r"""\b(UTC|SHA-?256|CSV|JSONL?|XLSX|Atom|API|PDF|SVG|QR|ID|EDTF|HTML|RFC\ \d+|Ed25519|URL|Django
    |Excel|OpenAPI|Standard\ Webhooks|Markdown|true|false|BibTeX|CSL|KiB|B|KB|MB|bytes)\b""",
    re.VERBOSE,
)
ADDRESS = re.compile(r"(https?://|/)\S+|\S+\.py\b|\S+@\S+|\b[0-9a-f]{6,}\S*|\b[A-Z]{2}(-\w{4})+")


class Reader(HTMLParser):
    """Collects the text of a page, run by run, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in QUIET:
            self.quiet += 1
        if tag == "meta" and given.get("name") == "description":
            self.found.append(given["content"] or "")
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.found.append(given.get("value") or "")
        self.found += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in QUIET

    def handle_data(self, data: str) -> None:
        if not self.quiet and data.strip():
            self.found.append(data.strip())


def texts_of(page: str) -> list[str]:
    """What a reader of an HTML page reads or hears."""
    reader = Reader()
    reader.feed(page)
    return reader.found


def untranslated(texts: Iterable[str], known: list[str]) -> set[str]:
    """What is left of them without what was translated and without what is `known`."""
    # A sentence goes on behind a link in it.
    left = (_without(text, known) for text in _outside("\n".join(texts)).split("\n"))
    return {text.strip() for text in left if re.search(r"[^\W\d_]{2}", text)}


def typed() -> list[str]:
    """Every text that stands in the database, the longest first."""
    models = apps.get_app_config("tracker").get_models()
    found = {text for model in models for text in texts_in(model)}
    return sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def texts_in(model: type[Model]) -> Iterator[str]:
    """Every text in the rows of a model."""
    names = [one.name for one in model._meta.concrete_fields if _is_text(one)]
    for row in model._base_manager.values_list(*names) if names else ():
        for value in row:
            yield from _strings(value)


def _is_text(field: Any) -> bool:
    return isinstance(field, CharField | TextField | JSONField)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
        yield from (line.strip() for line in value.splitlines())
    elif isinstance(value, dict):
        for one in [*value, *value.values()]:
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _outside(text: str) -> str:
    """The text without what stands in brackets, which may stand in brackets themselves."""
    depth, kept = 0, []
    for character in text:
        depth += character == OPEN
        if not depth:
            kept.append(character)
        depth -= character == CLOSE
    return "".join(kept)


def _without(text: str, known: list[str]) -> str:
    text = SAME.sub(" ", ADDRESS.sub(" ", text))
    for one in known:
        if len(one) > 2 and one in text:
            text = text.replace(one, " ")
    return text
