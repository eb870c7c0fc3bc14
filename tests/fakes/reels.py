"""The part of the fake Reverie that shows the timeline in pieces, and sums up where the time went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from agents.times import going
from app.interfaces import (
    CoverageView,
    DaySpent,
    FrameView,
    ReelCell,
    ReelView,
    Refused,
    SpentView,
    TimeView,
)
from app.services import spending
from storage.ids import EpisodeId, ObservationId
from storage.model import Episode, Shown
from storage.presence import APART

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FakeReels:
    """Mixed into the fake. An episode of the fake is a run of one window's title. Any: the fake's frames."""

    def _views(self) -> list[FrameView]:
        """The frames, oldest first. Raises Refused when the safe is locked."""
        raise NotImplementedError

    def _now(self) -> datetime:
        raise NotImplementedError

    @property
    def _zone(self) -> ZoneInfo:
        raise NotImplementedError

    def coverage(self, since: datetime, until: datetime) -> list[CoverageView]:
        raise NotImplementedError

    def frames_around(self, at: datetime, before: int = 100, after: int = 100) -> list[FrameView]:
        views = self._views()
        earlier = [view for view in views if view.time < at]
        return (
            earlier[len(earlier) - min(before, len(earlier)) :] + [v for v in views if v.time >= at][:after]
        )

    def reel(self, since: datetime, until: datetime, seconds: int) -> ReelView:
        if seconds < 1 or (until - since) / timedelta(seconds=seconds) > 2000:
            raise Refused("That cannot be done", "That is too long a piece of the timeline.", 2)
        width = timedelta(seconds=seconds)
        apps: dict[datetime, Counter[str]] = {}
        for view in self._views():
            if since <= view.time < until:
                start = view.time - (view.time - _EPOCH) % width
                apps.setdefault(start, Counter())[view.app] += 1
        cells = [ReelCell(at, of.most_common(1)[0][0], of.total()) for at, of in apps.items()]
        coverage = [one for one in self.coverage(since, until) if one.ended - one.started >= width]
        return ReelView(seconds, tuple(cells), tuple(coverage))

    def app_change(self, app: str, at: datetime, by: int) -> datetime | None:
        runs = [list(run) for _, run in groupby(self._views(), key=lambda view: view.app)]
        starts = [run[0].time for run in runs if run[0].app != app or run[0].time != at]
        if by > 0:
            return next((time for time in starts if time > at), None)
        return next((time for time in reversed(starts) if time < at), None)

    def time_of(self, text: str, at: datetime, now: datetime | None = None) -> TimeView | None:
        found = going.goal(text, at, now or self._now(), self._zone)
        return TimeView(found.start, found.end) if found is not None else None

    def spent(self, since: datetime, until: datetime) -> SpentView:
        shown = self._shown(since, until)
        return spending.summed(since, until, shown, list(_episodes(shown)))

    def spent_by_day(self, since: datetime, until: datetime) -> list[DaySpent]:
        return spending.by_day(((one.start, one.end) for one in self._shown(since, until)), self._zone)

    def _shown(self, since: datetime, until: datetime) -> list[Shown]:
        views = [view for view in self._views() if since <= view.time < until]
        ends: list[Any] = [*(view.time for view in views[1:]), *([None] if views else [])]
        return [
            Shown(
                ObservationId(view.id), view.app, view.window_title, view.time,
                end if end is not None and end - view.time <= APART else view.time, view.url,
            )
            for view, end in zip(views, ends, strict=True)
        ]  # fmt: skip


def _episodes(shown: list[Shown]) -> Iterator[Episode]:
    for title, run in groupby(shown, key=lambda one: one.title):
        parts = list(run)
        ids = tuple(one.id for one in parts)
        yield Episode(EpisodeId(parts[0].id), parts[0].start, parts[-1].end, title, ids)
