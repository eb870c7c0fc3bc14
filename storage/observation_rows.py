"""Observations as rows: how a frame, turn or note lies in the database, and how it comes back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Row
from storage.ids import ObservationId
from storage.model import Box, Faded, Frame, Note, Observation, ObservationType, Role, Turn, Word, type_of
from storage.words import grams, url_words, written_date

COLUMNS = (
    "o.id, o.type, o.time, o.text, o.external_id, o.app, o.window_title, o.url, o.monitor, o.width, o.height, "
    "o.picture IS NOT NULL, o.thread, o.speaker, o.role, o.wanted_kind, o.faded, "
    "(SELECT f.id FROM observation f WHERE f.seq = o.seen_on), o.box"
)
# What an observation `o` is called where it came from; a turn that was read off a screen goes by its screen's name.
EXTERNAL_ID = (
    "coalesce(nullif(o.external_id, ''), "
    "(SELECT f.external_id FROM observation f WHERE f.seq = o.seen_on), '')"
)


def insert(
    connection: Connection, observation: Observation, picture: bytes | None, thumbnail: bytes | None
) -> None:
    """Writes the row inside the present transaction; triggers write the words index."""
    values: dict[str, Any] = {
        "id": observation.id.bytes,
        "type": type_of(observation),
        "time": to_micros(observation.time),
        "text": observation.text,
        "grams": grams(observation.text),
        "context": context_of(observation),
        "external_id": observation.external_id,
        "picture": picture,
        **_own_values(observation),
    }
    if isinstance(observation, Turn) and observation.frame is not None:
        values["seen_on"] = frame_seq(connection, observation.frame)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    seq = connection.execute(
        f"INSERT INTO observation({names}) VALUES ({marks}) RETURNING seq", list(values.values())
    ).fetchone()[0]
    if isinstance(observation, Frame):
        connection.execute(
            "INSERT INTO frame_detail(observation, words, thumbnail) VALUES (?, ?, ?)",
            (seq, packed(observation.words), thumbnail),
        )


def frame_seq(connection: Connection, id: ObservationId) -> int | None:
    """Where a frame lies; None when it is not there (any more)."""
    sql = "SELECT seq FROM observation WHERE id = ? AND type = 'frame'"
    row = connection.execute(sql, (id.bytes,)).fetchone()
    return None if row is None else int(row[0])


def context_of(observation: Observation) -> str:
    """What is searched beside the text: who, when, where on the screen."""
    parts = [written_date(observation.time)]
    if isinstance(observation, Frame):
        parts += [observation.app, observation.window_title, url_words(observation.url)]
        parts.append(grams(observation.window_title))
        parts += [word.text for word in observation.words if not word.sure]
    if isinstance(observation, Turn):
        parts.insert(0, observation.speaker)
    return " ".join(part for part in parts if part)


def from_row(row: Row, words: tuple[Word, ...] = ()) -> Observation:
    """The observation of a row of COLUMNS."""
    id, type, time, text, external_id, *rest = row
    app, window_title, url, monitor, width, height, has_picture, thread, speaker, role, *rest = rest
    wanted_kind, faded, frame, box = rest
    known = ObservationId(UUID(bytes=id))
    when = from_micros(time)
    if type == ObservationType.TURN:
        seen_on = None if frame is None else ObservationId(UUID(bytes=frame))
        return Turn(known, when, text, thread, speaker, Role(role), external_id, seen_on, box_of(box))
    if type == ObservationType.NOTE:
        return Note(known, when, text, wanted_kind, external_id)
    return Frame(
        known,
        when,
        text,
        app,
        window_title,
        url,
        monitor,
        width,
        height,
        words,
        external_id,
        bool(has_picture),
        Faded(faded),
    )


def box_of(written: str) -> Box | None:
    """The place that was written beside a turn."""
    return Box(*map(int, written.split())) if written else None


def packed(words: tuple[Word, ...]) -> bytes | None:
    """Words with their places, compressed; None for none.

    A column of each of their values: side by side these are more alike than word by word. Places count from the word
    before (from its right end in one line), which makes most of them small numbers.
    """
    if not words:
        return None
    before = (Word("", Box(0, 0, 0, 0), 0, 0, ""), *words)
    columns = {
        "text": [w.text for w in words],
        "x": [w.box.x - _right_end(last, w.line) for last, w in pairwise(before)],
        "y": [w.box.y - last.box.y for last, w in pairwise(before)],
        "w": [w.box.w for w in words],
        "h": [w.box.h for w in words],
        "sure": [round(1000 * w.confidence) for w in words],
        "line": [w.line - last.line for last, w in pairwise(before)],
        "language": [w.language for w in words] if any(w.language for w in words) else [],
    }
    return zlib.compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpacked(data: bytes | None) -> tuple[Word, ...]:
    """What `packed` was given, confidences to a thousandth; words as a list of each, as they once lay, too."""
    if data is None:
        return ()
    written = json.loads(zlib.decompress(data))
    if isinstance(written, list):
        return tuple(
            Word(text, Box(x, y, w, h), confidence, line, *language)
            for text, x, y, w, h, confidence, line, *language in written
        )
    return tuple(_in_turn(written))


def _in_turn(columns: dict[str, list[Any]]) -> Iterator[Word]:
    """The words of columns, each with its place counted on from the one before."""
    last = Word("", Box(0, 0, 0, 0), 0, 0, "")
    languages = columns.pop("language") or [""] * len(columns["text"])
    for (text, x, y, w, h, sure, line), language in zip(
        zip(*columns.values(), strict=True), languages, strict=True
    ):
        number = last.line + line
        box = Box(x + _right_end(last, number), y + last.box.y, w, h)
        last = Word(text, box, sure / 1000, number, language)
        yield last


def _right_end(word: Word, line: int) -> int:
    """Where the next word of the same line begins at the earliest; 0 for one of another line."""
    return word.box.x + word.box.w if word.line == line else 0


def _own_values(observation: Observation) -> dict[str, Any]:
    if isinstance(observation, Turn):
        box = observation.box
        return {
            "thread": observation.thread,
            "speaker": observation.speaker,
            "role": observation.role,
            "box": f"{box.x} {box.y} {box.w} {box.h}" if box is not None else "",
        }
    if isinstance(observation, Note):
        return {"wanted_kind": observation.wanted_kind}
    return {
        "app": observation.app,
        "window_title": observation.window_title,
        "url": observation.url,
        "monitor": observation.monitor,
        "width": observation.width,
        "height": observation.height,
    }
