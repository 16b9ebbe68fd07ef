"""Every page there is, in both languages: the rules for all pages. A new page comes under them by itself."""

import pytest

import checks
import routes
from conftest import Visits
from keyboard import Keyboard
from routes import DemoValues, Way

OPENED = [route for route in routes.PAGES if route not in routes.ON_THE_WAY]


def _way(route: str) -> Way:
    return routes.WAYS.get(route, Way())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("route", OPENED)
def test_a_page_keeps_the_rules_of_all_pages(visit: Visits, demo: DemoValues, route: str, language: str) -> None:
    way = _way(route)
    page = visit(way.login, language, fresh=way.fresh)
    response = page.goto(demo.path(route))
    assert response is not None and response.status == 200, response and response.text()
    assert routes.of(page.url) == route, f"{route} led to {page.url}"
    checks.language(page, language)
    checks.size(response, way.bytes_max)
    checks.axe(page)
    checks.reflow(page)
    Keyboard(page).walk()


@pytest.mark.parametrize("route", OPENED)
def test_a_page_offers_the_same_without_javascript(visit: Visits, demo: DemoValues, route: str) -> None:
    way = _way(route)
    address = demo.path(route)
    offered = []
    for javascript in (True, False):
        page = visit(way.login, fresh=way.fresh, javascript=javascript)
        page.goto(address)
        assert page.locator("h1").count() == 1
        offered.append(checks.offered(page))
    assert offered[0] <= offered[1]
