"""Who sees a patient: an emergency from the search to the banner, numbers shown whole, two records that become one person."""

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page

import checks
import mouse
from conftest import Visits
from keyboard import Keyboard
from paper import printed
from people import NEUROLOGIST, REGIONAL_NEUROLOGIST, People
from routes import DemoValues

_number = count(1)


@pytest.fixture
def stranger(people: People) -> dict[str, str]:
    """A patient of the centre with a workup of whom the regional hospital knows nothing; another one for each test."""
    api = people.api(NEUROLOGIST)
    number = f"DEMO-ACCESS-{next(_number)}"
    body = {"familyName": "Vreemdeling", "sex": "male", "identifiers": [{"system": "mrn:NMC", "value": number}]}
    patient = str(api.expect(201, "POST", "/api/v1/patients", body)["id"])
    api.expect(201, "POST", f"/api/v1/patients/{patient}/workups", {"protocol": "mmn"})
    workup = api.get(f"/api/v1/patients/{patient}/workups")["items"][0]["id"]
    return {"patient": patient, "workup": str(workup), "number": number}


@pytest.mark.parametrize(("language", "javascript"), [("nl", True), ("en", False)])
def test_the_glass_is_broken_by_the_keyboard_alone(
    visit: Visits,
    keyboard: Callable[[Page], Keyboard],
    people: People,
    stranger: dict[str, str],
    language: str,
    javascript: bool,
) -> None:
    page = visit(REGIONAL_NEUROLOGIST, language, javascript=javascript)
    keys = keyboard(page)
    theirs = people.api(REGIONAL_NEUROLOGIST)
    assert theirs.send("GET", f"/api/v1/workups/{stranger['workup']}").status == 404
    page.goto("/emergency-access")
    keys.select("/identifier/system", "Ziekenhuisnummer NMC" if language == "nl" else "Hospital number NMC")
    keys.fill("/identifier/value", stranger["number"])
    keys.fill("/reason", "Short")
    keys.send()
    # One fault, with the focus; the number stands as it was typed.
    assert page.locator("[data-faults]").is_visible()
    assert page.locator("[name='/identifier/value']").input_value() == stranger["number"]
    keys.fill("/reason", "Bewusteloos op de spoedeisende hulp.")
    keys.send()
    checks.language(page, language)
    if javascript:
        checks.axe(page)
    checks.reflow(page)
    assert theirs.send("GET", f"/api/v1/workups/{stranger['workup']}").status == 404
    keys.go("Dossier nu openen" if language == "nl" else "Open the record now", tag="button")
    assert page.url.endswith(f"/workups/{stranger['workup']}")
    banner = page.locator(".patient").inner_text()
    assert ("Noodtoegang tot" if language == "nl" else "Emergency access until") in banner
    assert "Bewusteloos op de spoedeisende hulp." in banner
    if javascript:
        checks.axe(page)
    checks.reflow(page)


def test_an_answer_is_changed_from_the_check_without_typing_anything_twice(
    visit: Visits, stranger: dict[str, str], people: People
) -> None:
    page = visit(NEUROLOGIST, "en")
    page.goto(f"/patients/{stranger['patient']}/shares/new")
    page.locator("[name='/grantee']").select_option("organisation:REG")
    page.locator("[name='/reason']").fill("They folow up")
    mouse.follow(page.locator("main form button[type=submit]"))
    mouse.follow(page.get_by_role("button", name="Change Why they have to see it"))
    assert page.url.endswith("#f-reason") and page.locator("[name='/grantee']").input_value() == "organisation:REG"
    page.locator("[name='/reason']").fill("They follow up")
    mouse.follow(page.locator("main form button[type=submit]"))
    mouse.follow(page.get_by_role("button", name="Share now"))
    assert page.get_by_role("status").is_visible()
    shared = people.api(NEUROLOGIST).get(f"/api/v1/patients/{stranger['patient']}/access")["relations"]
    assert [line["reason"] for line in shared if line["ground"] == "share"] == ["They follow up"]
    checks.axe(page)
    checks.reflow(page)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_records_are_compared_joined_and_taken_apart(
    visit: Visits, stranger: dict[str, str], people: People, language: str
) -> None:
    other = {"familyName": "Vreemdelink", "sex": "male"}
    number = f"DEMO-ACCESS-{next(_number)}"
    other["identifiers"] = [{"system": "mrn:NMC", "value": number}]  # type: ignore[assignment]
    leads = people.api(NEUROLOGIST).expect(201, "POST", "/api/v1/patients", other)["id"]
    page = visit(NEUROLOGIST, language, javascript=language == "en")
    page.goto(f"/patients/{stranger['patient']}/merge")
    page.locator("[name='/identifier/value']").fill(number)
    mouse.follow(page.locator("main form button[type=submit]"))
    page.locator(f"[name='/leading'][value='{leads}']").check()
    page.locator("[name='/reason']").fill("the same person")
    mouse.follow(page.locator("main form button[type=submit]"))
    text = page.locator("main").inner_text()
    assert stranger["number"] in text and number in text
    checks.language(page, language)
    if language == "en":
        checks.axe(page)
    checks.reflow(page)
    mouse.follow(page.locator("main form .buttons button"))
    banner = page.locator(".patient").inner_text()
    assert stranger["number"] in banner and number in banner
    checks.reflow(page)
    mouse.follow(page.locator("main a[href$='/unmerge']"))
    page.locator("[name='/reason']").fill("two people after all")
    mouse.follow(page.locator("main form button[type=submit]"))
    if language == "en":
        checks.axe(page)
    mouse.follow(page.locator("main form .buttons button"))
    assert number not in page.locator(".patient").inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_national_number_is_shown_whole_for_one_look(
    visit: Visits, people: People, stranger: dict[str, str], javascript: bool
) -> None:
    api = people.api(NEUROLOGIST)
    patient = f"/api/v1/patients/{stranger['patient']}"
    bsn = _bsn()
    version = api.get(patient)["version"]
    body = {"addIdentifiers": [{"system": "bsn", "value": bsn}]}
    api.expect(200, "PATCH", patient, body, If_Match=f'"{version}"')
    page = visit(NEUROLOGIST, "nl", javascript=javascript)
    page.goto(f"/patients/{stranger['patient']}")
    assert bsn not in page.content()
    mouse.follow(page.get_by_role("button", name="Toon BSN"))
    assert bsn in page.locator("main").inner_text() and bsn not in page.url
    if javascript:
        checks.axe(page)
    checks.reflow(page)
    page.goto(f"/patients/{stranger['patient']}")
    assert bsn not in page.content()


def _bsn() -> str:
    """A number that passes the eleven test, another one for each call."""
    while True:
        digits = f"9{next(_number):07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
        if rest < 10:
            return f"{digits}{rest}"


@pytest.mark.parametrize("path", ["", "/criteria", "/treatment", "/timeline"])
def test_the_patient_stands_on_every_sheet_of_a_printed_page(
    visit: Visits, people: People, demo: DemoValues, path: str
) -> None:
    page = visit(NEUROLOGIST, "nl")
    page.goto(demo.path("/workups/{workupId}") + path)
    patient = people.api(NEUROLOGIST).get(f"/api/v1/workups/{demo.value('workupId')}")["patient"]
    paper = printed(page)
    assert len(paper.pages) > 1 and paper.is_a4 and paper.is_tagged
    numbers = [number["value"][-3:] for number in patient["identifiers"]]
    paper.requires(patient["familyName"], "geboren", patient["birthDate"][:4], *numbers)
    # What repeats is laid out like a table and is none for who reads the tags.
    tables = [line for line in paper.tags.splitlines() if line.strip().split(" ")[0] == "Table"]
    assert len(tables) == page.locator("main table:visible").count()
