"""Each import contract of pyproject.toml breaks when it is violated, and what should load little does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ui", "app", "agents", "storage")
HEAVY = ("torch", "transformers", "sentence_transformers", "onnxruntime", "llama_cpp", "chromadb")


@dataclass(frozen=True, slots=True)
class Sin:
    """A line added to a module, and the contract that must break by it."""

    module: str
    line: str
    contract: str


SINS = (
    Sin("storage/safe.py", "import agents.errors", "Imports go down only: ui > app > agents > storage"),
    Sin(
        "ui/sin.py",
        "import storage.model",
        "A face knows app.interfaces and app.events; only the door knows more",
    ),
    Sin(
        "ui/sin.py",
        "import app.interfaces.memories",
        "A face knows app.interfaces and app.events; only the door knows more",
    ),
    Sin(
        "app/interfaces/memories.py",
        "import storage.errors",
        "The interfaces and the events import none of ours",
    ),
    Sin("app/sin.py", "import PySide6.QtCore", "Qt stays in ui"),
    Sin("app/sin.py", "import sqlcipher3", "SQL and cryptography stay in storage"),
    Sin("agents/sin.py", "import cryptography.fernet", "SQL and cryptography stay in storage"),
    Sin("agents/kinds/core.py", "import agents.kinds.vault", "The kinds know nothing of each other"),
    Sin("app/sin.py", "import asyncio", "No asyncio"),
    Sin("ui/sin.py", "import onnxruntime", "The window's process loads no model"),
)


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the rooms in `tree`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_contracts_hold() -> None:
    linted = lint_imports(ROOT)

    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.slow
@pytest.mark.parametrize("sin", SINS, ids=lambda sin: f"{sin.module}: {sin.line}")
def test_a_violated_contract_breaks(sin: Sin, tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / sin.module).open("a", encoding="utf-8") as module:
        module.write(f"\n{sin.line}\n")

    linted = lint_imports(tmp_path)

    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert f"{sin.contract} BROKEN" in linted.stdout


@pytest.mark.slow
@pytest.mark.parametrize("door", ["ui.__main__", "ui.application"])
def test_the_window_s_process_loads_no_model_and_no_command(door: str) -> None:
    heavy = (*HEAVY, "numpy", "app.cli.main", "agents.dream")
    asked = f"import sys, {door}; print(*[name for name in {heavy!r} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == ""


@pytest.mark.slow
def test_a_command_loads_no_agent_and_nothing_that_opens_connections_before_it_is_wanted() -> None:
    heavy = (
        *HEAVY,
        "numpy",
        "agents.dream",
        "agents.kinds",
        "agents.models.fetch",
        "psutil",
        "urllib.request",
    )
    asked = f"import sys, app.cli.main; print(*[name for name in {heavy!r} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == ""


@pytest.mark.slow
def test_the_door_imports_no_qt_before_it_knows_what_is_wanted() -> None:
    asked = "import sys, ui.__main__; print('PySide6' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "False"


@pytest.mark.slow
@pytest.mark.parametrize("leaf", ["app.client", "app.interfaces", "app.events"])
def test_what_a_client_needs_loads_neither_models_nor_qt_nor_the_safe(leaf: str) -> None:
    heavy = (*HEAVY, "PySide6", "sqlcipher3", "numpy")
    asked = f"import sys, {leaf}; print(*[name for name in {heavy!r} if name in sys.modules])"

    loaded = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == ""
