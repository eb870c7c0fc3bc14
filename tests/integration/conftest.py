"""What several integration tests stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.capture.ports import ReaderUnavailable, TextReader
from app.capture.readers import choose


@pytest.fixture(scope="module")
def reader() -> Iterator[TextReader]:
    """The best reader of this machine."""
    try:
        opened = choose.choose()
    except ReaderUnavailable as refusal:
        pytest.skip(refusal.message)
    yield opened
    opened.close()
