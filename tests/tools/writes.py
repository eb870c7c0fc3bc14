"""What a program and all its children write to files, seen from outside: strace's record of every write, by path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Calls that put bytes into a file, or make, link or rename one. What is mapped into memory (`-shm`) is none of these.
_CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,sendfile,splice,copy_file_range,"
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat"
)
_LINE = re.compile(r"^(?P<pid>\d+) +(?P<rest>.*)$")
_WRITE = re.compile(
    r"^(?P<call>write|pwrite64|writev|pwritev2?)\((?P<fd>\d+)<(?P<path>[^>]*)>, (?P<data>.*)$"
)
_OTHER_WRITE = re.compile(r"^(?P<call>sendfile|splice|copy_file_range)\(")
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(?P<rest>.*)$")
# A line that strace cut short would hide bytes; the largest write of ours is a picture of some megabytes.
_LONGEST = 64 * 1024 * 1024


@dataclass
class Writes:
    """The bytes written to each file, in the order of the calls, and every name that was given to a file or folder."""

    files: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    names: set[str] = field(default_factory=set)

    def outside(self, folder: Path) -> dict[str, bytearray]:
        """What was written to files elsewhere than under `folder`."""
        inside = f"{folder}/"
        return {path: data for path, data in self.files.items() if not path.startswith(inside)}


def traced(log: Path) -> list[str]:
    """What stands before a command so that `read(log)` tells what it and its children wrote."""
    # Without the filter in the kernel every call of every thread would stop twice.
    return [
        "strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", str(_LONGEST), "-e", f"trace={_CALLS}",
        "-e", "signal=none", "-o", str(log), "--",
    ]  # fmt: skip


def read(log: Path) -> Writes:
    """What the record in `log` says. Raises ValueError for a write that it holds only in part."""
    found = Writes()
    for rest in _whole_calls(log):
        write = _WRITE.match(rest)
        if write is None:
            if _OTHER_WRITE.match(rest) and "/" in _readable(rest):
                raise ValueError(f"a call whose bytes are not in the record: {_readable(rest)[:200]}")
            if not rest.startswith("open") or "O_CREAT" in rest:
                found.names.update(_text(name) for name, _ in _QUOTED.findall(rest))
            continue
        path = _readable(write["path"])
        if not _is_file(path):
            continue
        for piece, cut in _QUOTED.findall(write["data"]):
            if cut:
                raise ValueError(f"a write to {path} is not wholly in the record")
            found.files[path] += _bytes(piece)
    return found


def _whole_calls(log: Path) -> Iterator[str]:
    """Each call on one line: where strace broke one off for another thread's, the parts are joined."""
    waiting: dict[str, str] = {}
    with log.open("r", encoding="ascii", errors="replace") as lines:
        for line in lines:
            match = _LINE.match(line.rstrip("\n"))
            if match is None:
                continue
            pid, rest = match["pid"], match["rest"]
            if rest.endswith(_UNFINISHED):
                waiting[pid] = rest.removesuffix(_UNFINISHED)
            elif resumed := _RESUMED.match(rest):
                yield waiting.pop(pid, "") + resumed["rest"]
            else:
                yield rest
    # A process that was killed never came back from its last call.
    yield from waiting.values()


def _is_file(path: str) -> bool:
    """False for sockets, pipes, terminals and the like; shared memory with a name counts as a file."""
    return path.startswith("/") and (not path.startswith("/dev/") or path.startswith("/dev/shm/"))


def _bytes(piece: str) -> bytes:
    return bytes.fromhex(piece.replace("\\x", ""))


def _text(piece: str) -> str:
    return _bytes(piece).decode(errors="replace")


def _readable(text: str) -> str:
    return re.sub(r"(?:\\x[0-9a-f]{2})+", lambda match: _text(match[0]), text)
