"""What clients know of their own requests, synced line by line, and the comparison of that with a restored record."""

import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One key: when it was sent, and when it was acknowledged (None: never)."""

    key: str
    sent_at: float
    acknowledged_at: float | None


class Ledger:
    """The file of one client; a line is on the disk before the client goes on."""

    def __init__(self, path: Path) -> None:
        self._file = open(path, "a", encoding="utf-8")

    def write(self, word: str, key: str) -> None:
        """Writes that a key was sent (`intent`) or acknowledged (`ack`)."""
        self._file.write(f"{word} {key} {time.time():.6f}\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read(paths: list[Path]) -> list[Entry]:
    """All keys of some ledgers."""
    sent: dict[str, float] = {}
    acknowledged: dict[str, float] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            word, key, at = line.split(" ")
            (sent if word == "intent" else acknowledged)[key] = float(at)
    return [Entry(key, at, acknowledged.get(key)) for key, at in sent.items()]


@dataclass(frozen=True)
class Comparison:
    """What is wrong with a record that was restored to a moment, and how much was looked at."""

    there: int
    not_there: int
    either: int
    lost: list[str]
    too_late: list[str]
    unheard_of: list[str]
    twice: list[str]

    @property
    def is_exact(self) -> bool:
        """Whether the record is exactly what was acknowledged by the moment."""
        return not (self.lost or self.too_late or self.unheard_of or self.twice)


def compare(entries: list[Entry], found: list[str], moment: float) -> Comparison:
    """Holds the keys of a record against the ledgers, for the moment that it was restored to.

    Acknowledged before: there. Sent after: not there. Anything in between may be either.
    """
    counts = Counter(found)
    before = [e.key for e in entries if e.acknowledged_at is not None and e.acknowledged_at < moment]
    after = [e.key for e in entries if e.sent_at > moment]
    known = {e.key for e in entries}
    return Comparison(
        there=len(before),
        not_there=len(after),
        either=len(entries) - len(before) - len(after),
        lost=[key for key in before if key not in counts],
        too_late=[key for key in after if key in counts],
        unheard_of=[key for key in counts if key not in known],
        twice=[key for key, count in counts.items() if count > 1],
    )
