"""Which embedder is wanted: the chosen one, or what goes on when its files are missing or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.models.catalog import ModelFile, ModelKind, Weights
from app.services.models import EMBEDDER_SETTING, Models
from storage.errors import WrongUse
from storage.safe import Safe
from tests.factories import a_safe

GRAPH = b"a graph of some kind"


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache in which three embedders lie whole; “other” is none of those that set-up provides."""
    names = (*catalog.EMBEDDERS, "other")
    monkeypatch.setattr(catalog, "CATALOG", tuple(_embedder(name, tmp_path) for name in names))
    return tmp_path


def _embedder(name: str, cache: Path) -> ModelFile:
    folder = catalog.folder(cache, name)
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(GRAPH)
    weights = Weights("model.onnx", len(GRAPH), catalog.sha256_of(folder / "model.onnx"))
    return ModelFile(name, ModelKind.EMBEDDER, name, (weights,), "Apache-2.0", "made here")


def _damage(cache: Path, name: str) -> None:
    (catalog.folder(cache, name) / "model.onnx").write_bytes(GRAPH[::-1])


def test_without_a_choice_the_better_one_of_set_up_is_wanted(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache)

    assert models.embedder().name == catalog.MINILM
    _damage(cache, catalog.MINILM)
    assert models.embedder().name == catalog.MINILM_INT8


def test_the_chosen_one_is_wanted(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache)
    models.use("other")

    assert (models.embedder().name, models.problems) == ("other", ())


def test_in_place_of_a_damaged_choice_the_one_that_serves_goes_on_and_a_sentence_says_so(
    safe: Safe, cache: Path
) -> None:
    safe.embedders.choose(catalog.MINILM_INT8, lambda name: True)
    models = Models(safe, cache)
    models.use("other")
    _damage(cache, "other")

    assert models.embedder().name == catalog.MINILM_INT8
    (told,) = models.problems
    assert "damaged" in told
    assert told.endswith(f"{catalog.MINILM_INT8} is used for meaning.")


def test_a_damaged_or_missing_model_cannot_be_chosen(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache)
    _damage(cache, "other")

    with pytest.raises(ModelUnavailable, match="damaged"):
        models.use("other")
    (catalog.folder(cache, "other") / "model.onnx").unlink()
    with pytest.raises(ModelUnavailable, match="missing"):
        models.use("other")
    with pytest.raises(WrongUse, match="no model called"):
        models.use("another")
    assert safe.settings.get(EMBEDDER_SETTING, "") == ""


def test_with_none_at_all_a_sentence_says_what_to_do(safe: Safe, cache: Path) -> None:
    for name in (*catalog.EMBEDDERS, "other"):
        (catalog.folder(cache, name) / "model.onnx").unlink()

    with pytest.raises(ModelUnavailable, match="make setup"):
        Models(safe, cache).embedder()


def test_the_one_that_serves_is_shown_as_in_use(safe: Safe, cache: Path) -> None:
    safe.embedders.choose("other", lambda name: True)

    assert [view.name for view in Models(safe, cache).views() if view.chosen] == ["other"]
