"""QR codes, drawn into the page: what is printed can be followed with a phone."""

from __future__ import annotations

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

QUIET = 4  # the light edge that readers of codes need, in modules


@register.simple_tag
def qr_code(text: str, told: str | None = None) -> SafeString:
    """A text as a QR code in SVG, dark on light also where the page is dark.

    `told` is what it is for whoever does not see it, unless what is around the code says so.
    """
    code = segno.make(text, micro=False, error="m")
    drawn = code.svg_inline(
        border=QUIET, omitsize=True, light="#fff", dark="#000", svgclass="qr", title=told
    )
    return mark_safe(drawn)  # noqa: S308 - dots, and a title that is escaped: no other text
