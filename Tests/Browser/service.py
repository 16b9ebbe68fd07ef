"""The built program as the tests meet it: `workup serve --demo` on a free port, with a database of its own."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# What is kept of a run that failed: the service's log, and the page at which each test failed.
RESULTS = ROOT / ".build" / "browser-results"
# A hospital's own sign-in that cannot be reached: its button is on the pages, and what a person is told then as well.
UNREACHABLE = "http://127.0.0.1:1"

# Everything comes from one address, and much of it from one account.
_WITHOUT_LIMITS = {
    "WORKUP_LIMITS_ADDRESS_REQUESTS_PER_MINUTE": "0",
    "WORKUP_LIMITS_ACCOUNT_REQUESTS_PER_MINUTE": "0",
    "WORKUP_LIMITS_PATIENT_READS_PER_MINUTE": "0",
}


class Service:
    """One service, from `start` to `stop`."""

    def __init__(self) -> None:
        self.program = ROOT / ".build" / "debug" / "workup"
        self.folder = Path(tempfile.mkdtemp(prefix="workup-browser-"))
        # The server of the database runs as another user where the tests run as root.
        self.folder.chmod(0o755)
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WORKUP_", "PG", "LC_")) and name not in ("LANG", "NOTIFY_SOCKET")
        }
        hospital = {
            "WORKUP_HTTP_ORIGIN": self.origin,
            "WORKUP_OIDC_ISSUER": UNREACHABLE,
            "WORKUP_OIDC_CLIENT_ID": "workup",
            "WORKUP_OIDC_CLIENT_SECRET": "nobody asks for it",
        }
        return kept | _WITHOUT_LIMITS | hospital

    @property
    def _data(self) -> list[str]:
        return ["--data", str(self.folder / "data")]

    def start(self, seconds_max: float = 240) -> None:
        """Starts it and waits until it is ready for work, the demo clinic in it."""
        words: list[str | Path] = [
            self.program,
            "serve",
            "--demo",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            *self._data,
        ]
        with open(self.folder / "service.out", "wb") as out, open(self.folder / "service.log", "wb") as log:
            self._process = subprocess.Popen(words, stdout=out, stderr=log, env=self._environment, cwd=self.folder)
        deadline = time.monotonic() + seconds_max
        while not self._is_ready():
            if self._process.poll() is not None:
                raise RuntimeError(f"the service ended: {self.log()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"the service was not ready after {seconds_max} s: {self.log()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends this process and no other, and removes its data."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def keep_log(self) -> None:
        """Keeps what the service said where a run's results are."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / "service.log").write_text(self.log())

    def log(self) -> str:
        """What it said so far."""
        return (self.folder / "service.log").read_text(errors="replace")

    def command(self, *words: str) -> Any:
        """Runs a command of the program beside the service and gives the JSON that it shows."""
        done = subprocess.run(
            [self.program, *words, *self._data, "--output", "json"],
            capture_output=True,
            text=True,
            env=self._environment,
            cwd=self.folder,
            timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"workup {' '.join(words)}: {done.stderr}")
        return json.loads(done.stdout)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.origin}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
