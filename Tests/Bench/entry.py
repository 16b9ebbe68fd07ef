# A result is entered, and the workup evaluated again, by several at once.
import statistics

import load
from processor import Spent
from reads import postmaster

CALLERS = [1, 8, 32]


def measure(service, results, workups, size, rounds, seconds, say):
    """Antibody results for workups in a random order, each with its evaluation, its event and its key for repeating."""
    paths = service.folder / "entry-paths.txt"
    paths.write_text("".join(f"/api/v1/workups/{workup}/findings\n" for workup in workups))
    for count in CALLERS:
        answers, own, beneath = [], [], []
        for _ in range(rounds):
            with Spent(service=service.process.pid, database=postmaster(service)) as spent:
                answer = load.wrk("entry.lua", service.port, count, seconds, paths, service.token)
            answers.append(answer)
            own.append(1_000 * spent.processor["service"] / answer.count)
            beneath.append(1_000 * spent.processor["database"] / answer.count)
        name = f"entry.{count}.callers"
        rate = statistics.median(one.rate for one in answers)
        results.information(f"{name}.per.second.{size}", rate, "1/s")
        results.information(f"{name}.median.ms.{size}", statistics.median(one.middle_ms for one in answers), "ms")
        results.information(f"{name}.p99.ms.{size}", statistics.median(one.slow_ms for one in answers), "ms")
        results.information(f"{name}.cpu.service.ms.{size}", statistics.median(own), "ms")
        results.information(f"{name}.cpu.database.ms.{size}", statistics.median(beneath), "ms")
        say(f"results entered at {size}, {count} callers: {rate:.0f}/s")
