"""Exporting: what is chosen, written in its form to a file that is there when it is whole, and remembered then."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from app.exports import document
from app.exports.archive import DOCUMENT, PAGE, Packing
from app.exports.markdown import Page
from app.exports.workbook import Workbook
from app.interfaces import Export, ExportReport
from app.services.errands import Work
from storage import export_file
from storage.errors import NotFound, SafeDamaged, StorageError, WrongUse
from storage.export_file import NewFile
from storage.export_records import FrameRecord
from storage.exporting import Chosen, Reveal
from storage.ids import ObservationId
from storage.model import Secret, Selection
from storage.safe import Safe
from storage.stretching import KdfCost

FORMS = ("json", "markdown", "xlsx")
# An export that meets a forgetting begins anew; where one follows the other it gives up.
TRIES = 5
_Steps = Iterator[int]


@dataclass(slots=True)
class _Task:
    """One try: what is asked, what was chosen, where it goes, and what it came to so far."""

    what: Export
    chosen: Chosen
    file: NewFile
    reveal: Reveal | None
    report: ExportReport


class Exporter:
    """Exports from one safe; any thread may call."""

    def __init__(
        self, safe: Safe, zone: ZoneInfo, clock: Callable[[], datetime], cost: KdfCost | None = None
    ) -> None:
        """`cost` is that of a guess of an export's passphrase; without one it takes about half a second."""
        self._cost = cost
        self._safe = safe
        self._zone = zone
        self._clock = clock

    def work(self, what: Export) -> Work:
        """The errand of an export. Raises WrongUse, WrongPassphrase, TooManyTries, DiskFull."""
        path = self._checked(what)
        with ExitStack() as opened:
            reveal = None
            if what.secrets:
                reveal = opened.enter_context(self._safe.exports.unlocked(Secret(what.passphrase)))
            for attempt in range(TRIES):
                try:
                    return (yield from self._try(what, path, reveal))
                except NotFound:
                    if attempt + 1 == TRIES:
                        break
        raise StorageError(
            "Things were forgotten again and again while the export was written. Nothing was written; try again later."
        )

    def _checked(self, what: Export) -> Path:
        path = Path(what.path)
        if not path.is_absolute():
            raise WrongUse("Name the whole path of the export, from the root of the disk on.")
        if what.form not in FORMS:
            raise WrongUse(f"An export is written as one of: {', '.join(FORMS)}.")
        if what.secrets and what.form != "json":
            raise WrongUse("Secret values are exported as json only, which another safe can take in.")
        if what.secrets and not what.sealed_with:
            raise WrongUse("An export of secret values is encrypted: give it a passphrase of its own.")
        if what.pictures and what.form == "xlsx":
            raise WrongUse("A workbook holds no pictures. Export them as json or markdown.")
        if path.parent.resolve().is_relative_to(self._safe.home.resolve()):
            raise WrongUse("That is the folder of the safe itself. Choose another one for the export.")
        for name in what.kinds:
            self._safe.kinds[name]
        export_file.check(path, replace=what.replace)
        return path

    def _try(
        self, what: Export, path: Path, reveal: Reveal | None
    ) -> Generator[tuple[int, int], None, ExportReport]:
        selection = Selection(since=what.since, until=what.until, app=what.app, people=what.people)
        chosen = self._safe.exports.choose(selection, what.kinds, for_people=what.form != "json")
        passphrase = Secret(what.sealed_with) if what.sealed_with else None
        with export_file.made(path, replace=what.replace, passphrase=passphrase, cost=self._cost) as file:
            report = ExportReport(
                str(path),
                what.form,
                0,
                passphrase is not None,
                len(chosen.observations),
                len(chosen.memories),
            )
            task = _Task(what, chosen, file, reveal, report)
            total = chosen.total + (len(chosen.observations) if what.pictures else 0)
            done = 0
            for number in self._written(task):
                done += number
                yield min(done, total), total
            self._safe.exports.remember(path, chosen)
            return replace(task.report, size=file.put())

    def _written(self, task: _Task) -> _Steps:
        if task.what.form == "xlsx":
            return self._workbook(task)
        return self._archive(task) if task.what.pictures else self._document(task, task.file.stream)

    def _archive(self, task: _Task) -> _Steps:
        packing = Packing(task.file.stream)
        with packing.document(DOCUMENT if task.what.form == "json" else PAGE) as out:
            yield from self._document(task, out)
        yield from self._pictures(task, packing)
        packing.finish()

    def _document(self, task: _Task, out: BinaryIO) -> _Steps:
        return self._json(task, out) if task.what.form == "json" else self._markdown(task, out)

    def _json(self, task: _Task, out: BinaryIO) -> _Steps:
        exports, chosen = self._safe.exports, task.chosen
        sections: tuple[tuple[str, Iterator[Any]], ...] = (
            ("observations", exports.observations(chosen, pictures=task.what.pictures)),
            ("steps", exports.steps(chosen)),
            ("memories", _counted(task, exports.memories(chosen, task.reveal))),
            ("links", exports.links(chosen)),
        )
        return document.written(out, self._head(task.what), sections)

    def _markdown(self, task: _Task, out: BinaryIO) -> _Steps:
        page = Page(out, self._safe.kinds, self._zone)
        page.head(self._clock(), "Values of secrets are not in it.")
        yield from page.memories(self._safe.exports.memories(task.chosen))
        yield from page.moments(self._safe.exports.observations(task.chosen, pictures=task.what.pictures))

    def _workbook(self, task: _Task) -> _Steps:
        book = Workbook(task.file.stream, self._safe.kinds, self._zone)
        wanted = [name for name in self._safe.kinds if not task.what.kinds or name in task.what.kinds]
        yield from book.memories(self._safe.exports.memories(task.chosen), wanted)
        if not task.what.kinds:
            yield from book.moments(self._safe.exports.observations(task.chosen))
        book.finish()

    def _pictures(self, task: _Task, packing: Packing) -> _Steps:
        """The pictures of the frames, one after the other; a damaged one is counted and left out."""
        for page in self._safe.exports.observations(task.chosen, pictures=True):
            for record in page:
                if isinstance(record, FrameRecord):
                    self._picture(task, packing, record)
                yield 1

    def _picture(self, task: _Task, packing: Packing, record: FrameRecord) -> None:
        id = ObservationId(record.id)
        try:
            if record.picture is not None:
                packing.picture(record.picture, self._safe.observations.picture(id))
                task.report = replace(task.report, pictures=task.report.pictures + 1)
        except SafeDamaged:
            task.report = replace(task.report, unreadable=task.report.unreadable + 1)
        small = self._safe.observations.thumbnail(id) if record.thumbnail is not None else None
        if record.thumbnail is not None and small is not None:
            packing.picture(record.thumbnail, small)

    def _head(self, what: Export) -> dict[str, Any]:
        chosen = {
            "kinds": list(what.kinds),
            "since": _time(what.since),
            "until": _time(what.until),
            "app": what.app,
            "people": list(what.people),
        }
        return {
            "written": _time(self._clock()),
            "zone": self._zone.key,
            "secrets": what.secrets,
            "pictures": what.pictures,
            "selection": {name: value for name, value in chosen.items() if value},
        }


def _counted(task: _Task, pages: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The pages as they are, their secret values counted."""
    for page in pages:
        values = sum(
            (memory.secret is not None) + sum(version.secret is not None for version in memory.history)
            for memory in page
        )
        task.report = replace(task.report, secrets=task.report.secrets + values)
        yield page


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")
