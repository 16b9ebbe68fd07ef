"""Writes what a Debian package says of copyrights and licences, from the list of what the program is made of.

The program is one file in which all these packages are linked together, so the paragraphs name them as the source has them.
"""

import json
import pathlib
import re

LICENCES = pathlib.Path(__file__).resolve().parent / "licences"
HEAD = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Workup
Comment: /usr/bin/workup is one file in which everything named here is linked
 together. Its parts stand under the names that they have in the source; the
 versions and revisions are in sbom.json.gz beside this file, and the notices
 that come with them in NOTICE.gz.
"""

# What packages carry within them under another licence than their own: where, whose, which, what it is.
CARRIED = [
    ("checkouts/Yams/Sources/CYaml/*", "2006-2016 Kirill Simonov, 2017-2020 Ingy döt Net", "MIT", "libyaml"),
    ("checkouts/swift-nio/Sources/CNIOLLHTTP/*", "2018 Fedor Indutny", "MIT", "llhttp"),
    ("checkouts/swift-nio/Sources/CNIOSHA1/*", "1995-1998 WIDE Project", "BSD-3-Clause", "SHA-1 of FreeBSD"),
    ("checkouts/swift-nio-extras/Sources/CNIOExtrasZlib/*", "1995-2026 Jean-loup Gailly and Mark Adler", "Zlib", "zlib"),
    ("swift-runtime/_FoundationICU/*", "1991-2024 Unicode, Inc.", "Unicode-3.0", "ICU, in the Swift runtime"),
]


def indented(text: str) -> str:
    """A text as the body of a field: a blank before each line, a dot for an empty one."""
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def holders(folder: pathlib.Path) -> list[str]:
    """The lines of a package's own licence and notice files that say whose it is."""
    for path in sorted(folder.glob("NOTICE*")) + sorted(folder.glob("LICEN[SC]E*")):
        found = re.findall(r"^\W*(Copyright (?:\(c\) )?\d{4}.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return list(dict.fromkeys(line.strip() for line in found))
    return []


def checkout(component: dict, checkouts: pathlib.Path) -> pathlib.Path | None:
    """The folder of a component's source, where it has one."""
    address = next((entry["url"] for entry in component.get("externalReferences", [])), "")
    folder = checkouts / re.sub(r"\.git$", "", address).split("/")[-1]
    return folder if address and folder.is_dir() else None


def expression(component: dict) -> str:
    """The licence of a component, as SPDX writes it."""
    entry = component["licenses"][0]
    return entry.get("expression") or entry["license"]["id"]


def short(licence: str) -> str:
    """SPDX's name for a licence as Debian writes it: one word, `Expat` for MIT."""
    return {"MIT": "Expat"}.get(licence, licence.replace(" WITH ", "-WITH-"))


def stanza(files: str, owners: list[str], licence: str, comment: str = "") -> str:
    """One paragraph of files."""
    first, *rest = owners
    lines = [f"Files: {files}", f"Copyright: {first}", *(f"           {line}" for line in rest), f"License: {licence}"]
    return "\n".join(lines + ([f"Comment: {comment}"] if comment else [])) + "\n"


def text(sbom: pathlib.Path, checkouts: pathlib.Path) -> str:
    """The whole file.

    - Everything that the list names and that is linked in has a paragraph; libraries of the system have their own packages.
    """
    paragraphs = [HEAD, stanza("*", ["2026 The Workup maintainers"], "Apache-2.0")]
    licences = {"Apache-2.0"}
    for component in json.loads(sbom.read_text())["components"]:
        reference, name = component["bom-ref"], component["name"]
        if reference.startswith("system:"):
            continue
        licence = expression(component)
        licences.update(licence.split(" AND "))
        folder = checkout(component, checkouts)
        owners = (holders(folder) if folder else []) or [f"The authors of {name}"]
        place = reference if reference.startswith("boringssl@") or folder is None else f"checkouts/{folder.name}"
        terms = " and ".join(short(part) for part in licence.split(" AND "))
        paragraphs.append(stanza(f"{place}/*", owners, terms, f"{name} {component.get('version', '')}".strip()))
    for files, owner, licence, comment in CARRIED:
        paragraphs.append(stanza(files, [owner], short(licence), comment))
        licences.add(licence)
    for licence in sorted(licences):
        body = (LICENCES / licence.replace(" WITH ", "-WITH-")).read_text()
        paragraphs.append(f"License: {short(licence)}\n{indented(body)}\n")
    return "\n".join(paragraphs)


def notices(checkouts: pathlib.Path) -> str:
    """The notices that the packages ask to be handed on, and the licences of what they carry within them."""
    parts = []
    for path in sorted(checkouts.glob("*/NOTICE*")) + sorted(checkouts.glob("*/LICEN[SC]E*")):
        body = path.read_text(encoding="utf-8").strip()
        # The text that most of them share is on every Debian system.
        if "http://www.apache.org/licenses/" in body and path.name.startswith("LICENSE"):
            continue
        parts.append(f"==== {path.parent.name}: {path.name}\n\n{body}\n")
    return "\n".join(parts)
