"""Learns what tells that a statement is worth a memory, and measures it on sets that it was not learnt on.

`python -m tests.bench.learn_worth DIALOGUES [--write]`: the statements of the cases of memory operations
(`tests/memops`) and of dialogues with questions are measured by `agents/worth.py`. A statement of a case is worth
keeping where it has all that something to be remembered must have, and is not where it has nothing of any; one of a
dialogue is where a question rests on what it was said in, which tells less (few of the turns are asked for). For each
set weights learnt on all the others say what of it would be kept. `--write` puts what all of them teach into
`agents/worth.json`. No language model is asked.

The weights are a logistic regression, found by Newton's method.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents import statements, worth
from agents.finding import Utterance, Voice
from agents.statements import Told
from agents.worth import Weights
from tests import factories
from tests.bench import dialogues
from tests.eval import evaluate, memops_score
from tests.memops import playing

Values = NDArray[np.float64]

FILE = Path(worth.__file__).with_name("worth.json")
NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
# What a statement of a dialogue counts beside one of a case.
OF_DIALOGUES = 0.5
# How strongly each weight is pulled to nothing (of standardised signs).
PULL, STEPS = 10.0, 25
# The share of what is worth keeping (of the cases) that is to be kept, and of that which is always true of the user.
KEPT, LASTING = 0.94, 0.65


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement, by its signs; whether it is worth a memory, and one that is always true of the user."""

    of: str
    signs: Values
    worth: bool
    lasting: bool

    @property
    def is_case(self) -> bool:
        """Whether it is of a set of cases, which are named by one letter."""
        return len(self.of) == 1


def main(arguments: Sequence[str]) -> None:
    """Measures, learns and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dialogues", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    stated = [*_of_cases(), *_of_dialogues(given.dialogues)]
    least, lasting = _measure(stated)
    if given.write:
        _write(learnt(stated, least, lasting))


def learnt(stated: Sequence[Stated], least: float, lasting: float) -> Weights:
    """The weights under which what is worth keeping stands out most."""
    rows, right = np.array([one.signs for one in stated]), np.array([one.worth for one in stated])
    mean, spread = rows.mean(axis=0), np.where(rows.std(axis=0) > 0, rows.std(axis=0), 1.0)
    rows = np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread])
    counts = np.array([1.0 if one.is_case else OF_DIALOGUES for one in stated])
    pull = PULL * np.diag([0.0] + [1.0] * len(mean))
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(rows @ found)))
        slope = rows.T @ (counts * (chance - right)) + pull @ found
        bend = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + pull
        found = found - np.linalg.solve(bend, slope)
    raw = found[1:] / spread
    names = worth.measured("", "")
    signs = {name: round(float(one), 3) for name, one in zip(names, raw, strict=True)}
    return Weights("", round(float(found[0] - raw @ mean), 3), signs, least, lasting)


def _measure(stated: Sequence[Stated]) -> tuple[float, float]:
    """Prints what of each set is kept by weights learnt on the others; the odds from which it is, and lasts."""
    odds = np.zeros(len(stated))
    of = np.array([one.of for one in stated])
    for name in dict.fromkeys(of):
        weights = learnt([one for one in stated if one.of != name], 0.0, 0.0)
        rows = np.array([one.signs for one in stated])[of == name]
        odds[of == name] = weights.constant + rows @ np.array([*weights.signs.values()])
    case = np.array([one.is_case for one in stated])
    right = np.array([one.worth for one in stated])
    lasting = np.array([one.lasting for one in stated])
    least = float(np.quantile(odds[case & right], 1 - KEPT))
    lasts = float(np.quantile(odds[lasting], 1 - LASTING))
    _say("| not learnt on | worth | not | worth, kept | not, left out |\n|---|---|---|---|---|")
    groups = {name: of == name for name in dict.fromkeys(of)} | {"all cases": case, "all dialogues": ~case}
    for name, group in groups.items():
        good, rest = odds[group & right], odds[group & ~right]
        kept = f"{np.mean(good >= least):.2f}" if len(good) else ""
        _say(f"| {name} | {len(good)} | {len(rest)} | {kept} | {np.mean(rest < least):.2f} |")
    _say(f"\nkept from {least:.2f} on; a lasting line from {lasts:.2f} on")
    return round(least, 2), round(lasts, 2)


def _of_cases() -> Iterator[Stated]:
    for file in sorted(Path(playing.__file__).parent.glob("cases_?.jsonl")):
        for case in playing.cases(file):
            wanted = [
                one
                for one in case["expect"]
                if one["op"] in ("add", "update", "extend", "merge") and one["must"]
            ]
            for seen in case["input"]:
                if seen["kind"] == "chat" and seen["role"] == "user":
                    yield from _of_case(file.stem[-1], seen["text"], wanted)


def _of_case(of: str, text: str, wanted: Sequence[dict[str, Any]]) -> Iterator[Stated]:
    for told, signs, habit in _statements(text, NOON):
        held = memops_score.norm(told)
        shares = [
            (np.mean([any(memops_score.has(held, one) for one in group) for group in each["must"]]), each)
            for each in wanted
        ]
        best, each = max(shares, key=lambda one: one[0], default=(0.0, {"types": ()}))
        if best in (0.0, 1.0):
            yield Stated(of, signs, best == 1.0, best == 1.0 and habit and "core" in each["types"])


def _of_dialogues(folder: Path) -> Iterator[Stated]:
    for name in dialogues.names(folder):
        questions = evaluate.read(str(folder / f"{name}.questions.jsonl"))
        asked = {id for row in questions for id in row["evidence"]}
        for row in evaluate.read(str(folder / f"{name}.events.jsonl")):
            at = datetime.fromisoformat(row["time"]).replace(tzinfo=UTC)
            for _, signs, _ in _statements(row["text"], at):
                yield Stated(name, signs, row["id"] in asked, False)


def _statements(text: str, at: datetime) -> Iterator[tuple[str, Values, bool]]:
    """The statements of an utterance of the user's before any is left out: words, signs, whether of what they are."""
    utterance = Utterance(factories.a_turn(text, at), text, Voice.USER)
    for one in statements.stated(utterance, Told(), playing.UTC_ZONE):
        habit = one.form in (statements.Form.HABIT, statements.Form.OPINION)
        yield one.text, np.array([*worth.measured(one.text, one.form).values()]), habit


def _write(weights: Weights) -> None:
    found = {
        "origin": (
            f"learnt on {datetime.now(UTC):%Y-%m-%d} by tests/bench/learn_worth.py from the cases in tests/memops "
            "and the development dialogues; docs/benchmarks.md says how it does on sets it was not learnt on"
        ),
        "constant": weights.constant,
        "signs": dict(weights.signs),
        "least": weights.least,
        "lasting": weights.lasting,
    }
    FILE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
