"""Clients under load: each adds patients and opens workups, and keeps a ledger of what it was told."""

import http.client
import json
import threading
from pathlib import Path

from ledger import Ledger
from service import Installation

COUNT = 4


class Writers:
    """Some clients that write until they are told to stop."""

    def __init__(self, installation: Installation, token: str, folder: Path, name: str) -> None:
        self._installation = installation
        self._token = token
        self._halt = threading.Event()
        self.ledgers = [folder / f"ledger-{name}-{number}" for number in range(COUNT)]
        self._threads = [
            threading.Thread(target=self._write, args=(path, f"{name}{number}"), daemon=True)
            for number, path in enumerate(self.ledgers)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stops them and waits for what they have under way."""
        self._halt.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _write(self, path: Path, name: str) -> None:
        ledger = Ledger(path)
        count = 0
        while not self._halt.is_set():
            count += 1
            try:
                key = f"{name}-{count}"
                patient = self._post(ledger, f"{key}-patient", "/patients", "familyName", {"givenNames": ["Drill"]})
                if patient is not None:
                    path = f"/patients/{patient}/workups"
                    self._post(ledger, f"{key}-workup", path, "question", {"protocol": "mmn"})
            except OSError:
                # The service was killed: what was under way stays without an answer.
                self._halt.wait(0.2)

    def _post(self, ledger: Ledger, key: str, path: str, field: str, body: dict[str, object]) -> str | None:
        """Sends a new thing that is known by its key in the record; gives its id once it was acknowledged."""
        connection = http.client.HTTPConnection("127.0.0.1", self._installation.port, timeout=30)
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        ledger.write("intent", key)
        try:
            connection.request("POST", f"/api/v1{path}", json.dumps(body | {field: key}), headers)
            answer = connection.getresponse()
            text = answer.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()
        if answer.status != 201:
            return None
        ledger.write("ack", key)
        return str(json.loads(text)["id"])
