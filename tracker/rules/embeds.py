"""Pieces of HTML by which other sites show a part of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.html import escape

THEMES = ("auto", "light", "dark")
LIST_SIZE = (600, 480)
COUNT_SIZE = (300, 160)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of ours to be shown inside another, and how large."""

    address: str
    title: str
    width: int
    height: int


def frame_html(frame: Frame) -> str:
    """The iframe: nothing in it runs, and its links open a page of their own."""
    return (
        f'<iframe src="{escape(frame.address)}" title="{escape(frame.title)}" '
        f'width="{frame.width}" height="{frame.height}" frameborder="0" loading="lazy" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )


def badge_html(picture: str, page: str, words: str) -> str:
    """A picture that leads to the page it is about."""
    return (
        f'<a href="{escape(page)}"><img src="{escape(picture)}" alt="{escape(words)}" '
        'height="24"></a>'
    )


def badge_markdown(picture: str, page: str, words: str) -> str:
    """The same for pages written in Markdown."""
    said = words.replace("[", "(").replace("]", ")")
    return f"[![{said}]({picture})]({page})"


def fitted(size: tuple[int, int], most: tuple[int | None, int | None]) -> tuple[int, int]:
    """A size cut to the most that somebody has room for, each None where all is well."""
    width, height = (
        wanted if limit is None else min(wanted, limit)
        for wanted, limit in zip(size, most, strict=True)
    )
    return width, height


def oembed_xml(told: dict[str, Any]) -> bytes:
    """The answer of oEmbed 1.0 as XML."""
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = str(value)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
