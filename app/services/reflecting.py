"""Reflecting: looks over everything that is kept when asked, and does what the user takes up of what it found."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from agents import reflexion
from agents.dream import View
from agents.kinds import Rules
from agents.reflexion import Insight
from app.interfaces import InsightView, MemoryView, Reflection
from app.services import viewing, views
from storage.clock import Clock
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId
from storage.model import Retire
from storage.safe import Safe

# Names of what is not to be told again; they hold no content.
IGNORED = "reflexion.ignored"
# Told of each sort at once; the others come when these are dealt with.
MOST = 100


class Reflecting:
    """Reflects over one safe; any thread may call. `tell` is called with the memories that changed."""

    def __init__(
        self,
        safe: Safe,
        rules: Mapping[str, Rules],
        zone: ZoneInfo,
        clock: Clock,
        tell: Callable[[Sequence[MemoryId]], None],
    ) -> None:
        self._safe = safe
        self._rules = rules
        self._zone = zone
        self._clock = clock
        self._tell = tell

    def reflect(self) -> Reflection:
        """All that is found and not ignored; changes nothing."""
        began = time.monotonic()
        view = self._view()
        found = self._found(view)
        told: list[InsightView] = []
        for sort in reflexion.Sort:
            told += [_view_of(one) for one in found if one.sort is sort][:MOST]
        return Reflection(
            len(view.memories), tuple(told), len(found) - len(told), round(time.monotonic() - began, 3)
        )

    def take_up(self, name: str) -> list[MemoryView]:
        """Does what is proposed; the memories that hold then. Raises NotFound, WrongUse where a person has to act."""
        found = next((one for one in self._found(self._view(), everything=True) if one.id == name), None)
        if found is None:
            raise NotFound("This is not found any more; it may have been dealt with. See: reverie reflect")
        if not found.changes:
            raise WrongUse(f"This is yours to do. {found.proposal}")
        made = self._safe.memories.apply(found.changes)
        gone = [change.memory for change in found.changes if isinstance(change, Retire)]
        self._tell([*made, *gone])
        held = self._safe.memories.many([*made, *found.memories])
        return [views.memory(one, self._safe.kinds[one.kind]) for one in held.values() if one.current]

    def ignore(self, name: str) -> None:
        """Does not tell it again."""
        known = list(self._safe.settings.get(IGNORED, []) or [])
        if name not in known:
            self._safe.settings.set(IGNORED, [*known, name])

    def _found(self, view: View, *, everything: bool = False) -> list[Insight]:
        ignored = () if everything else tuple(self._safe.settings.get(IGNORED, []) or [])
        return [one for one in reflexion.insights(view, ignored) if one is not None]

    def _view(self) -> View:
        return viewing.view(self._safe, self._rules, self._zone, self._clock(), "", lambda: False)


def _view_of(one: Insight) -> InsightView:
    return InsightView(one.id, str(one.sort), one.told, one.proposal, one.memories, bool(one.changes))
