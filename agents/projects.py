"""Which project a window belongs to: a repository, the folder an editor or a terminal is in, a ticket's key.

What names no project by its own form belongs to one that other windows of the same time name: the mail "Re: kestrel
release" to the folder `kestrel`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from agents.patterns import lazy

# Sites on which an address begins with an owner and a repository.
_CODE_SITES = frozenset(
    "github.com gitlab.com bitbucket.org codeberg.org gitea.com git.sr.ht sr.ht huggingface.co".split()
)
# Their pages that are no repository.
_NO_OWNERS = frozenset(
    "settings notifications login explore topics search marketplace orgs users dashboard issues pulls features about "
    "models datasets spaces docs collections sponsors trending new organizations groups".split()
)
_TICKET = lazy(r"/(?:browse|issues?|projects)/(?P<key>[A-Z][A-Z0-9]{1,9})(?:-\d+)?(?:/|$)")
# Editors that name the file first and what is open last, and those that do it the other way round.
_FOLDER_LAST = lazy(
    r"\b(?:code|vscode|codium|vscodium|cursor|windsurf|zed|positron)\b|code - oss", re.IGNORECASE
)
_FOLDER_FIRST = lazy(
    r"\b(?:idea|intellij|pycharm|webstorm|clion|goland|phpstorm|rubymine|rider|rustrover|datagrip|android studio|"
    r"jetbrains|xcode)\b",
    re.IGNORECASE,
)
_TERMINAL = lazy(
    r"terminal|konsole|xterm|alacritty|kitty|iterm|wezterm|tilix|ghostty|\bfoot\b|终端|ptyxis|kgx|\bconsole\b",
    re.IGNORECASE,
)
# Behind the folder of a workspace: "kestrel [SSH: build01]", "kestrel (Workspace)".
_BEHIND = lazy(r"\s*(?:\[[^\]]*\]|\((?:Workspace|工作区|Arbeitsbereich|Area di lavoro)\))$")
_PARTS = lazy(r"\s+[-–—|]\s+")
_PATH = lazy(r"(?:^|(?<=[\s:('\"\[]))(?P<path>(?:~|/|[A-Za-z]:\\)[^\s:*?\"<>|)\]']*)")
_SUBLIME = lazy(r"\((?P<folder>[\w.-]+)\)$")
# Folders that hold projects, one below the other: what lies in them is one.
_HOLDERS = frozenset(
    "projects project src source sources repos repo repositories work workspace workspaces code dev development git "
    "github gitlab projekte progetti documents documenti dokumente 项目 sites www".split()
)
# Names of folders and repositories that say nothing of what is in them.
_PLAIN = (
    frozenset(
        "home root tmp temp bin etc usr var opt mnt media desktop downloads pictures music videos main master test "
        "tests docs doc build dist data lib app application untitled welcome new settings readme notes users user "
        "default extensions output explorer".split()
    )
    | _HOLDERS
)
_SHORTEST, _LONGEST = 3, 60
# Signs of a name that stands in other windows' titles for it and not for a word.
_SHORTEST_IN_TITLES = 4
_FILE = lazy(r"\.[A-Za-z0-9]{1,5}$")


def project_of(app: str, title: str, url: str) -> str:
    """The project that a window names by its own form, as it is written there; empty where it names none."""
    return _of_address(url) or _of_title(app, title.strip().lstrip("*●• ").strip())


def by_window(windows: Iterable[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], str]:
    """The project of each window (app, title, address) that has one: its own, or another's that its title names."""
    seen = list(dict.fromkeys(windows))
    own = {window: name for window in seen if (name := project_of(*window))}
    spelt = _spelt(own.values())
    named = {folded: name for folded, name in spelt.items() if len(folded) >= _SHORTEST_IN_TITLES}
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(named, key=len, reverse=True)))})(?![\w-])",
        re.IGNORECASE,
    )
    found: dict[tuple[str, str, str], str] = {}
    for window in seen:
        if window in own:
            found[window] = spelt[own[window].casefold()]
        elif named and (match := pattern.search(window[1])):
            found[window] = named[match.group().casefold()]
    return found


def _spelt(names: Iterable[str]) -> dict[str, str]:
    """Each name, folded, as it is written most often."""
    count = Counter(names)
    spelt: dict[str, str] = {}
    for name, _ in count.most_common():
        spelt.setdefault(name.casefold(), name)
    return spelt


def _of_address(url: str) -> str:
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if host in _CODE_SITES and len(steps) > 1 and steps[0].casefold() not in _NO_OWNERS:
        return _name(steps[1].removesuffix(".git"))
    if parts.scheme == "file":
        return _of_path(unquote(parts.path))
    ticket = _TICKET.search(parts.path) if host else None
    return ticket["key"] if ticket else ""


def _of_title(app: str, title: str) -> str:
    parts = [part for part in _PARTS.split(title) if part]
    if _TERMINAL.search(app):
        return _of_paths(title, ends_in_folder=True)
    last_is_app = len(parts) > 1 and _alike(parts[-1], app)
    if last_is_app:
        parts.pop()
    if _FOLDER_LAST.search(app) and len(parts) > 1:
        return _name(_BEHIND.sub("", parts[-1]))
    if _FOLDER_FIRST.search(app) and len(parts) > 1:
        return _name(_BEHIND.sub("", parts[0]))
    sublime = _SUBLIME.search(parts[-1]) if parts and "sublime" in app.casefold() else None
    return _name(sublime["folder"]) if sublime else _of_paths(title, ends_in_folder=False)


def _alike(part: str, app: str) -> bool:
    part, app = part.casefold(), app.casefold()
    return bool(app) and (part in app or app in part or bool(_FOLDER_LAST.search(part)))


def _of_paths(title: str, *, ends_in_folder: bool) -> str:
    """The project of the first path in a title that names one."""
    found = (_of_path(match["path"], ends_in_folder=ends_in_folder) for match in _PATH.finditer(title))
    return next((name for name in found if name), "")


def _of_path(path: str, *, ends_in_folder: bool = False) -> str:
    """The folder below one that holds projects; of a terminal's folder without such, the deepest below the home."""
    steps = [step for step in re.split(r"[/\\]", path) if step]
    folders = steps if ends_in_folder else steps[:-1]
    for at, step in enumerate(folders[:-1]):
        below = folders[at + 1]
        if step.casefold() in _HOLDERS and below.casefold() not in _HOLDERS:
            return _name(below)
    at_home = path.startswith("~") or steps[:1] in (["home"], ["Users"])
    below_home = folders[1:] if path.startswith("~") else folders[2:]
    return _name(below_home[0]) if ends_in_folder and at_home and below_home else ""


def _name(text: str) -> str:
    """A project's name, unless it is a file's, or says nothing."""
    name = text.strip().strip("'\"")
    plain = name.casefold() in _PLAIN or name.startswith(".") or bool(_FILE.search(name))
    return "" if plain or not _SHORTEST <= len(name) <= _LONGEST or not re.search(r"\w", name) else name
