"""A client of the keeper: finds it, starts it when asked, and comes back after it went away."""

from __future__ import annotations

import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from app import events, paths, streams
from app.bus import Bus
from app.events import Event
from app.interfaces import Refused, Reverie, State, Status
from app.rpc import Channel, remote
from app.streams import SocketUnusable
from app.wire import Stream, WireError, checked
from storage import durable
from storage.errors import HomeReadOnly

log = logging.getLogger(__name__)

# A keeper is up within a second on an idle machine; a busy one has been seen to take ten.
START_SECONDS = 40.0
# A killed keeper's socket still takes connections until the last of its threads is gone; so often it is tried again.
CONNECT_PAUSE_SECONDS = 0.25
# A keeper that says nothing for so long is stopped or hangs.
HELLO_SECONDS = 10.0
# A keeper that locks is gone after seconds, at the very worst after this (see `app.keeper`).
GONE_SECONDS = 25.0
_NEWS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        events.StatusChanged,
        events.ObservationKept,
        events.MemoriesChanged,
        events.AnswerGrew,
        events.Forgotten,
        events.ShowRequested,
        events.SettingsChanged,
        events.Locked,
    )
}


class Link:
    """A connection to the keeper of one home, made again when it breaks. Thread-safe.

    With `start` a missing keeper is started; with `window` the keeper counts this client as one.
    """

    def __init__(self, home: Path, *, start: bool, window: bool = False) -> None:
        self._home = home
        self._start = start
        self._window = window
        # News is delivered on a thread of its own: a listener may call `Reverie` without waiting for itself.
        self._news = Bus()
        self._heard_news: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        threading.Thread(target=self._carry, name="news", daemon=True).start()
        self._channel: Channel | None = None
        self._lock = threading.RLock()
        self._closed = False

    def reverie(self) -> Reverie:
        """`Reverie` over this link; every call finds or starts the keeper first."""
        return cast(Reverie, _Linked(self))

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """News for `listener`, on a thread of the link's; the returned function ends it."""
        return self._news.subscribe(listener)

    def channel(self) -> Channel:
        """The open channel. Raises Refused when there is no keeper and none is to be started."""
        with self._lock:
            if self._channel is None or not self._channel.open:
                self._channel = self._connected()
            return self._channel

    def wait_until_gone(self, seconds: float = GONE_SECONDS) -> bool:
        """After `lock`: waits for the keeper's process to end; False when it was still there after `seconds`."""
        channel = self._channel
        return channel is None or channel.wait_until_closed(seconds)

    def close(self) -> None:
        """Leaves the keeper."""
        with self._lock:
            self._closed = True
            if self._channel is not None:
                self._channel.close()
        self._heard_news.put(None)

    def _connected(self) -> Channel:
        """The channel to a keeper that said hello; one that ends is given the time that it may take."""
        until = time.monotonic() + GONE_SECONDS
        while True:
            channel = self._attempt()
            if not self._start:
                return channel
            try:
                remote(Reverie, channel, timeout=HELLO_SECONDS).watch(window=self._window)
            except TimeoutError:
                channel.close()
                raise _silent(self._home) from None
            except Refused:
                # The socket was that of a keeper about to end; once it has, another is started.
                if self._closed or time.monotonic() > until:
                    raise
                time.sleep(CONNECT_PAUSE_SECONDS)
                continue
            return channel

    def _attempt(self) -> Channel:
        if self._closed:
            raise _gone()
        stream = _reached(self._home)
        if stream is None and self._start:
            _refuse_read_only(self._home)
            stream = _await_door(self._home, _start_keeper(self._home))
        if stream is None:
            raise _gone()
        return Channel(
            stream,
            "keeper",
            _gone(),
            news=self._heard,
            ended=self._ended,
            silent=lambda: _silent(self._home),
        )

    def _heard(self, name: str, data: Any) -> None:
        kind = _NEWS.get(name)
        if kind is None:
            return
        try:
            event = cast(Event, checked(data, kind))
        except WireError:
            log.error("news of a kind %s does not fit", name)
            return
        self._heard_news.put(event)

    def _ended(self) -> None:
        if not self._closed:
            self._heard_news.put(events.Locked())

    def _carry(self) -> None:
        while (event := self._heard_news.get()) is not None:
            self._news.tell(event)


class _Linked:
    """`Reverie` whose every call goes over the link's present channel."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def status(self) -> Status:
        """The status; where the keeper ended in this very call, that of the next one, which knows why it did."""
        return self._again(lambda reverie: reverie.status())

    def unlock(self, passphrase: str) -> Status:
        """Unlocks; where the keeper ended in this very call, as one that locks does, the next one is asked."""
        return self._again(lambda reverie: reverie.unlock(passphrase))

    def _again(self, call: Callable[[Reverie], Status]) -> Status:
        channel = self._link.channel()
        try:
            return call(remote(Reverie, channel))
        except Refused:
            if channel.open:
                raise
        return call(remote(Reverie, self._link.channel()))

    def __getattr__(self, name: str) -> Any:
        return getattr(remote(Reverie, self._link.channel()), name)


def unlocked(home: Path) -> Link | None:
    """A link to this home's keeper when one runs and its safe is open, else None.

    Raises Refused, naming the pid, when a keeper is there but does not answer within ten seconds, and where the home is
    out of this user's reach.
    """
    return _running(home, lambda status: status.state is State.UNLOCKED)


def with_window(home: Path) -> Link | None:
    """A link to this home's keeper when one runs and a window is open, on a locked safe too. Raises as `unlocked`."""
    return _running(home, lambda status: status.windows > 0)


def _running(home: Path, wanted: Callable[[Status], bool]) -> Link | None:
    """A link to this home's keeper when one runs and its status is the wanted one."""
    link = Link(home, start=False)
    try:
        channel = link.channel()
    except Refused as refusal:
        if isinstance(refusal.__cause__, SocketUnusable):
            raise
        return None
    try:
        status = remote(Reverie, channel, timeout=HELLO_SECONDS).status()
    except TimeoutError as cause:
        link.close()
        raise _silent(home) from cause
    except Refused:
        link.close()
        return None
    if wanted(status):
        return link
    link.close()
    return None


def _reached(home: Path) -> Stream | None:
    try:
        return streams.connect(paths.socket_path(home))
    except SocketUnusable as cause:
        raise Refused(cause.title, cause.message, int(cause.exit_code)) from cause


def _refuse_read_only(home: Path) -> None:
    """A keeper records, and its socket lies in the home."""
    why = durable.why_read_only(home)
    if why:
        message = f"{why} Until then its commands can read it: reverie search, ask, timeline."
        raise Refused(HomeReadOnly.title, message)


def _gone() -> Refused:
    message = (
        "Reverie was locked, or its keeper stopped. Nothing that was kept is lost: unlock Reverie to go on."
    )
    return Refused("Reverie is locked", message, 3)


def _silent(home: Path) -> Refused:
    message = f"The keeper{_holder(home)} does not answer. End that process and try again."
    return Refused("Reverie does not answer", message)


def _holder(home: Path) -> str:
    try:
        return f" (process {int((paths.socket_path(home).parent / 'state.lock').read_text())})"
    except (OSError, ValueError):
        return ""


def _start_keeper(home: Path) -> subprocess.Popen[bytes]:
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    nothing = subprocess.DEVNULL
    command = paths.own_command("--home", str(home), "keeper")
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, **apart)


def _await_door(home: Path, keeper: subprocess.Popen[bytes]) -> Stream:
    """The keeper's stream once it listens. One that ends with 0 met another, which serves or is about to end.

    Raises Refused: the keeper ended as it started, or does not listen in time.
    """
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        stream = streams.connect(paths.socket_path(home))
        if stream is not None:
            return stream
        time.sleep(CONNECT_PAUSE_SECONDS if keeper.poll() == 0 else 0.05)
        if keeper.returncode == 0:
            keeper = _start_keeper(home)
        elif keeper.returncode is not None:
            message = f"The keeper ended as it started (exit code {keeper.returncode}). Run: reverie doctor"
            raise Refused("Reverie does not start", message)
    message = f"Its keeper does not listen after {START_SECONDS:.0f} seconds. Try again; if it stays so: reverie doctor"
    raise Refused("Reverie is slow to start", message)
