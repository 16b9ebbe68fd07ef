#!/usr/bin/env python3
"""What holds of several instances and of three database nodes: `make ha`.

    Tests/HighAvailability/run.py            both parts, as root
    Tests/HighAvailability/run.py proxy      three instances behind HAProxy, restarted under load
    Tests/HighAvailability/run.py patroni    three nodes of PostgreSQL with Patroni and etcd, killed and cut off under load

Ends with a table; figures go to .build/ha.json. Exit code 3 where a row does not hold or could not be run.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Clients"))

import failover
import proxy
from processes import ROOT
from table import Table

PARTS = {"proxy": proxy.check, "patroni": failover.check}


def main(names: list[str]) -> int:
    """Runs the parts."""
    table = Table("ha")
    figures: dict[str, Any] = {}
    # Ended from outside, what runs is ended as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Not below /tmp: that may be memory, and what is tried here has to be on a disk.
    folder = Path(tempfile.mkdtemp(prefix="workup-ha-", dir=os.environ.get("HA_FOLDER", "/var/tmp")))
    folder.chmod(0o755)
    for name in names:
        part = folder / name
        part.mkdir()
        table.check(name, "the part runs to its end", lambda: PARTS[name](table, part, figures))
    table.show()
    rows = [vars(row) for row in table.rows]
    (ROOT / ".build" / "ha.json").write_text(json.dumps({"rows": rows, "figures": figures}, indent=2) + "\n")
    if table.code == 0:
        shutil.rmtree(folder)
    else:
        print(f"what the programs said is in {folder}", file=sys.stderr)
    return table.code


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    if not set(wanted) <= set(PARTS):
        sys.exit(f"usage: Tests/HighAvailability/run.py [{'|'.join(PARTS)}]…")
    if os.geteuid() != 0:
        sys.exit("ha: this needs root: PostgreSQL runs as its own account, and the nodes have networks of their own")
    sys.exit(main(wanted))
