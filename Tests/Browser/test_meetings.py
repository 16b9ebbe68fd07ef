"""The room of a meeting: two who write at once, what is kept without JavaScript, the cases by the keyboard."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import checks
import mouse
import people
from conftest import Visits
from keyboard import Keyboard
from people import People

_NEUROLOGIST = people.NEUROLOGIST
_COLLEAGUE = people.NEUROPHYSIOLOGIST


@pytest.fixture
def case(people: People) -> dict[str, Any]:
    """A case of a meeting that began a moment ago, of which nobody has written yet: another meeting for each test."""
    api = people.api(_NEUROLOGIST)
    heads = api.get("/api/v1/meetings")["items"]
    planned = next(head for head in heads if head["status"] == "planned" and head["place"] != "Room 1")["id"]
    workups = [item["workupId"] for item in api.get(f"/api/v1/meetings/{planned}")["cases"][:3]]
    began = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    meeting = api.expect(201, "POST", "/api/v1/meetings", {"startsAt": began, "place": "Room 1"})["meeting"]["id"]
    for workup in workups:
        line = {"workupId": workup, "lateReason": "The treatment waits for it."}
        cases = api.expect(201, "POST", f"/api/v1/meetings/{meeting}/cases", line)["cases"]
    return {"meeting": meeting, "id": cases[0]["id"]}


def _room(case: dict[str, Any]) -> str:
    return f"/meetings/{case['meeting']}/live?case={case['id']}"


def _said(people: People, case: dict[str, Any]) -> Any:
    return people.api(_NEUROLOGIST).get(f"/api/v1/meetings/{case['meeting']}/cases/{case['id']}")


def _write(page: Page, field: str, text: str) -> None:
    """Writes in a field and leaves it, and waits until it is saved."""
    place = page.locator(f"#writing-{field} [name='/text']")
    place.fill(text)
    place.blur()
    expect(page.locator(f"#writing-{field} [data-told]")).to_contain_text("Saved.")


def test_two_who_write_at_once_lose_nothing(visit: Visits, case: dict[str, Any], people: People) -> None:
    first, second = visit(_NEUROLOGIST, "en"), visit(_COLLEAGUE, "en")
    for page in (first, second):
        page.goto(_room(case))
    # In two fields: both are saved as they are left, and what the other wrote comes along with their name.
    _write(first, "diagnosis", "What the first one thinks.")
    _write(second, "furtherTests", "What the second one asks for.")
    assert second.locator("#writing-diagnosis [name='/text']").input_value() == "What the first one thinks."
    assert "is writing here since" in second.locator("#writing-diagnosis [data-told]").inner_text()
    # In one field: the later one sees both texts, and nothing is written over.
    second.locator("#writing-decision [name='/text']").fill("The second decision.")
    _write(first, "decision", "The first decision.")
    second.locator("#writing-decision [name='/text']").blur()
    expect(second.locator("#writing-decision .warn")).to_contain_text("The first decision.")
    assert second.locator("#writing-decision [name='/text']").input_value() == "The second decision."
    checks.axe(second)
    assert _said(people, case)["decision"] == "The first decision."
    _write(second, "decision", "The decision of both.")
    # Settling waits for what is typed last.
    second.locator("#writing-dissent [name='/text']").fill("One would wait.")
    mouse.follow(second.get_by_role("button", name="Keep the outcome", exact=True))
    said = _said(people, case)
    assert (said["status"], said["decision"], said["dissent"]) == ("discussed", "The decision of both.", "One would wait.")
    assert (said["diagnosis"], said["furtherTests"]) == ("What the first one thinks.", "What the second one asks for.")


def test_that_a_field_is_saved_is_said_in_a_place_that_stood_there(visit: Visits, people: People) -> None:
    api = people.api(_NEUROLOGIST)
    meeting = next(head for head in api.get("/api/v1/meetings")["items"] if head["status"] == "planned")["id"]
    page = visit(_NEUROLOGIST, "en")
    # What is written here is no other test's concern, so that any case will do.
    page.goto(_room({"meeting": meeting, "id": api.get(f"/api/v1/meetings/{meeting}")["cases"][0]["id"]}))
    said = page.locator("[data-room] [role=status]")
    assert (said.count(), said.inner_text()) == (1, "")
    # What is read out is a change of words in a place that was there before, and every one of them.
    page.evaluate(
        """() => {
            const place = document.querySelector("[data-room] [role=status]");
            window.told = [];
            new MutationObserver(() => place.textContent && window.told.push(place.textContent))
                .observe(place, {childList: true, characterData: true, subtree: true});
        }"""
    )
    for text in ("Certain.", "Less certain."):
        _write(page, "certainty", text)
        expect(said).to_have_text("Certainty: Saved.")
    assert page.evaluate("window.told") == ["Certainty: Saved.", "Certainty: Saved."]


def test_the_button_of_a_field_that_was_just_left_saves_it_once(
    visit: Visits, keyboard: Callable[[Page], Keyboard], people: People, case: dict[str, Any]
) -> None:
    page = visit(_NEUROLOGIST, "en")
    keys = keyboard(page)
    page.goto(_room(case))
    before = _said(people, case)["version"]
    for text in ("To wait.", "To wait for a month.", "To treat."):
        keys.fill("Decision", text)
        # Going to the button leaves the field, which saves it; the button is pressed while that is under way.
        keys.reach("Save…", tag="button")
        keys.press("Enter")
        expect(page.locator("#writing-decision [name='/original']")).to_have_value(text)
        assert page.get_by_role("alert").count() == 0
    keys.go("Keep the outcome", tag="button")
    said = _said(people, case)
    assert (said["status"], said["decision"], said["version"]) == ("discussed", "To treat.", before + 4)


@pytest.mark.parametrize(("language", "words"), [("nl", "Niet bewaard."), ("en", "Not saved.")])
def test_a_text_that_could_not_be_saved_says_so_at_its_field_until_it_is(
    visit: Visits, people: People, case: dict[str, Any], language: str, words: str
) -> None:
    page = visit(_NEUROLOGIST, language)
    page.goto(_room(case))
    field, told = page.locator("#writing-decision [name='/text']"), page.locator("#writing-decision [data-told]")
    page.route("**/writing", lambda route: route.abort("aborted"))
    field.fill("To wait.")
    field.blur()
    expect(told).to_contain_text(words)
    expect(page.locator("[data-room] [role=status]")).to_contain_text(words)
    # Nothing takes the page away with the text, and the button tries again.
    page.locator("#settling button").click()
    page.locator("#writing-decision button").click()
    expect(told).to_contain_text(words)
    assert field.input_value() == "To wait."
    checks.axe(page)
    page.unroute("**/writing")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(told).to_contain_text("Bewaard." if language == "nl" else "Saved.")
    assert words not in told.inner_text()
    assert (_said(people, case)["decision"], _said(people, case)["status"]) == ("To wait.", "planned")


def test_a_text_of_a_case_or_a_meeting_that_is_gone_is_told_to_be_unsaved(
    visit: Visits, people: People, case: dict[str, Any]
) -> None:
    api = people.api(_NEUROLOGIST)
    page = visit(_NEUROLOGIST, "en")
    page.goto(_room(case))
    field, told = page.locator("#writing-decision [name='/text']"), page.locator("#writing-decision [data-told]")
    change = f"/api/v1/meetings/{case['meeting']}"
    api.expect(200, "PATCH", change, {"status": "cancelled", "reason": "ill"}, If_Match='"1"')
    field.fill("To wait.")
    field.blur()
    expect(told).to_contain_text("Not saved. The meeting was cancelled")
    api.expect(200, "PATCH", change, {"status": "held"}, If_Match='"2"')
    removal = {"status": "removed", "reason": "seen elsewhere"}
    api.expect(200, "PATCH", f"{change}/cases/{case['id']}", removal, If_Match='"1"')
    field.fill("To treat.")
    field.blur()
    expect(told).to_contain_text("Not saved. The case is no longer on this agenda")
    # The button leads to a page that gives the text back.
    page.locator("#writing-decision button").click()
    expect(page.locator("h1")).to_have_text("This was not saved")
    expect(page.locator("textarea")).to_have_value("To treat.")
    checks.axe(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_field_is_saved_by_its_button_without_scripts(
    visit: Visits, people: People, case: dict[str, Any], language: str
) -> None:
    page = visit(_NEUROLOGIST, language, javascript=False)
    page.goto(_room(case))
    page.locator("#writing-certainty [name='/text']").fill("probable")
    mouse.follow(page.locator("#writing-certainty button"))
    assert page.locator("#writing-certainty [name='/text']").input_value() == "probable"
    said = _said(people, case)
    assert (said["certainty"], said["status"]) == ("probable", "planned")


def test_the_cases_are_gone_through_by_the_keyboard(
    visit: Visits, keyboard: Callable[[Page], Keyboard]
) -> None:
    page = visit(_NEUROLOGIST, "en")
    keys = keyboard(page)
    page.goto("/meetings")
    while (focus := keys.tab()) is None or not focus["address"].startswith("/meetings/") or focus["address"].endswith("new"):
        pass
    keys.follow()
    keys.go("Open the screen for the room", tag="a")
    first = page.locator("h1").inner_text()
    keys.go("Next case", tag="a")
    assert page.locator("h1").inner_text() != first
    keys.go("Previous case", tag="a")
    assert page.locator("h1").inner_text() == first
