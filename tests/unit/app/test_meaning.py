"""One embedder after another: which one answers, what is loaded, and what a change of mind leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from agents.errors import ModelUnavailable
from agents.ports import Vectors
from app.services import meaning as module
from app.services.meaning import AtOnce, Meaning
from storage.flat import FlatIndex
from storage.safe import Safe
from tests.factories import a_safe, a_turn, kept, reopened
from tests.fakes.reranker import SharedWords

TEXTS = ("a kiln in the yard", "bread with rye", "the dentist in June", "a blue pot")


class Host:
    """A meaning host without a process: texts become vectors of the model's own length by their letters."""

    def __init__(self, name: str, safe: Safe) -> None:
        self.name = name
        self.patient = True
        self.progress = (0, 0)
        self.closed = False
        self.up = True
        self.trouble = ""
        self._safe = safe
        self._index = FlatIndex()
        self.reranker = SharedWords()
        self.ready = False
        self.child = self

    @property
    def dimensions(self) -> int:
        """The new model's vectors are longer."""
        return 48 if self.name == "new" else 32

    def fill(self) -> bool:
        """Takes in what the safe has of this model."""
        if not self.ready:
            for part in self._safe.vectors.load(self.name):
                self._index.load(part)
            self.ready = True
        return True

    def warm(self) -> None:
        """As `fill`, at once."""
        self.fill()

    def close(self) -> None:
        """The process ends."""
        self.closed = True

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Counts of letters, turned by the model's name."""
        self.fill()
        made = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for letter in text:
                made[row, (ord(letter) * len(self.name)) % self.dimensions] += 1
        return made

    def embed_behind(self, texts: Sequence[str]) -> Vectors:
        """The same."""
        return self.embed(texts)

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """By shared words."""
        return self.reranker.relevance(question, passages)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home") as opened:
        yield opened


def _open(safe: Safe, wanted: str, gone: str = "") -> Meaning:
    return Meaning(safe, lambda name: Host(name, safe), wanted, lambda name: name != gone)  # type: ignore[arg-type,return-value]


def _embed_all(meaning: Meaning) -> None:
    while meaning.embed_some():
        pass


def _nearest(meaning: Meaning, text: str) -> UUID:
    return meaning.search(meaning.embed([text])[0], 1)[0][0]


def test_the_old_model_answers_until_the_new_one_has_a_vector_of_everything(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EMBED_AT_ONCE", 2)
    ids = kept(safe, *(a_turn(text) for text in TEXTS))
    meaning = _open(safe, "old")
    _embed_all(meaning)

    meaning.use("new")
    assert meaning.step() is True
    assert meaning.name == "old"
    assert "2 of 4 texts have a vector of new; old answers" in meaning.sentence()
    assert _nearest(meaning, "Ana on 4 March 2026: " + TEXTS[1]) == ids[1]

    vector = meaning.embed([TEXTS[0]])[0]
    while meaning.step():
        pass
    assert (meaning.name, meaning.dimensions, meaning.sentence()) == ("new", 48, "")
    # A question embedded before the change is answered by the model that embedded it.
    assert len(meaning.search(vector, 4)) == 4
    assert _nearest(meaning, "Ana on 4 March 2026: " + TEXTS[1]) == ids[1]
    assert safe.vectors.names() == ["new"]


def test_a_person_is_told_how_far_the_index_is(safe: Safe) -> None:
    meaning = _open(safe, "old")
    (host,) = meaning._hosts()
    host.progress = (40, 160)  # type: ignore[misc]

    assert "25 % loaded" in meaning.warming()
    assert meaning.warming() in meaning.sentence()
    host.fill()
    assert meaning.warming() == ""


def test_a_search_does_not_wait_for_a_host_that_is_starting(safe: Safe) -> None:
    kept(safe, a_turn(TEXTS[0]))
    meaning = _open(safe, "old")
    _embed_all(meaning)
    (host,) = meaning._hosts()
    host.patient = host.up = host.ready = False  # type: ignore[misc]

    with pytest.raises(ModelUnavailable, match="getting ready"):
        AtOnce(meaning).embed([TEXTS[0]])
    assert host.ready, "it was not woken"

    host.up = True  # type: ignore[misc]
    assert AtOnce(meaning).embed([TEXTS[0]]).shape == (1, 32)


def test_passages_are_judged_by_the_host_that_serves_and_none_that_is_starting(safe: Safe) -> None:
    meaning = _open(safe, "old")
    (host,) = meaning._hosts()
    host.patient = host.up = host.ready = False  # type: ignore[misc]

    with pytest.raises(ModelUnavailable, match="getting ready"):
        AtOnce(meaning).relevance("where is the kiln?", TEXTS)
    assert host.ready, "it was not woken"
    assert host.reranker.asked == []  # type: ignore[attr-defined]

    host.up = True  # type: ignore[misc]
    odds = AtOnce(meaning).relevance("where is the kiln in the yard?", TEXTS)
    assert len(odds) == len(TEXTS)
    assert max(odds) == odds[0]
    assert meaning.relevance("where is the kiln in the yard?", TEXTS) == odds


def test_a_command_that_asks_once_waits_for_its_host(safe: Safe) -> None:
    meaning = _open(safe, "old")
    (host,) = meaning._hosts()
    host.up = False  # type: ignore[misc]

    assert AtOnce(meaning).embed([TEXTS[0]]).shape == (1, 32)


def test_a_person_is_told_while_the_host_starts_and_when_it_does_not(safe: Safe) -> None:
    meaning = _open(safe, "old")
    (host,) = meaning._hosts()
    host.patient = host.up = False  # type: ignore[misc]

    assert "getting ready; words are searched" in meaning.warming()

    host.trouble = "The file is damaged."
    assert meaning.warming() == "Search goes by words alone. The file is damaged."


def test_a_new_model_that_does_not_work_is_told_and_the_old_one_goes_on(safe: Safe) -> None:
    ids = kept(safe, a_turn(TEXTS[0]))
    meaning = _open(safe, "old")
    _embed_all(meaning)
    meaning.use("new")
    meaning._hosts()[1].trouble = "The file is damaged."

    assert meaning.sentence() == "new does not work, and old goes on answering. The file is damaged."
    assert _nearest(meaning, "Ana on 4 March 2026: " + TEXTS[0]) == ids[0]


def test_what_is_forgotten_leaves_both_indexes(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EMBED_AT_ONCE", 3)
    ids = kept(safe, *(a_turn(text) for text in TEXTS))
    meaning = _open(safe, "old")
    _embed_all(meaning)
    meaning.use("new")
    meaning.step()

    safe.forgetting.forget(ids=[ids[3]])
    meaning.delete([ids[3]])

    for host in meaning._hosts():
        assert host.held("turn") == {"old": 3, "new": 2}[host.name]


def test_going_back_in_the_middle_keeps_the_old_one_and_lets_the_new_ones_vectors_go(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EMBED_AT_ONCE", 1)
    kept(safe, *(a_turn(text) for text in TEXTS))
    meaning = _open(safe, "old")
    _embed_all(meaning)
    meaning.use("new")
    meaning.step()
    (_, filling) = meaning._hosts()

    meaning.use("old")
    while meaning.step():
        pass

    assert (meaning.name, meaning.missing_next(), meaning.sentence()) == ("old", 0, "")
    assert filling.closed  # type: ignore[attr-defined]
    assert safe.vectors.names() == ["old"]


def test_a_succession_is_gone_on_with_after_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EMBED_AT_ONCE", 3)
    with a_safe(tmp_path / "home") as safe:
        kept(safe, *(a_turn(text) for text in TEXTS))
        meaning = _open(safe, "old")
        _embed_all(meaning)
        meaning.use("new")
        meaning.step()
    with reopened(tmp_path / "home") as safe:
        meaning = _open(safe, "new")
        assert (meaning.name, meaning.missing_next()) == ("old", 1)
        while meaning.step():
            pass
        assert meaning.name == "new"


def test_a_model_whose_files_are_gone_hands_over_at_once(safe: Safe) -> None:
    kept(safe, a_turn(TEXTS[0]))
    _embed_all(_open(safe, "old"))

    meaning = _open(safe, "new", gone="old")

    assert (meaning.name, meaning.missing()) == ("new", 1)
