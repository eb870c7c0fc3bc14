"""What was done on a day or in a week, as text to paste: projects and episodes, told by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.interfaces import EpisodeView, SpentView
from ui import when

LEAST = 120
"""Seconds below which something is not told, unless there is nothing longer."""

APPS = 2
"""Apps named beside an activity."""

PROJECTS, LONGEST = 5, 20
"""Projects that are named, and activities of more than a day: those that took longest."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("standup", text)


def text(spent: SpentView, zone: ZoneInfo, now: datetime) -> str:
    """The projects, then the activities with how long they took; empty when there was none.

    Those of a day stand in order with their times, those of several days the longest first.
    """
    is_day = when.bounds(spent.since.astimezone(zone).date(), zone)[1] >= spent.until
    activities = joined(spent.episodes) if is_day else longest(spent.episodes, LONGEST)
    told = [one for one in activities if one.seconds >= LEAST] or activities
    if not told:
        return ""
    days = when.days(spent.since, spent.until, zone, now)
    head = _tr("{0}: {1} on screen").format(days, when.length(spent.seconds))
    return "\n".join([head, *_projects(spent), *(_line(one, zone if is_day else None) for one in told)])


def longest(episodes: Sequence[EpisodeView], most: int) -> list[EpisodeView]:
    """Activities of one title as one, those that took longest, the longest first."""
    return sorted(joined(episodes), key=lambda one: -one.seconds)[:most]


def joined(episodes: Sequence[EpisodeView]) -> list[EpisodeView]:
    """Activities of one title as one, in the order of their beginnings."""
    found: dict[str, EpisodeView] = {}
    for one in sorted(episodes, key=lambda episode: episode.started):
        before = found.get(one.title)
        if before is None:
            found[one.title] = one
        else:
            apps = tuple(dict.fromkeys((*before.apps, *one.apps)))
            found[one.title] = replace(
                before, ended=max(before.ended, one.ended), seconds=before.seconds + one.seconds, apps=apps
            )
    return list(found.values())


def _projects(spent: SpentView) -> Iterator[str]:
    """The line that names the projects, if there are any."""
    named = [one for one in spent.projects[:PROJECTS] if one.seconds >= LEAST]
    if named:
        told = (f"{one.name} {when.length(one.seconds)}" for one in named)
        yield _tr("By project: {0}").format(", ".join(told))


def _line(one: EpisodeView, zone: ZoneInfo | None) -> str:
    """An activity; with its times in `zone`, if one is given."""
    span = f"{when.stretch(one.started, one.ended, zone)}  " if zone is not None else ""
    title = " ".join(one.title.split())
    of = f"{one.project}: " if one.project and one.project.casefold() not in title.casefold() else ""
    apps = f" ({', '.join(one.apps[:APPS])})" if one.apps else ""
    return f"- {span}{of}{title}{apps}, {when.length(one.seconds)}"
