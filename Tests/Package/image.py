"""The image and the compose file as they are shipped: built, started, used through Caddy, stopped, started again."""

import json
import re
import secrets
import shutil
from pathlib import Path

from engine import Engine
from table import Table, Wrong, expect
from use import CASES, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
STANDINS = Path(__file__).resolve().parent / "standins"
BASE = "localhost/workup-base:latest"
# Caddy makes a certificate of its own for this name.
NAME = "localhost"
ORIGIN = f"https://{NAME}"
NAMES = {service: f"workup_{service}_1" for service in ("database", "workup", "proxy")}


def build(engine: Engine, root: Path, package: Path, folder: Path) -> str:
    """The Dockerfile makes an image of the package; stand-ins take the places of the two public images."""
    engine.import_base(root)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "deploy", folder, ignore=shutil.ignore_patterns("*.deb", "secrets"))
    shutil.copy(package, folder / package.name)
    engine.build("docker.io/library/postgres:17-bookworm", STANDINS / "Dockerfile.postgres", STANDINS, BASE)
    engine.build("docker.io/library/caddy:2", STANDINS / "Dockerfile.caddy", STANDINS, BASE)
    engine.build("localhost/workup:latest", folder / "Dockerfile", folder, BASE)
    version = engine.podman("run", "--rm", "--network", "none", "localhost/workup:latest", "--version").strip()
    account = engine.podman("run", "--rm", "--network", "none", "--entrypoint", "id", "localhost/workup:latest", "-un").strip()
    expect(account == "workup", f"it runs as {account}")
    return f"{version} as {account}"


def make_secrets(folder: Path) -> None:
    """The files with secrets, as the head of compose.yaml tells to make them."""
    place = folder / "secrets"
    place.mkdir(mode=0o700)
    password = secrets.token_hex(24)
    for name, content in (
        ("superuser", secrets.token_hex(24) + "\n"),
        ("password", password + "\n"),
        ("pgpass", f"*:*:workup:workup_login:{password}\n"),
    ):
        (place / name).write_text(content)
        (place / name).chmod(0o444)


def start(engine: Engine, folder: Path) -> str:
    """All three start, and the service is ready behind Caddy."""
    file = folder / "compose.yaml"
    text = file.read_text()
    if not engine.has_groups:
        text = text.replace("    pids_limit: 512\n", "")
    # Debian's podman can not wait for health; those that come too early are started again.
    file.write_text(re.sub(r"    depends_on:\n {6}\w+: .*\n", "", text))
    (folder / ".env").write_text(f"WORKUP_NAME={NAME}\n")
    engine.compose(folder, "up", "--detach", "--no-build")
    try:
        seconds = engine.wait_for(100, "curl", "-fsSk", "--max-time", "5", f"{ORIGIN}/health/ready")
    except Wrong as reason:
        raise Wrong("; ".join([str(reason)[:80], *map(engine.last_words, NAMES.values())])) from None
    return f"ready after {seconds:.0f} s"


def walls(engine: Engine) -> str:
    """Each container has a read-only root, no way to rights, and only the capabilities that the file gives."""
    allowed = {
        "database": {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"},
        "workup": set(),
        "proxy": {"NET_BIND_SERVICE"},
    }
    for service, name in NAMES.items():
        found = engine.inspect(name)
        given = {word.removeprefix("CAP_") for word in found["BoundingCaps"] or []}
        expect(given == allowed[service], f"{service} may {given}")
        expect(found["HostConfig"]["ReadonlyRootfs"], f"{service} writes its root")
        status = engine.podman("exec", name, "cat", "/proc/1/status")
        expect("NoNewPrivs:\t1" in status, f"{service} may get new rights")
    listening = engine.inside("ss", "-Hltn")
    ports = sorted({line.split()[3].rsplit(":", 1)[1] for line in listening.splitlines()})
    expect(set(ports) <= {"80", "443"}, f"open: {ports}")
    return f"open: {', '.join(ports) or 'nothing but by the bridge'}"


def use(engine: Engine) -> str:
    """A user, a case, a token; the worklist and a PDF through Caddy."""
    case = CASES[0].read_text()
    for words, text in (
        (["organisation", "add", "UMC", "University hospital", "neuromuscularCentre"], None),
        (["user", "add", "a.smit", "Anna Smit", "neurologist", "--password-file", "-"], PASSWORD + "\n"),
        (["import", "-", "--organisation", "UMC"], json.dumps(json.loads(case)) + "\n"),
    ):
        engine.podman("exec", "--interactive", NAMES["workup"], "workup", *words, text=text)
    said = engine.podman("exec", NAMES["workup"], "workup", "token", "create", "a.smit", "--name", "t", "--output", "json")
    token = json.loads(said)["token"]
    ask = ["curl", "-fsSk", "--max-time", "60", "-H", f"Authorization: Bearer {token}", "-H", "X-Forwarded-For: 198.51.100.66"]
    found = json.loads(engine.inside(*ask, f"{ORIGIN}/api/v1/workups"))["items"]
    expect(len(found) == 1, f"{len(found)} workups")
    page = engine.inside(*ask, f"{ORIGIN}/api/v1/workups/{found[0]['workupId']}/report?format=pdf")
    expect(page.startswith("%PDF-"), page[:80])
    log = engine.podman("exec", NAMES["workup"], "workup", "audit", "search", "--limit", "3", "--output", "json")
    expect("198.51.100.66" not in log and "172.30.87." in log, log[:300])
    return "the worklist, a PDF, and no forged address in the log"


def again(engine: Engine, folder: Path) -> str:
    """Taken down and started again, the record is there."""
    engine.compose(folder, "down")
    engine.compose(folder, "up", "--detach", "--no-build")
    engine.wait_for(150, "curl", "-fsSk", "--max-time", "5", f"{ORIGIN}/health/ready")
    users = engine.podman("exec", NAMES["workup"], "workup", "user", "list", "--output", "json")
    expect("a.smit" in users, users[:200])
    engine.podman("exec", NAMES["workup"], "workup", "audit", "verify")
    return "the access log verifies"


def check(table: Table, root: Path, package: Path, folder: Path) -> None:
    """The rows of the containers."""
    engines: list[Engine] = []
    context = folder / "context"

    def first() -> str:
        engines.append(Engine(folder))
        return build(engines[0], root, package, context)

    try:
        if not table.check("containers", "the Dockerfile makes an image of the package", first):
            return
        engine = engines[0]
        make_secrets(context)
        if not table.check("containers", "compose.yaml starts (stand-ins for two images)", lambda: start(engine, context)):
            return
        table.check("containers", "closed as the file says", lambda: walls(engine))
        table.check("containers", "used through Caddy", lambda: use(engine))
        table.check("containers", "down and up again", lambda: again(engine, context))
    finally:
        for engine in engines:
            engine.close()
        shutil.rmtree(context, ignore_errors=True)
