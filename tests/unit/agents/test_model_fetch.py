"""A download goes on where it stopped, and only the right file is kept. The server stands on this machine."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from agents.errors import Cancelled, ModelUnavailable
from agents.models import fetch
from agents.models.catalog import Weights

CONTENT = bytes(range(256)) * 4096
WEIGHTS = Weights("model.gguf", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


class Hub(BaseHTTPRequestHandler):
    """Serves CONTENT under several names: whole, cut off, with other bytes, without ranges."""

    asked: list[str | None] = []

    def do_GET(self) -> None:
        """Answers as the path wants it."""
        self.asked.append(self.headers.get("Range"))
        start = self._start()
        if self.path == "/absent":
            self.send_error(404)
            return
        self.send_response(206 if start else 200)
        body = (CONTENT[::-1] if self.path == "/other" else CONTENT)[start:]
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if self.path == "/cut" else body)

    def _start(self) -> int:
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        return int(found[1]) if found and self.path != "/no-ranges" else 0

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    """The address of a running hub."""
    Hub.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, name="hub", daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_file_arrives_whole_with_its_progress_told(hub: str, tmp_path: Path) -> None:
    target, told = tmp_path / "model.gguf", []

    fetch.fetch(f"{hub}/whole", target, WEIGHTS, grew=lambda done, total: told.append((done, total)))

    assert target.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [file.name for file in tmp_path.iterdir()] == ["model.gguf"]


def test_a_cut_download_is_kept_and_goes_on_from_there(hub: str, tmp_path: Path) -> None:
    target = tmp_path / "model.gguf"
    with pytest.raises(ModelUnavailable, match="what has come is kept"):
        fetch.fetch(f"{hub}/cut", target, WEIGHTS)
    assert not target.exists()

    fetch.fetch(f"{hub}/whole", target, WEIGHTS)

    assert target.read_bytes() == CONTENT
    assert Hub.asked == [None, f"bytes={len(CONTENT) // 2}-"]


def test_a_server_that_knows_no_ranges_starts_the_file_anew(hub: str, tmp_path: Path) -> None:
    (tmp_path / "model.gguf.partial").write_bytes(CONTENT[:1000])

    fetch.fetch(f"{hub}/no-ranges", tmp_path / "model.gguf", WEIGHTS)

    assert (tmp_path / "model.gguf").read_bytes() == CONTENT


def test_a_file_with_another_checksum_is_thrown_away(hub: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="wrong checksum"):
        fetch.fetch(f"{hub}/other", tmp_path / "model.gguf", WEIGHTS)

    assert not list(tmp_path.iterdir())


def test_leftovers_longer_than_the_file_are_thrown_away(hub: str, tmp_path: Path) -> None:
    (tmp_path / "model.gguf.partial").write_bytes(CONTENT + b"more")

    fetch.fetch(f"{hub}/whole", tmp_path / "model.gguf", WEIGHTS)

    assert (tmp_path / "model.gguf").read_bytes() == CONTENT


def test_stopping_keeps_what_has_come(hub: str, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        fetch.fetch(f"{hub}/whole", tmp_path / "model.gguf", WEIGHTS, stop=lambda: True)

    kept = (tmp_path / "model.gguf.partial").stat().st_size
    assert 0 < kept < len(CONTENT)


def test_a_refusing_hub_is_named_with_its_answer(hub: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="status 404"):
        fetch.fetch(f"{hub}/absent", tmp_path / "model.gguf", WEIGHTS)


def test_an_absent_hub_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="could not be fetched"):
        # Nothing listens on the discard port.
        fetch.fetch("http://127.0.0.1:9/whole", tmp_path / "model.gguf", WEIGHTS)


def test_only_encrypted_addresses_are_asked(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="not an https address"):
        fetch.fetch("file:///etc/hostname", tmp_path / "model.gguf", WEIGHTS)


def test_no_room_is_said_before_anything_is_asked(hub: str, tmp_path: Path) -> None:
    endless = Weights("model.gguf", 10**18, "0" * 64)

    with pytest.raises(ModelUnavailable, match="not enough room"):
        fetch.fetch(f"{hub}/whole", tmp_path / "model.gguf", endless)

    assert Hub.asked == []
