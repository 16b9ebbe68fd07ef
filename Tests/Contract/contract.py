"""Sends requests by the API document to a real service as several roles, and holds every answer against the document.

python3 contract.py: EXAMPLES says how many requests are made up for each operation beside those that cover its shape (20
where it is not set), SEED from which seed, ROLES as whom. Exit code: 0 every answer is as the document says, 3 some were
not, 1 a wrong document was not found out, so that nothing here means anything.
"""

import copy
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
sys.path.insert(0, str(_ROOT / "Tests" / "Browser"))
from service import Service  # noqa: E402

from clinic import Clinic  # noqa: E402

_RESULTS = _ROOT / ".build" / "contract-results"
_DOCUMENT = _ROOT / "docs" / "api" / "openapi.json"
_LOGINS = {
    "laboratory": "l.monsterman",
    "administrator": "a.beheersma",
    "neurologist": "f.testinga",
    "privacyOfficer": "p.geheimveld",
}
# Who changes most comes last: what others would look at is still there.
_ROLES = "laboratory administrator neurologist"
# What the document says of this service alone; pages are for browsers, which have sessions (Tests/Browser).
_PATHS = "^/api/v1/"


@dataclass
class Row:
    """What came of one role, or of one wrong document."""

    role: str
    operations: int
    reached: int
    requests: int
    failures: int
    seconds: float


class Run:
    """The requests of one role by one document."""

    def __init__(self, service: Service, token: str, clinic: Path, seed: int) -> None:
        self._service = service
        self._token = token
        self._clinic = clinic
        self._seed = seed

    def __call__(self, name: str, document: Path, examples: int, *words: str) -> Row:
        """Sends them; what was answered stands in `NAME.log` and `NAME.json` of the results."""
        answers = _RESULTS / f"{name}.answers.json"
        report = _RESULTS / f"{name}.json"
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(_HERE / "schemathesis.toml"), "--no-color",
                   "run", str(document), "--url", self._service.origin, "-H", f"Authorization: Bearer {self._token}",
                   "--seed", str(self._seed), "-n", str(examples), "--phases", "examples,coverage,fuzzing",
                   "--workers", "2", "--continue-on-failure", "--warnings", "off",
                   "--report", "json", "--report-json-path", str(report), *words]
        environment = os.environ | {
            "CONTRACT_CLINIC": str(self._clinic), "CONTRACT_SEED": str(self._seed), "CONTRACT_ANSWERS": str(answers),
            "SCHEMATHESIS_HOOKS": str(_HERE / "hooks.py"),
        }
        answers.unlink(missing_ok=True)
        begun = time.monotonic()
        done = subprocess.run(command, env=environment, cwd=_RESULTS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, check=False)
        (_RESULTS / f"{name}.log").write_text(done.stdout)
        self._ask_once()
        if done.returncode not in (0, 1) or not answers.exists():
            raise RuntimeError(f"schemathesis ended with {done.returncode}: {done.stdout[-2000:]}")
        counts: dict[str, dict[str, int]] = json.loads(answers.read_text())
        failures = re.search(r"(\d+) found (\d+) unique failures", done.stdout)
        failed = int(failures[2]) if failures else int(done.returncode != 0)
        return Row(name, len(counts), sum(any(status[0] == "2" for status in count) for count in counts.values()),
                   sum(sum(count.values()) for count in counts.values()), failed, time.monotonic() - begun)

    def _ask_once(self) -> None:
        """Every role may read the protocols: whoever may no more has lost their token on the way."""
        request = urllib.request.Request(f"{self._service.origin}/api/v1/protocols")
        request.add_header("Authorization", f"Bearer {self._token}")
        urllib.request.urlopen(request, timeout=60).close()


def _wrong_documents() -> dict[str, dict[str, Any]]:
    """Documents with one lie each about reading a patient."""
    path = "/api/v1/patients/{patientId}"
    whole = json.loads(_DOCUMENT.read_text())
    whole["paths"] = {path: {"get": whole["paths"][path]["get"]}}
    wrong_type, no_status, other_kind = (copy.deepcopy(whole) for _ in range(3))
    answers = wrong_type["paths"][path]["get"]["responses"]
    shape = answers["200"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    wrong_type["components"]["schemas"][shape]["properties"]["familyName"] = {"type": "integer"}
    del no_status["paths"][path]["get"]["responses"]["404"]
    answer = other_kind["paths"][path]["get"]["responses"]["200"]
    answer["content"] = {"text/plain": {"schema": {"type": "string"}}}
    return {"a wrong type": wrong_type, "a status left out": no_status, "another media type": other_kind}


def _controls(run: Run) -> list[Row]:
    rows = []
    for name, document in _wrong_documents().items():
        file = _RESULTS / f"{name.replace(' ', '-')}.openapi.json"
        file.write_text(json.dumps(document))
        row = run(name.replace(" ", "-"), file, 20)
        row.role = f"control: {name}"
        rows.append(row)
    return rows


def _print(rows: list[Row]) -> None:
    lines = [["role", "operations", "with 2xx", "requests", "failures", "seconds"]]
    lines += [[row.role, str(row.operations), str(row.reached), str(row.requests), str(row.failures), f"{row.seconds:.0f}"]
              for row in rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        print("  ".join(text.ljust(width) if place == 0 else text.rjust(width)
                        for place, (text, width) in enumerate(zip(line, widths))))


def main() -> int:
    """Runs the controls and every role; the exit code."""
    examples = int(os.environ.get("EXAMPLES", "20"))
    seed = int(os.environ.get("SEED", "20261124"))
    roles = os.environ.get("ROLES", _ROLES).split()
    _RESULTS.mkdir(parents=True, exist_ok=True)
    service = Service()
    try:
        service.start()
        made = {role: service.command("token", "create", login, "--name", "contract") for role, login in _LOGINS.items()}
        tokens = {role: token["token"] for role, token in made.items()}
        found = Clinic(service.origin, tokens).read(set(_LOGINS.values()))
        kept = [*_LOGINS.values(), *(token["id"] for token in made.values())]
        clinic = _RESULTS / "clinic.json"
        clinic.write_text(json.dumps({"places": found.places, "people": found.people, "kept": kept}))
        print(f"contract: {len(found.places)} places of the clinic, {examples} examples, seed {seed}", flush=True)
        controls = _controls(Run(service, tokens["neurologist"], clinic, seed))
        rows = []
        for role in roles:
            run = Run(service, tokens[role], clinic, seed)
            rows.append(run(role, _DOCUMENT, examples, "--include-path-regex", _PATHS))
            print(f"contract: {role}: {rows[-1].requests} requests, {rows[-1].failures} failures", flush=True)
    finally:
        (_RESULTS / "service.log").write_text(service.log())
        service.stop()
    _print([*controls, *rows])
    (_ROOT / ".build" / "contract.json").write_text(json.dumps(
        {"seed": seed, "examples": examples, "controls": [asdict(row) for row in controls],
         "roles": [asdict(row) for row in rows]}, indent=2) + "\n")
    blind = [row.role for row in controls if row.failures == 0]
    if blind:
        print(f"contract: error: not found out: {', '.join(blind)}: nothing here means anything", file=sys.stderr)
        return 1
    failed = [row.role for row in rows if row.failures]
    for role in failed:
        print(f"contract: {role}: see .build/contract-results/{role}.log")
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
