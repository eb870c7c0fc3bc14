"""Every kind of file that a home may hold, and what is to be noticed when one of them is damaged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Harm(Enum):
    """What a damaged file means: TOLD by a sentence, or nothing, for it carries no data."""

    TOLD = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class FileKind:
    """`pattern` matches the path inside the home (with / between its parts)."""

    name: str
    pattern: str
    harm: Harm = Harm.TOLD

    def matches(self, path: str) -> bool:
        """Whether a file of that path is of this kind."""
        return re.fullmatch(self.pattern, path) is not None


_RUN = r"spool/\d{6}-[0-9a-f]{32}"
FILE_KINDS = (
    FileKind("database", r"main\.db"),
    FileKind("log", r"main\.db-wal"),
    FileKind("index of the log", r"main\.db-shm", Harm.NOTHING),
    FileKind("key file", r"keyslots\.json"),
    FileKind("copy of the key file", r"keyslots\.json\.bak"),
    FileKind("counter of commits", r"commits"),
    FileKind("picture", r"pictures/[0-9a-f]{2}/[0-9a-f]{32}"),
    FileKind("sealed moment", _RUN + r"/\d{8}\.frame"),
    FileKind("sealed mark", _RUN + r"/\d{8}\.mark"),
    FileKind("count of sealed records", _RUN + r"/records\.count"),
    # It did not open: that was told, and it is kept to be looked into.
    FileKind("sealed record set aside", r"spool/damaged/[\w.-]+", Harm.NOTHING),
    FileKind("state of the nightwatch", r"spool/nightwatch\.json"),
    FileKind("log set aside", r"damaged/[\d-]+-[0-9a-f]{16}\.wal"),
    FileKind("copy from before an update", r"backups/shape-\d+-[\d-]+\.db"),
    FileKind("wrong passphrases", r"attempts\.json"),
    FileKind("last lock", r"run/last-lock\.json"),
    FileKind("lock", r"(?:run/|spool/)?state\.lock", Harm.NOTHING),
)
# There for a moment, or only while something was cut off; gone or told of at the next start.
PASSING = (
    r"erasing",
    r"restoring",
    r"beginning",
    r"backups/shape-[\d-]+\.new",
    r"run/keeper\.sock",
    r"main\.db-journal",
)


def kind_of(path: str) -> FileKind | None:
    """The kind of a file in a home; None for one that nobody listed."""
    return next((kind for kind in FILE_KINDS if kind.matches(path)), None)


def unlisted(paths: list[str]) -> list[str]:
    """Those that are neither of a listed kind (or written beside one, to be put in its place) nor passing."""
    return [path for path in paths if kind_of(path.removesuffix(".new")) is None and not _is_passing(path)]


def _is_passing(path: str) -> bool:
    return any(re.fullmatch(one, end) for one in PASSING for end in (path, path.removesuffix(".new")))
