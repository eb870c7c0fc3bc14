"""A step is skipped only when it was finished for exactly the same things."""

from __future__ import annotations

from pathlib import Path

from installers.stamps import Stamps, key_of


def test_a_finished_step_is_fresh_until_its_key_changes(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.fresh("lock", "one")

    stamps.done("lock", "one")

    assert stamps.fresh("lock", "one")
    assert not stamps.fresh("lock", "two")


def test_a_step_begun_again_is_not_fresh(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path)
    stamps.done("lock", "one")

    stamps.forget("lock")

    assert not stamps.fresh("lock", "one")


def test_a_key_changes_with_a_file_s_content_and_with_each_word(tmp_path: Path) -> None:
    file = tmp_path / "lock.txt"
    file.write_text("numpy==2.4", encoding="utf-8")
    first = key_of([file], ["python 3.11"])

    assert key_of([file], ["python 3.11"]) == first
    assert key_of([file], ["python 3.12"]) != first
    file.write_text("numpy==2.5", encoding="utf-8")
    assert key_of([file], ["python 3.11"]) != first
