"""Rehearsing a rule: what of the past it would have hidden, by the window each moment is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.capture.ports import Window
from app.capture.rules import Rule
from app.interfaces import AppMoments, RehearsalView, Stretch
from storage.errors import WrongUse
from storage.model import Box, FrameWindow
from storage.safe import Safe

# Moments further apart than this are told as two stretches of time.
APART = timedelta(minutes=5)
_NOWHERE = Box(0, 0, 0, 0)


def rehearse(safe: Safe, rule: Rule, since: datetime, until: datetime) -> RehearsalView:
    """What `rule` would have hidden of [since, until). Raises WrongUse for a rule without a pattern."""
    if not (rule.app or rule.title or rule.url):
        raise WrongUse("Name what to hide: an app, a title or a URL. A pattern may hold *.")
    seen = safe.observations.frame_windows(since, until)
    hidden = [frame for frame in seen if rule.matches(window(frame))]
    return RehearsalView(
        since=since,
        until=until,
        seen=len(seen),
        moments=len(hidden),
        apps=tuple(AppMoments(*pair) for pair in Counter(frame.app for frame in hidden).most_common()),
        stretches=tuple(_stretches(hidden)),
        ids=tuple(frame.id for frame in hidden),
    )


def window(frame: FrameWindow) -> Window:
    """A window of the past as rules look at it."""
    return Window(frame.app, frame.window_title, 0, _NOWHERE, url=frame.url)


def _stretches(frames: Sequence[FrameWindow]) -> Iterator[Stretch]:
    """The times of the frames, those close together as one."""
    begun: list[FrameWindow] = []
    for frame in frames:
        if begun and frame.time - begun[-1].time > APART:
            yield Stretch(begun[0].time, begun[-1].time, len(begun))
            begun = []
        begun.append(frame)
    if begun:
        yield Stretch(begun[0].time, begun[-1].time, len(begun))
