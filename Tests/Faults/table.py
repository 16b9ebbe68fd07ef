#!/usr/bin/env python3
"""Prints the results of Tests/Faults/run as one table; the exit code tells the verdict.

0: every scenario passed. 3: a bar was missed, or something could not be done here. 1: nothing ran at all.
"""

import argparse
import json
import sys
from pathlib import Path

Row = dict[str, object]
PASSED, NOT_DONE = "passed", "not done"
HEADS = [
    "scenario", "R", "done", "acknowledged", "refused", "503", "unanswered",
    "lost", "twice", "half", "ready median", "longest", "bar", "verdict",
]


def read(path: Path) -> tuple[list[str], list[Row]]:
    """What was planned, and the rows there are."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    entries = [json.loads(line) for line in lines if line.strip()]
    planned = [name for entry in entries if "planned" in entry for name in entry["planned"]]
    return planned, [entry for entry in entries if "scenario" in entry]


def complete(planned: list[str], rows: list[Row]) -> list[Row]:
    """One row for each that was planned; one that left none was not done."""
    found = {str(row["scenario"]): row for row in rows}
    silent = {"verdict": NOT_DONE, "note": "it left no result"}
    return [found.get(name, {"scenario": name, **silent}) for name in planned]


def seconds(value: object) -> str:
    """A time in seconds, or nothing."""
    return f"{value:.2f} s" if isinstance(value, (int, float)) else ""


def cells(row: Row) -> list[str]:
    """The cells of a row, in the order of the heads."""
    names = ["scenario", "requirement", "done"]
    counts = ["acknowledged", "refused", "unavailable", "unanswered", "lost", "twice", "half"]
    return (
        [str(row.get(name, "")) for name in names + counts]
        + [seconds(row.get("readyMedian")), seconds(row.get("readyLongest"))]
        + [str(row.get("bar", "")), str(row["verdict"])]
    )


def show(rows: list[Row]) -> None:
    """Prints the table as Markdown, then what there is to say of rows that did not pass."""
    table = [HEADS] + [cells(row) for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADS))]
    for number, line in enumerate(table):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    for row in rows:
        if row["verdict"] != PASSED:
            print(f"\n{row['scenario']}: {row['verdict']}: {row.get('note', '')}")


def main() -> int:
    """Reads the results and says what they come to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", type=Path)
    parser.add_argument("--status", type=int, default=0, help="exit code of the tests")
    parser.add_argument("--log", default="", help="where the tests wrote what they said")
    options = parser.parse_args()
    planned, rows = read(options.results)
    if not planned:
        print(f"no scenario ran; see {options.log}", file=sys.stderr)
        return 1
    table = complete(planned, rows)
    show(table)
    verdicts = {row["verdict"] for row in table}
    if verdicts != {PASSED}:
        return 3
    if options.status != 0:
        print(f"\nthe tests ended with {options.status} although every row passed; see {options.log}")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
