"""Runs every parser of the table under libFuzzer, one after another, and tells in a table what came of it.

python3 fuzz.py PROGRAM [NAME…]: SECONDS says how long each runs (60 where it is not set), SEED with which seed.
Exit code: 0 nothing was found, 3 a parser crashed, broke its law, hung or leaked, 1 the control was not found.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_BUILD = _ROOT / ".build" / "fuzz"
# What the program's own control is called: it breaks its law on purpose, at a place that takes some finding.
_CONTROL = "control"
# An input that takes longer is a hang.
_HANG_SECONDS = 10
_MEMORY_MIB = 2_048


@dataclass
class Row:
    """What came of one parser."""

    parser: str
    seconds: float
    executions: int
    per_second: int
    coverage: int
    new_coverage: int
    corpus: int
    crashes: int


def _environment(parser: str) -> dict[str, str]:
    # Swift's own backtrace and the sanitizer wait for each other; the sanitizer's is enough.
    return os.environ | {"FUZZ_PARSER": parser, "SWIFT_BACKTRACE": "enable=no"}


def _run(program: str, parser: dict[str, object], seconds: int, seed: int) -> Row:
    name = str(parser["name"])
    corpus = _BUILD / "corpus" / name
    if name == _CONTROL:
        # It has to be found anew each time.
        shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True, exist_ok=True)
    crashes = _BUILD / "crashes" / name
    crashes.mkdir(parents=True, exist_ok=True)
    before = set(crashes.iterdir())
    seeds = [_HERE / "Seeds" / name, *(_ROOT / str(folder) for folder in parser["folders"])]
    dictionary = _HERE / "Dictionaries" / f"{name}.dict"
    command = [program, f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={_HANG_SECONDS}",
               f"-rss_limit_mb={_MEMORY_MIB}", f"-artifact_prefix={crashes}/", "-print_final_stats=1",
               *([f"-dict={dictionary}"] if dictionary.exists() else []),
               str(corpus), *(str(folder) for folder in seeds if folder.exists())]
    begun = time.monotonic()
    done = subprocess.run(command, env=_environment(name), capture_output=True, check=False)
    took = time.monotonic() - begun
    said = done.stderr.decode(errors="replace")
    (_BUILD / f"{name}.log").write_text(said)
    coverages = [int(found) for found in re.findall(r"cov: (\d+) ", said)]
    executed = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
    count = int(executed[1]) if executed else max((int(found) for found in re.findall(r"^#(\d+)\s", said, re.M)), default=0)
    # What was only slow once, on a machine with other work, is no hang: that ends the run.
    found = sum(not file.name.startswith("slow-unit-") for file in set(crashes.iterdir()) - before)
    if done.returncode != 0 and found == 0:
        found = 1
    return Row(name, took, count, int(count / max(took, 0.001)), max(coverages, default=0),
               max(coverages, default=0) - min(coverages, default=0), len(list(corpus.iterdir())), found)


def _print(rows: list[Row]) -> None:
    heads = ["parser", "seconds", "executions", "per second", "coverage", "new", "corpus", "crashes"]
    lines = [[row.parser, f"{row.seconds:.0f}", str(row.executions), str(row.per_second), str(row.coverage),
              str(row.new_coverage), str(row.corpus), str(row.crashes)] for row in rows]
    widths = [max(len(line[place]) for line in [heads, *lines]) for place in range(len(heads))]
    for line in [heads, *lines]:
        print("  ".join(text.ljust(width) if place == 0 else text.rjust(width)
                        for place, (text, width) in enumerate(zip(line, widths))))


def main() -> int:
    """Tries the control, then every parser; the exit code."""
    program, wanted = sys.argv[1], sys.argv[2:]
    seconds = int(os.environ.get("SECONDS_EACH", "60"))
    seed = int(os.environ.get("SEED", "0")) or int(time.time())
    told = subprocess.run([program], env=_environment("?"), capture_output=True, text=True, check=True).stdout
    parsers = [parser for parser in json.loads(told) if not wanted or parser["name"] in wanted]
    print(f"fuzz: {len(parsers)} parsers, {seconds} s each, seed {seed}", flush=True)
    control = _run(program, {"name": _CONTROL, "folders": []}, max(seconds, 60), seed)
    print(f"fuzz: the planted crash was {'found' if control.crashes else 'NOT found'} after "
          f"{control.executions} executions, {control.seconds:.0f} s", flush=True)
    rows = []
    for parser in parsers:
        rows.append(_run(program, parser, seconds, seed))
        print(f"fuzz: {rows[-1].parser}: {rows[-1].executions} executions, {rows[-1].crashes} crashes", flush=True)
    _print(rows)
    (_ROOT / ".build" / "fuzz.json").write_text(json.dumps(
        {"seed": seed, "control": asdict(control), "parsers": [asdict(row) for row in rows]}, indent=2) + "\n")
    for row in rows:
        if row.crashes:
            print(f"fuzz: {row.parser}: see .build/fuzz/{row.parser}.log; inputs in .build/fuzz/crashes/{row.parser}")
    if not control.crashes:
        print("fuzz: error: the planted crash was not found: nothing here means anything", file=sys.stderr)
        return 1
    return 3 if any(row.crashes for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
