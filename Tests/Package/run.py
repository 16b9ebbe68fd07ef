#!/usr/bin/env python3
"""Holds a built Debian package against what it has to be, in a fresh root that boots its own systemd: `make package`.

    Tests/Package/run.py PACKAGE AGAIN SYMBOLS

PACKAGE is the package, AGAIN a second build of it from the same program, SYMBOLS its debug symbols. Needs root, debootstrap
and systemd-nspawn. Ends with a table; exit code 3 where a row does not hold or could not be run.
"""

import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Clients"))

import database
import files
import image
import life
import proxy
import use
import walls
from machine import Machine, make_base
from table import Table

BUILT = Path(__file__).resolve().parents[2] / ".build" / "package"


def main() -> int:
    """Runs every check."""
    package, again, symbols = (Path(word).resolve() for word in sys.argv[1:4])
    # Ended from outside, the machine is discarded as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    table = Table("package")
    files.check(table, package, again, symbols)
    machine = Machine(BUILT / "base" / "root", BUILT / "machine")

    def boot() -> str:
        make_base(BUILT / "base", package, [*use.RECOMMENDED, "nginx-light", "caddy"])
        machine.boot()
        return machine.sh("systemctl --version | head -1").strip()

    try:
        if table.check("install", "a fresh root by debootstrap boots its own systemd", boot):
            newcomer = use.check(table, machine, package)
            walls.check(table, machine)
            proxy.check(table, newcomer)
            database.check(table, machine)
            life.check(table, newcomer, package)
    finally:
        machine.discard()
    if (BUILT / "base" / "made").exists():
        image.check(table, BUILT / "base" / "root", package, BUILT / "images")
    table.show()
    return table.code


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: Tests/Package/run.py PACKAGE AGAIN SYMBOLS")
    sys.exit(main())
