"""A child process of the keeper: started when first asked, started again after a crash, killed when it hangs."""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, TypeVar, cast

from app.interfaces import Refused
from app.paths import own_command
from app.rpc import Channel, remote
from app.streams import PipeStream
from storage.errors import ReverieError

log = logging.getLogger(__name__)

T = TypeVar("T")

# A child that dies this often within a minute is not started again until the minute has passed.
MOST_STARTS_A_MINUTE = 5
KILLED_SECONDS = 2.0


class ChildFailed(ReverieError):
    """A child crashed or hung in this call; the job it was working on is kept and tried again."""

    title = "A part of Reverie stopped"


class _Died(Exception):
    """The child went away in the middle of a call."""


class Child:
    """One child process and the channel to it. Thread-safe; closed by its keeper.

    `started` is called after every start, before the call that caused it is answered.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        timeout: float,
        started: Callable[[], None] | None = None,
        news: Callable[[str, Any], None] | None = None,
    ) -> None:
        self.name = name
        self._arguments = list(arguments)
        self._timeout = timeout
        self._started = started
        self._news = news
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._lock = threading.RLock()
        self._starts: list[float] = []
        self._last_use = time.monotonic()
        self._closed = threading.Event()

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    @property
    def idle_seconds(self) -> float:
        """Seconds since the last call ended."""
        return time.monotonic() - self._last_use

    def ask(self, protocol: type[T], what: Callable[[T], Any], timeout: float | None = None) -> Any:
        """Calls the child; one that died meanwhile is started again and asked once more (calls may be repeated).

        Raises Refused as the child did, or ChildFailed when it crashed twice, or hung (then it is killed).
        """
        try:
            return self._asked(protocol, what, timeout)
        except _Died:
            log.warning("the %s died in a call", self.name)
        try:
            return self._asked(protocol, what, timeout)
        except _Died as cause:
            raise ChildFailed(f"The {self.name} stopped twice. It will be tried again later.") from cause

    def _asked(self, protocol: type[T], what: Callable[[T], Any], timeout: float | None) -> Any:
        channel = self._running()
        try:
            return what(remote(protocol, channel, timeout or self._timeout))
        except TimeoutError as cause:
            self.end()
            raise ChildFailed(
                f"The {self.name} did not answer and was ended. It will be tried again later."
            ) from cause
        except Refused as error:
            if channel.open:
                raise
            raise _Died from error
        finally:
            self._last_use = time.monotonic()

    def end(self) -> None:
        """Ends the process; the next call starts it again."""
        with self._lock:
            process, channel = self._process, self._channel
            self._process = self._channel = None
        if channel is not None:
            channel.close()
        if process is not None:
            _finish(process)

    def close(self) -> None:
        """Ends the process for good."""
        self._closed.set()
        self.end()

    def kill(self) -> None:
        """Kills the process at once, by its id, and for good. Waits for nothing; harmless when it has gone."""
        self._closed.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()

    def _running(self) -> Channel:
        with self._lock:
            if self._channel is not None and self._channel.open and self.pid is not None:
                return self._channel
            self.end()
            channel = self._start()
        if self._started is not None:
            self._started()
        return channel

    def _start(self) -> Channel:
        if self._closed.is_set():
            raise ChildFailed(f"The {self.name} is being shut down.")
        self._hold_back()
        process = subprocess.Popen(
            own_command("child", *self._arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        stream = PipeStream(cast(BinaryIO, process.stdout), cast(BinaryIO, process.stdin))
        gone = Refused("A part of Reverie stopped", f"The {self.name} stopped.")
        self._process = process
        if self._closed.is_set():
            # Closed while it was being started: nobody else would end it.
            process.kill()
        self._channel = Channel(stream, f"{self.name}-answers", gone, self._news)
        log.info("started the %s, pid %d", self.name, process.pid)
        return self._channel

    def _hold_back(self) -> None:
        now = time.monotonic()
        self._starts = [at for at in self._starts if now - at < 60] + [now]
        if len(self._starts) > MOST_STARTS_A_MINUTE:
            raise ChildFailed(f"The {self.name} keeps stopping. Run: reverie doctor")


def _finish(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(0.5)
    except subprocess.TimeoutExpired:
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            # One that the system itself holds (a dead disk) is gone for us: it reads and answers nothing more.
            process.wait(KILLED_SECONDS)


def _environment() -> dict[str, str]:
    # One thread each (models.md, section 0); no hub, no telemetry; never the passphrase.
    hidden = {"REVERIE_PASSPHRASE_FILE"}
    inherited = {key: value for key, value in os.environ.items() if key not in hidden}
    single = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    silent = {
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "DO_NOT_TRACK": "1",
        "ORT_DISABLE_TELEMETRY": "1",
    }
    return inherited | single | silent
