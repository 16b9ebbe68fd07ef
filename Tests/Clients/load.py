"""Clients at work: each adds patients, opens workups, reads them whole, and keeps a ledger of what it was told.

What a client did is known in the record by its key. A change without a definite answer is sent again with the same
idempotency key until it has one.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ledger import Ledger
from session import Caller

GIVEN_NAME = "Drill"
# The keys of all that is in a record.
KEYS = (
    f"select family_name from patient_version where given_names = array['{GIVEN_NAME}']"
    " union all select question from workup_version where question like '%-workup'"
)
# Told to try again: a clash is a request of before that is still under way, or was when it was lost.
_TRY_AGAIN = {409, 429, 500, 502, 503, 504}


@dataclass
class Count:
    """What the clients met."""

    requests: int = 0
    # Whole workups that came.
    reads: int = 0
    # Requests without the answer that they should have: when, and which.
    failed: list[tuple[float, str]] = field(default_factory=list)
    # When changes were acknowledged.
    acknowledged: list[float] = field(default_factory=list)

    def silence(self, begin: float, end: float) -> float:
        """The longest time between two moments in which nothing was acknowledged."""
        moments = [begin, *sorted(at for at in self.acknowledged if begin < at < end), end]
        return max(after - before for before, after in zip(moments, moments[1:]))


class Load:
    """Some clients that work until they are told to stop."""

    def __init__(
        self,
        callers: list[Caller],
        folder: Path,
        name: str,
        *,
        reads: int = 0,
        resolve_seconds: float = 0,
        begin: Callable[[], None] = lambda: None,
    ) -> None:
        """Begins at once.

        `reads`: how many workups are read for each that is opened. `resolve_seconds`: for how long after the end a change
        without a definite answer is still sent again. `begin`: what each client's thread does first.
        """
        self._halt = threading.Event()
        self._lock = threading.Lock()
        self._reads = reads
        self._resolve_seconds = resolve_seconds
        self._end = float("inf")
        self._begin = begin
        self.count = Count()
        # Which workup has which key.
        self.workups: dict[str, str] = {}
        self.ledgers = [folder / f"ledger-{name}-{number}" for number in range(len(callers))]
        self._threads = [
            threading.Thread(target=self._work, args=(caller, path, f"{name}{number}"), daemon=True)
            for number, (caller, path) in enumerate(zip(callers, self.ledgers))
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stops them and waits for what they have under way."""
        self._end = time.monotonic() + self._resolve_seconds
        self._halt.set()
        for thread in self._threads:
            thread.join(timeout=self._resolve_seconds + 60)
            if thread.is_alive():
                raise RuntimeError("a client does not end")

    def abandon(self) -> None:
        """Stops them without waiting: what they were told counts no more."""
        self._end = 0
        self._halt.set()

    def _work(self, caller: Caller, path: Path, name: str) -> None:
        self._begin()
        ledger = Ledger(path)
        number = 0
        while not self._halt.is_set():
            number += 1
            key = f"{name}-{number}"
            body: dict[str, Any] = {"familyName": f"{key}-patient", "givenNames": [GIVEN_NAME]}
            patient = self._make(caller, ledger, f"{key}-patient", "/patients", body)
            if patient is None:
                continue
            body = {"protocol": "mmn", "question": f"{key}-workup"}
            workup = self._make(caller, ledger, f"{key}-workup", f"/patients/{patient}/workups", body)
            if workup is None:
                continue
            with self._lock:
                self.workups[f"{key}-workup"] = workup
            for _ in range(self._reads):
                self._read(caller, workup)

    def _make(self, caller: Caller, ledger: Ledger, key: str, path: str, body: dict[str, Any]) -> str | None:
        """Makes a new thing; gives its id once it was acknowledged, and nothing where it never was."""
        ledger.write("intent", key)
        while True:
            status, made = self._send(caller, "POST", path, body, {"Idempotency-Key": key})
            if status == 201:
                ledger.write("ack", key)
                with self._lock:
                    self.count.acknowledged.append(time.time())
                return str(made["id"])
            if status is not None and status not in _TRY_AGAIN:
                return None
            if self._halt.is_set() and time.monotonic() >= self._end:
                return None
            time.sleep(0.2)

    def _read(self, caller: Caller, workup: str) -> None:
        """Reads a whole workup."""
        if self._send(caller, "GET", f"/workups/{workup}", None, {})[0] == 200:
            with self._lock:
                self.count.reads += 1

    def _send(self, caller: Caller, method: str, path: str, body: Any, fields: dict[str, str]) -> tuple[int | None, Any]:
        """Sends once; status and body, or no status where no answer came."""
        told: str
        try:
            answer = caller.send(method, f"/api/v1{path}", body, fields)
            status: int | None = answer.status
            told = answer.text[:200].decode(errors="replace")
            made = answer.json if answer.status in (200, 201) else None
        except (OSError, ValueError) as error:
            status, made, told = None, None, f"{type(error).__name__}: {error}"
        with self._lock:
            self.count.requests += 1
            if status not in (200, 201):
                place = "/".join("…" if len(part) > 30 else part for part in path.split("/"))
                self.count.failed.append((time.time(), f"{method} {place}: {status or 'no answer'} {told}"))
        return status, made
