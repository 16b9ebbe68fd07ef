"""Installing, and using as a newcomer would: an organisation, a user, a token, cases, answers over HTTP, a report as PDF."""

import json
import re
import time
from pathlib import Path

from machine import Machine
from table import Table, expect

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "Sources/UseCases/DemoCases").glob("*.json"))[:3]
ADDRESS = "http://127.0.0.1:8080"
PASSWORD = "waterval-kompas-lantaarn-9"
# As docs/operations/installing.md has it: what these recommend in their turn would be another hundred packages.
RECOMMENDED = ["postgresql", "pgbackrest", "weasyprint", "fonts-liberation"]
CONFIGURATION = "/etc/workup/workup.json"


class Newcomer:
    """What a newcomer has made so far."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.token = ""

    def command(self, words: str, text: str | None = None) -> dict | list:
        """The JSON that a command of the program shows, run by root beside the service."""
        return json.loads(self.machine.sh(f"workup {words} --output json", text=text))

    def get(self, path: str, into: str = "-") -> str:
        """What a route answers to the token; anything but 200 is an exception."""
        field = f"Authorization: Bearer {self.token}"
        return self.machine.sh(f"curl --fail-with-body -sS --max-time 60 -o {into} -H '{field}' '{ADDRESS}/api/v1{path}'")

    def workups(self) -> list[dict]:
        """The worklist."""
        return json.loads(self.get("/workups"))["items"]


def install(machine: Machine, package: str) -> str:
    """apt installs the package with all that it depends on, and beside it what it recommends."""
    machine.sh(f"apt-get install --yes --quiet --no-install-recommends {package} {' '.join(RECOMMENDED)}", timeout=1800)
    version = machine.sh("dpkg-query --show --showformat='${Version} ${db:Status-Status}' workup").strip()
    expect(version.endswith(" installed"), version)
    return version


def started(machine: Machine) -> str:
    """The service runs, says that it is ready, and listens on this machine alone."""
    seconds = machine.wait_for("systemctl is-active --quiet workup", 120)
    ready = json.loads(machine.sh(f"curl --fail-with-body -sS {ADDRESS}/health/ready"))
    listening = re.findall(r"(\S+):8080\s", machine.sh("ss -Hltn"))
    expect(listening == ["127.0.0.1"], f"listens on {listening}")
    expect(machine.sh("systemctl is-enabled workup").strip() == "enabled", "it does not start with the machine")
    return f"ready {seconds:.1f} s after apt was done: {json.dumps(ready)[:80]}"


def people(newcomer: Newcomer) -> str:
    """An organisation, a user with a password, a token."""
    newcomer.command("organisation add UMC 'University hospital' neuromuscularCentre")
    newcomer.command("user add a.smit 'Anna Smit' neurologist --organisation UMC --password-file -", PASSWORD + "\n")
    answer = newcomer.command("token create a.smit --name newcomer")
    newcomer.token = answer["token"] if isinstance(answer, dict) else ""
    expect(len(newcomer.token) > 20, "no token was shown")
    return "as root, beside the service"


def cases(newcomer: Newcomer) -> str:
    """Case files go in, and a second time change nothing."""
    for case in CASES:
        newcomer.machine.copy(case, f"/root/cases/{case.name}")
    for _ in range(2):
        newcomer.machine.sh("workup import cases/*.json --organisation UMC")
    found = newcomer.workups()
    expect(len(found) == len(CASES), f"{len(found)} workups of {len(CASES)} cases")
    return f"{len(found)} cases"


def report(newcomer: Newcomer) -> str:
    """A case report as PDF, made by Python inside the walls of the unit."""
    workup = newcomer.workups()[0]["workupId"]
    start = time.monotonic()
    newcomer.get(f"/workups/{workup}/report?format=pdf&language=nl", "/root/report.pdf")
    seconds = time.monotonic() - start
    pdf = (newcomer.machine.root / "root/report.pdf").read_bytes()
    expect(pdf.startswith(b"%PDF-") and len(pdf) > 10_000, f"{len(pdf)} bytes that begin with {pdf[:8]!r}")
    return f"{len(pdf) // 1000} kB in {seconds:.1f} s"


def nothing_foreign(machine: Machine) -> None:
    """All of the service's files are its own."""
    foreign = machine.sh("find /var/lib/workup ! -user workup -print").strip()
    expect(not foreign, foreign)


def ownership(machine: Machine) -> str:
    """Nothing that root did beside the service took a file away from it."""
    nothing_foreign(machine)
    open_to_others = machine.sh("find /var/lib/workup -perm /o+rwx ! -type l ! -type s -print | head -3").strip()
    expect(not open_to_others, f"open to others: {open_to_others}")
    machine.sh("test $(stat -c %a /var/lib/workup) = 700")
    return machine.sh("du -sh /var/lib/workup | cut -f1").strip() + " of data, all workup's and closed to others"


def stranger(machine: Machine) -> str:
    """Another account of the machine reads neither data nor keys, and may still evaluate a case."""
    machine.sh("useradd --create-home stranger")
    for command in ("workup user list", "cat /var/lib/workup/keys/audit", "ls /etc/workup/private"):
        expect(machine.attempt(f"runuser -u stranger -- {command}").returncode != 0, f"a stranger may: {command}")
    machine.sh("cp -r /root/cases /home/stranger")
    machine.sh("runuser -u stranger -- sh -c 'workup evaluate /home/stranger/cases/*.json' >/dev/null")
    return ""


def daily(machine: Machine) -> str:
    """The daily check finds the record sound and the access log as it was sealed."""
    machine.sh("systemctl is-enabled --quiet workup-check.timer && systemctl start workup-check.service", timeout=300)
    result = machine.sh("systemctl show --value --property=Result workup-check.service").strip()
    expect(result == "success", result)
    nothing_foreign(machine)
    return machine.sh("systemctl list-timers --no-legend workup-check.timer | cut -c1-30").strip()


def journal(machine: Machine) -> str:
    """The service's lines are JSON, in the journal; the signed checkpoints of the access log are there as well."""
    lines = [line for line in machine.sh("journalctl -u workup -o cat --no-pager").splitlines() if line.startswith("{")]
    for line in lines:
        json.loads(line)
    expect(bool(lines), "no line of JSON")
    machine.wait_for("journalctl --no-pager -o cat | grep -q ' workup [0-9]* checkpoint - '", 30)
    return f"{len(lines)} lines"


def check(table: Table, machine: Machine, package: Path) -> Newcomer:
    """The rows of installing and using."""
    newcomer = Newcomer(machine)
    machine.copy(package, "/root/workup.deb")
    table.check(
        "install", "apt installs it into a fresh root, dependencies and all", lambda: install(machine, "/root/workup.deb")
    )
    table.check("install", "the service is ready, on this machine alone", lambda: started(machine))
    table.check("use", "organisation, user, token", lambda: people(newcomer))
    table.check("use", "cases are imported, and read over HTTP", lambda: cases(newcomer))
    table.check("use", "a report as PDF", lambda: report(newcomer))
    table.check("use", "files are the service's and closed", lambda: ownership(machine))
    table.check("use", "other accounts see nothing", lambda: stranger(machine))
    table.check("use", "the daily check passes", lambda: daily(machine))
    table.check("use", "logs are in the journal, checkpoints too", lambda: journal(machine))
    return newcomer
