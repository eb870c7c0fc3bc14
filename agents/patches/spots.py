"""A room, seat or space that a Chinese text tells by letters and digits, exchanged for the one it is at now."""

from __future__ import annotations

from agents.patterns import lazy

_CODE = r"(?<![\w·.-])(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,5}){0,2}(?![\w·-]|\.\d)"
_HELD = lazy(_CODE)
_TOLD = lazy(
    r"(?:(?:换|改|搬|挪|调|移|迁|变)(?:到|成|至|为|去|在)了?|(?:现在|如今|以后|今后)(?:是|在|改在|去))\s?(?:[\u3400-\u9fff]{0,4}\s?)?"
    rf"(?P<code>{_CODE})"
)


def exchanged(text: str, told: str) -> str:
    """A text with its one such spot exchanged for the one that words say to have taken its place."""
    held = list(_HELD.finditer(text))
    given = {one["code"] for one in _TOLD.finditer(told)}
    if len(held) != 1 or len(given) != 1:
        return text
    return f"{text[: held[0].start()]}{given.pop()}{text[held[0].end() :]}"


def tells(told: str) -> bool:
    """Whether words say that something is at another spot now."""
    return _TOLD.search(told) is not None
