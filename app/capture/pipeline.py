"""From pixels to a redacted frame: what changed, what it says, what of it must not be kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from agents import secrets
from agents.secrets import Found, Looking, by_lines
from agents.secrets.own import NONE, OwnPatterns
from app.capture import frame_text, pixels, regions
from app.capture.bases import Bases
from app.capture.frame_text import FrameText
from app.capture.ports import Picture, TextReader
from app.capture.tiles import Change, ChangeDetector, ChangeKind
from storage import ids
from storage.ids import ObservationId
from storage.model import Box, Frame, Kept, Observation, VaultCandidate, Word

# With another title, a change of this part of the monitor is read as a whole new screen.
ANOTHER_SCREEN = 0.05
# What counts or turns in a title, as "(3)" and a spinner do, makes no other window.
_COUNTS = re.compile(r"[\W\d_]+")

Candidates = Callable[[str, Sequence[Found], Observation], Sequence[VaultCandidate]]
"""Which found secrets are worth keeping: (the unmasked text, what was found in it, the masked observation)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a screen besides its pixels."""

    time: datetime
    app: str = ""
    window_title: str = ""
    url: str = ""
    monitor: int = 1
    external_id: str = ""


class FramePipeline:
    """Turns the pictures of one source (live screens, or one import) into frames. Used by one thread.

    The unmasked pixels and words of the last frame, and the last whole picture, are held in memory only.
    """

    def __init__(
        self,
        reader: TextReader,
        candidates: Candidates,
        own: Callable[[], OwnPatterns] = lambda: NONE,
        *,
        apart: bool = False,
        looking: Looking = by_lines.none,
    ) -> None:
        """`apart` where pictures are no looks at even distances: what moves between them is no video and no clock.

        `looking` tells secrets that no rule does (`secrets.on_screen`).
        """
        self._looking = looking
        self._apart = apart
        self._reader = reader
        self._own = own
        self._candidates = candidates
        self._detectors: dict[int, ChangeDetector] = {}
        self._texts = FrameText()
        self._windows: dict[int, tuple[str, str]] = {}
        self._bases = Bases()

    def take(self, picture: Picture, scene: Scene, hidden: Sequence[Box] = ()) -> Kept | None:
        """The frame to keep, or None when nothing changed. `hidden` boxes (picture pixels) are blackened first.

        Raises ReaderUnavailable; the regions are read again with the next picture then.
        """
        shown = pixels.mask(picture, hidden) if hidden else picture
        detector = self._detectors.setdefault(scene.monitor, ChangeDetector())
        change = detector.observe(shown, anew=self._apart or self._is_another_window(scene))
        if change.kind is ChangeKind.SAME:
            return None
        whole = change.whole or self._is_another_screen(shown, scene, change.regions)
        places = (shown.box,) if whole else self._places(shown, scene.monitor, change)
        try:
            words = self._read(shown, scene.monitor, places, whole=whole)
        except Exception:
            detector.again(places)
            raise
        self._windows[scene.monitor] = (scene.app, scene.window_title)
        return redacted(
            shown, words, scene, self._candidates, self._bases, self._own(), looking=self._looking
        )

    def kept(self, frame: ObservationId) -> None:
        """The safe has this frame: the pictures after it may be kept as what changed on it."""
        self._bases.kept(frame)

    def only(self, monitors: Collection[int]) -> None:
        """Drops what is held of monitors that are not among these: each costs three pictures."""
        for gone in self._detectors.keys() - set(monitors):
            del self._detectors[gone]
            self._windows.pop(gone, None)
            self._texts.forget(gone)
            self._bases.drop(gone)

    def forget(self) -> None:
        """Drops what is held of the last frames."""
        self._bases.forget()
        self._detectors.clear()
        self._windows.clear()
        self._texts = FrameText()

    def _is_another_window(self, scene: Scene) -> bool:
        """Whether another program or document is in front than at the last frame."""
        app, title = self._windows.get(scene.monitor, (scene.app, scene.window_title))
        return app != scene.app or _COUNTS.sub(" ", title) != _COUNTS.sub(" ", scene.window_title)

    def _is_another_screen(self, picture: Picture, scene: Scene, regions: Sequence[Box]) -> bool:
        """Another window or document over a good part of the monitor: its words must not mix with the last one's."""
        if self._windows.get(scene.monitor) == (scene.app, scene.window_title):
            return False
        return sum(box.w * box.h for box in regions) > ANOTHER_SCREEN * picture.width * picture.height

    def _places(self, picture: Picture, monitor: int, change: Change) -> tuple[Box, ...]:
        """What is to be read once the words that moved were carried along."""
        cut = self._texts.carry(monitor, change.motion) if change.motion is not None else ()
        if not cut:
            return change.regions
        green = picture.array()[:, :, 1]
        inside = (regions.clipped(box, picture.box) for box in cut)
        wide = (regions.widened(box, green) for box in inside if box.w and box.h)
        return regions.merged([*change.regions, *wide])

    def _read(
        self, picture: Picture, monitor: int, places: Sequence[Box], *, whole: bool
    ) -> tuple[Word, ...]:
        found: list[Word] = []
        for box in places:
            words = self._reader.read(pixels.gray(picture, box), whole=whole)
            found.extend(frame_text.moved(words, box.x, box.y))
        if whole:
            return self._texts.begin(monitor, found)
        return self._texts.update(monitor, places, found)


def redacted(
    picture: Picture,
    words: Sequence[Word],
    scene: Scene,
    candidates: Candidates,
    bases: Bases,
    own: OwnPatterns = NONE,
    *,
    looking: Looking = by_lines.none,
) -> Kept:
    """A frame of these words and pixels with every secret masked in both, and the vault candidates apart.

    Secrets are looked for in all that was read; of the text, words the reader was not sure of are then left out.
    """
    seen = secrets.on_screen(words, own, looking)
    others = [word.box for index, word in enumerate(words) if index not in seen.hidden]
    masked = pixels.mask_text(picture, seen.boxes, others) if seen.boxes else picture
    text = secrets.mask(frame_text.without_guesses(seen.text, words), seen.found)
    frame = Frame(
        id=ObservationId(ids.new(scene.time)),
        time=scene.time,
        text=frame_text.tidied(text),
        app=scene.app,
        window_title=secrets.masked(scene.window_title, own)[0],
        url=secrets.masked(scene.url, own)[0],
        monitor=scene.monitor,
        width=picture.width,
        height=picture.height,
        words=tuple(word for i, word in enumerate(words) if i not in seen.hidden),
        external_id=scene.external_id,
        has_picture=True,
    )
    texts = [(seen.text, seen.found), *seen.elsewhere] if seen.found else []
    sealed = tuple(one for text, found in texts for one in candidates(text, found, frame))
    encoded, whole = bases.encoded(masked, frame)
    return Kept(frame, encoded, pixels.thumbnail(masked), sealed, whole)
