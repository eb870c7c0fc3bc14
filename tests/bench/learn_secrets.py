"""Learns to tell secrets in texts, also where nothing calls them so, and measures it on authors it did not learn from.

    python -m tests.bench.learn_secrets STATE.pt --base MINILM            # learns from all of tests/learning
    python -m tests.bench.learn_secrets STATE.pt --base MINILM --held 2   # leaves out author 2, measures on it
    python -m tests.bench.adapters secrets STATE.pt --origin "..."       # makes the adapter that ships of a state

MiniLM with a low-rank adapter in every linear layer and a head on each token (decision 63). The base weights are those
that the set-up's embedder was exported from (MINILM: the folder with `model.safetensors` in the package that the
catalogue names). On one thread an epoch takes one to three minutes.
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

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from agents import secrets
from agents.models.onnx_classifiers import spans
from agents.secrets import learnt
from tests.bench import adapted

FOLDER = Path(__file__).parents[1] / "learning"
EPOCHS, BATCH, RATE, WARM_UP, LAST = 5, 16, 1.5e-3, 0.06, 0.02
# What a token's class counts beside that of the whole text, and how sure a label is taken to be.
OF_TEXT, SMOOTHING = 0.3, 0.02
TOKENS = 200
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A text and where its secrets stand in it."""

    text: str
    places: tuple[tuple[int, int], ...]

    @staticmethod
    def read(row: Mapping[str, Any]) -> Example:
        """Of a row of the data: every place at which a secret stands."""
        text = row["text"]
        return Example(text, tuple(place for secret in row["secrets"] for place in _places(text, secret)))


def _places(text: str, secret: str) -> Iterator[tuple[int, int]]:
    at = text.find(secret)
    while at >= 0:
        yield at, at + len(secret)
        at = text.find(secret, at + 1)


def examples(names: Sequence[str]) -> list[Example]:
    """Those of some files of the data."""
    lines = [line for name in names for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    return [Example.read(json.loads(line)) for line in lines]


class Finder(nn.Module):  # type: ignore[misc]  # torch is left untyped
    """MiniLM whose tokens are told to be of a secret or not, and whose texts to hold one or not."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.enc = AutoModel.from_pretrained(base)
        adapted.adapt(self.enc)
        width = self.enc.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tok = nn.Linear(width, 2)
        self.cls = nn.Linear(2 * width, 2)

    def forward(self, **batch: Any) -> tuple[Any, Any]:
        """Scores of the tokens, shape (texts, tokens, 2), and of the texts, (texts, 2)."""
        states = self.enc(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        return self.tok(self.drop(states)), self.cls(self.drop(torch.cat([states[:, 0], mean], -1)))


def learn(model: Finder, tokenizer: Any, given: Sequence[Example]) -> None:
    """Fits what of `model` may change."""
    free = [one for one in model.parameters() if one.requires_grad]
    steps, done, began = EPOCHS * math.ceil(len(given) / BATCH), 0, time.monotonic()
    optimizer = torch.optim.AdamW(free, lr=RATE, weight_decay=0.01)
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING, ignore_index=-100)
    for epoch in range(EPOCHS):
        model.train()
        total = 0.0
        for batch in _batches(given):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, done / (steps * WARM_UP)) * max(LAST, 1 - done / steps)
            encoded, tokens = _encoded(tokenizer, batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                of_tokens, of_texts = model(**encoded)
            holds = torch.tensor([int(bool(one.places)) for one in batch])
            loss = loss_of(of_tokens.float().reshape(-1, 2), tokens.reshape(-1))
            loss = loss + OF_TEXT * loss_of(of_texts.float(), holds)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            done, total = done + 1, total + float(loss.detach())
        say(f"epoch {epoch + 1}: loss {total * EPOCHS / steps:.3f}, {time.monotonic() - began:.0f} s")


def _batches(given: Sequence[Example]) -> Iterator[list[Example]]:
    """All of them in a new order; those of one batch are of like length."""
    order = random.sample(list(given), len(given))
    near = BATCH * 20
    order = [
        one
        for at in range(0, len(order), near)
        for one in sorted(order[at : at + near], key=lambda example: len(example.text))
    ]
    yield from (order[at : at + BATCH] for at in range(0, len(order), BATCH))


def _encoded(tokenizer: Any, batch: Sequence[Example]) -> tuple[Any, Any]:
    """What the model is fed, and each token's class: 1 of a secret, 0 of none, -100 for padding and marks."""
    encoded = tokenizer(
        [one.text for one in batch], padding=True, truncation=True, max_length=TOKENS, return_tensors="pt",
        return_offsets_mapping=True,
    )  # fmt: skip
    offsets = encoded.pop("offset_mapping")
    classes = torch.full(offsets.shape[:2], -100)
    for row, one in enumerate(batch):
        for column, (first, last) in enumerate(offsets[row].tolist()):
            if last > first:
                classes[row, column] = int(any(first < end and last > start for start, end in one.places))
    return encoded, classes


def chances(model: Finder, tokenizer: Any, text: str) -> NDArray[np.float32]:
    """The chance of each character of a text."""
    encoded = tokenizer(
        text, truncation=True, max_length=TOKENS, return_tensors="pt", return_offsets_mapping=True
    )
    offsets = encoded.pop("offset_mapping")[0].tolist()
    with torch.no_grad():
        hot = torch.softmax(model(**encoded)[0][0], -1)[:, 1].numpy()
    found = np.zeros(len(text), dtype=np.float32)
    for (first, last), chance in zip(offsets, hot, strict=True):
        found[first:last] = np.maximum(found[first:last], chance)
    return found


def measure(model: Finder, tokenizer: Any, held: Sequence[Example]) -> None:
    """Prints how many secrets are missed, and how many texts without one are marked: by rules, learnt, and both."""
    model.eval()
    ways = {"rules": (False, True), "learnt": (True, False), "both": (True, True)}
    missed, marked = dict.fromkeys(ways, 0), dict.fromkeys(ways, 0)
    for one in held:
        seen = learnt.found(one.text, spans(one.text, chances(model, tokenizer, one.text), THRESHOLD))
        for name, (by_learnt, by_rules) in ways.items():
            given = seen if by_learnt else []
            found = secrets.find(one.text, learnt=given) if by_rules else given
            hidden = {at for secret in found for at in range(secret.first, secret.last)}
            missed[name] += sum(not hidden.issuperset(range(*place)) for place in one.places)
            marked[name] += bool(found) and not one.places
    total, clean = sum(len(one.places) for one in held), sum(not one.places for one in held)
    for name in ways:
        say(f"{name:8s} missed {missed[name]} of {total}, marked {marked[name]} of {clean} without a secret")


def say(line: str) -> None:
    """Prints a line at once: what takes minutes is watched."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> None:
    """Learns and writes a state; measures where an author is left out."""
    parser = argparse.ArgumentParser(description="Learns to tell secrets in texts.")
    parser.add_argument("state", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="the folder of MiniLM's weights")
    parser.add_argument("--held", type=int, default=0, help="the author to leave out")
    given = parser.parse_args(arguments)
    random.seed(0)
    torch.manual_seed(0)
    torch.set_num_threads(1)
    names = sorted(path.name for path in FOLDER.glob("secrets_*.jsonl"))
    held = [name for name in names if name == f"secrets_{given.held}.jsonl"]
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    model = Finder(given.base)
    learn(model, tokenizer, examples([*(name for name in names if name not in held), "harmless.jsonl"]))
    torch.save(model.state_dict(), given.state)
    if held:
        measure(model, tokenizer, examples(held))


if __name__ == "__main__":
    main(sys.argv[1:])
