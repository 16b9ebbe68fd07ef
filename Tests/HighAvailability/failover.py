"""Three nodes of PostgreSQL with Patroni: the primary is killed, cut off, powered off and changed under load."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from instance import Instance
from load import Load
from networks import HUB, inside
from node import Node
from processes import wait_until
from stage import PORT, Stage
from table import Table, expect

PART = "Patroni"
BACK_SECONDS_MAX = 60
HANG_SECONDS = 60

Failure = Callable[[Stage, Node], None]


def _kill(stage: Stage, primary: Node) -> None:
    primary.kill_database()


def _power(stage: Stage, primary: Node) -> None:
    primary.power_off()


def _unplug(stage: Stage, primary: Node) -> None:
    stage.trio.networks.unplug(primary.name)


def _silence(stage: Stage, primary: Node) -> None:
    stage.trio.networks.silence(primary.name)


def _freeze(stage: Stage, primary: Node) -> None:
    primary.signal_all(signal.SIGSTOP)


def _switch(stage: Stage, primary: Node) -> None:
    stage.trio.switch_over()


def _mend(stage: Stage, primary: Node, failure: Failure) -> None:
    """What an administrator does, or nobody needs to, for the node to come back."""
    if failure is _kill:
        primary.start_patroni()
    elif failure is _power:
        primary.power_on()
    elif failure in (_unplug, _silence):
        stage.trio.networks.join(primary.name)
    elif failure is _freeze:
        primary.signal_all(signal.SIGCONT)


def _await_writes(stage: Stage, primary: Node, load: Load) -> Node:
    """Waits until another node is primary and changes are acknowledged again, and gives it; the bar is judged afterwards."""

    def other() -> Node | None:
        now = stage.trio.primary()
        return now if now is not primary else None

    wait_until("another primary", lambda: other() is not None, 3 * BACK_SECONDS_MAX)
    taken = time.time()
    wait_until("changes acknowledged again", lambda: max(load.count.acknowledged, default=0) > taken, 3 * BACK_SECONDS_MAX)
    successor = other()
    expect(successor is not None, f"{primary.name} is the primary again already")
    assert successor is not None
    return successor


def _beside(stage: Stage, primary: Node) -> tuple[Instance, Load]:
    """A second instance and clients on the node of the primary itself: who is cut off with it."""
    instance = Instance(stage.folder, f"inside-{time.monotonic_ns()}", PORT, stage.trio.url, {})
    instance.take_key(stage.service)
    with inside(primary.name):
        instance.start()
    return instance, stage.load(2, primary.name)


def fail(stage: Stage, name: str, failure: Failure) -> str:
    """One failure under load: nothing acknowledged is lost or there twice, and changes are taken again in time."""
    stage.trio.wait_whole()
    primary = stage.trio.primary()
    assert primary is not None
    loads: list[Load] = []
    beside: Instance | None = None
    stopped_after = None
    is_cut = failure in (_unplug, _silence)
    try:
        if is_cut:
            beside, inner = _beside(stage, primary)
            loads.append(inner)
        loads.append(stage.load())
        time.sleep(4)
        begun = time.time()
        failure(stage, primary)
        if is_cut:
            wait_until("the node that is cut off is no primary any more", lambda: not primary.takes_writes(), 60)
            stopped_after = time.time() - begun
        successor = _await_writes(stage, primary, loads[-1])
        time.sleep(2)
        late = [at - begun for load in loads[:-1] for at in load.count.acknowledged if at > begun + 0.5]
        silence = loads[-1].count.silence(begun - 2, time.time())
        _mend(stage, primary, failure)
        for load in loads:
            load.stop()
    except BaseException:
        for load in loads:
            load.abandon()
        _mend(stage, primary, failure)
        raise
    finally:
        if beside is not None:
            beside.kill()
    rejoined = stage.trio.wait_whole()
    result, acknowledged = stage.compare(loads)
    figure: dict[str, Any] = {
        "without writes, s": round(silence, 1), "whole again after, s": round(rejoined),
        "acknowledged": acknowledged, "lost": len(result.lost), "twice": len(result.twice),
        "without an answer at first": sum(len(load.count.failed) for load in loads),
    }
    if stopped_after is not None:
        figure["old primary stopped after, s"] = round(stopped_after, 1)
    stage.figures.setdefault("failover", {}).setdefault(name, []).append(figure)
    expect(not late, f"acknowledged on the side that was cut off, {late[:3]} s after the cut")
    expect(not result.lost and not result.twice, f"lost {len(result.lost)}, twice {len(result.twice)} of {acknowledged}")
    expect(silence <= BACK_SECONDS_MAX, f"{silence:.0f} s without writes")
    return f"{silence:.1f} s without writes; 0 of {acknowledged} lost or twice; {primary.name} followed {successor.name}"


def held(stage: Stage, *, is_control: bool) -> str:
    """No standby gets changes for some seconds, then the primary is cut off."""
    stage.trio.wait_whole()
    primary = stage.trio.primary()
    assert primary is not None
    load = stage.load()
    try:
        time.sleep(4)
        pids = primary.hold_changes()
        time.sleep(8)
        stage.trio.networks.silence(primary.name)
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
        wait_until("another primary", lambda: stage.trio.primary() not in (None, primary), 90)
        time.sleep(5)
    finally:
        load.stop()
    result, acknowledged = stage.compare([load])
    stage.trio.networks.join(primary.name)
    stage.trio.wait_whole()
    figure = {"acknowledged": acknowledged, "lost": len(result.lost), "twice": len(result.twice)}
    stage.figures["control: asynchronous" if is_control else "changes held back, then cut off"] = figure
    if is_control:
        expect(bool(result.lost), f"none of {acknowledged} acknowledged changes was lost: the clients see nothing")
        return f"{len(result.lost)} of {acknowledged} acknowledged changes lost, as they must be"
    expect(not result.lost and not result.twice, f"lost {len(result.lost)}, twice {len(result.twice)} of {acknowledged}")
    return f"0 of {acknowledged} lost or twice"


def hung(stage: Stage) -> str:
    """Patroni alone stands still on the primary and PostgreSQL goes on: what a watchdog is for, and there is none here."""
    stage.trio.wait_whole()
    primary = stage.trio.primary()
    assert primary is not None
    load = stage.load()
    try:
        time.sleep(4)
        begun = time.time()
        primary.signal_patroni(signal.SIGSTOP)
        time.sleep(HANG_SECONDS)
        expect(stage.trio.primary() not in (None, primary), "no other node took over")
        still = primary.takes_writes()
        continued = time.time()
        primary.signal_patroni(signal.SIGCONT)
        wait_until("changes acknowledged again", lambda: max(load.count.acknowledged) > continued, BACK_SECONDS_MAX)
        time.sleep(2)
        silence = load.count.silence(begun, time.time())
        load.stop()
    except BaseException:
        load.abandon()
        primary.signal_patroni(signal.SIGCONT)
        raise
    stage.trio.wait_whole()
    result, acknowledged = stage.compare([load])
    stage.figures["Patroni alone hangs"] = {
        "hung, s": HANG_SECONDS, "without writes, s": round(silence, 1), "acknowledged": acknowledged,
        "lost": len(result.lost), "twice": len(result.twice), "old one still said it was primary": still,
    }
    expect(not result.lost and not result.twice, f"lost {len(result.lost)}, twice {len(result.twice)} of {acknowledged}")
    return f"0 of {acknowledged} lost or twice; {silence:.1f} s without writes while it hung for {HANG_SECONDS} s"


def sound(stage: Stage) -> str:
    """The record and its log after all of that."""
    rows = stage.service.command("check")
    expect(all(row["isSound"] for row in rows), str([row for row in rows if not row["isSound"]])[:400])
    stage.service.command("audit", "verify", "--all")
    return "workup check, workup audit verify --all"


def same(stage: Stage) -> str:
    """All three nodes hold the same rows."""
    stage.service.stop()
    contents = stage.trio.contents()
    expect(len(set(contents.values())) == 1, str(contents))
    return f"{next(iter(contents.values()))} on each"


def asynchronous(stage: Stage) -> str:
    """The control: without synchronous mode the same cut loses what was acknowledged."""
    stage.trio.become_asynchronous()
    stage.service.start()
    return held(stage, is_control=True)


def rewound(stage: Stage) -> str:
    """The node whose changes were lost came back by pg_rewind, not by a copy of everything."""
    count = sum(node.log.read_text(errors="replace").count("pg_rewind: Done!") for node in stage.trio.nodes)
    expect(count > 0, "pg_rewind never ran")
    stage.service.stop()
    contents = stage.trio.contents()
    expect(len(set(contents.values())) == 1, str(contents))
    return f"pg_rewind ran {count} times; all three hold the same"


FAILURES: list[tuple[str, Failure]] = [
    ("kill -9 of the primary's PostgreSQL and Patroni", _kill),
    ("the primary's node is unplugged", _unplug),
    ("nothing gets to or from the primary's node", _silence),
    ("the primary's node loses its power", _power),
    ("the primary's node stands still and goes on later", _freeze),
    ("a planned switchover", _switch),
]


def check(table: Table, folder: Path, figures: dict[str, Any]) -> None:
    """The rows of this part."""
    stage = Stage(folder, figures)
    try:
        with inside(HUB):
            if not table.check(PART, "three nodes, synchronous, strict, and the service on them", stage.begin):
                return
            for name, failure in FAILURES:
                for turn in (1, 2):
                    table.check(PART, f"{name} ({turn})", lambda n=name, f=failure: fail(stage, n, f))
            table.check(PART, "no standby gets changes, then the cut: nothing lost", lambda: held(stage, is_control=False))
            table.check(PART, "Patroni alone hangs, without a watchdog: nothing lost", lambda: hung(stage))
            table.check(PART, "the record and its log are sound", lambda: sound(stage))
            table.check(PART, "all three nodes hold the same", lambda: same(stage))
            table.check(PART, "control: asynchronous, the same cut loses changes", lambda: asynchronous(stage))
            table.check(PART, "what was lost is rewound, and all three hold the same", lambda: rewound(stage))
    finally:
        stage.end()
