"""Taking in an export of Reverie: looked through as a whole first, so that a damaged one changes nothing, then kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from agents import secrets
from app.bus import Bus
from app.events import MemoriesChanged, ObservationKept
from app.exports.archive import Unpacked
from app.exports.document import Document, Line
from app.interfaces import ImportReport
from app.services.errands import Work
from app.services.hiding import Hiding, Seen
from app.services.talks import Talks
from storage import export_file
from storage.errors import ExportDamaged, WrongUse
from storage.export_records import (
    FrameRecord,
    MemoryRecord,
    NoteRecord,
    ObservationRecord,
    Record,
    StepRecord,
    TurnRecord,
)
from storage.importing import Taken
from storage.model import ObservationType, Secret
from storage.safe import Safe

PAGE = 100
# A picture is decoded before it is kept.
PICTURES_AT_ONCE = 10


@dataclass(slots=True)
class _Contents:
    """What the look through an export found: which steps the history of each memory names."""

    steps: dict[int, StepRecord] = field(default_factory=dict)
    steps_of: dict[UUID, tuple[int, ...]] = field(default_factory=dict)
    pictures: bool = False


class Importer:
    """Takes exports into one safe. `wake` is called when there is something new to work on."""

    def __init__(self, safe: Safe, bus: Bus, wake: Callable[[], None], hiding: Hiding | None = None) -> None:
        self._hiding = hiding or Hiding()
        self._safe = safe
        self._bus = bus
        self._wake = wake

    def work(self, path: Path, passphrase: str, *, forgotten: bool) -> Work:
        """The errand. Raises WrongUse, WrongPassphrase, ExportDamaged and then nothing was taken in; DiskFull."""
        if not path.is_absolute():
            raise WrongUse("Name the whole path of the export, from the root of the disk on.")
        with export_file.opened(path, Secret(passphrase) if passphrase else None) as stream:
            parts = Unpacked(stream)
            size = parts.size
            contents = yield from self._look_through(parts, size)
            skip = frozenset() if forgotten else self._safe.imports.forgotten()
            taken = Taken()
            with parts.document() as text:
                document = Document(text)
                for _ in self._take(document.records(), contents, parts, taken, skip):
                    yield size + document.read, 2 * size
        self._wake()
        return _report(path, taken)

    def _look_through(self, parts: Unpacked, size: int) -> Generator[tuple[int, int], None, _Contents]:
        contents = _Contents()
        with parts.document() as text:
            document = Document(text)
            for number, line in enumerate(document.records()):
                self._note(line, contents)
                if number % PAGE == 0:
                    yield document.read, 2 * size
        return contents

    def _note(self, line: Line, contents: _Contents) -> None:
        record = line.record
        if isinstance(record, StepRecord):
            contents.steps[record.step] = record
        elif isinstance(record, MemoryRecord):
            try:
                self._safe.imports.check(record)
            except WrongUse as misfit:
                told = f"Number {line.number} of “memories” cannot be kept. {misfit.message} Nothing was taken in."
                raise ExportDamaged(told) from None
            contents.steps_of[record.id] = tuple({version.step for version in record.history})
        elif isinstance(record, FrameRecord) and record.picture is not None:
            contents.pictures = True

    def _take(
        self, lines: Iterator[Line], contents: _Contents, parts: Unpacked, taken: Taken, skip: frozenset[UUID]
    ) -> Iterator[None]:
        page: list[ObservationRecord] = []
        most = PICTURES_AT_ONCE if contents.pictures else PAGE
        talks, heard = Talks(self._safe), Talks(self._safe)
        rest = iter(lines)
        behind: Line | None = None
        for line in rest:
            if not isinstance(line.record, FrameRecord | TurnRecord | NoteRecord):
                behind = line
                break
            page.append(line.record)
            if len(page) == most:
                self._take_page(self._without_secrets(page, talks, heard), parts, taken, skip)
                page = []
                yield
        self._take_page(self._without_secrets(page, talks, heard), parts, taken, skip)
        yield
        if behind is not None:
            self._take_memories(behind, rest, contents, taken, skip)

    def _without_secrets(
        self, page: Sequence[ObservationRecord], talks: Talks, heard: Talks
    ) -> list[ObservationRecord]:
        """What was said or noted, as `talks` has it; `heard` is the same as it was said."""
        seen = self._seen(page, heard) if self._hiding.looks else [Seen() for _ in page]
        return [_as_said(record, one, talks) for record, one in zip(page, seen, strict=True)]

    def _seen(self, page: Sequence[ObservationRecord], heard: Talks) -> list[Seen]:
        said = [("", "") if isinstance(record, FrameRecord) else heard.follow(record) for record in page]
        return self._hiding.seen(said)

    def _take_page(
        self, page: list[ObservationRecord], parts: Unpacked, taken: Taken, skip: frozenset[UUID]
    ) -> None:
        if not page:
            return
        new = set(
            self._safe.imports.take_observations(page, taken, skip=skip, masks=_masks, picture=parts.picture)
        )
        for type in ObservationType:
            ids = tuple(record.id for record in page if record.type == type and record.id in new)
            if ids:
                self._bus.tell(ObservationKept(str(type), ids))

    def _take_memories(
        self, first: Line, rest: Iterator[Line], contents: _Contents, taken: Taken, skip: frozenset[UUID]
    ) -> None:
        def records() -> Iterator[Record]:
            yield first.record
            for line in rest:
                yield line.record

        self._safe.imports.take_memories(
            contents.steps, contents.steps_of, records(), taken, skip=skip, masks=_masks
        )
        if taken.kinds:
            self._bus.tell(MemoriesChanged(tuple(taken.kinds), ()))


def _as_said(record: ObservationRecord, seen: Seen, talks: Talks) -> ObservationRecord:
    """What was said or noted, without what those before it tell to be a secret; a frame as it is."""
    if isinstance(record, FrameRecord):
        return record
    text, _ = secrets.masked(record.text, before=talks.before(record), learnt=seen.found)
    clean = replace(record, text=text)
    if isinstance(clean, TurnRecord):
        clean = replace(clean, thread=talks.name(clean.thread))
    talks.add(clean)
    return clean


def _masks(text: str) -> str:
    return secrets.masked(text)[0] if text else ""


def _report(path: Path, taken: Taken) -> ImportReport:
    return ImportReport(
        str(path), taken.observations, taken.memories, taken.pictures, taken.secrets, taken.known, taken.forgotten,
        taken.loose, taken.without_value, tuple(taken.conflicts), tuple(taken.renamed),
    )  # fmt: skip
