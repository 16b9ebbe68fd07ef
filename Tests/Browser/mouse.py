"""Somebody who clicks on what leads to another page, and waits until that is there; who fills in forms with a mouse."""

import re

from playwright.sync_api import Locator, Page


def follow(place: Locator) -> None:
    """Clicks on a link, or on a button that sends a form."""
    with place.page.expect_navigation():
        place.click()


class Mouse:
    """A mouse on a page, with the same words as `Keyboard`: names are the visible ones, or that of the field."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # The form that was filled in last, where a button is looked for first.
        self._form: Locator | None = None

    def fill(self, name: str, text: str) -> None:
        """Clicks into a field and types, in place of what stands there."""
        place = self._field(name)
        place.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, field: str, option: str) -> None:
        """Clicks on the radio button of a field that stands for this value."""
        self._field(f'{field}"][value="{option}').click()

    def tick(self, name: str) -> None:
        """Clicks on a box, where it is not ticked."""
        self._field(name).check()

    def select(self, name: str, option: str) -> None:
        """Takes the line of a list that says so, or that stands for this value."""
        self._field(name).select_option(option)

    def go(self, name: str) -> None:
        """Clicks on a link or a button and waits for the page that it leads to."""
        places = [self._form, self.page.locator("main"), self.page.locator("body")]
        for place in [place for place in places if place is not None]:
            found = place.get_by_role("button", name=_words(name)).or_(place.get_by_role("link", name=_words(name)))
            if found.count() > 0:
                self._form = None
                return follow(found.first)
        raise AssertionError(f"{self.page.url}: nothing to click on is called {name!r}")

    def _field(self, name: str) -> Locator:
        is_field = name.startswith(("/", "="))
        place = self.page.locator(f'[name="{name}"]') if is_field else self.page.get_by_label(_words(name))
        self._form = place.locator("xpath=ancestor::form")
        return place


def _words(name: str) -> re.Pattern[str]:
    """A visible name: the whole of it or, with … at the end, its beginning."""
    words = r"\s+".join(re.escape(word) for word in name.rstrip("…").split())
    return re.compile(rf"^\s*{words}" + ("" if name.endswith("…") else r"\s*$"), re.IGNORECASE)
