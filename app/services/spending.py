"""Where the time went: by app, document or site, project, episode, day; summed from what stood on the screens.

Gaps are not counted, and what two monitors show at once counts once (docs/decisions/0037).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents import projects, tally
from app.interfaces import DaySpent, EpisodeView, SpentOn, SpentView
from storage.addresses import host_of
from storage.errors import WrongUse
from storage.model import Episode, Shown
from storage.safe import Safe

# Names in a sum, the longest first.
MOST = 12
TOO_MUCH = "That is too much to add up at once. Choose a shorter time."
# Between the parts of a window's title.
PARTS = re.compile(r"\s+[-–—|·]\s+")
# What titles put before a name: a count of what is unread, a mark of what is not saved.
_MARKS = re.compile(r"^(?:\(\d+\+?\)|[*●•]|\[\+\])\s*")


class Spending:
    """Sums of a safe. Thread-safe, as the safe's readers are."""

    def __init__(self, safe: Safe, zone: ZoneInfo) -> None:
        self._safe = safe
        self._zone = zone

    def spent(self, since: datetime, until: datetime) -> SpentView:
        """How [since, until) was spent. Raises WrongUse when there is too much to add up at once."""
        return summed(since, until, self._shown(since, until), self._safe.episodes.between(since, until))

    def by_day(self, since: datetime, until: datetime) -> list[DaySpent]:
        """The local days of [since, until) with how long something was on a screen. Raises WrongUse as `spent`."""
        stretches = self._safe.presence.stretches(since, until)
        if stretches is None:
            raise WrongUse(TOO_MUCH)
        return by_day(stretches, self._zone)

    def _shown(self, since: datetime, until: datetime) -> Sequence[Shown]:
        shown = self._safe.presence.shown(since, until, lambda _app, _title, _url: True)
        if shown is None:
            raise WrongUse(TOO_MUCH)
        return shown


def summed(
    since: datetime, until: datetime, shown: Sequence[Shown], episodes: Sequence[Episode]
) -> SpentView:
    """How [since, until) was spent, by what stood on the screens in it."""
    by_id: dict[object, Shown] = {one.id: one for one in shown}
    of_window = projects.by_window((one.app, one.title, one.url) for one in shown)

    def project_of(one: Shown) -> str:
        return of_window.get((one.app, one.title, one.url), "")

    cards = [view for episode in episodes if (view := _episode(episode, by_id, project_of)) is not None]
    return SpentView(
        since,
        until,
        tally.spent(shown).total_seconds(),
        _sums(shown, _app_of),
        _sums(shown, place_of),
        tuple(sorted(cards, key=lambda view: view.started)),
        _sums(shown, project_of),
    )


def by_day(stretches: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> list[DaySpent]:
    """How long something was on a screen on each local day, by stretches that do not overlap."""
    days = Counter[str]()
    for start, end in stretches:
        here = start
        while here < end:
            day = here.astimezone(zone).date()
            midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
            stop = min(end, midnight)
            days[day.isoformat()] += (stop - here) // timedelta(microseconds=1)
            here = stop
    return [DaySpent(day, micros / 1_000_000) for day, micros in sorted(days.items())]


def place_of(shown: Shown) -> str:
    """The site or document a window shows: its address's host, or its title without the name of the app."""
    return host_of(shown.url) or title_of(shown.title, (shown.app,))


def title_of(title: str, apps: Sequence[str]) -> str:
    """A window's title without the name of its app, which is one of `apps`, and without marks of unread and unsaved."""
    title = _MARKS.sub("", title.strip())
    parts = PARTS.split(title)
    while len(parts) > 1 and any(_names_app(parts[-1], app) for app in apps):
        parts.pop()
    return title[: title.rindex(parts[-1]) + len(parts[-1])] if parts[-1] else title


def _names_app(part: str, app: str) -> bool:
    """Whether the end of a title is the app's name, or the longer or shorter form of it that its maker uses."""
    part, app = part.casefold().strip(), app.casefold().strip()
    return bool(part and app) and (part in app or app in part)


def _sums(shown: Sequence[Shown], name: Callable[[Shown], str]) -> tuple[SpentOn, ...]:
    """The time under each name, the most first; what has no name is left out."""
    named: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        named[name(one)].append(one)
    sums = [
        SpentOn(key, tally.spent(of).total_seconds(), next(iter(_apps(of)), ""))
        for key, of in named.items()
        if key
    ]
    return tuple(sorted(sums, key=lambda one: (-one.seconds, one.name))[:MOST])


def _by_length(shown: Iterable[Shown], name: Callable[[Shown], str]) -> list[str]:
    """The names, an empty one too, the longest first."""
    length = Counter[str]()
    for one in shown:
        length[name(one)] += 1 + (one.end - one.start) // timedelta(milliseconds=1)
    return [named for named, _ in length.most_common()]


def _apps(shown: Iterable[Shown]) -> tuple[str, ...]:
    """The apps, the longest first."""
    return tuple(filter(None, _by_length(shown, _app_of)))


def _app_of(shown: Shown) -> str:
    return shown.app


def _episode(
    episode: Episode, shown: dict[object, Shown], project_of: Callable[[Shown], str]
) -> EpisodeView | None:
    """An episode as far as it was on a screen; None for a conversation alone."""
    parts = [shown[id] for id in episode.observations if id in shown]
    if not parts:
        return None
    apps = _apps(parts)
    longest = max(parts, key=lambda one: one.end - one.start)
    return EpisodeView(
        episode.id,
        title_of(episode.label, apps),
        min(one.start for one in parts),
        max(one.end for one in parts),
        tally.spent(parts).total_seconds(),
        apps,
        longest.id,
        _by_length(parts, project_of)[0],
    )
