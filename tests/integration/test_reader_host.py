"""The reader's process: languages chosen meanwhile, data missing, damaged and mended, the process killed and hung."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.capture import pixels
from app.capture.ports import GrayImage, ReaderUnavailable
from app.capture.readers import tessdata
from app.children.child import ChildFailed
from app.children.clients import HostedReader, reading
from tests.fakes.screen import Page
from tests.integration.program import alive, kill, until

# Longer than a reader takes to start and read a line, on a machine at work with other things.
PATIENCE = 15.0


class Desk:
    """A reader's process with language data of its own, and what is chosen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chosen: tuple[str, ...] = ()
        self.reader = HostedReader(None, lambda: self.chosen)

    def read(self) -> list[str]:
        return [word.text for word in self.reader.read(line(), whole=False)]

    def pid(self) -> int:
        assert self.reader.child.pid is not None
        return self.reader.child.pid


def line() -> GrayImage:
    return pixels.gray(Page((400, 60)).text(20, 20, "plainly legible", size=16).picture())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    try:
        here = tessdata.find()
    except ReaderUnavailable as refusal:
        pytest.skip(refusal.message)
    shutil.copy(here / "eng.traineddata", tmp_path)
    monkeypatch.setenv("REVERIE_TESSDATA", str(tmp_path))
    monkeypatch.setattr(reading, "READ_SECONDS", PATIENCE)
    made = Desk(tmp_path)
    yield made
    made.reader.close()


def test_a_language_without_data_is_told_by_name_until_it_is_chosen_no_more(desk: Desk) -> None:
    desk.read()
    at_first = desk.reader.problems
    desk.chosen = ("eng", "deu")

    read = desk.read()
    told = desk.reader.problems
    desk.chosen = ("eng",)
    desk.read()

    assert at_first == ()
    assert read == ["plainly", "legible"]
    assert len(told) == 1
    assert told[0].startswith("German is not read: its data is missing.")
    assert tessdata.install_command("deu") in told[0]
    assert desk.reader.problems == ()


def test_damaged_data_is_told_and_mended_data_read_without_a_new_start(desk: Desk) -> None:
    data = desk.folder / "eng.traineddata"
    whole = data.read_bytes()
    data.write_bytes(whole[:1000])

    with pytest.raises(ReaderUnavailable, match="English data does not load"):
        desk.read()
    told = desk.reader.problems
    data.write_bytes(whole)

    assert "English data does not load" in told[0]
    assert desk.read() == ["plainly", "legible"]
    assert desk.reader.problems == ()


def test_without_any_data_it_is_told_what_to_install(desk: Desk) -> None:
    (desk.folder / "eng.traineddata").unlink()

    with pytest.raises(ReaderUnavailable, match="English data is missing"):
        desk.read()

    assert tessdata.install_command() in desk.reader.problems[0]


def test_a_killed_reader_is_started_again_by_the_next_picture(desk: Desk) -> None:
    desk.read()
    killed = desk.pid()
    kill(killed)
    until(lambda: desk.reader.child.pid is None, "the reader to be gone")

    assert desk.read() == ["plainly", "legible"]
    assert desk.pid() != killed


def test_a_reader_that_hangs_is_ended_and_costs_the_picture_in_hand(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.read()
    hung = desk.pid()
    os.kill(hung, signal.SIGSTOP)
    monkeypatch.setattr(desk.reader.child, "_timeout", 1.0)

    with pytest.raises(ChildFailed, match="did not answer and was ended"):
        desk.read()
    monkeypatch.setattr(desk.reader.child, "_timeout", PATIENCE)

    assert not alive(hung)
    assert desk.read() == ["plainly", "legible"]
