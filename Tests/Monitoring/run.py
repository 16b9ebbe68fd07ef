#!/usr/bin/env python3
"""`make monitoring`: the alerts hold against Prometheus' own test of rules, and a real Prometheus reads a real service by them.

Ends with a table and an exit code: 0 where every row holds, 3 where one does not.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Bench"))

from service import Service, free_port  # noqa: E402  (the folder is known only now)

PROGRAMS = ROOT / ".build/monitoring/usr/bin"
SHIPPED = ROOT / "deploy/monitoring"
TESTS = Path(__file__).parent / "alerts.test.yml"


class Wrong(Exception):
    """What does not hold, in a sentence."""


def expect(holds: bool, reason: str) -> None:
    """Ends the row where something does not hold."""
    if not holds:
        raise Wrong(reason)


def promtool(*words: str, text: str | None = None, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs promtool to its end."""
    return subprocess.run([PROGRAMS / "promtool", *words], input=text, cwd=folder, capture_output=True, text=True, timeout=60)


def rules_tested(folder: Path) -> str:
    """Each alert is raised when it should be, and not by what comes near it; one that is changed is found."""
    names = [line.split()[-1] for line in (SHIPPED / "alerts.yml").read_text().splitlines() if "- alert:" in line]
    tested = {line.split()[-1] for line in TESTS.read_text().splitlines() if "alertname:" in line}
    expect(set(names) == tested, f"without a test, or without an alert: {set(names) ^ tested}")
    text = (SHIPPED / "alerts.yml").read_text()
    (folder / "alerts.test.yml").write_text(TESTS.read_text())
    for old, new in (("0.01 *", "0.1 *"), ("26 * 3600", "28 * 3600"), (" == 0", " == 2"), (")) > 50", ")) > 99"), ("", "")):
        expect(old in text, f"the rules have no {old!r} to change")
        (folder / "alerts.yml").write_text(text.replace(old, new, 1))
        done = promtool("test", "rules", "alerts.test.yml", folder=folder)
        expect((done.returncode == 0) == (old == new), done.stderr[-500:] or f"{old!r} as {new!r} was not noticed")
    return f"{len(names)} alerts; 4 of 4 changes noticed"


def configuration_valid() -> str:
    """The shipped configuration is one."""
    done = promtool("check", "config", str(SHIPPED / "prometheus.yml"))
    expect(done.returncode == 0, done.stderr[-500:])
    return ""


class Watched:
    """A service with Prometheus beside it, which reads it each second by the shipped configuration and rules."""

    def __init__(self, program: Path) -> None:
        metrics = free_port()
        self.service = Service(program, {"WORKUP_METRICS_PORT": str(metrics)})
        self.metrics = f"http://127.0.0.1:{metrics}/metrics"
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="workup-monitoring-"))
        text = (SHIPPED / "prometheus.yml").read_text()
        expect("127.0.0.1:9090" in text and "scrape_interval: 15s" in text, "the shipped configuration is another one")
        text = text.replace("127.0.0.1:9090", f"127.0.0.1:{metrics}")
        text = text.replace("scrape_interval: 15s", "scrape_interval: 1s\n  evaluation_interval: 1s")
        (self.folder / "prometheus.yml").write_text(text)
        shutil.copy(SHIPPED / "alerts.yml", self.folder)
        self.prometheus: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Watched":
        self.service.start()
        with open(self.folder / "log", "wb") as log:
            self.prometheus = subprocess.Popen(
                [PROGRAMS / "prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
                 f"--web.listen-address=127.0.0.1:{self.port}"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return self

    def __exit__(self, *_: object) -> None:
        if self.prometheus is not None:
            self.prometheus.terminate()
            self.prometheus.wait()
        self.service.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def asked(self, path: str) -> Any:
        """What Prometheus answers."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/{path}", timeout=10) as answer:
            return json.load(answer)["data"]

    def until(self, what: str, seconds: float, holds: Callable[[], bool]) -> float:
        """Seconds until something holds."""
        begun = time.monotonic()
        while True:
            try:
                if holds():
                    return time.monotonic() - begun
            except OSError:
                pass
            expect(time.monotonic() - begun < seconds, f"not within {seconds:.0f} s: {what}")
            time.sleep(0.5)


def reads(watched: Watched) -> str:
    """Prometheus reads the service; all rules are evaluated without a fault, and none is raised on a service that is well."""
    def is_read() -> bool:
        return [one["health"] for one in watched.asked("targets")["activeTargets"]] == ["up"]

    watched.until("the service is read", 60, is_read)
    time.sleep(3)
    rules = [rule for group in watched.asked("rules")["groups"] for rule in group["rules"]]
    expect(all(rule["health"] == "ok" for rule in rules), str([rule["name"] for rule in rules if rule["health"] != "ok"]))
    raised = [one["labels"]["alertname"] for one in watched.asked("alerts")["alerts"] if one["state"] == "firing"]
    expect(not raised, f"raised: {raised}")
    return f"{len(rules)} rules"


def well_formed(watched: Watched) -> str:
    """The numbers are as Prometheus' own check wants them."""
    with urllib.request.urlopen(watched.metrics, timeout=10) as answer:
        text = answer.read().decode()
    done = promtool("check", "metrics", text=text)
    expect(done.returncode == 0, done.stdout[-500:] + done.stderr[-500:])
    return f"{sum(line.startswith('# TYPE') for line in text.splitlines())} numbers"


def told_when_down(watched: Watched) -> str:
    """A service that stops is told of."""
    def fires() -> bool:
        return any(one["labels"]["alertname"] == "WorkupDown" and one["state"] == "firing"
                   for one in watched.asked("alerts")["alerts"])

    expect(not fires(), "it is told to be down while it runs")
    watched.service.stop()
    seconds = watched.until("WorkupDown is raised", 120, fires)
    return f"after {seconds:.0f} s, 60 of them its patience"


def main() -> int:
    """Runs all rows."""
    rows: list[tuple[str, str, str]] = []

    def row(name: str, check: Callable[[], str]) -> None:
        try:
            rows.append((name, "holds", check()))
        except (Wrong, OSError) as reason:
            rows.append((name, "DOES NOT HOLD", str(reason)))

    with tempfile.TemporaryDirectory(prefix="workup-rules-") as folder:
        row("each alert is raised when it should be, and not else", lambda: rules_tested(Path(folder)))
    row("the configuration is valid", configuration_valid)
    with Watched(Path(sys.argv[1]).resolve()) as watched:
        row("a real Prometheus reads a service; nothing is raised while it is well", lambda: reads(watched))
        row("the numbers pass Prometheus' own check", lambda: well_formed(watched))
        row("a service that stopped is told of", lambda: told_when_down(watched))
    for name, verdict, detail in rows:
        print(f"{name:<76} {verdict:<14} {detail}")
    return 0 if all(verdict == "holds" for _, verdict, _ in rows) else 3


if __name__ == "__main__":
    sys.exit(main())
