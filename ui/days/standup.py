"""What was done on a day, as text to paste: its episodes, told by rule."""

from __future__ import annotations

from collections.abc import Sequence
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


def _tr(text: str) -> str:
    return QCoreApplication.translate("standup", text)


def text(spent: SpentView, zone: ZoneInfo, now: datetime) -> str:
    """The day's activities in order, each with its times and how long it took; empty when there was none."""
    told = [one for one in joined(spent.episodes) if one.seconds >= LEAST] or joined(spent.episodes)
    if not told:
        return ""
    day = when.day(spent.since.astimezone(zone).date(), now.astimezone(zone).date())
    head = _tr("{0}: {1} on screen").format(day, when.length(spent.seconds))
    return "\n".join([head, *(_line(one, zone) for one in told)])


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


def _line(one: EpisodeView, zone: ZoneInfo) -> str:
    span = when.stretch(one.started, one.ended, zone)
    apps = f" ({', '.join(one.apps[:APPS])})" if one.apps else ""
    return f"- {span}  {' '.join(one.title.split())}{apps}, {when.length(one.seconds)}"
