# A PostgreSQL server of the bench's own, on a Unix socket, whose commits do not wait for the disk.
"""Only for measuring the client: what a disk does would hide what the client costs."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from service import BenchError

DATABASE = "bench"
# Nothing of the server's own work in the background may fall into one side of a comparison.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
}


class PrivateServer:
    """A cluster made for the time of a `with`."""

    def __enter__(self):
        base = os.environ.get("BENCH_FOLDER", "/var/tmp")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="workup-bench-", dir=base))
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.data = self.folder / "data"
        self._run(program("initdb"), "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
                  "--no-locale", "--no-sync")
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with open(self.folder / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [*_as_server_user(), program("postgres"), "-D", self.data, "-k", self.folder, *settings],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(600):
            if subprocess.run([program("pg_isready"), "-q", "-h", self.folder], check=False).returncode == 0:
                break
            time.sleep(0.05)
        else:
            self.__exit__()
            raise BenchError("the bench's own PostgreSQL did not start")
        self.sql(f"create database {DATABASE}", database="postgres")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self):
        """How libpq finds it."""
        return f"host={self.folder} dbname={DATABASE} user=postgres"

    def sql(self, text, database=DATABASE):
        """Runs a script; the seconds it took, the program's start included."""
        begun = time.monotonic()
        done = subprocess.run(
            [program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres",
             "-d", database, "-f", "-"],
            input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"psql ended with {done.returncode}: {done.stderr[-2000:]}")
        return time.monotonic() - begun

    @staticmethod
    def _run(*command):
        done = subprocess.run([*_as_server_user(), *command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")


def program(name):
    """A program of PostgreSQL: where the server's are, or on the path."""
    places = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(places[-1]) if places else shutil.which(name)
    if found is None:
        raise BenchError(f"{name} is missing; it comes with PostgreSQL's server or client programs")
    return found


def _as_server_user():
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
