"""Where the time went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SpentOn:
    """How long something was on a screen: an app, a document or a site; `app` is where it was seen most."""

    name: str
    seconds: float
    app: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """A stretch of one activity: from when until when, how much of it was on a screen, its apps (the longest first).

    `frame` is what it showed longest; `project` the one that most of it belongs to, empty where there is none.
    """

    id: UUID
    title: str
    started: datetime
    ended: datetime
    seconds: float
    apps: tuple[str, ...]
    frame: UUID
    project: str = ""


@dataclass(frozen=True, slots=True)
class SpentView:
    """How [since, until) was spent: `seconds` with something on a screen, by app, site or document, episode, project.

    Gaps are not counted; what two monitors show at once counts once. `apps`, `places` and `projects` name the longest;
    a project is a repository, an editor's or terminal's folder, a ticket's key, and what names one in its title.
    """

    since: datetime
    until: datetime
    seconds: float
    apps: tuple[SpentOn, ...] = ()
    places: tuple[SpentOn, ...] = ()
    episodes: tuple[EpisodeView, ...] = ()
    projects: tuple[SpentOn, ...] = ()


@dataclass(frozen=True, slots=True)
class DaySpent:
    """How long something was on a screen on a local day (YYYY-MM-DD)."""

    day: str
    seconds: float


class SpendingCalls(Protocol):
    """Time by app, site, document, episode, project and day."""

    def spent(self, since: datetime, until: datetime) -> SpentView:
        """Where the time of [since, until) went; refused where there is too much to add up in seconds."""

    def spent_by_day(self, since: datetime, until: datetime) -> list[DaySpent]:
        """How long something was on a screen on each local day of [since, until); refused as `spent` is."""
