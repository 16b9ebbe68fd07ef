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
_LUA = pathlib.Path(__file__).resolve().parent / "read.lua"


class Round:
    """What one round of requests gave."""

    def __init__(self, rate, middle_ms, slow_ms, count):
        self.rate = rate
        self.middle_ms = middle_ms
        self.slow_ms = slow_ms
        self.count = count


class ReadLoad:
    """Whole workups read over HTTP, and the same statements run by pgbench, over the same workups."""

    def __init__(self, service, workups):
        self.service = service
        self.ids = service.folder / "ids.txt"
        self.ids.write_text("\n".join(workups) + "\n")
        self.script = service.folder / "read.sql"
        rows = statements.prepare(service, workups)
        self.groups = statements.transactions(service, workups[:2])
        text, constants = statements.script(self.groups)
        self.script.write_text(text)
        self.variables = {"rows": str(rows)} | {name: value for value, name in constants.items()}

    def http(self, port, connections, seconds):
        """Whole workups asked of a service at a port."""
        done = subprocess.run(
            ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s",
             "-s", str(_LUA), f"http://127.0.0.1:{port}/"],
            env=os.environ | {"BENCH_IDS": str(self.ids), "BENCH_TOKEN": self.service.token},
            capture_output=True, text=True, check=False)
        match = re.search(r"bench requests=(\d+) microseconds=(\d+) failed=(\d+) p50=(\d+) p99=(\d+)", done.stdout)
        if done.returncode != 0 or match is None:
            raise BenchError(f"wrk ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-1000:]}")
        requests, microseconds, failed, middle, slow = (int(text) for text in match.groups())
        if failed or requests == 0:
            raise BenchError(f"{failed} of {requests} requests failed")
        return Round(requests * 1e6 / microseconds, middle / 1_000, slow / 1_000, requests)

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
