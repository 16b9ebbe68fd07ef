#!/usr/bin/env python3
"""Migrates a large record from every schema to the newest one while others read and write, and tells who waited.

    Tests/MigrationDrill/drill.py        (make migration-drill)

For each schema from the first on which the program did its whole work, a record of MIGRATION_DRILL_PATIENTS patients
(100,000) is filled with statements of that time and migrated by `workup migrate up`, as its owner, while three
connections go on working. Then the schema must be the one in sql/schema.sql, and every row must say what it said. Once
the program is cut off midway and run again. At last a migration that holds a lock for three seconds must be found, or the
drill sees nothing. Figures go to .build/migration-drill.json; exit code 3 where anything is not so.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable

import known
import record
import schema
from cluster import Cluster
from probe import Probe

# For trying, and as part of the tests: few patients, and the first and last schemas alone.
QUICK = os.environ.get("MIGRATION_DRILL_QUICK") == "1"
PATIENTS = 200 if QUICK else int(os.environ.get("MIGRATION_DRILL_PATIENTS", "100000"))
PROGRAM = Path(os.environ.get("WORKUP_PROGRAM", schema.ROOT / ".build" / "debug" / "workup"))
# From referral to the meeting, with a record that nothing is removed from: before it there was nothing to keep.
FIRST_SCHEMA = 10
WAIT_SECONDS_MAX = 1.0
CONTROL_SECONDS = 3
CONTROL = f"lock table step_version in access exclusive mode;\nselect pg_sleep({CONTROL_SECONDS});\n"
# From here on a record is large enough for a known wait to show; below it none has to.
LARGE_RECORD = 100_000


def say(text: str) -> None:
    """What happens now, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def program_up(cluster: Cluster, database: str, expects: bool = True) -> None:
    """`workup migrate up`, which has to end well, or badly where that is expected."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("WORKUP_", "PG"))}
    words = [PROGRAM, "migrate", "up", "--database-url", cluster.url(database)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=kept, cwd=cluster.folder)
    if (done.returncode == 0) != expects:
        raise RuntimeError(f"migrate up ended with {done.returncode}: {done.stderr[-2000:]}")


class Drill:
    """What was found, row by row."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.rows: list[dict[str, Any]] = []
        self.faults: list[str] = []

    def watched(self, start: int, database: str, migrate: Callable[[], None]) -> list[dict[str, Any]]:
        """Migrates while others work; a row for each migration with the longest that somebody had to wait."""
        tables = record.large(self.cluster, database, PATIENTS)
        since = time.time()
        with Probe(self.cluster, database, tables) as probe:
            migrate()
            ended = time.time()
        steps = [
            (int(version), name, float(at))
            for version, name, at in self.cluster.sql(
                database,
                "select version, name, extract(epoch from applied_at) from schema_migration"
                f" where version > {start} and applied_at >= to_timestamp({since}) order by version",
            )
        ]
        answers = probe.answers
        spans = [(at, steps[i + 1][2] if i + 1 < len(steps) else ended) for i, (_, _, at) in enumerate(steps)]
        rows: list[dict[str, Any]] = [
            {"start": start, "migration": version, "name": name, "seconds": round(until - at, 2), "longestWaitSeconds": 0.0}
            for (version, name, _), (at, until) in zip(steps, spans)
        ]
        # The whole of an answer is the doing of the migration beside which most of it lay.
        for answer in sorted(answers, key=lambda a: a.seconds):
            row = max(zip(spans, rows), key=lambda pair: answer.within(*pair[0]), default=None)
            if row and answer.within(*row[0]) > 0:
                row[1].update(longestWaitSeconds=round(answer.seconds, 3), toDo=answer.what)
        if probe.refused:
            self.faults.append(f"schema {start}: what the program of that time writes was refused: {sorted(probe.refused)}")
        say(f"schema {start}: {len(steps)} migrations in {ended - since:.1f} s, beside {len(answers)} statements, of which "
            f"the longest took {max(a.seconds for a in answers):.2f} s")  # fmt: skip
        return rows

    def judge(self, rows: list[dict[str, Any]]) -> list[str]:
        """What of some rows is too long and not known to be."""
        return [
            f"schema {row['start']}: migration {row['migration']} ({row['name']}) kept others waiting for"
            f" {row['longestWaitSeconds']} s (to {row['toDo']})"
            for row in rows
            if row["longestWaitSeconds"] > WAIT_SECONDS_MAX and row["migration"] not in known.LONG
        ]

    def compare(self, start: int, database: str, before: dict[str, tuple[str, str]], of: record.Shape) -> None:
        """Holds what was migrated against the schema that is checked in, and against what it was."""
        dumped = schema.dump(self.cluster, database)
        if dumped != (schema.ROOT / "sql" / "schema.sql").read_text(encoding="utf-8"):
            self.faults.append(f"schema {start}: in the end the schema is not sql/schema.sql")
        after = record.contents(self.cluster, database, of, start)
        for table, was in before.items():
            if after[table] != was:
                self.faults.append(f"schema {start}: {table} had {was[0]} rows and now {after[table][0]}, or they differ")

    def interrupt(self, seed: str) -> None:
        """Cuts the program off in the middle, twice, and runs it again: it ends where it would have."""
        self.cluster.copy(seed, "live")
        target = max(m.version for m in schema.migrations())
        for _ in range(2):
            running = subprocess.Popen(
                [PROGRAM, "migrate", "up", "--database-url", self.cluster.url("live")],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(0.2 if PATIENTS < LARGE_RECORD else 8)
            self.cluster.sql(
                "postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'live' and usename = 'workup_owner'",
            )
            if running.wait(timeout=600) != 0:
                say("cut off midway, at schema " + self.version("live"))
        program_up(self.cluster, "live")
        if self.version("live") != str(target):
            self.faults.append("after it was cut off the program did not come to the newest schema")

    def version(self, database: str) -> str:
        """The highest migration that was applied."""
        return self.cluster.sql(database, "select max(version) from schema_migration")[0][0]

    def control(self) -> None:
        """A migration made to be too long has to be found."""
        with tempfile.TemporaryDirectory() as folder:
            copied = Path(folder) / "migrations"
            shutil.copytree(schema.ROOT / "sql" / "migrations", copied)
            (copied / "9999_holds.sql").write_text(CONTROL, encoding="utf-8")
            added = schema.migrations(copied)[-1]
            start = int(self.version("live"))
            rows = self.watched(start, "live", lambda: schema.apply(self.cluster, "live", [added]))
        if len(self.judge(rows)) != 1:
            self.faults.append(f"a lock that was held for {CONTROL_SECONDS} s was not found: the drill is blind ({rows})")
        self.rows += [row | {"name": "(control) " + row["name"]} for row in rows]


def run(cluster: Cluster) -> Drill:
    """From every schema to the newest."""
    drill = Drill(cluster)
    files = schema.migrations()
    cluster.sql("postgres", "create database seed owner workup_owner;")
    cluster.sql("seed", schema.BOOKKEEPING, user="workup_owner")
    schema.apply(cluster, "seed", [m for m in files if m.version < FIRST_SCHEMA])
    starts = [m for m in files if m.version >= FIRST_SCHEMA]
    for migration in starts:
        schema.apply(cluster, "seed", [migration])
        record.fill(cluster, "seed", migration.version, PATIENTS)
        if migration.version == FIRST_SCHEMA:
            drill.interrupt("seed")
        if QUICK and migration not in (starts[0], starts[-2]):
            continue
        shape = record.shape(cluster, "seed")
        before = record.contents(cluster, "seed", shape, migration.version)
        cluster.copy("seed", "live")
        rows = drill.watched(migration.version, "live", lambda: program_up(cluster, "live"))
        drill.rows += rows
        drill.faults += drill.judge(rows)
        drill.compare(migration.version, "live", before, shape)
    # Seeds are filled with triggers off; a small record shows whether they keep to the foreign keys.
    orphans = record.orphans(cluster, "seed") if PATIENTS < LARGE_RECORD else []
    drill.faults += [f"rows of the seeds do not keep to {name}" for name in orphans]
    unfilled = record.unfilled(cluster, "seed")
    drill.faults += [f"{table} has no row: give it a seed in Tests/MigrationDrill/seeds" for table in unfilled]
    drill.control()
    return drill


def table(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """A line for each migration: the most that it ever took, and from which schema that was."""
    lines = [("migration", "starts", "longest run, s", "longest wait, s", "at start", "to do", "")]
    for version in sorted({row["migration"] for row in rows}):
        mine = [row for row in rows if row["migration"] == version]
        worst = max(mine, key=lambda row: row["longestWaitSeconds"])
        verdict = "" if worst["longestWaitSeconds"] <= WAIT_SECONDS_MAX else "known" if version in known.LONG else "TOO LONG"
        lines.append((
            f"{version} {worst['name']}", str(len(mine)), f"{max(row['seconds'] for row in mine):.2f}",
            f"{worst['longestWaitSeconds']:.3f}", str(worst["start"]), worst.get("toDo", ""), verdict,
        ))  # fmt: skip
    return lines


def main() -> int:
    """Runs the drill."""
    begun = time.monotonic()
    # Ended from outside, it still takes its server and folder with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with Cluster() as cluster:
        drill = run(cluster)
    if PATIENTS >= LARGE_RECORD:
        seen = {row["migration"] for row in drill.rows if row["longestWaitSeconds"] > WAIT_SECONDS_MAX}
        drill.faults += [f"migration {n} is known to be long and was not: take it out of known.py" for n in known.LONG - seen]
    result = {"patients": PATIENTS, "migrations": drill.rows, "faults": drill.faults}
    place = schema.ROOT / ".build" / "migration-drill.json"
    place.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    lines = table(drill.rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())
    print(f"{PATIENTS} patients, {time.monotonic() - begun:.0f} s")
    for fault in drill.faults:
        print(f"FAULT {fault}")
    return 3 if drill.faults else 0


if __name__ == "__main__":
    sys.exit(main())
