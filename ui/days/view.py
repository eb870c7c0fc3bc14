"""The page of days: the apps, places, projects and activities of a day or a week, the week's days, and the year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from itertools import takewhile

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.events import Forgotten, ObservationKept
from app.interfaces import EpisodeView, ReelView, Refused, Reverie, SpentView
from ui import pieces, theme, when
from ui.days import standup
from ui.days.bars import DayStrip, SumList
from ui.days.grids import WeekBars, YearMap
from ui.days.sums import Sums
from ui.desk import Desk
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail
from ui.unrolling import Unrolling

AGAIN = 60_000
"""Milliseconds after something new was kept until today is added up again."""

SHORT = 120
"""Seconds below which an activity has a card only when the short ones are asked for."""

MOST = 40
"""Activities of a week that have a card: the longest."""

COPIED_FOR = 3000
"""Milliseconds it is said that the text was copied."""


class DaysView(QWidget):
    """Shows a day, or its week, and what lies around it; today when it is opened first."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._sums = Sums(desk)
        self._sums.setParent(self)
        self._day = desk.now.date()
        self._spent: SpentView | None = None
        # The activities that have cards, and whether those tell the day.
        self._shown: list[tuple[EpisodeView, bool]] = []
        self._with_short = self._was_away = False
        theme.look(self, "page")
        self._build()
        self._again = QTimer(self, interval=AGAIN, singleShot=True)
        self._again.timeout.connect(self._read_today)
        self._sums.came.connect(self._show)
        self._sums.refused.connect(self._refused)
        self._sums.grew.connect(self._grew)
        desk.bridge.observation_kept.connect(self._kept)
        desk.bridge.forgotten.connect(self._forgotten)
        self._sums.read()
        self.open_day(self._day)

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def open_day(self, day: date) -> None:
        """Shows a day, or its week where weeks are shown."""
        self._with_short = self._with_short and day == self._day
        self._day = day
        now, zone = self._desk.now, self._desk.zone
        first, last = self._span
        self._name.say(when.days(when.bounds(first, zone)[0], when.bounds(last, zone)[1], zone, now))
        for grid in (self._week, self._year):
            grid.show_day(day, now.date())
        self._enable()
        self._sums.ask(first, last)

    @property
    def _span(self) -> tuple[date, date]:
        """The first and the last day that are added up: of a week that is not over, today."""
        if not self._by_week.isChecked():
            return self._day, self._day
        monday = self._day - timedelta(days=self._day.weekday())
        return monday, max(self._day, min(monday + timedelta(days=6), self._desk.now.date()))

    def showEvent(self, event: QShowEvent) -> None:
        """Adds today up again when the page comes into sight."""
        super().showEvent(event)
        if self._was_away:
            self._again.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is added up for a page that nobody sees."""
        super().hideEvent(event)
        self._was_away = True
        self._again.stop()

    def _build(self) -> None:
        page = pieces.Scroll(self.tr("Days"), widest=980)
        body = pieces.column(self)
        body.addWidget(page)
        self._total = pieces.label("", "muted", wrap=True)
        self._strip = DayStrip()
        self._strip.sought.connect(self._open_time)
        self._apps = SumList(self.tr("By app"), self.tr("Nothing was on screen."))
        self._places = SumList(self.tr("By site and document"), self.tr("Nothing was on screen."))
        self._projects = SumList(
            self.tr("By project"),
            self.tr("A project shows once an editor, a terminal or a code site names one."),
        )
        self._week, self._year = WeekBars(self._sums), YearMap(self._sums)
        for grid in (self._week, self._year):
            grid.chosen.connect(self.open_day)
        self._cards = pieces.column(None, 0, theme.GRID)
        self._unrolling = Unrolling(self, self._cards, down=True)
        self._nothing = pieces.label("", "muted", wrap=True)
        self._short = pieces.button("", self._show_short)
        self._short.hide()
        page.inside.addLayout(self._build_head())
        below = pieces.row()
        below.addWidget(self._total, 1)
        for choice in self._build_choices():
            below.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        page.inside.addLayout(below)
        page.inside.addWidget(self._strip)
        page.inside.addLayout(self._build_sums())
        page.inside.addWidget(pieces.label(self.tr("What you did"), "heading"))
        page.inside.addWidget(self._nothing)
        page.inside.addLayout(self._cards)
        page.inside.addWidget(self._short, 0, Qt.AlignmentFlag.AlignLeft)
        page.inside.addWidget(self._build_grid(self.tr("The week"), self._week))
        page.inside.addWidget(self._build_grid(self.tr("The year"), self._year))

    def _build_head(self) -> QHBoxLayout:
        self._before = pieces.IconButton("previous", "", lambda: self._step(-1))
        self._after = pieces.IconButton("next", "", lambda: self._step(1))
        self._name = pieces.Elided("", "title")
        self._today = pieces.button(self.tr("Today"), lambda: self.open_day(self._desk.now.date()))
        self._copy = pieces.button(
            self.tr("Copy what I did"), self._copy_text, name=self.tr("Copy what you did as text")
        )
        self._copied = pieces.label("", "good")
        head = pieces.row()
        head.addWidget(self._before)
        head.addWidget(self._after)
        head.addWidget(self._name, 1)
        for right in (self._copied, self._today, self._copy):
            head.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _build_choices(self) -> tuple[QToolButton, QToolButton]:
        """A day or its week: one of both is chosen."""
        self._by_day, self._by_week = QToolButton(), QToolButton()
        choices = QButtonGroup(self)
        for button, text, name in (
            (self._by_day, self.tr("Day"), self.tr("Add up the day")),
            (self._by_week, self.tr("Week"), self.tr("Add up the week")),
        ):
            button.setText(text)
            button.setAccessibleName(name)
            button.setCheckable(True)
            choices.addButton(button)
        self._by_day.setChecked(True)
        self._name_steps()
        choices.buttonToggled.connect(self._chose)
        return self._by_day, self._by_week

    def _chose(self, _button: QToolButton, on: bool) -> None:
        if on:
            self._name_steps()
            self.open_day(self._day)

    def _name_steps(self) -> None:
        by_week = self._by_week.isChecked()
        self._before.wear("previous", self.tr("Week before") if by_week else self.tr("Day before"))
        self._after.wear("next", self.tr("Week after") if by_week else self.tr("Day after"))

    def _build_sums(self) -> QHBoxLayout:
        beside = pieces.row(None, 0, 2 * theme.GRID)
        for card in (self._apps, self._places, self._projects):
            beside.addWidget(card, 1)
        return beside

    def _build_grid(self, title: str, grid: WeekBars | YearMap) -> QWidget:
        card = pieces.Card()
        told = pieces.label("", "quiet")
        if isinstance(grid, WeekBars):
            self._week_told = told
        head = pieces.row()
        head.addWidget(pieces.label(title, "heading"), 1)
        head.addWidget(told)
        card.inside.addLayout(head)
        card.inside.addWidget(grid)
        return card

    def _step(self, by: int) -> None:
        day = self._beside(by)
        if day is not None:
            self.open_day(day)

    def _beside(self, by: int) -> date | None:
        """The next (1) or previous (-1) day with anything in it that is not shown now."""
        first, last = self._span
        return self._sums.neighbour(last if by > 0 else first, by)

    def _enable(self) -> None:
        self._before.setEnabled(self._beside(-1) is not None)
        self._after.setEnabled(self._beside(1) is not None)
        self._today.setEnabled(self._day != self._desk.now.date())

    def _grew(self) -> None:
        self._enable()
        total = self._week.total
        self._week_told.setText(self.tr("{0} on screen").format(when.length(total)) if total else "")

    def _show(self, spent: SpentView, reel: ReelView | None) -> None:
        self._spent = spent
        self._total.setText(self._told(spent))
        if reel is not None:
            self._strip.show_day(reel, self._desk.zone)
        self._strip.setVisible(reel is not None and bool(reel.cells))
        self._apps.show_sums(spent.apps)
        self._places.show_sums(spent.places)
        self._projects.show_sums(spent.projects)
        self._show_cards(spent)
        self._copy.setEnabled(bool(spent.episodes))
        self._grew()

    def _told(self, spent: SpentView) -> str:
        if spent.seconds:
            told = self.tr(
                "{0} on screen. Times when nothing changed for long, or Reverie was away, do not count."
            )
            return told.format(when.length(spent.seconds))
        if self._by_week.isChecked():
            return self.tr("Nothing was on screen in this week, as far as Reverie has seen.")
        return self.tr("Nothing was on screen on this day, as far as Reverie has seen.")

    def _show_cards(self, spent: SpentView) -> None:
        self._unrolling.stop()
        by_week = self._by_week.isChecked()
        told = standup.longest(spent.episodes, MOST) if by_week else spent.episodes
        before = self._shown
        self._shown = [(one, by_week) for one in told if one.seconds >= SHORT or self._with_short]
        # The cards of what is as it was stay: today is added up every minute, and the page must not jump.
        same = takewhile(lambda pair: pair[0] == pair[1], zip(before, self._shown, strict=False))
        kept = min(len(list(same)), self._cards.count())
        pieces.empty(self._cards, kept)
        self._unrolling.begin([partial(self._card, *one) for one in self._shown[kept:]])
        hidden = len(told) - len(self._shown)
        self._short.setText(self.tr("Show %n shorter one(s)", "", hidden))
        self._short.setVisible(hidden > 0)
        self._nothing.setText(self.tr("Activities appear here once Reverie has put the day in order."))
        self._nothing.setVisible(not spent.episodes)

    def _card(self, episode: EpisodeView, with_day: bool) -> EpisodeCard:
        return EpisodeCard(self._desk, self._pictures, episode, with_day)

    def _show_short(self) -> None:
        self._with_short = True
        if self._spent is not None:
            self._show_cards(self._spent)

    def _refused(self, refusal: Refused) -> None:
        self._spent = None
        self._total.setText(refusal.message)
        self._copy.setEnabled(False)

    def _open_time(self, time: datetime) -> None:
        """Goes to the frame at that time in the timeline."""

        def frame(reverie: Reverie) -> str:
            found = reverie.frames_around(time, 1, 1)
            nearest = min(found, key=lambda one: abs(one.time - time), default=None)
            return str(nearest.id) if nearest is not None else ""

        self._desk.query(self, frame, lambda id: self._desk.wanted.emit("timeline", id))

    def _copy_text(self) -> None:
        if self._spent is None:
            return
        QGuiApplication.clipboard().setText(standup.text(self._spent, self._desk.zone, self._desk.now))
        self._copied.setText(self.tr("Copied"))
        QTimer.singleShot(COPIED_FOR, self, lambda: self._copied.setText(""))

    def _read_today(self) -> None:
        today = self._desk.now.date()
        self._sums.read_month(today)
        if today in self._span:
            self._sums.ask(*self._span)

    def _kept(self, event: ObservationKept) -> None:
        if event.type == "frame" and self.isVisible() and not self._again.isActive():
            self._again.start(AGAIN)

    def _forgotten(self, _event: Forgotten) -> None:
        self._sums.read()
        self._sums.ask(*self._span)


class EpisodeCard(pieces.Row):
    """An activity: what, from when to when, for which project, in which apps; opens it in the timeline."""

    def __init__(self, desk: Desk, pictures: Pictures, episode: EpisodeView, with_day: bool) -> None:
        times = (episode.started, episode.ended, desk.zone)
        span = when.span(*times, desk.now) if with_day else when.stretch(*times)
        told = pieces.joined(span, when.length(episode.seconds), episode.project, ", ".join(episode.apps))
        super().__init__(f"{episode.title}, {told}")
        self._picture = Thumbnail("timeline")
        words = pieces.column(None, 0, 2)
        words.addStretch(1)
        words.addWidget(pieces.Elided(episode.title, "heading"))
        words.addWidget(pieces.Elided(told, "quiet"))
        words.addStretch(1)
        self.inside.addWidget(self._picture)
        self.inside.addLayout(words, 1)
        self.pressed.connect(lambda: desk.wanted.emit("timeline", str(episode.frame)))
        pictures.thumbnail(self, episode.frame, self._shown)

    def _shown(self, image: QImage) -> None:
        self._picture.show_image(image)
