"""Calls between our processes: a Protocol's methods, asked over a stream and answered from it.

One place for the protocol: the methods and their annotations *are* the schema (`app.interfaces.Reverie` for the
keeper's clients, `app.children.protocol` for its children). Messages are `{"call", "id", "args"}`, answered by
`{"id", "result"}` or `{"id", "error": {"title", "message", "code"}}`; news travels as `{"news", "data"}` and expects no
answer.
"""

from __future__ import annotations

import inspect
import itertools
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from app import faults, wire
from app.interfaces import Refused
from storage.errors import ReverieError

log = logging.getLogger(__name__)

T = TypeVar("T")
Tell = Callable[[str, Any], None]

# A call that takes longer than this asks whether the other side still answers at all, and again after as long.
LOOK_SECONDS = 10.0
# A machine under load has kept a healthy process waiting for seconds.
SILENT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a Protocol: its parameters' types by name, those without a default, and its result's type."""

    parameters: Mapping[str, Any]
    required: frozenset[str]
    result: Any


@cache
def methods_of(protocol: type) -> dict[str, Method]:
    """The public methods of `protocol`, read from its annotations."""
    found = {}
    for name, function in inspect.getmembers(protocol, inspect.isfunction):
        if not name.startswith("_"):
            hints = get_type_hints(function)
            result = hints.pop("return", type(None))
            given = inspect.signature(function).parameters.values()
            required = {item.name for item in given if item.name in hints and item.default is item.empty}
            found[name] = Method(hints, frozenset(required), result)
    return found


@dataclass(frozen=True, slots=True)
class _Error:
    """An error as it travels."""

    title: str
    message: str
    code: int
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class _Answered:
    """The answer to the call numbered `id`: its result, or an error."""

    id: int
    result: Any = None
    error: _Error | None = None


class Server:
    """Answers calls on one stream with `target`'s methods, several at a time; `serve` returns when it has ended.

    `threads` calls run at once; further ones wait. News is sent by `tell` from any thread.
    """

    def __init__(self, protocol: type, target: Any, stream: wire.Stream, threads: int = 4) -> None:
        self._methods = methods_of(protocol)
        self._target = target
        self._stream = stream
        self._writing = threading.Lock()
        self._threads = threads
        self._answering = 0
        self._settled = threading.Condition()

    def serve(self) -> None:
        """Reads calls until the other side goes away or sends what is no message; then closes the stream."""
        with ThreadPoolExecutor(self._threads, thread_name_prefix="call") as pool:
            try:
                while True:
                    self._take(wire.receive(self._stream), pool)
            except wire.WireError:
                log.debug("a peer went away")
        self._stream.close()

    def tell(self, name: str, data: Any) -> None:
        """Sends news; a peer that is gone is not an error here: `serve` notices it."""
        self._send({"news": name, "data": data})

    def settle(self, seconds: float) -> bool:
        """Waits until every call so far is answered; False when one was still running after `seconds`."""
        with self._settled:
            return self._settled.wait_for(lambda: not self._answering, seconds)

    def _take(self, message: dict[str, Any], pool: ThreadPoolExecutor) -> None:
        if "ping" in message:
            # Answered here, not by the pool: a peer asks because its calls take long.
            self._send({"id": message["ping"], "result": None})
            return
        self._count(1)
        pool.submit(self._answer, message).add_done_callback(lambda _done: self._count(-1))

    def _count(self, more: int) -> None:
        with self._settled:
            self._answering += more
            self._settled.notify_all()

    def _answer(self, message: dict[str, Any]) -> None:
        number = message.get("id")
        try:
            self._send({"id": number, "result": self._result(message)})
        except (ReverieError, Refused) as error:
            self._send({"id": number, "error": _told(error)})
        except Exception as error:  # noqa: BLE001 - the edge: a bug in a call must reach the caller as an error
            log.error("call %s failed: %s", message.get("call"), faults.where(error))
            self._send({"id": number, "error": _bug(error)})

    def _result(self, message: dict[str, Any]) -> Any:
        name = str(message.get("call"))
        method = self._methods.get(name)
        if method is None:
            raise _other_version("does not know this call")
        return getattr(self._target, name)(**_arguments(message.get("args") or {}, method))

    def _send(self, body: dict[str, Any]) -> None:
        with self._writing:
            try:
                wire.send(self._stream, body)
            except wire.WireError:
                log.debug("a peer went away before its answer")


def _arguments(given: Any, method: Method) -> dict[str, Any]:
    """The arguments of a call, as `method` wants them. Raises Refused."""
    if not isinstance(given, dict) or not set(given) <= set(method.parameters):
        raise _other_version("does not know an argument of this call")
    if not method.required <= set(given):
        raise _other_version("misses an argument of this call")
    try:
        whole = wire.in_whole_characters(given)
        fitting = {key: wire.checked(value, method.parameters[key]) for key, value in whole.items()}
        # Asked of arguments alone: what the keeper answers is its own, and may be thousands of rows.
        wire.refuse_unusable(fitting)
        return fitting
    except (wire.WireError, RecursionError):
        raise _other_version("does not understand an argument of this call") from None


class Channel:
    """The asking side of a stream. Thread-safe; a reader thread named `name` delivers answers and news.

    When the stream ends every waiting and later call raises `gone` as Refused, and `ended` is called once. With
    `silent`, a call without a timeout raises what it gives once the other side answers nothing at all any more.
    """

    def __init__(
        self,
        stream: wire.Stream,
        name: str,
        gone: Refused,
        news: Callable[[str, Any], None] | None = None,
        ended: Callable[[], None] | None = None,
        silent: Callable[[], Refused] | None = None,
    ) -> None:
        self._stream = stream
        self._gone = gone
        self._news = news
        self._ended = ended
        self._silent = silent
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._closed = False
        self._over = threading.Event()
        self._reader = threading.Thread(target=self._read, name=name, daemon=True)
        self._reader.start()

    @property
    def open(self) -> bool:
        """False once the other side is gone or `close` was called."""
        return not self._closed

    def call(self, name: str, arguments: Mapping[str, Any], result: Any, timeout: float | None = None) -> Any:
        """The result of the call, checked against `result`. Raises Refused, or TimeoutError after `timeout` seconds."""
        number, future = self._register()
        try:
            self._send({"call": name, "id": number, "args": dict(arguments)})
            return wire.checked(self._awaited(future, timeout), result)
        except FutureTimeout as cause:
            raise TimeoutError(name) from cause
        except wire.WireError as cause:
            raise self._gone from cause
        finally:
            with self._lock:
                self._waiting.pop(number, None)

    def wait_until_closed(self, seconds: float) -> bool:
        """Waits for the end of the stream; False when it was still open after `seconds`."""
        return self._over.wait(seconds)

    def close(self) -> None:
        """Ends the stream and fails what waits."""
        self._stream.close()
        self._end()

    def _awaited(self, future: Future[Any], timeout: float | None) -> Any:
        if timeout is not None or self._silent is None:
            return future.result(timeout)
        while True:
            try:
                return future.result(LOOK_SECONDS)
            except FutureTimeout:
                self._look(self._silent)

    def _look(self, silent: Callable[[], Refused]) -> None:
        """Asks for a sign of life; raises what `silent` gives when there is none."""
        number, sign = self._register()
        try:
            self._send({"ping": number})
            sign.result(SILENT_SECONDS)
        except FutureTimeout:
            raise silent() from None
        finally:
            with self._lock:
                self._waiting.pop(number, None)

    def _send(self, message: dict[str, Any]) -> None:
        try:
            with self._writing:
                wire.send(self._stream, message)
        except wire.WireError:
            # Known to be over at once: whoever asks next must not wait until the reading side has noticed.
            self.close()
            raise

    def _register(self) -> tuple[int, Future[Any]]:
        with self._lock:
            if self._closed:
                raise self._gone
            number = next(self._numbers)
            future: Future[Any] = Future()
            self._waiting[number] = future
            return number, future

    def _read(self) -> None:
        try:
            while True:
                self._deliver(wire.receive(self._stream))
        except wire.WireError:
            log.debug("%s ended", self._reader.name)
        finally:
            # Whatever ended the reading: nobody must wait for an answer that nobody reads.
            self._end()

    def _deliver(self, message: dict[str, Any]) -> None:
        if "news" in message:
            self._tell(str(message["news"]), message.get("data"))
            return
        answer = wire.checked(message, _Answered)
        with self._lock:
            future = self._waiting.pop(answer.id, None)
        if future is None:
            return
        if answer.error is None:
            future.set_result(answer.result)
        else:
            told = answer.error
            future.set_exception(Refused(told.title, told.message, told.code, told.wait_seconds))

    def _tell(self, name: str, data: Any) -> None:
        if self._news is None:
            return
        try:
            self._news(name, data)
        except Exception as error:  # noqa: BLE001 - the edge: a listener that fails must not stop the answers
            log.error("a listener of %s failed: %s", self._reader.name, faults.where(error))

    def _end(self) -> None:
        with self._lock:
            first, self._closed = not self._closed, True
            waiting, self._waiting = self._waiting, {}
        self._over.set()
        for future in waiting.values():
            future.set_exception(self._gone)
        if first and self._ended is not None:
            self._ended()


class _Remote:
    """Stands for a Protocol on the far side of a channel; built by `remote`."""

    def __init__(self, protocol: type, channel: Channel, timeout: float | None) -> None:
        for name, method in methods_of(protocol).items():
            setattr(self, name, _caller(channel, name, method, timeout))


def _caller(channel: Channel, name: str, method: Method, timeout: float | None) -> Callable[..., Any]:
    order = tuple(method.parameters)

    def call(*given: Any, **named: Any) -> Any:
        arguments = dict(zip(order, given, strict=False)) | named
        return channel.call(name, arguments, method.result, timeout)

    return call


def remote(protocol: type[T], channel: Channel, timeout: float | None = None) -> T:
    """An object with `protocol`'s methods whose calls travel over `channel`."""
    return cast(T, _Remote(protocol, channel, timeout))


def _other_version(what: str) -> Refused:
    message = (
        f"The running Reverie {what}: it is of another version. End it with “reverie lock” and try again."
    )
    return Refused("Two versions of Reverie meet", message)


def _told(error: ReverieError | Refused) -> dict[str, Any]:
    code = error.code if isinstance(error, Refused) else int(error.exit_code)
    said = {"title": error.title, "message": error.message, "code": code}
    return {**said, "wait_seconds": error.wait_seconds} if error.wait_seconds else said


def _bug(error: Exception) -> dict[str, Any]:
    message = f"Something in Reverie broke ({type(error).__name__}). Nothing kept was lost; please report it."
    return {"title": "A fault in Reverie", "message": message, "code": 1}
