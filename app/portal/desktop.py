"""Asking the desktop's portal: a request, its one answer, and everything that may come instead."""

from __future__ import annotations

import secrets
import struct
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from storage.errors import ReverieError

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
REQUEST, SESSION = "org.freedesktop.portal.Request", "org.freedesktop.portal.Session"
# A portal that lives takes a call within milliseconds; the first one starts it.
CALL_SECONDS = 10.0
# So long a person may think about a question.
THINKING_SECONDS = 90.0
GRANTED, REFUSED = 0, 1

MISSING = "This desktop offers no portal for that ({what})."
SAID_NO = "You, or your desktop's settings, did not allow it."
ENDED = "The desktop ended the question without an answer."
GONE = "The desktop's portal went away."
SILENT = "The desktop's portal did not answer."
GARBLED = "The desktop's portal answers what is not understood."

# jeepney publishes no types: a message, and what a dictionary of variants holds.
Message: TypeAlias = Any
Results: TypeAlias = Mapping[str, tuple[str, Any]]
# What a bus that is not there, goes, or sends rubbish may raise in jeepney.
_FAILURES = (OSError, KeyError, ValueError, RuntimeError, EOFError, IndexError, TypeError, struct.error)


class PortalTrouble(ReverieError):
    """The portal did not do what it was asked for."""

    title = "The desktop's portal does not help"


class PortalMissing(PortalTrouble):
    """There is no bus, no portal on it, or not this one."""


class PortalRefused(PortalTrouble):
    """The person said no, or ended the question: it is not asked again by itself."""


class PortalSilent(PortalTrouble):
    """No answer came in time; the question was taken back."""


class PortalGone(PortalTrouble):
    """The portal or the bus ended while it was asked."""


class Portal:
    """One connection to the portal of this login's desktop. Used by one thread; whoever opened it closes it.

    `address` is a bus; empty for the session's.
    """

    def __init__(self, address: str = "") -> None:
        try:
            self._bus: DBusConnection = open_dbus_connection(address or "SESSION", enable_fds=True)
        except _FAILURES as cause:
            raise PortalMissing(MISSING.format(what="no session bus")) from cause
        self._heard: deque[Message] = deque()
        self._listening = self._bus.filter(MatchRule(type="signal"), queue=self._heard)
        self._owner = ""
        try:
            self._owner = self._found()
        except PortalTrouble:
            self.close()
            raise

    @property
    def descriptor(self) -> int:
        """The connection's file, which can be read when there is something to be heard."""
        return int(self._bus.sock.fileno())

    def version(self, interface: str) -> int:
        """The version of one portal. Raises PortalMissing where this desktop has none."""
        asked = Properties(DBusAddress(PATH, NAME, interface)).get("version")
        try:
            return int(self._answer(asked)[0][1])
        except DBusErrorResponse as cause:
            raise PortalMissing(MISSING.format(what=interface.rpartition(".")[2])) from cause
        except (IndexError, TypeError, ValueError) as cause:
            raise PortalTrouble(GARBLED) from cause

    def ask(
        self,
        interface: str,
        method: str,
        signature: str,
        arguments: tuple[Any, ...],
        options: Results,
        patience: float = THINKING_SECONDS,
    ) -> Results:
        """Makes a request and waits for its response. `options` are the last argument; a token is added to them.

        The answer is listened for before the question is put: it may come first.
        """
        token = f"reverie_{secrets.token_hex(8)}"
        expected = f"{PATH}/request/{self._sender}/{token}"
        given = (*arguments, {**options, "handle_token": ("s", token)})
        with self._listen(path=expected, interface=REQUEST):
            handle = self.call(interface, method, signature, given)[0]
            if handle == expected:
                return self._response(expected, patience)
            # Portals before 0.9 chose the path themselves.
            with self._listen(path=str(handle), interface=REQUEST):
                return self._response(str(handle), patience)

    def call(
        self, interface: str, method: str, signature: str, arguments: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        """Calls a method that answers at once."""
        called = new_method_call(DBusAddress(PATH, NAME, interface), method, signature, arguments)
        try:
            return tuple(self._answer(called))
        except DBusErrorResponse as cause:
            if cause.name.endswith(("UnknownMethod", "UnknownInterface", "UnknownObject", "ServiceUnknown")):
                raise PortalMissing(MISSING.format(what=interface.rpartition(".")[2])) from cause
            raise PortalTrouble(f"The desktop's portal refused the call ({cause.name}).") from cause

    def close_session(self, session: str) -> None:
        """Gives a session up; one that is gone is no matter."""
        closing = new_method_call(DBusAddress(session, NAME, SESSION), "Close")
        with suppress(PortalTrouble, DBusErrorResponse):
            self._answer(closing)

    def listen(self, interface: str, path: str = PATH) -> None:
        """From now on `next_signal` gives the signals of that interface, for good."""
        self._send(
            message_bus.AddMatch(MatchRule(type="signal", sender=NAME, interface=interface, path=path))
        )

    def next_signal(self, patience: float) -> Message | None:
        """The next signal of the portal; None when none came. Raises PortalGone when the portal went."""
        end = time.monotonic() + patience
        while True:
            message = self._next(end)
            if message is None or _field(message, HeaderFields.sender) == self._owner:
                return message

    def close(self) -> None:
        """Ends the connection; requests and sessions end with it. A second call does nothing."""
        with suppress(OSError, KeyError, ValueError):
            self._bus.close()

    @property
    def _sender(self) -> str:
        """Our name on the bus as it stands in paths."""
        return str(self._bus.unique_name).removeprefix(":").replace(".", "_")

    def _found(self) -> str:
        """The portal's own name on the bus; it is started if need be, and its end is listened for."""
        follows = MatchRule(
            type="signal",
            sender="org.freedesktop.DBus",
            interface="org.freedesktop.DBus",
            member="NameOwnerChanged",
        )
        follows.add_arg_condition(0, NAME)
        self._send(message_bus.AddMatch(follows))
        try:
            if not self._answer(message_bus.NameHasOwner(NAME))[0]:
                self._answer(message_bus.StartServiceByName(NAME))
            owner = str(self._answer(message_bus.GetNameOwner(NAME))[0])
        except DBusErrorResponse as cause:
            raise PortalMissing(MISSING.format(what="xdg-desktop-portal is not installed")) from cause
        # Its own start, if it was started now, is no end.
        self._heard.clear()
        return owner

    @contextmanager
    def _listen(self, path: str, interface: str) -> Iterator[None]:
        rule = MatchRule(type="signal", sender=NAME, interface=interface, path=path)
        self._send(message_bus.AddMatch(rule))
        try:
            yield
        finally:
            with suppress(PortalTrouble):
                self._send(message_bus.RemoveMatch(rule))

    def _response(self, path: str, patience: float) -> Results:
        end = time.monotonic() + patience
        others: list[Message] = []
        try:
            while (message := self._next(end)) is not None:
                if _is_response(message, path, self._owner):
                    return _results(message)
                others.append(message)
        finally:
            # What was said meanwhile is for others.
            self._heard.extendleft(reversed(others))
        with suppress(PortalTrouble):
            self._send(new_method_call(DBusAddress(path, NAME, REQUEST), "Close"))
        raise PortalSilent(SILENT)

    def _next(self, end: float) -> Message | None:
        """The next signal, whoever it is from; None when `end` has come. Raises PortalGone when the portal ended."""
        try:
            left = max(0.0, end - time.monotonic())
            message = self._bus.recv_until_filtered(self._heard, timeout=left)
        except TimeoutError:
            return None
        except _FAILURES as cause:
            raise PortalGone(GONE) from cause
        if (
            _field(message, HeaderFields.member) == "NameOwnerChanged"
            and _field(message, HeaderFields.sender) == "org.freedesktop.DBus"
        ):
            raise PortalGone(GONE)
        return message

    def _answer(self, call: Message) -> Any:
        try:
            return unwrap_msg(self._bus.send_and_get_reply(call, timeout=CALL_SECONDS))
        except TimeoutError as cause:
            raise PortalSilent(SILENT) from cause
        except _FAILURES as cause:
            raise PortalGone(GONE) from cause

    def _send(self, message: Message) -> None:
        try:
            self._bus.send(message)
        except _FAILURES as cause:
            raise PortalGone(GONE) from cause


def _is_response(message: Message, path: str, owner: str) -> bool:
    """Whether a signal is the portal's answer to a request: anybody on the bus could send one that looks so."""
    return (
        message.header.message_type is MessageType.signal
        and _field(message, HeaderFields.member) == "Response"
        and _field(message, HeaderFields.path) == path
        and _field(message, HeaderFields.sender) == owner
    )


def _results(message: Message) -> Results:
    body = message.body
    if len(body) != 2 or not isinstance(body[0], int) or not isinstance(body[1], dict):
        raise PortalTrouble(GARBLED)
    if body[0] == GRANTED:
        return dict(body[1])
    raise PortalRefused(SAID_NO if body[0] == REFUSED else ENDED)


def _field(message: Message, field: HeaderFields) -> str:
    return str(message.header.fields.get(field, ""))
