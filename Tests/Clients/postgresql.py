"""Where PostgreSQL's programs are."""

from pathlib import Path

_FOLDERS = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"]


def program(name: str) -> str:
    """One of PostgreSQL's programs, of the newest version that is installed; by the path where there is none there."""
    for folder in _FOLDERS:
        for place in sorted(Path(folder).glob("*/bin"), reverse=True):
            if (place / name).exists():
                return str(place / name)
    return name
