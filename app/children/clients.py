"""The children seen from the keeper: the ports `TextReader`, `Embedder`, `VectorIndex` and `LanguageModel`."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, cast
from uuid import UUID, uuid4

import numpy as np
import psutil
from numpy.typing import NDArray

from agents import replies
from agents.errors import Cancelled, ModelUnavailable, ReplyUnusable
from agents.ports import Prompt, Vectors
from app.capture.ports import Picture, ReaderUnavailable, ScreenUnavailable
from app.children.child import Child, ChildFailed
from app.children.protocol import (
    LanguageHost,
    Matrix,
    MeaningHost,
    MeaningState,
    ModelPlace,
    PdfHost,
    PdfRead,
    ReaderHost,
    ReaderState,
    ScreenshotHost,
    Shot,
)
from app.interfaces import Refused
from app.wire import checked
from storage.errors import ReverieError, StorageError, WrongUse
from storage.model import Word
from storage.packs import Packed

log = logging.getLogger(__name__)

# It gives up by itself before; one that hangs in a page is ended.
PDF_SECONDS = 45.0
# A whole 4K screen takes about 8 CPU seconds to read; a busy machine several times that.
READ_SECONDS = 90.0
MEANING_SECONDS = 120.0
# A 2,000-token prompt and 200 tokens of reply on one busy core.
LANGUAGE_SECONDS = 420.0
# The language model takes 2 GB: it leaves after this long without work.
LANGUAGE_IDLE_SECONDS = 300.0
# How often a request is looked at for whether it is still wanted.
STOP_SECONDS = 0.2
# How long a command that asks once waits until the meaning host holds everything: a million vectors take five seconds.
PATIENCE_SECONDS = 60.0
# The child gives a question up before that.
ASKING_SECONDS = 120.0
# What a look waits for the portal: less than the recorder waits for a desktop.
ANSWER_SECONDS = 4.0
BEING_ASKED = (
    "Your desktop asks whether Reverie may take pictures of the screen. Answer it, and recording goes on."
)
GOES_ON = "Your desktop allows pictures of the screen. Recording goes on."
NOT_ALLOWED = (
    "Your desktop gives Reverie no pictures of the screen. {why} "
    "It is not asked again until you press Resume or start Reverie anew."
)
# How many texts go to the embedder in one message.
EMBED_BATCH = 64


class HostedReader:
    """The reader child as a `TextReader`; `languages` tells at every read which are to be read.

    `problems` are sentences about what it does not read, as known since the last read.
    """

    def __init__(self, tessdata: Path | None, languages: Callable[[], Sequence[str]]) -> None:
        self._languages = languages
        self._asked_of: tuple[int | None, list[str]] | None = None
        self.problems: tuple[str, ...] = ()
        arguments = ["reader", str(tessdata)] if tessdata else ["reader"]
        self.child = Child("reader", arguments, timeout=READ_SECONDS)

    @property
    def name(self) -> str:
        """The engine's name; raises ReaderUnavailable when there is none."""
        return self._state().name

    @property
    def trouble(self) -> str:
        """Which of the languages chosen are not read; raises ReaderUnavailable when nothing is."""
        return self._state().trouble

    def read(self, gray: NDArray[np.uint8], *, whole: bool) -> tuple[Word, ...]:
        """The words of a gray picture of shape (height, width)."""
        height, width = gray.shape
        data = np.ascontiguousarray(gray).tobytes()
        words = tuple(self._asked(lambda host: host.read(width, height, data, whole, self._chosen())))
        self._learn()
        return words

    def close(self) -> None:
        """Ends the child for good."""
        self.child.close()

    def _learn(self) -> None:
        """Asks once of every process, and of every choice of languages, what is not read."""
        now = (self.child.pid, self._chosen())
        if now != self._asked_of:
            trouble = self.trouble
            self.problems = (trouble,) if trouble else ()
            self._asked_of = now

    def _state(self) -> ReaderState:
        return cast(ReaderState, self._asked(lambda host: host.state(self._chosen())))

    def _chosen(self) -> list[str]:
        return list(self._languages())

    def _asked(self, what: Callable[[ReaderHost], Any]) -> Any:
        try:
            return self.child.ask(ReaderHost, what)
        except Refused as error:
            self.problems, self._asked_of = (error.message,), None
            raise ReaderUnavailable(error.message) from error


def read_pdf(data: bytes) -> PdfRead:
    """A PDF, read by a process of its own that holds no keys. Raises WrongUse with a sentence. Any thread may call."""
    child = Child("PDF reader", ["pdf"], timeout=PDF_SECONDS)
    try:
        return cast(PdfRead, child.ask(PdfHost, lambda host: host.read(data)))
    except Refused as error:
        raise WrongUse(error.message) from error
    except ChildFailed as error:
        raise WrongUse("This PDF could not be read: it takes too much time or memory.") from error
    finally:
        child.close()


class HostedScreenshots:
    """The child that asks the desktop's portal for pictures. Thread-safe; a question is put once at a time.

    `allowed` says whether the person wants it. After a refusal nothing is asked until `ask_again`.
    """

    def __init__(self, allowed: Callable[[], bool]) -> None:
        self.allowed = allowed
        self.child = Child("screenshots", ["screenshots"], timeout=ASKING_SECONDS)
        self._lock = threading.Lock()
        self._refused = ""
        self._asked: Future[Shot] | None = None

    def take(self) -> Picture:
        """The whole desktop. Raises ScreenUnavailable with what to do, also while a person thinks about it."""
        with self._lock:
            if self._refused:
                raise ScreenUnavailable(self._refused)
            earlier = self._asked is not None
            asked = self._asked = self._asked or self._ask()
        shot = self._answered(asked)
        if shot.trouble:
            self._note(shot)
            raise ScreenUnavailable(self._refused or shot.trouble)
        if earlier:
            # It shows the desktop as it was when the question was answered, whatever windows were there then.
            raise ScreenUnavailable(GOES_ON)
        return Picture(shot.width, shot.height, shot.pixels)

    def _answered(self, asked: Future[Shot]) -> Shot:
        try:
            return asked.result(ANSWER_SECONDS)
        except TimeoutError:
            if asked.done():
                raise
            raise ScreenUnavailable(BEING_ASKED) from None
        except ReverieError as error:
            raise ScreenUnavailable(error.message) from error
        finally:
            if asked.done():
                self._asked = None

    def ask_again(self) -> None:
        """The person wants it to be tried: a refusal is forgotten."""
        with self._lock:
            self._refused = ""

    def close(self) -> None:
        """Ends the child for good."""
        self.child.close()

    def _ask(self) -> Future[Shot]:
        asked: Future[Shot] = Future()

        def wait() -> None:
            try:
                asked.set_result(self.child.ask(ScreenshotHost, lambda host: host.take()))
            except Refused as error:
                asked.set_exception(ScreenUnavailable(error.message))
            except ReverieError as error:
                asked.set_exception(error)

        threading.Thread(target=wait, name="portal-question", daemon=True).start()
        return asked

    def _note(self, shot: Shot) -> None:
        if shot.final:
            with self._lock:
                self._refused = NOT_ALLOWED.format(why=shot.trouble)


class VectorSource(Protocol):
    """Where the vectors lie that a meaning host is filled with; `storage.vectors.VectorTable` is one."""

    def load(self, model: str) -> Iterator[Packed]:
        """Every vector of `model` in parts."""

    def counts(self, model: str) -> dict[str, int]:
        """How many there are in each group."""

    def dimensions(self, model: str) -> int:
        """Their length; 0 when there are none."""


class _RoundOver(Exception):
    """The host was started anew, and is filled from the beginning by another thread."""


class HostedMeaning:
    """A meaning host as `Embedder` and `VectorIndex`. After every start it is filled, by the thread `refill`.

    While it is filled a search finds what is there by then; with `patient` it waits for the rest: for a command that
    asks once and ends.
    """

    def __init__(self, folder: Path, name: str, vectors: VectorSource, *, patient: bool = False) -> None:
        self._name = name
        self._vectors = vectors
        self._dimensions = 0
        self._round = ""
        self._sent = self._total = 0
        # Set when filling ended one way or another; `_complete` when everything is there.
        self._filled = threading.Event()
        self._dropping = threading.Lock()  # guards `_dropped`: what was deleted while the index is filled
        self._dropped: set[UUID] = set()
        self._complete = False
        # Set while the embedder of the running host is known to be loaded.
        self._up = threading.Event()
        self.trouble = ""
        self.patient = patient
        self.child = Child(
            "meaning host",
            ["meaning", str(folder), name],
            timeout=MEANING_SECONDS,
            started=self._start_refill,
        )

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        if not self._dimensions:
            self._dimensions = self.state().dimensions
        return self._dimensions

    @property
    def ready(self) -> bool:
        """True while the host runs and holds everything."""
        return self.child.pid is not None and self._complete

    @property
    def up(self) -> bool:
        """True while the host runs and answers at once; before, its embedder has still to be loaded."""
        return self.child.pid is not None and self._up.is_set()

    @property
    def progress(self) -> tuple[int, int]:
        """How many vectors have come into the host, of how many."""
        return self._sent, self._total

    def warm(self) -> None:
        """Starts the host and its filling if it does not run, and waits for neither."""
        if self.child.pid is None:
            threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def fill(self) -> bool:
        """Starts the host if it does not run; true when everything is in it, for which a patient one waits.

        Raises ModelUnavailable.
        """
        if self.child.pid is None:
            self.state()
        if self.patient:
            self._filled.wait(PATIENCE_SECONDS)
        return self.ready

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        batches = [list(texts[i : i + EMBED_BATCH]) for i in range(0, len(texts), EMBED_BATCH)]
        parts = [self._embedded(batch) for batch in batches]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), np.float32)

    def upsert(self, group: str, ids: Sequence[UUID], vectors: NDArray[np.float32]) -> None:
        """Takes vectors into the index."""
        with self._dropping:
            self._dropped.difference_update(ids)
        self._asked(lambda host: host.upsert(group, list(ids), Matrix.of(vectors)))

    def delete(self, ids: Sequence[UUID]) -> None:
        """Drops vectors, if the host runs at all."""
        if self.child.pid is None:
            return
        with self._dropping:
            if not self._filled.is_set():
                # A part that was read from the safe before may still be on its way: they are dropped behind it, too.
                self._dropped.update(ids)
        self._asked(lambda host: host.delete(list(ids)))

    def search(
        self, vector: NDArray[np.float32], k: int, groups: Sequence[str] = ()
    ) -> list[tuple[UUID, float]]:
        """The nearest owners and their cosines, among those that are there."""
        if self.patient and self.child.pid is not None:
            self._filled.wait(PATIENCE_SECONDS)
        row = Matrix.of(vector.reshape(1, -1))
        return [(near.id, near.score) for near in self._asked(lambda host: host.search(row, k, list(groups)))]

    def held(self, group: str) -> int:
        """Vectors of a group in the index."""
        return self.state().held.get(group, 0)

    def clear(self) -> None:
        """Drops everything, by ending the host."""
        self.child.end()

    def state(self) -> MeaningState:
        """What the host holds; its embedder is loaded for that."""
        return cast(MeaningState, self._loaded(lambda host: host.state()))

    def _embedded(self, texts: list[str]) -> Vectors:
        return cast(Matrix, self._loaded(lambda host: host.embed(texts))).array()

    def _loaded(self, what: Callable[[MeaningHost], Any]) -> Any:
        """Asks what needs the embedder, and keeps in mind whether it works."""
        try:
            found = self._asked(what)
        except ModelUnavailable as error:
            self.trouble = error.message
            raise
        self.trouble = ""
        self._up.set()
        return found

    def _asked(self, what: Callable[[MeaningHost], Any]) -> Any:
        try:
            return self.child.ask(MeaningHost, what)
        except (Refused, ChildFailed) as error:
            raise ModelUnavailable(error.message) from error

    def _warm(self) -> None:
        try:
            self.state()
        except ModelUnavailable as error:
            log.warning("the meaning host does not start: %s", type(error.__cause__).__name__)

    def _start_refill(self) -> None:
        self._up.clear()
        self._filled.clear()
        self._complete = False
        self._round = uuid4().hex
        threading.Thread(target=self._refill, args=(self._round,), name="refill", daemon=True).start()
        # Whatever call it was that found the host gone, a search must not wait for another one to load the embedder.
        threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def _refill(self, round: str) -> None:
        """Sends every vector; stops when the host was started again, which began another round."""
        try:
            self._send_all(round)
        except _RoundOver:
            log.info("filling the meaning host begins again: it was started anew")
        except (ModelUnavailable, StorageError) as error:
            # The host went away, which another round follows, or the safe did; a damaged safe says so elsewhere.
            log.warning("filling the meaning host stopped: %s", type(error).__name__)
        if round == self._round:
            self._filled.set()

    def _send_all(self, round: str) -> None:
        expected, dimensions = self._vectors.counts(self._name), self._vectors.dimensions(self._name)
        self._sent, self._total = 0, sum(expected.values())
        self._told(round, lambda host: host.begin(round, expected, dimensions))
        for part in self._vectors.load(self._name):
            self._send(round, part)
            self._sent += len(part)
        with self._dropping:
            late, self._dropped = list(self._dropped), set()
        if late:
            self._asked(lambda host: host.delete(late))
        self._told(round, lambda host: host.finish(round))
        self._complete = round == self._round

    def _send(self, round: str, part: Packed) -> None:
        self._told(round, lambda host: host.load(round, part.group, part.owners, part.scales, part.values))

    def _told(self, round: str, what: Callable[[MeaningHost], None]) -> None:
        """Tells the host of this round, also when it had to be started for that: one of a later round hears nothing."""

        def of_this_round(host: MeaningHost) -> None:
            if round != self._round:
                raise _RoundOver
            what(host)

        self._asked(of_this_round)


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
