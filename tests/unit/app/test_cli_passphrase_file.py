"""A passphrase file: what is read of it is what a person would type."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import context


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"], ids=["nothing", "newline", "windows"])
def test_neither_the_mark_of_an_editor_nor_the_end_of_the_line_is_part_of_the_passphrase(
    tmp_path: Path, mark: bytes, end: bytes
) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(mark + " déjà vu ".encode() + end)
    file.chmod(0o600)

    assert context.from_file(file).reveal() == " déjà vu "
