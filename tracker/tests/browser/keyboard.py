"""A person who has a keyboard and nothing else: whatever Tab does not reach cannot be used."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FURTHEST = 250  # more stops than any page has
PASSWORD = "a password for tests"  # as cast.make_user gives it


class Keyboard:
    """Works one page of a browser by keys alone; every method fails where a key leads nowhere."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, address: str) -> None:
        """Type an address into the browser."""
        self.page.goto(self.base + address)

    def reach(self, wanted: Locator) -> None:
        """Press Tab until the wanted element has the focus."""
        expect(wanted).to_be_visible()
        handle = wanted.element_handle()
        for _ in range(FURTHEST):
            if self.page.evaluate("one => one === document.activeElement", handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no key reaches {wanted}")

    def press(self, name: str) -> None:
        """Reach a button by its words and press Enter; it leads to another page."""
        self.reach(self.page.get_by_role("button", name=name, exact=True).first)
        self._enter()

    def push(self, name: str) -> None:
        """Reach a button by its words and press Enter; it changes this page."""
        self.reach(self.page.get_by_role("button", name=name).first)
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Reach a link by its words and press Enter."""
        self.reach(self.page.get_by_role("link", name=name, exact=True).first)
        self._enter()

    def fill(self, label: str, text: str, *, group: str = "") -> None:
        """Reach a field by its label (in a group: its last row's) and type over what it holds."""
        if group:
            rows = self.page.get_by_role("group", name=group, exact=True)
            self.reach(rows.get_by_role("textbox", name=label).last)
        else:
            self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, option: str) -> None:
        """Reach a list of choices and type the beginning of one."""
        field = self.page.get_by_label(label, exact=True)
        self.reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def find(self, label: str, query: str, found: str) -> None:
        """Reach a find-as-you-type field, type a query, and take what was found."""
        box = self.page.locator(f".select2-container:near(label:text-is('{label}'))").first
        self.reach(box.get_by_role("combobox"))
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".select2-search__field:focus")).to_be_visible()
        self.page.keyboard.type(query)
        first = self.page.locator(".select2-results__option--highlighted")
        expect(first).to_contain_text(found)
        self.page.keyboard.press("Enter")

    def sign_in(self, name: str) -> None:
        self.open("/admin/")
        self.fill("Username:", name)
        self.fill("Password:", PASSWORD)
        self._enter()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("What waits")

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
