"""Work that takes long, done while its client asks for more of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.interfaces.exports import Export, ExportReport, ImportReport
from app.interfaces.models import AbilityView, ExamView, ModelView


@dataclass(frozen=True, slots=True)
class Errand:
    """Work that is done while its client asks for more of it: `done` of about `total`, and its report at the end."""

    id: UUID
    done: int
    total: int
    exported: ExportReport | None = None
    imported: ImportReport | None = None
    benched: AbilityView | None = None
    examined: ExamView | None = None
    pulled: ModelView | None = None

    @property
    def over(self) -> bool:
        """Whether there is nothing more to do."""
        return any((self.exported, self.imported, self.benched, self.examined, self.pulled))


class ErrandCalls(Protocol):
    """Beginning long work, going on with it, and giving it up."""

    def export(self, what: Export) -> Errand:
        """Begins an export, done by `go_on`; what cannot be written or is not there is refused at once."""

    def take_export(self, path: str, passphrase: str = "", forgotten: bool = False) -> Errand:
        """Begins to take in an export, done by `go_on`; `passphrase` is that of a sealed one.

        What is there already stays as it is, and so does what was forgotten here, unless `forgotten` brings it back.
        """

    def bench(self, model: str = "") -> Errand:
        """Begins to test a language model (the answering one without a name); go on until `benched` is there."""

    def pull(self, model: str) -> Errand:
        """Begins to fetch a model from its hub; go on until `pulled` is there, `done` and `total` are bytes.

        Only for a person who was told its size, licence and `host` and said yes. Given up, what has come is kept.
        """

    def examine(self) -> Errand:
        """Begins an exam of recall on what this safe holds; go on until `examined` is there."""

    def go_on(self, errand: UUID, seconds: float = 1.0) -> Errand:
        """Works on for about `seconds`; call again until it is `over`. One that nobody asks for is given up."""

    def give_up(self, errand: UUID) -> None:
        """Ends it; an export leaves no file. Harmless for one that is over."""
