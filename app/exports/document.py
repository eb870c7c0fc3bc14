"""An export as JSON: one document, written and read record by record, so that it may be of any size.

docs/export.md says what stands in it. The lists come in the order of `export_records.SECTIONS`, the head before them,
the counts behind them.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from storage import export_records
from storage.errors import ExportDamaged, WrongUse
from storage.export_records import SECTIONS, Record

FORMAT = "reverie export"
_CHUNK = 1 << 18
# A screen full of words is about 20 kB, the longest text somebody kept some megabytes.
_MOST = 64 << 20
_BLANK = re.compile(r"[ \t\n\r]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it stands in a document: its section, and its number there (from 1)."""

    section: str
    number: int
    record: Record


def written(
    out: BinaryIO, head: dict[str, Any], sections: Iterable[tuple[str, Iterable[Sequence[Record]]]]
) -> Iterator[int]:
    """Writes a document; yields after every page how many records it was."""
    told = {"format": FORMAT, "version": export_records.VERSION, **head}
    out.write(json.dumps(told, ensure_ascii=False).removesuffix("}").encode())
    counts: dict[str, int] = {}
    for section, pages in sections:
        counts[section] = 0
        out.write(f',\n"{section}": ['.encode())
        for page in pages:
            for record in page:
                out.write(b",\n" if counts[section] else b"\n")
                out.write(export_records.written(section, record))
                counts[section] += 1
            yield len(page)
        out.write(b"\n]")
    out.write(f',\n"counts": {json.dumps(counts)}\n}}\n'.encode())


class Document:
    """Reads a document once, from its beginning. `head` is what stands before the lists, once the first is reached."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head: dict[str, Any] = {}
        self._text = _Text(stream)

    @property
    def read(self) -> int:
        """How many bytes were read so far."""
        return self._text.read

    def records(self) -> Iterator[Line]:
        """Every record. Raises WrongUse for a foreign or newer document, ExportDamaged for one that is not whole."""
        counts: dict[str, int] = {}
        ended = False
        for key in self._keys():
            if key in SECTIONS:
                self._check_head()
                self._check_order(key, counts, ended)
                counts[key] = 0
                for record in self._list(key):
                    counts[key] += 1
                    yield Line(key, counts[key], export_records.read(key, record, counts[key]))
            elif key == "counts":
                ended = True
                if self._text.value() != counts or list(counts) != list(SECTIONS):
                    self._text.damaged()
            elif counts or key in self.head:
                self._text.damaged()
            else:
                self.head[key] = self._text.value()
                self._check_first()
        self._check_head()
        if not ended:
            self._text.damaged()

    def _keys(self) -> Iterator[str]:
        """The keys of the document; whoever gets one reads its value."""
        if self._text.peek() != "{":
            raise _foreign()
        self._text.take("{")
        while True:
            if self._text.peek() == "}":
                self._check_first()
                break
            key = self._text.value()
            if not isinstance(key, str):
                raise _foreign() if not self.head else self._text.damage()
            self._text.take(":")
            yield key
            if self._text.peek() != ",":
                break
            self._text.take(",")
        self._text.take("}")
        if self._text.peek():
            self._text.damaged()

    def _list(self, section: str) -> Iterator[Any]:
        self._text.take("[")
        if self._text.peek() != "]":
            yield self._text.value()
            while self._text.peek() == ",":
                self._text.take(",")
                yield self._text.value()
        self._text.take("]")

    def _check_first(self) -> None:
        """The format stands first: a foreign file is called that before it is called damaged."""
        if self.head.get("format") != FORMAT:
            raise _foreign()

    def _check_head(self) -> None:
        self._check_first()
        version = self.head.get("version")
        if type(version) is not int or version < 1:
            self._text.damaged()
        if version > export_records.VERSION:
            raise WrongUse("This export was written by a newer Reverie. Update the program to read it.")

    def _check_order(self, key: str, counts: dict[str, int], ended: bool) -> None:
        if ended or list(SECTIONS)[len(counts) : len(counts) + 1] != [key]:
            self._text.damaged()


class _Text:
    """The text of a stream, read ahead as far as the value at hand needs it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(parse_constant=_no_number)
        self._buffer = ""
        self._at = 0
        self._ended = False
        self.read = 0

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            found = _BLANK.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer) or self._ended:
                return self._buffer[self._at : self._at + 1]
            self._fill(_CHUNK)

    def take(self, wanted: str) -> None:
        """Goes behind the character that must come next."""
        if self.peek() != wanted:
            self.damaged()
        self._at += 1

    def value(self) -> Any:
        """The JSON value that comes next; half a surrogate pair in it, which no database keeps, becomes a "?"."""
        self.peek()
        while True:
            try:
                found, end = self._json.raw_decode(self._buffer, self._at)
                if end < len(self._buffer) or self._ended:
                    return self._taken(found, end)
            except json.JSONDecodeError:
                if self._ended:
                    self.damaged()
            except (ValueError, RecursionError):
                self.damaged()
            held = len(self._buffer) - self._at
            if held > _MOST:
                self.damaged()
            self._fill(max(_CHUNK, held))

    def damage(self) -> ExportDamaged:
        """What to raise at this place."""
        where = self.read - len(self._buffer[self._at :].encode(errors="replace"))
        return ExportDamaged(
            f"The export is cut off or was changed, at about byte {max(where, 0):,}. Nothing was taken in."
        )

    def damaged(self) -> NoReturn:
        """Raises ExportDamaged for this place."""
        raise self.damage() from None

    def _taken(self, found: Any, end: int) -> Any:
        if _HALF.search(self._buffer, self._at, end):
            found = json.loads(json.dumps(found, ensure_ascii=False).encode(errors="replace"))
        self._at = end
        return found

    def _fill(self, size: int) -> None:
        data = self._stream.read(size)
        self.read += len(data)
        self._ended = not data
        try:
            more = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError:
            if self.read <= size:
                raise _foreign() from None
            self.damaged()
        self._buffer = self._buffer[self._at :] + more
        self._at = 0


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{len(text)} letters that are no number")


def _foreign() -> WrongUse:
    return WrongUse(
        "This is not an export of Reverie. Other programs' files are taken in by: reverie import conversation, events "
        "or frames."
    )
