"""The reader child as a `TextReader`, and the child of one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from app.capture.ports import ReaderUnavailable
from app.children.child import Child, ChildFailed
from app.children.protocol import PdfHost, PdfRead, ReaderHost, ReaderState
from app.interfaces import Refused
from storage.errors import WrongUse
from storage.model import Word

# It gives up by itself before; one that hangs in a page is ended.
PDF_SECONDS = 45.0
# A whole 4K screen takes about 8 CPU seconds to read; a busy machine several times that.
READ_SECONDS = 90.0


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
