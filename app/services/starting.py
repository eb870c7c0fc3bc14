"""Questions to begin a conversation with, made of the last day that holds anything, each with an answer there.

No secret, nothing of the vault, nothing of a window that a rule hides by now; the answer is looked for without a model.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents import starters
from agents.answer import SEALED, Answerer
from agents.chats import headed
from agents.recall import Found
from agents.starters import Matter, Sort, Starter
from app.capture import browsers
from app.capture.built_in import BUILT_IN
from app.capture.ports import Window
from app.capture.rules import Rule, RuleBook
from app.interfaces import StarterView
from app.services import rehearsing, spending
from storage.ids import ObservationId
from storage.model import Filter, Frame, FrameWindow, ObservationType, Role, Turn
from storage.safe import Safe

MOST = 4
WINDOWS, TURNS = 40, 40
"""Windows and turns of a day that are looked at."""

SECONDS = 0.5
"""Processor time after which no further question is tried: four take .05 s, of a long day in a large safe .4 s."""

AGAIN = timedelta(minutes=10)
"""For how long the same ones are offered."""

# A document by its name: "Budget 2027.odt".
_FILE = re.compile(r"[^/\\]*[^\W\d_][^/\\]*\.[A-Za-z][A-Za-z0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class _Made:
    """Questions that were made, and what they rested on besides the day's moments."""

    at: datetime
    mark: object
    questions: tuple[StarterView, ...]


class Starting:
    """Makes the questions. Thread-safe, as the safe's readers are."""

    def __init__(
        self,
        safe: Safe,
        finder: Answerer,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        *,
        rules: Callable[[], Sequence[Rule]],
        user: Callable[[], Sequence[str]],
    ) -> None:
        """`rules` are those of the user; `user` gives the names that the user goes by in conversations."""
        self._safe = safe
        self._rules = rules
        self._user = user
        self._finder = finder
        self._clock = clock
        self._zone = zone
        self._made: dict[str, _Made] = {}

    def starters(self, language: str, now: datetime | None) -> list[StarterView]:
        """At most MOST questions in `language` ("zh", else English); none where nothing was seen or said yet.

        For some minutes the same ones, unless something was forgotten or is hidden since.
        """
        now = now or self._clock()
        mark = (self._safe.receipts.mark(), tuple(self._rules()), now.astimezone(self._zone).date())
        made = self._made.get(language)
        if made is not None and made.mark == mark and timedelta() <= now - made.at < AGAIN:
            return list(made.questions)
        found = tuple(
            StarterView(one.text, one.matter.type, one.matter.id, one.matter.app)
            for one in self._tried(language, now)
        )
        if found:
            self._made[language] = _Made(now, mark, found)
        return list(found)

    def _tried(self, language: str, now: datetime) -> list[Starter]:
        """Questions that have an answer."""
        begun = time.thread_time()
        found: list[Starter] = []
        for wordings in starters.questions(self._matters(now), language, now, self._zone):
            if found and time.thread_time() - begun > SECONDS:
                break
            answered = next((one for one in wordings if self._is_answered(one, now)), None)
            if answered is not None and all(answered.text != one.text for one in found):
                found.append(answered)
            if len(found) == MOST:
                break
        return found

    def _matters(self, now: datetime) -> list[Matter]:
        """What the last day holds on which anything was seen or said to the user."""
        times = [turn.time for turn in self._turns(None, now)[:1]]
        frames = self._safe.search.newest(Filter(types=(ObservationType.FRAME,), until=now), 1)
        times += [
            one.time
            for one in self._safe.observations.many([ObservationId(hit.id) for hit in frames]).values()
        ]
        if not times:
            return []
        day = max(times).astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        rules = RuleBook([*self._rules(), *BUILT_IN])
        until = min(now, day + timedelta(days=1))
        return [*self._said(day, until, rules), *self._shown(day, until, rules)]

    def _turns(self, since: datetime | None, until: datetime) -> list[Turn]:
        """What others said, the latest first."""
        hits = self._safe.search.newest(
            Filter(types=(ObservationType.TURN,), since=since, until=until), TURNS
        )
        mine = {name.casefold() for name in self._user()} | headed.ME | {""}
        found = self._safe.observations.many([ObservationId(hit.id) for hit in hits]).values()
        turns = (one for one in found if isinstance(one, Turn))
        others = (one for one in turns if one.role is Role.PARTICIPANT and one.speaker.casefold() not in mine)
        return sorted(others, key=lambda one: one.time, reverse=True)

    def _shown(self, since: datetime, until: datetime, rules: RuleBook) -> Iterator[Matter]:
        """The documents, pages and apps of a day, those that were there longest first."""
        apps = set[str]()
        for one in self._safe.observations.windows_most_seen(since, until, WINDOWS):
            if rules.why_hidden(rehearsing.window(one)):
                continue
            name = spending.title_of(one.window_title, (one.app,))
            if _FILE.fullmatch(name):
                yield _matter(Sort.FILE, name, one)
            if browsers.is_one((one.app,)):
                yield _matter(Sort.READ, spending.PARTS.split(name)[0], one)
            elif one.app and one.app not in apps:
                apps.add(one.app)
                yield _matter(Sort.USED, one.app, one)

    def _said(self, since: datetime, until: datetime, rules: RuleBook) -> Iterator[Matter]:
        """What people said on a day, the latest first, each person once, with a topic where one is known."""
        turns = self._turns(since, until)
        screens = self._safe.observations.many([turn.frame for turn in turns if turn.frame is not None])
        latest: dict[str, Matter] = {}
        for turn in turns:
            screen = screens.get(turn.frame) if turn.frame is not None else None
            if isinstance(screen, Frame) and rules.why_hidden(_window(screen)):
                continue
            topic = starters.topic(turn.text)
            if turn.speaker not in latest or (topic and not latest[turn.speaker].topic):
                latest[turn.speaker] = Matter(
                    Sort.SAID, turn.speaker, turn.id, "turn", turn.time, topic=topic
                )
        yield from latest.values()

    def _is_answered(self, starter: Starter, now: datetime) -> bool:
        """Whether the question has an answer that rests first on what it was made from, or on more of the same."""
        draft = self._finder.answer(starter.text, now=now)
        if draft.abstained or draft.reason == SEALED or not draft.citations:
            return False
        return _rests_on(draft.citations[0].found, starter.matter)


def _matter(sort: Sort, name: str, seen: FrameWindow) -> Matter:
    return Matter(sort, " ".join(name.split()), seen.id, "frame", seen.time, seen.app)


def _window(frame: Frame) -> Window:
    return rehearsing.window(FrameWindow(frame.id, frame.time, frame.app, frame.window_title, frame.url))


def _rests_on(found: Found, matter: Matter) -> bool:
    thing = found.thing
    if matter.id in (found.id, *(source.observation for source in found.sources)):
        return True
    where = f"{found.title}\n{thing.text}\n{thing.app if isinstance(thing, Frame) else ''}"
    return matter.name.casefold() in where.casefold()
