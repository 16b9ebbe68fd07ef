# How much processor time groups of processes take, by what Linux tells of them in /proc.
import os
import pathlib
import time

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds(root):
    """Processor seconds of a process and of all below it, those that have ended and were waited for included."""
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
        waiting += children.get(pid, [])
    return total / _TICKS


class Spent:
    """Processor time and time that went by within a `with`, for named roots."""

    def __init__(self, **roots):
        self._roots = roots
        self.processor = {}
        self.wall = 0.0

    def __enter__(self):
        self._before = {name: seconds(root) for name, root in self._roots.items()}
        self._begun = time.monotonic()
        return self

    def __exit__(self, *_):
        self.wall = time.monotonic() - self._begun
        self.processor = {name: seconds(root) - self._before[name] for name, root in self._roots.items()}
