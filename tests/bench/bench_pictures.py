"""What pictures cost: bytes and CPU milliseconds by what is on them, patches over a made-up day, and what fading frees.

Run by `make bench`. Budgets: DESIGN section 7 (a year of 8 h a day on the default ladder <= 12 GB, text alone 2.5 GB).
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.capture import pixels
from app.capture.pipeline import FramePipeline, Scene
from app.capture.ports import GrayImage
from storage import picture_codec, picture_patches
from storage.fading import Ladder
from storage.ids import ObservationId
from storage.model import Kept, Word
from tests.bench.bench_capture import cpu_ms
from tests.factories import NOON, a_safe
from tests.fakes import pages
from tests.fakes.photographs import photograph
from tests.fakes.screen import Page

TIMES = 5
NOBODY = UUID(int=0)
# Frames kept on a made-up day, and on a real one of eight hours: one every ten seconds of use.
FRAMES = 240
FRAMES_A_DAY = 2880
# How often each thing happens on that day; the rest is typing.
OTHER_WINDOW, SCROLLED, PHOTOGRAPH, MESSAGE = 0.10, 0.12, 0.04, 0.08


class Blind:
    """A reader that reads nothing: what is measured here is not reading."""

    name = "blind"

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        """No words."""
        del gray, whole
        return ()

    def close(self) -> None:
        """Nothing to close."""


def with_photograph(page: Page, width: int = 960, height: int = 540) -> Page:
    """The page with a photograph on it."""
    page.image.paste(Image.fromarray(photograph(width, height)), (900, 480))
    return page


def gradients() -> Page:
    """A page under a title bar and cards of soft colour, as many websites have."""
    page = pages.light()
    for top, height in ((0, 90), (600, 260)):
        fade = np.linspace(0, 1, 1920)[None, :, None]
        band = (1 - fade) * np.array([52, 88, 160]) + fade * np.array([150, 90, 190])
        page.image.paste(Image.fromarray(np.repeat(band, height, axis=0).astype(np.uint8)), (0, top))
    return page


def photographed() -> Page:
    """A photograph on the full screen."""
    page = Page()
    page.image.paste(Image.fromarray(photograph(1920, 1080)), (0, 0))
    return page


CONTENTS: dict[str, Callable[[], Page]] = {
    "text, light": pages.light,
    "text, dark": pages.dark,
    "table": pages.table,
    "code": pages.code,
    "colour gradients": gradients,
    "text and a photograph": lambda: with_photograph(pages.light()),
    "photograph": photographed,
}


def webp(image: Image.Image, **how: object) -> bytes:
    """The picture in a codec of the comparison."""
    file = io.BytesIO()
    image.save(file, "WEBP", **how)
    return file.getvalue()


def say(name: str, *figures: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"pictures | {name:38s} | {' | '.join(figures)}\n")


def by_content() -> None:
    """Bytes and time of every codec for every kind of content at 1080p."""
    for name, make in CONTENTS.items():
        image = make().image
        whole = picture_codec.normal(np.asarray(image))
        ways: dict[str, Callable[[], bytes]] = {
            "chosen": lambda image=image: picture_codec.encode_image(image),
            "lossless": lambda image=image: webp(image, lossless=True, quality=20, method=1),
            "lossy": lambda image=image: webp(image, quality=75, method=2),
            "smaller": lambda whole=whole: picture_codec.encode_smaller(picture_codec.smaller(whole)),
            "thumbnail": lambda image=image: picture_codec.thumbnail(image),
        }
        say(
            name,
            *(
                f"{way} {len(work()) / 1000:.1f} kB {cpu_ms(work, TIMES):.0f} ms"
                for way, work in ways.items()
            ),
        )


def a_day(chance: random.Random) -> Iterator[Page]:
    """Screens of a day: typing, scrolling, messages, other windows, a photograph now and then."""
    windows = [pages.document(seed, dark=seed % 3 == 0, lines=14) for seed in range(6)]
    page, line = windows[0].copy(), 14
    for number in range(FRAMES):
        what = chance.random()
        if what < OTHER_WINDOW or line > 36:
            page, line = chance.choice(windows).copy(), 14
        elif what < OTHER_WINDOW + SCROLLED:
            page, line = page.shifted(pages.TEXT, pages.LINE * chance.randint(1, 10)), max(14, line - 5)
        elif what < OTHER_WINDOW + SCROLLED + PHOTOGRAPH:
            page = with_photograph(page, chance.randint(300, 1000), chance.randint(200, 560))
        elif what < OTHER_WINDOW + SCROLLED + PHOTOGRAPH + MESSAGE:
            page.fill(1560, 60, 340, 70, "#37474f")
            page.text(1576, 72, f"Message {number} from {chance.choice(pages.VOCABULARY)}", size=13)
        else:
            page.text(pages.TEXT_LEFT, pages.TEXT_TOP + pages.LINE * line, pages.sentence(chance))
            line += 1
        yield page


def kept_of_day() -> tuple[list[Kept], list[bytes], list[bytes], list[float]]:
    """The day as it is kept; the same all lossless and all lossy; CPU ms for each picture kept."""
    pipeline = FramePipeline(Blind(), lambda *_: ())
    kept, lossless, lossy, took = [], [], [], []
    for number, page in enumerate(a_day(random.Random(20261124))):
        scene = Scene(NOON + timedelta(seconds=10 * number), "Editor", str(number // 20))
        start = time.process_time()
        found = pipeline.take(page.picture(), scene)
        if found is None:
            continue
        took.append(1e3 * (time.process_time() - start))
        pipeline.kept(found.observation.id)
        kept.append(found)
        lossless.append(webp(page.image, lossless=True, quality=20, method=1))
        lossy.append(webp(page.image, quality=75, method=2))
    return kept, lossless, lossy, took


def over_a_day() -> list[Kept]:
    """Patches against whole pictures."""
    kept, lossless, lossy, took = kept_of_day()
    sizes = [len(one.picture or b"") for one in kept]
    patches = [len(one.picture or b"") for one in kept if picture_patches.is_patch(one.picture or b"")]
    whole = sum(sizes) - sum(patches)
    say("a made-up day: pictures", f"{len(kept)}, {100 * len(patches) / len(kept):.0f} % of them patches")
    say("bytes a picture", f"{statistics.mean(sizes) / 1000:.1f} kB")
    a_whole = whole / max(1, len(kept) - len(patches))
    say("bytes a patch", f"{statistics.mean(patches) / 1000:.1f} kB", f"a whole one {a_whole / 1000:.1f} kB")
    say("the same, all lossless", f"{statistics.mean(map(len, lossless)) / 1000:.1f} kB")
    say("the same, all lossy", f"{statistics.mean(map(len, lossy)) / 1000:.1f} kB")
    times = f"median {statistics.median(took):.0f} ms, mean {statistics.mean(took):.0f} ms"
    say("CPU from pixels to kept, no reading", times)
    say("thumbnail", f"{statistics.mean(len(one.thumbnail or b'') for one in kept) / 1000:.1f} kB")
    return kept


def faded(kept: list[Kept]) -> None:
    """What fading the day frees and costs, and what a year on the default ladder comes to."""
    with tempfile.TemporaryDirectory() as folder, a_safe(Path(folder) / "home") as safe:
        for start in range(0, len(kept), 40):
            safe.observations.keep(kept[start : start + 40], digest=False)
        patch = next(one.observation.id for one in kept if picture_patches.is_patch(one.picture or b""))
        shown = cpu_ms(lambda: safe.observations.picture(ObservationId(patch)), TIMES)
        full = safe.fading.forecast(Ladder(), NOON)
        went = fade_all(safe.fading.begin, safe.fading.step, NOON + timedelta(days=31))
        small = safe.fading.forecast(Ladder(), NOON)
    thumbnails = statistics.mean(len(one.thumbnail or b"") for one in kept)
    a_full, a_small = full.bytes / full.pictures, small.bytes / small.pictures
    year = FRAMES_A_DAY * (30 * a_full + 150 * a_small + 365 * thumbnails) / 1e9
    say(
        "made smaller",
        f"{100 * small.bytes / full.bytes:.0f} % of the bytes left, {went:.0f} CPU ms a picture",
    )
    small_ones = f"thumbnails {FRAMES_A_DAY * 365 * thumbnails / 1e9:.1f} GB of it"
    say("a year of 8 h a day, default ladder", f"{year:.1f} GB (budget 12)", small_ones)
    say("the same without fading", f"{FRAMES_A_DAY * 365 * (a_full + thumbnails) / 1e9:.1f} GB")
    say("showing a patch", f"{shown:.0f} ms")


def fade_all(begin: Callable[[Ladder, datetime], int], step: Callable[[], object], now: datetime) -> float:
    """Lets everything fade; CPU milliseconds a picture."""
    start = time.process_time()
    begin(Ladder(), now)
    while step() is not None:
        pass
    return 1e3 * (time.process_time() - start) / FRAMES


def patch_of_a_line() -> None:
    """The most frequent change of all."""
    page = pages.light()
    before = page.picture().array()
    after = pages.REAL_CHANGES["one new line"][1](page.copy()).picture()
    over = np.asarray(before)

    def made() -> bytes:
        return picture_patches.made(over, after.array(), NOBODY, blue_first=True) or b""

    def shown() -> bytes:
        return picture_patches.thumbnail(small, patch)

    small, patch = picture_codec.thumbnail(page.image), made()
    say("thumbnail drawn from the base's and a patch", f"{cpu_ms(shown, TIMES):.1f} ms")
    whole = f"whole {len(pixels.encoded(after)) / 1000:.1f} kB"
    say("one new line", f"patch {len(made()) / 1000:.1f} kB {cpu_ms(made, TIMES):.0f} ms", whole)


def main() -> None:
    """Measures and prints one line a figure."""
    by_content()
    patch_of_a_line()
    faded(over_a_day())


if __name__ == "__main__":
    main()
