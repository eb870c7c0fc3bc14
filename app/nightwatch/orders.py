"""What the keeper tells the nightwatch as it ends: the rules, the settings of recording, and a key that only seals.

It travels once, over the pipe that is the nightwatch's standard input. There is no key in it that opens anything, no
passphrase and no handle of the safe. A nightwatch that gets no such message records nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app import wire
from app.capture.circumstances import Choices
from app.capture.rules import Rule
from app.wire import Stream, WireError


@dataclass(frozen=True, slots=True)
class Orders:
    """`public` seals to the safe's spool; `rules` and `choices` are the user's; `interval` is in seconds.

    `most_bytes` bounds the spool, `reserve_bytes` is left free on the disk. `cache` is where the reader's language data
    lies, `languages` are those that are read. `seen` is true when a window was open at the lock: recording ends soon
    after the last one was closed. `patterns` are the user's own, of what must not be kept.
    """

    home: str
    cache: str
    public: bytes
    rules: tuple[Rule, ...]
    interval: float
    choices: Choices
    languages: tuple[str, ...]
    most_bytes: int
    reserve_bytes: int
    seen: bool
    patterns: str


def sent(stream: Stream, orders: Orders) -> None:
    """Hands the orders over. Raises WireError when nobody takes them."""
    body: dict[str, Any] = {"orders": orders}
    wire.send(stream, body)


def received(stream: Stream) -> Orders | None:
    """The orders from the keeper; None when none came, or something else did."""
    try:
        orders: Orders = wire.checked(wire.receive(stream).get("orders"), Orders)
    except WireError:
        return None
    return orders
