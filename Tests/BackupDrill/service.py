"""The built program as the drill meets it: a service on a data folder, commands beside it, and the hand that kills."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import postgresql

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("WORKUP_PROGRAM", ROOT / ".build" / "debug" / "workup"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """One data folder, with the repository, its key and the log's files outside of it."""

    def __init__(self, folder: Path, data: str) -> None:
        self.folder = folder
        self.data = folder / data
        self.repository = folder / "repository"
        self.port = _free_port()
        self._service: subprocess.Popen[bytes] | None = None
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WORKUP_", "PG", "LC_")) and name not in ("LANG", "NOTIFY_SOCKET")
        }
        self.environment = kept | {
            "WORKUP_BACKUP_REPOSITORY": str(self.repository),
            "WORKUP_BACKUP_KEY_FILE": str(folder / "keys" / "backup"),
            "WORKUP_BACKUP_DAILY_AT": "none",
            "WORKUP_AUDIT_KEY_FILE": str(folder / "keys" / "log"),
            "WORKUP_AUDIT_CHECKPOINT_FILE": str(folder / "keys" / "checkpoints"),
            # The load comes from one address and by one account.
            "WORKUP_LIMITS_ADDRESS_REQUESTS_PER_MINUTE": "0",
            "WORKUP_LIMITS_ACCOUNT_REQUESTS_PER_MINUTE": "0",
            "WORKUP_LIMITS_PATIENT_READS_PER_MINUTE": "0",
        }

    def start(self, seconds_max: float = 120) -> None:
        """Starts the service and waits until it is ready."""
        words = [PROGRAM, "serve", "--port", str(self.port), "--data", self.data]
        with open(self.folder / f"{self.data.name}.log", "ab") as log:
            self._service = subprocess.Popen(words, stdout=log, stderr=log, env=self.environment, cwd=self.folder)
        deadline = time.monotonic() + seconds_max
        while not self._is_ready():
            if self._service.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the service on {self.data} is not ready: see {self.folder}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stops the service as the service manager would."""
        if self._service is not None and self._service.poll() is None:
            self._service.terminate()
            self._service.wait(timeout=60)

    def kill(self) -> None:
        """Kills the service and every process of its server at once, as the loss of the machine does."""
        if self._service is not None:
            self._service.kill()
        place = os.path.realpath(self.data / "data")
        for name in os.listdir("/proc"):
            try:
                if name.isdigit() and os.readlink(f"/proc/{name}/cwd") == place:
                    os.kill(int(name), signal.SIGKILL)
            except OSError:
                continue
        if self._service is not None:
            self._service.wait(timeout=30)

    def run(self, *words: str, expects: int = 0) -> str:
        """Runs a command beside or without the service; its exit code has to be the one that is expected."""
        whole = [str(PROGRAM), *words, "--data", str(self.data)]
        done = subprocess.run(whole, capture_output=True, text=True, env=self.environment, cwd=self.folder, check=False)
        if done.returncode != expects:
            told = done.stdout + done.stderr
            raise RuntimeError(f"workup {' '.join(words)}: {done.returncode}, not {expects}: {told}")
        return done.stdout + (done.stderr if expects else "")

    def document(self, *words: str) -> Any:
        """Runs a command and reads the JSON that it prints."""
        return json.loads(self.run(*words, "--output", "json"))

    def sql(self, statement: str) -> list[str]:
        """A statement as the superuser of the running server, as only the machine's own administrator can."""
        note = self.data / "socket-folder"
        place = note.read_text(encoding="utf-8") if note.exists() else str(self.data / "socket")
        words = [postgresql.program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement]
        done = subprocess.run(
            [*words, f"host={place} port=5432 user=postgres dbname=workup"], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"SQL failed: {done.stderr}")
        return done.stdout.splitlines()
