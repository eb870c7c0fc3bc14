"""What an application says of its widgets over AT-SPI: the tree that a screen reader goes through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_A11Y = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_DBUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
# Numbers of the protocol (atspi-constants.h).
_FOCUSABLE, _SHOWING = 11, 25
# A list of thousands says all of its rows; so many of each are looked at.
MOST_CHILDREN = 60
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """One widget: its role, its name, what stands beside the name, and whether it can be seen and have the keyboard."""

    path: tuple[str, ...]
    role: str
    name: str
    about: str
    showing: bool
    focusable: bool


def tree(environment: Mapping[str, str], pid: int) -> list[Spoken]:
    """Everything that the application of that process says, depth first; empty while it says nothing yet."""
    with open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
        [address] = _ask(session, new_method_call(_A11Y, "GetAddress"))
    with open_dbus_connection(address) as bus:
        for name, path in _children(bus, _ROOT):
            if _ask(bus, new_method_call(_DBUS, "GetConnectionUnixProcessID", "s", (name,)))[0] == pid:
                return list(_walk(bus, (name, path), ()))
    return []


def _walk(bus: DBusConnection, at: tuple[str, str], above: tuple[str, ...]) -> Iterator[Spoken]:
    try:
        role = _ask(bus, _call(at, _ACCESSIBLE, "GetRoleName"))[0]
        states = _ask(bus, _call(at, _ACCESSIBLE, "GetState"))[0]
        name, about = (_property(bus, at, which) for which in ("Name", "Description"))
    except LookupError:
        # It went while it was asked.
        return
    path = (*above, f"{role} {name}".strip())
    yield Spoken(path, role, name, about, _has(states, _SHOWING), _has(states, _FOCUSABLE))
    for child in _children(bus, at)[:MOST_CHILDREN]:
        yield from _walk(bus, child, path)


def _children(bus: DBusConnection, at: tuple[str, str]) -> list[tuple[str, str]]:
    try:
        return [tuple(child) for child in _ask(bus, _call(at, _ACCESSIBLE, "GetChildren"))[0]]
    except LookupError:
        return []


def _property(bus: DBusConnection, at: tuple[str, str], name: str) -> str:
    told = _ask(bus, _call(at, _PROPERTIES, "Get", "ss", (_ACCESSIBLE, name)))[0]
    return str(told[1])


def _call(
    at: tuple[str, str], interface: str, member: str, signature: str | None = None, body: tuple[Any, ...] = ()
) -> Any:
    return new_method_call(DBusAddress(at[1], at[0], interface), member, signature, body)


def _ask(bus: DBusConnection, message: Any) -> Any:
    answer = bus.send_and_get_reply(message, timeout=SECONDS)
    if answer.header.message_type is MessageType.error:
        raise LookupError(str(answer.body))
    return answer.body


def _has(states: list[int], bit: int) -> bool:
    return bool(states[bit // 32] >> (bit % 32) & 1)
