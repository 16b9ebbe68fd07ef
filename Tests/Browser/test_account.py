"""The account page: a new password, a second factor that is shown again and one that is replaced."""

from urllib.parse import urlparse

import pytest

import checks
import mouse
import people
from conftest import Visits
from people import Authenticator, People


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_wrong_with_a_new_password_stands_at_its_field(visit: Visits, language: str) -> None:
    page = visit(people.NURSE, language)
    page.goto("/account")
    form = page.locator("form[action='/account/password']")
    form.locator("[name=current]").fill(people.PASSWORD)
    form.locator("[name=password]").fill("wachtwoord")
    form.locator("[name=repeated]").fill("wachtwoord2")
    mouse.follow(form.locator("button"))
    field = page.locator("form[action='/account/password'] [aria-invalid=true]").first
    described = (field.get_attribute("aria-describedby") or "").split()
    assert any("fault" in name and page.locator(f"[id='{name}']").is_visible() for name in described)
    checks.language(page, language)
    checks.axe(page)
    checks.reflow(page)


def test_a_second_factor_is_shown_again_and_replaced(visit: Visits, people_of_demo: People) -> None:
    page = visit(people.LABORATORY, fresh=True)
    page.goto("/account")
    mouse.follow(page.locator("form[action='/account/new-factor'] button"))
    assert urlparse(page.url).path == "/sign-in/new-factor"
    checks.axe(page)
    app = Authenticator.shown_on(page)
    page.locator("[name=code]").fill(app.code())
    mouse.follow(page.locator("form[action='/sign-in/new-factor'] button"))
    code = page.locator("pre").inner_text().split("\n")[0]
    page.goto("/account")
    # In place of a code of the app one of the recovery codes counts, once.
    for expected in ("vijf minuten", "alert"):
        form = page.locator("form[action='/account/step-up']")
        form.locator("[name=code]").fill(code)
        mouse.follow(form.locator("button"))
        told = page.get_by_role("alert").is_visible() if expected == "alert" else expected in page.content()
        assert told
        checks.axe(page)
    people_of_demo.forget(people.LABORATORY)


@pytest.fixture
def people_of_demo(people: People) -> People:
    """The people of the demo clinic; the module of this name has their logins."""
    return people
