"""Background work as the health view shows it: what waits its turn, what failed and why, tried again or given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.interfaces import JobView, QueueView, Refused, Reverie, SourceView
from ui import pieces, theme, when
from ui.desk import Desk, source_exhibits

SHOWN = 20
"""Failed pieces of work that are listed; the rest is counted."""


class Backlog(pieces.Card):
    """What is still to be done in the background; `refresh` reads it again, and draws only what has changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._waiting: list[QueueView] | None = None
        self._jobs: list[JobView] | None = None
        self._again = pieces.button(
            self.tr("Try all again"), lambda: self._act(_retrying([job.id for job in self._jobs or ()]))
        )
        self._queue = pieces.column(None, 0, theme.GRID // 2)
        self._failed = pieces.column(None, 0, 2 * theme.GRID)
        head = pieces.row()
        head.addWidget(pieces.label(self.tr("Work in the background"), "heading"), 1)
        head.addWidget(self._again)
        self._again.hide()
        self.inside.addLayout(head)
        self.inside.addLayout(self._queue)
        self.inside.addLayout(self._failed)

    def refresh(self) -> None:
        """Asks what waits and what failed."""
        self._desk.query(self, lambda reverie: (reverie.queue(), reverie.jobs()), self._show)

    def _show(self, found: tuple[list[QueueView], list[JobView]]) -> None:
        waiting, jobs = found
        if waiting != self._waiting:
            self._waiting = waiting
            self._show_waiting(waiting)
        if jobs != self._jobs:
            self._jobs = jobs
            self._show_failed(jobs)

    def _show_waiting(self, waiting: Sequence[QueueView]) -> None:
        pieces.empty(self._queue)
        if not waiting:
            told = self.tr("Nothing waits: all that was seen so far is in order.")
            self._queue.addWidget(pieces.label(told, "muted", wrap=True))
        for one in waiting:
            self._queue.addWidget(pieces.label(self._told(one), wrap=True, selectable=True))

    def _told(self, one: QueueView) -> str:
        told = self.tr("{0}: %Ln still to do", "", one.number).format(one.what)
        since = when.moment(one.oldest, self._desk.zone) if one.oldest is not None else ""
        oldest = self.tr("the oldest since {0}").format(since) if since else ""
        return " · ".join(filter(None, (told, oldest, one.waits_for)))

    def _show_failed(self, jobs: Sequence[JobView]) -> None:
        pieces.empty(self._failed)
        self._again.setVisible(len(jobs) > 1)
        for job in jobs[:SHOWN]:
            self._failed.addWidget(self._failure(job))
        if len(jobs) > SHOWN:
            told = self.tr("and %Ln more that failed", "", len(jobs) - SHOWN)
            self._failed.addWidget(pieces.label(told, "muted"))

    def _failure(self, job: JobView) -> QWidget:
        card = pieces.Card("trouble", margin=theme.GRID + 4, gap=4)
        card.inside.addWidget(pieces.label(job.what, "heading", wrap=True))
        card.inside.addWidget(pieces.label(job.reason, wrap=True, selectable=True))
        card.inside.addWidget(pieces.label(self._tried(job), "quiet", wrap=True))
        card.inside.addLayout(self._answers(job))
        return card

    def _tried(self, job: JobView) -> str:
        since = self.tr("from {0}").format(when.moment(job.created, self._desk.zone))
        tried = self.tr("tried %Ln time(s)", "", job.attempts)
        rests = job.not_before if job.state != "attention" else None
        then = (
            self.tr("tried again by itself: {0}").format(when.moment(rests, self._desk.zone))
            if rests is not None
            else self.tr("waits for you")
        )
        return " · ".join((since, tried, then))

    def _answers(self, job: JobView) -> QHBoxLayout:
        """What can be done about it; a screen reader says of what."""
        answers = pieces.row()
        again = pieces.button(
            self.tr("Try again"),
            lambda: self._act(_retrying([job.id])),
            name=self.tr("Try again: {0}").format(job.what),
        )
        give_up = pieces.button(
            self.tr("Give up"),
            lambda: self._act(_dropping(job.id)),
            name=self.tr("Give up: {0}").format(job.what),
        )
        give_up.setToolTip(
            self.tr("What it was about stays kept and can be found; nothing more is learned from it.")
        )
        answers.addWidget(again)
        answers.addWidget(give_up)
        if job.about is not None:
            answers.addWidget(self._moment(job, job.about))
        answers.addStretch(1)
        return answers

    def _moment(self, job: JobView, about: SourceView) -> QPushButton:
        shown = source_exhibits((about,), job.what)
        return pieces.button(
            self.tr("Show the moment"),
            lambda: self._desk.exhibits_wanted.emit(shown, 0),
            name=self.tr("Show the moment: {0}").format(job.what),
        )

    def _act(self, ask: Callable[[Reverie], None]) -> None:
        def done(_none: None) -> None:
            self._desk.look_again()
            self.refresh()

        def refused(refusal: Refused) -> None:
            self._desk.trouble.emit(refusal)
            self.refresh()

        self._desk.command(self, ask, done, refused, (self,))


def _retrying(ids: Sequence[UUID]) -> Callable[[Reverie], None]:
    def retry(reverie: Reverie) -> None:
        for id in ids:
            reverie.retry_job(id)

    return retry


def _dropping(id: UUID) -> Callable[[Reverie], None]:
    return lambda reverie: reverie.drop_job(id)
