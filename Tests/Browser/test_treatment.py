"""Treatment: an administration is looked at before it is recorded, corrected and taken back; a batch finds its patients."""

from typing import Any

import pytest
from playwright.sync_api import Page

import checks
import mouse
from conftest import Visits
from keyboard import Keyboard
from people import NEUROLOGIST, People


@pytest.fixture
def course(people: People) -> dict[str, str]:
    """A course of immunoglobulin of an open workup of the demo clinic."""
    api = people.api(NEUROLOGIST)
    workup = str(api.get("/api/v1/workups?status=open")["items"][0]["workupId"])
    body = {"option": "ivig", "startedOn": "2026-01", "reason": "for this test"}
    known = {course["id"] for course in api.get(f"/api/v1/workups/{workup}/treatments")["treatments"]}
    api.expect(201, "POST", f"/api/v1/workups/{workup}/treatments", body)
    courses = api.get(f"/api/v1/workups/{workup}/treatments")["treatments"]
    return {"workup": workup, "id": next(str(course["id"]) for course in courses if course["id"] not in known)}


def _given(people: People, course: dict[str, str]) -> Any:
    courses = people.api(NEUROLOGIST).get(f"/api/v1/workups/{course['workup']}/treatments")["treatments"]
    return next(found for found in courses if found["id"] == course["id"]).get("administrations", [])


def _keeps_the_rules(page: Page, language: str) -> None:
    checks.language(page, language)
    checks.axe(page)
    checks.reflow(page)
    Keyboard(page).walk()


@pytest.mark.parametrize(("language", "javascript"), [("nl", True), ("en", True), ("en", False)])
def test_an_administration_is_checked_recorded_corrected_and_taken_back(
    visit: Visits, people: People, course: dict[str, str], language: str, javascript: bool
) -> None:
    page = visit(NEUROLOGIST, language, javascript=javascript)

    def holds() -> None:
        # What looks at a page runs in it.
        if javascript:
            _keeps_the_rules(page, language)

    base = f"/workups/{course['workup']}/treatment"
    page.goto(f"{base}/courses/{course['id']}/administrations/new")
    page.locator("[name='/product']").select_option(index=1)
    page.locator("[name='/grams']").fill("70,5")
    page.locator("[name='/bodyWeightKg']").fill("70")
    mouse.follow(page.locator("main form:has([name='/grams']) button"))
    # No batch: the check says so, asks why, and nothing is recorded yet.
    assert _given(people, course) == []
    holds()
    mouse.follow(page.locator("main form.small button"))
    assert page.locator("[name='/grams']").input_value() == "70,5"
    mark = f"T-{language}{int(javascript)}"
    batch = f"{mark}-1"
    page.locator("[name='/lot']").fill(batch)
    mouse.follow(page.locator("main form:has([name='/grams']) button"))
    holds()
    mouse.follow(page.locator("main form:not(.small) button"))
    given = _given(people, course)
    assert [line["lot"] for line in given] == [batch]
    mouse.follow(page.locator(f"a[href$='/{given[0]['id']}/correct']"))
    page.locator("[name='/lot']").fill(f"{mark}-2")
    page.locator("[name='/reason']").fill("misread")
    mouse.follow(page.locator("main form:has([name='/grams']) button"))
    assert [line["lot"] for line in _given(people, course)] == [f"{mark}-2"]
    page.goto(f"/batches?lot={mark.lower().replace('-', '')}2")
    assert page.locator(f"main a[href='{base}']").count() == 1
    holds()
    page.goto(f"{base}/courses/{course['id']}/administrations/{given[0]['id']}/withdraw")
    page.locator("[name='/reason']").fill("not given after all")
    mouse.follow(page.locator("main form:has([name='/reason']) button"))
    assert _given(people, course) == []
    gone = page.locator("tr.gone", has_text=f"{mark}-2").text_content()
    assert gone is not None and "not given after all" in gone
    holds()
