"""A model in the cache is taken only when it is whole and right."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.models.catalog import ModelFile, ModelKind, Weights

CONTENT = b"weights of a small model"


@pytest.fixture
def model() -> ModelFile:
    """A model of one pinned file and one that is made here."""
    pinned = Weights("model.gguf", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    return ModelFile("toy", ModelKind.LANGUAGE, "Toy", (pinned,), "Apache-2.0", "nowhere/toy")


def test_a_whole_model_is_accepted(tmp_path: Path, model: ModelFile) -> None:
    (tmp_path / "model.gguf").write_bytes(CONTENT)

    catalog.verify(tmp_path, model)

    assert (tmp_path / catalog.SEEN_GOOD).exists()


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path, model: ModelFile) -> None:
    with pytest.raises(ModelUnavailable, match=r"model\.gguf is missing.*make setup"):
        catalog.verify(tmp_path, model)


def test_a_truncated_file_is_refused(tmp_path: Path, model: ModelFile) -> None:
    (tmp_path / "model.gguf").write_bytes(CONTENT[:-1])

    with pytest.raises(ModelUnavailable, match="23 bytes instead of 24"):
        catalog.verify(tmp_path, model)


def test_a_file_of_the_right_size_and_wrong_content_is_refused(tmp_path: Path, model: ModelFile) -> None:
    (tmp_path / "model.gguf").write_bytes(CONTENT[::-1])

    with pytest.raises(ModelUnavailable, match="checksum is wrong"):
        catalog.verify(tmp_path, model)


def test_a_file_changed_after_it_was_found_good_is_hashed_again(tmp_path: Path, model: ModelFile) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(CONTENT)
    catalog.verify(tmp_path, model)

    file.write_bytes(CONTENT[::-1])
    os.utime(file, ns=(1, 1))

    with pytest.raises(ModelUnavailable, match="checksum is wrong"):
        catalog.verify(tmp_path, model)


def test_a_file_made_here_is_held_to_the_sum_written_when_it_was_made(tmp_path: Path) -> None:
    made = ModelFile("toy", ModelKind.EMBEDDER, "Toy", (Weights("model.onnx"),), "Apache-2.0", "nowhere/toy")
    (tmp_path / "model.onnx").write_bytes(CONTENT)
    with pytest.raises(ModelUnavailable, match="not made to the end"):
        catalog.verify(tmp_path, made)

    catalog.record_made(tmp_path, made)
    catalog.verify(tmp_path, made)
    (tmp_path / "model.onnx").write_bytes(CONTENT[:-1])

    with pytest.raises(ModelUnavailable, match="23 bytes instead of 24"):
        catalog.verify(tmp_path, made)


def test_a_model_made_with_another_adapter_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ModelFile(
        "toy",
        ModelKind.CLASSIFIER,
        "Toy",
        (Weights("model.onnx"),),
        "Apache-2.0",
        "us",
        adapter="a.safetensors",
    )
    adapter = tmp_path / "a.safetensors"
    monkeypatch.setattr(catalog, "adapter_file", lambda _model: adapter)
    adapter.write_bytes(b"as it was learnt first")
    (tmp_path / "model.onnx").write_bytes(CONTENT)
    catalog.record_made(tmp_path, made)
    catalog.verify(tmp_path, made)

    adapter.write_bytes(b"as it was learnt again")

    with pytest.raises(ModelUnavailable, match=r"another adapter.*make setup"):
        catalog.verify(tmp_path, made)


@pytest.mark.parametrize("name", [catalog.SECRETS, catalog.ANSWERS])
def test_the_adapter_of_a_classifier_is_here(name: str) -> None:
    assert catalog.adapter_file(catalog.find(name)).is_file()


def test_a_damaged_record_only_costs_a_new_hash(tmp_path: Path, model: ModelFile) -> None:
    (tmp_path / "model.gguf").write_bytes(CONTENT)
    (tmp_path / catalog.SEEN_GOOD).write_text("[not json", encoding="utf-8")

    catalog.verify(tmp_path, model)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelUnavailable, match=catalog.QWEN_CODER):
        catalog.find("gpt-99")


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache/reverie"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, "/x/reverie"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches/reverie"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/reverie/Cache"),
        ("linux", {"HOME": "/home/a", "REVERIE_CACHE": "/big/disk"}, "/big/disk"),
    ],
)
def test_the_cache_lies_where_each_system_keeps_such_files(
    platform: str, environ: dict[str, str], expected: str
) -> None:
    assert catalog.cache_folder(environ, platform) == Path(expected)


@pytest.mark.parametrize("model", catalog.CATALOG, ids=lambda model: model.name)
def test_every_model_names_its_licence_its_source_and_pinned_packages(model: ModelFile) -> None:
    assert model.licence
    assert "/" in model.source
    assert all(len(package.sha256) == 64 for package in model.packages)
    brought = {name for package in model.packages for name in package.members.values()}
    made_here = {weights.name for weights in model.files if not weights.sha256}
    joined = any(name.startswith("part") for name in brought)
    assert joined or {weights.name for weights in model.files} <= brought | made_here
