"""The step that shows it work: a first moment is kept of whatever is opened, and found again by a word of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit

from app.events import ObservationKept
from app.interfaces import FrameDetail, Hit, LookReport, Query, Refused, Reverie, SearchResult
from ui import pieces, words
from ui.desk import Desk
from ui.firstrun.step import Step
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail

BACK = timedelta(minutes=10)
"""How far back the first moment may lie."""

LOOKED_AT = 5
"""The last frames among which one with words is taken."""

_WORD = re.compile(r"[^\W\d_]{4,16}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("moment", text)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look came to: what it said, and the last frame with words on it, if there is one."""

    report: LookReport | None
    frame: FrameDetail | None


def telling(text: str) -> str:
    """A word of the text to look for: the longest of those that stand there once; empty where there is none."""
    found = _WORD.findall(text)
    once = [word for word in found if found.count(word) == 1]
    return max(once or found, key=len, default="")


class MomentStep(Step):
    """Waits for a moment to be kept, or looks at once when asked; then finds it."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__(
            5,
            _tr("Your first moment"),
            _tr(
                "Reverie remembers from now on. Open any window with words in it, a page or a mail, and come back; "
                "or put one beside this window and let Reverie look."
            ),
        )
        self._desk = desk
        self._pictures = pictures
        self._active = False
        self.told = pieces.label(wrap=True)
        self.look = pieces.button(self.tr("Look now"), self._look)
        self.word = QLineEdit()
        self.word.setAccessibleName(self.tr("A word of it"))
        self.word.setPlaceholderText(self.tr("A word of it"))
        self.word.returnPressed.connect(self._find)
        self.find_it = pieces.button(self.tr("Find it"), self._find)
        line = pieces.row()
        line.addWidget(self.look)
        line.addWidget(self.word, 1)
        line.addWidget(self.find_it)
        self.thumbnail = Thumbnail("timeline")
        self.found = pieces.label(wrap=True)
        hit = pieces.row()
        hit.addWidget(self.thumbnail)
        hit.addWidget(self.found, 1)
        self.body.addWidget(self.told)
        self.body.addLayout(line)
        self.body.addLayout(hit)
        self._clear()
        desk.bridge.observation_kept.connect(self._kept)

    def start(self) -> None:
        """Waits for a moment."""
        self._active = True
        self._clear()
        self.look.setFocus()
        self._desk.query(self, lambda reverie: Seen(None, self._newest(reverie)), self._show, self._refused)

    def rest(self) -> None:
        """Nothing is looked for while another step is shown."""
        self._active = False

    def _clear(self) -> None:
        self.told.setText(self.tr("Waiting for a window with words in it…"))
        self.found.setText("")
        self.thumbnail.hide()
        self.word.clear()
        self.word.setEnabled(False)
        self.find_it.setEnabled(False)

    def _kept(self, event: ObservationKept) -> None:
        if self._active and event.type == "frame" and not self.word.text():
            self._desk.query(self, lambda reverie: Seen(None, self._newest(reverie)), self._show)

    def _look(self) -> None:
        self.trouble.say("")
        self._desk.command(
            self,
            lambda reverie: Seen(reverie.look(), self._newest(reverie)),
            self._show,
            self._refused,
            (self.look,),
        )

    def _newest(self, reverie: Reverie) -> FrameDetail | None:
        """The last frame with words on it, of the last minutes."""
        now = self._desk.now
        frames = reverie.frames(now - BACK, now + timedelta(minutes=1))
        details = (reverie.frame(view.id) for view in reversed(frames[-LOOKED_AT:]))
        return next((one for one in details if telling(one.text)), None)

    def _show(self, seen: Seen) -> None:
        if seen.frame is not None:
            view = seen.frame.frame
            named = " · ".join(filter(None, (view.app, view.window_title)))
            self.told.setText(self.tr("Kept: {0}").format(named or self.tr("your screen")))
            self.word.setEnabled(True)
            self.find_it.setEnabled(True)
            if not self.word.text():
                self.word.setText(telling(seen.frame.text))
                self.find_it.setFocus()
        elif seen.report is not None:
            self.told.setText(self._nothing(seen.report))

    def _nothing(self, report: LookReport) -> str:
        if report.reason:
            return self.tr("Nothing was kept: {0}.").format(words.sentence(report.reason))
        return self.tr(
            "There are no words on the screen but Reverie's own. Open another window, and look again."
        )

    def _find(self) -> None:
        sought = self.word.text().strip()
        if sought:
            self._desk.query(self, lambda reverie: reverie.search(Query(sought)), self._answer, self._refused)

    def _answer(self, result: SearchResult) -> None:
        hit = next((one for one in result.hits if one.type == "frame"), None)
        if hit is None:
            self.found.setText(self.tr("Not found. Take another word that stood there."))
            self.thumbnail.hide()
            return
        self.found.setText("\n".join(filter(None, (self._took(result), hit.title, hit.snippet))))
        self.thumbnail.show()
        self._pictures.thumbnail(self, hit.id, lambda image: self._picture(hit, image))
        self.go_on.setFocus()

    def _took(self, result: SearchResult) -> str:
        return self.tr("Found again in {0:.2f} s.").format(result.took_ms / 1000)

    def _picture(self, _hit: Hit, image: QImage) -> None:
        self.thumbnail.show_image(image)

    def _refused(self, refusal: Refused) -> None:
        self.trouble.say(refusal.message)
