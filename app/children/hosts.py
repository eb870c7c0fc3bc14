"""The children's own side: what runs in the reader, the meaning host and the language host."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import UUID

import numpy as np

from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.ports import Embedder, LanguageModel, Prompt, Reranker, SecretFinder, SecretSpan
from app import faults, hardening, priorities
from app.capture.ports import TextReader
from app.children.late import LateIndex
from app.children.protocol import (
    Grew,
    LanguageHost,
    Matrix,
    MeaningHost,
    MeaningState,
    ModelPlace,
    Near,
    PdfHost,
    ReaderHost,
    ReaderState,
    ScreenshotHost,
)
from app.rpc import Server
from app.streams import PipeStream, child_streams
from app.wire import WireError
from storage.errors import WrongUse
from storage.flat import FlatIndex
from storage.model import ObservationType, Word
from storage.packs import Packed
from storage.routed import RoutedIndex
from storage.vectors import VectorIndex

log = logging.getLogger(__name__)

T = TypeVar("T")

# How many vectors are given to Chroma between two looks at the clock; its `add` holds the GIL meanwhile.
FILL_PAUSE_SECONDS = 0.02
# Flat answers from the first moment; Chroma is opened once the host has been up for a while.
CHROMA_AFTER_SECONDS = 2.0
# Room made at once on the keeper's word; beyond it arrays grow as they fill.
MOST_RESERVED = 2_000_000


class Reader:
    """OCR behind the child's protocol; the engine is opened by the first call, and anew for other languages."""

    def __init__(self, open_reader: Callable[[tuple[str, ...]], TextReader]) -> None:
        self._open = open_reader
        self._reader: TextReader | None = None
        self._languages: tuple[str, ...] = ()
        self._lock = threading.Lock()

    def read(self, width: int, height: int, gray: bytes, whole: bool, languages: list[str]) -> list[Word]:
        """The words of one gray picture."""
        if len(gray) != width * height:
            raise WrongUse("A picture to be read does not have the size it claims.")
        with self._lock:
            reader = self._opened(tuple(languages))
            return list(reader.read(np.frombuffer(gray, np.uint8).reshape(height, width), whole=whole))

    def state(self, languages: list[str]) -> ReaderState:
        """The engine's name, and what it does not read."""
        with self._lock:
            reader = self._opened(tuple(languages))
            return ReaderState(reader.name, reader.trouble)

    def _opened(self, languages: tuple[str, ...]) -> TextReader:
        if self._reader is not None and languages != self._languages:
            self._reader.close()
            self._reader = None
        if self._reader is None:
            self._reader, self._languages = self._open(languages), languages
        return self._reader


class OnFirstUse(Generic[T]):
    """A model that is opened by the first call for it, once, whatever thread that comes from."""

    def __init__(self, open_it: Callable[[], T]) -> None:
        self._open = open_it
        self._opened: T | None = None
        self._lock = threading.Lock()

    def __call__(self) -> T:
        """The open model. Raises ModelUnavailable, and tries again at the next call."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened


class Meaning:
    """Embedder, index, finder of secrets and reranker behind the child's protocol; a thread of its own fills Chroma.

    No question waits behind what is embedded, sought or loaded in the background: a thread that gives way does that.
    """

    def __init__(
        self,
        open_embedder: Callable[[], Embedder],
        index: RoutedIndex,
        open_finder: Callable[[], SecretFinder],
        open_reranker: Callable[[], Reranker],
    ) -> None:
        self._embedder = OnFirstUse(open_embedder)
        self._finder = OnFirstUse(open_finder)
        self._reranker = OnFirstUse(open_reranker)
        self._index = index
        self._round = ""
        # What was written or dropped while vectors are loaded: a part read before that must not bring the former back.
        self._touched: set[UUID] | None = set()
        self._touching = threading.Lock()
        self._changed = threading.Event()
        self._behind = ThreadPoolExecutor(1, "behind", priorities.lower_thread)
        threading.Thread(target=self._fill_behind, name="chroma", daemon=True).start()

    def embed(self, texts: list[str]) -> Matrix:
        """Unit vectors of the texts."""
        return Matrix.of(self._embedder().embed(texts))

    def embed_behind(self, texts: list[str]) -> Matrix:
        """Unit vectors of the texts, when there is time."""
        return self._behind.submit(self.embed, texts).result()

    def upsert(self, group: str, ids: list[UUID], vectors: Matrix) -> None:
        """Takes vectors in; Flat answers for them at once, Chroma later."""
        with self._touching:
            self._touch(ids)
            self._index.upsert(group, ids, vectors.array())
        self._changed.set()

    def begin(self, round: str, expected: dict[str, int], dimensions: int) -> None:
        """Takes in parts of `round` from now on, and of no other."""
        self._round = round
        for group, rows in expected.items():
            self._index.reserve(group, min(rows, MOST_RESERVED), dimensions)

    def load(self, round: str, group: str, owners: bytes, scales: bytes, values: bytes) -> None:
        """Takes a part in, except what was changed since."""
        self._behind.submit(self._load, round, Packed(group, owners, scales, values)).result()

    def _load(self, round: str, part: Packed) -> None:
        with self._touching:
            if round == self._round:
                self._index.load(part, frozenset(self._touched or ()))

    def finish(self, round: str) -> None:
        """Everything is here; Chroma may begin."""
        with self._touching:
            if round == self._round:
                self._touched = None
        self._changed.set()

    def delete(self, ids: list[UUID]) -> None:
        """Drops vectors."""
        with self._touching:
            self._touch(ids)
            self._index.delete(ids)

    def search(self, vector: Matrix, k: int, groups: list[str]) -> list[Near]:
        """The nearest vectors."""
        return [Near(id, float(score)) for id, score in self._index.search(vector.array()[0], k, groups)]

    def state(self) -> MeaningState:
        """What is held, and by whom."""
        embedder = self._embedder()
        held = {group: self._index.held(group) for group in self._index.groups()}
        chroma = tuple(group for group in held if self._index.complete(group))
        return MeaningState(embedder.name, embedder.dimensions, held, chroma)

    def secrets_in(self, texts: list[str]) -> list[list[SecretSpan]]:
        """The secrets of each text, when there is time."""
        return self._behind.submit(lambda: self._finder().secrets_in(texts)).result()

    def relevance(self, question: str, passages: list[str]) -> list[float]:
        """The log odds of each passage, at once."""
        return self._reranker().relevance(question, passages)

    def _touch(self, ids: list[UUID]) -> None:
        if self._touched is not None:
            self._touched.update(ids)

    def _fill_behind(self) -> None:
        priorities.lower_thread()
        while True:
            self._changed.wait()
            # A command that asks one question and ends must not pay for Chroma.
            time.sleep(CHROMA_AFTER_SECONDS)
            self._changed.clear()
            try:
                while self._index.fill():
                    self._changed.wait(FILL_PAUSE_SECONDS)
            except Exception as error:  # noqa: BLE001 - the edge: Chroma failing leaves Flat to answer
                log.error("chroma stopped: %s", faults.where(error))
                return


class Language:
    """One language model behind the child's protocol."""

    def __init__(self, open_model: Callable[[ModelPlace], LanguageModel]) -> None:
        self._open = open_model
        self._model: LanguageModel | None = None
        self._place: ModelPlace | None = None
        self._stopped: set[str] = set()
        self._lock = threading.Lock()
        self.tell: Callable[[str, Any], None] = lambda name, data: None

    def complete(
        self, place: ModelPlace, ask: str, prompt: Prompt, schema: dict[str, Any] | None, max_tokens: int
    ) -> str:
        """The reply to one prompt; one at a time."""
        with self._asked(place, ask) as model:
            return model.complete(
                prompt,
                schema=schema,
                max_tokens=max_tokens,
                grew=lambda piece: self.tell("Grew", Grew(ask, piece)),
                stop=lambda: ask in self._stopped,
            )

    def score_labels(
        self, place: ModelPlace, ask: str, prompt: Prompt, labels: list[str]
    ) -> dict[str, float]:
        """How likely each label is; one request at a time."""
        with self._asked(place, ask) as model:
            return dict(model.score_labels(prompt, labels, stop=lambda: ask in self._stopped))

    def stop(self, ask: str) -> None:
        """Stops the reply to `ask` before its next token."""
        self._stopped.add(ask)

    @contextmanager
    def _asked(self, place: ModelPlace, ask: str) -> Iterator[LanguageModel]:
        with self._lock:
            try:
                yield self._opened(place)
            finally:
                self._stopped.discard(ask)

    def _opened(self, place: ModelPlace) -> LanguageModel:
        if self._model is None or self._place != place:
            self._model = None
            self._model = self._open(place)
            self._place = place
        return self._model


def main(arguments: Sequence[str]) -> int:
    """A child's process: `reader [CACHE]`, `meaning CACHE NAME`, `language`, `pdf` or `screenshots`.

    Started by the keeper only.
    """
    name, rest = arguments[0], list(arguments[1:])
    if name == "screenshots":
        run_screenshots()
        return 0
    hardening.shut_out()
    if name == "reader":
        run_reader(Path(rest[0]) if rest else None)
    elif name == "meaning":
        run_meaning(Path(rest[0]), rest[1])
    elif name == "pdf":
        run_pdf()
    else:
        run_language()
    return 0


def run_reader(tessdata: Path | None) -> None:
    """The reader's process: serves until its keeper goes away."""
    # Slow optional backends are imported by the one process that needs them.
    from app.capture.readers.choose import choose  # noqa: PLC0415

    priorities.lower_process()
    _serve(ReaderHost, Reader(lambda languages: choose(cache=tessdata, languages=languages)), threads=1)


def run_pdf() -> None:
    """The process that reads one PDF, and may take little for it."""
    from app.children import pdfs  # noqa: PLC0415 - PDFium lives in this process only

    priorities.lower_process()
    pdfs.limit_process()
    _serve(PdfHost, pdfs.Pdfs(), threads=1)


def run_screenshots() -> None:
    """The process that asks the desktop's portal: it stays open to looks, for the portal makes sure who asks."""
    from app.portal.hosting import Screenshots  # noqa: PLC0415 - jeepney is installed on Linux only

    hardening.no_core_dumps()
    priorities.lower_process()
    _serve(ScreenshotHost, Screenshots(), threads=1)


def run_meaning(cache: Path, name: str) -> None:
    """The meaning host's process: the embedder `name`, and the classifiers that are in the cache."""
    # Keeps onnxruntime out of the others.
    from agents.models.onnx_classifiers import OnnxSecretFinder  # noqa: PLC0415
    from agents.models.onnx_embedder import OnnxEmbedder  # noqa: PLC0415
    from agents.models.onnx_reranker import OnnxReranker  # noqa: PLC0415

    priorities.lower_process_without_threads()
    index = RoutedIndex(FlatIndex(), LateIndex(_open_chroma), flat_only=frozenset(ObservationType))
    meaning = Meaning(
        lambda: OnnxEmbedder(catalog.folder(cache, name), name),
        index,
        lambda: OnnxSecretFinder(_verified(cache, catalog.SECRETS)),
        lambda: OnnxReranker(_verified(cache, catalog.ANSWERS)),
    )
    _serve(MeaningHost, meaning, threads=4)


def _verified(cache: Path, name: str) -> Path:
    """The folder of a model that is in the cache whole and right. Raises ModelUnavailable with what to do."""
    folder = catalog.folder(cache, name)
    catalog.verify(folder, catalog.find(name))
    return folder


def run_language() -> None:
    """The language host's process."""
    priorities.lower_process()
    host = Language(_open_model)
    _serve(LanguageHost, host, threads=3)


def _open_chroma() -> VectorIndex:
    from storage.chroma_index import ChromaIndex  # noqa: PLC0415 - keeps chromadb out of the others

    return ChromaIndex()


def _open_model(place: ModelPlace) -> LanguageModel:
    if not place.url:
        return _open_llama(place)
    from agents.models import addresses, server  # noqa: PLC0415 - what opens connections lives in this process only

    at = server.Place(addresses.parsed(place.url), place.model, place.key, place.network)
    return server.ServerModel(at, place.name)


def _open_llama(place: ModelPlace) -> LanguageModel:
    try:
        from agents.models.llama import LlamaModel  # noqa: PLC0415 - llama.cpp lives in this process only
    except ImportError as cause:
        raise ModelUnavailable("llama-cpp-python is not installed. Run: make setup") from cause
    return LlamaModel(Path(place.path), place.name)


def _serve(protocol: type, target: Any, threads: int) -> None:
    server = Server(protocol, target, _Leaving(child_streams()), threads)
    if isinstance(target, Language):
        target.tell = server.tell
    server.serve()


class _Leaving:
    """The stream to the keeper; when that has gone, the process leaves at once, whatever its threads still do.

    Work under way belongs to nobody any more, and what it holds in memory must not outlive a lock.
    """

    def __init__(self, stream: PipeStream) -> None:
        self._stream = stream

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes, or the end of the process."""
        try:
            return self._stream.read(count)
        except WireError:
            os._exit(0)

    def write(self, data: bytes) -> None:
        """All of `data`."""
        self._stream.write(data)

    def close(self) -> None:
        """Closes the stream."""
        self._stream.close()
