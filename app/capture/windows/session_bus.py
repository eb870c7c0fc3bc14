"""Whether a Linux desktop shows its lock screen: asked of the login manager and of the desktop's own screen saver."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeAlias

from jeepney import DBusAddress, MessageFlag, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

# A bus that answers does so within milliseconds; one that does not must not hold up the look at the screen.
ANSWER_SECONDS = 0.3
# A bus that cannot be asked is left alone for so long.
AGAIN_SECONDS = 60.0
_LOGIN = DBusAddress(
    "/org/freedesktop/login1/session/auto", "org.freedesktop.login1", "org.freedesktop.login1.Session"
)
# GNOME, KDE and the others by the name they share; each is asked until one of them answers.
_SAVERS = (
    DBusAddress("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "org.gnome.ScreenSaver"),
    DBusAddress("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver"),
    DBusAddress("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver", "org.cinnamon.ScreenSaver"),
    DBusAddress("/org/mate/ScreenSaver", "org.mate.ScreenSaver", "org.mate.ScreenSaver"),
)
# What keeps a bus from being asked: none is there, it refuses us, it is silent, or it goes away.
_FAILURES = (OSError, KeyError, ValueError, TimeoutError, EOFError)
# A message of the bus and what it brings: jeepney publishes no types for them.
_Brought: TypeAlias = Any


class LockScreen:
    """Asks both buses. Used by one thread; a bus that is not there says nothing, and costs next to nothing."""

    def __init__(self) -> None:
        self._login = _Bus("SYSTEM")
        self._desktop = _Bus("SESSION")
        self._savers: tuple[DBusAddress, ...] = _SAVERS

    def shown(self) -> bool:
        """Whether a lock screen is shown; False where nobody knows."""
        return self._login.asked(_locked_hint) is True or self._desktop.asked(self._saving) is True

    def close(self) -> None:
        """Leaves the buses. A second call does nothing."""
        self._login.close()
        self._desktop.close()

    def _saving(self, bus: DBusConnection) -> bool:
        for saver in self._savers:
            with suppress(DBusErrorResponse):
                saving = bool(_answer(bus, new_method_call(saver, "GetActive"))[0])
                self._savers = (saver,)
                return saving
        # Nobody on this desktop tells: it is not asked again.
        self._savers = ()
        return False


class _Bus:
    """A connection to one bus, made when first asked, and made again a while after it failed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._connection: DBusConnection | None = None
        self._not_before = 0.0

    def asked(self, what: Callable[[DBusConnection], bool]) -> bool | None:
        """What `what` finds out; None when the bus cannot be asked."""
        if time.monotonic() < self._not_before:
            return None
        try:
            if self._connection is None:
                self._connection = open_dbus_connection(self._name)
            return what(self._connection)
        except DBusErrorResponse:
            self._not_before = time.monotonic() + AGAIN_SECONDS
        except _FAILURES:
            self.close()
            self._not_before = time.monotonic() + AGAIN_SECONDS
        return None

    def close(self) -> None:
        """Leaves the bus."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()


def _locked_hint(bus: DBusConnection) -> bool:
    return bool(_answer(bus, Properties(_LOGIN).get("LockedHint"))[0][1])


def _answer(bus: DBusConnection, call: _Brought) -> _Brought:
    # Asking must not start a screen saver of a desktop that is not in use.
    call.header.flags |= MessageFlag.no_auto_start
    return unwrap_msg(bus.send_and_get_reply(call, timeout=ANSWER_SECONDS))
