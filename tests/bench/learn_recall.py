"""Learns the weights of recall, and measures them on dialogues they were not learnt on.

`python -m tests.bench.learn_recall DIALOGUES [--screens SET ...] [--homes DIR] [--write]`: every dialogue is digested
once into a safe under DIR. For each, weights learnt on all the others rank its questions (leave one dialogue out);
beside it stand the shipped and the untrained set. `--write` puts what all dialogues and screens together teach into
`agents/weights.json`. No language model is asked.

What is learnt: the chance that a candidate is the evidence is the softmax of its score over the candidates of its
question (Cao et al. 2007, ListNet); its cross-entropy is made least by Newton's method, with a pull towards the
untrained set, so that a signal which the questions say nothing about stays as it was set by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents import fusion, recall, signals
from agents.fusion import Weights
from storage.model import Memory
from tests.bench import dialogues
from tests.bench.dialogues import Asked, Place
from tests.eval import evaluate

Values = NDArray[np.float64]

FILE = Path(recall.__file__).with_name("weights.json")
# How strongly the untrained set pulls: as much as one question would by a candidate one off in one signal.
PULL = 1.0
STEPS = 12
# A step smaller than this changes nothing any more.
STILL = 1e-4
# So many candidates of a question are learnt from: the best by the untrained set, and the evidence.
LEARNT_FROM = 150
# What a question about drawn screens counts: a set of a few days is asked everything twice, in two wordings.
OF_SCREENS = 0.3
_TELLING = ("r@1", "r@5", "r@10", "r@20", "ndcg@10")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question as it is learnt from: a row of comparable signals for each candidate, and their wanted chances.

    `counts` is how much it counts beside others.
    """

    of: str
    rows: Values
    wanted: Values
    counts: float


def main(arguments: list[str]) -> None:
    """Measures, learns and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dialogues", type=Path)
    parser.add_argument("--screens", type=Path, nargs="*", default=[])
    parser.add_argument("--homes", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        homes = given.homes or Path(temporary)
        asked, places = everything(given.dialogues, given.screens, homes)
        _measure(asked, places)
        if given.write:
            _write(learnt(lessons(asked)), asked)
        for place in places:
            place.safe.close()


def everything(folder: Path, sets: Sequence[Path], homes: Path) -> tuple[list[Asked], list[Place]]:
    """Every question with its candidates, and the homes, open."""
    asked: list[Asked] = []
    places: list[Place] = []
    for name in dialogues.names(folder):
        places.append(dialogues.opened(dialogues.dialogue(folder, name, homes)))
        asked += dialogues.of_dialogue(places[-1], folder)
        sys.stderr.write(f"# {name}\n")
    for one in sets:
        places.append(dialogues.opened(dialogues.screens(one, homes)))
        asked += dialogues.of_screens(places[-1], one)
        sys.stderr.write(f"# {one.name}\n")
    return asked, places


def lessons(asked: Iterable[Asked]) -> list[Lesson]:
    """What is learnt from: answerable questions whose evidence is among the candidates."""
    return [
        lesson
        for one in asked
        if one.category != dialogues.ADVERSARIAL and (lesson := _lesson(one)).wanted.any()
    ]


def learnt(given: Sequence[Lesson]) -> Weights:
    """The weights under which evidence stands out most."""
    prior = _numbers(fusion.weights(fusion.UNTRAINED))
    weights, cost = prior, _cost(prior, prior, given)
    for _ in range(STEPS):
        step = _step(weights, prior, given)
        # Far from the best a whole step goes too far.
        while (less := _cost(weights - step, prior, given)) > cost and np.abs(step).max() > STILL:
            step = step / 2
        weights, cost = weights - step, less
    return _named(weights)


def _step(weights: Values, prior: Values, given: Sequence[Lesson]) -> Values:
    """Newton's step down the cost."""
    slope, bend = PULL * (weights - prior), PULL * np.eye(len(prior))
    for one in given:
        chance = np.exp(_chances(one.rows @ weights))
        mean = chance @ one.rows
        slope += one.counts * ((chance - one.wanted) @ one.rows)
        bend += one.counts * ((one.rows * chance[:, None]).T @ one.rows - np.outer(mean, mean))
    return np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)


def _cost(weights: Values, prior: Values, given: Sequence[Lesson]) -> float:
    """Cross-entropy of the evidence, and the pull of the untrained set."""
    surprise = sum(-one.counts * float(one.wanted @ _chances(one.rows @ weights)) for one in given)
    return surprise + PULL / 2 * float(((weights - prior) ** 2).sum())


def _lesson(asked: Asked) -> Lesson:
    seen = [at for at, item in enumerate(asked.items) if not isinstance(item.thing, Memory)]
    measured = signals.measure(asked.items, asked.parsed)
    untrained = fusion.weights(fusion.UNTRAINED)
    rows = np.array(
        [
            *(fusion.standard(measured[name]) for name in untrained.graded),
            *(measured[name] for name in untrained.flags),
        ]
    ).T[seen]
    evidence = np.array([float(asked.evidence(asked.items[at])) for at in seen])
    best = np.argsort(-(rows @ _numbers(untrained)))[:LEARNT_FROM]
    kept = np.union1d(best, np.flatnonzero(evidence))
    counts = 1.0 if asked.category else OF_SCREENS
    return Lesson(asked.of, rows[kept], evidence[kept] / max(1.0, evidence.sum()), counts)


def _chances(scores: Values) -> Values:
    """The logarithm of each candidate's chance."""
    raised = scores - scores.max()
    return np.asarray(raised - np.log(np.exp(raised).sum()))


def _numbers(weights: Weights) -> Values:
    return np.array([*weights.graded.values(), *weights.flags.values()])


def _named(numbers: Values) -> Weights:
    """The numbers under the names of the untrained set, rounded to what a person can read."""
    untrained = fusion.weights(fusion.UNTRAINED)
    named = zip((*untrained.graded, *untrained.flags), (round(float(one), 2) for one in numbers), strict=True)
    every = dict(named)
    return Weights(
        "learnt",
        "",
        {name: every[name] for name in untrained.graded},
        {name: every[name] for name in untrained.flags},
    )


def _measure(asked: Sequence[Asked], places: Sequence[Place]) -> None:
    given = lessons(asked)
    left_out = {place.name: learnt([one for one in given if one.of != place.name]) for place in places}
    sys.stdout.write(
        "| weights | what | n | R@1 | R@5 | R@10 | R@20 | nDCG@10 |\n|---|---|---|---|---|---|---|---|\n"
    )
    for name in (fusion.UNTRAINED, fusion.SHIPPED):
        _table(name, asked, places, dict.fromkeys(left_out, fusion.weights(name)))
    if len(places) > 1:
        _table("learnt on the others", asked, places, left_out)


def _table(
    name: str, asked: Sequence[Asked], places: Sequence[Place], weights: Mapping[str, Weights]
) -> None:
    """A line for each group of questions."""
    recalls = {place.name: place.recall(partial(weights.__getitem__, place.name)) for place in places}
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    for one in asked:
        ids = dialogues.observed(recalls[one.of].best(one.wanted, one.items, one.parsed))
        scored = dialogues.of_ranking(one, ids)
        for group in _groups(one):
            groups[group].append(scored)
        if one.category:
            groups["sessions"].append(dialogues.of_sessions(one, ids))
    for group in sorted(groups):
        mean = evaluate.mean(groups[group])
        figures = " | ".join(f"{100 * mean[figure]:.1f}" for figure in _TELLING)
        sys.stdout.write(f"| {name} | {group} | {len(groups[group])} | {figures} |\n")
    sys.stdout.flush()


def _groups(asked: Asked) -> Sequence[str]:
    if not asked.category:
        return (f"screens, {asked.wording}", f"{asked.of}, {asked.wording}")
    kind = evaluate.CATEGORY[asked.category]
    return (kind,) if asked.category == dialogues.ADVERSARIAL else ("categories 1-4", kind, asked.of)


def _write(weights: Weights, asked: Sequence[Asked]) -> None:
    of = list(dict.fromkeys(one.of for one in asked))
    sets = json.loads(FILE.read_text(encoding="utf-8"))
    sets[fusion.SHIPPED] = {
        "origin": f"learnt on {datetime.now(UTC):%Y-%m-%d} by tests/bench/learn_recall.py from {len(lessons(asked))} "
        f"questions about {', '.join(of)}, from the untrained set on; docs/benchmarks.md says how it does on "
        "dialogues it was not learnt on",
        "graded": dict(weights.graded),
        "flags": dict(weights.flags),
    }
    FILE.write_text(json.dumps(sets, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
