# `make bench`: speed and memory of a release build on a database of its own, against the bars of the project.
"""BENCH_QUICK=1 takes 1,000 patients and short rounds, for trying; its figures count for nothing. BENCH_PATIENTS names other
numbers of patients than the usual ones, such as `10000,100000`."""

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
import entry
import pages
import reads
from results import Results
from service import BenchError, Service

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
QUICK = os.environ.get("BENCH_QUICK", "") not in ("", "0")
# Patients in the record when reads are measured.
USUAL = "1000" if QUICK else "10000,100000,1000000"
SIZES = [int(size) for size in os.environ.get("BENCH_PATIENTS", USUAL).split(",")]
# What goes through all of a record is measured at the largest of these, and at 100,000 at most.
WIDE_SIZE = max([size for size in SIZES if size <= 100_000], default=None)
ROUNDS = 2 if QUICK else 5
ROUND_SECONDS = 3 if QUICK else 8
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


def measure_wide(service, results, workups):
    """What goes through all of a record: every page, its evaluations, its log."""
    say("opening every page")
    rich = workups[RICH::len(casefiles.templates())][:PAGE_TURNS]
    pages.measure(service, results, rich, label(len(workups)))
    criteria.measure_record(results, service, len(workups), label(len(workups)))
    auditlog.measure(service, results, LOG_SECONDS, LOG_EVENTS)


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
        medians = []
        for size in SIZES:
            workups += measure_import(service, results, len(workups), size)
            service.sql("vacuum analyze; checkpoint;")
            medians.append(reads.measure(service, results, workups, label(size), ROUNDS, ROUND_SECONDS, say))
            measure_answers(service, results, workups[RICH], size)
            if size == WIDE_SIZE:
                measure_wide(service, results, workups)
            entry.measure(service, results, workups, label(size), max(1, ROUNDS // 2), ROUND_SECONDS, say)
        if len(SIZES) > 1:
            results.at_most(f"read.median.{label(SIZES[-1])}.vs.{label(SIZES[0])}", medians[-1] / medians[0], 1.5, "ratio")
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
