# The service under measurement: started on a private data folder, watched, and stopped again.
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

LOGIN = "bench"
ORGANISATION = "NMC"


class BenchError(Exception):
    """What keeps the bench from measuring, in a sentence."""


class Service:
    """`workup serve` on an own data folder with durable settings, at a free port."""

    def __init__(self, program, settings=None):
        self.program = str(program)
        # Variables of the environment beside the usual ones.
        self.settings = settings or {}
        # Not below /tmp: that may be memory, and what is measured here waits for the disk.
        base = os.environ.get("BENCH_FOLDER", "/var/tmp")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="workup-bench-", dir=base))
        # As root, PostgreSQL runs as another user, who must be let through to its data.
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.process = None
        self.port = None
        self.token = None

    # MARK: Start and stop

    def start(self):
        """Starts the service; the seconds until it says that it is ready."""
        self.port = free_port()
        log = open(self.folder / "service.log", "ab")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", str(self.data), "--port", str(self.port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment() | self.settings)
        log.close()
        while time.monotonic() - begun < 60:
            if self.process.poll() is not None:
                raise BenchError(f"the service ended with code {self.process.returncode}: {self._log_end()}")
            if self._is_ready():
                return time.monotonic() - begun
            time.sleep(0.01)
        raise BenchError(f"the service was not ready within 60 s: {self._log_end()}")

    def stop(self):
        """Ends the service and its database in order."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def remove(self):
        """Stops, and removes all that was made."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _is_ready(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def _log_end(self):
        return (self.folder / "service.log").read_text(errors="replace")[-2000:]

    # MARK: Commands beside it

    def command(self, *arguments):
        """Runs a command on the same data; its JSON lines."""
        done = subprocess.run(
            [self.program, *arguments, "--data", str(self.data), "--output", "json"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, env=_environment(), check=False)
        if done.returncode != 0:
            raise BenchError(f"workup {' '.join(arguments[:2])} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def make_accounts(self):
        """An organisation, a neurologist and their token."""
        self.command("organisation", "add", ORGANISATION, "Neuromuscular centre", "neuromuscularCentre")
        self.make_account(LOGIN, "neurologist")
        self.token = json.loads(self.command("token", "create", LOGIN, "--name", "bench"))["token"]

    def make_account(self, login, role):
        """An account of the organisation; the secret by which its user signs in for the first time."""
        made = self.command("user", "add", login, "Bench", role, "--organisation", ORGANISATION, "--set-up-secret")
        return json.loads(made)["setUpSecret"]

    def timed(self, *arguments):
        """Runs a command on the same data; the seconds it took, the lines it printed, its peak memory in MiB."""
        answers, talk, told = (self.folder / f"command.{end}" for end in ("ndjson", "log", "told"))
        command = [self.program, *map(str, arguments), "--data", str(self.data), "--output", "json"]
        launch = pathlib.Path(__file__).parent / "launch.py"
        with open(answers, "wb") as output, open(talk, "wb") as errors:
            subprocess.run(
                [sys.executable, launch, told, *map(str, command)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=_environment(), check=True)
        code, took, memory = told.read_text(encoding="ascii").split()
        if code != "0":
            raise BenchError(
                f"workup {' '.join(map(str, arguments[:2]))} ended with {code}: "
                + talk.read_text(errors="replace")[-2000:])
        return float(took), answers.read_text(encoding="utf-8").splitlines(), int(memory) / (1 << 20)

    def import_cases(self, file):
        """Imports a file of cases; the seconds it took, the ids of its workups in order, peak memory in MiB."""
        took, lines, memory = self.timed("import", file)
        rows = [json.loads(line) for line in lines]
        ids = [row["workupId"] for row in rows if row["result"] == "imported"]
        if len(ids) != len(rows):
            raise BenchError(f"{len(rows) - len(ids)} of {len(rows)} cases were not imported")
        return took, ids, memory

    # MARK: What is seen of it

    def median_answer_ms(self, path, count):
        """The median milliseconds of a GET on one connection that stays open, the first tenth left out."""
        times = self.answers_ms(path, count)
        return times[len(times) // 2]

    def answers_ms(self, path, count):
        """The milliseconds of a GET, the least first, on one connection that stays open, the first tenth left out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        times = []
        for _ in range(count):
            begun = time.perf_counter()
            connection.request("GET", path, headers={"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            body = answer.read()
            times.append((time.perf_counter() - begun) * 1_000)
            if answer.status != 200 or not body:
                raise BenchError(f"GET {path.split('?')[0]} was answered with {answer.status}")
        return sorted(times[count // 10:])

    def peak_memory_mib(self):
        """The most memory the service's own process ever held, where the system tells; else what it holds now."""
        try:
            for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1_024
        except FileNotFoundError:
            pass
        done = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True)
        return int(done.stdout) / 1_024

    # MARK: Its database

    @property
    def socket_folder(self):
        """Where the database's socket is."""
        inside = self.data / "socket"
        return inside if inside.exists() else pathlib.Path((self.data / "socket-folder").read_text().strip())

    def sql(self, text):
        """Runs a script as the database's superuser; what it prints, unaligned."""
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", str(self.socket_folder), "-U", "postgres",
             "-d", "workup", "-f", "-"],
            input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"psql ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


def _environment():
    """Only what a program needs: settings of the caller's own must not be measured along."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORKUP_", "PG"))}
    # Backups take turns with what is measured, and whether pgBackRest is installed must not decide.
    kept |= {"WORKUP_BACKUP_REPOSITORY": "none"}
    # All of the load comes from one address and by one account.
    limits = ("ADDRESS_REQUESTS", "ACCOUNT_REQUESTS", "PATIENT_READS")
    return kept | {"LANG": "C.UTF-8"} | {f"WORKUP_LIMITS_{limit}_PER_MINUTE": "0" for limit in limits}


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
