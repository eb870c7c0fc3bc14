"""The safe opened by a command itself, without a keeper. Loads the whole house: import it only where it is opened."""

from __future__ import annotations

import time
from pathlib import Path

from app import build, hardening, paths
from app.bus import Bus
from app.cli import context, out
from app.cli.context import Options
from app.nightwatch import beginning
from app.services.house import House
from storage import durable, erasing, restoring
from storage.erasing import Erased
from storage.errors import KeyringRefused, NoSafe, SafeBusy, StorageError, WrongPassphrase
from storage.keyring_store import KeyringStore
from storage.keys import KeyFile
from storage.locking import HomeLock
from storage.model import Secret
from storage.restoring import BackupReport
from storage.safe import Safe
from storage.salvaging import SalvageReport

# A keeper that was told to lock is gone within seconds; one that is not is named.
LOCK_ATTEMPTS = 60
LOCK_PAUSE_SECONDS = 0.25


def house(options: Options) -> House:
    """An open house over the safe; its closing closes the safe. Raises NoSafe, SafeLocked and what unlocking raises."""
    if not Safe.exists(options.home):
        raise NoSafe(
            f"There is no safe in {options.home}. Make one with `reverie init`, or name its folder "
            "with --home if it was moved."
        )
    safe = unlocked(options)
    made = build.house(safe, paths.cache(), Bus(), options.clock)
    if safe.reading:
        out.warn(
            f"{durable.why_read_only(options.home)} What is in the safe can be read; nothing can be kept."
        )
        return made
    try:
        made.absorb()
    except StorageError as error:
        # What the command asks for is answered from what is in the safe; the rest still waits, whole.
        out.warn(f"What was recorded while locked could not be taken in yet: {error.message}")
    for problem in safe.problems():
        out.warn(problem)
    return made


def unlocked(options: Options) -> Safe:
    """The safe, by the passphrase from the file or REVERIE_PASSPHRASE_FILE, by the OS keyring, or by a prompt."""
    hardening.shut_out()
    given = context.given_file(options)
    if given is None:
        safe = _by_keyring(options)
        if safe is not None:
            return safe
    secret = context.from_file(given) if given is not None else context.typed("Passphrase: ")
    return Safe.unlock(options.home, secret, kinds=build.kinds(), clock=options.clock, reading=True)


def made(options: Options, secret: Secret, *, recovery: bool) -> Secret | None:
    """Makes a safe and closes it; gives the recovery words when they were wanted."""
    hardening.shut_out()
    safe, phrase = Safe.create(
        options.home, secret, kinds=build.kinds(), clock=options.clock, recovery=recovery
    )
    safe.close()
    return phrase


def recovered(options: Options, words: Secret, new: Secret) -> None:
    """Gives the safe a new passphrase by means of its recovery words, and closes it. Raises WrongPassphrase."""
    hardening.shut_out()
    with Safe.unlock_with_recovery(options.home, words, kinds=build.kinds(), clock=options.clock) as safe:
        safe.reset_passphrase(words, new)


def restored(file: Path, home: Path, *, anyway: bool) -> list[str]:
    """Makes the safe of a backup in an empty home; a sentence for each file of it that was damaged."""
    return Safe.restore(file, home, anyway=anyway)


def verified_backup(options: Options, file: Path) -> BackupReport:
    """Looks through a backup; where a passphrase file is given, also whether its safe wrote it."""
    given = context.given_file(options)
    if given is None:
        return restoring.verify(file)
    secret = context.from_file(given)
    return restoring.verify(file, lambda folder: KeyFile.read(folder).open(secret))


def salvaged(options: Options, target: Path) -> SalvageReport:
    """Makes a new safe in `target` of what can be read in the damaged one of the home."""
    hardening.shut_out()
    given = context.given_file(options)
    secret = context.from_file(given) if given is not None else context.typed("Passphrase: ")
    return Safe.salvage(
        options.home, target, lambda file: file.open(secret), kinds=build.kinds(), clock=options.clock
    )


def _by_keyring(options: Options) -> Safe | None:
    """The safe, if a keyring was chosen to open it; when it does not, that is said, and the passphrase is asked for."""
    if "keyring" not in Safe.ways_in(options.home):
        return None
    try:
        return Safe.unlock_with_keyring(
            options.home, KeyringStore(), kinds=build.kinds(), clock=options.clock, reading=True
        )
    except (WrongPassphrase, KeyringRefused) as error:
        out.warn(error.message)
        return None


def must_be_there(home: Path) -> None:
    """Raises NoSafe when there is no safe, damaged or half erased, to destroy."""
    if not erasing.is_there(home):
        raise NoSafe(f"There is no safe in {home}. Nothing was erased.")


def erased(home: Path, *, patient: bool) -> Erased:
    """Destroys the safe; `patient`, it waits for a keeper that was told to lock. Raises SafeBusy, naming the holder."""
    for _ in range(LOCK_ATTEMPTS if patient else 0):
        if _has_ended(home):
            break
        time.sleep(LOCK_PAUSE_SECONDS)
    beginning.end(home)
    return erasing.erase(home, KeyringStore)


def _has_ended(home: Path) -> bool:
    """True when the keeper of this home is gone: it holds the lock beside its socket until its last word is written."""
    try:
        HomeLock(paths.socket_path(home).parent).free()
    except SafeBusy:
        return False
    return True
