# Reads by many at once, of whole workups and of the worklist: against pgbench with the same statements, and against FastAPI.
import pathlib
import statistics

import peer
from load import ReadLoad
from processor import Spent

WORKUP = "/api/v1/workups/{workup}"
WORKLIST = "/api/v1/workups?status=open"
# Callers at once; the bars are those of the middle one.
CALLERS = [1, 8, 32, 64]
MAIN = 32
_WARM_UP_SECONDS = 4


class Side:
    """The rounds of one of the sides of a comparison."""

    def __init__(self):
        self.rounds = []
        self.service_ms = []
        self.database_ms = []

    def median(self, name):
        """The median of something over the rounds."""
        return statistics.median(getattr(one, name) for one in self.rounds)


def measure(service, results, workups, size, rounds, seconds, say):
    """Both kinds of read with all numbers of callers; the median milliseconds of a workup's with 32."""
    main = None
    for name, path, callers in (("read", WORKUP, CALLERS), ("worklist", WORKLIST, [8, MAIN])):
        load = ReadLoad(service, workups, path)
        route = "workup" if path == WORKUP else "worklist"
        with peer.Peer(service, {route: load.groups}) as other:
            peer.check(other, service, path.format(workup=workups[0]), None if path == WORKUP else "items")
            for port in (service.port, other.port):
                load.http(port, MAIN, _WARM_UP_SECONDS)
            for count in callers:
                turns = rounds if count == MAIN else max(1, rounds // 2)
                ours, theirs, ceiling = _rounds(service, load, other, count, turns, seconds)
                _tell(results, f"{name}.{count}.callers", size, ours, theirs, ceiling, count == MAIN and name == "read")
                say(f"{name} at {size}, {count} callers: {ours.median('rate'):.0f}/s, FastAPI "
                    f"{theirs.median('rate'):.0f}/s, pgbench {statistics.median(ceiling):.0f}/s")
                if count == MAIN and name == "read":
                    main = ours.median("middle_ms")
    return main


def _rounds(service, load, other, count, turns, seconds):
    """Turn by turn, so that what else the machine does meets all of them alike."""
    ours, theirs, ceiling = Side(), Side(), []
    for _ in range(turns):
        for side, port, root in ((ours, service.port, service.process.pid), (theirs, other.port, other.process.pid)):
            with Spent(service=root, database=postmaster(service)) as spent:
                answer = load.http(port, count, seconds)
            side.rounds.append(answer)
            side.service_ms.append(1_000 * spent.processor["service"] / answer.count)
            side.database_ms.append(1_000 * spent.processor["database"] / answer.count)
        ceiling.append(load.pgbench(count, seconds))
    return ours, theirs, ceiling


def _tell(results, name, size, ours, theirs, ceiling, has_bars):
    to_ceiling = statistics.median(one.rate / other for one, other in zip(ours.rounds, ceiling))
    to_peer = statistics.median(one.rate / other.rate for one, other in zip(ours.rounds, theirs.rounds))
    slow = ours.median("slow_ms") / ours.median("middle_ms")
    if has_bars:
        results.at_least(f"{name}.vs.pgbench.{size}", to_ceiling, 0.8, "ratio")
        results.at_least(f"{name}.vs.fastapi.{size}", to_peer, 3, "ratio")
        results.at_most(f"{name}.p99.vs.median.{size}", slow, 5, "ratio")
    else:
        results.information(f"{name}.vs.pgbench.{size}", to_ceiling, "ratio")
        results.information(f"{name}.vs.fastapi.{size}", to_peer, "ratio")
        results.information(f"{name}.p99.vs.median.{size}", slow, "ratio")
    results.information(f"{name}.per.second.{size}", ours.median("rate"), "1/s")
    results.information(f"{name}.median.ms.{size}", ours.median("middle_ms"), "ms")
    results.information(f"{name}.p99.ms.{size}", ours.median("slow_ms"), "ms")
    for word, side in (("", ours), ("fastapi.", theirs)):
        results.information(f"{name}.cpu.{word}service.ms.{size}", statistics.median(side.service_ms), "ms")
        results.information(f"{name}.cpu.{word}database.ms.{size}", statistics.median(side.database_ms), "ms")


def postmaster(service):
    """The id of the first process of the service's PostgreSQL."""
    file = next(pathlib.Path(service.data).rglob("postmaster.pid"))
    return int(file.read_text().split()[0])
