"""A private PostgreSQL with the roles that Workup's own server has, on a Unix socket in a folder that goes afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

POSTGRESQL_FOLDERS = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"]
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # How long others wait is what is measured, not the disk of this machine.
    "fsync": "off",
    "full_page_writes": "off",
}
# As `ClusterRoles` makes them.
ROLES = """
create role workup_owner login createrole;
create role workup login;
alter default privileges for role workup_owner grant select, insert, update, delete on tables to workup;
"""


def program(name: str) -> str:
    """One of PostgreSQL's programs, of the newest version that is installed."""
    for folder in POSTGRESQL_FOLDERS:
        for place in sorted(Path(folder).glob("*/bin"), reverse=True):
            if (place / name).exists():
                return str(place / name)
    return name


class Cluster:
    """The server, for the time of a `with`."""

    def __enter__(self) -> "Cluster":
        base = os.environ.get("MIGRATION_DRILL_FOLDER", "/var/tmp")
        self.folder = Path(tempfile.mkdtemp(prefix="workup-migrations-", dir=base))
        self.folder.chmod(0o755)
        self._as_server = []
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            shutil.chown(self.folder, "postgres")
            self._as_server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        data = self.folder / "data"
        words = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        subprocess.run([*self._as_server, program("initdb"), "-D", data, *words], check=True, capture_output=True)
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with open(self.folder / "server.log", "wb") as log:
            self._process = subprocess.Popen(
                [*self._as_server, program("postgres"), "-D", data, "-k", self.folder, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while subprocess.run([program("pg_isready"), "-q", "-U", "postgres", "-h", self.folder], check=False).returncode != 0:
            if time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError("the private PostgreSQL did not start")
            time.sleep(0.05)
        self.sql("postgres", ROLES)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.send_signal(3)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str = "workup_owner") -> str:
        """How libpq finds a database of it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def sql(self, database: str, text: str, user: str = "postgres") -> list[list[str]]:
        """The rows of a script, run as the superuser or as another."""
        done = subprocess.run(
            [program("psql"), "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-f", "-", self.url(database, user)],
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"SQL failed in {database}: {done.stderr[-2000:]}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def copy(self, source: str, target: str) -> None:
        """Makes one database a copy of another, in place of what had its name."""
        self.sql("postgres", f"drop database if exists {target} with (force);")
        self.sql("postgres", f"create database {target} template {source} owner workup_owner strategy file_copy;")
