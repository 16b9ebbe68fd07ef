"""One workup: a step is moved by the keyboard, with and without JavaScript; two people at once; faults at their fields."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

import checks
import mouse
import people
from conftest import Visits
from keyboard import Keyboard
from paper import printed
from people import People

_taken: set[tuple[str, str]] = set()


@pytest.fixture
def step(people: People) -> dict[str, Any]:
    """A planned step of the demo clinic that can begin, another one for each test."""
    api = people.api(_NEUROLOGIST)
    for line in api.get("/api/v1/workups?status=open")["items"]:
        for step in api.get(f"/api/v1/workups/{line['workupId']}")["steps"]:
            key = (line["workupId"], step["code"])
            if step["state"] == "planned" and not step.get("cannotStartYet") and key not in _taken:
                _taken.add(key)
                return {"workup": line["workupId"], "code": step["code"], "name": line["patient"]["familyName"]}
    raise LookupError("no planned step is left in the demo clinic")


_NEUROLOGIST = people.NEUROLOGIST


def _path(step: dict[str, Any]) -> str:
    return f"/workups/{step['workup']}/steps/{step['code']}"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_is_scheduled_from_the_worklist_on_by_the_keyboard_alone(
    visit: Visits, keyboard: Callable[[Page], Keyboard], people: People, step: dict[str, Any], javascript: bool
) -> None:
    page = visit(_NEUROLOGIST, "en", javascript=javascript)
    keys = keyboard(page)
    page.goto("/worklist")
    for address in (f"/workups/{step['workup']}", _path(step)):
        while (focus := keys.tab()) is None or focus["address"] != address:
            pass
        keys.follow()
    keys.choose("/state", "Scheduled")
    keys.fill("/scheduledOn", "2026-12-21")
    keys.fill("/note", "By the keyboard.")
    keys.go("Save", tag="button")
    assert page.get_by_role("status").inner_text() == "The step is saved."
    kept = people.api(_NEUROLOGIST).get(f"/api/v1{_path(step)}")["step"]
    assert (kept["state"], kept["scheduledOn"], kept["note"]) == ("scheduled", "2026-12-21", "By the keyboard.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_wrong_has_the_focus_and_leads_to_its_field(
    visit: Visits, keyboard: Callable[[Page], Keyboard], step: dict[str, Any], language: str
) -> None:
    page = visit(_NEUROLOGIST, language)
    keys = keyboard(page)
    page.goto(_path(step))
    keys.fill("/scheduledOn", "21 December")
    keys.fill("/note", "Kept <as it was>")
    keys.send()
    assert page.evaluate("document.activeElement.matches('[data-faults]')")
    checks.axe(page)
    checks.reflow(page)
    keys.tab()
    keys.press("Enter")
    focus = keys.focus()
    assert focus is not None and (focus["field"], focus["value"]) == ("/scheduledOn", "21 December")
    assert page.locator("[name='/note']").input_value() == "Kept <as it was>"


def test_two_people_who_change_a_step_at_once_lose_nothing(visit: Visits, step: dict[str, Any], people: People) -> None:
    first, second = visit(_NEUROLOGIST, "en"), visit(_COLLEAGUE, "en")
    for page in (first, second):
        page.goto(_path(step))
    first.locator("[name='/note']").fill("What the first one wrote.")
    second.locator("[name='/note']").fill("What the second one wrote.")
    mouse.follow(first.get_by_role("button", name="Save", exact=True))
    mouse.follow(second.get_by_role("button", name="Save", exact=True))
    assert "Somebody changed this step while you were typing" in second.get_by_role("alert").first.inner_text()
    assert "What the first one wrote." in second.locator("main").inner_text()
    assert second.locator("[name='/note']").input_value() == "What the second one wrote."
    checks.axe(second)
    mouse.follow(second.get_by_role("button", name="Save", exact=True))
    assert second.get_by_role("status").is_visible()
    history = people.api(_NEUROLOGIST).get(f"/api/v1{_path(step)}")["history"]
    assert "What the first one wrote." in [version.get("note") for version in history]


_COLLEAGUE = people.NEUROPHYSIOLOGIST


def test_a_workup_prints_on_a4_with_its_patient(visit: Visits, step: dict[str, Any]) -> None:
    page = visit(_NEUROLOGIST)
    page.goto(f"/workups/{step['workup']}")
    paper = printed(page)
    assert paper.is_a4 and paper.is_tagged
    assert step["name"].casefold() in paper.pages[0].casefold()
