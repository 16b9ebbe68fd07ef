"""The page on which the privacy officer judges unusual access, by the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

import checks
import mouse
import people
from conftest import Visits
from keyboard import Keyboard
from people import People
from routes import DemoValues

REASON = "Bewusteloos op de spoedeisende hulp, medicatie nodig."
TITLE = {"nl": "Noodtoegang tot een dossier", "en": "Emergency access to a record"}


@pytest.fixture
def emergency(people: People) -> None:
    """Somebody of the other hospital looks into a record, by the door for emergencies: each time another one."""
    for workup in people.api(_NEUROLOGIST).get("/api/v1/workups")["items"]:
        patient = workup["patient"]["id"]
        if patient not in _opened:
            _opened.add(patient)
            body = {"patientId": patient, "reason": REASON}
            if people.api(_REGIONAL).send("POST", "/api/v1/emergency-access", body).status == 201:
                return
    raise LookupError("the demo clinic has no record left that the other hospital does not see")


_opened: set[str] = set()
_NEUROLOGIST = people.NEUROLOGIST
_REGIONAL = people.REGIONAL_NEUROLOGIST
_OFFICER = people.PRIVACY_OFFICER


@pytest.mark.parametrize("language", ["nl", "en"])
def test_unusual_access_is_found_and_judged_by_the_keyboard_alone(
    visit: Visits, keyboard: Callable[[Page], Keyboard], emergency: None, language: str
) -> None:
    page = visit(_OFFICER, language, fresh=True)
    keys = keyboard(page)
    page.goto("/audit/review")
    keys.fill("days", "2")
    keys.follow()
    assert page.get_by_role("heading", name=TITLE[language]).first.is_visible()
    assert REASON in page.content()
    checks.language(page, language)
    checks.axe(page)
    checks.reflow(page)
    keys.walk()

    # Without a verdict nothing is kept: the browser leads to what is missing.
    page.reload()
    keys.reach("note", tag="textarea")
    keys.type("Nagevraagd bij de spoedeisende hulp.")
    keys.tab()
    keys.press("Enter")
    assert page.evaluate("document.activeElement.name") == "verdict"
    keys.press("Space")
    keys.reach("note", tag="textarea")
    keys.tab()
    before = page.locator(".access").count()
    keys.follow()
    assert page.get_by_role("status").is_visible()
    assert page.locator(".access").count() == before - 1
    checks.axe(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_wrong_is_told_at_the_top_with_a_link_to_its_field(visit: Visits, language: str) -> None:
    page = visit(_OFFICER, language, fresh=True)
    page.goto("/audit/review")
    page.locator("[name=days]").fill("0")
    mouse.follow(page.locator("form[action='/audit/review/search'] button"))
    assert page.locator("[name=days]").get_attribute("aria-invalid") == "true"
    checks.axe(page)
    checks.reflow(page)


def test_a_record_is_marked_without_javascript(visit: Visits, demo: DemoValues) -> None:
    page = visit(_OFFICER, fresh=True, javascript=False)
    page.goto("/audit/review")
    form = page.locator("form[action='/audit/review/marks']")
    page.locator("details", has=form).locator("summary").click()
    form.locator("[name=patientId]").fill(demo.value("patientId"))
    form.locator("[name=kind]").first.check()
    form.locator("[name=reason]").fill("Staat in de krant.")
    mouse.follow(form.locator("button"))
    assert page.get_by_role("status").is_visible()
