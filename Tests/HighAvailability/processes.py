"""Processes of a run: started with their lines in files, ended by their id, all of them at the end."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKUP = Path(os.environ.get("WORKUP_PROGRAM", ROOT / ".build" / "debug" / "workup"))
AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "env", "HOME=/var/lib/postgresql"]


class Failed(Exception):
    """A program that ended otherwise than it should, or was not ready in time."""


def environment() -> dict[str, str]:
    """What programs are started with: nothing of the caller's that leads to another database or service."""
    skipped = ("WORKUP_", "PG", "LC_", "PATRONI_", "ETCD")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(skipped)}
    kept.pop("NOTIFY_SOCKET", None)
    return kept | {"LANG": "C.UTF-8"}


def run(words: list[str | Path], *, text: str | None = None, env: dict[str, str] | None = None, seconds: float = 120) -> str:
    """Runs a program to its end and gives what it prints; another exit code than 0 is an exception."""
    done = subprocess.run(
        [str(word) for word in words], input=text, capture_output=True, text=True, env=env or environment(),
        timeout=seconds, check=False, cwd="/"
    )
    if done.returncode != 0:
        shown = " ".join(str(word) for word in words)[:300]
        raise Failed(f"{shown}: exit code {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def wait_until(what: str, holds: Callable[[], bool], seconds: float, pause: float = 0.1) -> float:
    """Waits until something holds; gives the seconds that it took."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > seconds:
            raise Failed(f"{what}: not within {seconds:.0f} s")
        time.sleep(pause)
    return time.monotonic() - begun


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def owned_by_postgres(folder: Path) -> Path:
    """A new folder that PostgreSQL's account has for itself."""
    folder.mkdir(parents=True)
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o700)
    return folder


class Process:
    """A program that runs on, its lines in a file."""

    def __init__(self, words: list[str | Path], log: Path, env: dict[str, str] | None = None) -> None:
        self.log = log
        with open(log, "ab") as file:
            self._process = subprocess.Popen(
                [str(word) for word in words], stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                env=env or environment(), cwd="/"
            )

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its id."""
        return self._process.pid

    def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = 60) -> float:
        """Tells it to end and waits for that; gives the seconds that it took."""
        begun = time.monotonic()
        if self.is_running:
            self._process.send_signal(number)
        try:
            self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise Failed(f"{self.log.name} did not end within {seconds:.0f} s") from None
        return time.monotonic() - begun

    def kill(self) -> None:
        """Ends it at once."""
        self._process.kill()
        self._process.wait()

    def tail(self, length: int = 1500) -> str:
        """The end of what it said."""
        return self.log.read_text(errors="replace")[-length:]
