"""One instance of the service, as it would run on a machine of its own, and commands of its administrator beside it."""

import http.client
import json
import shutil
import signal
from pathlib import Path
from typing import Any

from cluster import LOGIN, PASSWORD
from processes import WORKUP, Failed, Process, environment, run, wait_until

NAME = "workup.example.org"


class Instance:
    """`workup serve` on a database of its administrator's, with keys, checkpoints and password in a folder of its own."""

    def __init__(self, folder: Path, name: str, port: int, url: str, settings: dict[str, str], host: str = "127.0.0.1") -> None:
        self.name, self.host, self.port = name, host, port
        self.folder = folder / name
        self.folder.mkdir()
        password = self.folder / "pgpass"
        password.write_text(f"*:*:*:{LOGIN}:{PASSWORD}\n", encoding="utf-8")
        password.chmod(0o400)
        self.key = self.folder / "keys" / "log"
        self.environment = environment() | {
            "WORKUP_DATABASE_URL": f"{url} passfile={password}",
            "WORKUP_AUDIT_KEY_FILE": str(self.key),
            "WORKUP_AUDIT_CHECKPOINT_FILE": str(self.folder / "keys" / "checkpoints"),
            "WORKUP_HTTP_HOST": host,
            "WORKUP_HTTP_PORT": str(port),
            # The load comes from few addresses and accounts.
            "WORKUP_LIMITS_ADDRESS_REQUESTS_PER_MINUTE": "0",
            "WORKUP_LIMITS_ACCOUNT_REQUESTS_PER_MINUTE": "0",
            "WORKUP_LIMITS_PATIENT_READS_PER_MINUTE": "0",
        } | settings
        self._process: Process | None = None

    def take_key(self, other: "Instance") -> None:
        """The key of the access log, which all instances have."""
        self.key.parent.mkdir(mode=0o700)
        shutil.copy(other.key, self.key)
        self.key.chmod(0o600)

    def start(self) -> float:
        """Starts it in the caller's network and waits until it is ready; gives the seconds."""
        self._process = Process([WORKUP, "serve"], self.folder / "service.log", self.environment)
        return wait_until(f"instance {self.name} ready", self._looks_ready, 60)

    def _looks_ready(self) -> bool:
        assert self._process is not None
        if not self._process.is_running:
            raise Failed(f"instance {self.name} ended: {self._process.tail()}")
        return self.readiness() == 200

    def readiness(self) -> int | None:
        """The status of `/health/ready`; none where nothing answers."""
        try:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
            connection.request("GET", "/health/ready")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None

    def stop(self) -> float:
        """SIGTERM, and waits until it is gone; gives the seconds."""
        assert self._process is not None
        return self._process.end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()

    def command(self, *words: str) -> Any:
        """The JSON that a command of the program prints."""
        text = run([WORKUP, *words, "--output", "json"], env=self.environment)
        return json.loads(text) if text.strip() else None

    def prepare(self, neurologists: int) -> list[tuple[str, str]]:
        """The schema, an organisation and users; gives logins and the secrets that they sign in by for the first time."""
        run([WORKUP, "migrate", "up"], env=self.environment)
        self.command("organisation", "add", "UMC", "Test centre", "neuromuscularCentre")
        return [(f"n.{number}", self._user(f"n.{number}")) for number in range(neurologists)]

    def _user(self, login: str) -> str:
        words = ["user", "add", login, f"Neurologist {login}", "neurologist", "--organisation", "UMC", "--set-up-secret"]
        return str(self.command(*words)["setUpSecret"])
