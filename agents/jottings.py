"""Which screens are notes that the user most likely wrote: a plain text in an editor or a program for notes."""

from __future__ import annotations

import re

from agents.patterns import lazy
from storage.model import Frame

_PROGRAMS = (
    r"notes?|notizen|appunti|note|notepad(?:\+\+|-plus-plus)?|wordpad|obsidian|joplin|logseq|simplenote|standard notes"
    r"|gnote|tomboy|bear|zettlr|evernote|onenote|sticky ?notes?|xpad|stickies|apostrophe|ghostwriter|typora|marktext"
    r"|(?:gnome-)?text ?-?editor|editor|gedit|text ?edit|kate|kwrite|mousepad|pluma|xed|leafpad|featherpad|geany"
    r"|g?vim|neovim|nvim|emacs|nano|micro|helix|sublime(?: text)?|code|vscodium|备忘录|记事本|便签"
)
_PROGRAM = lazy(rf"(?:[a-z]+\.)*(?:{_PROGRAMS})(?:\.exe)?", re.IGNORECASE)
_TERMINAL = lazy(r"\b(?:terminal|konsole|xterm|kitty|alacritty|wezterm|ghostty)\b", re.IGNORECASE)
_IN_TERMINAL = lazy(r"\b(?:g?vim|nvim|nano|emacs|micro|helix|hx)\b", re.IGNORECASE)
_FILE = lazy(r"[^\s/\\*•●]+\.(?P<ending>[a-z]{1,8})\b", re.IGNORECASE)
_PLAIN = frozenset("txt text md markdown org rst adoc".split())
# What others write for everybody, and what was sent by somebody.
_OF_OTHERS = lazy(
    r"\b(?:readme|license|licence|changelog|contributing|transcript|protokoll|verbale|letter|brief|lettera|chat|mail|message"
    r"|nachricht|messaggio|interview)\b|信|聊天|邮件",
    re.IGNORECASE,
)
_SENT = lazy(
    r"^\s*(?:from|von|da|sent|gesendet|inviato|to|an|subject|betreff|oggetto|发件人|收件人)\s?[:：]"
    r"|^\s*(?:dear|liebe[r]?|caro|cara|gentile|hi|hello|hallo|ciao)\s+[A-ZÀ-Þ]\w+\s*[,!]"
    r"|^\s*(?:best(?: wishes| regards)?|kind regards|regards|love|viele grüße|liebe grüße|cari saluti|saluti),?\s*$"
    r"|^\s*(?-i:[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+),? [\[(]?\d{1,2}:\d\d[\])]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
# A line that a name, or a sign of quoting, gives to somebody: "Tom: My train leaves at five".
_SPOKEN = lazy(
    r"\s*(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s*)?(?:[<>|„“\"«]|"
    r"(?!(?:note|todo|to do|reminder|memo|idea|travel|trip|train|flight|plan|today|tomorrow|notiz|merke"
    r"|erinnerung|reise|zug|nota|promemoria|viaggio|treno)\b)[^\W\d_]\w*(?: [^\W\d_]\w*)?\s?[:：]\s)",
    re.IGNORECASE,
)


def are_of_user(frame: Frame) -> bool:
    """Whether a frame shows a plain text in an editor, and nothing says that somebody sent it or wrote it for all."""
    if frame.url or not _is_editor(frame) or _OF_OTHERS.search(frame.window_title):
        return False
    file = _FILE.search(frame.window_title)
    return (file is None or file["ending"].casefold() in _PLAIN) and not _SENT.search(frame.text)


def is_spoken(line: str) -> bool:
    """Whether a line of notes tells what somebody said."""
    return _SPOKEN.match(line) is not None


def name_of(title: str) -> str:
    """What the notes of a window are called: the file, else the first part of its title."""
    file = _FILE.search(title)
    return file.group() if file else re.split(r"\s[-–—|]\s", title)[0].strip()


def _is_editor(frame: Frame) -> bool:
    app = frame.app.strip()
    if _TERMINAL.search(app):
        return _IN_TERMINAL.search(frame.window_title) is not None
    return _PROGRAM.fullmatch(app) is not None
