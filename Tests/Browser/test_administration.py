"""Administration: an account is locked and unlocked by the keyboard alone, a protocol file checked with and without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page

import checks
import mouse
import people
from conftest import Visits
from keyboard import Keyboard
from service import ROOT

WORDS = {
    "nl": {"lock": "Het account blokkeren", "unlock": "Het account vrijgeven", "go": "Verder"},
    "en": {"lock": "Lock the account", "unlock": "Unlock the account", "go": "Go on"},
}
REASON = "Met verlof."
FILE = ROOT / "Sources" / "Criteria" / "Protocols" / "mmn.yaml"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_account_is_locked_and_unlocked_by_the_keyboard_alone(
    visit: Visits, keyboard: Callable[[Page], Keyboard], language: str
) -> None:
    words = WORDS[language]
    page = visit(people.ADMINISTRATOR, language, fresh=True)
    keys = keyboard(page)
    page.goto("/administration/users")
    keys.fill("text", people.RESEARCHER)
    keys.follow()
    keys.go("Otto Zoekveld", tag="a")
    for act in ("lock", "unlock"):
        keys.go(words[act], tag="a")
        keys.fill("/reason", REASON)
        keys.go(words["go"], tag="button")
        # The last look: what comes of it, before it is done.
        checks.axe(page)
        checks.reflow(page)
        assert REASON in page.locator("dl").inner_text()
        keys.go(words[act], tag="button")
        assert urlparse(page.url).path == f"/administration/users/{people.RESEARCHER}"
        assert page.get_by_role("status").is_visible()
    checks.axe(page)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("javascript", [True, False])
def test_the_faults_of_a_protocol_file_are_told_by_line(
    visit: Visits, tmp_path: Path, language: str, javascript: bool
) -> None:
    page = visit(people.ADMINISTRATOR, language, javascript=javascript)
    page.goto("/administration/protocols/check")
    text = FILE.read_text().replace("version: 1", "version: none", 1)
    if javascript:
        file = tmp_path / "mmn-2.yaml"
        file.write_text(text)
        page.locator("#file").set_input_files(file)
        page.wait_for_function("document.getElementById('yaml').value.length > 1000")
    else:
        assert not page.locator("#file").is_visible()
        page.locator("#yaml").fill(text)
    button = page.locator("form[action='/administration/protocols/check'] button")
    mouse.follow(button)
    assert page.get_by_role("alert").is_visible()
    assert "version: none" in page.locator("table code").first.inner_text()
    page.locator("#yaml").fill(FILE.read_text().replace("version: 1", "version: 20", 1))
    mouse.follow(page.locator("form[action='/administration/protocols/check'] button"))
    assert page.get_by_role("status").is_visible()
    if javascript:
        checks.axe(page)
        checks.reflow(page)
