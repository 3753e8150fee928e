"""A page as a browser sees it: its forms are filled in and sent with everything that is in them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from tracker.models.records import Record


class Page:
    """One answer of the site, read as HTML."""

    def __init__(self, browser: Client, response: HttpResponse) -> None:
        self.browser, self.response = browser, response
        self.status = response.status_code
        self.tree = html.fromstring(response.content.decode() or "<html></html>")

    @property
    def text(self) -> str:
        """What a person reads, in one line."""
        for hidden in self.tree.xpath("//script|//style"):
            hidden.getparent().remove(hidden)
        return " ".join(self.tree.text_content().split())

    @property
    def errors(self) -> list[str]:
        """The messages that stand at fields or above a form."""
        found = self.tree.xpath("//ul[contains(@class, 'errorlist')]/li")
        return [" ".join(one.text_content().split()) for one in found]

    @property
    def messages(self) -> list[str]:
        found = self.tree.xpath("//ul[@class='messagelist']/li")
        return [" ".join(one.text_content().split()) for one in found]

    @property
    def labels(self) -> list[str]:
        """What can be done with the record: links and buttons beside its title."""
        found = self.tree.xpath("//ul[@class='tools']//a | //ul[@class='tools']//button")
        return [" ".join(one.text_content().split()) for one in found]

    def links(self, text: str) -> list[str]:
        return [
            one.get("href")
            for one in self.tree.xpath("//a[@href]")
            if " ".join(one.text_content().split()).startswith(text)
        ]

    def fields(self) -> dict[str, Any]:
        """Names and values of the main form, as a browser would send them."""
        form = max(self.tree.forms, key=lambda one: len(one.fields))
        values: dict[str, Any] = {}
        areas = {area.name for area in form.xpath(".//textarea")}
        for name, value in form.form_values():
            if name in areas:
                value = value.removeprefix("\n")  # noqa: PLW2901  # as browsers do
            values[name] = [*_listed(values[name]), value] if name in values else value
        return {name: value for name, value in values.items() if "__prefix__" not in name}

    def send(self, **typed: Any) -> Page:
        """Type into the main form and send it; the answer, after any redirect.

        A dash in a field's name is written as two underscores.
        """
        typed = {name.replace("__", "-"): value for name, value in typed.items()}
        return post(self.browser, self.url, self.fields() | typed)

    def add_row(self, prefix: str, **typed: Any) -> dict[str, Any]:
        """What a browser adds to the form for one more row below it."""
        rows = int(self.fields()[f"{prefix}-TOTAL_FORMS"])
        row = {f"{prefix}__{rows}__{name}": value for name, value in typed.items()}
        return {f"{prefix}__TOTAL_FORMS": str(rows + 1)} | row

    @property
    def url(self) -> str:
        request: Any = getattr(self.response, "wsgi_request")  # noqa: B009
        return str(request.get_full_path())


def get(browser: Client, url: str) -> Page:
    return Page(browser, browser.get(url, follow=True))  # type: ignore[arg-type]


def post(browser: Client, url: str, data: dict[str, Any] | None = None) -> Page:
    return Page(browser, browser.post(url, data or {}, follow=True))  # type: ignore[arg-type]


def page_of(row: Any, what: str = "change") -> str:
    """The address of a record's page."""
    return f"/admin/tracker/{row._meta.model_name}/{row.pk}/{what}/"


def do(browser: Client, row: Record, name: str, **data: Any) -> Page:
    """Press one of a record's buttons."""
    return post(browser, page_of(row, f"do/{name}"), data)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
