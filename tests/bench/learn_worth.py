"""Learns what tells that a statement is worth a memory, and measures it on what it was not learnt on.

`python -m tests.bench.learn_worth DIALOGUES [--write]`. Made-up messages, part by part what somebody is to remember of
them and what is talk of the moment (`tests/learning/told_*.jsonl`, each file by one author), teach which statements are
kept, and which of those tell how something is beyond its day: logistic regressions over the signs of a statement
(`agents/worth.py`) and its groups of words. Each author is measured by what the others teach.

Which statements are always true of the user is learnt from the cases of memory operations (`tests/memops`) and from
dialogues with questions: a statement of a case is worth keeping where it has all that something to be remembered must
have, and is not where it has nothing of any; one of a dialogue is where a question rests on what it was said in, which
tells less (few of the turns are asked for). For each set weights learnt on all the others say what of it would be kept.

`--write` puts what all of them teach into `agents/worth.json`. No language model is asked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from agents import statements, worth
from agents.finding import Utterance, Voice
from agents.statements import Kept
from agents.worth import Weights
from tests import factories
from tests.bench import dialogues, word_groups
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
FOLDER = Path(__file__).parents[1] / "learning"
# A group of words is looked at that so many parts have; a weight smaller than this is left out; how freely both may be.
OFTEN, LEAST, FREE, MOST_STEPS = 3, 0.03, 2.0, 5000
# What a sign counts beside a group of words, of standardised signs.
OF_SIGNS = 0.3
PASSING, ASKS, STANDS = "passing", "ask", "lasting"
# Odds from which a part is kept, and from which what is kept tells how something is.
KEPT_FROM, STANDS_FROM = -0.5, 0.5
SHOWN = (-0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a made-up message, its signs, what its author says it is, and who that is."""

    text: str
    signs: Values
    is_: str
    author: str


def parts() -> list[Part]:
    """All that somebody says in the made-up messages; what is asked is none."""
    found = []
    for file in sorted(FOLDER.glob("told_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for text, is_ in json.loads(line)["parts"]:
                said = text.strip(" ,")
                if is_ != ASKS and len(said) > 1:
                    found.append(Part(said, np.array([*_signs(said, NOON).values()]), is_, file.stem))
    return found


def _signs(text: str, at: datetime) -> Mapping[str, float]:
    utterance = Utterance(factories.a_turn(text, at), text, Voice.USER)
    weight = statements.weight_of(text, utterance, playing.UTC_ZONE)
    return worth.measured(text, statements.form_of(text, utterance, playing.UTC_ZONE), weight)


def taught(given: Sequence[Part], truths: Sequence[bool], least: float) -> Weights:
    """The weights under which the true parts stand out most."""
    texts = [one.text for one in given]
    groups = word_groups.often(texts, OFTEN)
    rows = np.array([one.signs for one in given])
    mean, spread = rows.mean(axis=0), np.where(rows.std(axis=0) > 0, rows.std(axis=0), 1.0)
    table = hstack([csr_matrix((rows - mean) / spread * OF_SIGNS), word_groups.table(texts, groups)]).tocsr()
    found = LogisticRegression(C=FREE, max_iter=MOST_STEPS).fit(table, truths)
    raw = found.coef_[0][: len(mean)] * OF_SIGNS / spread
    signs = {name: round(float(one), 3) for name, one in zip(worth.measured("", "", 0.0), raw, strict=True)}
    told = word_groups.weighed(groups, found.coef_[0][len(mean) :], LEAST)
    return Weights(round(float(found.intercept_[0] - raw @ mean), 3), least, signs, told)


def both_taught(given: Sequence[Part]) -> tuple[Weights, Weights]:
    """What is kept, and which of that tells how something is."""
    kept = [one for one in given if one.is_ != PASSING]
    return (
        taught(given, [one.is_ != PASSING for one in given], KEPT_FROM),
        taught(kept, [one.is_ == STANDS for one in kept], STANDS_FROM),
    )


def _measure_parts(given: Sequence[Part]) -> None:
    """Prints for each author, by what the others teach, which share is kept, and is held for how something is."""
    _say(f"| author | kept / of talk, from odds of {SHOWN} | how something is / the rest of the kept |")
    _say("|---|---|---|")
    everything: list[tuple[Part, float, float]] = []
    for author in sorted({one.author for one in given}):
        keeps, stands = both_taught([one for one in given if one.author != author])
        mine = [one for one in given if one.author == author]
        odds = [(one, _odds(keeps, one), _odds(stands, one)) for one in mine]
        everything += odds
        _say(f"| {author} | {_shares(odds, 1)} | {_shares(odds, 2)} |")
    _say(f"| all | {_shares(everything, 1)} | {_shares(everything, 2)} |")


def _odds(weights: Weights, part: Part) -> float:
    return weights.odds(part.text, dict(zip(worth.measured("", "", 0.0), part.signs, strict=True)))


def _shares(odds: Sequence[tuple[Part, float, float]], which: int) -> str:
    if which == 1:
        good = np.array([row[1] for row in odds if row[0].is_ != PASSING])
        rest = np.array([row[1] for row in odds if row[0].is_ == PASSING])
    else:
        good = np.array([row[2] for row in odds if row[0].is_ == STANDS])
        rest = np.array([row[2] for row in odds if row[0].is_ not in (STANDS, PASSING)])
    return ", ".join(f"{np.mean(good >= least):.2f} / {np.mean(rest >= least):.2f}" for least in SHOWN)


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
    said = parts()
    _measure_parts(said)
    stated = [*_of_cases(), *_of_dialogues(given.dialogues)]
    lasting = _measure(stated)
    if given.write:
        _write(*both_taught(said), learnt(stated, lasting))


def learnt(stated: Sequence[Stated], least: float) -> Weights:
    """The weights under which what is worth keeping stands out most, by signs alone."""
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
    names = worth.measured("", "", 0.0)
    signs = {name: round(float(one), 3) for name, one in zip(names, raw, strict=True)}
    return Weights(round(float(found[0] - raw @ mean), 3), least, signs, {})


def _measure(stated: Sequence[Stated]) -> float:
    """Prints what of each set is kept by weights learnt on the others; the odds from which it lasts."""
    odds = np.zeros(len(stated))
    of = np.array([one.of for one in stated])
    for name in dict.fromkeys(of):
        weights = learnt([one for one in stated if one.of != name], 0.0)
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
    return round(lasts, 2)


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
    for one in statements.stated(utterance, Kept(), playing.UTC_ZONE):
        habit = one.form in (statements.Form.HABIT, statements.Form.OPINION)
        weight = statements.weight_of(one.text, utterance, playing.UTC_ZONE)
        yield one.text, np.array([*worth.measured(one.text, one.form, weight).values()]), habit


def _write(kept: Weights, stands: Weights, lasting: Weights) -> None:
    found = {
        "origin": (
            f"learnt on {datetime.now(UTC):%Y-%m-%d} by tests/bench/learn_worth.py from made-up messages "
            "(tests/learning), the cases in tests/memops and the development dialogues; docs/decisions/0068 says how "
            "it does on authors it was not learnt on"
        ),
        "kept": asdict(kept),
        "stands": asdict(stands),
        "lasting": asdict(lasting),
    }
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
