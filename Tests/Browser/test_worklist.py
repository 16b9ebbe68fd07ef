"""The worklist: filtered and read by the keyboard, with and without JavaScript; the switch of languages."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page

import checks
import people
from conftest import Visits
from keyboard import Keyboard


@pytest.mark.parametrize("javascript", [True, False])
def test_the_list_is_filtered_by_the_keyboard_alone(
    visit: Visits, keyboard: Callable[[Page], Keyboard], javascript: bool
) -> None:
    page = visit(people.NEUROLOGIST, javascript=javascript)
    keys = keyboard(page)
    page.goto("/worklist")
    everyone = page.locator("table.work tbody tr").count()
    assert everyone > 1
    keys.reach("Filter", tag="summary")
    keys.press("Enter")
    keys.select("overdue", "alleen te laat")
    keys.go("Tonen")
    assert parse_qs(urlparse(page.url).query)["overdue"] == ["true"]
    rows = page.locator("table.work tbody tr")
    assert 0 < rows.count() < everyone
    assert all("te laat" in text for text in rows.all_inner_texts())

    # Nothing fits: the page says what was chosen.
    keys.fill("waitingDaysMin", "9000")
    keys.follow()
    assert page.locator("table.work").count() == 0
    assert "9000" in page.locator("main li").last.inner_text()
    checks.language(page, "nl")
    if javascript:
        checks.axe(page)


def test_no_name_stands_in_an_address(visit: Visits) -> None:
    page = visit(people.NEUROLOGIST)
    page.goto("/worklist")
    names = [text.split(",")[0].casefold() for text in page.locator("tbody th a").all_inner_texts()]
    assert names
    for address in checks.offered(page):
        assert not [name for name in names if name in address.casefold()]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_is_switched_and_stays(
    visit: Visits, keyboard: Callable[[Page], Keyboard], javascript: bool
) -> None:
    page = visit(people.NEUROPHYSIOLOGIST, "nl", javascript=javascript)
    keys = keyboard(page)
    page.goto("/worklist?overdue=true")
    address = page.url
    checks.language(page, "nl")
    keys.go("English")
    assert page.url == address
    checks.language(page, "en")
    page.goto("/account")
    checks.language(page, "en")
