"""The three nodes together: who is primary, whether all of them follow, and whether they hold the same."""

import hashlib
from pathlib import Path
from typing import Any

import postgresql
from certificates import Authority
from networks import Networks
from node import Node
from processes import AS_POSTGRES, Failed, run, wait_until

ADDRESSES = {"db1": "10.0.0.21", "db2": "10.0.0.22", "db3": "10.0.0.23"}
HUB_ADDRESS = "10.0.0.10"


class Trio:
    """Three nodes, made in a folder."""

    def __init__(self, folder: Path) -> None:
        self.networks = Networks(ADDRESSES, HUB_ADDRESS)
        self.networks.make()
        self.is_synchronous = True
        self.authority = Authority(folder / "authority")
        self.authority.folder.chmod(0o755)
        self.nodes = [Node(folder, name, address, self.networks, self.authority) for name, address in ADDRESSES.items()]

    def start(self) -> None:
        """The first start of all of them; whoever comes first makes the database."""
        for node in self.nodes:
            node.start_etcd()
        for node in self.nodes:
            node.start_patroni()

    @property
    def url(self) -> str:
        """How the service finds the primary, whichever it is."""
        hosts = ",".join(ADDRESSES.values())
        return (
            f"host={hosts} target_session_attrs=read-write dbname=workup user=workup_login"
            f" sslmode=verify-full sslrootcert={self.authority.file}"
        )

    def members(self) -> list[dict[str, Any]]:
        """What the nodes agree on, as any of them tells; nothing where none answers."""
        for node in self.nodes:
            told = node.ask("/cluster")
            if told and told.get("members"):
                return list(told["members"])
        return []

    def named(self, name: str) -> Node:
        """A node by its name."""
        return next(node for node in self.nodes if node.name == name)

    def primary(self) -> Node | None:
        """The primary, as they agree on it."""
        for member in self.members():
            if member["role"] == "leader" and member["state"] == "running":
                return self.named(member["name"])
        return None

    def is_whole(self) -> bool:
        """Whether there is a primary, and both others stream from it on its time line, one of them synchronously where asked."""
        members = self.members()
        leader = self.primary()
        if len(members) != len(self.nodes) or leader is None or len({m.get("timeline") for m in members}) != 1:
            return False
        if sum(member["role"] == "sync_standby" for member in members) != int(self.is_synchronous):
            return False
        return leader.sql("select count(*) from pg_stat_replication where state = 'streaming'", "postgres").strip() == "2"

    def wait_whole(self, seconds: float = 240) -> float:
        """Waits until it is; gives the seconds."""

        def holds() -> bool:
            try:
                return self.is_whole()
            except Failed:
                return False

        return wait_until("three nodes that follow each other", holds, seconds, pause=0.5)

    def become_asynchronous(self) -> None:
        """What is acknowledged need not be on a second node any more, and a standby may lack much of it."""
        primary = self.primary()
        if primary is None:
            raise Failed("no primary")
        lag = {"maximum_lag_on_failover": 1 << 30}
        primary.ask("/config", "PATCH", {"synchronous_mode": False, "synchronous_mode_strict": False} | lag)
        question = "show synchronous_standby_names"
        wait_until("asynchronous", lambda: primary.sql(question, "postgres").strip() == "", 60)
        self.is_synchronous = False

    def switch_over(self) -> None:
        """A planned change of the primary."""
        primary = self.primary()
        if primary is None:
            raise Failed("no primary")
        standby = next(member["name"] for member in self.members() if member["role"] == "sync_standby")
        primary.ask("/switchover", "POST", {"leader": primary.name, "candidate": standby})

    def contents(self) -> dict[str, str]:
        """A hash of all rows of each node, when both standbys have all that the primary has. Nobody may be writing."""
        primary = self.primary()
        if primary is None:
            raise Failed("no primary")
        place = primary.sql("select pg_current_wal_flush_lsn()", "postgres").strip()
        for node in self.nodes:
            if node is not primary:
                question = f"select pg_last_wal_replay_lsn() >= '{place}'::pg_lsn"
                wait_until(f"{node.name} at {place}", lambda n=node: n.sql(question, "postgres").strip() == "t", 60)
        return {node.name: self._content(node) for node in self.nodes}

    @staticmethod
    def _content(node: Node) -> str:
        words = [*AS_POSTGRES, postgresql.program("pg_dump"), "-h", node.folder, "-U", "postgres", "--data-only", "workup"]
        lines = run(words, seconds=600).splitlines()
        # Newer releases of pg_dump begin and end with a word that differs each time.
        kept = "\n".join(line for line in lines if not line.startswith(("\\restrict", "\\unrestrict")))
        return hashlib.sha256(kept.encode()).hexdigest()[:16]
