"""The rows of a run: what was checked, and whether it holds. What was not run here counts as not done."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field


class Wrong(Exception):
    """What was found instead of what has to be."""


class NotHere(Exception):
    """Why something can not be run on this machine."""


@dataclass
class Row:
    """One check and its outcome."""

    part: str
    name: str
    outcome: str
    detail: str
    seconds: float


@dataclass
class Table:
    """All rows of a run, printed as they come."""

    # What is run, as the lines on standard error begin with it.
    run: str
    rows: list[Row] = field(default_factory=list)

    def check(self, part: str, name: str, body: Callable[[], str | None]) -> bool:
        """Runs one check. What it gives is shown beside it; any exception makes the row a failure, and the run goes on."""
        start = time.monotonic()
        try:
            outcome, detail = "ok", body() or ""
        except NotHere as reason:
            outcome, detail = "not run here", str(reason)
        except Wrong as reason:
            outcome, detail = "FAILED", str(reason)
        except Exception as error:  # A check that breaks has not shown what it had to.
            outcome, detail = "FAILED", f"{type(error).__name__}: {error}"
        row = Row(part, name, outcome, " ".join(detail.split())[:1600], time.monotonic() - start)
        self.rows.append(row)
        said = f"{self.run}: {row.outcome:12} {row.part}: {row.name} ({row.seconds:.1f} s) {row.detail}"
        print(said, file=sys.stderr, flush=True)
        return outcome == "ok"

    def show(self) -> None:
        """Prints the table."""
        width = max(len(row.part) for row in self.rows)
        name = max(len(row.name) for row in self.rows)
        print()
        for row in self.rows:
            print(f"{row.part:{width}}  {row.name:{name}}  {row.outcome:12}  {row.detail[:110]}".rstrip())
        done = sum(row.outcome == "ok" for row in self.rows)
        print(f"\n{done} of {len(self.rows)} checks hold")

    @property
    def code(self) -> int:
        """The exit code: 3 where a check failed or could not be run."""
        return 0 if all(row.outcome == "ok" for row in self.rows) else 3


def expect(holds: bool, otherwise: str) -> None:
    """Ends a check with what was found, unless it holds."""
    if not holds:
        raise Wrong(otherwise)
