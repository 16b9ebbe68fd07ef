#!/usr/bin/env python3
"""The service under the thread sanitizer, under load: many read, write, look at the worklist and print at the same time.

    Tests/ThreadSanitizer/load.py PROGRAM PRELOADED SUPPRESSIONS SECONDS

PROGRAM is `workup` built with the sanitizer. Each part of the load lasts SECONDS. Ends with a table; exit code 3 where the
sanitizer reported anything, or a request failed.
"""

import concurrent.futures
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Bench"))

import casefiles  # noqa: E402  (the folder is known only now)
import load  # noqa: E402
from service import BenchError, Service  # noqa: E402

CASES = 40
REPORT = "WARNING: ThreadSanitizer"


def fill(service: Service) -> list[str]:
    """Imports some cases; the ids of their workups."""
    file = service.folder / "cases.ndjson"
    with open(file, "w", encoding="utf-8") as lines:
        lines.writelines(casefiles.CaseMaker(0).lines(CASES))
    _, workups, _ = service.import_cases(file)
    return workups


def requests(service: Service, workups: list[str], seconds: int) -> list[tuple[str, int]]:
    """Every part of the load by itself, then all of them at once; how many requests each had answered."""
    written = {}
    for name, paths in {
        "read": [f"/api/v1/workups/{workup}" for workup in workups],
        "worklist": ["/api/v1/workups?status=open", "/api/v1/workups"],
        "report": [f"/api/v1/workups/{workup}/report?format=html&language=nl" for workup in workups],
        "entry": [f"/api/v1/workups/{workup}/findings" for workup in workups],
    }.items():
        written[name] = service.folder / f"{name}.txt"
        written[name].write_text("".join(f"{path}\n" for path in paths))
    parts = [
        ("whole workups, 32 callers", "read.lua", 32, "read"),
        ("the worklist, 8 callers", "read.lua", 8, "worklist"),
        ("reports, 4 callers", "read.lua", 4, "report"),
        ("results entered, 8 callers", "entry.lua", 8, "entry"),
    ]

    def run(script: str, callers: int, paths: str) -> int:
        return load.wrk(script, service.port, callers, seconds, written[paths], service.token).count

    rows = [(name, run(script, callers, paths)) for name, script, callers, paths in parts]
    with concurrent.futures.ThreadPoolExecutor(len(parts)) as pool:
        counts = list(pool.map(lambda part: run(*part[1:]), parts))
    return [*rows, ("all of it at once", sum(counts))]


def main() -> int:
    """Starts, loads, stops, and looks what the sanitizer said."""
    program, preloaded, suppressions, seconds = sys.argv[1:5]
    # Commands beside the service run under it as well; what any of them reports goes into files of these names.
    reports = Path(os.environ.get("TMPDIR", "/tmp")) / f"workup-threads-{os.getpid()}"
    reports.mkdir(mode=0o777)
    os.environ["LD_PRELOAD"] = str(Path(preloaded).resolve())
    os.environ["TSAN_OPTIONS"] = f"exitcode=66 suppressions={Path(suppressions).resolve()} log_path={reports}/report"
    service = Service(Path(program).resolve())
    begun = time.monotonic()
    try:
        service.start()
        service.make_accounts()
        rows = requests(service, fill(service), int(seconds))
        process = service.process
        service.stop()
        code = process.returncode if process else 0
    except BenchError as error:
        print(f"threads: {error}", file=sys.stderr)
        code, rows = 1, []
    finally:
        service.remove()
    found = "".join(file.read_text(errors="replace") for file in sorted(reports.iterdir()))
    for name, count in rows:
        print(f"{name:<28} {count:>8} requests answered")
    print(f"{found.count(REPORT)} reports of the thread sanitizer, exit code {code}, {time.monotonic() - begun:.0f} s")
    if REPORT in found:
        print(found[:20_000], file=sys.stderr)
    return 0 if code == 0 and rows and REPORT not in found else 3


if __name__ == "__main__":
    sys.exit(main())
