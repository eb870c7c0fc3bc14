"""Which applications are browsers: they show many places under one name, and may have private windows."""

from __future__ import annotations

from collections.abc import Iterable

# As a window's class or its program begins, in small letters.
_NAMES = (
    "firefox", "mozilla firefox", "librewolf", "waterfox", "floorp", "zen", "palemoon", "pale moon", "seamonkey",
    "iceweasel", "icecat", "mullvad browser", "tor browser", "chromium", "google chrome", "chrome", "ungoogled",
    "brave", "vivaldi", "opera", "microsoft edge", "msedge", "edge", "yandex", "thorium", "epiphany", "gnome web",
    "falkon", "konqueror", "midori", "qutebrowser", "safari", "arc", "duckduckgo", "min", "nyxt", "surf", "angelfish",
    "otter browser",
)  # fmt: skip


def is_one(names: Iterable[str]) -> bool:
    """Whether one of these names of an application (class, program) is a browser's."""
    return any(_is_browser(name) for name in names)


def _is_browser(name: str) -> bool:
    plain = " ".join(name.casefold().replace("-", " ").replace("_", " ").replace(".", " ").split())
    return any(plain == known or plain.startswith(f"{known} ") for known in _NAMES)
