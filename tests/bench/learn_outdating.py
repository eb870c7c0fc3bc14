"""Learns what the signs of a sentence and a note count for the one putting the other out of date, and measures it.

    python -m tests.bench.learn_outdating DIALOGUES             # measures
    python -m tests.bench.learn_outdating DIALOGUES --write     # and puts what all teach into outdating.json

Learnt from are the notes of the cases in `tests/memops` with what their user says. A note that is replaced or whose
words are not to be current is put out of date by the sentences that hold what is wanted in its place; where none does,
by the one that is nearest and likeliest to tell of a change. What the user says beside tells of no change of it if it
is far from it, and of a note that stays all of it tells of none. So do the sentences of the dialogues in the folder
DIALOGUES with what was said before. Each eighth of the sets is measured by what the others teach. No language model is
asked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from agents import news, sentences, stems
from agents.claims import USER
from agents.claims.wording import third_person
from agents.kinds import all_kinds
from agents.models import catalog
from agents.patches import outdating
from agents.patches.outdating import Heard
from storage.model import Memory
from tests.bench import shares
from tests.bench.vectors import Vectors
from tests.eval import memops_score
from tests.fakes.memory_library import MemoryLibrary
from tests.memops import playing

CASES = Path(playing.__file__).parent
FILE = Path(outdating.__file__).with_name("outdating.json")
ORIGIN = (
    "learnt by tests/bench/learn_outdating.py from the cases of tests/memops and, as telling of no change, the "
    "development dialogues; docs/decisions/0080 says how it does elsewhere"
)
PULL, STEPS, FOLDS = 0.1, 3000, 8
# Log odds from which a sentence is taken to put a note out of date, among those that are shown.
SHOWN = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0)
# A sentence of another matter than the note: less near, less fitting, and telling of no change.
FAR, UNFIT = 0.3, 1.5
# What a pair of the dialogues counts beside one of a case; sentences before the first that is taken; notes for each.
OF_TALK, BEFORE, NOTES, EACH = 0.25, 10, 2, 3

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and a note by their signs; whether the one puts the other out of date, and where both are from."""

    signs: Mapping[str, float]
    is_changed: bool
    of: str
    weight: float


def of_cases(vectors: Vectors) -> Iterator[Pair]:
    """What the user says in the cases, with the notes there are."""
    for file in sorted(CASES.glob("cases_*.jsonl")):
        for case in playing.cases(file):
            notes = {
                row["key"]: _note(row) for row in case["prior"] if row["type"] not in ("vault", "resource")
            }
            heard = list(_heard(case))
            if notes and heard:
                yield from _pairs(case, notes, heard, vectors, file.stem)


def _pairs(
    case: Mapping[str, Any],
    notes: Mapping[str, Memory],
    heard: Sequence[Heard],
    vectors: Vectors,
    of: str,
) -> Iterator[Pair]:
    table = _measured(heard, list(notes.values()), vectors)
    for at, (key, note) in enumerate(notes.items()):
        seen = [(one, row[at]) for one, row in zip(heard, table, strict=True)]
        changing = _changing(case, key, note, [(one, signs) for one, signs in seen if signs])
        if changing is None:
            continue
        for one, sign in seen:
            if sign and (one in changing or not changing or _is_far(sign)):
                yield Pair(sign, one in changing, of, 1.0)


def _changing(
    case: Mapping[str, Any],
    key: str,
    note: Memory,
    seen: Sequence[tuple[Heard, Mapping[str, float]]],
) -> list[Heard] | None:
    """What puts a note out of date; nothing where it stays, None where a page does."""
    known = memops_score.norm(note.text)
    wanted = [one for one in case["expect"] if one.get("replaces") == key]
    gone = any(
        one["when"] == "current" and one["kind"] == "text" and memops_score.has(known, one["value"])
        for one in case["forbid"]
        if case["family"] != "injection"
    )
    if not wanted and not gone:
        return []
    fresh = [
        word for one in wanted for group in one["must"] for word in group if not memops_score.has(known, word)
    ]
    telling = [one for one, _ in seen if _holds(one.sentence, fresh)]
    if telling:
        return telling
    if any(_holds(seen["text"], fresh) for seen in case["input"] if seen["kind"] == "screen"):
        return None
    likeliest = max(seen, key=lambda pair: pair[1]["likeness"] + pair[1]["tells"] / 10, default=None)
    return [likeliest[0]] if likeliest else []


def _holds(text: str, words: Sequence[str]) -> bool:
    said = memops_score.norm(text)
    return any(memops_score.has(said, word) for word in words)


def _is_far(signs: Mapping[str, float]) -> bool:
    return signs["likeness"] < FAR and signs["fit"] < UNFIT and signs["tells"] < 0


def _heard(case: Mapping[str, Any]) -> Iterator[Heard]:
    asked = ""
    for seen in case["input"]:
        if seen["kind"] != "chat":
            continue
        if seen["role"] != "user":
            asked = seen["text"]
            continue
        for one in sentences.split(seen["text"]):
            if not sentences.ends_asking(one) and not sentences.is_question(one):
                yield Heard(one, seen["text"], asked)


def _note(row: Mapping[str, Any]) -> Memory:
    library = MemoryLibrary()
    since = datetime.fromisoformat(row["since"]).replace(tzinfo=playing.UTC_ZONE)
    return library.holds(row["type"], all_kinds()[row["type"]].completed(row["fields"], since), row["since"])


def _measured(
    heard: Sequence[Heard], notes: Sequence[Memory], vectors: Vectors
) -> list[list[Mapping[str, float] | None]]:
    """The signs of each sentence with each note; None for a note that a digest would not look at for it."""
    near = vectors.of([one.sentence for one in heard]) @ vectors.of([one.text for one in notes]).T
    return [
        _beside(one, notes, row, [at for at, note in enumerate(notes) if _is_looked_at(one.sentence, note)])
        for one, row in zip(heard, near, strict=True)
    ]


def _beside(
    heard: Heard, notes: Sequence[Memory], near: NDArray[np.float32], pool: Sequence[int]
) -> list[Mapping[str, float] | None]:
    found: list[Mapping[str, float] | None] = [None] * len(notes)
    for at, place in enumerate(pool):
        lead, tells = news.lead(near[list(pool)], at), news.tells(heard.sentence)
        found[place] = outdating.measured(heard, notes[place], float(near[place]), lead, tells)
    return found


def _is_looked_at(sentence: str, note: Memory) -> bool:
    return note.kind == "core" or bool(set(stems.content(sentence)) & stems.held(note.text))


def of_talk(vectors: Vectors, folder: Path) -> Iterator[Pair]:
    """What one says in a dialogue, with what they said before that is nearest: nothing is put out of date."""
    for file in sorted(folder.glob("*.events.jsonl")):
        turns = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for speaker in sorted({turn["speaker"] for turn in turns}):
            said = [
                Heard(one, turn["text"])
                for turn in turns
                if turn["speaker"] == speaker
                for one in sentences.split(turn["text"])
                if not sentences.ends_asking(one)
            ]
            kept = [third_person(one.sentence, USER) for one in said]
            vectors.of([one.sentence for one in said] + kept)
            for at in range(BEFORE, len(said), EACH):
                near = (vectors.of([said[at].sentence]) @ vectors.of(kept[:at]).T)[0]
                for place in np.argsort(near)[::-1][:NOTES]:
                    note = _note({"type": "semantic", "since": "2023-01-01", "fields": {"text": kept[place]}})
                    signs = outdating.measured(
                        said[at],
                        note,
                        float(near[place]),
                        news.lead(near, int(place)),
                        news.tells(said[at].sentence),
                    )
                    yield Pair(signs, is_changed=False, of="talk", weight=OF_TALK)


def learnt(given: Sequence[Pair]) -> dict[str, float]:
    """What each sign counts, and the constant."""
    names = list(given[0].signs)
    table = _table(given)
    spread = table.std(axis=0) + 1e-9
    found = LogisticRegression(C=PULL, max_iter=STEPS).fit(
        table / spread, [one.is_changed for one in given], sample_weight=[one.weight for one in given]
    )
    counted = zip(names, found.coef_[0] / spread, strict=True)
    return {name: round(float(value), 3) for name, value in counted} | {
        "constant": round(float(found.intercept_[0]), 3)
    }


def _table(given: Sequence[Pair]) -> Values:
    return np.array([list(one.signs.values()) for one in given])


def judged(given: Sequence[Pair], weights: Mapping[str, float]) -> Values:
    """The log odds of pairs."""
    return _table(given) @ np.array([weights[name] for name in given[0].signs]) + weights["constant"]


def measure(given: Sequence[Pair]) -> None:
    """Tells which share of what puts a note out of date is seen, and of what does not, by what other sets teach."""
    found, of = np.zeros(len(given)), np.array([one.of for one in given])
    names = sorted({one.of for one in given})
    for part in range(FOLDS):
        left = np.isin(of, names[part::FOLDS])
        weights = learnt([one for one, out in zip(given, left, strict=True) if not out])
        found[left] = judged([one for one, out in zip(given, left, strict=True) if out], weights)
    changed = np.array([one.is_changed for one in given])
    for name in ("talk", "all but talk"):
        chosen = (of == "talk") == (name == "talk")
        sys.stdout.write(shares.told(name, found[chosen], changed[chosen], SHOWN))


def main() -> None:
    """Measures, and writes."""
    parser = argparse.ArgumentParser(description="Learns what puts a note out of date.")
    parser.add_argument("dialogues", type=Path, help="the folder of the development dialogues")
    parser.add_argument("--without", nargs="*", default=(), help="sets that teach nothing")
    parser.add_argument("--write", action="store_true", help=f"put what everything teaches into {FILE.name}")
    asked = parser.parse_args()
    vectors = Vectors(playing.embedder(catalog.cache_folder()))
    pairs = [one for one in of_cases(vectors) if one.of.removeprefix("cases_") not in asked.without]
    pairs += of_talk(vectors, asked.dialogues)
    measure(pairs)
    if asked.write:
        data = {"origin": ORIGIN, "weights": learnt(pairs)}
        FILE.write_text(f"{json.dumps(data, ensure_ascii=False, indent=0)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
