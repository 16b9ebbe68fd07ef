#!/usr/bin/env python3
"""Writes what the program is made of as CycloneDX 1.6 (JSON): every package of Package.resolved, the copies of BoringSSL
inside two of them, libpq, OpenSSL and the Swift runtime, each with its version, its licence and a hash or revision.

    deploy/sbom.py FILE                         after `swift package resolve`, on the machine that builds
    deploy/sbom.py FILE --static FOLDER         of a program with the Swift runtime linked in, built in this scratch folder

Everything is read from this machine: pins, licence files of the checkouts, the package database, the libraries
themselves. What cannot be read is written as unknown, with the reason, and said on standard error; nothing is guessed.
What libpq and the Swift runtime load in their turn is not listed, and the file says so (`compositions`).
SOURCE_DATE_EPOCH fixes the timestamp, so that two runs write the same bytes.
"""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What a licence's text says, and the name that SPDX has for it; the first that fits counts.
LICENCES = [
    (r"Runtime Library Exception", "Apache-2.0 WITH Swift-exception"),
    (r"Apache License,?\s+(v\.|V)ersion 2\.0", "Apache-2.0"),
    (r"MIT License|Permission is hereby granted, free of charge", "MIT"),
    (r"Permission to use, copy, modify, and/or distribute this software", "ISC"),
]


class Unknown(Exception):
    """Something that this machine does not tell."""


def output(*command):
    """What a program says."""
    if shutil.which(command[0]) is None:
        raise Unknown(f"{command[0]} is not on this machine")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unknown(f"{' '.join(command)} failed")
    return done.stdout


def licence_of_text(text):
    """SPDX's name for a licence's text."""
    for pattern, name in LICENCES:
        if re.search(pattern, text):
            return name
    raise Unknown("the licence's text is none that is known here")


def licence_of_folder(folder):
    """The licence that a package comes under."""
    for path in sorted(folder.glob("LICEN[SC]E*")):
        return licence_of_text(path.read_text(encoding="utf-8", errors="replace"))
    raise Unknown("there is no licence file")


def licences_of_sources(folder):
    """The licences that the heads of a folder's source files name, and how many of them name none."""
    found, silent = set(), 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".c", ".cc", ".h", ".inc", ".S"}:
            continue
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(4_000)
        try:
            found.add(licence_of_text(head))
        except Unknown:
            silent += 1
    if not found:
        raise Unknown("no source file names a licence")
    return " AND ".join(sorted(found)), silent


def sha256(path):
    """The hash of a file."""
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Component:
    """One thing that the program is made of."""

    def __init__(self, name, reference):
        self.fields = {"type": "library", "bom-ref": reference, "name": name}
        self.unknown = []

    def take(self, what, read):
        """Reads something, or notes why it is not known."""
        try:
            return read()
        except (Unknown, OSError) as reason:
            self.unknown.append(f"{what}: {reason}")
            return None

    def version(self, read):
        value = self.take("version", read)
        if value is not None:
            self.fields["version"] = value

    def licence(self, read):
        value = self.take("licence", read)
        if value is None:
            return
        is_single = " " not in value
        self.fields["licenses"] = [{"license": {"id": value}} if is_single else {"expression": value}]

    def files(self, find):
        """Hashes of the libraries themselves; each is a component within this one."""
        paths = self.take("hash", find)
        if paths:
            self.fields["components"] = [
                {
                    "type": "file",
                    "bom-ref": f"{self.fields['bom-ref']}#{pathlib.Path(path).name}",
                    "name": str(pathlib.Path(path).name),
                    "hashes": [{"alg": "SHA-256", "content": sha256(path)}],
                }
                for path in paths
            ]

    def revision(self, commit, url):
        self.fields["pedigree"] = {"commits": [{"uid": commit, "url": url}]}

    def note(self, name, value):
        self.fields.setdefault("properties", []).append({"name": f"workup:{name}", "value": value})

    def document(self):
        for reason in self.unknown:
            self.note("unknown", reason)
            print(f"sbom: {self.fields['name']}: {reason}", file=sys.stderr)
        return self.fields


def packages(checkouts):
    """The packages that Package.resolved pins."""
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        state, location = pin["state"], pin["location"]
        place = re.sub(r"\.git$", "", location.removeprefix("https://"))
        purl = f"pkg:swift/{place}@{state['version']}"
        component = Component(pin["identity"], purl)
        component.fields["version"] = state["version"]
        component.fields["purl"] = purl
        component.licence(lambda: licence_of_folder(checkouts / place.split("/")[-1]))
        component.revision(state["revision"], location)
        component.fields["externalReferences"] = [{"type": "vcs", "url": location}]
        yield component


def boringssl(checkouts, package, target):
    """The copy of BoringSSL inside a package, whose revision that package notes."""
    folder = checkouts / package / "Sources" / target
    component = Component(f"BoringSSL in {package}", f"boringssl@{package}")

    def revision():
        found = re.search(r"from (\S+) at revision ([0-9a-f]{40})", (folder / "hash.txt").read_text())
        if found is None:
            raise Unknown("hash.txt names no revision")
        return found.groups()

    known = component.take("version", revision)
    if known is not None:
        url, commit = known
        component.fields["version"] = commit
        component.fields["externalReferences"] = [{"type": "vcs", "url": url}]
        component.revision(commit, url)

    def licence():
        expression, silent = licences_of_sources(folder)
        component.note("sources without a licence of their own", str(silent))
        return expression

    component.licence(licence)
    return component


def library_paths(names):
    """Where the dynamic linker finds libraries."""
    listed = output("/sbin/ldconfig" if os.path.exists("/sbin/ldconfig") else "ldconfig", "-p")
    paths = []
    for name in names:
        found = re.search(rf"^\s*{re.escape(name)} .*=> (\S+)$", listed, re.MULTILINE)
        if found is None:
            raise Unknown(f"the linker knows no {name}")
        paths.append(os.path.realpath(found.group(1)))
    return paths


def system_library(name, libraries):
    """A library of the system, as the package database has it."""
    component = Component(name, f"system:{name.lower()}")

    def owner():
        # `libpq5:amd64: /usr/lib/x86_64-linux-gnu/libpq.so.5`
        return output("dpkg-query", "--search", f"*/{libraries[0]}").split(":")[0]

    def version():
        return output("dpkg-query", "--show", "--showformat=${Version}", owner()).strip()

    def licence():
        path = pathlib.Path("/usr/share/doc") / owner() / "copyright"
        text = path.read_text(encoding="utf-8", errors="replace")
        # The paragraph that speaks of all files.
        found = re.search(r"^Files: \*\n(?:.*\n)*?License: (\S+)$", text, re.MULTILINE)
        if found is None:
            raise Unknown(f"{path} names none for all files")
        return found.group(1)

    component.version(version)
    component.licence(licence)
    component.files(lambda: library_paths(libraries))

    def purl():
        release = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
        vendor = re.search(r'^ID="?([a-z]+)', release, re.MULTILINE)
        if vendor is None:
            raise Unknown("/etc/os-release names no system")
        version = component.fields.get("version", "").replace("+", "%2B").replace("~", "%7E")
        architecture = output("dpkg", "--print-architecture").strip()
        return f"pkg:deb/{vendor.group(1)}/{owner()}@{version}?arch={architecture}"

    address = component.take("package URL", purl)
    if address is not None:
        component.fields["purl"] = address
    return component


def swift_runtime(is_static):
    """The libraries of Swift that the program runs with, or that are linked into it."""
    component = Component("Swift runtime", "swift-runtime")

    def version():
        found = re.search(r"Swift version (\S+)", output("swift", "--version"))
        if found is None:
            raise Unknown("swift --version names none")
        return found.group(1)

    def home():
        program = shutil.which("swift")
        if program is None:
            raise Unknown("swift is not on this machine")
        return pathlib.Path(os.path.realpath(program)).parent.parent

    component.version(version)
    component.licence(
        lambda: licence_of_text((home() / "share" / "swift" / "LICENSE.txt").read_text(encoding="utf-8"))
    )

    def libraries():
        kind, ending = ("swift_static", "a") if is_static else ("swift", "so")
        names = ["libswiftCore", "libswift_Concurrency", "libFoundationEssentials", "libdispatch"]
        return [home() / "lib" / kind / "linux" / f"{name}.{ending}" for name in names]

    component.files(libraries)
    return component


def program():
    """Workup itself."""
    text = (ROOT / "Sources/AdminCommands/Process/Version.swift").read_text()
    version = re.search(r'current = "([^"]+)"', text)
    if version is None:
        sys.exit("sbom: Version.swift names no version")
    return {
        "type": "application",
        "bom-ref": "workup",
        "name": "workup",
        "version": version.group(1),
        "licenses": [{"license": {"id": licence_of_folder(ROOT)}}],
    }


def main():
    reader = argparse.ArgumentParser(description="Lists what the program is made of.")
    reader.add_argument("file", type=pathlib.Path)
    reader.add_argument("--static", type=pathlib.Path, metavar="FOLDER")
    arguments = reader.parse_args()
    checkouts = (arguments.static or ROOT / ".build") / "checkouts"
    components = [component.document() for component in packages(checkouts)]
    components += [
        component.document()
        for component in [
            boringssl(checkouts, "swift-crypto", "CCryptoBoringSSL"),
            boringssl(checkouts, "swift-nio-ssl", "CNIOBoringSSL"),
            system_library("libpq", ["libpq.so.5"]),
            system_library("OpenSSL", ["libssl.so.3", "libcrypto.so.3"]),
            swift_runtime(is_static=arguments.static is not None),
        ]
    ]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else datetime.datetime.now(
        datetime.timezone.utc
    )
    content = json.dumps(components, sort_keys=True)
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {"timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": program()},
        "components": components,
        # What the system's libraries load in their turn, and what packages carry within them beside BoringSSL.
        "compositions": [{"aggregate": "incomplete", "assemblies": ["workup"]}],
    }
    arguments.file.parent.mkdir(parents=True, exist_ok=True)
    arguments.file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
