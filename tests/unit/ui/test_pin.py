"""PySide6 6.12.0 loses a reference to None at every call on Python 3.11 and dies; ours must not."""

from __future__ import annotations

import subprocess
import sys

import PySide6
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "onnxruntime",
    "llama_cpp",
    "chromadb",
    "numpy",
    "PIL",
)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("warm")
    before = sys.getrefcount(None)

    for number in range(300):
        label.setText(str(number))

    assert sys.getrefcount(None) - before > -100


def test_the_version_is_the_pinned_one() -> None:
    assert PySide6.__version__ == "6.11.3"


def test_the_windows_process_imports_nothing_heavy_and_none_of_the_lower_rooms() -> None:
    program = (
        "import sys; import ui.application; "
        f"print([name for name in {(*HEAVY, 'storage', 'agents')!r} if name in sys.modules])"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


def test_that_look_would_have_seen_an_import() -> None:
    program = f"import sys; import ui.application, numpy; print([n for n in {HEAVY!r} if n in sys.modules])"

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "['numpy']"
