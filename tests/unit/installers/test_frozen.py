"""What a frozen program would miss silently is named here: kinds found by looking, files beside the code, licences."""

from __future__ import annotations

import pkgutil
from pathlib import Path

import agents.kinds
from agents.models import catalog
from installers import frozen

ROOT = Path(__file__).resolve().parents[3]


def test_every_kind_is_named_to_the_freezer() -> None:
    kinds = [f"agents.kinds.{module.name}" for module in pkgutil.iter_modules(agents.kinds.__path__)]

    assert len(kinds) >= 6
    assert set(kinds) <= set(frozen.own_modules())


def test_the_door_and_the_commands_are_named_to_the_freezer() -> None:
    assert {"ui", "app", "agents.models.catalog", "storage.model"} <= set(frozen.own_modules())


def test_files_beside_the_code_keep_their_folders() -> None:
    inside = {f"{folder}/{Path(file).name}" for file, folder in frozen.own_files()}

    adapters = {f"agents/models/adapters/{model.adapter}" for model in catalog.CATALOG if model.adapter}

    assert len(adapters) == 2
    assert {"ui/icons/reverie.svg", *adapters} <= inside
    assert not [name for name in inside if name.endswith((".py", ".pyc"))]


def test_no_weights_lie_beside_the_code() -> None:
    weights = {file.name for model in catalog.CATALOG for file in model.files}

    assert not [file for file, _ in frozen.own_files() if Path(file).name in weights - {"tokenizer.json"}]


def test_the_licence_texts_of_what_is_shipped_are_there() -> None:
    shipped = list(frozen.licences())

    assert all(Path(file).is_file() for file, _ in shipped)
    assert {"licences", "licences/cryptography", "licences/chromadb"} <= {folder for _, folder in shipped}


def test_chromadb_s_servers_are_left_out_and_its_index_is_not() -> None:
    assert frozen.wanted_of_chroma("chromadb.api.rust")
    assert not frozen.wanted_of_chroma("chromadb.server.fastapi")
    assert not frozen.wanted_of_chroma("chromadb.test.conftest")


def test_gtk_is_left_out_and_qt_s_window_is_not() -> None:
    assert not frozen.shipped("PySide6/Qt/plugins/platformthemes/libqgtk3.so")
    assert not frozen.shipped("libgtk-3.so.0")
    assert frozen.shipped("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert frozen.shipped("llama_cpp/lib/libllama.so.0")
