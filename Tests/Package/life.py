"""Upgrading, removing, installing again, purging: the record stays through all of it."""

import json
import shutil
import tempfile
from pathlib import Path

from database import SECRET
from machine import Machine, run
from table import Table, expect
from use import ADDRESS, CONFIGURATION, Newcomer, install

NEXT = "9.0.0-1"
# Where the package's configuration changed as well as the administrator's, nobody is there to be asked.
KEEP = "-o Dpkg::Options::=--force-confold"


def newer(package: Path, target: Path) -> None:
    """The same program as a higher version whose package has another configuration file."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        run("dpkg-deb", "--raw-extract", package, tree)
        control = tree / "DEBIAN/control"
        lines = [f"Version: {NEXT}" if line.startswith("Version:") else line for line in control.read_text().splitlines()]
        control.write_text("\n".join(lines) + "\n")
        settings = tree / "etc/workup/workup.json"
        content = json.loads(settings.read_text())
        content["log"] = {"level": "info"}
        settings.write_text(json.dumps(content, indent=4) + "\n")
        run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, target)


def edit(machine: Machine) -> None:
    """The administrator changes the configuration."""
    settings = json.loads(machine.sh(f"cat {CONFIGURATION}"))
    settings["timeZone"] = "Europe/Brussels"
    machine.write(CONFIGURATION, json.dumps(settings, indent=4) + "\n")
    machine.sh("systemctl restart workup")


def kept(newcomer: Newcomer, cases: int) -> None:
    """The record is there, through the token of before, and the edited configuration counts."""
    machine = newcomer.machine
    machine.wait_for(f"curl -fs {ADDRESS}/health/ready", 60)
    found = len(newcomer.workups())
    expect(found == cases, f"{found} workups of {cases}")


def upgrade(newcomer: Newcomer, package: Path) -> str:
    """A higher version: configuration kept, its own laid beside it, service restarted, schema current, record there."""
    machine = newcomer.machine
    cases = len(newcomer.workups())
    edit(machine)
    before = machine.sh("systemctl show --value -p MainPID workup")
    machine.copy(package, "/root/newer.deb")
    machine.sh(f"apt-get install --yes --quiet --no-install-recommends {KEEP} /root/newer.deb")
    expect(NEXT in machine.sh("dpkg-query --show workup"), "another version is installed")
    kept(newcomer, cases)
    expect("Brussels" in machine.sh(f"cat {CONFIGURATION}"), "the edited configuration is gone")
    expect("info" in machine.sh(f"cat {CONFIGURATION}.dpkg-dist"), "the new configuration is not beside it")
    expect(machine.sh("systemctl show --value -p MainPID workup") != before, "the service was not restarted")
    pending = machine.sh("workup migrate plan --output json").strip()
    machine.sh("workup check >/dev/null")
    return f"pending migrations: {pending[:40] or 'none'}"


def way_back(newcomer: Newcomer) -> str:
    """The package of before on the schema that both know."""
    machine = newcomer.machine
    cases = len(newcomer.workups())
    machine.sh(f"apt-get install --yes --quiet --no-install-recommends --allow-downgrades {KEEP} /root/workup.deb")
    kept(newcomer, cases)
    machine.sh(f"apt-get install --yes --quiet --no-install-recommends {KEEP} /root/newer.deb")
    kept(newcomer, cases)
    return "down and up again"


def stays_disabled(machine: Machine) -> str:
    """A service that its administrator disabled and stopped is not started by an upgrade."""
    machine.sh("systemctl disable --now --quiet workup")
    machine.sh("apt-get install --yes --quiet --no-install-recommends --reinstall /root/newer.deb")
    states = [machine.attempt(f"systemctl {word} workup").stdout.strip() for word in ("is-enabled", "is-active")]
    machine.sh("systemctl enable --now --quiet workup")
    expect(states == ["disabled", "inactive"], str(states))
    return ""


def remove(machine: Machine) -> str:
    """Removed, the service is stopped, and configuration, record, keys and account are kept."""
    machine.sh("apt-get remove --yes --quiet workup")
    expect(machine.attempt("systemctl is-active workup").stdout.strip() == "inactive", "it still runs")
    expect(machine.attempt("pgrep -u workup").returncode == 1, "processes are left")
    expect(machine.attempt("command -v workup").returncode != 0, "the program is still there")
    machine.sh(f"test -f {CONFIGURATION} && test -d /var/lib/workup/postgresql/data && test -f /var/lib/workup/keys/audit")
    machine.sh("id workup")
    return ""


def reinstall(newcomer: Newcomer, cases: int) -> str:
    """Installed again, everything is as it was."""
    install(newcomer.machine, "/root/newer.deb")
    kept(newcomer, cases)
    newcomer.machine.sh("workup audit verify --all >/dev/null")
    return "the access log verifies from its beginning"


def purge(machine: Machine) -> str:
    """Purged, the configuration is gone but for what was laid there by hand; the record is kept, and apt says where it is."""
    machine.write("/etc/workup/private/by-hand", "")
    said = machine.sh("apt-get purge --yes --quiet workup 2>&1")
    expect("/var/lib/workup" in said and "rm -r" in said, said[-300:])
    left = set(machine.attempt("find /etc/workup /var/cache/workup -type f").stdout.split())
    expect(left - {SECRET} == {"/etc/workup/private/by-hand"}, f"left: {' '.join(left)}")
    machine.sh("test -d /var/lib/workup/postgresql/data && test -f /var/lib/workup/keys/audit")
    left = machine.sh("find /etc/systemd /lib/systemd/system /var/lib/systemd -name 'workup*'").strip()
    expect(not left, left)
    return ""


def check(table: Table, newcomer: Newcomer, package: Path) -> None:
    """The rows of a package's life; the newcomer's record is in it."""
    machine = newcomer.machine
    folder = Path(tempfile.mkdtemp(prefix="workup-package-"))
    cases = len(newcomer.workups())
    try:
        next_package = folder / f"workup_{NEXT}.deb"
        newer(package, next_package)
        table.check("life", "an upgrade keeps configuration and record", lambda: upgrade(newcomer, next_package))
        table.check("life", "the way back between releases of one schema", lambda: way_back(newcomer))
        table.check("life", "an upgrade does not start what was disabled", lambda: stays_disabled(machine))
        table.check("life", "removing keeps configuration, record and keys", lambda: remove(machine))
        table.check("life", "installed again, all is there", lambda: reinstall(newcomer, cases))
        table.check("life", "purging takes the configuration, never the record", lambda: purge(machine))
        table.check("life", "installed once more, the record is there", lambda: reinstall(newcomer, cases))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
