"""Learns what the signs of a line count for its being the answer, and measures it on what it was not learnt on.

`python -m tests.bench.learn_lines SET... [--kept FOLDER] [--write]`. Each set of cases of memory operations
(`tests/memops/cases_SET.jsonl`) is digested once, and its questions are asked without a language model. A line is right
if, with what would be quoted beside it, it holds what is wanted and nothing that is not. To the score set by hand
(`agents/extractive.py`) come the signs of `agents/lines.py`, weighed so that the right lines are likeliest to be first
(a softmax over the lines of each question, pulled to nothing). Each seventh of the sets is measured by what the others
teach. `--kept` keeps what was seen of each set; `--write` puts what all of them teach into `agents/lines.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from agents import context, extractive, lines
from agents.context import Evidence
from agents.extractive import Extract
from agents.question import Parsed
from app.interfaces import Question
from app.services import models as language
from tests.eval import memops_score
from tests.memops import playing

Values = NDArray[np.float64]

FILE = Path(lines.__file__).with_name("lines.json")
CASES = Path(playing.__file__).parent
# How strongly each weight is pulled to nothing (of signs of one spread), and what the score set by hand begins with.
PULL, BY_HAND = 0.003, 3.0
FOLDS, STEPS = 7, 400

Compare = Callable[[Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with an answer: of each line its signs, its score set by hand, and whether it is right."""

    of: str
    signs: Sequence[Mapping[str, float]]
    scores: Values
    right: NDArray[np.bool_]


def asked(name: str, cache: Path, kept: Path | None) -> list[Asked]:
    """The questions of a set, played or as they were kept."""
    file = kept / f"{name}.json.gz" if kept else None
    if file is None or not file.exists():
        rows = [*_played(CASES / f"cases_{name}.jsonl", cache)]
        if file is not None:
            with gzip.open(file, "wt", encoding="utf-8") as opened:
                json.dump(rows, opened)
    else:
        with gzip.open(file, "rt", encoding="utf-8") as opened:
            rows = json.load(opened)
    return [
        Asked(name, [one[0] for one in row], np.array([one[1] for one in row]), np.array([one[2] for one in row]))
        for row in rows
    ]  # fmt: skip


def _played(file: Path, cache: Path) -> Iterator[list[tuple[Mapping[str, float], float, bool]]]:
    """Of each question with an answer its lines: signs, score, and whether it is right."""
    seen: list[tuple[Sequence[Evidence], list[extractive.Weighed]]] = []
    best = extractive.best

    def watched(
        evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo, compare: Compare | None = None
    ) -> Extract | None:
        if compare is not None:
            seen.append((evidence, extractive.weighed(evidence, parsed, zone, compare)))
        return best(evidence, parsed, zone, compare)

    with mock.patch.object(extractive, "best", watched):
        for case, qa, ask in _questions(file, cache):
            seen.clear()
            ask(Question(qa["q"], now=_now(case), model=language.NONE))
            if seen and not qa.get("abstain"):
                evidence, found = seen[-1]
                yield [(one.signs, one.score, _is_right(one, evidence, qa)) for one in found]


def _questions(
    file: Path, cache: Path
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], Callable[[Question], Any]]]:
    near = playing.embedder(cache)
    for case in playing.cases(file):
        with playing.lived(case, cache, near) as reverie:
            for qa in case["qa"]:
                yield case, qa, reverie.ask


def _now(case: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(case["now"]).replace(tzinfo=playing.UTC_ZONE)


def _is_right(one: extractive.Weighed, evidence: Sequence[Evidence], qa: Mapping[str, Any]) -> bool:
    quote = context.in_place(evidence[one.line.evidence], one.line)
    text = memops_score.norm(f"{one.line.label} {quote} {one.line.next}")
    wanted = any(memops_score.has(text, other) for other in qa["any_of"])
    return wanted and not any(memops_score.has(text, other) for other in qa["none_of"])


def learnt(questions: Sequence[Asked]) -> dict[str, float]:
    """The weights, on the scale of what is set by hand; the constant lets the first lines gain nothing on the whole."""
    told = [one for one in questions if one.right.any() and not one.right.all()]
    names = sorted({name for one in told for signs in one.signs for name in signs})
    rows = np.concatenate([_table(one, names) for one in told])
    scores = np.concatenate([one.scores for one in told])
    right = np.concatenate([one.right for one in told])
    lengths = [len(one.scores) for one in told]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(int)
    of = np.repeat(np.arange(len(told)), lengths)
    spread = rows.std(axis=0) + 1e-6
    rows = rows / spread

    def lost(weights: Values) -> tuple[float, Values]:
        odds = rows @ weights[:-1] + weights[-1] * scores
        power = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        share = power / np.add.reduceat(power, starts)[of]
        good = np.add.reduceat(share * right, starts) + 1e-12
        slope = share - np.where(right, share, 0.0) / good[of]
        pulled = np.append(rows.T @ slope / len(told) + 2 * PULL * weights[:-1], scores @ slope / len(told))
        return float(-np.log(good).mean() + PULL * weights[:-1] @ weights[:-1]), pulled

    begun = np.append(np.zeros(len(names)), BY_HAND)
    found = minimize(lost, begun, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    raw = found[:-1] / spread / found[-1]
    weights = {name: round(float(one), 4) for name, one in zip(names, raw, strict=True)}
    gains = [float((_table(one, names) @ raw)[_first(one, weights)]) for one in questions]
    return {"constant": round(-float(np.mean(gains)), 4), **weights}


def _table(one: Asked, names: Sequence[str]) -> Values:
    return np.array([[signs.get(name, 0.0) for name in names] for signs in one.signs])


def _first(one: Asked, weights: Mapping[str, float]) -> int:
    """Which line is first under these weights."""
    worth = [sum(weights.get(name, 0.0) * value for name, value in signs.items()) for signs in one.signs]
    return int(np.argmax(one.scores + np.array(worth)))


def measure(questions: Sequence[Asked]) -> None:
    """Tells for each set how often the first line is right, by hand and by what other sets teach."""
    names = sorted({one.of for one in questions})
    _say("| set | questions | right by hand | with what others teach |\n|---|---|---|---|")
    total = np.zeros(3)
    for fold in range(min(FOLDS, len(names))):
        left = set(names[fold::FOLDS])
        weights = learnt([one for one in questions if one.of not in left])
        for name in sorted(left):
            mine = [one for one in questions if one.of == name]
            hand = sum(bool(one.right[_first(one, {})]) for one in mine)
            told = sum(bool(one.right[_first(one, weights)]) for one in mine)
            total += (len(mine), hand, told)
            _say(f"| {name} | {len(mine)} | {hand / len(mine):.3f} | {told / len(mine):.3f} |")
    _say(f"| all | {total[0]:.0f} | {total[1] / total[0]:.3f} | {total[2] / total[0]:.3f} |")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main(arguments: Sequence[str]) -> None:
    """Plays, measures, learns."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "reverie")
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    playing.quietly()
    questions = [one for name in given.sets for one in asked(name, given.cache, given.kept)]
    if len(given.sets) > 1:
        measure(questions)
    weights = learnt(questions)
    _say(json.dumps(weights, indent=1))
    if given.write:
        told = {"learnt from": sorted(given.sets), "weights": weights}
        FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
