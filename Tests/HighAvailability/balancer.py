"""HAProxy with the file of deploy/haproxy, in which addresses and paths are those of this run, and nothing else is."""

import re
import signal
import socket
import ssl
from pathlib import Path

from instance import NAME, Instance
from processes import ROOT, Failed, Process, run, wait_until
from session import Address

FILE = ROOT / "deploy" / "haproxy" / "haproxy.cfg"
# Whom the proxy tells of: the people's own address, from which they come to it.
PERSON = "127.0.0.9"


def _replaced(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise Failed(f"{FILE.name} has {old!r} {text.count(old)} times")
    return text.replace(old, new)


def configuration(folder: Path, plain: int, secure: int, instances: list[Instance]) -> str:
    """The shipped file with this run's addresses."""
    text = FILE.read_text(encoding="utf-8")
    text = _replaced(text, "bind :80\n", f"bind 127.0.0.1:{plain}\n")
    text = _replaced(text, "bind :443 ", f"bind 127.0.0.1:{secure} ")
    text = _replaced(text, "crt /etc/ssl/workup/workup.pem", f"crt {folder}/workup.pem")
    text = _replaced(text, "/run/haproxy/admin.sock", f"{folder}/admin.sock")
    # What it says goes to a file here.
    text = _replaced(text, "log /dev/log local0", "log stdout format raw local0")
    places = re.findall(r"^    server \w+ (\S+) check$", text, re.MULTILINE)
    if len(places) != len(instances):
        raise Failed(f"{FILE.name} has {len(places)} instances")
    for place, instance in zip(places, instances):
        text = _replaced(text, f" {place} check", f" {instance.host}:{instance.port} check")
    return text


class Balancer:
    """HAProxy before some instances."""

    def __init__(self, folder: Path, ports: tuple[int, int], instances: list[Instance]) -> None:
        self.folder, (self.plain, self.secure) = folder, ports
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
             "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1",
             "-keyout", folder / "key.pem", "-out", folder / "chain.pem"])
        both = (folder / "chain.pem").read_text() + (folder / "key.pem").read_text()
        (folder / "workup.pem").write_text(both)
        self.text = configuration(folder, self.plain, self.secure, instances)
        self._process: Process | None = None

    def start(self, *, with_checks: bool = True) -> None:
        """Starts it and waits until it passes requests on; without checks it takes every instance for ready."""
        text = self.text if with_checks else re.sub(r"^(    server .*) check$", r"\1", self.text, flags=re.MULTILINE)
        file = self.folder / "haproxy.cfg"
        file.write_text(text, encoding="utf-8")
        run(["haproxy", "-c", "-q", "-f", file])
        self._process = Process(["haproxy", "-db", "-f", file], self.folder / "haproxy.log")
        wait_until("HAProxy", self._answers, 20)

    def _answers(self) -> bool:
        try:
            # From a new start on every instance counts as ready until it was asked.
            return all(line.split(",")[17].startswith(("UP", "no check")) for line in self.states())
        except OSError:
            return False

    def states(self) -> list[str]:
        """What it says of each instance."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(self.folder / "admin.sock"))
            asking.sendall(b"show stat workup 4 -1\n")
            told = b"".join(iter(lambda: asking.recv(65536), b"")).decode()
        return [line for line in told.splitlines() if line.startswith("workup,")]

    def is_up(self, instance: Instance, place: int) -> bool:
        """Whether it sends requests to an instance."""
        return self.states()[place].split(",")[17].startswith("UP")

    def stop(self) -> None:
        """Ends it at once."""
        if self._process is not None and self._process.is_running:
            self._process.end(signal.SIGTERM)

    @property
    def address(self) -> Address:
        """Where people reach it."""
        trust = ssl.create_default_context(cafile=str(self.folder / "chain.pem"))
        return Address("127.0.0.1", self.secure, trust, NAME, PERSON)
