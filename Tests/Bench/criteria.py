# What the criteria cost: cases evaluated on one core, and a whole record asked again.
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import casefiles
from service import BenchError

SETS = pathlib.Path(__file__).resolve().parent.parent.parent / "Sources" / "Criteria" / "CriteriaSets"
# The set that `criteria diff` compares with itself where one threshold is another.
SET = "efns-pns-2010-mmn"
_CASES_PER_SECOND = 10_000
_SECONDS_FOR_100K = 60
# Every so many results the record says another answer than the program gives, as after a set that changed its rules.
_MOVED_EVERY = 20
# The same lines read as plain JSON by another program, on the same core: what the machine can do today.
_PLAIN = """
import json, sys
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        json.loads(line)
"""


def measure_evaluate(results, program, count, rounds):
    """`workup evaluate` of lines of cases on one core, all sets with explanations, the program's start included."""
    with tempfile.TemporaryDirectory(prefix="workup-bench-") as folder:
        for name, lines in (("examples", casefiles.CaseMaker().lines(count)), ("boundary", casefiles.boundary_lines(count))):
            file = pathlib.Path(folder) / f"{name}.ndjson"
            file.write_text("".join(lines), encoding="utf-8")
            _check(program, file)
            rates, plain = [], []
            for _ in range(rounds):
                rates.append(count / _seconds([program, "evaluate", file, "--output", "json"]))
                plain.append(count / _seconds([sys.executable, "-c", _PLAIN, file]))
            results.at_least(f"evaluate.cases.per.second.{name}", max(rates), _CASES_PER_SECOND, "1/s")
            ratio = statistics.median(one / other for one, other in zip(rates, plain))
            results.information(f"evaluate.vs.python.json.loads.{name}", ratio, "ratio")
            _say(f"evaluate {count} cases like the {name}: " + ", ".join(f"{rate:.0f}" for rate in rates) + " a second")


def measure_record(results, service, size, label):
    """Every workup of the record asked again: where nothing differs, where everything does, and by two sets."""
    bar = _SECONDS_FOR_100K * size / 100_000
    for kind in ("same", "changed"):
        if kind == "changed":
            _age(service)
        # What was written before must not be finished on this measurement's time.
        service.sql("vacuum analyze; checkpoint;")
        took, lines, memory = service.timed("evaluation", "refresh")
        outcome = json.loads(lines[0])
        _expect(outcome, workups=size, kept=0 if kind == "same" else size)
        results.at_most(f"evaluation.refresh.{kind}.seconds.{label}", took, bar, "s")
        results.information(f"evaluation.refresh.{kind}.memory.rss.mib.{label}", memory, "MiB")
        _say(f"refresh of {size} workups, {kind}: {took:.1f} s, {outcome['kept']} kept, {outcome['moved']} moved")
    took, lines, _ = service.timed("criteria", "diff", SET, _stricter(service.folder))
    if not lines:
        raise BenchError("no workup differs between the two sets")
    results.at_most(f"criteria.diff.seconds.{label}", took, bar, "s")
    _say(f"diff of {size} workups: {took:.1f} s, {len(lines)} differ")


def _expect(outcome, **counts):
    for name, count in counts.items():
        if outcome[name] != count:
            raise BenchError(f"the refresh said {name} {outcome[name]}, not {count}")


def _age(service):
    """Makes every result look like one of another version of the sets, and some like another answer."""
    service.sql(f"""
        set session_replication_role = replica;
        update evaluation_result set content_hash = sha256(content_hash);
        update evaluation_criteria set category = case category when 'notMet' then 'undetermined' else 'notMet' end
        where is_of_protocol and abs(hashtext(workup_id::text)) % {_MOVED_EVERY} = 0;
    """)


def _stricter(folder):
    """A file of the set with another threshold."""
    text = (SETS / f"{SET}.yaml").read_text(encoding="utf-8")
    changed, count = re.subn(r"(half: \{rule: \{areaReductionPercent: \{atLeast: )50\b", r"\g<1>60", text)
    if count != 1:
        raise BenchError(f"{SET} has no threshold of 50 % under `half` any more")
    file = folder / "stricter.yaml"
    file.write_text(changed, encoding="utf-8")
    return file


def _check(program, file):
    """That every line gets all sets with reasons; the first hundreds stand for all."""
    head = file.read_text(encoding="utf-8").splitlines()[:300]
    done = subprocess.run(
        [program, "evaluate", "-", "--output", "json"], input="\n".join(head), capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    sets = sum(not file.name.endswith(".tests.yaml") for file in SETS.glob("*.yaml"))
    if done.returncode != 0 or len(answers) != len(head):
        raise BenchError(f"workup evaluate ended with {done.returncode}: {done.stdout[:300]}{done.stderr[-1000:]}")
    for answer in answers:
        if len(answer["evaluations"]) != sets or not all(
                clause["reason"] for one in answer["evaluations"] for clause in one["clauses"]):
            raise BenchError("an evaluation lacks a set or a reason")


def _seconds(command):
    """How long a command takes on one core, where the system can hold it there."""
    one_core = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    begun = time.monotonic()
    subprocess.run([*one_core, *map(str, command)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begun


def _say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)
