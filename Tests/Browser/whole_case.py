"""A whole case, from referral to the signed report of its meeting, by whatever hand: whose, in which language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from playwright.sync_api import Page

from people import Api


class Hand(Protocol):
    """How somebody uses a page: `Keyboard` or `Mouse`. Names are the visible ones, or that of the field."""

    page: Page

    def fill(self, name: str, text: str) -> None:
        """Types into a field, in place of what stands there."""

    def choose(self, field: str, option: str) -> None:
        """Takes one of a group of radio buttons."""

    def tick(self, name: str) -> None:
        """Ticks a box."""

    def select(self, name: str, option: str) -> None:
        """Takes a line of a list."""

    def go(self, name: str) -> None:
        """Takes a link or a button and waits for the page that it leads to."""


@dataclass
class WholeCase:
    """The case so far: by whose hand, in which language, what is looked at on every page, and how a text is kept."""

    hand: Hand
    language: str
    api: Api
    family_name: str
    look: Callable[[Page], None]
    keep_text: Callable[["WholeCase"], None]
    workup: str = ""
    meeting: str = ""
    case: str = ""

    @property
    def page(self) -> Page:
        """Where it is done."""
        return self.hand.page

    @property
    def patient_number(self) -> str:
        """The patient's number in the hospital."""
        return f"DEMO-{self.family_name.upper()}"

    @property
    def patient(self) -> str:
        """The patient's name as lists show it."""
        return f"{self.family_name.upper()}, Zoë"

    def said(self, words: str) -> str:
        """Words of the pages in the language of this case; names are the same in each."""
        return _DUTCH.get(words, words) if self.language == "nl" else words

    def go(self, *names: str) -> None:
        """Follows links and buttons, one after another, and looks at each page."""
        for name in names:
            self.hand.go(self.said(name))
            assert self.page.evaluate("document.documentElement.lang") == self.language
            self.look(self.page)

    def fill(self, fields: dict[str, str]) -> None:
        """Fills in fields, numbers as they are written in this language."""
        for name, text in fields.items():
            self.hand.fill(name, self.number(text) if re.fullmatch(r"\d+\.\d+", text) else text)

    def number(self, text: str) -> str:
        """A number as this language writes it."""
        return text.replace(".", ",") if self.language == "nl" else text

    def shows(self, words: str) -> None:
        """The page says so."""
        text = re.sub(r"\s+", " ", self.page.locator("body").inner_text())
        assert self.said(words) in text, f"{self.page.url} does not say {self.said(words)!r}"

    def of_workup(self, path: str) -> Any:
        """What the service answers about the workup."""
        return self.api.get(f"/api/v1/workups/{self.workup}{path}")

    def of_meeting(self, path: str = "") -> Any:
        """What the service answers about the meeting."""
        return self.api.get(f"/api/v1/meetings/{self.meeting}{path}")


def days_ago(days: int) -> str:
    """A day as it is typed."""
    return (date.today() - timedelta(days)).isoformat()


# What the pages say in Dutch where they say the first in English.
_DUTCH = {
    "Search": "Zoeken",
    "Find a patient": "Patiënt zoeken",
    "Nobody was found": "Niemand gevonden",
    "Register a patient": "Patiënt registreren",
    "Register": "Registreren",
    "Open a workup": "Traject openen",
    "Open": "Openen",
    "Overview": "Overzicht",
    "Treatment": "Behandeling",
    "Meetings": "Overleggen",
    "My tasks": "Mijn taken",
    "Save": "Bewaren",
    "Save…": "Bewaren…",
    "Record the result": "Uitslag vastleggen",
    "Neurological examination": "Neurologisch onderzoek",
    "Nerve conduction study": "Zenuwgeleidingsonderzoek",
    "Anti-ganglioside antibodies": "Antigangliosidenantistoffen",
    "Lumbar puncture": "Lumbaalpunctie (ruggenprik)",
    "Compute reductions and block": "Reducties en blok berekenen",
    "definite block": "zeker geleidingsblok",
    "ulnar nerve left": "n. ulnaris links",
    "definite": "zeker",
    "criteria not met": "voldoet niet aan de criteria",
    "cannot be determined yet": "nog niet te bepalen",
    "State a diagnosis": "Diagnose stellen",
    "State this diagnosis": "Deze diagnose stellen",
    "Options with guidance and cautions": "Opties met advies en aandachtspunten",
    "Choose: IVIg": "Kiezen: IVIg (immuunglobuline via infuus)",
    "Keep this choice": "Deze keuze vastleggen",
    "Start a course": "Behandeling starten",
    "Record an administration": "Toediening vastleggen",
    "Check": "Controleren",
    "Record it": "Vastleggen",
    "Plan the meeting": "Overleg plannen",
    "Add a case": "Casus toevoegen",
    "Put on the agenda": "Op de agenda zetten",
    "Open the screen for the room": "Scherm voor in de zaal openen",
    "Decision": "Besluit",
    "Dissent": "Afwijkende mening",
    "Patient's preference": "Voorkeur van de patiënt",
    "Keep the outcome": "Uitkomst vastleggen",
    "Add the action": "Actie toevoegen",
    "To the agenda": "Naar de agenda",
    "Change time, place, people or status": "Tijd, plaats, mensen of stand wijzigen",
    "Dr. Femke Testinga (Neurologist, NMC)": "Dr. Femke Testinga (Neuroloog, NMC)",
    "Sign the meeting": "Overleg ondertekenen",
    "Reason of the amendment": "Reden van de aanvulling",
    "Amend": "Aanvullen",
    "Agenda and reports": "Agenda en verslagen",
}
