"""Labelled sets measured by the house's own parts: date phrases (here), and sets of others that lie in a folder.

The folder holds `memory_extraction`, `entity_extraction` and `room_classification`, each as NAME.jsonl with texts and
NAME.labels.jsonl with what is right (MemPalace's form). They are no part of this project.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from agents import claims, stems, times
from agents.ports import Embedder
from app import paths
from tests.memops import playing

PHRASES = Path(__file__).parents[1] / "data" / "date_phrases.json"
# Share of a label's content words that one memory must hold to say it.
SAID = 0.55
Row = Mapping[str, Any]


def date_phrases() -> Iterator[str]:
    """The share of date phrases that are read as the set says."""
    golden = json.loads(PHRASES.read_text(encoding="utf-8"))
    right: dict[str, list[bool]] = {"all languages": [], "in ASCII letters": []}
    for at, phrases in golden.items():
        now = datetime.fromisoformat(at).replace(tzinfo=UTC)
        for phrase, wanted in phrases.items():
            found = _range(phrase, now) == wanted
            right["all languages"].append(found)
            if phrase.isascii():
                right["in ASCII letters"].append(found)
    for name, every in right.items():
        yield f"date phrases, {name} | {sum(every)} of {len(every)} as the set says | {sum(every) / len(every):.3f}"


def sets(folder: Path, near: Embedder) -> Iterator[str]:
    """A line for each set in the folder."""
    yield _extraction(folder, near)
    yield _entities(folder)
    yield _rooms(folder, near)


def _range(phrase: str, now: datetime) -> list[str] | None:
    span = times.range_of(phrase, now, playing.UTC_ZONE)
    if span is None:
        return None
    ends = (span.start, span.end - timedelta(microseconds=1))
    return [end.replace(tzinfo=None).isoformat() for end in ends]


def _rows(folder: Path, name: str) -> Iterator[tuple[Row, Row]]:
    texts, labels = (playing.cases(folder / f"{name}{end}.jsonl") for end in ("", ".labels"))
    known = {row["id"]: row for row in texts}
    return ((known[row["id"]], row) for row in labels)


def _extraction(folder: Path, near: Embedder) -> str:
    """How many of the labelled memories are said by one of ours; each text is said by the user."""
    said, every, kept = Counter[bool](), 0, 0
    for row, label in _rows(folder, "memory_extraction"):
        turn = {"kind": "chat", "time": "2026-05-05T11:00:00", "role": "user", "text": row["text"]}
        case = {"id": row["id"], "now": "2026-05-05T12:00:00", "prior": [], "input": [turn], "qa": []}
        memories = playing.played(case, paths.cache(), near)["memories"]
        held = [set(stems.content(" ".join(map(str, memory.values())))) for memory in memories]
        every, kept = every + 1, kept + len(memories)
        said.update(_is_said(wanted["content"], held) for wanted in label["memories"])
    return (
        f"memory extraction | {said[True]} of {said.total()} labelled memories kept | recall "
        f"{said[True] / said.total():.3f} | {kept} memories from {every} texts"
    )


def _is_said(wanted: str, held: Sequence[set[str]]) -> bool:
    words = set(stems.content(wanted))
    return any(len(words & own) / len(words) >= SAID for own in held)


def _entities(folder: Path) -> str:
    """The names that are found in a text, whatever they name; a part of a name counts as no name."""
    right = wanted = found = 0
    for row, label in _rows(folder, "entity_extraction"):
        names = {entity["name"].casefold() for entity in label["entities"]}
        own = {name.casefold() for name in claims.names_in(row["text"])}
        right, wanted, found = right + len(names & own), wanted + len(names), found + len(own)
    return f"entity extraction | {wanted} names | recall {right / wanted:.3f} | precision {right / found:.3f}"


def _rooms(folder: Path, near: Embedder) -> str:
    """Whether a summary's nearest other by meaning lies in the same room, for rooms with two summaries at least."""
    pairs = list(_rows(folder, "room_classification"))
    rooms = [label["closed_set_label"] for _, label in pairs]
    vectors = near.embed([row["session_summary"] for row, _ in pairs])
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1.0)
    shared = [place for place, room in enumerate(rooms) if rooms.count(room) > 1]
    right = sum(rooms[int(np.argmax(likeness[place]))] == rooms[place] for place in shared)
    return f"room classification, by the nearest other | {right} of {len(shared)} | {right / len(shared):.3f}"
