#!/usr/bin/env python3
"""Restores a record under load and compares it with what its clients were told.

    Tests/BackupDrill/drill.py             (make drill)

A full and a differential backup are made while clients write. Somebody deletes rows by SQL; the record is restored to
the moment before into a new folder, and has to be exactly what was acknowledged by then. A byte of the repository is
changed, which has to be found and not restored. Then everything but the repository and the keys is killed and removed:
what is missing after restoring the end must be a minute at most. Figures go to .build/drill.json; exit code 1 where
anything is not so.
"""

import json
import shutil
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Clients"))

import ledger
import service
from load import KEYS, Load
from session import Address, Caller

# Handing over the last piece takes a moment beyond the minute.
LOSS_SECONDS_MAX = 65
CLIENTS = 4


class Drill:
    """One drill in a folder of its own, with the figures that it brought."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.figures: dict[str, Any] = {}
        self.faults: list[str] = []
        self.ledgers: list[Path] = []
        self.running: list[service.Installation] = []

    def installation(self, name: str) -> service.Installation:
        """A data folder that is killed when the drill ends, however it ends."""
        made = service.Installation(self.folder, name)
        self.running.append(made)
        return made

    def expect(self, what: str, holds: bool) -> None:
        """Notes what does not hold."""
        print(f"{'ok   ' if holds else 'FAULT'} {what}", flush=True)
        if not holds:
            self.faults.append(what)

    def timed(self, name: str, body: Callable[[], Any]) -> Any:
        """Runs something and notes how long it took."""
        begun = time.monotonic()
        result = body()
        self.figures[name] = round(time.monotonic() - begun, 1)
        return result

    def write_for(self, installation: service.Installation, token: str, name: str) -> Load:
        """Clients at work, whose ledgers are compared later on."""
        address = Address("127.0.0.1", installation.port)
        load = Load([Caller(address, token) for _ in range(CLIENTS)], self.folder, name)
        self.ledgers += load.ledgers
        return load

    def whole(self, name: str, installation: service.Installation) -> list[str]:
        """Looks whether the whole record is sound, beside the running service; gives the keys that are in it."""
        found = installation.sql(KEYS)
        rows = json.loads(installation.run("check", "--output", "json"))
        self.expect(f"{name}: workup check finds nothing", all(row["isSound"] for row in rows))
        installation.run("audit", "verify", "--all")
        self.expect(f"{name}: the access log is what was sealed", True)
        installation.sql("create extension if not exists amcheck")
        bad = installation.sql(
            "select c.relname, h.msg from pg_class c, verify_heapam(c.oid) h where c.relkind in ('r', 'm', 't')"
        )
        installation.sql(
            "select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam"
            " join pg_index i on i.indexrelid = c.oid where a.amname = 'btree' and c.relkind = 'i' and i.indisvalid"
        )
        self.expect(f"{name}: every table and index is sound (amcheck)", not bad)
        return found


def access(installation: service.Installation) -> str:
    """An organisation, a user and a token; gives the token."""
    installation.run("organisation", "add", "UMC", "Drill centre", "neuromuscularCentre")
    installation.run("user", "add", "d.rill", "Dora Drill", "neurologist", "--organisation", "UMC")
    return str(installation.document("token", "create", "d.rill")["token"])


def human_error(drill: Drill) -> tuple[service.Installation, str]:
    """Backups under load, a wrong deletion, and the way back to the moment before it."""
    first = drill.installation("first")
    first.start()
    token = access(first)
    load = drill.write_for(first, token, "a")
    time.sleep(5)
    full = drill.timed("full backup under load, s", lambda: first.document("backup", "create", "--type", "full"))
    time.sleep(5)
    second = drill.timed("differential backup under load, s", lambda: first.document("backup", "create"))
    drill.expect("the second backup is differential", second["type"] == "differential")
    drill.figures |= {"full, bytes": full["bytes"], "full in the repository, bytes": full["repositoryBytes"]}
    time.sleep(5)
    moment = time.time()
    time.sleep(5)
    load.stop()
    # Past every trigger and foreign key, as a superuser can.
    first.sql("set session_replication_role = replica; delete from patient_version; delete from workup_version")
    first.stop()

    text = datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    restored = drill.installation("restored")
    words = ["backup", "restore", "--to", text, "--reason", "drill: wrong deletion"]
    drill.timed("restore to a moment, s", lambda: restored.run(*words))
    restored.start()
    found = drill.whole("restored to a moment", restored)
    result = ledger.compare(ledger.read(drill.ledgers), found, moment)
    drill.figures |= {
        "acknowledged before the moment": result.there,
        "sent after it": result.not_there,
        "under way at it": result.either,
    }
    drill.expect(f"exactly what was acknowledged by the moment is there: {result}", result.is_exact)
    drill.expect("something was written before the moment and after it", result.there > 0 and result.not_there > 0)
    return restored, token


def changed_byte(drill: Drill, installation: service.Installation) -> None:
    """A byte of the repository is changed: it is found, named, and not restored."""
    drill.timed("verify, s", lambda: installation.run("backup", "verify"))
    path = max((drill.folder / "repository" / "backup").rglob("bundle/*"), key=lambda file: file.stat().st_size)
    whole = path.read_bytes()
    place = len(whole) // 2
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(bytes([whole[place] ^ 1]))
    told = installation.run("backup", "verify", expects=3)
    drill.expect("a changed byte is found, and its backup named", path.parent.parent.name in told)
    other = drill.installation("unserved")
    other.run("backup", "restore", "--reason", "drill: damaged backup", expects=1)
    drill.expect("the damaged backup is not restored", not (other.data / "data" / "PG_VERSION").exists())
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(whole[place : place + 1])
    installation.run("backup", "verify")


def lost_machine(drill: Drill, installation: service.Installation, token: str) -> None:
    """Everything but repository and keys goes in one moment; the end of the backups is restored."""
    load = drill.write_for(installation, token, "b")
    # Past a whole minute, so that a piece was handed over because of it.
    time.sleep(90)
    moment = time.time()
    installation.kill()
    load.stop()
    shutil.rmtree(installation.data)
    newest = drill.installation("newest")
    drill.timed("restore to the end, s", lambda: newest.run("backup", "restore", "--reason", "drill: lost machine"))
    drill.timed("start on it, s", newest.start)
    found = set(drill.whole("restored to the end", newest))
    late = [entry for entry in ledger.read(load.ledgers) if entry.acknowledged_at is not None]
    lost = [entry for entry in late if entry.key not in found]
    seconds = moment - min((entry.acknowledged_at for entry in lost if entry.acknowledged_at), default=moment)
    drill.figures |= {
        "lost with the machine, s": round(seconds, 1),
        "lost, of acknowledged": f"{len(lost)} of {len(late)}",
    }
    drill.expect(f"at most {LOSS_SECONDS_MAX} s are lost with the machine: {seconds:.1f}", seconds <= LOSS_SECONDS_MAX)
    kept_after = [e.key for e in late if e.key in found and lost and e.sent_at > min(x.sent_at for x in lost) + 5]
    drill.expect("what is lost is the end alone", not kept_after)
    newest.stop()


def main() -> int:
    """Runs the drill."""
    folder = Path(tempfile.mkdtemp(prefix="workup-drill-"))
    folder.chmod(0o755)
    drill = Drill(folder)
    try:
        restored, token = human_error(drill)
        changed_byte(drill, restored)
        lost_machine(drill, restored, token)
    finally:
        for installation in drill.running:
            installation.kill()
    shutil.rmtree(folder)
    result = {"figures": drill.figures, "faults": drill.faults}
    (service.ROOT / ".build" / "drill.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for name, value in drill.figures.items():
        print(f"{name:40} {value}")
    return 1 if drill.faults else 0


if __name__ == "__main__":
    sys.exit(main())
