# Makes case files of many different patients out of the project's example cases and boundary vectors.
"""Every file is valid by itself: numbers pass their checks, sites stay in order, later dates stay later."""

import datetime
import json
import pathlib
import random
import re

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "cases"

FAMILY_NAMES = [
    "Aarts", "Bakker", "Claes", "de Boer", "de Clercq", "Dekker", "de Vries", "De Smet", "Dijkstra", "Engelen", "Faber",
    "Goossens", "Hendriks", "Hermans", "Jacobs", "Janssens", "Kok", "Kuipers", "Lambert", "Lemmens", "Maes", "Meijer",
    "Mertens", "Mulder", "Nijs", "Ooms", "Peeters", "Postma", "Prins", "Quist", "Rutten", "Schouten", "Segers",
    "Smeets", "Thijs", "Ummels", "van Dam", "van den Berg", "Van Damme", "van Leeuwen", "Verhoeven", "Vermeulen",
    "Visser", "Vos", "Willems", "Wouters", "Yilmaz", "Zeegers", "Çelik", "Østergaard",
]
GIVEN_NAMES = [
    "Anna", "Bram", "Chantal", "Daan", "Els", "Femke", "Gert", "Hanne", "Ilse", "Jan", "Karin", "Lucas", "Maud", "Nele",
    "Omar", "Pieter", "Quinten", "Ruth", "Sanne", "Thomas", "Ursula", "Veerle", "Wim", "Xander", "Yara", "Zoë",
]
REFERRERS = ["General neurology", "Regional hospital", "General practice", "Rehabilitation", "Hand surgery"]
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
# Values that move by one factor per case and by a little each, so that no two studies have the same ratios: what was
# near a threshold falls on either side of it.
SCALED = {"amplitudeMv", "areaMvMs", "amplitudeUv"}
# What a clinic may not have done yet: each is left out of some cases, so that what is unknown differs too.
LISTS = ("needleExaminations", "antibodies", "cerebrospinalFluids", "imaging", "laboratory")


def templates():
    """The example cases that are whole files, in a fixed order; the richest is `synthetic-definite`."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FIXTURES.glob("*.json"))]


def rich_template():
    """The case with something of everything."""
    return json.loads((FIXTURES / "synthetic-definite.json").read_text(encoding="utf-8"))


def boundary_vectors():
    """The short cases at the thresholds, one a line."""
    lines = (FIXTURES / "boundary.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def bsn(number):
    """A Dutch citizen number that passes the 11-test, different for every `number` below a million."""
    body = 10_000_000 + number
    while True:
        digits = [int(digit) for digit in str(body)]
        rest = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1))) % 11
        if rest < 10:
            return f"{body}{rest}"
        # No check digit fits this one; a million further nobody else looks.
        body += 1_000_000


def insz(birth, number):
    """A Belgian national number for a birth date before 2000, different for every `number`."""
    # The serial holds 998 a day; `birth` must therefore differ by day between every 998 numbers.
    body = int(f"{birth:%y%m%d}{number % 998 + 1:03d}")
    return f"{body:09d}{97 - body % 97:02d}"


class CaseMaker:
    """Makes the n-th case; the same n gives the same case in every run."""

    def __init__(self, first=0):
        self.templates = templates()
        self.first = first

    def case(self, number):
        source = random.Random(number * 7919 + 13)
        template = self.templates[number % len(self.templates)]
        made = _different(template, source, is_whole=number < len(self.templates))
        made["source"] = {"kind": "synthetic", "note": f"bench {number}"}
        made["patient"] = self._patient(number, source, template.get("patient", {}))
        made["workup"]["referredBy"] = source.choice(REFERRERS)
        return made

    def lines(self, count):
        """Cases as lines of JSON, from the first number on."""
        for number in range(self.first, self.first + count):
            yield json.dumps(self.case(number), ensure_ascii=False, separators=(",", ":")) + "\n"

    @staticmethod
    def _patient(number, source, template):
        # A day of its own for each 998 numbers in a row keeps Belgian numbers apart.
        birth = datetime.date(1930, 1, 1) + datetime.timedelta(days=number // 998 * 17 % 24_000)
        identifiers = [{"system": "mrn:NMC", "value": str(1_000_000 + number)}]
        for identifier in template.get("identifiers", []):
            if identifier["system"] == "bsn":
                identifiers.append({"system": "bsn", "value": bsn(number)})
            if identifier["system"] == "insz":
                identifiers.append({"system": "insz", "value": insz(birth, number)})
        return {
            "familyName": source.choice(FAMILY_NAMES),
            "givenNames": source.sample(GIVEN_NAMES, source.randrange(1, 3)),
            "birthDate": birth.isoformat(),
            "sex": source.choice(["male", "male", "female"]),
            "identifiers": identifiers,
        }


def boundary_lines(count):
    """Cases in the shape of the boundary vectors, as lines of JSON: without a patient, each with numbers of its own."""
    vectors = boundary_vectors()
    for number in range(count):
        source = random.Random(number * 104_729 + 7)
        made = _different(vectors[number % len(vectors)], source, is_whole=number < len(vectors))
        yield json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def _different(template, source, is_whole):
    """The case moved in time, with numbers of its own, and with something left out unless it is to stay whole."""
    shift = datetime.timedelta(days=source.randrange(-1200, 0))
    made = _varied(template, shift, source.uniform(0.9, 1.1), source)
    if not is_whole:
        _leave_out(made, source)
    return made


def _leave_out(case, source):
    """Leaves out what a clinic may not have done: some lists, some signs."""
    for name in LISTS:
        if source.random() < 0.1:
            case.pop(name, None)
    for examination in case.get("examinations", []):
        signs = examination.get("signs", {})
        for sign in signs:
            if source.random() < 0.05:
                signs[sign] = "notExamined"


def _varied(value, shift, factor, source, key=None):
    """The value with its dates moved, and its amplitudes and areas scaled by `factor` and by up to 5 % each."""
    if isinstance(value, dict):
        return {name: _varied(item, shift, factor, source, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_varied(item, shift, factor, source, key) for item in value]
    if isinstance(value, str) and DATE.match(value):
        return (datetime.date.fromisoformat(value) + shift).isoformat()
    if key in SCALED and isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(value * factor * source.uniform(0.95, 1.05), 3)
    return value
