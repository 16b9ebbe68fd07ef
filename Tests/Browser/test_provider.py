"""The hospital's own sign-in, where it cannot be reached or nobody asked for it. The way through it: RealProviderTests."""

import pytest
from playwright.sync_api import Route

import checks
import mouse
from conftest import Visits

BUTTON = {"nl": "Aanmelden met het ziekenhuisaccount", "en": "Sign in with the hospital account"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_provider_that_cannot_be_reached_leaves_the_own_account(visit: Visits, language: str) -> None:
    page = visit(language=language)
    page.goto("/sign-in")
    mouse.follow(page.get_by_role("button", name=BUTTON[language]))
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_role("button", name=BUTTON[language]).is_visible()
    assert page.locator("input[name=password]").is_visible()
    checks.language(page, language)
    checks.axe(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_answer_that_nobody_asked_for_lets_nobody_in(visit: Visits, language: str) -> None:
    page = visit(language=language)
    page.goto("/sign-in/provider/callback?code=abc&state=def")
    page.wait_for_url("**/sign-in/provider/finish?*")
    assert page.get_by_role("alert").is_visible()
    checks.language(page, language)
    checks.axe(page)
    checks.reflow(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_that_goes_on_by_itself_has_a_link_for_whom_it_does_not_take_along(
    visit: Visits, language: str
) -> None:
    page = visit(language=language)
    # It stays, so that it can be looked at.
    page.context.route("**/sign-in/provider/finish?*", _hold)
    page.goto("/sign-in/provider/callback?code=abc&state=def", wait_until="commit")
    page.locator("main a").wait_for()
    checks.language(page, language)
    checks.axe(page)
    assert page.locator("main a").get_attribute("href") == "/sign-in/provider/finish?code=abc&state=def"


def _hold(route: Route) -> None:
    route.fulfill(status=204)
