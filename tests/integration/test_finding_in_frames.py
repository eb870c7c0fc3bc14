"""What is looked for in a frame is marked where it was drawn: rendered pixels, read by the real reader."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import ImageFont

from app.capture import pixels
from app.capture.ports import TextReader
from app.capture.readers import tessdata
from app.interfaces import Place
from app.services import places
from storage.model import Box
from tests.fakes.screen import Page

CHINESE_FONT = "wqy-microhei.ttc"
SIZE, LEFT, TOP, STEP = 24, 30, 30, 44
CHINESE = (
    "财务部门已经准备了季度预算报告，请确认。",
    "新产品的测试结果下周公布。我们需要季度",
    "预算报告的最新版本。",
)


def a_page() -> Page:
    page = Page((900, 240))
    page.text(30, 30, "The quarterly report is due; quarters pass and one quarterly", size=18)
    page.text(30, 70, "report came late. The report was quarterly, the sport was not.", size=18)
    return page.text(30, 110, "Import the airport file, then export it with the transport.", size=18)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ('"quarterly report"', ["quarterly", "report", "quarterly", "report"]),
        ('"quarterly report is"', ["quarterly", "report", "is"]),
        ('"report quarterly"', []),
        ("quart*", ["quarterly", "quarters", "quarterly", "quarterly,"]),
        ("*sport", ["sport", "transport."]),
        ("*port", ["report", "report", "report", "sport", "Import", "airport", "export", "transport."]),
    ],
)
def test_exactly_the_words_that_are_looked_for_are_marked(
    reader: TextReader, typed: str, marked: list[str]
) -> None:
    page = a_page()

    found = places.of_search(reader.read(pixels.gray(page.picture()), whole=True), typed)

    drawn = [word for one in found for word in page.words if _on(one, word.box)]
    assert [word.text for word in drawn] == marked
    assert len(found) == len(marked)


@pytest.mark.skipif("chi_sim" not in tessdata.installed(), reason="needs tesseract-ocr-chi-sim")
@pytest.mark.parametrize("typed", ["季度预算报告", '"季度预算报告"'])
def test_chinese_is_marked_over_the_end_of_a_line_too(reader: TextReader, typed: str) -> None:
    try:
        face = ImageFont.truetype(CHINESE_FONT, SIZE)
    except OSError:
        pytest.skip("needs the font WenQuanYi Micro Hei")
    page = Page((700, 180))
    for number, line in enumerate(CHINESE):
        page.pen.text((LEFT, TOP + STEP * number), line, font=face, fill=page.ink)

    found = places.of_search(reader.read(pixels.gray(page.picture()), whole=True), typed)

    # One line holds it whole, the next begins it, the third ends it.
    for number, (start, end) in enumerate([(9, 15), (17, 19), (0, 4)]):
        of_line = [one for one in found if round((_middle(one) - TOP - SIZE / 2) / STEP) == number]
        assert _extent(of_line) == pytest.approx((LEFT + SIZE * start, LEFT + SIZE * end), abs=SIZE)


def _on(place: Place, box: Box) -> bool:
    """Whether the place lies on the box, and fills its width."""
    shared = min(place.x + place.w, box.x + box.w) - max(place.x, box.x)
    return box.y <= _middle(place) < box.y + box.h and shared > 0.8 * max(place.w, box.w)


def _middle(place: Place) -> int:
    return place.y + place.h // 2


def _extent(found: Sequence[Place]) -> tuple[int, int]:
    return min(one.x for one in found), max(one.x + one.w for one in found)
