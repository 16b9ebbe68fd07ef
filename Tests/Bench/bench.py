# `make bench`: speed and memory of a release build on a database of its own, against the bars of the project.
"""BENCH_QUICK=1 takes 1,000 patients and short rounds, for trying; its figures count for nothing."""

import os
import pathlib
import platform
import statistics
import sys
import time

import auditlog
import casefiles
import client
import criteria
import pages
from load import ReadLoad
from results import Results
from service import BenchError, Service

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
QUICK = os.environ.get("BENCH_QUICK", "") not in ("", "0")
# Patients in the record when reads are measured.
SIZES = [1_000] if QUICK else [10_000, 100_000]
ROUNDS = 3 if QUICK else 5
ROUND_SECONDS = 4 if QUICK else 8
WARM_UP_SECONDS = 2 if QUICK else 4
ANSWERS = 40 if QUICK else 100
PRINTS = 10 if QUICK else 40
# For so many workups each page is opened.
PAGE_TURNS = 10 if QUICK else 60
CLIENT_SECONDS = 1 if QUICK else 4
EVALUATED = 2_000 if QUICK else 20_000
LOG_SECONDS = 5 if QUICK else 60
LOG_EVENTS = 100_000 if QUICK else 2_000_000
# The place of the case with something of everything among the templates, and so among the first cases made.
RICH = casefiles.templates().index(casefiles.rich_template())


def say(text):
    """Talk, beside the table."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def label(size):
    """A size as ids name it."""
    return f"{size // 1_000}k"


def measure_starts(service, results):
    """The first start, which makes the database, and later ones."""
    first = service.start()
    later = []
    for _ in range(3):
        service.stop()
        later.append(service.start())
    results.at_most("first.start.seconds", first, 10, "s")
    results.at_most("later.start.seconds", statistics.median(later), 2, "s")


def measure_import(service, results, present, size):
    """Fills the record up to a size; the new workups."""
    file = service.folder / "cases.ndjson"
    with open(file, "w", encoding="utf-8") as lines:
        lines.writelines(casefiles.CaseMaker(present).lines(size - present))
    megabytes = file.stat().st_size / 1e6
    say(f"importing {size - present} cases ({megabytes:.0f} MB)")
    took, workups, memory = service.import_cases(file)
    file.unlink()
    results.at_least(f"import.cases.per.second.{label(size)}", (size - present) / took, 500, "1/s")
    results.information(f"import.memory.rss.mib.{label(size)}", memory, "MiB")
    return workups


def measure_reads(service, results, workups):
    """Whole workups over HTTP against the same statements by pgbench, turn by turn."""
    size = label(len(workups))
    service.sql("vacuum analyze; checkpoint;")
    load = ReadLoad(service, workups)
    load.http(WARM_UP_SECONDS)
    load.pgbench(WARM_UP_SECONDS)
    http, pgbench, middle, slow = [], [], [], []
    for number in range(1, ROUNDS + 1):
        rate, at_half, at_99 = load.http(ROUND_SECONDS)
        pgbench.append(load.pgbench(ROUND_SECONDS))
        http.append(rate)
        middle.append(at_half)
        slow.append(at_99)
        say(f"reads at {size}, round {number}: {rate:.0f}/s over HTTP, {pgbench[-1]:.0f}/s by pgbench")
    ratio = statistics.median(one / other for one, other in zip(http, pgbench))
    results.at_least(f"read.http32.vs.pgbench.{size}", ratio, 0.5, "ratio")
    results.information(f"read.http32.per.second.{size}", statistics.median(http), "1/s")
    results.information(f"read.pgbench32.per.second.{size}", statistics.median(pgbench), "1/s")
    results.information(f"read.http32.median.ms.{size}", statistics.median(middle), "ms")
    results.information(f"read.http32.p99.ms.{size}", statistics.median(slow), "ms")


def measure_answers(service, results, rich, size):
    """Single answers, one after the other: the report of the richest case as page and as PDF, the worklist's first page."""
    report = f"/api/v1/workups/{rich}/report?language=nl&format="
    html = service.median_answer_ms(f"{report}html", ANSWERS)
    results.at_most(f"report.case.html.ms.{label(size)}", html, 20, "ms")
    pdf = service.answers_ms(f"{report}pdf", PRINTS)
    results.at_most(f"report.case.pdf.p95.ms.{label(size)}", pdf[len(pdf) * 95 // 100], 1_500, "ms")
    results.information(f"report.case.pdf.ms.{label(size)}", pdf[len(pdf) // 2], "ms")
    results.information(f"report.case.pdf.vs.html.{label(size)}", pdf[len(pdf) // 2] / html, "ratio")
    worklist = service.median_answer_ms("/api/v1/workups?status=open", ANSWERS)
    results.information(f"worklist.first.page.ms.{label(size)}", worklist, "ms")


def run(program, client_bench):
    """All measurements; whether every bar holds."""
    results = Results()
    begun = time.monotonic()
    criteria.measure_evaluate(results, program, EVALUATED, ROUNDS)
    service = Service(program)
    try:
        measure_starts(service, results)
        service.make_accounts()
        workups = []
        for size in SIZES:
            workups += measure_import(service, results, len(workups), size)
            measure_reads(service, results, workups)
            measure_answers(service, results, workups[RICH], size)
        say("opening every page")
        rich = workups[RICH::len(casefiles.templates())][:PAGE_TURNS]
        pages.measure(service, results, rich, label(len(workups)))
        criteria.measure_record(results, service, len(workups), label(len(workups)))
        auditlog.measure(service, results, LOG_SECONDS, LOG_EVENTS)
        results.at_most("memory.rss.mib", service.peak_memory_mib(), 150, "MiB")
    finally:
        service.remove()
    client.measure(results, client_bench, ROUNDS, CLIENT_SECONDS)
    results.write(ROOT / ".build" / "bench.json")
    print(f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {time.monotonic() - begun:.0f} s"
          + (", quick: for trying only" if QUICK else ""))
    print(results.table())
    return results.hold


def main():
    program, client_bench = (pathlib.Path(argument) for argument in sys.argv[1:3])
    for product in (program, client_bench):
        if not product.exists():
            raise BenchError(f"{product} is missing: swift build --configuration release --product {product.name}")
    # 3 is the exit code of a check that found something.
    return 0 if run(program, client_bench) else 3


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as error:
        say(str(error))
        sys.exit(1)
