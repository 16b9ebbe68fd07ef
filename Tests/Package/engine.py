"""A container engine of its own, podman, in a network and a tree of control groups that nothing else is in.

Where this machine may not raise limits of resources (it lacks CAP_SYS_RESOURCE), containers run with its own limits, and
without control groups; everything else is as it is asked for.
"""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from machine import run
from table import NotHere, Wrong

RUNTIME = """#!/usr/bin/env python3
# Runs crun without the limits of resources that this machine may not set.
import json, os, sys

words = sys.argv[1:]
for kind, option in (("create", "--bundle"), ("exec", "--process")):
    if kind not in words or not {option, option[1:3]} & set(words):
        continue
    path = words[next(place for place, word in enumerate(words) if word in (option, option[1:3])) + 1]
    path = os.path.join(path, "config.json") if kind == "create" else path
    with open(path) as file:
        content = json.load(file)
    content.get("process", content).pop("rlimits", None)
    with open(path, "w") as file:
        json.dump(content, file)
os.execv("/usr/bin/crun", ["crun", *words])
"""
# Of the capabilities of this process.
CAP_SYS_RESOURCE = 24


class Engine:
    """podman with images of its own."""

    def __init__(self, folder: Path) -> None:
        # deploy/package.sh installs it there.
        self._compose = folder.parent / "compose" / "bin" / "podman-compose"
        for program in ("podman", "crun", str(self._compose)):
            if shutil.which(program) is None:
                raise NotHere(f"{program} is not on this machine")
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._runtime = self._make_runtime()
        self._base = ["--root", f"{folder}/root", "--runroot", f"{folder}/run", "--runtime", self._runtime]
        self._base += ["--cgroup-manager", "cgroupfs", "--log-level", "error"]
        # One process that keeps the namespaces.
        inside = "ip link set lo up; umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup;"
        # Where podman keeps networks and the addresses it gave, whatever its root is.
        own = "/run/netns /run/containers /etc/containers/networks"
        inside += f" for place in {own}; do mkdir -p $place; mount -t tmpfs none $place; done; echo there; exec sleep infinity"
        self._keeper = subprocess.Popen(["unshare", "--net", "--mount", "sh", "-c", inside], stdout=subprocess.PIPE, text=True)
        assert self._keeper.stdout is not None
        if self._keeper.stdout.readline().strip() != "there":
            raise NotHere("this machine gives no namespace of networks")
        # What a run that was cut short left behind, addresses that it had taken among it.
        self._clear()
        shutil.rmtree(folder / "run", ignore_errors=True)

    def _make_runtime(self) -> str:
        """The program that runs containers, and how podman calls it."""
        status = Path("/proc/self/status").read_text()
        has_all = int(status.split("CapEff:")[1].split()[0], 16) >> CAP_SYS_RESOURCE & 1
        if has_all:
            return "crun"
        path = self.folder / "bin" / "crun"
        path.parent.mkdir(exist_ok=True)
        path.write_text(RUNTIME)
        path.chmod(0o755)
        (self.folder / "containers.conf").write_text('[containers]\ncgroups = "disabled"\n')
        os.environ["CONTAINERS_CONF"] = str(self.folder / "containers.conf")
        return str(path)

    @property
    def has_groups(self) -> bool:
        """Whether containers have control groups."""
        return self._runtime == "crun"

    def build(self, name: str, file: Path, folder: Path, base: str) -> None:
        """Builds an image with this machine's network, from where its packages come."""
        words = ["--isolation", "chroot", "--network", "host", "--build-arg", f"BASE={base}", "--tag", name]
        run("podman", *self._base, "build", *words, "--file", file, folder, timeout=1800)

    def import_base(self, root: Path) -> None:
        """An image of the fresh root."""
        if "workup-base" in run("podman", *self._base, "images", "--format", "{{.Repository}}"):
            return
        tar = self.folder / "base.tar"
        left_out = [f"--exclude=./{place}/*" for place in ("proc", "sys", "dev", "run", "var/cache/apt/archives")]
        run("tar", "--directory", root, *left_out, "--create", "--file", tar, ".")
        run("podman", *self._base, "import", tar, "localhost/workup-base:latest")
        tar.unlink()

    def _words(self, *words: str) -> list[str]:
        return ["nsenter", "--target", str(self._keeper.pid), "--net", "--mount", *words]

    def inside(self, *words: str, timeout: float = 300, text: str | None = None) -> str:
        """What a program says that runs in the engine's network."""
        done = subprocess.run(
            self._words(*words), capture_output=True, text=True, timeout=timeout, input=text, errors="replace"
        )
        if done.returncode:
            raise Wrong(f"{' '.join(words)[:120]} ended with {done.returncode}: {(done.stdout + done.stderr)[-500:]}")
        return done.stdout

    def podman(self, *words: str, text: str | None = None) -> str:
        """What podman says in the engine's network."""
        return self.inside("podman", *self._base, *words, text=text)

    def compose(self, folder: Path, *words: str) -> str:
        """What podman-compose says about the file in a folder."""
        file = str(folder / "compose.yaml")
        return self.inside(str(self._compose), "--podman-args", " ".join(self._base), "--file", file, *words, timeout=600)

    def last_words(self, name: str) -> str:
        """What a container said last, on either stream."""
        words = self._words("podman", *self._base, "logs", "--tail", "4", name)
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, errors="replace")
        return f"{name}: {(done.stdout + done.stderr).strip()[-700:]}"

    def inspect(self, name: str) -> dict:
        """What podman knows of a container."""
        found = json.loads(self.podman("inspect", name))
        return found[0]

    def wait_for(self, seconds_max: float, *words: str) -> float:
        """Waits until a program in the engine's network succeeds."""
        start = time.monotonic()
        while True:
            try:
                self.inside(*words)
                return time.monotonic() - start
            except Wrong as reason:
                if time.monotonic() - start > seconds_max:
                    raise Wrong(f"not so within {seconds_max:.0f} s: {reason}") from None
                time.sleep(1)

    def _clear(self) -> None:
        """Removes containers, volumes and networks, and nothing else: images are kept for the next run."""
        for words in (
            ["rm", "--all", "--force", "--time", "5", "--depend"],
            ["volume", "prune", "--force"],
            ["network", "prune", "--force"],
        ):
            subprocess.run(self._words("podman", *self._base, *words), capture_output=True, timeout=120)

    def close(self) -> None:
        """Ends what runs, and the namespaces with it."""
        self._clear()
        self._keeper.kill()
        self._keeper.wait()
