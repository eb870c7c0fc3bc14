"""What becomes of old pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FadeStep:
    """How many pictures would go `to` a form (smaller, thumbnail, text), and about how many bytes that frees."""

    to: str
    pictures: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FadingView:
    """What would fade now. `mode`: off, ask (nothing fades by itself until the user agreed), on.

    `pictures` and `bytes` are what there is now, `cap` the most bytes there may be, None for no limit. The days are the
    ages at which a picture is made smaller, loses all but its thumbnail, and loses that.
    """

    mode: str
    pictures: int
    bytes: int
    cap: int | None
    full_days: float
    smaller_days: float
    thumbnail_days: float
    steps: tuple[FadeStep, ...]


@dataclass(frozen=True, slots=True)
class FadeReport:
    """What a call of `fade` did: pictures that went a step further, bytes freed, and whether there is more to do."""

    pictures: int
    bytes: int
    more: bool


class FadingCalls(Protocol):
    """Letting pictures fade, and what that would do."""

    def fading(self) -> FadingView:
        """What would become of old pictures if they faded now. Changes nothing; takes seconds in a large safe."""

    def fade(self, seconds: float = 5.0) -> FadeReport:
        """Lets pictures fade now for about `seconds`, by age and cap; call again while there is more."""
