"""What can be read on a screen can be read on its kept picture, whatever codec it was kept in."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image

from app.capture import pixels
from app.capture.ports import TextReader
from storage import picture_codec
from tests.fakes import pages
from tests.fakes.photographs import photograph
from tests.fakes.screen import Page

# Words of a drawn screen that may be read otherwise on its lossy picture.
LOST = 0.01


def found(reader: TextReader, page: Page, data: bytes) -> int:
    """How many of the drawn words are read exactly on a kept picture."""
    wanted = Counter(word.text for word in page.words)
    words = reader.read(pixels.gray(pixels.decode(data)), whole=True)
    return (wanted & Counter(word.text for word in words)).total()


def lossy(page: Page, quality: int) -> bytes:
    file = io.BytesIO()
    page.image.save(file, "WEBP", quality=quality, method=2)
    return file.getvalue()


@pytest.mark.slow
def test_text_beside_a_photograph_stays_readable(reader: TextReader) -> None:
    pages_drawn = [make() for make in (pages.light, pages.dark, pages.table)]
    for page in pages_drawn:
        page.image.paste(Image.fromarray(photograph(480, 360)), (1400, 640))
    kept = [picture_codec.encode(np.asarray(page.image)) for page in pages_drawn]
    exact = [
        picture_codec.encode_exactly(picture_codec.normal(np.asarray(page.image))) for page in pages_drawn
    ]

    read = sum(found(reader, *pair) for pair in zip(pages_drawn, kept, strict=True))
    read_exactly = sum(found(reader, *pair) for pair in zip(pages_drawn, exact, strict=True))

    assert all(len(one) < len(other) / 2 for one, other in zip(kept, exact, strict=True))  # they are lossy
    assert read_exactly > 300
    assert read >= (1 - LOST) * read_exactly


@pytest.mark.slow
def test_the_count_would_find_a_picture_that_cannot_be_read(reader: TextReader) -> None:
    page = pages.light()

    assert found(reader, page, lossy(page, 0)) < (1 - LOST) * found(reader, page, lossy(page, 100))
