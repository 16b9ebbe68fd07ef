# The services to compare with, started on the same database as the one under measurement.
import http.client
import json
import os
import pathlib
import signal
import subprocess
import time

import statements
from service import BenchError, free_port

WORKERS = 2
_ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
_PEERS = _ROOT / "Tests" / "Peers"
_PYTHON = _ROOT / ".build" / "peers" / "bin" / "python"


class Peer:
    """FastAPI with asyncpg under uvicorn, with two workers, for the time of a `with`."""

    def __init__(self, service, routes):
        self.service = service
        self.routes = routes
        self.port = free_port()
        self.process = None

    def __enter__(self):
        written = self.service.folder / "peer-statements.json"
        written.write_text(json.dumps({
            name: statements.for_peers(groups) for name, groups in self.routes.items()}))
        log = open(self.service.folder / "peer.log", "wb")
        self.process = subprocess.Popen(
            [_PYTHON, "-m", "uvicorn", "fastapi_peer:app", "--app-dir", _PEERS, "--host", "127.0.0.1", "--port",
             str(self.port), "--workers", str(WORKERS), "--loop", "uvloop", "--http", "httptools", "--no-access-log",
             "--log-level", "warning"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            env=os.environ | {"PEER_STATEMENTS": str(written), "PEER_DATABASE": str(self.service.socket_folder),
                              "PYTHONDONTWRITEBYTECODE": "1"})
        log.close()
        for _ in range(600):
            if self.process.poll() is not None:
                break
            if self._answers():
                return self
            time.sleep(0.05)
        self.__exit__()
        raise BenchError("the peer did not start: " + (self.service.folder / "peer.log").read_text()[-2000:])

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def _answers(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            connection.request("GET", "/")
            return connection.getresponse().status == 404
        except OSError:
            return False


def check(peer, service, path, part=None):
    """Both answer with the same document, or with the same part of it; else the comparison is of two things."""
    answers = []
    for port in (service.port, peer.port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path, headers={"Authorization": f"Bearer {service.token}"})
        answer = connection.getresponse()
        body = answer.read()
        answers.append((answer.status, json.loads(body)[part] if part and answer.status == 200 else body))
    if answers[0] != answers[1] or answers[0][0] != 200:
        raise BenchError(f"service and peer answer differently: {[(code, len(body)) for code, body in answers]}")
