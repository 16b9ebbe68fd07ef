"""What can be said of the packages by looking at them."""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from machine import run
from table import NotHere, Table, expect

ROOT = Path(__file__).resolve().parents[2]
UNITS = [ROOT / "deploy/systemd/workup.service", ROOT / "deploy/systemd/workup-check.service"]
# systemd counts tenths.
EXPOSURE_MAX = 20


def exposure(unit: Path) -> str:
    """The score of a unit is not above 2.0."""
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE_MAX}", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
    )
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    expect(done.returncode == 0 and score is not None, done.stdout[-200:] + done.stderr)
    return score.group(1) if score else ""


def alike(first: Path, second: Path) -> str:
    """Two builds from one program are the same bytes."""
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (first, second)]
    expect(sums[0] == sums[1], f"{sums[0][:16]} and {sums[1][:16]}")
    return f"SHA-256 {sums[0][:16]}…, {first.stat().st_size / 1_000_000:.0f} MB"


def lint(packages: list[Path]) -> str:
    """Lintian finds no error."""
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error", *map(str, packages)], capture_output=True, text=True
    )
    said = [line for line in done.stdout.splitlines() if line[:2] in ("E:", "W:")]
    expect(done.returncode == 0, "; ".join(said) or done.stderr[-300:])
    return f"{len(said)} warnings" + (": " + "; ".join(said) if said else "")


def contents(package: Path) -> str:
    """Everything that belongs into the package is there, owned by root."""
    listed = {}
    for line in run("dpkg-deb", "--contents", package).splitlines():
        mode, owner, *_, path = line.split(maxsplit=5)
        listed[path.split(" -> ")[0].removeprefix("./")] = (mode, owner)
    wanted = [
        "usr/bin/workup",
        "lib/systemd/system/workup.service",
        "lib/systemd/system/workup-check.service",
        "lib/systemd/system/workup-check.timer",
        "usr/lib/sysusers.d/workup.conf",
        "etc/workup/workup.json",
        "usr/share/man/man1/workup.1.gz",
        "usr/share/bash-completion/completions/workup",
        *(f"usr/share/doc/workup/{name}" for name in ("copyright", "NOTICE.gz", "sbom.json.gz", "changelog.Debian.gz")),
    ]
    missing = [path for path in wanted if path not in listed]
    expect(not missing, f"missing: {missing}")
    foreign = [path for path, (_, owner) in listed.items() if owner != "root/root"]
    expect(not foreign, f"not root's: {foreign}")
    return f"{len(listed)} places"


def licences(package: Path) -> str:
    """Each package of the list of parts stands in the file of licences, and each licence has its text there."""
    with tempfile.TemporaryDirectory() as folder:
        run("dpkg-deb", "--extract", package, folder)
        documents = Path(folder) / "usr/share/doc/workup"
        parts = json.loads(gzip.decompress((documents / "sbom.json.gz").read_bytes()))["components"]
        text = (documents / "copyright").read_text()
    named = [part["name"] for part in parts if not part["bom-ref"].startswith("system:")]
    missing = [name for name in named if f"Comment: {name} " not in text]
    expect(not missing, f"not named: {missing}")
    used = {word for line in re.findall(r"^License: (.*)$", text, re.MULTILINE) for word in line.split(" and ")}
    defined = {name for name in used if re.search(rf"^License: {re.escape(name)}\n .", text, re.MULTILINE)}
    expect(used == defined, f"without a text: {used - defined}")
    return f"{len(named)} parts, {len(used)} licences"


def pages(package: Path) -> str:
    """The manual page is one that man shows without a complaint."""
    if shutil.which("man") is None:
        raise NotHere("man is not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        run("dpkg-deb", "--extract", package, folder)
        page = Path(folder) / "usr/share/man/man1/workup.1.gz"
        done = subprocess.run(["man", "--warnings", "-l", str(page)], capture_output=True, text=True, errors="replace")
    expect(done.returncode == 0 and "workup" in done.stdout, done.stderr[-300:])
    expect(not done.stderr.strip(), done.stderr[-300:])
    return f"{len(done.stdout.splitlines())} lines"


def check(table: Table, package: Path, again: Path, symbols: Path) -> None:
    """The rows of the files."""
    for unit in UNITS:
        table.check("files", f"exposure of {unit.name} is 2.0 at most", lambda unit=unit: exposure(unit))
    table.check("files", "the same program gives the same package", lambda: alike(package, again))
    table.check("files", "lintian finds no error", lambda: lint([package, symbols]))
    table.check("files", "everything is in it, and root's", lambda: contents(package))
    table.check("files", "licences of all that is linked in", lambda: licences(package))
    table.check("files", "the manual page can be read", lambda: pages(package))
