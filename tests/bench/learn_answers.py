"""Learns to tell whether a line answers a question, by reading both together.

    python -m tests.bench.learn_answers STATE.pt SET... --base MINILM [--begun STATE.pt] [--epochs 1] [--kept FOLDER]
    python -m tests.bench.adapters answers STATE.pt --origin "..."     # makes the adapter that ships of a state
    python -m tests.bench.learn_lines OTHER... --reread --write        # then, by sets that it did not learn from

MiniLM with a low-rank adapter in every linear layer and a head on a question and a passage together (decision 81). It
learns from the lines that questions of sets of cases are answered from (`asked_lines`): of each question a right line
or two and some that are not, those that stand high more often; with `--made-up` also from lines and questions that were
written for it (the adapter that ships did not). The base weights are those that the set-up's embedder
was exported from (MINILM: the folder with `model.safetensors` in the package that the catalogue names). On two threads
eighteen pairs are read a second.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from agents import passages
from agents.models.onnx_reranker import PAIR
from tests.bench import adapted, asked_lines
from tests.memops import playing

BATCH, RATE, WARM_UP, LAST = 6, 8e-4, 0.06, 0.02
# Lines that do not answer, of a question that one does and of one that nothing answers.
WRONG, WRONG_ALONE = 4, 6
# How often one right line is enough where there are several; how much more often a line of a higher score is taken.
ONE_RIGHT, STEEP = 0.6, 1.5
# How sure a label is taken to be.
SMOOTHING = 0.02
# Characters of a question: more than are left of any (`agents.models.onnx_reranker`).
QUESTION = 250
SHOWN = 25

FOLDER = Path(__file__).parents[1] / "learning"
# Who says a line of a made-up life.
_SAYS = {
    "user": passages.USER,
    "memory": passages.MEMORY,
    "page": passages.SCREEN,
    "other": passages.SOMEONE,
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with some passages: first those that answer it."""

    question: str
    passages: Sequence[str]
    right: int


class Reader(nn.Module):  # type: ignore[misc]  # torch is left untyped
    """MiniLM that tells the log odds of a pair, by its first token's state and the mean of all."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.enc = AutoModel.from_pretrained(base, attn_implementation="eager")
        adapted.adapt(self.enc)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * self.enc.config.hidden_size, 1)

    def forward(self, **batch: Any) -> Any:
        """The log odds of each pair, shape (pairs,)."""
        states = self.enc(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        return self.head(self.drop(torch.cat([states[:, 0], mean], -1))).squeeze(-1)


def made_up(file: Path) -> Iterator[Row]:
    """The questions of made-up lives, eight to twelve lines each that are near each other; no line stands higher."""
    for line in file.read_text(encoding="utf-8").splitlines():
        life = json.loads(line)
        for asked in life["questions"]:
            lines = [
                {
                    "passage": passages.written(_SAYS[one["by"]], one["text"], one["title"]),
                    "score": 0.0,
                    "right": at in asked["answers"],
                }
                for at, one in enumerate(life["lines"])
            ]
            yield {"question": asked["q"], "abstain": not asked["answers"], "lines": lines}


def lesson(row: Row) -> Lesson | None:
    """Some lines of a question; None where nothing could be learnt of them."""
    right = [one for one in row["lines"] if one["right"]]
    wrong = [one for one in row["lines"] if not one["right"]]
    if not wrong or not (right or row["abstain"]):
        return None
    taken = random.sample(right, min(len(right), 1 if random.random() < ONE_RIGHT else 2))
    others = _drawn(wrong, WRONG_ALONE if row["abstain"] else WRONG)
    return Lesson(row["question"][:QUESTION], [one["passage"] for one in [*taken, *others]], len(taken))


def _drawn(lines: Sequence[Row], many: int) -> Iterator[Row]:
    """Lines at random, those of a higher score more often."""
    left = list(lines)
    for _ in range(min(many, len(left))):
        (one,) = random.choices(range(len(left)), [math.exp(STEEP * line["score"]) for line in left])
        yield left.pop(one)


def learn(model: Reader, tokenizer: Any, rows: Sequence[Row], epochs: float) -> None:
    """Fits what of `model` may change."""
    free = [one for one in model.parameters() if one.requires_grad]
    steps, done, began, lost = int(epochs * math.ceil(len(rows) / BATCH)), 0, time.monotonic(), 0.0
    optimizer = torch.optim.AdamW(free, lr=RATE, weight_decay=0.01)
    model.train()
    while done < steps:
        for batch in _batches(rows):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (done + 1) / (steps * WARM_UP)) * max(LAST, 1 - done / steps)
            loss = _loss(model(**_encoded(tokenizer, batch)), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            done, lost = done + 1, lost + float(loss.detach())
            if done % SHOWN == 0:
                say(f"step {done} of {steps}: loss {lost / SHOWN:.3f}, {time.monotonic() - began:.0f} s")
                lost = 0.0
            if done == steps:
                return


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Lesson]]:
    """All questions in a new order; those of one batch are of like length."""
    given = [one for one in map(lesson, random.sample(list(rows), len(rows))) if one]
    near = BATCH * 12
    for at in range(0, len(given), near):
        given[at : at + near] = sorted(given[at : at + near], key=lambda one: max(map(len, one.passages)))
    batches = [given[at : at + BATCH] for at in range(0, len(given), BATCH)]
    random.shuffle(batches)
    yield from batches


def _encoded(tokenizer: Any, batch: Sequence[Lesson]) -> Any:
    """What the model is fed: every passage with its question."""
    questions = [one.question for one in batch for _ in one.passages]
    read = [passage for one in batch for passage in one.passages]
    return tokenizer(
        questions, read, padding=True, truncation="longest_first", max_length=PAIR, return_tensors="pt"
    )


def _loss(odds: Any, batch: Sequence[Lesson]) -> Any:
    """What it costs to take a line for an answer or not, and to put another above the right ones of its question."""
    right = torch.cat([(torch.arange(len(one.passages)) < one.right).float() for one in batch])
    sure = right * (1 - 2 * SMOOTHING) + SMOOTHING
    loss = nn.functional.binary_cross_entropy_with_logits(odds, sure)
    of_each = odds.split([len(one.passages) for one in batch])
    for one, mine in zip(batch, of_each, strict=True):
        if one.right:
            loss = loss + (mine.logsumexp(0) - mine[: one.right].logsumexp(0)) / len(batch)
    return loss


def say(line: str) -> None:
    """Prints a line at once: what takes minutes is watched."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> None:
    """Learns and writes a state."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("state", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--base", type=Path, required=True, help="the folder of MiniLM's weights")
    parser.add_argument("--begun", type=Path, help="a state to go on from")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "reverie")
    parser.add_argument("--kept", type=Path, help="keeps what was seen of each set")
    parser.add_argument("--made-up", action="store_true", help="learns from tests/learning/answers_*, too")
    given = parser.parse_args(arguments)
    playing.quietly()
    random.seed(0)
    torch.manual_seed(0)
    torch.set_num_threads(2)
    rows = [row for name in given.sets for row in asked_lines.of(name, given.cache, given.kept)]
    if given.made_up:
        rows += [row for file in sorted(FOLDER.glob("answers_*.jsonl")) for row in made_up(file)]
    model = Reader(given.base)
    if given.begun:
        model.load_state_dict(torch.load(given.begun, map_location="cpu", weights_only=True))
    learn(model, AutoTokenizer.from_pretrained(given.base), rows, given.epochs)
    torch.save(model.state_dict(), given.state)


if __name__ == "__main__":
    main(sys.argv[1:])
