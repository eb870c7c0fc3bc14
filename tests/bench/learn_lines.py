"""Learns what the signs of a line count for its being the answer, and measures it on what it was not learnt on.

`python -m tests.bench.learn_lines SET... [--reread] [--kept FOLDER] [--write]`. The lines are those that questions of
sets of cases are answered from (`asked_lines`). To the score set by hand (`agents/extractive.py`) come the signs of
`agents/lines.py`, weighed so that the right lines are likeliest to be first (a softmax over the lines of each question,
pulled to nothing). Each seventh of the sets is measured by what the others teach. With `--reread` it learns what the
reranker counts beside all these, which stay as they are: name sets that it did not learn from. `--kept` keeps what was
seen of each set; `--write` puts what all of them teach into `agents/lines.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from agents import lines
from tests.bench import asked_lines
from tests.memops import playing

Values = NDArray[np.float64]

FILE = Path(lines.__file__).with_name("lines.json")
# How strongly each weight is pulled to nothing (of signs of one spread), and what the score set by hand begins with.
PULL, BY_HAND = 0.003, 3.0
FOLDS, STEPS = 7, 400


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with an answer: of each line its signs, its score set by hand, and whether it is right."""

    of: str
    signs: Sequence[Mapping[str, float]]
    scores: Values
    right: NDArray[np.bool_]


def asked(name: str, cache: Path, kept: Path | None, *, reread: bool) -> list[Asked]:
    """The questions of a set with an answer, played or as they were kept.

    With `reread` what the reranker says is the one sign, and what all others count stands in the score.
    """
    return [
        Asked(
            name,
            [_only_reread(one["signs"]) if reread else lines.unread(one["signs"]) for one in row["lines"]],
            np.array(
                [one["score"] + reread * lines.worth(lines.unread(one["signs"])) for one in row["lines"]]
            ),
            np.array([one["right"] for one in row["lines"]]),
        )
        for row in asked_lines.of(name, cache, kept)
        if not row["abstain"]
    ]


def _only_reread(signs: Mapping[str, float]) -> Mapping[str, float]:
    return {lines.ANSWERS: signs.get(lines.ANSWERS, 0.0)}


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
    parser.add_argument("--reread", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    playing.quietly()
    questions = [
        one for name in given.sets for one in asked(name, given.cache, given.kept, reread=given.reread)
    ]
    if len(given.sets) > 1:
        measure(questions)
    weights = learnt(questions)
    _say(json.dumps(weights, indent=1))
    if given.write:
        _write(sorted(given.sets), weights, reread=given.reread)


def _write(sets: Sequence[str], weights: Mapping[str, float], *, reread: bool) -> None:
    """Puts weights into the file beside those of the other lesson; the reranker's constant bears a name of its own."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    before, plain = told["weights"], lines.unread(told["weights"])
    stay = plain if reread else {name: before[name] for name in before.keys() - plain.keys()}
    named = {lines.REREAD if reread and name == "constant" else name: one for name, one in weights.items()}
    of = "reread, learnt from" if reread else "learnt from"
    told |= {of: sets, "weights": dict(sorted({**stay, **named}.items()))}
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
