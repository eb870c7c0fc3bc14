"""How full the blocks are that are always in mind, and a way to write one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from app.interfaces import BlockView, KindView
from ui import pieces, theme
from ui.desk import Desk
from ui.memories.editing import BlockDialog

NEARLY = 0.9
"""From this part on a dream makes a block shorter."""

LABEL = 40
"""Characters of a block's name."""


class Blocks(pieces.Card):
    """A bar for each block of a kind; hidden for a kind without blocks. `changed` is called after one was written."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        super().__init__("calm", margin=theme.GRID + 4, gap=4)
        self._desk = desk
        self._changed = changed
        self._kind: KindView | None = None
        self._rows = pieces.column(None, 0, 4)
        self.inside.addLayout(self._rows)
        self.write = pieces.button(self.tr("Write a block…"), lambda: self._write(""))
        line = pieces.row()
        line.addWidget(self.write)
        line.addStretch(1)
        self.inside.addLayout(line)
        self.hide()

    def show_kind(self, kind: KindView) -> None:
        """Shows the blocks of this kind, if it has any."""
        self._kind = kind
        self.setVisible(kind.limit is not None)
        if kind.limit is not None:
            name = kind.name
            self._desk.query(
                self, lambda reverie: reverie.blocks(name), lambda found: self._show(name, found)
            )

    def _show(self, kind: str, blocks: list[BlockView]) -> None:
        if self._kind is None or self._kind.name != kind:
            return
        pieces.empty(self._rows)
        for block in blocks:
            self._rows.addWidget(self._row(block))
        if not blocks:
            told = self.tr("No block yet. One says who you are, another how Reverie shall speak.")
            self._rows.addWidget(pieces.label(told, "muted", wrap=True))

    def _row(self, block: BlockView) -> QWidget:
        part = QWidget()
        line = pieces.row(part)
        label = pieces.label(" ".join(block.label.split())[:LABEL])
        label.setMinimumWidth(15 * theme.GRID)
        bar = QProgressBar()
        bar.setRange(0, block.limit)
        bar.setValue(min(block.characters, block.limit))
        bar.setTextVisible(False)
        bar.setFixedHeight(theme.GRID)
        told = self.tr("{0:,} of {1:,} characters").format(block.characters, block.limit)
        bar.setAccessibleName(f"{block.label}: {told}")
        if block.characters > NEARLY * block.limit:
            told = self.tr("{0} · nearly full, the next dream makes it shorter").format(told)
        write = pieces.button(self.tr("Write anew…"), lambda: self._write(block.label))
        write.setAccessibleName(self.tr("Write {0} anew").format(block.label))
        line.addWidget(label)
        line.addWidget(bar, 1)
        line.addWidget(pieces.label(told, "quiet"))
        line.addWidget(write)
        return part

    def _write(self, label: str) -> None:
        if self._kind is not None:
            BlockDialog(self, self._desk, self._kind, label, self._changed).open()
