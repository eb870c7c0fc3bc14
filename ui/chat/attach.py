"""Attaching to a question: the chips above the ask box and on a question, the button, what is pasted and dropped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.interfaces import AttachedView, Refused
from ui import pieces, theme
from ui.chat import enclosed
from ui.chat.enclosed import Enclosed, File, Load
from ui.desk import Desk, Exhibit
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail

MOST = 4
"""Files that go with one question."""

SMALL = QSize(40, 26)
WIDEST = 220


def files_of(mime: QMimeData) -> list[str]:
    """The paths of files that were copied or dragged, if files are all there is."""
    urls = mime.urls()
    return [url.toLocalFile() for url in urls] if urls and all(url.isLocalFile() for url in urls) else []


def is_attachable(mime: QMimeData) -> bool:
    """Whether it is files, or a picture and no text."""
    return bool(files_of(mime)) or (mime.hasImage() and not mime.hasText())


class Chip(QFrame):
    """One attached thing: its picture or an icon, its name. Emits `removed`."""

    removed = Signal()

    def __init__(self, name: str, is_picture: bool) -> None:
        super().__init__()
        theme.look(self, "attached")
        self.name = name
        self.setAccessibleName(self.tr("Attached: {0}").format(name))
        self.setMaximumWidth(WIDEST)
        self.picture = Thumbnail("timeline" if is_picture else "text", SMALL)
        self.inside = pieces.row(self, 4, 6)
        self.inside.addWidget(self.picture)
        label = pieces.Elided(name)
        label.setMinimumWidth(min(WIDEST - 90, label.fontMetrics().horizontalAdvance(name) + 4))
        self.inside.addWidget(label, 1)

    def offer_removal(self) -> None:
        """Adds the button that takes it away."""
        name = self.tr("Remove {0}").format(self.name)
        self.inside.addWidget(pieces.IconButton("close", name, self.removed.emit, 14))


class KeptChip(pieces.Row):
    """An attached thing that was kept: pressed, its moment opens. Emits `pressed`."""

    def __init__(self, view: AttachedView, pictures: Pictures) -> None:
        super().__init__(self.tr("Attached: {0}").format(view.name))
        theme.look(self, "attached")
        self.setMaximumWidth(WIDEST)
        chip = Chip(view.name, view.is_picture)
        theme.look(chip, "bare")
        self.inside.setContentsMargins(0, 0, 4, 0)
        self.inside.addWidget(chip)
        if view.is_picture and not view.words:
            self.inside.addWidget(pieces.label(self.tr("no text in it"), "quiet"))
        if view.is_picture and view.ids:
            pictures.thumbnail(self, view.ids[0], chip.picture.show_image)


class KeptChips(QWidget):
    """What was attached to a question that was asked."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._inside = pieces.row(self, 0, theme.GRID)
        self.hide()

    def show_files(self, files: Sequence[File]) -> None:
        """Shows files that are being read."""
        self._fill([_chip_of(file) for file in files])

    def show_kept(self, views: Sequence[AttachedView]) -> None:
        """Shows what was kept; a press opens it."""
        chips: list[QWidget] = []
        for view in views:
            chip = KeptChip(view, self._pictures)
            chip.pressed.connect(partial(self._open, view))
            chips.append(chip)
        self._fill(chips)

    def _fill(self, chips: Sequence[QWidget]) -> None:
        pieces.empty(self._inside)
        for chip in chips:
            self._inside.addWidget(chip)
        self._inside.addStretch(1)
        self.setVisible(bool(chips))

    def _open(self, view: AttachedView) -> None:
        self._desk.exhibits_wanted.emit([Exhibit("frame", id, "", view.name) for id in view.ids], 0)


class Attachments(QWidget):
    """What goes with the question being written. Emits `changed` whenever that is another; hidden while empty.

    A file is looked at on a thread, and refused in a sentence; nothing is kept before the question is asked.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._files: list[File] = []
        self._coming = 0
        column = pieces.column(self, 0, 4)
        self._chips = pieces.row(None, 0, theme.GRID)
        column.addLayout(self._chips)
        self.trouble = pieces.label("", "bad", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.hide()

    @property
    def files(self) -> tuple[File, ...]:
        """Those that will go with the question."""
        return tuple(self._files)

    @property
    def coming(self) -> bool:
        """Whether a file is still being looked at."""
        return self._coming > 0

    def take(self) -> Enclosed:
        """What goes with the question; there is nothing attached afterwards."""
        taken = Enclosed(tuple(self._files))
        self._files = []
        self._show("")
        return taken

    def choose(self) -> None:
        """Asks for files."""
        kinds = self.tr("Pictures, texts and documents")
        patterns = "*.png *.jpg *.jpeg *.webp *.txt *.md *.csv *.json *.log *.html *.htm *.docx"
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Attach to the question"), "", f"{kinds} ({patterns});;{self.tr('All files')} (*)"
        )
        self.add_files(paths)

    def add(self, mime: QMimeData) -> None:
        """Attaches what was pasted or dropped."""
        if paths := files_of(mime):
            self.add_files(paths)
            return
        image = QImage(mime.imageData())
        self._show("")
        if not image.isNull():
            self._add(enclosed.from_picture(image, self.tr("Pasted picture.png")))

    def add_files(self, paths: Sequence[str]) -> None:
        """Attaches files by their paths."""
        self._show("")
        for path in paths:
            self._add(enclosed.from_disk(path))

    def _add(self, load: Load) -> None:
        if len(self._files) + self._coming >= MOST:
            self._show(self.tr("No more than {0} files go with one question.").format(MOST))
            return
        self._coming += 1
        self._desk.query(self, enclosed.checked(load), self._came, self._refused)

    def _came(self, file: File) -> None:
        self._coming -= 1
        self._files.append(file)
        self._show(self.trouble.text())

    def _refused(self, refusal: Refused) -> None:
        self._coming -= 1
        self._show(refusal.message)

    def _remove(self, file: File) -> None:
        self._files.remove(file)
        self._show("")

    def _show(self, trouble: str) -> None:
        pieces.empty(self._chips)
        for file in self._files:
            chip = _chip_of(file)
            chip.offer_removal()
            chip.removed.connect(partial(self._remove, file))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.setVisible(bool(self._files or trouble))
        self.changed.emit()


def _chip_of(file: File) -> Chip:
    chip = Chip(file.name, not file.image.isNull())
    chip.picture.show_image(file.image)
    return chip
