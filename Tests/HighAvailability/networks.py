"""Networks of a run's own: a namespace for each node and one for everybody else, joined by a bridge. The machine's own network
is not touched, and everything is gone when they are removed."""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Iterator

from processes import Failed, run

PREFIX = "workup-ha-"
# Where the service and its clients are.
HUB = "hub"
_CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


def enter(name: str) -> None:
    """Puts the calling thread, and what it starts, into a namespace."""
    _set(f"/run/netns/{PREFIX}{name}")


def _set(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if _libc.setns(descriptor, _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), path)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def inside(name: str) -> Iterator[None]:
    """For a while, the calling thread and what it starts are in a namespace."""
    before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    try:
        enter(name)
        yield
    finally:
        if _libc.setns(before, _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "namespace of before")
        os.close(before)


class Networks:
    """Nodes by name, with their addresses, on one network with the hub."""

    def __init__(self, nodes: dict[str, str], hub: str) -> None:
        self.nodes = nodes
        self.hub = hub
        self.names = [*nodes, HUB]

    def make(self) -> None:
        """Makes them; what a run that was killed left behind is removed first."""
        for name in self.names:
            if os.path.exists(f"/run/netns/{PREFIX}{name}") and self.pids(name):
                raise Failed(f"another run is at work in the namespace {PREFIX}{name}")
        self.remove()
        for name in self.names:
            run(["ip", "netns", "add", PREFIX + name])
            self._ip(name, "link", "set", "lo", "up")
        self._ip(HUB, "link", "add", "bridge", "type", "bridge")
        self._ip(HUB, "address", "add", f"{self.hub}/24", "dev", "bridge")
        self._ip(HUB, "link", "set", "bridge", "up")
        for name, address in self.nodes.items():
            self._ip(HUB, "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", PREFIX + name)
            self._ip(HUB, "link", "set", name, "master", "bridge", "up")
            self._ip(name, "address", "add", f"{address}/24", "dev", "eth0")
            self._ip(name, "link", "set", "eth0", "up")

    def remove(self) -> None:
        """Kills what runs in them, and takes them away."""
        for name in self.names:
            if not os.path.exists(f"/run/netns/{PREFIX}{name}"):
                continue
            self.kill(name)
            run(["ip", "netns", "delete", PREFIX + name])

    def pids(self, name: str) -> list[int]:
        """Every process in a namespace."""
        return [int(word) for word in run(["ip", "netns", "pids", PREFIX + name]).split() if int(word) != os.getpid()]

    def kill(self, name: str) -> None:
        """Every process of a node at once, and again until there is none."""
        deadline = time.monotonic() + 30
        while pids := self.pids(name):
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if time.monotonic() > deadline:
                raise Failed(f"processes in {PREFIX}{name} do not end: {pids}")
            time.sleep(0.05)

    def unplug(self, name: str) -> None:
        """The node's cable is pulled: both sides see that."""
        self._ip(HUB, "link", "set", name, "down")

    def silence(self, name: str) -> None:
        """Whatever the node sends or is sent vanishes, and nobody is told."""
        self._ip(HUB, "link", "set", name, "nomaster")

    def join(self, name: str) -> None:
        """The node is on the network again."""
        self._ip(HUB, "link", "set", name, "master", "bridge", "up")

    @staticmethod
    def _ip(name: str, *words: str) -> None:
        run(["ip", "-netns", PREFIX + name, *words])
