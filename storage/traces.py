"""The proof of a forgetting: how often what is to go stands in the decrypted bytes of a safe, before and afterwards.

Looked at: every page of the database, free ones too, every page in its log that authenticates, of whatever age (rows,
history, vectors by their owners, the words index's segments); the words index itself, by asking it; what waits in the
sealed box; the files of pictures. Only numbers leave here, never what was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from storage import choosing, pictures, spool_records
from storage.choosing import among
from storage.connection import FILE as DATABASE
from storage.connection import Connection
from storage.database import Database
from storage.keys import Keys
from storage.model import Kept, Selection
from storage.pages import Pages
from storage.spool_records import NotARecord
from storage.words import match_phrase

# Texts of so many moments are looked for where no words were given; ids are looked for of all.
_MOST_TEXTS = 20
_LONGEST_TEXT = 60
_INDEXED = ("observation", "memory")
# Words are indexed by their stems: a row that holds only a kindred word is no trace.
_IN_WORDS = (
    "SELECT count(*) FROM {0}_words w LEFT JOIN {0} t ON t.seq = w.rowid WHERE {0}_words MATCH ? "
    "AND (t.seq IS NULL OR mentions(t.text || char(10) || t.context, ?))"
)


@dataclass(frozen=True, slots=True)
class Markers:
    """What is looked for: texts in any letter case, ids of what goes as they lie in rows, pictures by their ids."""

    texts: tuple[str, ...]
    ids: tuple[bytes, ...]
    pictures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """How often markers were found, by the place."""

    pages: int = 0
    log: int = 0
    words: int = 0
    sealed_box: int = 0
    pictures: int = 0

    @property
    def total(self) -> int:
        """In all places."""
        return self.pages + self.log + self.words + self.sealed_box + self.pictures


class Tracer:
    """Looks for markers in the open safe of `home`. Any thread may call; takes seconds a gigabyte."""

    def __init__(self, home: Path, database: Database, keys: Keys) -> None:
        self._home = home
        self._database = database
        self._keys = keys

    def markers(self, what: Selection, ids: Iterable[UUID]) -> Markers:
        """What to look for when `what` is to go, which are the things of these `ids`.

        Words given alone go wherever they stand: they are looked for. Otherwise it is the texts of moments that no
        other moment holds.
        """
        raw = tuple(id.bytes for id in ids)

        def look(connection: Connection) -> Markers:
            rows = among(connection, "SELECT text, picture FROM observation WHERE id", raw)
            alone = bool(what.match) and choosing.by_words_alone(what)
            texts = [what.match] if alone else list(_own_texts(connection, [text for text, _ in rows], raw))
            return Markers(tuple(texts), raw, tuple(picture for _, picture in rows if picture is not None))

        return self._database.read(look)

    def count(self, markers: Markers) -> Traces:
        """How often they stand somewhere."""
        wanted = [spelling for text in markers.texts for spelling in _spellings(text)]
        with Pages(self._home / DATABASE, self._keys.database()) as pages:
            main = sum(_found(page, wanted, markers.ids) for page in pages.all_of_file())
            log = self._home / f"{DATABASE}-wal"
            behind = sum(_found(page, wanted, markers.ids) for page in pages.all_of_log(log))
        return Traces(main, behind, self._in_words(markers), self._waiting(wanted), self._files(markers))

    def _in_words(self, markers: Markers) -> int:
        """What the words indexes know of a text: of rows that hold it, or that are there no more."""

        def look(connection: Connection) -> int:
            asked = [(table, text, match_phrase(text)) for table in _INDEXED for text in markers.texts]
            return sum(
                int(connection.execute(_IN_WORDS.format(table), (query, text.casefold())).fetchone()[0])
                for table, text, query in asked
                if query
            )

        return self._database.read(look)

    def _waiting(self, wanted: list[bytes]) -> int:
        found = 0
        for record in spool_records.records(self._home):
            try:
                item = spool_records.opened(self._keys.spool_private(), record)
            except NotARecord:
                continue
            if isinstance(item, Kept):
                found += _found(repr(item.observation).encode(), wanted, ())
        return found

    def _files(self, markers: Markers) -> int:
        folder = self._home / pictures.FOLDER
        return sum((folder / id.hex()[:2] / id.hex()).exists() for id in markers.pictures)


def _own_texts(connection: Connection, texts: list[str], ids: tuple[bytes, ...]) -> Iterable[str]:
    """Beginnings of the texts that stand in no other moment."""
    known = set(ids)
    for text in list(dict.fromkeys(text[:_LONGEST_TEXT].strip() for text in texts))[:_MOST_TEXTS]:
        holders = connection.execute("SELECT id FROM observation WHERE instr(text, ?)", (text,))
        if len(text) >= 8 and all(id in known for (id,) in holders):
            yield text


def _spellings(text: str) -> set[bytes]:
    """How a text may stand in a page whose ASCII letters were made small: in rows, in JSON, folded."""
    forms = {text, text.lower(), text.upper(), text.title(), text.casefold()}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    return {form.encode().lower() for form in forms}


def _found(data: bytes, wanted: Iterable[bytes], ids: Iterable[bytes]) -> int:
    small = data.lower()
    return sum(small.count(one) for one in wanted) + sum(data.count(id) for id in ids)
