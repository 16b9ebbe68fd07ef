"""The worklist: filtered and read by the keyboard, with and without JavaScript; the switch of languages."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page

import checks
import mouse
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


def test_a_change_by_one_is_told_to_the_other_who_decides_when_to_see_it(visit: Visits) -> None:
    page, colleague = visit(people.NEUROLOGIST, "en"), visit(people.NEUROPHYSIOLOGIST, "en")
    # The stream stands once it was answered; what changes before that is told as well.
    page.goto("/worklist?status=open&order=waiting")
    told = page.locator("[data-changes]")
    assert told.get_attribute("role") == "status" and told.inner_text() == ""
    link = page.locator("table.work tbody th a").first
    address, before = link.get_attribute("href"), page.locator("table.work").inner_text()

    colleague.goto(f"{address}/change")
    colleague.locator("[name='/question']").fill("Does the hand tire in the cold?")
    mouse.follow(colleague.get_by_role("button", name="Save", exact=True))
    assert colleague.get_by_role("status").first.is_visible()

    told.get_by_text("Changed on this page: 1.").wait_for()
    row = page.locator("table.work tbody tr", has=page.locator(f"a[href='{address}']"))
    assert row.locator("[data-changed]").inner_text() == "changed"
    assert page.locator("[data-changed]").count() == 1
    # Nothing is shown anew by itself.
    assert page.locator("table.work").inner_text().replace(" changed", "").replace("changed", "").split() == before.split()
    checks.axe(page)
    checks.reflow(page)

    # What is changed meanwhile on a page of the list that is not looked at is told as well.
    other = visit(people.NEUROLOGIST, "en")
    other.goto("/worklist?status=open&text=nobodyasksforthis")
    assert other.locator("table.work").count() == 0
    colleague.goto(f"{address}/change")
    colleague.locator("[name='/question']").fill("Does the hand tire in the cold, and recover?")
    mouse.follow(colleague.get_by_role("button", name="Save", exact=True))
    other.locator("[data-changes]").get_by_text("Changed elsewhere: 1.").wait_for()

    mouse.follow(told.get_by_role("link", name="Show the list anew"))
    assert "status=open&order=waiting" in page.url
    assert told.inner_text() == "" and page.locator("[data-changed]").count() == 0
    assert "Does the hand tire in the cold, and recover?" in row.inner_text()


def test_whoever_does_not_see_a_case_hears_nothing_of_it(visit: Visits) -> None:
    page, colleague = visit(people.REGIONAL_NEUROLOGIST, "en"), visit(people.NEUROPHYSIOLOGIST, "en")
    page.goto("/worklist")
    seen = {link.get_attribute("href") for link in page.locator("table.work tbody th a").all()}
    colleague.goto("/worklist?status=open")
    links = [link.get_attribute("href") for link in colleague.locator("table.work tbody th a").all()]
    hidden = next(link for link in links if link not in seen)
    colleague.goto(f"{hidden}/change")
    colleague.locator("[name='/question']").fill("Is this told to nobody else?")
    mouse.follow(colleague.get_by_role("button", name="Save", exact=True))
    watching = visit(people.NEUROLOGIST, "en")
    watching.goto("/worklist?status=open&text=nobodyasksforthis")
    colleague.goto(f"{hidden}/change")
    colleague.locator("[name='/question']").fill("Is this told to those alone who see it?")
    mouse.follow(colleague.get_by_role("button", name="Save", exact=True))
    watching.locator("[data-changes]").get_by_text("Changed elsewhere: 1.").wait_for()
    assert page.locator("[data-changes]").inner_text() == ""


def test_a_view_is_kept_for_everybody_and_removed(visit: Visits, keyboard: Callable[[Page], Keyboard]) -> None:
    page = visit(people.COORDINATOR, "en")
    keys = keyboard(page)
    page.goto("/worklist?status=open&overdue=true&order=waiting")
    keys.go("Keep this view, or remove one", tag="a")
    keys.fill("/name", "Late & long")
    keys.go("Keep this view", tag="button")
    assert page.get_by_role("status").inner_text() == "The view is kept: it stands above the worklist."
    keys.go("Late & long", tag="a")
    query = parse_qs(urlparse(page.url).query)
    assert query == {"status": ["open"], "overdue": ["true"], "order": ["waiting"]}
    assert page.locator(".views [aria-current]").inner_text() == "Late & long"
    assert page.locator("table.work th[aria-sort]").inner_text().startswith("Days waiting")
    keys.go("Keep this view, or remove one", tag="a")
    keys.go("Remove Late & long", tag="button")
    assert page.get_by_role("status").inner_text() == "The view is removed."


def test_on_a_telephone_a_line_takes_the_whole_width(visit: Visits) -> None:
    page = visit(people.NEUROLOGIST, width=320)
    page.goto("/worklist")
    row = page.locator("table.work tbody tr").first
    widths = [part.evaluate("part => part.getBoundingClientRect().width") for part in (row.locator("th"), row)]
    assert widths[0] > 0.95 * widths[1]


def test_nothing_moves_when_the_link_to_the_content_comes_and_goes(visit: Visits) -> None:
    # Who presses a button while it is shown would press on what has moved there meanwhile.
    page = visit(people.NEUROLOGIST, "en")
    page.goto("/worklist")
    before = page.locator("h1").bounding_box()
    focus = Keyboard(page).tab()
    assert focus is not None and focus["address"] == "#content"
    assert page.locator("h1").bounding_box() == before
