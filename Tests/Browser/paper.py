"""What comes out of the printer: a page as PDF, read back with Poppler's programs."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page


@dataclass
class Paper:
    """A PDF, as a reader of it finds it."""

    pages: list[str]
    """The text of each page, laid out as it is on the paper."""
    facts: dict[str, str]
    """What `pdfinfo` says: `Title`, `Tagged`, `Pages`, `Page size` …"""
    tags: str
    """The structure for screen readers, a tag on a line."""

    @property
    def is_a4(self) -> bool:
        """Whether it is printed on A4."""
        return "A4" in self.facts["Page size"]

    @property
    def is_tagged(self) -> bool:
        """Whether a screen reader finds its headings and tables."""
        return self.facts["Tagged"] == "yes"

    def requires(self, *words: str) -> None:
        """Every one of these stands on every page, in capitals or not, however its lines are broken."""
        for number, text in enumerate(self.pages, 1):
            joined = " ".join(text.split()).casefold()
            for word in words:
                assert word.casefold() in joined, f"page {number} of {len(self.pages)} does not say {word!r}:\n{text}"


def print_to_pdf(page: Page) -> bytes:
    """Prints a page as the browser does by itself: A4, the page's own rules for paper."""
    return page.pdf(format="A4", prefer_css_page_size=True, tagged=True)


def printed(page: Page) -> Paper:
    """Prints a page and reads what came out."""
    return read(print_to_pdf(page))


def first_page(document: bytes, picture: Path) -> None:
    """Makes a picture (PNG) of the first sheet of a PDF, 90 dots per inch."""
    program = ["pdftoppm", "-png", "-r", "90", "-singlefile", "-", str(picture.with_suffix(""))]
    subprocess.run(program, input=document, check=True, timeout=60)


def read(document: bytes) -> Paper:
    """Reads a PDF, wherever it came from."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(document)
        file.flush()
        pages = _run("pdftotext", "-layout", "-enc", "UTF-8", file.name, "-").split("\f")
        lines = [line.split(":", 1) for line in _run("pdfinfo", file.name).splitlines() if ":" in line]
        facts = {name.strip(): value.strip() for name, value in lines}
        tags = _run("pdfinfo", "-struct", file.name)
    assert int(facts["Pages"]) == len(pages) - 1
    return Paper(pages[:-1], facts, tags)


def _run(program: str, *words: str | Path) -> str:
    return subprocess.run([program, *words], capture_output=True, text=True, check=True, timeout=60).stdout
