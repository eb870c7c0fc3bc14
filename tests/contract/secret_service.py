"""A real Secret Service for tests: gnome-keyring on a message bus of its own, in a home of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "of this test's keyring alone"
MISSING = "gnome-keyring and dbus-daemon are not installed"


def present() -> bool:
    """Whether one can be started here."""
    return bool(shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon"))


@contextmanager
def secret_service(folder: Path) -> Iterator[dict[str, str]]:
    """Starts both, with an unlocked keyring; yields the environment in which it is reached."""
    homes = {name: folder / name for name in ("home", "data", "run")}
    for made in homes.values():
        made.mkdir(mode=0o700)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    )
    assert bus.stdout is not None
    environment = {
        **os.environ,
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
        "HOME": str(homes["home"]),
        "XDG_DATA_HOME": str(homes["data"]),
        "XDG_RUNTIME_DIR": str(homes["run"]),
    }
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert daemon.stdin is not None
    daemon.stdin.write(PASSWORD.encode())
    daemon.stdin.close()
    try:
        _await(environment)
        yield environment
    finally:
        for process in (daemon, bus):
            process.kill()
            process.wait()


def _await(environment: dict[str, str]) -> None:
    """Until the service has its name on the bus."""
    # Asked of the bus, not of the service: the bus would start another daemon, with a locked keyring.
    ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
           "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]  # fmt: skip
    end = time.monotonic() + 20
    while b"true" not in subprocess.run(ask, env=environment, capture_output=True, check=False).stdout:
        assert time.monotonic() < end, "the keyring did not start"
        time.sleep(0.05)
