"""Pictures of the main pages. Every run makes them; `make screenshots` keeps them in docs/images."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

import people
from conftest import Visits
from paper import first_page, print_to_pdf
from routes import DemoValues
from service import RESULTS, ROOT


@dataclass(frozen=True)
class Picture:
    """One file of docs/images: whose page, and how much of it is shown; on paper, the first sheet."""

    name: str
    login: str
    path: str
    width: int = 1100
    height: int = 800
    on_paper: bool = False


PICTURES = [
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
        page.screenshot(path=file, animations="disabled", caret="hide", scale="css")
    assert file.read_bytes().startswith(b"\x89PNG")
