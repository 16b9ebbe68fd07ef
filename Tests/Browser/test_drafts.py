"""Drafts of large forms: what was typed outlives the page, is gone on with where that is asked for, and goes when it is sent."""

from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, expect

import checks
import mouse
from conftest import Visits
from people import NEUROLOGIST, People

_SAVE = {"nl": "Bewaren", "en": "Save"}
_SAVE_DRAFT = {"nl": "Als concept bewaren", "en": "Save as draft"}
_SAVED = {"nl": "Concept bewaard", "en": "Draft saved"}
_GO_ON = {"nl": "Verder met het concept", "en": "Go on with the draft"}
_REMOVE = {"nl": "Concept verwijderen", "en": "Remove the draft"}
_NOTE = "[name='/body/note']"


@pytest.fixture
def form(people: People) -> str:
    """The form of a new examination, of a workup that no other test writes in."""
    api = people.api(NEUROLOGIST)
    person = {"familyName": "Conceptman", "sex": "male"}
    patient = api.expect(201, "POST", "/api/v1/patients", person)["id"]
    workup = api.expect(201, "POST", f"/api/v1/patients/{patient}/workups", {"protocol": "mmn"})["id"]
    return f"/workups/{workup}/findings/new/neurologicalExamination"


def _send(page: Page, form: str, language: str) -> None:
    page.locator("[name='/body/signs/cramps'][value='present']").check()
    page.get_by_role("button", name=_SAVE[language], exact=True).click()
    page.wait_for_url("**?saved=true")
    assert "/findings/" in urlparse(page.url).path and "/new/" not in page.url
    page.goto(form)
    assert page.get_by_text(_GO_ON[language]).count() == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_typed_is_saved_by_itself_and_gone_on_with(visit: Visits, form: str, language: str) -> None:
    page = visit(NEUROLOGIST, language)
    page.clock.install()
    page.goto(form)
    status = page.locator("[data-draft]")
    assert status.get_attribute("role") == "status" and status.inner_text() == ""
    page.locator(_NOTE).fill("not finished")
    page.clock.run_for(9_000)
    assert status.inner_text() == ""
    page.clock.run_for(2_000)
    expect(status).to_contain_text(_SAVED[language])
    checks.axe(page)
    page.reload()
    assert page.locator(_NOTE).input_value() == ""
    checks.axe(page)
    checks.reflow(page)
    mouse.follow(page.get_by_role("link", name=_GO_ON[language]))
    assert page.locator(_NOTE).input_value() == "not finished"
    checks.axe(page)
    page.locator(_NOTE).fill("finished")
    page.clock.run_for(11_000)
    expect(page.locator("[data-draft]")).to_contain_text(_SAVED[language])
    _send(page, form, language)


def test_what_was_typed_is_saved_when_the_page_is_left(visit: Visits, form: str) -> None:
    page = visit(NEUROLOGIST, "en")
    page.goto(form)
    page.locator(_NOTE).fill("called away")
    with page.expect_request("**/draft?brief=true"):
        page.goto("/worklist")
    # It is sent while the next page is asked for.
    for _ in range(50):
        page.goto(form)
        if page.get_by_role("link", name="Go on with the draft").count():
            break
        page.wait_for_timeout(100)
    mouse.follow(page.get_by_role("link", name="Go on with the draft"))
    assert page.locator(_NOTE).input_value() == "called away"
    mouse.follow(page.get_by_role("button", name="Remove the draft"))
    assert page.get_by_text("The draft is removed.").is_visible()
    assert page.locator(_NOTE).input_value() == ""


def test_a_form_that_is_sent_is_no_draft_any_more_though_it_was_being_saved(visit: Visits, form: str) -> None:
    page = visit(NEUROLOGIST, "en")
    page.clock.install()
    page.goto(form)
    page.locator(_NOTE).fill("in a hurry")
    with page.expect_request("**/draft?brief=true"):
        page.clock.run_for(10_500)
    _send(page, form, "en")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_javascript_a_button_saves_the_draft(visit: Visits, form: str, language: str) -> None:
    page = visit(NEUROLOGIST, language, javascript=False)
    page.goto(form)
    page.locator(_NOTE).fill("not finished")
    mouse.follow(page.get_by_role("button", name=_SAVE_DRAFT[language]))
    assert page.get_by_text(_SAVED[language]).first.is_visible()
    assert page.locator(_NOTE).input_value() == "not finished"
    page.goto(form)
    assert page.locator(_NOTE).input_value() == ""
    # What is typed beside it stays where it is removed.
    page.locator(_NOTE).fill("anew")
    mouse.follow(page.get_by_role("button", name=_REMOVE[language]))
    assert page.locator(_NOTE).input_value() == "anew"
    mouse.follow(page.get_by_role("button", name=_SAVE_DRAFT[language]))
    page.goto(form)
    mouse.follow(page.get_by_role("link", name=_GO_ON[language]))
    assert page.locator(_NOTE).input_value() == "anew"
    _send(page, form, language)


def test_what_could_not_be_saved_is_told_and_still_stands_there(visit: Visits, form: str) -> None:
    page = visit(NEUROLOGIST, "en")
    page.clock.install()
    page.goto(form)
    page.route("**/draft?brief=true", lambda route: route.abort("aborted"))
    page.locator(_NOTE).fill("typed while the network was away")
    page.clock.run_for(11_000)
    status = page.locator("[data-draft]")
    expect(status).to_contain_text("Not saved as a draft. What you typed still stands here")
    assert page.locator(_NOTE).input_value() == "typed while the network was away"
    checks.axe(page)
    # It is tried again before whoever does nothing is signed out.
    page.unroute("**/draft?brief=true")
    page.clock.fast_forward("13:30")
    page.clock.run_for(3_000)
    expect(status).to_contain_text("Draft saved")
