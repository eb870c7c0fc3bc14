"""Writes requirements/*.txt from what is installed: `make lock`, after changing a range in pyproject.toml.

`lock.txt` holds what runs, `torch.txt` what only the exporter of models needs beyond it, `dev.txt` the tools. torch
itself and llama-cpp-python stand in none of them: `installers.environment` and `installers.llama` see to these.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
APART = {"torch", "llama-cpp-python"}
# Wheels or needs of one system only; everything else is installed everywhere.
MARKERS = {
    "jeepney": "sys_platform == 'linux'",
    "python-xlib": "sys_platform == 'linux'",
    "secretstorage": "sys_platform == 'linux'",
    "tesserocr": "sys_platform != 'darwin'",
    "uvloop": "sys_platform != 'win32'",
    "xllamacpp": "sys_platform == 'linux'",
}


def closure(wanted: Iterable[Requirement]) -> dict[str, str]:
    """Every installed distribution that `wanted` needs on this system, by canonical name, with its version."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) in seen or (
                requirement.marker and not requirement.marker.evaluate({"extra": ""})
            ):
                continue
            seen.add((name, extra))
            distribution = metadata.distribution(name)
            found[name] = distribution.version
            waiting += _needs(distribution, extra)
    return found


def _needs(distribution: metadata.Distribution, extra: str) -> list[Requirement]:
    listed = [Requirement(line) for line in distribution.requires or ()]
    wanted = [need for need in listed if need.marker is None or need.marker.evaluate({"extra": extra})]
    for need in wanted:
        need.marker = None
    return wanted


def write(name: str, what: str, pins: dict[str, str]) -> None:
    """Writes one file of exact pins, sorted, with its heading."""
    lines = [f"# {what} Written by `make lock`; ranges stand in pyproject.toml."]
    for package in sorted(set(pins) - APART):
        marker = f"; {MARKERS[package]}" if package in MARKERS else ""
        lines.append(f"{package}=={pins[package]}{marker}")
    (ROOT / "requirements" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Writes the three files from pyproject.toml and the environment that runs this."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    runs = closure(map(Requirement, project["dependencies"]))
    # torch's own needs are pinned with the exporter's.
    exports = closure(map(Requirement, [*extras["torch"], "torch"]))
    tools = closure(map(Requirement, extras["dev"]))
    write("lock.txt", "What Reverie runs on.", runs)
    write(
        "torch.txt", "What the exporter of models needs beyond lock.txt and torch.", _without(exports, runs)
    )
    write("dev.txt", "The tools of make check, test and package.", _without(tools, runs))
    return 0


def _without(pins: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    return {name: version for name, version in pins.items() if name not in others}


if __name__ == "__main__":
    sys.exit(main())
