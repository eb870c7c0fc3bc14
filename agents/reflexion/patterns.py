"""Patterns: weekday habits, and apps and projects that take more or less of the time than they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import zip_longest

from agents.dream import routines
from agents.dream.roll import LONGEST_LOOK
from agents.dream.routines import activity
from agents.dream.view import View
from agents.reflexion.insight import Insight, Sort, named
from storage.model import FrameWindow

# Two stretches of so many weeks are compared, the last one ending with the last week that is over.
WEEKS = 2
# A change counts from this share of what was, and from so much a week.
SHARE, LEAST = 0.3, timedelta(hours=1)
MOST = 8


def insights(view: View) -> Iterator[Insight | None]:
    """Habits first; None is a breath."""
    for wish in routines.wishes(view):
        if wish is None:
            yield None
        elif wish.changes:
            name = wish.told.rpartition(", seen")[0]
            yield Insight(
                named(Sort.PATTERN, "habit", name), Sort.PATTERN, f"Again and again: {wish.told}.",
                "Keep it as a how-to with its triggers.", tuple(memory.id for memory in wish.read), wish.changes,
            )  # fmt: skip
    yield from _trends(view)


def _trends(view: View) -> Iterator[Insight]:
    today = view.day_of(view.now)
    end = today - timedelta(days=today.weekday())
    middle, begin = end - timedelta(weeks=WEEKS), end - timedelta(weeks=2 * WEEKS)
    before = view.windows_of(begin, middle - timedelta(days=1))
    after = view.windows_of(middle, end - timedelta(days=1))
    if not before or not after:
        # Nothing to compare with: everything would be rising from nothing.
        return
    for what, name in (("app", _app), ("project", activity)):
        was, now = _spent(before, name), _spent(after, name)
        changed = sorted(was.keys() | now.keys(), key=lambda one: -abs(now[one] - was[one]))
        yield from _told(what, changed, was, now)


def _app(window: FrameWindow) -> str:
    return window.app


def _told(what: str, changed: list[str], was: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Insight]:
    told = 0
    for one in changed:
        difference = now[one] - was[one]
        if abs(difference) < LEAST.total_seconds() * WEEKS or abs(difference) < SHARE * was[one]:
            continue
        if told == MOST:
            return
        told += 1
        verb = "more" if difference > 0 else "less"
        yield Insight(
            named(Sort.PATTERN, what, one, verb), Sort.PATTERN,
            f"{one} takes {verb} of your time: about {_hours(now[one])} a week in the last {WEEKS} weeks, "
            f"{_hours(was[one])} in the {WEEKS} before.",
            "Nothing to do, unless you did not know.",
        )  # fmt: skip


def _spent(windows: Sequence[FrameWindow], name: Callable[[FrameWindow], str]) -> Counter[str]:
    """Seconds by name; a window counts until the next one, but no longer than a look may last."""
    spent: Counter[str] = Counter()
    for window, after in zip_longest(windows, windows[1:]):
        look = min(after.time - window.time, LONGEST_LOOK) if after else LONGEST_LOOK
        if name(window):
            spent[name(window)] += round(look.total_seconds())
    return spent


def _hours(seconds: int) -> str:
    return f"{seconds / 3600 / WEEKS:.1f} h"
