"""Nothing of ours can open a microphone: no module imports what would, and no dependency brings it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "ui", "agents", "storage")
# What records sound from Python, and Qt's own part for it.
RECORDERS = {
    "pyaudio", "sounddevice", "soundcard", "alsaaudio", "ossaudiodev", "speech_recognition", "miniaudio", "rtmixer",
    "pulsectl", "jack", "QtMultimedia", "AVFoundation", "whisper", "faster_whisper", "vosk",
    "pvporcupine", "pvrecorder",
    "gi", "gst",
}  # fmt: skip
# Devices and libraries that are opened by name.
NAMED = re.compile(
    r"/dev/(?:snd|dsp|audio)|\b(?:libasound|libpulse|libjack|winmm|waveInOpen|AudioQueueNewInput)\b"
)
PACKAGES = {"pyaudio", "sounddevice", "soundcard", "pyalsaaudio", "speechrecognition", "miniaudio", "openai-whisper",
            "faster-whisper", "vosk", "pvrecorder", "pyside6", "pyside6-addons"}  # fmt: skip


def recorders_in(source: str) -> set[str]:
    """What would record sound that a module imports or names."""
    found = {name for name in _imported(ast.parse(source)) if RECORDERS & set(name.split("."))}
    return found | set(NAMED.findall(source))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                yield node.args[0].value


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_can_open_a_microphone(room: str) -> None:
    files = list((ROOT / room).rglob("*.py"))

    found = {file.name: what for file in files if (what := recorders_in(file.read_text("utf-8")))}

    assert len(files) > 10
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "import sounddevice",
        "from PySide6.QtMultimedia import QAudioSource",
        "from PySide6 import QtMultimedia",
        "import importlib\nimportlib.import_module('pyaudio')",
        "open('/dev/snd/pcmC0D0c')",
        "import ctypes\nctypes.CDLL('libasound.so.2')",
    ],
)
def test_the_search_finds_one_where_there_is_one(source: str) -> None:
    assert recorders_in(source)


def test_no_dependency_brings_one() -> None:
    wanted = metadata.requires("reverie") or []
    names = {re.split(r"[\s;<>=!~\[(]", one, maxsplit=1)[0].lower() for one in wanted}

    assert "mss" in names
    assert names & PACKAGES == set()
