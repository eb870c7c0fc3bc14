"""The language host as a `LanguageModel`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast
from uuid import uuid4

import psutil

from agents import replies
from agents.errors import Cancelled, ModelUnavailable, ReplyUnusable
from agents.ports import Prompt
from app.children.child import Child, ChildFailed
from app.children.protocol import LanguageHost, ModelPlace
from app.interfaces import Refused
from app.wire import checked

# A 2,000-token prompt and 200 tokens of reply on one busy core.
LANGUAGE_SECONDS = 420.0
# The language model takes 2 GB: it leaves after this long without work.
LANGUAGE_IDLE_SECONDS = 300.0
# How often a request is looked at for whether it is still wanted.
STOP_SECONDS = 0.2
WORD_FOR_WORD = (
    "Answers are told word for word from the evidence meanwhile. If that goes on, run “make setup” again, or use none: "
    "reverie models use none"
)
"""What a language model's trouble means for its user."""


class _Growing:
    """A reply that grows. A host that died is asked again and says the same from the start; none is told twice."""

    def __init__(self, grew: Callable[[str], None] | None) -> None:
        self._grew = grew
        # Letters that were told, and those of this attempt.
        self._told = 0
        self._came = 0

    def begin(self) -> None:
        """The host is asked, or asked again."""
        self._came = 0

    def grew(self, piece: str) -> None:
        """Tells what of the piece was not told yet."""
        known = max(0, self._told - self._came)
        self._came += len(piece)
        if self._grew is not None and (fresh := piece[known:]):
            self._told += len(fresh)
            self._grew(fresh)


class HostedModel:
    """The language host as a `LanguageModel`."""

    def __init__(self, place: ModelPlace) -> None:
        self.place = place
        self._listeners: dict[str, Callable[[str], None] | None] = {}
        # Seconds of its processor time so far; for a model behind a server, of waiting for it.
        self.worked = 0.0
        # What became of the host where it stopped or hung in the last call; empty after one that was answered.
        self.trouble = ""
        self.child = Child("language host", ["language"], timeout=LANGUAGE_SECONDS, news=self._heard)

    @property
    def name(self) -> str:
        """The model's catalogue name."""
        return self.place.name

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> str:
        """The reply; pieces go to `grew`; `stop` is asked a few times a second."""

        growing = _Growing(grew)

        def what(host: LanguageHost, ask: str) -> str:
            growing.begin()
            return host.complete(self.place, ask, prompt, schema, max_tokens)

        return cast(str, self._asked(what, growing.grew, stop))

    def complete_json(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        max_tokens: int = 128,
        stop: Callable[[], bool] | None = None,
    ) -> Any:
        """The reply as a value that fits `schema`. Raises ReplyUnusable."""
        return replies.asked(self, prompt, schema, max_tokens, stop)

    def score_labels(
        self, prompt: Prompt, labels: Sequence[str], *, stop: Callable[[], bool] | None = None
    ) -> dict[str, float]:
        """How likely each label is as the reply."""
        wanted = list(replies.distinct(labels))

        def what(host: LanguageHost, ask: str) -> dict[str, float]:
            return host.score_labels(self.place, ask, prompt, wanted)

        return cast(dict[str, float], self._asked(what, None, stop))

    def leave_when_idle(self) -> None:
        """Ends the host when it had nothing to do for a while; the next call starts it again."""
        if (
            self.child.pid is not None
            and self.child.idle_seconds > LANGUAGE_IDLE_SECONDS
            and not self._listeners
        ):
            self.child.end()

    def _asked(
        self,
        what: Callable[[LanguageHost, str], Any],
        grew: Callable[[str], None] | None,
        stop: Callable[[], bool] | None,
    ) -> Any:
        if stop is not None and stop():
            raise Cancelled("Stopped, as you asked.")
        ask = uuid4().hex
        self._listeners[ask] = grew
        before = self._clocked()
        try:
            with self._stopping(ask, stop):
                answered = self.child.ask(LanguageHost, lambda host: what(host, ask))
                self.trouble = ""
                return answered
        except (Refused, ChildFailed) as error:
            if stop is not None and stop():
                raise Cancelled("Stopped, as you asked.") from error
            if isinstance(error, ChildFailed):
                self.trouble = f"{error.message} {WORD_FOR_WORD}"
            # Errors travel by their title.
            unusable = error.title == ReplyUnusable.title
            raise (ReplyUnusable if unusable else ModelUnavailable)(error.message) from error
        finally:
            del self._listeners[ask]
            self._add(before)

    def _clocked(self) -> tuple[int | None, float]:
        """The process that works, and what its clock shows."""
        if self.place.url:
            return None, time.monotonic()
        pid = self.child.pid
        if pid is None:
            return None, 0.0
        try:
            used = psutil.Process(pid).cpu_times()
        except psutil.Error:
            # It ended just now.
            return pid, 0.0
        return pid, float(used.user + used.system)

    def _add(self, before: tuple[int | None, float]) -> None:
        now = self._clocked()
        # A process that was started meanwhile worked for this alone; loading the model is work, too.
        since = before[1] if now[0] == before[0] else 0.0
        self.worked += max(0.0, now[1] - since)

    @contextmanager
    def _stopping(self, ask: str, stop: Callable[[], bool] | None) -> Iterator[None]:
        """Stops the request `ask` as soon as `stop` says so: it may have said nothing yet, and not for long."""
        if stop is None:
            yield
            return
        over = threading.Event()
        watching = threading.Thread(target=self._watch, args=(ask, stop, over), name="stop", daemon=True)
        watching.start()
        try:
            yield
        finally:
            over.set()

    def _watch(self, ask: str, stop: Callable[[], bool], over: threading.Event) -> None:
        while not over.wait(STOP_SECONDS):
            if stop():
                if self.child.pid is not None:
                    # One that has gone just now has nothing more to stop.
                    with suppress(Refused, ChildFailed):
                        self.child.ask(LanguageHost, lambda host: host.stop(ask))
                return

    def _heard(self, name: str, data: Any) -> None:
        if name != "Grew":
            return
        ask, piece = checked(data["ask"], str), checked(data["piece"], str)
        grew = self._listeners.get(ask)
        if grew is not None:
            grew(piece)
