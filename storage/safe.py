"""The safe: the encrypted home of everything Reverie keeps."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from storage.answers import Answers
from storage.clock import Clock
from storage.coverage import CoverageLedger
from storage.episodes import Episodes
from storage.forgetting import Forgetting
from storage.jobs import Jobs
from storage.keys import KdfCost
from storage.kind import Kinds
from storage.memories import Memories
from storage.model import Counts, Secret
from storage.observations import Observations
from storage.pictures import Pictures
from storage.rules import Rules
from storage.search import Search
from storage.settings import SettingsTable
from storage.vault_log import VaultLog
from storage.vectors import VectorTable


class Safe:
    """An unlocked safe. Closed by its opener."""

    home: Path
    kinds: Kinds
    observations: Observations
    memories: Memories
    pictures: Pictures
    search: Search
    vectors: VectorTable
    jobs: Jobs
    episodes: Episodes
    coverage: CoverageLedger
    rules: Rules
    settings: SettingsTable
    answers: Answers
    forgetting: Forgetting
    vault_log: VaultLog

    @classmethod
    def create(
        cls, home: Path, passphrase: Secret, *, kinds: Kinds, clock: Clock,
        recovery: bool = False, cost: KdfCost | None = None,
    ) -> tuple[Safe, Secret | None]:
        """Makes a safe in `home`; the second value is the recovery phrase if asked for. Raises SafeExists."""
        raise NotImplementedError

    @classmethod
    def unlock(cls, home: Path, passphrase: Secret, *, kinds: Kinds, clock: Clock) -> Safe:
        """Raises NoSafe, WrongPassphrase, SafeBusy, SafeDamaged, SafeTooNew."""
        raise NotImplementedError

    @classmethod
    def unlock_with_recovery(cls, home: Path, phrase: Secret, *, kinds: Kinds, clock: Clock) -> Safe:
        """Like `unlock`, with the 24 words."""
        raise NotImplementedError

    @staticmethod
    def exists(home: Path) -> bool:
        """True when a safe lies in `home`."""
        raise NotImplementedError

    def close(self) -> None:
        """Checkpoints, wipes the keys, frees the lock."""
        raise NotImplementedError

    def __enter__(self) -> Safe:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def counts(self) -> Counts:
        """How much there is."""
        raise NotImplementedError

    def verify(self) -> list[str]:
        """Problems found; [] when sound."""
        raise NotImplementedError
