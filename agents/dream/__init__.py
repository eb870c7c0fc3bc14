"""The dream: consolidation in tasks, a file each; they look at a `View`, yield wishes, and do nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agents.dream import calibrate, condense, fade, merge, refresh, roll, routines, ties
from agents.dream.view import Past, View, Wish, Wishes


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a dream; `does` says what, to be read behind its name."""

    name: str
    does: str
    wishes: Callable[[View], Wishes]


_IN_ORDER = (
    Task("merge", "what is kept twice becomes one", merge.wishes),
    Task("core", "blocks that are nearly full are made shorter", condense.wishes),
    Task("refresh", "stale summaries are made anew", refresh.wishes),
    Task("roll", "days, weeks and months are summed up", roll.wishes),
    Task("routines", "habits become ways to do something", routines.wishes),
    Task("links", "memories that belong together are tied", ties.wishes),
    Task("profile", "the profile is held against what was told since", calibrate.wishes),
    Task("fade", "what nobody needs goes out of use", fade.wishes),
)
TASKS: Mapping[str, Task] = {task.name: task for task in _IN_ORDER}
"""The tasks by name, in the order they are done."""

__all__ = ["TASKS", "Past", "Task", "View", "Wish", "Wishes"]
