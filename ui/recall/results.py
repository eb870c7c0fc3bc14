"""What was found, as rows: each group under its heading, exact words first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.interfaces import Hit
from ui import when
from ui.desk import Desk
from ui.recall import reasons

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row holds beside its text."""

    HIT = Qt.ItemDataRole.UserRole
    HEADING = Qt.ItemDataRole.UserRole + 1
    WHY = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a group: its name, and what is to be said of it."""

    name: str
    told: str = ""


class Results(QAbstractListModel):
    """The rows shown. A hit that holds the exact words is not listed again as related."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exact: tuple[Hit, ...] = ()
        # None while they are looked for.
        self._related: tuple[Hit, ...] | None = ()
        self._rows: list[Heading | Hit] = []
        self._phrases: tuple[str, ...] = ()

    @property
    def exact(self) -> tuple[Hit, ...]:
        """Those with the exact words."""
        return self._exact

    @property
    def related(self) -> tuple[Hit, ...]:
        """The others, each screen once; none while they are looked for."""
        held = {shown for hit in self._exact for shown in (hit.id, _face(hit))}
        others = {_face(hit): hit for hit in reversed(self._related or ()) if not held & {hit.id, _face(hit)}}
        return tuple(reversed(others.values()))

    @property
    def hits(self) -> list[Hit]:
        """Every hit in the order of the rows."""
        return [row for row in self._rows if not isinstance(row, Heading)]

    @property
    def waiting(self) -> bool:
        """Whether related ones are still looked for."""
        return self._related is None

    def clear(self) -> None:
        """Holds nothing, and waits for nothing."""
        self._show((), ())

    def show_exact(self, hits: Sequence[Hit], phrases: Sequence[str] = ()) -> None:
        """Shows what holds the words, which are these phrases; the related ones of an earlier text go."""
        self._phrases = tuple(phrases)
        self._show(tuple(hits), None)

    def show_related(self, hits: Sequence[Hit]) -> None:
        """Shows what is related, too."""
        self._show(self._exact, tuple(hits))

    def drop(self, ids: Sequence[UUID]) -> None:
        """Lets go of what was forgotten."""
        gone = set(ids)
        if gone & {hit.id for hit in self.hits}:
            left = (
                None if self._related is None else tuple(hit for hit in self._related if hit.id not in gone)
            )
            self._show(tuple(hit for hit in self._exact if hit.id not in gone), left)

    def hit(self, row: int) -> Hit | None:
        """The hit in a row; None for a heading and for no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Hit) else None

    def row_of(self, id: UUID | None) -> int:
        """The row of a hit; where it is not there, that of the first hit, or -1."""
        rows = {row.id: at for at, row in enumerate(self._rows) if isinstance(row, Hit)}
        return rows[id] if id in rows else min(rows.values(), default=-1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own
        """How many rows there are, headings too."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be neither chosen nor reached."""
        if isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The hit or the heading, and what is said of it."""
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return self._heading(row, role)
        if role == Role.HIT:
            return row
        if role == Role.WHY:
            return reasons.told(row, self._phrases)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            at = when.moment(row.time, self._desk.zone)
            return ". ".join(filter(None, (row.title, at, row.snippet, reasons.told(row, self._phrases))))
        return None

    def _heading(self, heading: Heading, role: int) -> object:
        if role == Role.HEADING:
            return heading
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{heading.name}. {heading.told}"
        return None

    def _show(self, exact: tuple[Hit, ...], related: tuple[Hit, ...] | None) -> None:
        self.beginResetModel()
        self._exact, self._related = exact, related
        self._rows = [*self._exact_rows(), *self._related_rows()]
        self.endResetModel()

    def _exact_rows(self) -> list[Heading | Hit]:
        if not self._exact:
            return []
        return [Heading(self.tr("Exact words"), self.tr("the newest first")), *self._exact]

    def _related_rows(self) -> list[Heading | Hit]:
        if self._related is None:
            return [Heading(self.tr("Related"), self.tr("looking…"))]
        if not self.related:
            return []
        return [Heading(self.tr("Related"), self.tr("the closest first")), *self.related]


def _face(hit: Hit) -> tuple[str, str, str]:
    """What a person sees of a hit: another moment of the same screen has the same."""
    return hit.type, hit.title, hit.snippet
