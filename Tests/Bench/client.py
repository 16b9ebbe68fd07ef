# The PostgreSQL client beside PostgreSQL's own tools: the same statements on the same server, turn by turn.
"""What is measured is the client, so the server is one whose commits do not wait for the disk."""

import json
import re
import statistics
import subprocess
import sys

from privateserver import DATABASE, PrivateServer, program
from service import BenchError

ROWS = 100_000
SCHEMA = f"""
    create table item (id bigint primary key, label text not null, amount integer not null);
    insert into item select n, 'item number ' || n, n % 1000 from generate_series(1, {ROWS}) n;
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


class ClientLoad:
    """Runs a workload by the client or by pgbench."""

    def __init__(self, server, client_bench, seconds):
        self.server = server
        self.client_bench = client_bench
        self.seconds = seconds

    def client(self, workload, callers, connections=8):
        """Calls per second by the client."""
        return self.client_figures(workload, callers, connections)["perSecond"]

    def client_figures(self, workload, callers=1, connections=1):
        """All that the client's run says."""
        done = subprocess.run(
            [self.client_bench, workload, "--database", self.server.url, "--callers", str(callers),
             "--connections", str(connections), "--seconds", str(self.seconds), "--rows", str(ROWS)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"client-bench {workload} ended with {done.returncode}: {done.stderr[-2000:]}")
        return json.loads(done.stdout)

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
    client, one_by_one, pipeline = turns(
        rounds,
        lambda: load.client("transaction", 8),
        lambda: load.pgbench("one-by-one", _ONE_BY_ONE, 8),
        lambda: load.pgbench("pipeline", _PIPELINE, 8))
    name = "client.transaction.8"
    results.at_least(f"{name}.vs.pgbench.one.by.one", median_ratio(client, one_by_one), 2, "ratio")
    results.at_least(f"{name}.vs.pgbench.pipeline", median_ratio(client, pipeline), 0.9, "ratio")
    results.information(f"{name}.per.second", statistics.median(client), "1/s")
    results.information(f"{name}.pgbench.one.by.one.per.second", statistics.median(one_by_one), "1/s")
    results.information(f"{name}.pgbench.pipeline.per.second", statistics.median(pipeline), "1/s")
    _say("transaction, one by one", client, one_by_one)
    _say("transaction, pipeline", client, pipeline)


def _say(what, client, other):
    rounds = ", ".join(f"{one:.0f}/{two:.0f}" for one, two in zip(client, other))
    print(f"bench: {what}: {rounds}", file=sys.stderr, flush=True)
