"""What stands in the memory of running processes: every readable page of them, searched for given bytes (Linux).

`of_home` names the processes that belong to one home, `found` says where which canary stands. Needs the right to read
another process's memory: root, or CAP_SYS_PTRACE.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CHUNK = 8 * 1024 * 1024
# Mappings of the kernel's that cannot be read, or hold nothing of a program.
_KERNELS = ("[vvar]", "[vsyscall]", "[vdso]", "[vvar_vclock]")


def possible() -> bool:
    """Whether the memory of other processes can be read here."""
    return Path("/proc/self/smaps").exists() and os.geteuid() == 0


def forms(text: str) -> dict[str, bytes]:
    """A text as programs hold it: UTF-8 (and Python's one-byte texts), UTF-16 (Qt, Python), UTF-32 (Python)."""
    return {
        "UTF-8": text.encode(),
        "UTF-16": text.encode("utf-16-le"),
        "UTF-32": text.encode("utf-32-le"),
    }


def canaries(texts: Mapping[str, str]) -> dict[str, bytes]:
    """The forms of several texts, named `name (form)`."""
    return {
        f"{name} ({form})": written for name, text in texts.items() for form, written in forms(text).items()
    }


def of_home(home: Path) -> dict[int, str]:
    """The running processes that were started for `home` (by REVERIE_HOME), with their command lines; never our own."""
    mark = b"REVERIE_HOME=" + os.fsencode(home)
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                command = (
                    (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                )
                if command:
                    found[int(entry.name)] = command
        except OSError:
            # It ended while it was looked at.
            continue
    return found


def found(pid: int, needles: Mapping[str, bytes]) -> dict[str, int]:
    """How often each needle stands in the memory of a process; only those that stand there at all.

    Raises OSError when its memory cannot be read.
    """
    counts: dict[str, int] = {}
    overlap = max(map(len, needles.values())) - 1
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for region in _regions(pid):
            for piece in _pieces(memory.fileno(), region, overlap):
                for name, needle in needles.items():
                    if times := piece.count(needle):
                        counts[name] = counts.get(name, 0) + times
    return counts


@dataclass(frozen=True, slots=True)
class _Region:
    start: int
    end: int


def _regions(pid: int) -> Iterator[_Region]:
    """The mappings of a process of which something is in memory or swap."""
    region: _Region | None = None
    held = 0
    for line in Path(f"/proc/{pid}/smaps").read_text(errors="replace").splitlines():
        head = line.split(maxsplit=5)
        if "-" in head[0] and not head[0].endswith(":"):
            start, end = (int(part, 16) for part in head[0].split("-"))
            kernel = len(head) == 6 and head[5] in _KERNELS
            region = None if kernel or not head[1].startswith("r") else _Region(start, end)
            held = 0
        elif head[0] in ("Rss:", "Swap:"):
            held += int(head[1])
            if head[0] == "Swap:" and region is not None and held:
                yield region


def _pieces(descriptor: int, region: _Region, overlap: int) -> Iterator[bytes]:
    at, tail = region.start, b""
    while at < region.end:
        try:
            piece = os.pread(descriptor, min(CHUNK, region.end - at), at)
        except OSError:
            # A page of a device, or one that was unmapped meanwhile.
            return
        if not piece:
            return
        yield tail + piece
        # A needle may lie across two pieces. A short one in the tail alone is counted twice, which does no harm.
        tail = piece[-overlap:] if overlap else b""
        at += len(piece)
