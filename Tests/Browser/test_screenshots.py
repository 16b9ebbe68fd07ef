"""Pictures of the main pages. Every run makes them; `make screenshots` keeps them in docs/images."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

import mouse
import people
from conftest import Visits
from paper import first_page, print_to_pdf
from routes import DemoValues
from service import RESULTS, ROOT


@dataclass(frozen=True)
class Picture:
    """One file of docs/images: whose page, and how much is shown: around a place, after a button; on paper, a sheet."""

    name: str
    login: str
    path: str
    width: int = 1100
    height: int = 800
    place: str = ""
    button: str = ""
    on_paper: bool = False


_BYTES_MAX = 300_000

# The tables of a nerve with a block.
_GRID = "fieldset:has(h2:text-is('ulnar nerve, left')) table.grid"

PICTURES = [
    Picture("worklist", people.NEUROLOGIST, "/worklist"),
    Picture("workup", people.NEUROLOGIST, "/workups/{workupId}"),
    Picture(
        "conduction-grid",
        people.NEUROLOGIST,
        "/workups/{workupId}/findings/{findingId}/correct",
        place=_GRID,
        button="Compute reductions and block",
        height=860,
    ),
    Picture("criteria", people.NEUROLOGIST, "/workups/{workupId}/criteria"),
    Picture("treatment", people.NEUROLOGIST, "/workups/{workupId}/treatment", place="svg"),
    Picture("meeting-room", people.NEUROLOGIST, "/meetings/{meetingId}/live"),
    Picture("statistics", people.NEUROLOGIST, "/statistics", place="svg"),
    Picture("access", people.NEUROLOGIST, "/patients/{patientId}/access"),
    Picture("case-report", people.NEUROLOGIST, "/api/v1/workups/{workupId}/report", on_paper=True),
]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_made(visit: Visits, demo: DemoValues, picture: Picture) -> None:
    folder = Path(ROOT / "docs" / "images") if os.environ.get("SCREENSHOTS") else RESULTS / "images"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{picture.name}.png"
    page = visit(picture.login, "en", width=picture.width, height=picture.height)
    response = page.goto(demo.path(picture.path))
    assert response is not None and response.status == 200
    if picture.on_paper:
        first_page(print_to_pdf(page), file)
    else:
        if picture.button:
            mouse.follow(page.get_by_role("button", name=picture.button))
        if picture.place:
            page.locator(picture.place).first.evaluate("element => element.scrollIntoView({block: 'center'})")
        page.screenshot(path=file, animations="disabled", caret="hide", scale="css")
    picture_bytes = file.read_bytes()
    assert picture_bytes.startswith(b"\x89PNG")
    # They are in everybody's copy of the repository.
    assert len(picture_bytes) < _BYTES_MAX
