"""Dialogues and drawn screens with known evidence, each digested once into a safe and asked in this process.

A folder of dialogues holds NAME.events.jsonl and NAME.questions.jsonl, one of screens what
`tests/eval/screenvqa_gen.py` makes; scores are those of `tests/eval/evaluate.py`, by which the program is measured
from outside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from agents import fusion
from agents.candidates import Item
from agents.fusion import Weights
from agents.kinds import all_kinds
from agents.models import catalog
from agents.models.onnx_embedder import OnnxEmbedder
from agents.question import Parsed
from agents.recall import Found, Recall, Wanted
from agents.safe_shelf import SafeShelf
from app import paths
from storage.clock import system_clock
from storage.flat import FlatIndex
from storage.model import Secret
from storage.safe import Safe
from tests.eval import evaluate

ZONE = ZoneInfo("UTC")
# As many hits are looked at as the evaluator asks for.
LOOKED = 50
ADVERSARIAL = 5
# How a set of screens is asked: in the screen's words, and in others.
WORDINGS = ("question", "question_hard")
_PROGRAM = f"{sys.executable} -P -m ui"
_PASSPHRASE = Secret("correct horse battery staple")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its candidates. `groups` are the pieces of evidence, each a set of ids any one of which shows it;
    `same` maps the id of a screen that repeats another to that one's. `category` is LoCoMo's, 0 for screens."""

    of: str
    wanted: Wanted
    parsed: Parsed
    items: Sequence[Item]
    groups: Sequence[frozenset[str]]
    category: int
    wording: str
    same: Mapping[str, str]

    def evidence(self, item: Item) -> bool:
        """Whether a candidate shows a piece of the evidence by itself."""
        id = item.thing.external_id
        return any(self.same.get(id, id) in group for group in self.groups)


@dataclass(frozen=True, slots=True)
class Place:
    """A digested home as it is asked: the recall over it, and what it is made of."""

    name: str
    safe: Safe
    shelf: SafeShelf
    embedder: OnnxEmbedder

    def recall(self, weights: Callable[[], Weights]) -> Recall:
        """A recall that weighs so."""
        return Recall(self.shelf, self.embedder, self.safe.kinds, ZONE, weights)


def names(folder: Path) -> list[str]:
    """The dialogues of a folder."""
    return sorted(path.name.removesuffix(".events.jsonl") for path in folder.glob("*.events.jsonl"))


def dialogue(folder: Path, name: str, homes: Path) -> Path:
    """The home of a dialogue, digested unless it is there already."""
    home = homes / name
    if not home.is_dir():
        program = evaluate.Reverie(_PROGRAM, str(home))
        program.run("import", "events", folder / f"{name}.events.jsonl")
        program.run("digest")
    return home


def screens(folder: Path, homes: Path) -> Path:
    """The home of a set of screens, read and digested unless it is there already."""
    home = homes / folder.name
    if not home.is_dir():
        homes.mkdir(parents=True, exist_ok=True)
        manifest = evaluate.write(str(homes / f"{folder.name}.manifest.jsonl"), list(_manifest(folder)))
        program = evaluate.Reverie(_PROGRAM, str(home))
        program.run("import", "frames", folder / "frames", "--manifest", manifest)
        program.run("digest")
    return home


def opened(home: Path) -> Place:
    """A digested home, open until its safe is closed."""
    safe = Safe.unlock(home, _PASSPHRASE, kinds=all_kinds(), clock=system_clock)
    name = safe.embedders.turn().serving
    index = FlatIndex()
    for part in safe.vectors.load(name):
        index.load(part)
    embedder = OnnxEmbedder(catalog.folder(paths.cache(), name), name)
    return Place(home.name, safe, SafeShelf(safe, index), embedder)


def of_dialogue(place: Place, folder: Path) -> list[Asked]:
    """The questions of a dialogue that have evidence."""
    rows = evaluate.read(str(folder / f"{place.name}.questions.jsonl"))
    return [
        _asked(place, row["question"], [frozenset([id]) for id in row["evidence"]], row["category"])
        for row in rows
        if row["evidence"]
    ]


def of_screens(place: Place, folder: Path) -> list[Asked]:
    """The questions of a set of screens that have evidence, in both wordings, asked after the last screen."""
    frames = evaluate.read(str(folder / "frames.jsonl"))
    same = {str(row["id"]): str(row["dup_of"]) for row in frames if row["dup_of"] is not None}
    now = datetime.fromisoformat(max(row["time"] for row in frames)).replace(tzinfo=UTC)
    return [
        _asked(place, row[wording], groups, 0, wording, now, same)
        for row in evaluate.read(str(folder / "questions.jsonl"))
        for wording in WORDINGS
        if (groups := [frozenset(same.get(str(id), str(id)) for id in ids) for ids in row["evidence_groups"]])
    ]


def observed(found: Sequence[Found]) -> list[str]:
    """The ids of the observations that hits show, best first, as the evaluator reads them off a search."""
    hits = [
        {
            "external_id": one.thing.external_id,
            "sources": [{"external_id": of.external_id} for of in one.sources],
        }
        for one in found
    ]
    ids: list[str] = evaluate.observed(hits)
    return ids


def of_ranking(asked: Asked, ids: Sequence[str]) -> dict[str, float]:
    """The evaluator's scores of a ranking of observations."""
    ranked = list(dict.fromkeys(asked.same.get(id, id) for id in ids))
    found: dict[str, float] = evaluate.rank_scores(ranked, asked.groups)
    return found


def of_sessions(asked: Asked, ids: Sequence[str]) -> dict[str, float]:
    """The same of sessions, whose names end at the first colon of an id."""
    ranked = list(dict.fromkeys(id.split(":")[0] for id in ids))
    wanted = {id.split(":")[0] for group in asked.groups for id in group}
    found: dict[str, float] = evaluate.rank_scores(ranked, [{one} for one in wanted])
    return found


def _asked(
    place: Place,
    text: str,
    groups: Sequence[frozenset[str]],
    category: int,
    wording: str = "",
    now: datetime | None = None,
    same: Mapping[str, str] | None = None,
) -> Asked:
    # A question that hangs on an event searches for it; no dialogue taught these weights.
    recall = place.recall(lambda: fusion.weights(fusion.UNTRAINED))
    wanted = Wanted(text, limit=LOOKED, now=now)
    parsed = recall.understand(text, now)
    return Asked(
        place.name, wanted, parsed, recall.gather(wanted, parsed), groups, category, wording, same or {}
    )


def _manifest(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "frames.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {
            "file": f"{row['id']:06d}.png",
            "id": str(row["id"]),
            "captured_at": row["time"],
            "app": row["app"],
            "window_title": row["title"],
            "url": row.get("url") or "",
            "monitor": 1,
        }
