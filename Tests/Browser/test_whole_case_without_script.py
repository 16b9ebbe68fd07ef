"""A whole case where no scripts run, by the mouse: from nobody found to the signed and amended report."""

from playwright.sync_api import Page

from conftest import Visits
from mouse import Mouse
from people import NEUROLOGIST, People
from whole_case import WholeCase
from whole_case_steps import from_referral_to_report


def test_a_case_goes_from_referral_to_signed_report_without_scripts(visit: Visits, people: People) -> None:
    mouse = Mouse(visit(NEUROLOGIST, "nl", javascript=False))

    def has_one_heading(page: Page) -> None:
        # What axe-core needs does not run here; the report of a meeting has a heading for each of its reports.
        assert page.locator("h1").count() == 1, page.url

    def by_its_button(case: WholeCase) -> None:
        mouse.go(case.said("Save…"))

    case = WholeCase(
        mouse, "nl", people.api(NEUROLOGIST), "Muizenman", look=has_one_heading, keep_text=by_its_button
    )
    from_referral_to_report(case)
