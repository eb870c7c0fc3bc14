"""What goes out of this computer: a ledger of other computers that were spoken to, and what is connected now."""

from __future__ import annotations

import ipaddress
import threading
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import psutil

from app.interfaces import NetworkView, OutingView
from storage.clock import Clock
from storage.safe import Safe

QUESTIONS, MODEL = "questions", "model"

# Not a setting of the user's.
_LEDGER = "network.ledger"


class Outings:
    """Keeps the ledger in the safe. Thread-safe."""

    def __init__(self, safe: Safe, clock: Clock) -> None:
        self._safe = safe
        self._clock = clock
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Writes down since when the ledger is kept, the first time."""
        with self._lock:
            if not self._safe.settings.get(_LEDGER):
                self._write(self._clock(), {})

    def note(self, host: str, what: str) -> None:
        """Another computer is spoken to now; once a day is written down."""
        now = self._clock()
        with self._lock:
            since, ledger = self._read(now)
            known = ledger.get((host, what))
            if known is not None and known.last.date() == now.date():
                return
            new = OutingView(host, what, 1, now, now)
            ledger[host, what] = replace(known, days=known.days + 1, last=now) if known else new
            self._write(since, ledger)

    def view(self) -> NetworkView:
        """The ledger, and what the system says of this process and its children now."""
        with self._lock:
            since, ledger = self._read(self._clock())
        seen, unseen, found = 0, 0, set[str]()
        own = psutil.Process()
        for process in (own, *own.children(recursive=True)):
            try:
                found |= _elsewhere(process)
                seen += 1
            except psutil.NoSuchProcess:
                continue
            except psutil.Error:
                unseen += 1
        return NetworkView(since, tuple(ledger.values()), seen, tuple(sorted(found)), unseen)

    def _read(self, now: datetime) -> tuple[datetime, dict[tuple[str, str], OutingView]]:
        kept = self._safe.settings.get(_LEDGER) or {"since": now.isoformat(), "outings": []}
        outings = (
            OutingView(**one | {end: datetime.fromisoformat(one[end]) for end in ("first", "last")})
            for one in kept["outings"]
        )
        return datetime.fromisoformat(kept["since"]), {(one.host, one.what): one for one in outings}

    def _write(self, since: datetime, ledger: dict[tuple[str, str], OutingView]) -> None:
        outings = [_plain(one) for one in ledger.values()]
        self._safe.settings.set(_LEDGER, {"since": since.isoformat(), "outings": outings})


def _elsewhere(process: psutil.Process) -> set[str]:
    """The addresses of other computers that a process is connected to. Raises psutil.Error."""
    ends = (one.raddr.ip for one in process.net_connections(kind="inet") if one.raddr)
    return {end for end in ends if not ipaddress.ip_address(end.split("%")[0]).is_loopback}


def _plain(one: OutingView) -> dict[str, Any]:
    return asdict(one) | {"first": one.first.isoformat(), "last": one.last.isoformat()}
