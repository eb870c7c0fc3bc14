"""Learns what tells that a note is out of date, and measures it on authors and cases that it was not learnt on.

    python -m tests.bench.learn_news DIALOGUES             # measures
    python -m tests.bench.learn_news DIALOGUES --write     # measures, and puts what all teach into agents/news.json

Learnt from are made-up notes with what is said later (`tests/learning/news_*.jsonl`, each file by one author): what
replaces or ends a note tells of a change, what leaves it as it is tells of none. So do the sentences of the dialogues
in the folder DIALOGUES, two of which only measure. Groups of words are weighed by a logistic regression, each fifth
of the authors by what the others teach; then the signs of a sentence and a note (`agents.news.measured`) by another,
for which the memories of the cases in `tests/memops` count, too. No language model is asked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from agents import news, sentences
from agents.claims import USER
from agents.claims.wording import third_person
from agents.models import catalog
from agents.news import Weights
from agents.patches import superseded
from agents.ports import Embedder
from tests.bench import shares, word_groups
from tests.bench.vectors import Vectors
from tests.memops import playing

FOLDER = Path(__file__).parents[1] / "learning"
FILE = Path(news.__file__).with_name("news.json")
ORIGIN = (
    "learnt by tests/bench/learn_news.py from made-up notes (tests/learning), the cases of tests/memops and, as "
    "telling of no change, the development dialogues; docs/decisions/0067 says how it does elsewhere"
)
# Dialogues that teach nothing, so that they can measure.
HELD = ("conv-26", "conv-41")
# A group of words is looked at that so many texts have; a weight smaller than this is left out.
OFTEN, LEAST = 6, 0.05
PULL, PARTS, STEPS = 2.0, 5, 3000
# Log odds from which a sentence is taken to tell of a change, among those that are shown.
SHOWN = (-0.5, 0.0, 0.5, 1.0)

KINDS = (("replaces", True), ("ends", True), ("later", False), ("keeps", False))
CASES = Path(__file__).parents[1] / "memops"
# What a pair of a case counts beside one of the authors, who wrote far more of them.
OF_CASES = 15.0
# Sentences of a dialogue before the first that is measured.
BEFORE = 10
# Sets of cases, authors and dialogues that measure what the others teach.
MEASURING = (
    "cases_t",
    "cases_u",
    "cases_v",
    "cases_w",
    "cases_x",
    "news_en_04",
    "news_en_10",
    "news_en_15",
    *HELD,
)

Truths = NDArray[np.bool_]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said, whether it tells of a change, and whose it is."""

    text: str
    is_news: bool
    author: str


def authors() -> list[Told]:
    """All that is said later of the made-up notes."""
    found = []
    for file in sorted(FOLDER.glob("news_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            group = json.loads(line)
            for kind, is_news in KINDS:
                found += [Told(text, is_news, file.stem) for text in group.get(kind, ())]
    return found


def talk(folder: Path, *, held: bool) -> list[Told]:
    """The sentences of the dialogues, of those that are held back or of the others."""
    files = [file for file in sorted(folder.glob("*.events.jsonl")) if file.name.startswith(HELD) is held]
    turns = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [Told(one, False, "talk") for turn in turns for one in sentences.split(turn["text"])]


def learnt(given: Sequence[Told]) -> Weights:
    """The weights that `given` teaches."""
    texts = [one.text for one in given]
    groups = word_groups.often(texts, OFTEN)
    table = word_groups.table(texts, groups)
    found = LogisticRegression(C=PULL, max_iter=STEPS).fit(table, [one.is_news for one in given])
    kept = word_groups.weighed(groups, found.coef_[0], LEAST)
    return Weights(ORIGIN, round(float(found.intercept_[0]), 3), kept, {})


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and a note, by their signs; whether it puts the note out of date, and where both come from."""

    signs: Values
    is_changed: bool
    of: str
    weight: float = 1.0


class Reader:
    """Measures sentences and notes; the vectors of texts are kept."""

    def __init__(self, embedder: Embedder) -> None:
        self.vectors = Vectors(embedder).of

    def pairs(
        self, said: Sequence[str], notes: Sequence[str], weights: Weights
    ) -> Iterator[tuple[int, int, Values]]:
        """Each sentence with the notes nearest to it: their places, and the signs."""
        if not said:
            return
        near = self.vectors(said) @ self.vectors(notes).T
        for at, sentence in enumerate(said):
            order = np.argsort(near[at])[::-1]
            for place in order[: superseded.NEAREST]:
                lead = news.lead(near[at], int(place))
                signs = news.measured(
                    sentence, notes[place], weights.odds(sentence), float(near[at, place]), lead
                )
                yield at, int(place), np.array(list(signs.values()))


def of_authors(reader: Reader, taught: Mapping[str, Weights]) -> Iterator[Pair]:
    """Made-up notes, each with what is said later: by weights that this author did not teach."""
    for file in sorted(FOLDER.glob("news_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            group = json.loads(line)
            note = third_person(group["old"], USER)
            for kind, changed in KINDS:
                texts = list(group.get(kind, ()))
                said = texts if changed else [one for text in texts for one in _stated(text)]
                for _, _, signs in reader.pairs(said, [note], taught[file.stem]):
                    yield Pair(signs, changed, file.stem)


def of_cases(reader: Reader, weights: Weights) -> Iterator[Pair]:
    """The memories of a case with what its user says; of a memory that is replaced, the one sentence that does it."""
    for file in sorted(CASES.glob("cases_*.jsonl")):
        for case in playing.cases(file):
            replaced = {one["replaces"] for one in case["expect"] if one.get("replaces")}
            kept = [(row["key"] in replaced, _text(row)) for row in case["prior"] if row["type"] != "vault"]
            said = [
                one for seen in case["input"] if seen.get("role") == "user" for one in _stated(seen["text"])
            ]
            if not kept or not said:
                continue
            found = list(reader.pairs(said, [text for _, text in kept], weights))
            nearest = {
                place: max((row for row in found if row[1] == place), key=_nearness)[0]
                for _, place, _ in found
            }
            for at, place, signs in found:
                if not kept[place][0] or nearest[place] == at:
                    yield Pair(signs, kept[place][0], file.stem, OF_CASES)


def of_talk(reader: Reader, weights: Weights, folder: Path) -> Iterator[Pair]:
    """What one says in a dialogue, with what they said before that is nearest: nothing is put out of date."""
    for file in sorted(folder.glob("*.events.jsonl")):
        turns = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for speaker in sorted({turn["speaker"] for turn in turns}):
            said = [one for turn in turns if turn["speaker"] == speaker for one in _stated(turn["text"])]
            notes = [third_person(one, USER) for one in said]
            reader.vectors([*said, *notes])
            for at in range(BEFORE, len(said)):
                near = reader.vectors(said[at : at + 1]) @ reader.vectors(notes[:at]).T
                first = np.argmax(near[0])
                lead = news.lead(near[0], int(first))
                signs = news.measured(
                    said[at], notes[first], weights.odds(said[at]), float(near[0, first]), lead
                )
                yield Pair(np.array(list(signs.values())), is_changed=False, of=file.name[:7])


def signs_learnt(given: Sequence[Pair]) -> Mapping[str, float]:
    """What each sign counts, and the constant."""
    table = np.array([one.signs for one in given])
    spread = table.std(axis=0)
    found = LogisticRegression(max_iter=STEPS).fit(
        table / spread, [one.is_changed for one in given], sample_weight=[one.weight for one in given]
    )
    names = list(news.measured("", "", 0.0, 0.0, 0.0))
    counted = {
        name: round(float(value), 3) for name, value in zip(names, found.coef_[0] / spread, strict=True)
    }
    return counted | {"constant": round(float(found.intercept_[0]), 3)}


def measure_signs(signs: Mapping[str, float], given: Sequence[Pair], name: str) -> None:
    """Prints which share of pairs with and without a change passes, from several odds on."""
    weights = np.array(list(signs.values()))
    odds = np.array([one.signs for one in given]) @ weights[:-1] + weights[-1]
    changed: Truths = np.array([one.is_changed for one in given])
    sys.stdout.write(shares.told(f"pairs, {name}", odds, changed, SHOWN))


def _stated(text: str) -> list[str]:
    return [
        one for one in sentences.split(text) if len(news.words(one)) > 2 and not sentences.ends_asking(one)
    ]


def _text(row: Mapping[str, Any]) -> str:
    fields = row["fields"]
    told = (
        fields.get("text") or f"{fields.get('name', '')}: {fields.get('summary', '')}",
        fields.get("details", ""),
    )
    return " ".join(part for part in told if part)


def _nearness(row: tuple[int, int, Values]) -> float:
    tells, likeness, *_ = row[2]
    return float(likeness + tells / 10)


def measure(weights: Weights, given: Sequence[Told], name: str) -> None:
    """Prints which share of what tells of a change is seen, and of what does not, from several odds on."""
    odds = np.array([weights.odds(one.text) for one in given])
    is_news: Truths = np.array([one.is_news for one in given])
    sys.stdout.write(shares.told(name, odds, is_news, SHOWN))


def main() -> None:
    """Measures, or writes."""
    parser = argparse.ArgumentParser(description="Learns what tells of a change.")
    parser.add_argument("dialogues", type=Path, help="the folder of the development dialogues")
    parser.add_argument(
        "--write", action="store_true", help="put what everything teaches into agents/news.json"
    )
    asked = parser.parse_args()
    told, spoken, held = authors(), talk(asked.dialogues, held=False), talk(asked.dialogues, held=True)
    names = sorted({one.author for one in told})
    taught: dict[str, Weights] = {}
    for part in range(PARTS):
        left = names[part::PARTS]
        weights = learnt([*(one for one in told if one.author not in left), *spoken])
        taught |= dict.fromkeys(left, weights)
        for name in left:
            measure(weights, [one for one in told if one.author == name], name)
        measure(weights, held, "talk that taught nothing")
    whole, reader = learnt([*told, *spoken]), Reader(playing.embedder(catalog.cache_folder()))
    pairs = [*of_authors(reader, taught), *of_cases(reader, whole), *of_talk(reader, whole, asked.dialogues)]
    signs = signs_learnt([one for one in pairs if one.of not in MEASURING])
    for name in MEASURING:
        measure_signs(signs, [one for one in pairs if one.of == name], name)
    if asked.write:
        data = {
            "origin": whole.origin, "constant": whole.constant, "signs": signs_learnt(pairs),
            "groups": dict(sorted(whole.groups.items())),
        }  # fmt: skip
        FILE.write_text(f"{json.dumps(data, ensure_ascii=False, indent=0)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
