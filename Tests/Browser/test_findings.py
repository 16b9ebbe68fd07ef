"""Findings: the form of each kind keeps the rules of all pages; signs are ticked and results typed by the keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

import checks
from conftest import Visits
from keyboard import Keyboard
from people import NEUROLOGIST, People
from routes import DemoValues

_FORMS = [
    "neurologicalExamination",
    "needleExamination",
    "antibody",
    "cerebrospinalFluid",
    "imaging?modality=mri",
    "imaging?modality=ultrasound",
    "laboratory",
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", _FORMS)
def test_the_form_of_a_kind_keeps_the_rules_of_all_pages(
    visit: Visits, demo: DemoValues, form: str, language: str
) -> None:
    page = visit(NEUROLOGIST, language)
    response = page.goto(f"/workups/{demo.value('workupId')}/findings/new/{form}")
    assert response is not None and response.status == 200, response and response.text()
    checks.language(page, language)
    checks.size(response)
    checks.axe(page)
    checks.reflow(page)
    Keyboard(page).walk()


@pytest.fixture
def workup(people: People) -> str:
    """An open workup of the demo clinic."""
    return str(people.api(NEUROLOGIST).get("/api/v1/workups?status=open")["items"][0]["workupId"])


def _newest(people: People, workup: str, kind: str) -> list[dict[str, Any]]:
    items = people.api(NEUROLOGIST).get(f"/api/v1/workups/{workup}/findings?kind={kind}")["items"]
    return [item["body"] for item in sorted(items, key=lambda item: str(item["recordedAt"]), reverse=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_signs_are_ticked_and_the_others_stay_not_examined(
    visit: Visits, people: People, workup: str, javascript: bool
) -> None:
    page = visit(NEUROLOGIST, "en", javascript=javascript)
    page.goto(f"/workups/{workup}/findings/new/neurologicalExamination")
    page.get_by_label("cramps: present").check()
    page.get_by_label("triceps, left: MRC").fill("4,5")
    page.get_by_label("Looked for: no motor nerve is weak").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**?saved=true")
    body = _newest(people, workup, "neurologicalExamination")[0]
    assert body["signs"] == {"cramps": "present"}
    assert body["strength"] == [{"muscle": "triceps", "side": "left", "grade": 4.5}]
    assert body["weakness"] == {"motorNerves": []}


def test_a_blood_panel_is_typed_by_the_keyboard_alone(
    visit: Visits, keyboard: Callable[[Page], Keyboard], people: People, workup: str
) -> None:
    page = visit(NEUROLOGIST, "en")
    keys = keyboard(page)
    page.goto(f"/workups/{workup}/steps/bloodPanel/results")
    keys.fill("/body/performedOn", "2026-01-20")
    keys.fill("/results/0/value", "5,1")
    keys.fill("/results/2/value", "2.4")
    keys.go("Save", tag="button")
    assert page.get_by_role("status").inner_text() == "The results are saved."
    bodies = [body for body in _newest(people, workup, "laboratory") if body.get("performedOn") == "2026-01-20"]
    assert {body["code"]: (body["value"], body["unit"]) for body in bodies} == {
        "glucose": (5.1, "mmol/L"),
        "tsh": (2.4, "mU/L"),
    }
