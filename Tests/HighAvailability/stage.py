"""The three nodes, the service beside them, and its clients' ledgers."""

from pathlib import Path
from typing import Any

import ledger
from cluster import prepare
from instance import Instance
from load import KEYS, Load
from networks import HUB, enter
from session import Address, Caller
from table import expect
from trio import Trio

CLIENTS = 6
PORT = 8080
ADDRESS = Address("127.0.0.1", PORT)


class Stage:
    """Where failures happen: started in a folder, taken away at the end."""

    def __init__(self, folder: Path, figures: dict[str, Any]) -> None:
        self.folder, self.figures = folder, figures
        self.trio = Trio(folder)
        self.service = Instance(folder, "service", PORT, self.trio.url, {})
        self.token = ""
        self._loads = 0

    def begin(self) -> str:
        """The database is made as an administrator would, and the service is started on it."""
        self.trio.start()
        seconds = self.trio.wait_whole()
        primary = self.trio.primary()
        assert primary is not None
        prepare(primary.sql)
        expect(primary.sql("show data_checksums", "postgres").strip() == "on", "no checksums")
        self.service.prepare(1)
        self.service.start()
        self.token = str(self.service.command("token", "create", "n.0", "--name", "load")["token"])
        return f"whole after {seconds:.0f} s; no watchdog here (patroni.yml asks for one)"

    def load(self, clients: int = CLIENTS, place: str = HUB) -> Load:
        """Clients at work in a network."""
        self._loads += 1
        callers = [Caller(ADDRESS, self.token, seconds_max=35) for _ in range(clients)]
        name = f"{place}{self._loads}x"
        return Load(callers, self.folder, name, reads=1, resolve_seconds=90, begin=lambda: enter(place))

    def compare(self, loads: list[Load]) -> tuple[ledger.Comparison, int]:
        """Holds the present primary against the ledgers of some clients; also how many changes were acknowledged."""
        primary = self.trio.primary()
        assert primary is not None
        paths = [path for load in loads for path in load.ledgers]
        entries = ledger.read(paths)
        known = {entry.key for entry in entries}
        found = [key for key in primary.sql(KEYS).splitlines() if key in known]
        return ledger.compare(entries, found, float("inf")), sum(e.acknowledged_at is not None for e in entries)

    def end(self) -> None:
        """Everything is killed, and the networks are taken away."""
        self.service.kill()
        self.trio.networks.remove()
