"""Somebody who clicks on what leads to another page, and waits until that is there."""

from playwright.sync_api import Locator


def follow(place: Locator) -> None:
    """Clicks on a link, or on a button that sends a form."""
    with place.page.expect_navigation():
        place.click()
