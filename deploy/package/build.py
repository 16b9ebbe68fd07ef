#!/usr/bin/env python3
"""Builds the Debian packages workup and workup-dbgsym from a program that was built before: `make package` does both.

    deploy/package/build.py PROGRAM SBOM CHECKOUTS FOLDER [--version VERSION]

PROGRAM is the unstripped program, SBOM the list by deploy/sbom.py, CHECKOUTS the folder of the packages' sources, FOLDER
where the two files go. The version is that of Version.swift unless one is given. SOURCE_DATE_EPOCH is the time of every
file: the same program gives the same bytes.
"""

import argparse
import gzip
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time

import dep5

HERE = pathlib.Path(__file__).resolve().parent
DEPLOY = HERE.parent
ROOT = DEPLOY.parent
DOC = "usr/share/doc/workup"
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())

# What is taken as it is: where it is, where it goes.
FILES = [
    ("deploy/systemd/workup.service", "lib/systemd/system/workup.service"),
    ("deploy/systemd/workup-check.service", "lib/systemd/system/workup-check.service"),
    ("deploy/systemd/workup-check.timer", "lib/systemd/system/workup-check.timer"),
    ("deploy/systemd/sysusers.conf", "usr/lib/sysusers.d/workup.conf"),
    ("deploy/etc/workup.json", "etc/workup/workup.json"),
    ("deploy/nginx/workup.conf", f"{DOC}/examples/nginx/workup.conf"),
    ("deploy/nginx/workup-proxy.conf", f"{DOC}/examples/nginx/workup-proxy.conf"),
    ("deploy/caddy/Caddyfile", f"{DOC}/examples/caddy/Caddyfile"),
    ("deploy/haproxy/haproxy.cfg", f"{DOC}/examples/haproxy/haproxy.cfg"),
    ("deploy/patroni/patroni.yml", f"{DOC}/examples/patroni/patroni.yml"),
    ("deploy/patroni/etcd.env", f"{DOC}/examples/patroni/etcd.env"),
    ("deploy/roles.sql", f"{DOC}/examples/roles.sql"),
]
COMPLETIONS = [
    ("bash", "usr/share/bash-completion/completions/workup"),
    ("zsh", "usr/share/zsh/vendor-completions/_workup"),
    ("fish", "usr/share/fish/vendor_completions.d/workup.fish"),
]


def run(*command: str | pathlib.Path, folder: pathlib.Path | None = None) -> str:
    """What a program says; its failure is ours."""
    done = subprocess.run([str(word) for word in command], cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def put(path: pathlib.Path, content: str | bytes, mode: int = 0o644) -> None:
    """Writes a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(mode)


def put_compressed(path: pathlib.Path, content: str | bytes) -> None:
    """Writes a compressed file without the time and name that gzip would put into it."""
    content = content.encode() if isinstance(content, str) else content
    put(path, gzip.compress(content, compresslevel=9, mtime=0))


def program_version() -> str:
    """The version of the program, as its source has it."""
    text = (ROOT / "Sources/AdminCommands/Process/Version.swift").read_text()
    found = re.search(r'current = "([^"]+)"', text)
    if found is None:
        sys.exit("package: Version.swift names no version")
    return f"{found.group(1)}-1"


def changelog(version: str, maintainer: str) -> str:
    """The changes as Debian writes them: one entry for each part of CHANGELOG.md, the unreleased one as this version."""
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(EPOCH))
    entries = []
    for part in re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        named = re.match(r"(\d[\w.~+-]*)", title)
        items = [" ".join(item.split()) for item in re.split(r"^- ", body, flags=re.MULTILINE)[1:]]
        wrapped = [textwrap.fill(item, 76, initial_indent="  * ", subsequent_indent="    ") for item in items]
        heading = f"workup ({named.group(1) if named else version}) unstable; urgency=medium"
        entries.append("\n".join([heading, "", *wrapped, "", f" -- {maintainer}  {when}", ""]))
    return "\n".join(entries)


def lay_out(tree: pathlib.Path, arguments: argparse.Namespace, version: str, maintainer: str) -> None:
    """Everything of the package but the program and what describes it to dpkg."""
    for source, place in FILES:
        put(tree / place, (ROOT / source).read_bytes())
    put_compressed(tree / "usr/share/man/man1/workup.1.gz", run(arguments.program, "generate", "man"))
    for shell, place in COMPLETIONS:
        script = run(arguments.program, "generate", "completions", shell)
        put(tree / place, re.sub(r"\A#!.*\n", "", script))
    put(tree / DOC / "copyright", dep5.text(arguments.sbom, arguments.checkouts))
    put_compressed(tree / DOC / "NOTICE.gz", dep5.notices(arguments.checkouts))
    put_compressed(tree / DOC / "sbom.json.gz", arguments.sbom.read_bytes())
    put_compressed(tree / DOC / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    put_compressed(tree / DOC / "changelog.Debian.gz", changelog(version, maintainer))
    put_compressed(tree / DOC / "installing.md.gz", (ROOT / "docs/operations/installing.md").read_bytes())
    put_compressed(tree / DOC / "configuration.md.gz", (ROOT / "docs/configuration.md").read_bytes())
    put_compressed(tree / DOC / "README.md.gz", (ROOT / "README.md").read_bytes())
    put(tree / "usr/share/lintian/overrides/workup", (HERE / "lintian-overrides").read_bytes())


def build_id(program: pathlib.Path) -> str:
    """The name by which a debugger finds the symbols of a program."""
    found = re.search(r"Build ID: ([0-9a-f]{40})", run("readelf", "--notes", program))
    if found is None:
        sys.exit("package: the program has no build id")
    return found.group(1)


def lay_out_program(program: pathlib.Path, tree: pathlib.Path, symbols: pathlib.Path) -> str:
    """The program without symbols in one tree, its symbols in the other; gives its build id."""
    name = build_id(program)
    target, debug = tree / "usr/bin/workup", symbols / f"usr/lib/debug/.build-id/{name[:2]}/{name[2:]}.debug"
    for path in (target, debug):
        path.parent.mkdir(parents=True, exist_ok=True)
    run("objcopy", "--only-keep-debug", "--compress-debug-sections", program, debug)
    run("strip", "--strip-unneeded", "--remove-section=.comment", "--remove-section=.note", "-o", target, program)
    target.chmod(0o755)
    debug.chmod(0o644)
    documents = symbols / "usr/share/doc/workup-dbgsym"
    documents.parent.mkdir(parents=True)
    documents.symlink_to("workup")
    return name


def libraries(program: pathlib.Path) -> str:
    """The packages of the libraries that the program loads, by dpkg-shlibdeps, which wants a source package around it."""
    with tempfile.TemporaryDirectory() as folder:
        put(pathlib.Path(folder) / "debian/control", "Source: workup\n\nPackage: workup\nArchitecture: any\n")
        said = run("dpkg-shlibdeps", "-O", f"-e{program}", folder=pathlib.Path(folder))
    return said.strip().removeprefix("shlibs:Depends=")


def describe(tree: pathlib.Path, template: str, values: dict[str, str]) -> None:
    """The control file, and the sums of the files."""
    sizes = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())
    text = (HERE / template).read_text()
    for name, value in (values | {"SIZE": str(-(-sizes // 1024))}).items():
        text = text.replace(f"@{name}@", value)
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}"
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink() and not str(path.relative_to(tree)).startswith(("etc/", "DEBIAN/"))
    ]
    put(tree / "DEBIAN/control", text)
    put(tree / "DEBIAN/md5sums", "\n".join(sums) + "\n")


def close(tree: pathlib.Path, file: pathlib.Path) -> None:
    """Gives every file its time, and packs the tree."""
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        os.utime(path, (EPOCH, EPOCH), follow_symlinks=False)
    os.environ["SOURCE_DATE_EPOCH"] = str(EPOCH)
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", tree, file)


def main() -> None:
    """Reads the arguments and builds both packages."""
    reader = argparse.ArgumentParser(description="Builds the Debian packages of Workup.")
    for name in ("program", "sbom", "checkouts", "folder"):
        reader.add_argument(name, type=lambda text: pathlib.Path(text).resolve())
    reader.add_argument("--version", default=program_version())
    arguments = reader.parse_args()
    version = arguments.version
    found = re.search(r"^Maintainer: (.*)$", (HERE / "control").read_text(), re.MULTILINE)
    architecture = run("dpkg", "--print-architecture").strip()
    values = {"VERSION": version, "ARCHITECTURE": architecture}
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tree, symbols = pathlib.Path(folder) / "workup", pathlib.Path(folder) / "workup-dbgsym"
        lay_out(tree, arguments, version, found.group(1) if found else "")
        values["BUILDID"] = lay_out_program(arguments.program, tree, symbols)
        values["LIBRARIES"] = libraries(tree / "usr/bin/workup")
        describe(tree, "control", values)
        for script in ("postinst", "prerm", "postrm"):
            put(tree / "DEBIAN" / script, (HERE / script).read_bytes(), 0o755)
        put(tree / "DEBIAN/conffiles", "/etc/workup/workup.json\n")
        describe(symbols, "control-dbgsym", values)
        for path, name in ((tree, "workup"), (symbols, "workup-dbgsym")):
            file = arguments.folder / f"{name}_{version}_{architecture}.deb"
            close(path, file)
            print(file)


if __name__ == "__main__":
    if shutil.which("dpkg-deb") is None:
        sys.exit("package: dpkg-deb is missing: packages are built on Debian or Ubuntu")
    main()
