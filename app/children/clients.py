"""The children seen from the keeper: the ports `TextReader`, `Embedder`, `VectorIndex` and `LanguageModel`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import numpy as np
from numpy.typing import NDArray

from agents.errors import Cancelled, ModelUnavailable
from agents.ports import Prompt, Vectors
from app.capture.ports import ReaderUnavailable
from app.children.child import Child, ChildFailed
from app.children.protocol import LanguageHost, Matrix, MeaningHost, MeaningState, ReaderHost
from app.interfaces import Refused
from app.wire import checked
from storage.model import Word

# A whole 4K screen takes about 8 CPU seconds to read; a busy machine several times that.
READ_SECONDS = 90.0
MEANING_SECONDS = 120.0
# A 2,000-token prompt and 200 tokens of reply on one busy core.
LANGUAGE_SECONDS = 420.0
# The language model takes 2 GB: it leaves after this long without work.
LANGUAGE_IDLE_SECONDS = 300.0
# How many texts go to the embedder in one message.
EMBED_BATCH = 64


class HostedReader:
    """The reader child as a `TextReader`."""

    def __init__(self, tessdata: Path | None) -> None:
        arguments = ["reader", str(tessdata)] if tessdata else ["reader"]
        self.child = Child("reader", arguments, timeout=READ_SECONDS)

    @property
    def name(self) -> str:
        """The engine's name; raises ReaderUnavailable when there is none."""
        return cast(str, self._asked(lambda host: host.name()))

    def read(self, gray: NDArray[np.uint8], *, whole: bool) -> tuple[Word, ...]:
        """The words of a gray picture of shape (height, width)."""
        height, width = gray.shape
        data = np.ascontiguousarray(gray).tobytes()
        return tuple(self._asked(lambda host: host.read(width, height, data, whole)))

    def close(self) -> None:
        """Ends the child for good."""
        self.child.close()

    def _asked(self, what: Callable[[ReaderHost], Any]) -> Any:
        try:
            return self.child.ask(ReaderHost, what)
        except Refused as error:
            raise ReaderUnavailable(error.message) from error


class HostedMeaning:
    """The meaning host as `Embedder` and `VectorIndex`. After every start `refill` is called in a thread of its own."""

    def __init__(self, folder: Path, name: str, refill: Callable[[], None]) -> None:
        self._name = name
        self._refill = refill
        self._dimensions = 0
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

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        batches = [list(texts[i : i + EMBED_BATCH]) for i in range(0, len(texts), EMBED_BATCH)]
        parts = [self._embedded(batch) for batch in batches]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), np.float32)

    def upsert(self, group: str, ids: Sequence[UUID], vectors: NDArray[np.float32]) -> None:
        """Takes vectors into the index."""
        self._asked(lambda host: host.upsert(group, list(ids), Matrix.of(vectors)))

    def delete(self, ids: Sequence[UUID]) -> None:
        """Drops vectors, if the host runs at all."""
        if self.child.pid is not None:
            self._asked(lambda host: host.delete(list(ids)))

    def search(
        self, vector: NDArray[np.float32], k: int, groups: Sequence[str] = ()
    ) -> list[tuple[UUID, float]]:
        """The nearest owners and their cosines."""
        row = Matrix.of(vector.reshape(1, -1))
        return [(near.id, near.score) for near in self._asked(lambda host: host.search(row, k, list(groups)))]

    def held(self, group: str) -> int:
        """Vectors of a group in the index."""
        return self.state().held.get(group, 0)

    def clear(self) -> None:
        """Drops everything, by ending the host."""
        self.child.end()

    def state(self) -> MeaningState:
        """What the host holds."""
        return cast(MeaningState, self._asked(lambda host: host.state()))

    def _embedded(self, texts: list[str]) -> Vectors:
        return cast(Matrix, self._asked(lambda host: host.embed(texts))).array()

    def _asked(self, what: Callable[[MeaningHost], Any]) -> Any:
        try:
            return self.child.ask(MeaningHost, what)
        except (Refused, ChildFailed) as error:
            raise ModelUnavailable(error.message) from error

    def _start_refill(self) -> None:
        threading.Thread(target=self._refill, name="refill", daemon=True).start()


class HostedModel:
    """The language host as a `LanguageModel`."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._listeners: dict[str, Callable[[str], None]] = {}
        self.child = Child("language host", ["language"], timeout=LANGUAGE_SECONDS, news=self._heard)

    @property
    def name(self) -> str:
        """The model's catalogue name."""
        return self._name

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> str:
        """The reply; pieces go to `grew`; `stop` is asked at every piece."""
        ask = uuid4().hex
        self._listeners[ask] = self._listener(ask, grew, stop)
        try:
            return cast(str, self._asked(ask, prompt, schema, max_tokens))
        except (Refused, ChildFailed) as error:
            if stop is not None and stop():
                raise Cancelled("Stopped, as you asked.") from error
            raise ModelUnavailable(error.message) from error
        finally:
            del self._listeners[ask]

    def leave_when_idle(self) -> None:
        """Ends the host when it had nothing to do for a while; the next call starts it again."""
        if (
            self.child.pid is not None
            and self.child.idle_seconds > LANGUAGE_IDLE_SECONDS
            and not self._listeners
        ):
            self.child.end()

    def _asked(self, ask: str, prompt: Prompt, schema: dict[str, Any] | None, max_tokens: int) -> Any:
        def what(host: LanguageHost) -> str:
            return host.complete(
                str(self._path),
                self._name,
                ask,
                prompt.system,
                prompt.user,
                list(prompt.examples),
                schema,
                max_tokens,
            )

        return self.child.ask(LanguageHost, what)

    def _listener(
        self, ask: str, grew: Callable[[str], None] | None, stop: Callable[[], bool] | None
    ) -> Callable[[str], None]:
        def heard(piece: str) -> None:
            if grew is not None:
                grew(piece)
            if stop is not None and stop():
                threading.Thread(target=self._stop, args=(ask,), name="stop", daemon=True).start()

        return heard

    def _stop(self, ask: str) -> None:
        self.child.ask(LanguageHost, lambda host: host.stop(ask))

    def _heard(self, name: str, data: Any) -> None:
        if name != "Grew":
            return
        ask, piece = checked(data["ask"], str), checked(data["piece"], str)
        listener = self._listeners.get(ask)
        if listener is not None:
            listener(piece)
