# How much processor time groups of processes take, by what Linux tells of them in /proc.
import os
import pathlib
import time

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds(root, apart=frozenset()):
    """Processor seconds of a process and of all below it, less the processes `apart` and all below them.

    Those that have ended and were waited for are included.
    """
    children = {}
    spent = {}
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        pid = int(folder.name)
        children.setdefault(int(fields[1]), []).append(pid)
        # utime, stime, and those of children that have ended.
        spent[pid] = sum(map(int, fields[11:15]))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += spent.get(pid, 0)
        waiting += [child for child in children.get(pid, []) if child not in apart]
    return total / _TICKS


class Spent:
    """Processor time and time that went by within a `with`, for named roots; none counts what is below another."""

    def __init__(self, **roots):
        self._roots = roots
        self.processor = {}
        self.wall = 0.0

    def __enter__(self):
        self._before = self._now()
        self._begun = time.monotonic()
        return self

    def __exit__(self, *_):
        self.wall = time.monotonic() - self._begun
        now = self._now()
        self.processor = {name: now[name] - before for name, before in self._before.items()}

    def _now(self):
        apart = frozenset(self._roots.values())
        return {name: seconds(root, apart) for name, root in self._roots.items()}
