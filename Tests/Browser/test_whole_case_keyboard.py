"""A whole case by the keyboard alone: from nobody found to the signed and amended report of the meeting."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

import checks
from conftest import Visits
from keyboard import Keyboard
from people import NEUROLOGIST, People
from whole_case import WholeCase
from whole_case_steps import from_referral_to_report


def test_a_case_goes_from_referral_to_signed_report_by_the_keyboard_alone(
    visit: Visits, keyboard: Callable[[Page], Keyboard], people: People
) -> None:
    keys = keyboard(visit(NEUROLOGIST, "en"))

    def by_leaving_it(case: WholeCase) -> None:
        keys.tab()
        expect(keys.page.locator("[data-writes]:focus-within [data-told]")).to_contain_text("Saved.")

    case = WholeCase(keys, "en", people.api(NEUROLOGIST), "Toetsenman", look=checks.axe, keep_text=by_leaving_it)
    from_referral_to_report(case)
