"""Which windows are chats, how sure that is, and what the conversation in them is called."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from agents.patterns import lazy
from storage.model import Frame

# Of a title so many signs are looked at.
LONGEST = 300
_CHATS = (
    "slack|signal|telegram|whats ?app|discord|element|mattermost|(?:microsoft )?teams|zulip|messenger|messages|"
    "imessage|chat|chats|rocket\\.?chat|google chat|skype|viber|line|wechat|weixin|微信|qq|threema|wire|facetime|"
    "kakaotalk|zalo|irc|irssi|weechat|hexchat|konversation|quassel|polari|gajim|dino|pidgin|fractal|nheko|revolt|session|"
    "beeper|ferdium|rambox|franz|schildichat|cinny|simplex|jami|chatgpt|claude|gemini|copilot"
)
_CHAT = lazy(
    rf"(?:^|[^\w])(?:{_CHATS})(?:[ -]?(?:desktop|web|beta|nightly|for linux|canary))?(?:$|[^\w])",
    re.IGNORECASE,
)
_IN_NAME = lazy(
    r"whatsapp|telegram|slack|discord|mattermost|hexchat|weechat|irssi|messenger|rocketchat", re.IGNORECASE
)
_BROWSERS = lazy(
    r"firefox|chrom|edge|safari|opera|brave|vivaldi|epiphany|konqueror|browser|navigator|librewolf|falkon|midori|web$",
    re.IGNORECASE,
)
_TERMINALS = lazy(
    r"terminal|konsole|xterm|alacritty|kitty|iterm|powershell|\btty\b|wezterm|tilix|foot", re.IGNORECASE
)
_HOSTS = (
    "slack.com", "web.whatsapp.com", "web.telegram.org", "discord.com", "teams.microsoft.com", "teams.live.com",
    "teams.cloud.microsoft", "messenger.com", "chat.google.com", "app.element.io", "element.io", "zulipchat.com",
    "messages.google.com", "web.skype.com", "mattermost.com", "rocket.chat", "threema.ch", "kiwiirc.com",
    "irccloud.com", "web.wechat.com", "wx.qq.com", "chatgpt.com", "claude.ai", "gemini.google.com",
    "copilot.microsoft.com", "chat.openai.com",
)  # fmt: skip
_ASSISTANTS = lazy(r"\b(?:chatgpt|claude|gemini|copilot)\b|chat\.openai\.com|claude\.ai", re.IGNORECASE)
_PARTS = lazy(r"\s+[-–—|·•:]\s+|\s*\|\s*")
_COUNT = lazy(r"^[*●•!]+\s*|^\(\d+\+?\)\s*|\s*\(\d+\+?\)$|^\d+ new (?:messages?|items?)$", re.IGNORECASE)
_SORT = lazy(r"\s*\((?:channel|dm|kanal|group|private)\)$", re.IGNORECASE)
_NO_NAME = lazy(
    r"|home|inbox|chats?|messages|conversations?|direct messages?|new message|threads?|unread|main window",
    re.IGNORECASE,
)


def is_known(frame: Frame) -> bool:
    """Whether the window is one of a chat program or service, by its program, address or title."""
    if is_program(frame) or is_service(frame):
        return True
    if not (is_browser(frame) or is_terminal(frame)):
        return False
    return not frame.url and any(_CHAT.fullmatch(part) for part in parts(frame.window_title))


def is_certain(frame: Frame) -> bool:
    """Whether nobody but a chat program or service could have drawn the window: a page may call itself anything."""
    return is_program(frame) or is_service(frame)


def is_program(frame: Frame) -> bool:
    """Whether the window's program is a chat."""
    if is_browser(frame):
        return False
    return bool(_CHAT.search(frame.app) or _IN_NAME.search(frame.app))


def is_service(frame: Frame) -> bool:
    """Whether the page's address is that of a chat."""
    host = (urlsplit(frame.url).hostname or "") if "//" in frame.url else ""
    return any(host == known or host.endswith(f".{known}") for known in _HOSTS)


def is_browser(frame: Frame) -> bool:
    """Whether the window is a browser's: what its pages say of themselves is theirs."""
    return bool(_BROWSERS.search(frame.app))


def is_terminal(frame: Frame) -> bool:
    """Whether the window is a terminal's."""
    return bool(_TERMINALS.search(frame.app))


def is_assistant(frame: Frame) -> bool:
    """Whether the other side is a program that answers."""
    return bool(_ASSISTANTS.search(f"{frame.app} {frame.url if is_browser(frame) else ''}"))


def name_in_title(frame: Frame) -> str:
    """What the window's title calls the conversation, without the program's name; empty where it does not."""
    return " · ".join(names(frame))


def names(frame: Frame) -> list[str]:
    """The parts of a window's title that are not the program's name: the conversation, the company it is in."""
    found = [_SORT.sub("", part) for part in parts(frame.window_title)]
    return [part for part in found if not _is_of_program(part, frame)]


def may_name(text: str) -> bool:
    """Whether a line at the top may name a conversation: the names of parts of a chat program do not."""
    return not (_NO_NAME.fullmatch(text) or _CHAT.fullmatch(text))


def thread_of(frame: Frame, header: str) -> str:
    """The name of the conversation, with that of the program: two programs' talks with one person are two threads."""
    name = name_in_title(frame) or header
    program = frame.app or "screen"
    if is_browser(frame) and frame.url:
        program = urlsplit(frame.url).hostname or program
    return f"{name} ({program})" if name else program


def parts(title: str) -> list[str]:
    """What stands between the strokes of a title, without counts of what is unread."""
    found = (_COUNT.sub("", part.strip()).strip() for part in _PARTS.split(title[:LONGEST]))
    return [part for part in found if part]


def _is_of_program(part: str, frame: Frame) -> bool:
    folded, app = part.casefold(), frame.app.casefold()
    if _NO_NAME.fullmatch(part) or _CHAT.fullmatch(part) or folded == app:
        return True
    return bool(_BROWSERS.search(part)) and is_browser(frame)
