"""A portal on a bus of one's own: one that is made up, and the real one before a headless sway."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageFlag,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.fakes import wayland
from tests.fakes.buses import PATIENCE_SECONDS
from tests.fakes.display import until

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
PORTAL = "/usr/libexec/xdg-desktop-portal"
SERVICES = Path("/usr/share/dbus-1/services")
BACKENDS = (
    "org.freedesktop.impl.portal.PermissionStore",
    "org.freedesktop.impl.portal.desktop.gtk",
    "org.freedesktop.impl.portal.desktop.wlr",
)
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def missing_for_real() -> str | None:
    """What a real portal needs that is not installed, or None."""
    if missing := wayland.missing_program():
        return missing
    needed = [shutil.which(name) or f"/{name}" for name in ("dbus-daemon", "pipewire", "grim")]
    needed += [f"{PORTAL}{end}" for end in ("", "-gtk", "-wlr")]
    return next((Path(program).name for program in needed if not Path(program).exists()), None)


@contextmanager
def bare_bus(folder: Path, services: Sequence[str] = (), **variables: str) -> Iterator[str]:
    """A bus that starts nothing by itself but these `services` of the system; gives its address."""
    offered = folder / "services"
    offered.mkdir()
    for name in services:
        shutil.copy(SERVICES / f"{name}.service", offered)
    config = folder / "bus.conf"
    config.write_text(BUS.format(address=f"unix:path={folder / 'bus'}", services=offered))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with _group(command, {**os.environ, **variables}, subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()


@contextmanager
def real_bus(running: wayland.Sway) -> Iterator[str]:
    """A bus before that desktop with its portal on it; gives its address."""
    # No other program of this machine answers for the portal.
    backends = running.folder / "portals"
    backends.mkdir()
    for name in ("gtk", "wlr"):
        shutil.copy(f"/usr/share/xdg-desktop-portal/portals/{name}.portal", backends)
    plain = {"HOME": str(running.folder), "XDG_DESKTOP_PORTAL_DIR": str(backends), "NO_AT_BRIDGE": "1"}
    environment = {**running.environment, **plain}
    with ExitStack() as opened:
        # sway's part of the portal ends itself where there is no pipewire; the other waits for cameras where there is.
        opened.enter_context(_group(["pipewire"], environment))
        until((running.folder / "pipewire-0").exists)
        address = opened.enter_context(bare_bus(running.folder, BACKENDS, **environment))
        opened.enter_context(
            _group(
                [PORTAL], {**environment, "DBUS_SESSION_BUS_ADDRESS": address, "PIPEWIRE_REMOTE": "nowhere"}
            )
        )
        with open_dbus_connection(address) as looking:
            until(lambda: _is_owned(looking))
        yield address


def _is_owned(bus: DBusConnection) -> bool:
    # WORKAROUND: a call that reaches xdg-desktop-portal-wlr 0.7 while it starts lies unread until the next one comes.
    nudge: Any = new_method_call(DBusAddress("/", BACKENDS[-1], "org.freedesktop.DBus.Peer"), "Ping")
    nudge.header.flags |= MessageFlag.no_auto_start | MessageFlag.no_reply_expected
    bus.send(nudge)
    asked: Any = message_bus.NameHasOwner(NAME)  # jeepney publishes no types
    return bool(bus.send_and_get_reply(asked).body[0])


@contextmanager
def _group(
    command: list[str], environment: dict[str, str], output: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    """A program that ends with the block, and what it started with it."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=output,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)
        if process.stdout is not None:
            process.stdout.close()


def _granted(_body: tuple[Any, ...]) -> tuple[int, dict[str, Any]]:
    return 0, {}


class FakePortal:
    """Plays the portal on a bus, and says to each request what the test wants.

    `calls` are (member, signature, body) in their order. `answers` are tried for each member: a response's code and
    results, an error's name, or None for silence. One thread, ended by `close`.
    """

    def __init__(self, address: str, versions: dict[str, int]) -> None:
        self.calls: list[tuple[str, str, tuple[Any, ...]]] = []
        self.answers: dict[str, Callable[[tuple[Any, ...]], tuple[int, dict[str, Any]] | str | None]] = {}
        # What is said between the question and its answer.
        self.before_answer: Callable[[str], None] = lambda path: None
        self.own_paths = False
        self.descriptor = -1
        self.versions = versions
        self._connection: DBusConnection = open_dbus_connection(address, enable_fds=True)
        if versions:
            self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._serve, name="fake-portal", daemon=True)
        self._thread.start()

    @staticmethod
    def stranger(address: str) -> FakePortal:
        """Somebody else on the bus, who can say the same but is not the portal."""
        return FakePortal(address, {})

    def leave(self) -> None:
        """Gives up its name, as one that dies in the midst of a question does."""
        asked: Any = message_bus.ReleaseName(NAME)  # jeepney publishes no types
        self._connection.send(asked)

    def say(
        self, member: str, interface: str, signature: str, body: tuple[Any, ...], path: str = PATH
    ) -> None:
        """Sends a signal."""
        emitter = DBusAddress(path, interface=f"org.freedesktop.portal.{interface}")
        self._connection.send(new_signal(emitter, member, signature, body))

    def close(self) -> None:
        """Leaves the bus, as one that dies does."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE_SECONDS)
        self._connection.close()

    def _serve(self) -> None:
        with suppress(OSError, struct.error):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._take(message)

    def _take(self, message: Any) -> None:
        fields = message.header.fields
        member = fields[HeaderFields.member]
        signature = fields.get(HeaderFields.signature, "")
        if member == "Get":
            self._tell_version(message)
            return
        self.calls.append((member, signature, message.body))
        if member == "OpenPipeWireRemote":
            self._connection.send(new_method_return(message, "h", (self.descriptor,)))
        elif member == "Register":
            # As portals before 1.19 do.
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
        elif member == "Close":
            self._connection.send(new_method_return(message))
        else:
            self._respond(message, member)

    def _tell_version(self, message: Any) -> None:
        interface = message.body[0].rpartition(".")[2]
        if interface in self.versions:
            reply = new_method_return(message, "v", (("u", self.versions[interface]),))
        else:
            reply = new_error(message, "org.freedesktop.DBus.Error.UnknownInterface")
        self._connection.send(reply)

    def _respond(self, message: Any, member: str) -> None:
        given = self.answers.get(member, _granted)(message.body)
        if isinstance(given, str):
            self._connection.send(new_error(message, given))
            return
        options = message.body[-1]
        sender = message.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{sender}/{'own' if self.own_paths else options['handle_token'][1]}"
        self.before_answer(path)
        if given is not None and not self.own_paths:
            # As fast portals do: the answer comes before the call's own return.
            self.say("Response", "Request", "ua{sv}", given, path)
        self._connection.send(new_method_return(message, "o", (path,)))
        if given is not None and self.own_paths:
            threading.Timer(0.2, lambda: self.say("Response", "Request", "ua{sv}", given, path)).start()
