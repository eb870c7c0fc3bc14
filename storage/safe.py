"""The safe: the encrypted home of everything Reverie keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from storage import attempts, commit_counter, connection, durable, erasing, keys, restoring, salvaging
from storage.answers import Answers
from storage.backup import KnownBackup
from storage.candidates import Candidates
from storage.clock import Clock, maybe_time
from storage.corrections import Corrections
from storage.coverage import CoverageLedger
from storage.database import Database
from storage.dreams import Dreams
from storage.embedders import Embedders
from storage.episodes import Episodes
from storage.errors import HomeReadOnly, NoSafe, SafeDamaged, SafeExists, StorageError, WrongPassphrase
from storage.exporting import Exports
from storage.fading import Fading
from storage.forgetting import Forgetting
from storage.importing import Imports
from storage.jobs import Jobs
from storage.keys import KdfCost, KeyFile, Keys, KeyStore
from storage.kind import Kinds
from storage.listing import Listings
from storage.locking import HomeLock
from storage.memories import Memories
from storage.model import Counts, JobState, ObservationType, Secret
from storage.observations import Observations
from storage.pictures import Pictures
from storage.presence import Presence
from storage.proposals import Proposals
from storage.receipts import Receipts
from storage.reels import Reels
from storage.refusals import Refusals
from storage.retention import Retention
from storage.rules import Rules
from storage.salvaging import SalvageReport
from storage.search import Search
from storage.settings import SettingsTable
from storage.spool import Spool
from storage.traces import Tracer
from storage.upkeep import Upkeep
from storage.vault import Vault
from storage.vault_log import VaultLog
from storage.vectors import VectorTable

# Files that are written beside, then put in place.
_WRITTEN_ANEW = (
    keys.FILE, keys.BACKUP, commit_counter.FILE, attempts.FILE, restoring.MARK, restoring.FRESH,
)  # fmt: skip
# What looking for files without a row may add to an unlock: among 40,000 pictures it takes most of a second.
_SWEEP_SECONDS = 0.2
_NO_SAFE = (
    "There is no safe in {0}. Make one with `reverie init`, or name its folder with --home if it was moved."
)


class Safe:
    """An unlocked safe. Its opener closes it; any thread may use it meanwhile."""

    def __init__(
        self,
        home: Path,
        key_file: KeyFile,
        opened: Keys,
        lock: HomeLock,
        kinds: Kinds,
        clock: Clock,
        *,
        new: bool = False,
        reading: bool = False,
    ) -> None:
        """Use `create` or one of the `unlock`s."""
        self.home = home
        self.reading = reading
        self.kinds = kinds
        self.key_file_findings: tuple[str, ...] = ()
        self._key_file = key_file
        self._keys = opened
        self._lock = lock
        self._database = Database(home, opened.database(), clock, opened.commits(), new=new, reading=reading)
        self._vault = Vault(self._database, key_file, opened.vault_public, opened.digests())
        self.pictures = Pictures(home, self._database, opened.pictures())
        self.vault_log = VaultLog(self._database)
        self.memories = Memories(self._database, kinds, self._vault, self.vault_log)
        self.listings = Listings(self._database, kinds)
        self.candidates = Candidates(self._database, self.memories.keep_sealed)
        self.proposals = Proposals(self._database, kinds, self.memories.make, self._vault.digest)
        self.dreams = Dreams(self._database, self.memories, self.proposals)
        self.refusals = Refusals(self._database)
        self.corrections = Corrections(self._database)
        self.observations = Observations(self._database, self.pictures, self.memories)
        self.search = Search(self._database)
        self.presence = Presence(self._database)
        self.reels = Reels(self._database)
        self.vectors = VectorTable(self._database)
        self.embedders = Embedders(self._database)
        self.jobs = Jobs(self._database)
        self.episodes = Episodes(self._database)
        self.coverage = CoverageLedger(self._database)
        self.rules = Rules(self._database)
        self.settings = SettingsTable(self._database)
        self.answers = Answers(self._database)
        self.spool = Spool(home, self._database, self.observations, opened.spool_private())
        self.receipts = Receipts(self._database, opened.receipts())
        self.fading = Fading(self._database, self.pictures)
        self.forgetting = Forgetting(self._database, self.pictures, kinds, self.receipts)
        self.upkeep = Upkeep(home, self._database, self.pictures, opened, self.receipts, self.spool)
        self.forgetting.backups = self._backups_since
        self.exports = Exports(self._database, kinds, self._vault, self.vault_log)
        self.imports = Imports(self._database, kinds, self._vault, self.pictures)
        self.tracer = Tracer(home, self._database, opened)
        self.retention = Retention(self._database, self.forgetting, kinds)

    @classmethod
    def create(
        cls,
        home: Path,
        passphrase: Secret,
        *,
        kinds: Kinds,
        clock: Clock,
        recovery: bool = False,
        cost: KdfCost | None = None,
    ) -> tuple[Safe, Secret | None]:
        """Makes a safe in `home` (absent or empty) and opens it; the second value is the recovery phrase if asked for.

        The phrase is returned this once. Raises SafeExists, SafeBusy, DiskFull.
        """
        _refuse_full(home)
        durable.private_folder(home)
        with ExitStack() as undone:
            lock = HomeLock(home)
            undone.callback(lock.free)
            _refuse_full(home)  # nobody else made one meanwhile
            undone.callback(restoring.clear, home, restoring.FRESH)
            restoring.clear(home, restoring.FRESH)  # what a kill has left of a former attempt
            restoring.begin(home, restoring.FRESH)
            key_file, opened, phrase = KeyFile.create(home, passphrase, clock(), cost, recovery=recovery)
            undone.callback(opened.wipe)
            safe = cls(home, key_file, opened, lock, kinds, clock, new=True)
            undone.callback(safe._database.close)
            key_file.write()  # last: a home with a key file has a whole safe
            restoring.finish(home, restoring.FRESH)
            undone.pop_all()
        return safe, phrase

    @classmethod
    def unlock(
        cls, home: Path, passphrase: Secret, *, kinds: Kinds, clock: Clock, reading: bool = False
    ) -> Safe:
        """Opens the safe in `home`. Raises NoSafe, WrongPassphrase, SafeBusy, SafeDamaged, SafeTooNew, DiskFull.

        A home that cannot be written to is refused (HomeReadOnly) unless `reading` will do: then everything can be
        read, and whatever would change something raises HomeReadOnly.
        """
        return cls._unlock(home, lambda file: file.open(passphrase), kinds, clock, reading)

    @classmethod
    def unlock_with_recovery(cls, home: Path, phrase: Secret, *, kinds: Kinds, clock: Clock) -> Safe:
        """Like `unlock`, by the 24 words of the recovery phrase."""
        return cls._unlock(home, lambda file: file.open_with_recovery(phrase), kinds, clock)

    @classmethod
    def unlock_with_keyring(
        cls, home: Path, store: KeyStore, *, kinds: Kinds, clock: Clock, reading: bool = False
    ) -> Safe:
        """Like `unlock`, by what `use_keyring` put into `store`; WrongPassphrase when there is nothing."""
        secret = store.get(home)
        if secret is None:
            raise WrongPassphrase("The keyring holds nothing for this safe. Unlock it with the passphrase.")
        return cls._unlock(home, lambda file: file.open_with_keyring(secret), kinds, clock, reading)

    @staticmethod
    def exists(home: Path) -> bool:
        """True when a safe lies in `home`."""
        return keys.exists(home)

    def close(self) -> None:
        """Empties the write-ahead log, closes the database, wipes the keys, frees the lock. Harmless when repeated."""
        try:
            self._database.close()
        finally:
            self._keys.wipe()
            self._lock.free(clean=not self.pictures.untidy)

    def __enter__(self) -> Safe:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prove(self, passphrase: Secret) -> None:
        """Asks for the passphrase again (exports of secrets). Raises WrongPassphrase, TooManyTries."""
        self._key_file.open(passphrase).wipe()

    def change_passphrase(self, old: Secret, new: Secret, cost: KdfCost | None = None) -> None:
        """Gives the safe another passphrase; the recovery phrase and the keyring stay. Raises WrongPassphrase."""
        self._key_file.change_passphrase(old, new, cost)

    def reset_passphrase(self, phrase: Secret, new: Secret, cost: KdfCost | None = None) -> None:
        """Gives the safe another passphrase by means of the recovery phrase. Raises WrongPassphrase."""
        self._key_file.reset_passphrase(phrase, new, cost)

    def new_recovery(self, passphrase: Secret) -> Secret:
        """Other 24 words, returned once; the former ones open nothing now. Raises WrongPassphrase, TooManyTries."""
        return self._key_file.new_recovery(passphrase)

    @property
    def ways(self) -> frozenset[str]:
        """What opens this safe: "passphrase", "recovery", "keyring"."""
        return self._key_file.ways_in

    @property
    def keys_trouble(self) -> str:
        """Why keys may reach the swap file, or an empty text."""
        return self._keys.trouble

    @staticmethod
    def ways_in(home: Path) -> frozenset[str]:
        """What opens the safe of `home`: "passphrase", "recovery", "keyring"; nothing when it cannot be read."""
        try:
            return KeyFile.read(home).ways_in
        except StorageError:
            return frozenset()

    def use_keyring(self, store: KeyStore) -> None:
        """Lets the system's keyring open this safe, though never its vault. Raises StorageError when it refuses."""
        secret = self._key_file.add_keyring(self._keys)
        try:
            store.set(self.home, secret)
        except StorageError:
            self.forget_keyring()
            raise

    def forget_keyring(self) -> None:
        """The keyring opens this safe no more, wherever its entry lies."""
        self._key_file.remove_keyring(self._keys)

    def leave_keyring(self, store: KeyStore) -> None:
        """The keyring opens this safe no more."""
        self.forget_keyring()
        store.delete(self.home)

    def backup(self, target: Path) -> int:
        """Writes everything, encrypted as it is, to one file; returns its size in bytes. Raises WrongUse, DiskFull."""
        return self.upkeep.back_up(target).size

    def known_backups(self) -> list[KnownBackup]:
        """Every copy of the safe's content it knows of, the oldest first; some may have been removed since."""
        return self.upkeep.known_backups()

    def _backups_since(self, since: datetime | None) -> list[str]:
        """Names of the copies that may hold something of `since` or later."""
        return [known.path.name for known in self.known_backups() if since is None or known.until >= since]

    def problems(self) -> tuple[str, ...]:
        """What was found damaged or missing when the safe was opened: sentences, [] when nothing was; quick."""
        return self.upkeep.problems()

    @staticmethod
    def restore(source: Path, home: Path, *, anyway: bool = False) -> list[str]:
        """Makes the safe of a backup in `home` (absent or empty); returns a sentence for each file that was damaged.

        Without `anyway` the first damaged file ends it. Raises SafeExists, WrongUse, SafeDamaged, DiskFull.
        """
        return restoring.restore(source, home, anyway=anyway)

    @classmethod
    def salvage(
        cls, home: Path, target: Path, opener: Callable[[KeyFile], Keys], *, kinds: Kinds, clock: Clock
    ) -> SalvageReport:
        """Makes a new safe in `target` of everything in the damaged one of `home` that can be read; `home` stays.

        `opener` opens the key file (`lambda file: file.open(passphrase)`). Raises NoSafe, WrongPassphrase, SafeBusy,
        SafeExists, SafeDamaged when nothing can be read, DiskFull.
        """
        if not keys.exists(home):
            raise NoSafe(f"There is no safe in {home} to save anything from.")
        with restoring.filled(target):
            hit = salvaging.into(home, target, opener)
            with cls._opened(target, opener, kinds, clock) as saved:
                hit += salvaging.drop_unsound(saved._database, saved.pictures)
                counts = saved.counts()
                pictures = len(saved.pictures.ids())
        moments = counts.frames + counts.turns + counts.notes
        return SalvageReport(target, moments, sum(counts.memories.values()), pictures, tuple(hit))

    def spool_public(self) -> bytes:
        """The public key that seals what is recorded while the safe is locked; it opens nothing."""
        return bytes(self._keys.spool_public())

    def is_here(self) -> bool:
        """Whether the home still lies where it was opened: it may be moved, replaced or deleted meanwhile."""
        return self._database.is_here()

    def counts(self) -> Counts:
        """How much there is: memories are the current ones, by kind."""
        number: dict[str, int] = dict(
            self._database.rows("SELECT type, count(*) FROM observation GROUP BY type")
        )
        jobs: dict[str, int] = dict(self._database.rows("SELECT state, count(*) FROM job GROUP BY state"))
        first, last = self._database.rows("SELECT min(time), max(time) FROM observation")[0]
        return Counts(
            frames=number.get(ObservationType.FRAME, 0),
            turns=number.get(ObservationType.TURN, 0),
            notes=number.get(ObservationType.NOTE, 0),
            memories=self._current_memories(),
            jobs_pending=jobs.get(JobState.PENDING, 0),
            jobs_attention=jobs.get(JobState.ATTENTION, 0),
            vectors=self._number("SELECT count(*) FROM vector"),
            vectors_missing=self._number("SELECT count(*) FROM outbox"),
            bytes_on_disk=self._bytes_on_disk(),
            first=maybe_time(first),
            last=maybe_time(last),
        )

    def verify(self) -> list[str]:
        """Looks through everything and returns a sentence a problem; [] when the safe is sound. Takes seconds a GB."""
        return self.upkeep.verify()

    @classmethod
    def _unlock(
        cls,
        home: Path,
        opener: Callable[[KeyFile], Keys],
        kinds: Kinds,
        clock: Clock,
        reading: bool = False,
    ) -> Safe:
        if restoring.interrupted(home):
            raise NoSafe(restoring.CUT_OFF.format(home))
        if not keys.exists(home):
            raise NoSafe(_NO_SAFE.format(home))
        fixed = durable.why_read_only(home)
        if fixed and not reading:
            raise HomeReadOnly(fixed)
        try:
            return cls._opened(home, opener, kinds, clock, bool(fixed))
        except SafeDamaged:
            if not (home / erasing.MARK).is_file():
                raise
            raise NoSafe(
                "This safe was being erased: its keys are gone. `reverie erase` removes the rest."
            ) from None

    @classmethod
    def _opened(
        cls, home: Path, opener: Callable[[KeyFile], Keys], kinds: Kinds, clock: Clock, reading: bool = False
    ) -> Safe:
        with ExitStack() as undone:
            lock = HomeLock(home, reading=reading)
            undone.callback(lock.free, clean=not lock.unclean)
            key_file = KeyFile.read(home)
            opened = opener(key_file)
            undone.callback(opened.wipe)
            _refuse_what_is_no_database(home)
            safe = cls(home, key_file, opened, lock, kinds, clock, reading=reading)
            undone.callback(safe._database.close)
            if not reading:
                safe._mend()
            undone.pop_all()
        return safe

    def _mend(self) -> None:
        """What an unclean stop may have left: key files that differ, pictures without a row."""
        try:
            self.key_file_findings = tuple(self._key_file.mend(self._keys))
        except StorageError as error:
            # A full or read-only disk keeps nobody out: it is tried again at the next unlock.
            self.key_file_findings = (f"The key file could not be written again. {error.message}",)
        self.upkeep.found(self.key_file_findings)
        self._tidy()
        self._let_go()
        if self._lock.unclean and not self.upkeep.problems():
            # Where changes are missing, their pictures may come back with them. What is left over, the chores find.
            self.pictures.sweep(_SWEEP_SECONDS)

    def _tidy(self) -> None:
        """Marks and half-written files of what was cut off here: a safe that opens is whole."""
        with suppress(OSError):  # the next opening does it
            for name in (restoring.FRESH, erasing.MARK, *(f"{name}.new" for name in _WRITTEN_ANEW)):
                (self.home / name).unlink(missing_ok=True)

    def _let_go(self) -> None:
        """Leases of whoever had the safe before, and what waited for an answer that nobody gave in time."""
        with suppress(
            StorageError
        ):  # it cannot be written now: leases run out, and what has expired is not shown
            self.jobs.free()
            self.candidates.sweep()
            self.proposals.sweep()

    def _current_memories(self) -> dict[str, int]:
        sql = (
            "SELECT kind, count(*) FROM memory WHERE valid_to IS NULL AND superseded_by IS NULL GROUP BY kind"
        )
        number: dict[str, int] = dict(self._database.rows(sql))
        return {name: number.get(name, 0) for name in self.kinds}

    def _bytes_on_disk(self) -> int:
        files = sum(path.stat().st_size for path in self.home.iterdir() if path.is_file())
        return files + self._number("SELECT coalesce(sum(size), 0) FROM picture")

    def _number(self, sql: str) -> int:
        return int(self._database.rows(sql)[0][0])


def _refuse_what_is_no_database(home: Path) -> None:
    """SQLite makes a new database of an empty file, and throws the log of the old one away."""
    database = home / connection.FILE
    if not database.is_file() or not database.stat().st_size:
        how = "empty" if database.is_file() else "missing"
        raise SafeDamaged(
            f"The database of this safe ({connection.FILE}) is {how}. Save what is left with "
            "`reverie salvage --to FOLDER`, or put back a backup with `reverie restore`."
        )
    for end in ("-wal", "-shm"):
        if database.with_name(connection.FILE + end).is_dir():
            raise SafeDamaged(
                f"A folder lies where the database has its log ({connection.FILE}{end}). Move it away and unlock again."
            )


def _refuse_full(home: Path) -> None:
    if keys.exists(home):
        raise SafeExists(f"There is a safe in {home} already. Unlock it, or choose another folder.")
    if restoring.interrupted(home):
        raise SafeExists(restoring.CUT_OFF.format(home))
    if not (home / restoring.FRESH).is_file():  # the making of a safe was cut off there
        restoring.require_empty(home)
