"""What every command needs: the chosen home, how to print, and an open `Reverie`."""

from __future__ import annotations

import getpass
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app import build, client, paths
from app.bus import Bus
from app.cli import out
from app.interfaces import Reverie, Status
from app.moments import moment
from storage.clock import Clock, system_clock
from storage.errors import NoSafe, SafeLocked, StorageError, WrongUse
from storage.keyring_store import KeyringStore
from storage.model import Secret
from storage.safe import Safe


@dataclass(slots=True)
class Options:
    """The global options; they may stand before or after the command."""

    home: Path
    json: bool = False
    passphrase_file: Path | None = None
    now: str = ""
    model: str | None = None

    @property
    def clock(self) -> Clock:
        """The clock `--now` set, or the system's."""
        at = self.at
        return (lambda: at) if at is not None else system_clock

    @property
    def at(self) -> datetime | None:
        """The time `--now` set, in UTC; without an offset it is local to the safe's zone."""
        return moment(self.now, build.environment_zone()) if self.now else None


@contextmanager
def opened(options: Options) -> Iterator[Reverie]:
    """The keeper's `Reverie` when one is open for this home, else the safe, opened and closed here under its lock."""
    link = client.unlocked(options.home)
    if link is not None:
        try:
            yield link.reverie()
        finally:
            link.close()
        return
    if not Safe.exists(options.home):
        raise NoSafe(f"There is no safe in {options.home}. Make one with: reverie init")
    house = build.house(unlocked_here(options), paths.cache(), Bus(), options.clock)
    try:
        yield house
    finally:
        house.close()


def unlocked_here(options: Options) -> Safe:
    """The safe, by the passphrase from the file or REVERIE_PASSPHRASE_FILE, by the OS keyring, or by a prompt."""
    given = options.passphrase_file or _environment_file()
    if given is None:
        safe = _by_keyring(options)
        if safe is not None:
            return safe
    secret = _from_file(given) if given is not None else _typed("Passphrase: ")
    return Safe.unlock(options.home, secret, kinds=build.kinds(), clock=options.clock)


def _by_keyring(options: Options) -> Safe | None:
    try:
        store = KeyringStore()
        if store.get(options.home) is None:
            return None
    except StorageError:
        # No keyring that encrypts: the prompt is next.
        return None
    return Safe.unlock_with_keyring(options.home, store, kinds=build.kinds(), clock=options.clock)


def _typed(prompt: str) -> Secret:
    if not sys.stdin.isatty():
        raise SafeLocked("No passphrase. Give one with --passphrase-file FILE or REVERIE_PASSPHRASE_FILE.")
    return Secret(getpass.getpass(prompt))


def typed_passphrase(options: Options) -> Secret:
    """For what asks again (reveal): never the keyring."""
    given = options.passphrase_file or _environment_file()
    if given is not None:
        return _from_file(given)
    if not sys.stdin.isatty():
        raise SafeLocked("This asks for the passphrase again. Give it with --passphrase-file FILE.")
    return Secret(getpass.getpass("Passphrase, to reveal the value: "))


def new_passphrase(options: Options) -> Secret:
    """For `init`: from a file, or typed twice."""
    given = options.passphrase_file or _environment_file()
    if given is not None:
        return _from_file(given)
    if not sys.stdin.isatty():
        raise SafeLocked("A new safe needs a passphrase. Give one with --passphrase-file FILE.")
    first = getpass.getpass("Choose a passphrase: ")
    if first != getpass.getpass("Once more: "):
        raise WrongUse("The two passphrases differ. Nothing was made.")
    if not first:
        raise WrongUse("An empty passphrase protects nothing. Nothing was made.")
    return Secret(first)


def zone_of(status: Status) -> ZoneInfo:
    """The safe's zone."""
    return ZoneInfo(status.timezone)


def text_or_stdin(text: str) -> str:
    """`-` reads standard input, which keeps private words out of the shell's history."""
    return sys.stdin.read().strip() if text == "-" else text


def _environment_file() -> Path | None:
    given = os.environ.get("REVERIE_PASSPHRASE_FILE")
    return Path(given) if given else None


def _from_file(file: Path) -> Secret:
    try:
        mode = file.stat().st_mode
        first = file.read_text(encoding="utf-8").splitlines()[:1]
    except (OSError, UnicodeDecodeError) as cause:
        raise SafeLocked(
            f"The passphrase file {file} cannot be read. Check the path and its permissions."
        ) from cause
    if sys.platform != "win32" and mode & (stat.S_IRGRP | stat.S_IROTH):
        out.warn(f"Others can read {file}. Protect it with: chmod 600 {file}")
    if not first or not first[0]:
        raise SafeLocked(f"The passphrase file {file} is empty: its first line is the passphrase.")
    return Secret(first[0])
