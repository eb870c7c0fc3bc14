"""What a rule is and which windows it speaks of: by application, title, address, or for being private."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from app.capture import browsers
from app.capture.ports import Window
from storage.addresses import host_of

# Addresses that show another one: what it is stands behind these.
_WRAPPED = (
    "view-source:",
    "blob:",
    "filesystem:",
    "about:reader",
    "moz-extension:",
    "chrome-error:",
    "googlechrome:",
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>&]+")
# How many windows a book remembers its word on.
_REMEMBERED = 512


class Action(StrEnum):
    """What a rule does with a window."""

    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Rule:
    """A window matches when every pattern that is set matches (`*`, `?`, `[...]`; upper and lower case alike).

    Without `*` or `?`, `app` is a name (of the window's class or of its program; “firefox” is also “firefox-esr”),
    `title` are words that stand in a title, and `url` is a host with its subdomains, or a host and the beginning of a
    path. `words` are groups of which each must have a word in the title. A rule without any pattern matches nothing.
    `id` is the number of a rule of the user's; `name` is how a built-in one is called.
    """

    app: str | None = None
    title: str | None = None
    url: str | None = None
    action: Action = Action.HIDE
    id: int = 0
    name: str = ""
    private: bool = False
    in_browser: bool = False
    words: tuple[tuple[str, ...], ...] = ()

    def matches(self, window: Window) -> bool:
        """Whether `window` is one this rule speaks of."""
        return self._speaks_of(window) and (not self.url or any(_is_at(url, self.url) for url in window.urls))

    def may_match(self, window: Window) -> bool:
        """Whether it would match if the window showed the rule's address, and nobody knows which one it shows."""
        return bool(self.url) and not window.url and _is_a_browser(window) and self._speaks_of(window)

    def _speaks_of(self, window: Window) -> bool:
        """Whether all but the address matches."""
        if not (self.app or self.title or self.url or self.private or self.words):
            return False
        return (
            (not self.private or window.private)
            and (not self.in_browser or _is_a_browser(window))
            and (not self.app or any(_is_called(name, self.app) for name in window.names))
            and (not self.title or any(_is_titled(title, self.title) for title in window.titles))
            and (not self.words or any(_holds(title, self.words) for title in window.titles))
        )

    def __str__(self) -> str:
        if self.name:
            return self.name
        named = (("app", self.app), ("title", self.title), ("URL", self.url))
        told = ", ".join(f"{name} like {pattern}" for name, pattern in named if pattern)
        return f"rule {self.id} ({told})" if self.id else told


class RuleBook:
    """Rules in their order; remembers what it said of a window until its names change. Used by one thread."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._said: dict[tuple[object, ...], str] = {}

    def why_hidden(self, window: Window) -> str:
        """The reason not to see `window`, or nothing."""
        key = (window.names, window.titles, window.urls, window.private)
        if key not in self._said:
            if len(self._said) >= _REMEMBERED:
                self._said.clear()
            self._said[key] = self._why(window)
        return self._said[key]

    @property
    def asks_for_places(self) -> bool:
        """Whether a rule of the user's goes by title or address."""
        return any(rule.id and (rule.title or rule.url) for rule in self.rules)

    def _why(self, window: Window) -> str:
        """The first rule that matches; else one of the user's whose address may be the one that is shown."""
        for rule in self.rules:
            if rule.matches(window):
                return str(rule)
        unsure = next((rule for rule in self.rules if not rule.name and rule.may_match(window)), None)
        return f"{unsure}, where the address is not known" if unsure is not None else ""


def _is_a_browser(window: Window) -> bool:
    return browsers.is_one(window.names)


def _is_called(name: str, pattern: str) -> bool:
    """Whether an application's name is the one meant: as wildcards say, else the whole name or its beginning."""
    if _has_wildcards(pattern):
        return bool(_compiled(_plain(pattern)).match(_plain(name)))
    name, pattern = _spaced(name), _spaced(pattern)
    return bool(pattern) and (name == pattern or name.startswith(f"{pattern} "))


def _is_titled(title: str, pattern: str) -> bool:
    if _has_wildcards(pattern):
        return bool(_compiled(_plain(pattern)).match(_plain(title)))
    return _plain(pattern) in _plain(title)


def _holds(title: str, groups: Iterable[Iterable[str]]) -> bool:
    plain = f" {_plain(title)} "
    return all(any(_ending(word).search(plain) for word in group) for group in groups)


@lru_cache(maxsize=512)
def _ending(word: str) -> re.Pattern[str]:
    """A word that ends where a word ends: “Volksbank”, not “bankruptcy”; elsewhere words are not set apart."""
    return re.compile(re.escape(word) + (r"(?!\w)" if word.isascii() else ""))


def _is_at(url: str, pattern: str) -> bool:
    """Whether an address, or one that it wraps, is the one meant."""
    if not url:
        return False
    return any(_address_matches(address, pattern) for address in (url, *_wrapped(url)))


def _wrapped(url: str) -> list[str]:
    """The addresses inside an address that shows another one."""
    return _ADDRESS.findall(unquote(url)) if url.startswith(_WRAPPED) else []


def _address_matches(url: str, pattern: str) -> bool:
    """Whether an address is the one meant; a pattern that begins with `//` speaks of host and path only."""
    if pattern.startswith("//"):
        return _place_matches(url, pattern[2:])
    if _has_wildcards(pattern) and _compiled(pattern.casefold()).match(url.casefold()):
        return True
    scheme, found, rest = pattern.partition("://")
    if not found:
        if ":" in pattern.split("/", 1)[0].rstrip("0123456789"):
            return url.casefold().startswith(pattern.casefold())
        rest = pattern
    elif rest.startswith("/"):
        # A file, which has no host.
        return url.casefold().startswith(pattern.casefold())
    elif not url.casefold().startswith(f"{scheme.casefold()}:"):
        return False
    return _place_matches(url, rest)


def _place_matches(url: str, pattern: str) -> bool:
    host, _, path = pattern.partition("/")
    return _host_matches(host_of(url), host) and _path_matches(_path_of(url), path)


def _host_matches(host: str, pattern: str) -> bool:
    """`example.org` means its subdomains too; `*.example.org` means `example.org` too."""
    wanted = pattern.casefold().removeprefix("www.").rstrip(".")
    if not host or not wanted:
        return False
    wanted = wanted.rsplit(":", 1)[0] if wanted.rsplit(":", 1)[-1].isdigit() else wanted
    if not _has_wildcards(wanted):
        return _is_below(host, host_of(wanted))
    return any(_compiled(form).match(host) for form in (wanted, f"*.{wanted}", wanted.removeprefix("*.")))


def _is_below(host: str, wanted: str) -> bool:
    return bool(wanted) and (host == wanted or host.endswith(f".{wanted}"))


def _path_matches(path: str, pattern: str) -> bool:
    """Whether a path begins as the pattern says; the pattern's end is an end of a part of it."""
    wanted = pattern.casefold().rstrip("/")
    if not wanted:
        return True
    ending = wanted if wanted.endswith("*") else f"{wanted}*"
    if _has_wildcards(wanted):
        return bool(_compiled(ending).match(path))
    return path == wanted or path.startswith((f"{wanted}/", f"{wanted}?", f"{wanted}#"))


def _path_of(url: str) -> str:
    """Path, query and fragment in small letters, without the first slash."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
    except ValueError:
        return ""
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return unquote(f"{parts.path.lstrip('/')}{tail}").casefold()


def _has_wildcards(pattern: str) -> bool:
    return "*" in pattern or "?" in pattern


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(pattern))


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    """Without letter case, and without the invisible characters and look-alike forms that a title may hide behind."""
    shown = "".join(
        letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf"
    )
    return unicodedata.normalize("NFC", shown.casefold()).strip()


def _spaced(name: str) -> str:
    """A name with its parts a space apart."""
    return " ".join(re.split(r"[\s._-]+", _plain(name))).strip()
