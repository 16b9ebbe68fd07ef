"""What the unit really holds back, asked of the running processes and not of the unit's text."""

import re
import time

from machine import Machine
from table import Table, expect

GROUP = "/sys/fs/cgroup/system.slice/workup.service"
ELSEWHERE = "192.0.2.80"


def main_process(machine: Machine) -> str:
    """The process id of the service."""
    return machine.sh("systemctl show --value --property=MainPID workup").strip()


def everybody(machine: Machine) -> str:
    """The service, every process of PostgreSQL and the Python that made the PDF have no right and no way to one."""
    found: dict[str, int] = {}
    root = machine.sh("readlink /proc/1/ns/user").strip()
    for process in machine.sh(f"cat {GROUP}/cgroup.procs").split():
        status = machine.attempt(f"cat /proc/{process}/status && readlink /proc/{process}/ns/user && id -u workup").stdout
        if not status:  # It ended meanwhile, as PostgreSQL's workers do.
            continue
        fields = dict(re.findall(r"^(\w+):\s+(.*)$", status, re.MULTILINE))
        *_, namespace, account = status.split()
        name = fields["Name"]
        found[name] = found.get(name, 0) + 1
        for field, value in (("NoNewPrivs", "1"), ("Seccomp", "2"), ("CapBnd", "0" * 16), ("CapEff", "0" * 16)):
            expect(fields[field] == value, f"{name}: {field} is {fields[field]}")
        expect(fields["Uid"].split() == [account] * 4, f"{name} runs as {fields['Uid']}")
        expect(namespace != root, f"{name} is in the machine's own namespace of users")
    expect({"workup", "postgres"} <= found.keys() and any(name.startswith("python") for name in found), str(found))
    return ", ".join(f"{count} {name}" for name, count in sorted(found.items()))


def disk(machine: Machine) -> str:
    """Nothing but its own folders can be written, and the homes are not there, even for root in its place."""
    inside = f"nsenter --target {main_process(machine)} --mount sh -c"
    for place in ("/usr/bin", "/etc/workup", "/var/log", "/srv"):
        said = machine.attempt(f"{inside} 'touch {place}/written'")
        expect(said.returncode != 0 and "Read-only" in said.stderr, f"{place}: {said.stderr.strip() or 'written'}")
    machine.sh(f"{inside} 'touch /var/lib/workup/written && rm /var/lib/workup/written'")
    hidden = machine.attempt(f"{inside} 'ls -A /root /home /sys/kernel/debug'").stdout
    expect("cases" not in hidden, hidden)
    devices = set(machine.sh(f"{inside} 'ls /dev'").split())
    expect(not devices & {"sda", "vda", "mem", "kmsg", "fuse", "net"}, str(devices))
    return ""


def memory(machine: Machine) -> str:
    """No memory of a process of the service is writable and executable at once."""
    counted = 0
    for process in machine.sh(f"cat {GROUP}/cgroup.procs").split():
        maps = machine.attempt(f"cat /proc/{process}/maps").stdout
        both = [line for line in maps.splitlines() if re.match(r"\S+ .w.?x", line) or re.match(r"\S+ rwx", line)]
        expect(not both, f"{process}: {both[:1]}")
        counted += bool(maps)
    expect(counted > 3, f"{counted} processes")
    return f"{counted} processes"


def network(machine: Machine) -> str:
    """From the service's control group this machine can be reached, another address can not; from beside it, it can."""
    machine.sh(f"ip address add {ELSEWHERE}/32 dev lo")
    machine.sh(
        f"systemd-run --quiet --unit=elsewhere --property=WorkingDirectory=/tmp python3 -m http.server 8000 --bind {ELSEWHERE}"
    )
    machine.wait_for(f"curl -s -o /dev/null --max-time 2 http://{ELSEWHERE}:8000/", 20)
    join = f"echo $$ > {GROUP}/cgroup.procs && exec curl -s -o /dev/null --max-time 3"
    machine.sh(f'sh -c "{join} http://127.0.0.1:8080/health/live"'.replace("$$", "\\$\\$"))
    refused = machine.attempt(f'sh -c "{join} http://{ELSEWHERE}:8000/"'.replace("$$", "\\$\\$"))
    expect(refused.returncode != 0, "the service may call another address")
    machine.sh("systemctl stop elsewhere")
    return f"curl ended with {refused.returncode}"


def back_after(machine: Machine, before: str) -> float:
    """Seconds until a service with another process id than before is ready."""
    another = f"test $(systemctl show --value -p MainPID workup) != {before}"
    return machine.wait_for(f"{another} && curl -fs 127.0.0.1:8080/health/ready", 90)


def crash(machine: Machine) -> str:
    """A service that is killed is started anew, and so is its database."""
    before = main_process(machine)
    machine.sh(f"kill -KILL {before}")
    seconds = back_after(machine, before)
    return f"ready after {seconds:.1f} s"


def hang(machine: Machine) -> str:
    """A service that hangs gives no sign of life, and is started anew."""
    machine.write("/etc/systemd/system/workup.service.d/test.conf", "[Service]\nWatchdogSec=4\nTimeoutAbortSec=5\n")
    machine.sh("systemctl daemon-reload && systemctl restart workup")
    time.sleep(10)
    before = main_process(machine)
    expect(machine.sh("systemctl is-active workup").strip() == "active", "it does not give signs of life")
    machine.sh(f"kill -STOP {before}")
    seconds = back_after(machine, before)
    expect("watchdog" in machine.sh("journalctl -u workup --no-pager").lower(), "the journal has no word of the watchdog")
    machine.sh("rm -r /etc/systemd/system/workup.service.d && systemctl daemon-reload && systemctl restart workup")
    return f"ready after {seconds:.1f} s, asked every 4 s"


def stop(machine: Machine) -> str:
    """Stopping takes less than its 30 seconds, ends the database in good order, and leaves nothing behind."""
    start = time.monotonic()
    machine.sh("systemctl stop workup")
    seconds = time.monotonic() - start
    expect(seconds < 30, f"{seconds:.0f} s")
    expect(machine.sh("systemctl show --value -p Result workup").strip() == "success", "it did not end well")
    expect(machine.attempt("pgrep -u workup").returncode == 1, "processes are left")
    logs = machine.sh("cat /var/lib/workup/postgresql/log/postgresql-*.log").splitlines()
    expect("database system is shut down" in logs[-1], logs[-1])
    machine.sh("systemctl start workup")
    return f"{seconds:.1f} s"


def misconfigured(machine: Machine) -> str:
    """A wrong configuration ends with 78, is told in the journal, and is not tried again and again."""
    machine.sh("cp /etc/workup/workup.json kept.json && echo '{\"http\": {\"prot\": 1}}' > /etc/workup/workup.json")
    machine.attempt("systemctl restart workup")
    time.sleep(6)
    state = machine.sh("systemctl show --value -p ActiveState,ExecMainStatus,NRestarts workup").split()
    told = machine.sh("journalctl -u workup --no-pager -o cat | tail -20")
    machine.sh("cat kept.json > /etc/workup/workup.json && systemctl reset-failed workup && systemctl start workup")
    expect(sorted(state) == ["0", "78", "failed"], str(state))
    expect("http.prot" in told, told[-200:])
    return ""


def check(table: Table, machine: Machine) -> None:
    """The rows of the walls; a PDF was made before, so its Python is there."""
    table.check("walls", "service, database and PDFs run without any right", lambda: everybody(machine))
    table.check("walls", "no memory is both written and run", lambda: memory(machine))
    table.check("walls", "the disk is closed but for its own folders", lambda: disk(machine))
    table.check("walls", "other machines are out of reach", lambda: network(machine))
    table.check("walls", "a killed service comes back", lambda: crash(machine))
    table.check("walls", "a hanging service comes back", lambda: hang(machine))
    table.check("walls", "it stops in time and in order", lambda: stop(machine))
    table.check("walls", "a wrong configuration is told once", lambda: misconfigured(machine))
