"""A D-Bus of one's own, with somebody on it who plays logind and the screen saver."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LOGIND = "org.freedesktop.login1"
SESSION_PATH = "/org/freedesktop/login1/session/_37"
PATIENCE_SECONDS = 60.0


def missing_program() -> str | None:
    """The program these need that is not installed, or None."""
    return None if shutil.which("dbus-daemon") else "dbus-daemon"


@contextmanager
def bus(folder: Path) -> Iterator[str]:
    """A message bus; gives its address. It ends with the block."""
    address = f"unix:path={folder / 'bus'}"
    command = [
        "dbus-daemon",
        "--session",
        "--nofork",
        "--nopidfile",
        "--print-address=1",
        f"--address={address}",
    ]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait(PATIENCE_SECONDS)
        daemon.stdout.close()


class MockLogind:
    """Plays logind on a bus: knows one session, hands out delays of sleep, and says what the test wants it to say.

    `knows_session` off: it knows none, as in a container. One thread, ended by `close`.
    """

    def __init__(self, address: str, *, knows_session: bool = True) -> None:
        self._knows_session = knows_session
        self._connection: DBusConnection = open_dbus_connection(address, enable_fds=True)
        self._connection.send_and_get_reply(message_bus.RequestName(LOGIND))
        self._delays: list[int] = []
        self.asked: list[str] = []
        self._thread = threading.Thread(target=self._serve, name="mock-logind", daemon=True)
        self._thread.start()

    @property
    def sleep_waits(self) -> bool:
        """Whether anybody holds the delay of sleep."""
        return any(not select.select([reading], [], [], 0)[0] for reading in self._delays)

    def lock(self) -> None:
        """Asks the session to lock its screen."""
        self._say(SESSION_PATH, f"{LOGIND}.Session", "Lock")

    def change(self, **properties: bool) -> None:
        """Says that properties of the session became others."""
        changed = {name: ("b", value) for name, value in properties.items()}
        body: tuple[Any, ...] = (f"{LOGIND}.Session", changed, [])
        self._say(SESSION_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body)

    def sleep(self, *, going: bool) -> None:
        """Says that the computer goes to sleep, or woke."""
        self._say("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", "b", (going,))

    def remove(self, session: str = SESSION_PATH) -> None:
        """Says that a session ended."""
        self._say("/org/freedesktop/login1", f"{LOGIND}.Manager", "SessionRemoved", "so", ("7", session))

    def close(self) -> None:
        """Leaves the bus."""
        with suppress(OSError):
            self._connection.sock.shutdown(2)
        self._thread.join(PATIENCE_SECONDS)
        self._connection.close()
        for reading in self._delays:
            os.close(reading)

    def _say(
        self, path: str, interface: str, member: str, signature: str | None = None, body: Any = ()
    ) -> None:
        self._connection.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(message)

    def _answer(self, message: Any) -> None:
        member = next(value for key, value in message.header.fields.items() if key.name == "member")
        self.asked.append(member)
        if member == "Inhibit":
            reading, writing = os.pipe()
            self._delays.append(reading)
            self._connection.send(new_method_return(message, "h", (writing,)))
            os.close(writing)
        elif member.startswith("GetSession") and self._knows_session:
            self._connection.send(new_method_return(message, "o", (SESSION_PATH,)))
        else:
            self._connection.send(new_error(message, f"{LOGIND}.NoSuchSession"))


class MockSaver:
    """Plays a screen saver on a bus, under any desktop's name."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)

    def active(self, interface: str, *, on: bool = True) -> None:
        """Says that the screen saver came on, or went."""
        emitter = DBusAddress("/" + interface.replace(".", "/"), interface=interface)
        self._connection.send(new_signal(emitter, "ActiveChanged", "b", (on,)))

    def close(self) -> None:
        """Leaves the bus."""
        self._connection.close()
