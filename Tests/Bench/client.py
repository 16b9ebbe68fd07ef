# The PostgreSQL client beside PostgreSQL's own tools: the same statements on the same server, turn by turn.
"""What is measured is the client, so the server is one whose commits do not wait for the disk."""

import json
import pathlib
import re
import statistics
import subprocess
import sys
import time

from privateserver import DATABASE, PrivateServer, program
from service import BenchError

ROWS = 100_000
SCHEMA = f"""
    create table item (id bigint primary key, label text not null, amount integer not null);
    insert into item select n, 'item number ' || n, n % 1000 from generate_series(1, {ROWS}) n;
    create table landing (like item);
    create table event (id bigint generated always as identity primary key, item_id bigint not null, note text not null);
    vacuum analyze;
    checkpoint;
"""

# The statements of `Tests/Bench/Client/Workload.swift`, as pgbench reads them.
_ONE_ROW = """
\\set id random(1, :rows)
select id, label, amount from item where id = :id;
"""
_NUMBERS = """
\\set first random(1, :rows)
\\set second random(1, :rows)
"""
_STATEMENTS = """
select set_config('bench.identity', :first::text, true);
select id, label, amount from item where id = :first;
select id, label, amount from item where id = :second;
insert into event (item_id, note) values (:first, 'read ' || :second);
"""
_ONE_BY_ONE = f"{_NUMBERS}begin;{_STATEMENTS}commit;\n"
# Without begin and commit, as the client does it: what stands between two syncs is one transaction.
_PIPELINE = f"{_NUMBERS}\\startpipeline{_STATEMENTS}\\endpipeline\n"
# psql runs the query several times, so that its own start counts for little.
_PASSES = 10
_COPIED_ROWS = 10 * ROWS
# A stream that held what went by would grow by hundreds of MiB.
_GROWTH_MAX_MIB = 8


class ClientLoad:
    """Runs a workload by the client or by pgbench."""

    def __init__(self, server, client_bench, seconds):
        self.server = server
        self.client_bench = client_bench
        self.seconds = seconds

    def client(self, workload, callers, connections=8):
        """Calls per second by the client."""
        done = subprocess.run(
            self._command(workload, callers, connections), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False)
        if done.returncode != 0:
            raise BenchError(f"client-bench {workload} ended with {done.returncode}: {done.stderr[-2000:]}")
        return json.loads(done.stdout)["perSecond"]

    def pgbench(self, name, script, connections):
        """Runs of a script per second by pgbench, the time to connect left out."""
        file = self.server.folder / f"{name}.sql"
        file.write_text(script)
        done = subprocess.run(
            [program("pgbench"), "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(self.seconds),
             "-h", self.server.folder, "-U", "postgres", "-f", file, f"--define=rows={ROWS}", DATABASE],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        rate = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
        if done.returncode != 0 or rate is None:
            raise BenchError(f"pgbench ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-2000:]}")
        return float(rate[1])

    def psql_rows_out(self):
        """Passes per second of psql writing all rows to a file."""
        file = self.server.folder / "rows.txt"
        took = self.server.sql(f"\\o {file}\n" + "select id, label, amount from item order by id;\n" * _PASSES)
        if file.stat().st_size < ROWS * _PASSES * 10:
            raise BenchError("psql did not write all rows")
        return _PASSES / took

    def psql_copy_in(self):
        """Copies per second of psql reading the rows from a file."""
        file = self.server.folder / "landing.txt"
        if not file.exists():
            with open(file, "w", encoding="utf-8") as lines:
                lines.writelines(f"{n}\titem number {n}\t{n % 1_000}\n" for n in range(1, _COPIED_ROWS + 1))
        return 1 / self.server.sql(f"truncate landing;\n\\copy landing from '{file}'\n")

    def growth_mib(self, workload):
        """By how much the client's memory grows in the last nine tenths of a long run."""
        process = subprocess.Popen(
            self._command(workload, 1, 1), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        sizes = []
        while process.poll() is None:
            size = _resident_mib(process.pid)
            if size is not None:
                sizes.append(size)
            time.sleep(0.02)
        _, talk = process.communicate()
        if process.returncode != 0 or len(sizes) < 50:
            raise BenchError(f"client-bench {workload} ended with {process.returncode}: {talk.decode()[-2000:]}")
        begun = len(sizes) // 10
        return max(sizes[begun:]) - sizes[begun]

    def _command(self, workload, callers, connections):
        return [self.client_bench, workload, "--database", self.server.url, "--callers", str(callers),
                "--connections", str(connections), "--seconds", str(self.seconds), "--rows", str(ROWS)]


def _resident_mib(pid):
    """What a process holds now; nothing where it has just ended."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1_024
    except (FileNotFoundError, ProcessLookupError):
        pass
    if pathlib.Path("/proc/self/status").exists():
        return None
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(done.stdout) / 1_024 if done.stdout.strip() else None


def turns(rounds, *sides):
    """The values of each side, taken turn by turn, so that what else the machine does counts for all alike."""
    values = [[] for _ in sides]
    for _ in range(rounds):
        for side, found in zip(sides, values):
            found.append(side())
    return values


def median_ratio(values, others):
    """The median of the ratios within each round."""
    return statistics.median(value / other for value, other in zip(values, others))


def measure(results, client_bench, rounds, seconds):
    """All rows about the client."""
    with PrivateServer() as server:
        server.sql(SCHEMA)
        load = ClientLoad(server, client_bench, seconds)
        _measure_one_row(load, results, rounds)
        _measure_transaction(load, results, rounds)
        _measure_streams(load, results, rounds)


def _measure_one_row(load, results, rounds):
    for callers, bar in ((8, 0.6), (32, 1.0)):
        client, pgbench = turns(
            rounds,
            lambda callers=callers: load.client("one-row", callers),
            lambda callers=callers: load.pgbench("one-row", _ONE_ROW, callers))
        name = f"client.one.row.{callers}"
        results.at_least(f"{name}.vs.pgbench", median_ratio(client, pgbench), bar, "ratio")
        results.information(f"{name}.per.second", statistics.median(client), "1/s")
        results.information(f"{name}.pgbench.per.second", statistics.median(pgbench), "1/s")
        _say(f"one row, {callers} callers on 8 connections", client, pgbench)


def _measure_transaction(load, results, rounds):
    client, many, one_by_one, pipeline = turns(
        rounds,
        lambda: load.client("transaction", 8),
        lambda: load.client("transaction", 32),
        lambda: load.pgbench("one-by-one", _ONE_BY_ONE, 8),
        lambda: load.pgbench("pipeline", _PIPELINE, 8))
    name = "client.transaction.8"
    results.at_least(f"{name}.vs.pgbench.one.by.one", median_ratio(client, one_by_one), 2, "ratio")
    results.at_least(f"{name}.vs.pgbench.pipeline", median_ratio(client, pipeline), 0.9, "ratio")
    results.information(f"{name}.per.second", statistics.median(client), "1/s")
    results.information(f"{name}.pgbench.one.by.one.per.second", statistics.median(one_by_one), "1/s")
    results.information(f"{name}.pgbench.pipeline.per.second", statistics.median(pipeline), "1/s")
    # More callers on the same connections, told beside it: that is how the service uses them.
    results.information("client.transaction.32.vs.pgbench.one.by.one", median_ratio(many, one_by_one), "ratio")
    results.information("client.transaction.32.vs.pgbench.pipeline", median_ratio(many, pipeline), "ratio")
    results.information("client.transaction.32.per.second", statistics.median(many), "1/s")
    _say("transaction, one by one", client, one_by_one)
    _say("transaction, pipeline", client, pipeline)


def _measure_streams(load, results, rounds):
    client, psql = turns(rounds, lambda: load.client("rows-out", 1, 1), load.psql_rows_out)
    results.at_least("client.rows.out.vs.psql", median_ratio(client, psql), 0.7, "ratio")
    results.information("client.rows.out.rows.per.second", statistics.median(client) * ROWS, "1/s")
    _say("100,000 rows out, passes per second", client, psql)
    client, values, psql = turns(
        rounds,
        lambda: load.client("copy-in-bytes", 1, 1),
        lambda: load.client("copy-in", 1, 1),
        load.psql_copy_in)
    # psql is given the bytes of the COPY as well; making them of Swift values is told beside it.
    results.at_least("client.copy.in.vs.psql", median_ratio(client, psql), 0.8, "ratio")
    results.information("client.copy.in.rows.per.second", statistics.median(client) * _COPIED_ROWS, "1/s")
    results.information("client.copy.in.values.vs.psql", median_ratio(values, psql), "ratio")
    results.information("client.copy.in.values.rows.per.second", statistics.median(values) * _COPIED_ROWS, "1/s")
    _say("COPY in of 1,000,000 rows, passes per second", client, psql)
    for workload, name in (("long-stream", "rows.out"), ("copy-in", "copy.in")):
        results.at_most(f"client.{name}.memory.growth.mib", load.growth_mib(workload), _GROWTH_MAX_MIB, "MiB")


def _say(what, client, other):
    rounds = ", ".join(f"{one:.5g}/{two:.5g}" for one, two in zip(client, other))
    print(f"bench: {what}: {rounds}", file=sys.stderr, flush=True)
