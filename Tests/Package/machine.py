"""A fresh Debian of its own: made by debootstrap once, booted with its own systemd in namespaces, thrown away after a run.

Its packages come from where this machine's come from. It has no network but itself: what apt installs in it was fetched
before, and every address in it is only there.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from table import Wrong

BASE_PACKAGES = "systemd,systemd-sysv,dbus,iproute2,ca-certificates,curl,openssl,procps,python3"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def run(*words: str | Path, timeout: float = 900, text: str | None = None) -> str:
    """What a program of this machine says; its failure is an exception with its last words."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=timeout, input=text)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-600:]
        raise Wrong(f"{' '.join(str(word) for word in words)[:120]} ended with {done.returncode}: {said}")
    return done.stdout


def mirror() -> tuple[str, str]:
    """From where this machine has its Debian, and which release that is."""
    form = "$(CREATED_BY)|$(ORIGIN)|$(REPO_URI)|$(CODENAME)"
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line
    ).get("VERSION_CODENAME", "").strip('"')
    for line in run("apt-get", "indextargets", "--format", form).splitlines():
        kind, origin, address, codename = line.split("|")
        if kind == "Packages" and origin in ("Debian", "Ubuntu") and codename == release:
            return address, release
    raise Wrong("apt names no Debian or Ubuntu that this machine has its packages from")


def make_base(folder: Path, package: Path, others: list[str]) -> None:
    """Makes the fresh root, where it is not there, and fetches what is going to be installed in it."""
    address, release = mirror()
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        run("debootstrap", "--variant=minbase", f"--include={BASE_PACKAGES}", release, folder / "root", address)
        (folder / "made").touch()
    root = folder / "root"
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    shutil.copy(package, root / "root/workup.deb")
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "--download-only", "/root/workup.deb", *others]):
        run("chroot", root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *words)
    (root / "root/workup.deb").unlink()


class Machine:
    """One booted machine on a throw-away layer over the base."""

    def __init__(self, base: Path, folder: Path) -> None:
        self.root = folder / "root"
        self._folder = folder
        self._base = base
        self._process: subprocess.Popen[bytes] | None = None
        self._leader = 0

    def boot(self) -> None:
        """Boots it and waits until its systemd says that everything runs."""
        self.discard()
        for name in ("upper", "work", "root"):
            (self._folder / name).mkdir(parents=True)
        layers = f"lowerdir={self._base},upperdir={self._folder}/upper,workdir={self._folder}/work"
        run("mount", "-t", "overlay", "workup-package", "-o", layers, self.root)
        words = ["systemd-nspawn", "--quiet", "--boot", "--register=no", "--private-network", "--console=pipe"]
        # What the machine's systemd needs to hold back addresses.
        words += ["--capability=CAP_BPF", "--system-call-filter=bpf"]
        if not Path("/run/systemd/system").exists():
            words.append("--keep-unit")
        with open(self._folder / "console.log", "wb") as console:
            self._process = subprocess.Popen(
                [*words, "--machine=workup-package", f"--directory={self.root}"],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                # The machine's own control groups, of the kind that today's systems have.
                env=os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            )
        self._leader = self._find_leader()
        self.wait_for("systemctl is-system-running --quiet || systemctl is-system-running | grep -q degraded", 120)

    def _find_leader(self) -> int:
        """The process that is the first one in the machine."""
        process = self._process
        assert process is not None
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for _ in range(300):
            if process.poll() is not None:
                raise Wrong(f"the machine did not boot: {(self._folder / 'console.log').read_text()[-400:]}")
            # Before the last of its forks, the child is not the machine's first process yet.
            for child in children.read_text().split() if children.exists() else []:
                if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                    return int(child)
            time.sleep(0.1)
        raise Wrong("the machine has no first process")

    def words(self, command: str) -> list[str]:
        """How a command is run as root in the machine."""
        inside = ["nsenter", "--target", str(self._leader), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup"]
        variables = ["env", "-i", f"PATH={PATH}", "HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        return [*inside, *variables, "sh", "-c", f"cd /root && {command}"]

    def sh(self, command: str, timeout: float = 600, text: str | None = None) -> str:
        """What a command says, run as root in the machine; its failure is an exception."""
        done = self.attempt(command, timeout, text)
        if done.returncode:
            said = (done.stdout + done.stderr).strip()[-500:]
            if "systemctl" in command:
                # What a unit failed of stands in the journal alone.
                said += "\n" + self.attempt("journalctl --no-pager --output cat --lines 25").stdout[-2000:]
            raise Wrong(f"`{command[:100]}` ended with {done.returncode}: {said}")
        return done.stdout

    def attempt(self, command: str, timeout: float = 600, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """A command's outcome, whatever it is."""
        return subprocess.run(
            self.words(command), capture_output=True, text=True, timeout=timeout, input=text, errors="replace"
        )

    def wait_for(self, command: str, seconds_max: float) -> float:
        """Waits until a command succeeds; gives how many seconds that took."""
        start = time.monotonic()
        while self.attempt(command).returncode:
            if time.monotonic() - start > seconds_max:
                raise Wrong(f"not so within {seconds_max:.0f} s: {command[:120]}")
            time.sleep(0.3)
        return time.monotonic() - start

    def copy(self, source: Path, place: str) -> None:
        """Copies a file into the machine."""
        target = self.root / place.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)

    def write(self, place: str, content: str) -> None:
        """Writes a file in the machine."""
        target = self.root / place.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)

    def discard(self) -> None:
        """Ends the machine, and what it wrote."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if os.path.ismount(self.root):
            run("umount", self.root)
        shutil.rmtree(self._folder, ignore_errors=True)
