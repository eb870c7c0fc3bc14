"""A card about old pictures: how much there is, what would fade, and the person's word on it."""

from __future__ import annotations

from app.interfaces import FadeStep, FadingView
from ui import pieces
from ui.desk import Desk

_MODE = "pictures.fading"


class OldPictures(pieces.Card):
    """Shows the forecast; nothing fades by itself before the button was pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.inside.addWidget(pieces.label(self.tr("Old pictures"), "heading"))
        self.held = pieces.label("", "muted", wrap=True)
        self.foreseen = pieces.label("", wrap=True)
        self.agree = pieces.button(self.tr("Let old pictures fade"), lambda: self._set("on"), "main")
        self.stop = pieces.button(self.tr("Keep every picture"), lambda: self._set("off"))
        answers = pieces.row()
        answers.addWidget(self.agree)
        answers.addWidget(self.stop)
        answers.addStretch(1)
        for widget in (self.held, self.foreseen):
            self.inside.addWidget(widget)
        self.inside.addLayout(answers)
        self.agree.hide()
        self.stop.hide()

    def refresh(self) -> None:
        """Asks again what there is and what would fade."""
        self.held.setText(self.tr("Counting the pictures …"))
        self._desk.query(self, lambda reverie: reverie.fading(), self._show)

    def _show(self, foreseen: FadingView) -> None:
        limit = self.tr(", at most {0}").format(size(foreseen.cap)) if foreseen.cap is not None else ""
        self.held.setText(
            self.tr(
                "%Ln picture(s), {0}{1}. The text stays searchable, whatever becomes of them.",
                "",
                foreseen.pictures,
            ).format(size(foreseen.bytes), limit)
        )
        self.foreseen.setText("\n".join([self._ladder(foreseen), *self._steps(foreseen.steps)]))
        self.agree.setVisible(foreseen.mode != "on")
        self.stop.setVisible(foreseen.mode != "off")

    def _ladder(self, foreseen: FadingView) -> str:
        ladder = self.tr(
            "after {0:g} days smaller, after {1:g} days a thumbnail, after {2:g} days text alone; "
            "later what answers cite and many memories rest on, never by age what you pinned."
        ).format(foreseen.full_days, foreseen.smaller_days, foreseen.thumbnail_days)
        head = {
            "on": self.tr("Old pictures fade by themselves:"),
            "off": self.tr("Nothing fades. If you let it:"),
        }.get(foreseen.mode, self.tr("Nothing fades before you agree. If you do:"))
        return f"{head} {ladder}"

    def _steps(self, steps: tuple[FadeStep, ...]) -> list[str]:
        told = {
            "smaller": self.tr("Now {0:,} would become smaller (about {1} freed)."),
            "thumbnail": self.tr("Now {0:,} would keep only their thumbnail and text (about {1} freed)."),
            "text": self.tr("Now {0:,} would keep only their text (about {1} freed)."),
        }
        due = [told[step.to].format(step.pictures, size(step.bytes)) for step in steps if step.pictures]
        return due or [self.tr("Nothing is old enough to fade now.")]

    def _set(self, mode: str) -> None:
        self._desk.command(
            self,
            lambda reverie: reverie.set_setting(_MODE, mode),
            lambda _none: self.refresh(),
            None,
            (self.agree, self.stop),
        )


def size(number: int) -> str:
    """Bytes as people read them: MB below a gigabyte, GB above."""
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number / 1e6:.1f} MB"
