"""Where readers find their data, and what becomes of the files one of them needs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from app.capture import pixels
from app.capture.ports import ReaderUnavailable
from app.capture.readers import choose, memory_folder, tessdata
from app.capture.readers.pytesseract_reader import PytesseractReader
from tests.fakes.screen import Page

in_memory = pytest.mark.skipif(
    not memory_folder.is_in_memory(memory_folder.ROOT), reason="/dev/shm is not memory here"
)


def data_in(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "eng.traineddata").write_bytes(b"data")
    return folder


def ours() -> list[Path]:
    return list(memory_folder.ROOT.glob(f"{memory_folder.PREFIX}{os.getpid()}-*"))


@pytest.fixture
def reader() -> PytesseractReader:
    try:
        return PytesseractReader()
    except ReaderUnavailable as refusal:
        pytest.skip(refusal.message)


def test_a_named_folder_comes_first_and_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(data_in(tmp_path / "environment")))

    assert tessdata.find(data_in(tmp_path / "named")) == tmp_path / "named"
    with pytest.raises(ReaderUnavailable):
        tessdata.find(tmp_path / "empty")


def test_the_environment_comes_before_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_in(tmp_path / "cache" / "tessdata")
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    assert tessdata.find(cache=tmp_path / "cache") == tmp_path / "cache" / "tessdata"

    monkeypatch.setenv("TESSDATA_PREFIX", str(data_in(tmp_path / "environment")))

    assert tessdata.find(cache=tmp_path / "cache") == tmp_path / "environment"


def test_missing_data_is_said_with_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match=r"English data is missing\. Run: .* install .*tesseract"):
        choose.choose(folder=tmp_path)


def test_broken_data_is_said_with_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match=r"does not load\. Run:"):
        choose.choose("tesserocr", folder=data_in(tmp_path / "broken"))


def test_an_unknown_reader_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ReaderUnavailable, match="tesserocr, pytesseract"):
        choose.choose("crystal ball")


@in_memory
def test_a_private_folder_is_ours_alone_and_goes_after_an_error() -> None:
    seen: list[tuple[Path, int]] = []

    def fail_inside() -> None:
        with memory_folder.private_folder() as folder:
            (folder / "screen.png").write_bytes(b"screen")
            seen.append((folder, folder.stat().st_mode & 0o777))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_inside()

    ((folder, mode),) = seen
    assert mode == 0o700
    assert not folder.exists()


def test_a_folder_on_a_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match="memory-backed"), memory_folder.private_folder(tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        ("tmpfs /dev/shm tmpfs rw 0 0\n", True),
        ("/dev/sda1 / ext4 rw 0 0\n", False),
        ("tmpfs /dev/shm tmpfs rw 0 0\n/dev/sdb1 /dev/shm ext4 rw 0 0\n", False),
        ("garbage\n\n", False),
    ],
)
def test_what_is_mounted_last_decides_whether_it_is_memory(
    tmp_path: Path, mounts: str, expected: bool
) -> None:
    table = tmp_path / "mounts"
    table.write_text(mounts)

    assert memory_folder.is_in_memory(Path("/dev/shm"), table) is expected


def test_a_system_without_a_list_of_mounts_has_no_memory_folder(tmp_path: Path) -> None:
    assert not memory_folder.is_in_memory(Path("/dev/shm"), tmp_path / "none")


def test_folders_of_killed_processes_are_swept_and_those_of_living_ones_stay(tmp_path: Path) -> None:
    beyond_any_pid = 2**22 + 1
    (tmp_path / f"reverie-{beyond_any_pid}-abc").mkdir()
    (tmp_path / f"reverie-{os.getpid()}-abc").mkdir()
    (tmp_path / "somebody-else").mkdir()

    assert memory_folder.sweep(tmp_path) == 1

    assert sorted(path.name for path in tmp_path.iterdir()) == [f"reverie-{os.getpid()}-abc", "somebody-else"]


@in_memory
def test_the_program_gets_its_files_in_memory_and_they_go(
    reader: PytesseractReader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[Path] = []
    monkeypatch.setattr("pytesseract.pytesseract.cleanup", lambda name: seen.append(Path(name)))

    reader.read(pixels.gray(Page((300, 60)).text(20, 20, "private words").picture()), whole=False)

    (name,) = seen
    assert name.parent.parent == memory_folder.ROOT
    assert not name.parent.exists()
    assert list(tmp_path.iterdir()) == []
    assert tempfile.tempdir == str(tmp_path)


@in_memory
def test_the_files_go_also_when_the_program_fails(
    reader: PytesseractReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tempfile.tempdir
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "false")

    with pytest.raises(ReaderUnavailable):
        reader.read(pixels.gray(Page((300, 60)).text(20, 20, "private words").picture()), whole=False)

    assert ours() == []
    assert tempfile.tempdir == before


def test_the_program_is_not_given_files_on_a_disk(tmp_path: Path, reader: PytesseractReader) -> None:
    with pytest.raises(ReaderUnavailable, match="memory-backed"):
        PytesseractReader(memory=tmp_path)

    assert list(tmp_path.iterdir()) == []
