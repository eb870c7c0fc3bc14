"""Who read what is kept, and what went out of this computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReadView:
    """Another program that read from the safe on a local day (ISO): how often, and when last.

    `what`: searched, asked, looked, exported or revealed. No query and no content is held.
    """

    program: str
    what: str
    day: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class OutingView:
    """Another computer that Reverie spoke to, for `what` (questions or model), on how many days, first and last."""

    host: str
    what: str
    days: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What went out since `since`, and what the system says now of Reverie's processes in the background.

    `processes` were looked at; `connections` are the addresses of other computers that these are connected to; `unseen`
    more processes do not let the system tell.
    """

    since: datetime
    outings: tuple[OutingView, ...]
    processes: int
    connections: tuple[str, ...] = ()
    unseen: int = 0


class OpennessCalls(Protocol):
    """Who read, and what went out."""

    def reads(self) -> list[ReadView]:
        """What other programs than the window read, the latest first; entries are kept for 90 days."""

    def network(self) -> NetworkView:
        """What went out of this computer so far, and whether anything is connected now."""
