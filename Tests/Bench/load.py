# Load from many connections at once: on the service by wrk, on its database by pgbench.
import os
import pathlib
import re
import statistics
import subprocess

import privateserver
import statements
from service import BenchError

_PLANNING_SECONDS = 3
_HERE = pathlib.Path(__file__).resolve().parent


class Round:
    """What one round of requests gave."""

    def __init__(self, rate, middle_ms, slow_ms, count):
        self.rate = rate
        self.middle_ms = middle_ms
        self.slow_ms = slow_ms
        self.count = count


def wrk(script, port, connections, seconds, paths, token):
    """Requests by a script of wrk, over so many connections at once."""
    done = subprocess.run(
        ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s",
         "-s", str(_HERE / script), f"http://127.0.0.1:{port}/"],
        env=os.environ | {"BENCH_SCRIPTS": str(_HERE), "BENCH_PATHS": str(paths), "BENCH_TOKEN": token},
        capture_output=True, text=True, check=False)
    match = re.search(r"bench requests=(\d+) microseconds=(\d+) failed=(\d+) p50=(\d+) p99=(\d+)", done.stdout)
    if done.returncode != 0 or match is None:
        raise BenchError(f"wrk ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-1000:]}")
    requests, microseconds, failed, middle, slow = (int(text) for text in match.groups())
    if failed or requests == 0:
        raise BenchError(f"{failed} of {requests} requests failed")
    return Round(requests * 1e6 / microseconds, middle / 1_000, slow / 1_000, requests)


class ReadLoad:
    """Reads over HTTP, of whole workups in a random order or of one list, and the same statements run by pgbench."""

    def __init__(self, service, workups, path="/api/v1/workups/{workup}"):
        self.service = service
        names_workup = "{workup}" in path
        paths = [path.format(workup=workup) for workup in workups] if names_workup else [path, path]
        self.paths = service.folder / "paths.txt"
        self.paths.write_text("\n".join(paths) + "\n")
        self.script = service.folder / "read.sql"
        rows = statements.prepare(service, workups)
        self.groups = statements.transactions(service, paths[:2], workups[:2] if names_workup else [])
        text, constants = statements.script(self.groups, workups if names_workup else [])
        self.script.write_text(text)
        self.variables = {"rows": str(rows)} | {name: value for value, name in constants.items()}

    def http(self, port, connections, seconds):
        """What a service at a port gives in so many seconds."""
        return wrk("read.lua", port, connections, seconds, self.paths, self.service.token)

    def pgbench(self, connections, seconds):
        """Reads per second by pgbench, its first seconds left out."""
        # Its connections are new each time and plan everything first; the service's connections are long past that.
        variables = [f"--define={name}={value}" for name, value in self.variables.items()]
        done = subprocess.run(
            [privateserver.program("pgbench"), "-n", "-M", "prepared", "-c", str(connections),
             "-j", str(min(2, connections)), "-P", "1", "-T", str(seconds + _PLANNING_SECONDS),
             "-h", str(self.service.socket_folder), "-U", "workup", "-f", str(self.script), *variables, "workup"],
            capture_output=True, text=True, check=False)
        rates = [float(rate) for rate in re.findall(r"^progress: [0-9.]+ s, ([0-9.]+) tps", done.stderr, re.MULTILINE)]
        if done.returncode != 0 or len(rates) <= _PLANNING_SECONDS:
            raise BenchError(f"pgbench ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-2000:]}")
        return statistics.mean(rates[_PLANNING_SECONDS:]) * statements.READS_PER_SCRIPT
