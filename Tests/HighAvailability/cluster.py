"""A PostgreSQL server of its administrator's, and a database on it as docs/operations/installing.md tells to set one up."""

import signal
from collections.abc import Callable
from pathlib import Path

import postgresql
from processes import AS_POSTGRES, ROOT, Process, owned_by_postgres, run, wait_until

LOGIN = "workup_login"
PASSWORD = "molen-kastanje-veerpont"


def prepare(sql: Callable[[str, str], str]) -> None:
    """Login, database and roles; `sql` runs a script in a database as its superuser."""
    sql(f"create role {LOGIN} login password '{PASSWORD}'; ", "postgres")
    sql(f"create database workup owner {LOGIN} encoding 'UTF8' template template0", "postgres")
    roles = (ROOT / "deploy" / "roles.sql").read_text(encoding="utf-8")
    sql(f"\\set login {LOGIN}\n{roles}", "workup")


class Cluster:
    """A server on this machine, on durable settings."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = owned_by_postgres(folder)
        self.port = port
        data = folder / "data"
        run([*AS_POSTGRES, postgresql.program("initdb"), "-D", data, "-U", "postgres", "--auth-local=peer",
             "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-locale", "--data-checksums"])
        settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "jit": "off",
                    "max_connections": 100, "lock_timeout": "5s", "statement_timeout": "30s"}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._process = Process([*AS_POSTGRES, postgresql.program("postgres"), "-D", data, *words], folder.parent / "postgresql.log")
        wait_until("PostgreSQL", self._answers, 60)

    def _answers(self) -> bool:
        try:
            self.sql("select 1", "postgres")
        except Exception:
            return False
        return True

    def sql(self, script: str, database: str = "workup") -> str:
        """Runs a script as the superuser; gives what it prints."""
        words = [*AS_POSTGRES, postgresql.program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder,
                 "-p", str(self.port), "-U", "postgres", "-d", database, "-f", "-"]
        return run(words, text=script)

    @property
    def url(self) -> str:
        """How the service finds it; the password is in a file."""
        return f"host=127.0.0.1 port={self.port} dbname=workup user={LOGIN}"

    def stop(self) -> None:
        """Ends it in order."""
        self._process.end(signal.SIGINT)
