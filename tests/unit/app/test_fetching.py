"""A model is fetched for the window by the command itself, in a process of its own, from a hub on this machine."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.models.catalog import ModelFile, ModelKind, Weights
from app.services.fetching import Fetcher

CONTENT = bytes(range(256)) * 8192
NAME = "small"
# The command, in a program that knows one more model.
PROGRAM = """
import json, sys
from agents.models import catalog
given = json.loads(sys.argv[1])
model = catalog.ModelFile("small", catalog.ModelKind.LANGUAGE, "Small", (catalog.Weights(*given["file"]),), "MIT", "us",
                          url=given["url"])
catalog.CATALOG = (*catalog.CATALOG, model)
from app.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


class Hub(BaseHTTPRequestHandler):
    """Serves CONTENT; /slow stops half-way until it is let go on, /absent is not there."""

    ranges: list[str | None] = []
    go_on = Event()

    def do_GET(self) -> None:
        """Answers as the path wants it."""
        self.ranges.append(self.headers.get("Range"))
        if self.path == "/absent":
            self.send_error(404)
            return
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        body = CONTENT[int(found[1]) if found else 0 :]
        self.send_response(206 if found else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        half = len(body) // 2 if self.path == "/slow" and not found else len(body)
        self.wfile.write(body[:half])
        if half < len(body):
            self.wfile.flush()
            self.go_on.wait(30)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    """The address of a running hub."""
    Hub.ranges.clear()
    Hub.go_on.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, name="hub", daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    Hub.go_on.set()
    server.shutdown()
    server.server_close()


def a_fetch(cache: Path, url: str) -> tuple[Fetcher, ModelFile]:
    """What fetches, and the model that lies at `url`."""
    weights = Weights("model.gguf", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    model = ModelFile(NAME, ModelKind.LANGUAGE, "Small", (weights,), "MIT", "us", url=url)
    given = json.dumps({"file": [weights.name, weights.size, weights.sha256], "url": url})
    return Fetcher(cache, lambda *words: [sys.executable, "-c", PROGRAM, given, *words]), model


def test_a_model_comes_whole_and_how_far_it_is_is_told(hub: str, tmp_path: Path) -> None:
    fetcher, model = a_fetch(tmp_path, f"{hub}/whole")

    told = list(fetcher.fetched(model))

    assert {total for _, total in told} == {len(CONTENT)}
    assert (catalog.folder(tmp_path, NAME) / "model.gguf").read_bytes() == CONTENT


def test_one_that_is_given_up_stops_and_goes_on_from_there(hub: str, tmp_path: Path) -> None:
    fetcher, model = a_fetch(tmp_path, f"{hub}/slow")
    first = fetcher.fetched(model)
    until = time.monotonic() + 60
    while next(first)[0] < len(CONTENT) // 4:
        assert time.monotonic() < until
    first.close()
    partial = catalog.folder(tmp_path, NAME) / "model.gguf.partial"
    come = partial.stat().st_size

    list(fetcher.fetched(model))

    assert 0 < come < len(CONTENT)
    assert Hub.ranges == [None, f"bytes={come}-"]
    assert (catalog.folder(tmp_path, NAME) / "model.gguf").read_bytes() == CONTENT
    assert not partial.exists()


def test_a_second_one_takes_the_place_of_one_under_way(hub: str, tmp_path: Path) -> None:
    fetcher, model = a_fetch(tmp_path, f"{hub}/slow")
    first = fetcher.fetched(model)
    while not next(first)[0]:
        pass

    list(fetcher.fetched(model))

    with pytest.raises(ModelUnavailable):
        list(first)
    assert (catalog.folder(tmp_path, NAME) / "model.gguf").read_bytes() == CONTENT


def test_what_went_wrong_is_a_sentence(hub: str, tmp_path: Path) -> None:
    fetcher, model = a_fetch(tmp_path, f"{hub}/absent")

    with pytest.raises(
        ModelUnavailable, match=r"^127\.0\.0\.1:\d+ refused model\.gguf \(status 404\)\. Check"
    ):
        list(fetcher.fetched(model))


def test_a_command_that_does_not_start_is_told_too(tmp_path: Path) -> None:
    _, model = a_fetch(tmp_path, "https://hub.example/model")
    fetcher = Fetcher(tmp_path, lambda *_words: [sys.executable, "-c", "import sys; sys.exit(3)"])

    with pytest.raises(ModelUnavailable, match="Small could not be fetched"):
        list(fetcher.fetched(model))
