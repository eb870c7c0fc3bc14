"""Signs on Linux: logind on the system bus, screen savers on the session bus (jeepney).

One thread a bus, `away-system` and `away-session`, each with a connection of its own. A bus that is not there or goes
is tried again in growing pauses.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from jeepney import DBusAddress, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from app.away.ports import Heard, Sign

log = logging.getLogger(__name__)

# jeepney publishes no types: a message, and a descriptor that came with one.
Message: TypeAlias = Any
Descriptor: TypeAlias = Any

LOGIND = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.kde.screensaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_LOGIN_MANAGER = DBusAddress("/org/freedesktop/login1", LOGIND, MANAGER)

# Seconds between two attempts to reach a bus: the first pause, doubled up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
REPLY_SECONDS = 5.0
# What connecting, asking and listening may raise: no socket, no variable, a refused login, an error reply, the end.
_LOST = (OSError, KeyError, ValueError, RuntimeError, EOFError, DBusErrorResponse)

NO_SYSTEM_BUS = (
    "The system bus does not answer: Reverie cannot lock before sleep or when another user takes over. "
    "Lock it yourself."
)
NO_SESSION_BUS = (
    "The session bus does not answer: Reverie may not notice that the screen is locked. "
    "Start it inside a desktop session, or lock it yourself."
)
NO_SESSION = (
    "logind knows no session of this process: Reverie does not notice a switch of users. "
    "Start it inside a desktop session."
)


class DbusSigns:
    """Signs from both buses. `system` and `session` are addresses; empty for those of this login."""

    name = "logind and the session bus"

    def __init__(self, system: str = "", session: str = "", pause: float = FIRST_PAUSE) -> None:
        self._login = _Login()
        self._savers = _Savers()
        self._buses = (
            _Bus("away-system", lambda: system or "SYSTEM", self._login, NO_SYSTEM_BUS, pause),
            _Bus("away-session", lambda: session or _session_bus(), self._savers, NO_SESSION_BUS, pause),
        )

    @property
    def problems(self) -> tuple[str, ...]:
        """What cannot be noticed at present."""
        found = [bus.problem for bus in self._buses if bus.problem]
        return (*found, *([NO_SESSION] if self._login.without_session else []))

    def start(self, heard: Heard) -> None:
        """Begins to listen on both buses."""
        self._login.heard = self._savers.heard = heard
        for bus in self._buses:
            bus.start()

    def close(self) -> None:
        """Stops listening, and lets sleep go on without us."""
        for bus in self._buses:
            bus.close()
        self._login.let_sleep()


class _Savers:
    """Screen savers and lock screens: every desktop has its own name for the same signal."""

    heard: Heard

    def subscribe(self, connection: DBusConnection) -> None:
        for interface in SAVERS:
            _listen(connection, MatchRule(type="signal", interface=interface, member="ActiveChanged"))

    def take(self, message: Message) -> None:
        if _member(message) == "ActiveChanged" and message.body[:1] == (True,):
            self.heard(Sign.SCREEN_LOCKED)

    def lost(self) -> None:
        """The session's bus ended while we listened: so did the session."""
        self.heard(Sign.LOGGED_OUT)


class _Login:
    """logind: the session's lock and its being in front, sleep, and the session's end."""

    heard: Heard

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._session = ""
        self._inhibitor: Descriptor | None = None
        self.without_session = False

    def subscribe(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._session = _own_session(connection)
        self.without_session = not self._session
        _listen(
            connection, MatchRule(type="signal", sender=LOGIND, interface=MANAGER, member="PrepareForSleep")
        )
        _listen(
            connection, MatchRule(type="signal", sender=LOGIND, interface=MANAGER, member="SessionRemoved")
        )
        if self._session:
            of_session = {"type": "signal", "sender": LOGIND, "path": self._session}
            _listen(connection, MatchRule(**of_session, interface=SESSION, member="Lock"))
            _listen(connection, MatchRule(**of_session, interface=PROPERTIES, member="PropertiesChanged"))
        # Last: once sleep waits for us, its announcement must not be missed.
        self._delay_sleep()

    def take(self, message: Message) -> None:
        member, body = _member(message), message.body
        if member == "PrepareForSleep":
            self._sleep(going=bool(body[0]))
        elif member == "SessionRemoved" and body[1] == self._session:
            self.heard(Sign.LOGGED_OUT)
        elif member == "Lock":
            self.heard(Sign.SCREEN_LOCKED)
        elif member == "PropertiesChanged":
            self._changed(body[1])

    def lost(self) -> None:
        """The system bus went: what it told before holds, and it is tried again."""
        self.let_sleep()

    def let_sleep(self) -> None:
        """Gives up the delay of sleep."""
        inhibitor, self._inhibitor = self._inhibitor, None
        if inhibitor is not None:
            inhibitor.close()

    def _changed(self, properties: dict[str, tuple[str, Any]]) -> None:
        if properties.get("LockedHint", ("b", False))[1]:
            self.heard(Sign.SCREEN_LOCKED)
        if not properties.get("Active", ("b", True))[1]:
            self.heard(Sign.SWITCHED)

    def _sleep(self, *, going: bool) -> None:
        if not going:
            self._delay_sleep()
        elif not self.heard(Sign.SLEEPING):
            # When Reverie locks, the delay is held until this process has ended: then nothing is left to read.
            self.let_sleep()

    def _delay_sleep(self) -> None:
        """Asks logind to wait with sleep (5 s by its default) until we let go, or our process is gone."""
        if self._inhibitor is not None or self._connection is None:
            return
        given = ("sleep", "Reverie", "Locks the safe before the computer sleeps", "delay")
        asked = new_method_call(_LOGIN_MANAGER, "Inhibit", "ssss", given)
        reply = self._connection.send_and_get_reply(asked, timeout=REPLY_SECONDS)
        with suppress(DBusErrorResponse):
            # Not allowed (a container, a remote login): sleep comes unannounced for us, and is noticed all the same.
            self._inhibitor = unwrap_msg(reply)[0]


class _Bus:
    """One bus and the thread that listens on it; `problem` is a sentence while it is away."""

    def __init__(
        self, name: str, address: Callable[[], str], listener: _Savers | _Login, problem: str, pause: float
    ) -> None:
        self._name = name
        self._address = address
        self._listener = listener
        self._told = problem
        self._pause = self._first_pause = pause
        self._connection: DBusConnection | None = None
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem = ""

    def start(self) -> None:
        """Starts the thread."""
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends it."""
        self._ending.set()
        connection = self._connection
        if connection is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(REPLY_SECONDS)

    def _run(self) -> None:
        while not self._ending.is_set():
            listened = False
            try:
                with open_dbus_connection(self._address(), enable_fds=True) as self._connection:
                    self._listener.subscribe(self._connection)
                    listened, self.problem, self._pause = True, "", self._first_pause
                    self._listen()
            except _LOST as error:
                self._lost(error, listened=listened)
            self._ending.wait(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def _listen(self) -> None:
        assert self._connection is not None
        while not self._ending.is_set():
            message = self._connection.receive()
            if message.header.message_type is MessageType.signal:
                self._listener.take(message)

    def _lost(self, error: Exception, *, listened: bool) -> None:
        if self._ending.is_set():
            return
        if not self.problem:
            log.info("%s: no bus (%s)", self._name, type(error).__name__)
        self.problem = self._told
        if listened:
            self._listener.lost()


def _listen(bus: DBusConnection, rule: Any) -> None:
    # The answer is not waited for: waiting would drop signals that come before it.
    bus.send(message_bus.AddMatch(rule))


def _member(message: Message) -> str:
    fields: dict[Any, str] = message.header.fields
    return next((value for key, value in fields.items() if key.name == "member"), "")


def _own_session(connection: DBusConnection) -> str:
    """The path of the login session this process belongs to; empty when logind knows none."""
    by_number = os.environ.get("XDG_SESSION_ID", "")
    attempts: Sequence[tuple[str, str, tuple[Any, ...]]] = (
        *([("GetSession", "s", (by_number,))] if by_number else []),
        ("GetSessionByPID", "u", (os.getpid(),)),
        ("GetSession", "s", ("auto",)),
    )
    for method, signature, arguments in attempts:
        asked = new_method_call(_LOGIN_MANAGER, method, signature, arguments)
        with suppress(DBusErrorResponse):
            return str(unwrap_msg(connection.send_and_get_reply(asked, timeout=REPLY_SECONDS))[0])
    return ""


def _session_bus() -> str:
    """The address of this login's session bus. Raises KeyError when it has none."""
    beside = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent") / "bus"
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ and beside.is_socket():
        return f"unix:path={beside}"
    return os.environ["DBUS_SESSION_BUS_ADDRESS"]
