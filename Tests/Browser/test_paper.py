"""Reports on paper: printed by the browser and read back."""

import pytest

import people
from conftest import Visits
from paper import printed
from people import People
from routes import DemoValues


@pytest.mark.parametrize(("language", "word"), [("nl", "Vraag"), ("en", "Question")])
def test_a_case_report_prints_on_a4_with_the_patient_on_each_page(
    visit: Visits, demo: DemoValues, case: str, language: str, word: str
) -> None:
    page = visit(people.NEUROLOGIST, language)
    page.goto(demo.path("/api/v1/workups/{workupId}/report"))
    paper = printed(page)
    assert paper.is_a4 and paper.is_tagged
    assert {"H1", "Table", "TH"} <= {line.strip().split(" ")[0] for line in paper.tags.splitlines()}
    assert word in paper.pages[0]
    paper.requires(case)


@pytest.fixture
def case(people: People, demo: DemoValues) -> str:
    """What stands on each page of the report: whose it is."""
    workup = people.api(_NEUROLOGIST).get(f"/api/v1/workups/{demo.value('workupId')}")
    return str(workup["patient"]["familyName"])


_NEUROLOGIST = people.NEUROLOGIST
