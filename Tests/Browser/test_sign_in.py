"""Signing in: for the first time, every day, wrongly; by the keyboard alone, without JavaScript, in both languages."""

from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page

import checks
import mouse
import people
from conftest import Visits
from keyboard import Keyboard
from people import Authenticator, People

WORDS = {
    "nl": {
        "login": "Aanmeldnaam", "password": "Wachtwoord", "go": "Aanmelden", "new": "Nieuw wachtwoord",
        "again": "Nogmaals hetzelfde", "keep": "Bewaren", "confirm": "Bevestigen", "on": "Ik heb ze bewaard: verder", "out": "Afmelden",
        "refused": "Aanmeldnaam of wachtwoord klopt niet",
    },
    "en": {
        "login": "Login", "password": "Password", "go": "Sign in", "new": "New password",
        "again": "The same again", "keep": "Keep", "confirm": "Confirm", "on": "I have kept them: go on", "out": "Sign out",
        "refused": "Login or password is not right",
    },
}  # fmt: skip


def _looks_right(page: Page, language: str, javascript: bool = True) -> None:
    checks.language(page, language)
    checks.reflow(page)
    if javascript:
        checks.axe(page)


@pytest.mark.parametrize(("language", "javascript"), [("nl", True), ("en", True), ("nl", False)])
def test_a_newcomer_signs_in_by_the_keyboard_alone(
    visit: Visits, people: People, keyboard: Callable[[Page], Keyboard], language: str, javascript: bool
) -> None:
    words = WORDS[language]
    secret = people.reset(_NEWCOMER)
    page = visit(language=language, javascript=javascript)
    keys = keyboard(page)
    page.goto("/sign-in")
    _looks_right(page, language, javascript)
    keys.fill(words["login"], _NEWCOMER)
    keys.fill(words["password"], secret)
    keys.follow()

    assert urlparse(page.url).path == "/sign-in/password"
    _looks_right(page, language, javascript)
    keys.fill(words["new"], _PASSWORD)
    keys.fill(words["again"], _PASSWORD)
    keys.go(words["keep"], tag="button")

    assert urlparse(page.url).path == "/sign-in/new-factor"
    _looks_right(page, language, javascript)
    app = Authenticator.shown_on(page)
    keys.fill("code", app.code())
    keys.go(words["confirm"], tag="button")

    # The recovery codes, which are shown this once.
    _looks_right(page, language, javascript)
    codes = page.locator("pre").inner_text().split("\n")
    assert len(codes) >= 8
    recovery_code = codes[0]
    keys.go(words["on"], tag="a")
    assert urlparse(page.url).path == "/account"
    _looks_right(page, language, javascript)
    keys.go(words["out"], tag="button")
    assert urlparse(page.url).path == "/signed-out"

    page.goto("/sign-in")
    keys.fill(words["login"], _NEWCOMER)
    keys.fill(words["password"], _PASSWORD)
    keys.follow()
    assert urlparse(page.url).path == "/sign-in/factor"
    _looks_right(page, language, javascript)
    # A wrong code is told, and the right one still counts.
    keys.fill("code", "000000")
    keys.follow()
    _looks_right(page, language, javascript)
    assert page.get_by_role("alert").is_visible()
    keys.fill("code", recovery_code)
    keys.follow()
    assert urlparse(page.url).path == "/account"


def test_somebody_signs_in_with_a_password_and_a_code_of_the_app_and_is_where_they_wanted_to_go(
    visit: Visits, people: People
) -> None:
    app = people.app(_NEUROLOGIST)
    page = visit()
    page.goto("/worklist?status=open&order=category")
    assert urlparse(page.url).path == "/sign-in"
    page.locator("[name=login]").fill(_NEUROLOGIST)
    page.locator("[name=password]").fill(_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/factor")
    page.locator("[name=code]").fill(app.code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/worklist?status=open&order=category")
    page.goto("/account")
    assert _NEUROLOGIST in page.content()


_NEUROLOGIST = people.NEUROLOGIST
_NEWCOMER = people.NEWCOMER
_PASSWORD = people.PASSWORD


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_wrong_password_is_told_and_the_login_is_kept(visit: Visits, language: str) -> None:
    page = visit(language=language)
    page.goto("/sign-in")
    page.get_by_label(WORDS[language]["login"], exact=True).fill(people.RESEARCHER)
    page.get_by_label(WORDS[language]["password"], exact=True).fill("vergeten wachtwoord")
    mouse.follow(page.get_by_role("button", name=WORDS[language]["go"], exact=True))
    assert WORDS[language]["refused"] in page.get_by_role("alert").inner_text()
    assert page.get_by_label(WORDS[language]["login"], exact=True).input_value() == people.RESEARCHER
    assert page.get_by_label(WORDS[language]["password"], exact=True).input_value() == ""
    _looks_right(page, language)


def test_an_empty_form_is_not_sent(visit: Visits) -> None:
    page = visit()
    page.goto("/sign-in")
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    assert page.evaluate("document.activeElement.name") == "login"
    assert page.evaluate("!document.activeElement.checkValidity()")


def test_whoever_is_not_signed_in_is_led_to_signing_in(visit: Visits) -> None:
    page = visit()
    for path in ("/account", "/audit/review"):
        page.goto(path)
        assert urlparse(page.url).path == "/sign-in"


SIGNED_OUT = {
    "nl": {"soon": "binnen twee minuten afgemeld", "stay": "Aangemeld blijven", "ended": "U bent afgemeld."},
    "en": {"soon": "signed out within two minutes", "stay": "Stay signed in", "ended": "You are signed out."},
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_being_signed_out_for_doing_nothing_is_announced_and_can_be_put_off(visit: Visits, language: str) -> None:
    words = SIGNED_OUT[language]
    page = visit(people.NURSE, language)
    page.clock.install()
    page.goto("/worklist")
    notice = page.locator(".stay")
    page.clock.fast_forward("11:00")
    page.clock.run_for(3000)
    assert notice.count() == 0
    page.clock.fast_forward("02:30")
    page.clock.run_for(3000)
    assert words["soon"] in notice.inner_text() and notice.get_attribute("role") == "status"
    checks.axe(page)
    checks.reflow(page)
    with page.expect_response("**/api/v1/session") as answer:
        page.get_by_role("button", name=words["stay"]).click()
    assert answer.value.status == 200
    notice.wait_for(state="detached")
    # Whoever does nothing then is told that it is over, and what was typed still stands there.
    page.clock.fast_forward("16:00")
    page.clock.run_for(3000)
    assert words["ended"] in notice.inner_text()
    assert notice.get_by_role("button").count() == 0
    checks.axe(page)


def test_without_javascript_the_page_says_when_one_is_signed_out(visit: Visits) -> None:
    page = visit(people.NURSE, javascript=False)
    page.goto("/worklist")
    assert "afgemeld als u tot dan niets opent" in page.locator("footer .idle").inner_text()


def test_two_browsers_of_one_person_are_both_signed_out_everywhere(visit: Visits, people: People) -> None:
    first, second = visit(_TECHNICIAN), visit(_TECHNICIAN)
    first.goto("/account")
    second.goto("/account")
    mouse.follow(first.get_by_role("button", name="Overal afmelden"))
    assert urlparse(first.url).path == "/signed-out"
    second.reload()
    assert urlparse(second.url).path == "/sign-in"


_TECHNICIAN = people.TECHNICIAN
