"""What every command needs: the chosen home, how to print, and an open `Reverie`."""

from __future__ import annotations

import getpass
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TextIO, TypeAlias
from zoneinfo import ZoneInfo

from app import client
from app.cli import out
from app.client import Link
from app.events import Event
from app.interfaces import Reverie, Status
from app.moments import environment_zone, moment
from storage.clock import Clock, system_clock
from storage.errors import SafeLocked, WrongUse
from storage.model import Secret

Subscribe: TypeAlias = Callable[[Callable[[Event], None]], Callable[[], None]]
"""Hands each piece of news to a listener, until what it returns is called."""


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
        return moment(self.now, environment_zone()) if self.now else None


@contextmanager
def opened(options: Options) -> Iterator[Reverie]:
    """The keeper's `Reverie` when one is open for this home, else the safe, opened and closed here under its lock."""
    with with_news(options) as (reverie, _):
        yield reverie


@contextmanager
def with_news(options: Options) -> Iterator[tuple[Reverie, Subscribe]]:
    """As `opened`, and what subscribes to its news."""
    link = client.unlocked(options.home)
    if link is not None:
        try:
            yield link.reverie(), partial(_subscribed, link)
        finally:
            link.close()
        return
    from app.cli import safes  # noqa: PLC0415 - half a second of loading, which no command needs that a keeper answers

    house = safes.house(options)
    try:
        yield house, house.subscribe
    finally:
        house.close()


def _subscribed(link: Link, listener: Callable[[Event], None]) -> Callable[[], None]:
    end = link.subscribe(listener)
    link.reverie().watch()
    return end


def typed(prompt: str) -> Secret:
    """A passphrase typed at a terminal. Raises SafeLocked without one."""
    if not sys.stdin.isatty():
        raise SafeLocked("No passphrase. Give one with --passphrase-file FILE or REVERIE_PASSPHRASE_FILE.")
    return Secret(getpass.getpass(prompt))


def typed_passphrase(options: Options, prompt: str = "Passphrase, to reveal the value: ") -> Secret:
    """For what asks again (reveal, change): never the keyring."""
    given = given_file(options)
    if given is not None:
        return from_file(given)
    if not sys.stdin.isatty():
        raise SafeLocked("This asks for the passphrase again. Give it with --passphrase-file FILE.")
    return Secret(getpass.getpass(prompt))


def new_passphrase(options: Options) -> Secret:
    """For `init`: from a file, or typed twice."""
    given = given_file(options)
    if given is not None:
        return from_file(given)
    if not sys.stdin.isatty():
        raise SafeLocked("A new safe needs a passphrase. Give one with --passphrase-file FILE.")
    return typed_twice("Choose a passphrase: ", "Nothing was made.")


def typed_twice(prompt: str, nothing: str) -> Secret:
    """A passphrase typed twice; `nothing` says what did not happen. Raises WrongUse when they differ or are empty."""
    first = getpass.getpass(prompt)
    if first != getpass.getpass("Once more: "):
        raise WrongUse(f"The two passphrases differ. {nothing}")
    if not first:
        raise WrongUse(f"An empty passphrase protects nothing. {nothing}")
    return Secret(first)


@contextmanager
def new_private(file: Path | None) -> Iterator[TextIO | None]:
    """A new file that only its owner can read, gone again when what was to fill it failed; None without a `file`."""
    if file is None:
        yield None
        return
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        raise WrongUse(f"{file} cannot be made. Choose a new file in a folder you may write to.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        try:
            yield stream
        except BaseException:
            file.unlink()
            raise


def zone_of(status: Status) -> ZoneInfo:
    """The safe's zone."""
    return ZoneInfo(status.timezone)


def text_or_stdin(text: str) -> str:
    """`-` reads standard input, which keeps private words out of the shell's history.

    Bytes that are no characters (a terminal that does not speak UTF-8) become question marks.
    """
    given = sys.stdin.read().strip() if text == "-" else text
    return given.encode(errors="replace").decode()


def given_file(options: Options) -> Path | None:
    """The passphrase file, of `--passphrase-file` or REVERIE_PASSPHRASE_FILE."""
    given = os.environ.get("REVERIE_PASSPHRASE_FILE")
    return options.passphrase_file or (Path(given) if given else None)


def from_file(file: Path) -> Secret:
    """The first line of a passphrase file. Raises SafeLocked when there is none to read."""
    try:
        mode = file.stat().st_mode
        # Editors on Windows put a mark before the first character, which no person types.
        first = file.read_text(encoding="utf-8-sig").splitlines()[:1]
    except (OSError, UnicodeDecodeError) as cause:
        raise SafeLocked(
            f"The passphrase file {file} cannot be read. Check the path and its permissions."
        ) from cause
    if sys.platform != "win32" and mode & (stat.S_IRGRP | stat.S_IROTH):
        out.warn(f"Others can read {file}. Protect it with: chmod 600 {file}")
    if not first or not first[0]:
        raise SafeLocked(f"The passphrase file {file} is empty: its first line is the passphrase.")
    return Secret(first[0])
