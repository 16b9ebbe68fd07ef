"""The same package on a database of its administrator's, set up as docs/operations/installing.md tells."""

import json
import re

from machine import Machine
from table import Table, expect
from use import ADDRESS, CONFIGURATION, ROOT
from walls import GROUP

SECRET = "/etc/workup/private/pgpass"
URL = f"host=127.0.0.1 dbname=workup user=workup_login passfile={SECRET}"
KEYS = "/var/lib/workup/keys"
PASSWORD = "molen-kastanje-veerpont"


def prepare(machine: Machine) -> str:
    """The server's settings, login, database and roles, by the database's administrator."""
    version = machine.sh("pg_lsclusters --no-header | cut -d' ' -f1").strip()
    machine.sh(f"pg_ctlcluster {version} main stop && cd /tmp && runuser -u postgres -- "
               f"/usr/lib/postgresql/{version}/bin/pg_checksums --enable --pgdata /var/lib/postgresql/{version}/main")
    page = (ROOT / "docs/operations/installing.md").read_text()
    found = re.search(r"```\n(log_error_verbosity.*?)```", page, re.DOTALL)
    expect(found is not None, "the documentation has no settings for a server")
    machine.write(f"/etc/postgresql/{version}/main/conf.d/workup.conf", found[1] if found else "")
    machine.sh(f"systemctl start postgresql@{version}-main")
    machine.wait_for("pg_lsclusters --no-header | grep -q online", 30)
    as_postgres = "cd /tmp && runuser -u postgres --"
    psql = f"{as_postgres} psql --quiet --set ON_ERROR_STOP=1"
    machine.sh(f"{psql}", text=f"create role workup_login login password '{PASSWORD}';")
    machine.sh(f"{as_postgres} createdb --owner workup_login workup")
    file = "/usr/share/doc/workup/examples/roles.sql"
    machine.sh(f"{psql} --set login=workup_login --file {file} workup")
    machine.sh(f"install -o workup -g workup -m 0400 /dev/stdin {SECRET}", text=f"*:*:*:workup_login:{PASSWORD}\n")
    refused = machine.attempt(f"{psql} --set login=workup --file {file} workup")
    expect(refused.returncode != 0, "a login called workup is taken")
    return machine.sh("pg_lsclusters --no-header | cut -c1-30").strip()


def serve(machine: Machine) -> str:
    """The service is ready on it, and runs no server of its own."""
    kept = machine.sh(f"cat {CONFIGURATION}")
    settings = json.loads(kept)
    del settings["data"]
    settings["database"] = {"url": URL}
    # The machine has keys already: those of the record that it kept by itself until now.
    settings["audit"] = {"keyFile": f"{KEYS}/elsewhere", "checkpointFile": f"{KEYS}/elsewhere-checkpoint"}
    machine.write(CONFIGURATION, json.dumps(settings, indent=4) + "\n")
    try:
        machine.sh("systemctl restart workup", timeout=120)
        machine.wait_for(f"curl -fs {ADDRESS}/health/ready", 60)
        names = machine.sh(f"for p in $(cat {GROUP}/cgroup.procs); do cat /proc/$p/comm; done").split()
        expect("postgres" not in names, f"it runs {names}")
        users = json.loads(machine.sh("workup user list --output json"))
        expect(users["items"] == [], f"another record is served: {users}")
        machine.sh("workup check >/dev/null")
    finally:
        machine.write(CONFIGURATION, kept)
        machine.sh("systemctl restart workup")
    return "by a password in a file of the service's"


def check(table: Table, machine: Machine) -> None:
    """The rows of a database elsewhere."""
    if table.check("database", "one of the administrator's, with deploy/roles.sql", lambda: prepare(machine)):
        table.check("database", "the service is ready on it, without a server of its own", lambda: serve(machine))
