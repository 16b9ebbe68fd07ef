"""One node: etcd, Patroni and PostgreSQL in a network namespace, on the files of deploy/patroni."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import ssl
from pathlib import Path
from typing import Any

import postgresql
from certificates import Authority
from networks import Networks, inside
from processes import AS_POSTGRES, ROOT, Failed, Process, environment, owned_by_postgres, run

FILES = ROOT / "deploy" / "patroni"
# The node that the files are written for.
FIRST = ("db1", "10.0.0.21")
# A database node has its processors for itself; here it shares them with its clients and with whatever else runs.
FAVOURED = ["nice", "-n", "-10", *AS_POSTGRES]


def _replaced(text: str, old: str, new: str, count: int) -> str:
    if text.count(old) != count:
        raise Failed(f"deploy/patroni has {old!r} {text.count(old)} times, not {count}")
    return text.replace(old, new)


class Node:
    """A machine of the database."""

    def __init__(self, folder: Path, name: str, address: str, networks: Networks, authority: Authority) -> None:
        self.name, self.address, self._networks = name, address, networks
        self.folder = owned_by_postgres(folder / name)
        for source, target in zip((authority.file, *authority.certify(name, address)), ("ca.pem", "node.pem", "node.key")):
            shutil.copy(source, self.folder / target)
            os.chmod(self.folder / target, 0o600)
            shutil.chown(self.folder / target, "postgres", "postgres")
        self.log = folder / f"{name}.log"
        self._trust = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        self._trust.load_cert_chain(self.folder / "node.pem", self.folder / "node.key")
        self._write()

    def _write(self) -> None:
        text = (FILES / "patroni.yml").read_text(encoding="utf-8")
        text = _replaced(text, "name: db1\n", f"name: {self.name}\n", 1)
        for port in (8008, 5432):
            text = _replaced(text, f": {FIRST[1]}:{port}\n", f": {self.address}:{port}\n", 2)
        text = text.replace("/etc/patroni/", f"{self.folder}/")
        text = _replaced(text, "/var/lib/postgresql/15/workup", f"{self.folder}/data", 1)
        text = _replaced(text, "/var/lib/postgresql/patroni.pgpass", f"{self.folder}/pgpass", 1)
        text = _replaced(text, "/usr/lib/postgresql/15/bin", str(Path(postgresql.program("postgres")).parent), 1)
        text = _replaced(text, "/var/run/postgresql", str(self.folder), 1)
        # There is no device here, and one that bites would take the machine of the test with it.
        text = _replaced(text, "mode: required\n", "mode: 'off'\n", 1)
        self._file("patroni.yml", text)

    def _file(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        shutil.chown(path, "postgres", "postgres")
        path.chmod(0o600)

    def _etcd(self) -> dict[str, str]:
        lines = (FILES / "etcd.env").read_text(encoding="utf-8").splitlines()
        pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        own = {
            key: value.replace(FIRST[1], self.address)
            for key, value in pairs.items() if key.endswith("_URLS")
        }
        pairs |= own | {"ETCD_NAME": self.name, "ETCD_DATA_DIR": f"{self.folder}/etcd"}
        return {key: value.replace("/etc/etcd/", f"{self.folder}/") for key, value in pairs.items()}

    def start_etcd(self) -> None:
        """Starts etcd."""
        with inside(self.name):
            Process([*FAVOURED, "etcd"], self.log.with_suffix(".etcd.log"), environment() | self._etcd())

    def start_patroni(self) -> None:
        """Starts Patroni, which starts PostgreSQL."""
        with inside(self.name):
            Process([*FAVOURED, "patroni", self.folder / "patroni.yml"], self.log)

    def start(self) -> None:
        """Everything, as at power-on."""
        self.start_etcd()
        self.start_patroni()

    def kill_database(self) -> None:
        """kill -9 of Patroni and of every process of PostgreSQL, at once."""
        for pid in self._networks.pids(self.name):
            if self._command(pid) != "etcd":
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def signal_all(self, number: signal.Signals) -> None:
        """A signal to every process of the node."""
        for pid in self._networks.pids(self.name):
            os.kill(pid, number)

    def signal_patroni(self, number: signal.Signals) -> None:
        """A signal to Patroni alone; PostgreSQL goes on."""
        for pid in self._networks.pids(self.name):
            if self._command(pid) == "patroni":
                os.kill(pid, number)

    def power_off(self) -> None:
        """Nothing comes from the node any more, and nothing runs on it."""
        self._networks.unplug(self.name)
        self._networks.kill(self.name)

    def power_on(self) -> None:
        """The node as it was when its power went."""
        self._networks.join(self.name)
        self.start()

    def hold_changes(self) -> list[int]:
        """Stops the processes that send changes to the other nodes; gives their ids."""
        pids = [int(line) for line in self.sql("select pid from pg_stat_replication", "postgres").split()]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        return pids

    @staticmethod
    def _command(pid: int) -> str:
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            return ""

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """Asks Patroni of this node; nothing where it does not answer."""
        connection = http.client.HTTPSConnection(self.address, 8008, timeout=3, context=self._trust)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        if method != "GET":
            if answer.status not in (200, 202):
                raise Failed(f"{method} {path}: {answer.status} {text}")
            return text
        return json.loads(text)

    def sql(self, script: str, database: str = "workup") -> str:
        """Runs a script as the superuser on the node itself; gives what it prints."""
        words = [*AS_POSTGRES, postgresql.program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder,
                 "-U", "postgres", "-d", database, "-f", "-"]
        return run(words, text=script, seconds=300)

    def takes_writes(self) -> bool:
        """Whether PostgreSQL here says that it is a primary."""
        try:
            return self.sql("select pg_is_in_recovery()", "postgres").strip() == "f"
        except Failed:
            return False
