"""Languages of the reader: those that were chosen and are here are read, of the others a sentence tells."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from app.capture import pixels
from app.capture.ports import GrayImage, ReaderUnavailable
from app.capture.readers import choose, tessdata
from app.capture.readers.tessdata import Data
from tests.fakes.screen import Page


def data_in(folder: Path, *languages: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        (folder / f"{language}.traineddata").write_bytes(b"data")
    return folder


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """A folder with real English data."""
    try:
        here = tessdata.find()
    except ReaderUnavailable as refusal:
        pytest.skip(refusal.message)
    (tmp_path / "real").mkdir()
    shutil.copy(here / "eng.traineddata", tmp_path / "real")
    return tmp_path / "real"


def drawn(text: str) -> GrayImage:
    return pixels.gray(Page((500, 80)).text(20, 20, text, size=16).picture())


def test_letters_are_read_together_and_characters_alone(tmp_path: Path) -> None:
    folder = data_in(tmp_path, "eng", "deu", "chi_sim", "jpn")

    found, missing = tessdata.find_all(("chi_sim", "eng", "deu", "jpn"), folder)

    assert found == (
        Data(("eng", "deu"), (folder, folder)),
        Data(("chi_sim",), (folder,)),
        Data(("jpn",), (folder,)),
    )
    assert missing == ()


def test_a_language_may_lie_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_in(tmp_path / "cache" / "tessdata", "eng")
    monkeypatch.delenv("REVERIE_TESSDATA", raising=False)
    monkeypatch.setenv("TESSDATA_PREFIX", str(data_in(tmp_path / "system", "chi_sim")))

    found, _ = tessdata.find_all(("eng", "chi_sim"), cache=tmp_path / "cache")

    assert [data.joined for data in found] == ["eng", "chi_sim"]
    assert found[1].folder == tmp_path / "system"


def test_nothing_chosen_is_english_and_chinese_where_it_is(tmp_path: Path) -> None:
    assert tessdata.find_all((), data_in(tmp_path / "one", "eng")) == (
        (Data(("eng",), (tmp_path / "one",)),),
        (),
    )
    both = data_in(tmp_path / "both", "eng", "chi_sim")
    assert tessdata.find_all((), both)[0] == (Data(("eng",), (both,)), Data(("chi_sim",), (both,)))


def test_a_language_without_data_is_named_with_what_to_install(
    english: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    reader = choose.choose("tesserocr", folder=english, languages=("eng", "chi_tra"))

    assert "Chinese (traditional) is not read" in reader.trouble
    assert "apt-get install tesseract-ocr-chi-tra" in reader.trouble
    assert [word.text for word in reader.read(drawn("plainly legible"), whole=False)] == [
        "plainly",
        "legible",
    ]
    reader.close()


def test_damaged_data_of_one_language_leaves_the_others(english: Path) -> None:
    data_in(english, "deu")

    reader = choose.choose("tesserocr", folder=english, languages=("eng", "deu"))

    assert "German is not read: its data is damaged." in reader.trouble
    assert [word.text for word in reader.read(drawn("plainly legible"), whole=False)] == [
        "plainly",
        "legible",
    ]
    reader.close()


def test_nothing_is_said_of_chinese_that_nobody_chose(english: Path) -> None:
    reader = choose.choose("tesserocr", folder=english)

    assert reader.trouble == ""
    reader.close()


def test_words_tell_the_language_they_were_read_in(english: Path) -> None:
    reader = choose.choose("tesserocr", folder=english)

    assert {word.language for word in reader.read(drawn("plainly legible"), whole=False)} == {"eng"}
    assert reader.read(np.full((50, 50), 255, np.uint8), whole=False) == ()
    reader.close()


@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_a_reader_tells_what_is_damaged_before_it_is_asked_to_read(english: Path, name: str) -> None:
    data_in(english, "fra", "jpn")

    reader = choose.choose(name, folder=english, languages=("fra", "eng", "jpn"))

    assert "French is not read: its data is damaged." in reader.trouble
    assert "Japanese is not read: its data is damaged." in reader.trouble
    assert [word.text for word in reader.read(drawn("plainly legible"), whole=False)] == [
        "plainly",
        "legible",
    ]
    reader.close()


def test_when_all_data_is_damaged_no_reader_is_chosen_and_it_is_told(tmp_path: Path) -> None:
    folder = data_in(tmp_path, "eng")

    with pytest.raises(ReaderUnavailable, match="English data does not load"):
        choose.choose(folder=folder)


def test_languages_in_two_folders_are_read_together(
    english: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REVERIE_TESSDATA", raising=False)
    system = tmp_path / "system"
    system.mkdir()
    # Another name for the same data: what counts is that it is found and loaded.
    shutil.copy(english / "eng.traineddata", system / "deu.traineddata")
    cache = tmp_path / "cache"
    shutil.copytree(english, cache / "tessdata")
    monkeypatch.setattr(tessdata, "SYSTEM_FOLDERS", (str(system),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)

    reader = choose.choose(cache=cache, languages=("eng", "deu"))

    assert reader.trouble == ""
    assert [word.text for word in reader.read(drawn("plainly legible"), whole=False)] == [
        "plainly",
        "legible",
    ]
    reader.close()
