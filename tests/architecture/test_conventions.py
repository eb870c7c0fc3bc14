"""House rules that no linter knows: what is not wanted, why, where it may be; and a violation that each must find."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ui", "app", "agents", "storage", "installers")
KINDS = frozenset({"core", "episodic", "semantic", "procedural", "resource", "vault"})

Find = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`find` gives the lines of a source that break it; `planted` are sources that do, `innocent` ones that do not.

    `allowed` are the files and folders where the thing has its place.
    """

    name: str
    why: str
    find: Find
    planted: tuple[str, ...]
    innocent: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


def code(pattern: str) -> Find:
    """Lines whose code matches; comments and texts do not count."""
    return lambda source: _matching(pattern, _code_of(source))


def raw(pattern: str) -> Find:
    """Lines that match as they are written."""
    return lambda source: _matching(pattern, source)


def imports(*names: str) -> Find:
    """Lines that import one of these modules, or something of it."""
    listed = "|".join(re.escape(name) for name in names)
    return code(rf"^\s*(?:from|import)\s+(?:{listed})(?:\.|\s|,|$)")


def _matching(pattern: str, source: str) -> list[int]:
    return [number for number, line in enumerate(source.splitlines(), start=1) if re.search(pattern, line)]


@cache
def _code_of(source: str) -> str:
    lines = [list(line) for line in source.splitlines()]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if (
            token.type in {tokenize.STRING, tokenize.COMMENT}
            or "FSTRING_MIDDLE" in tokenize.tok_name[token.type]
        ):
            _blank(lines, token.start, token.end)
    return "\n".join("".join(line) for line in lines)


def _blank(lines: list[list[str]], start: tuple[int, int], end: tuple[int, int]) -> None:
    for row in range(start[0], end[0] + 1):
        first = start[1] if row == start[0] else 0
        last = end[1] if row == end[0] else len(lines[row - 1])
        lines[row - 1][first:last] = " " * (last - first)


def kinds_compared(source: str) -> list[int]:
    """Lines where something is compared with a kind's name."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if _names_a_kind(node)]


def _names_a_kind(node: ast.AST) -> bool:
    if isinstance(node, ast.MatchValue):
        return _is_kind(node.value)
    return isinstance(node, ast.Compare) and any(_is_kind(side) for side in (node.left, *node.comparators))


def _is_kind(node: ast.expr) -> bool:
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        return any(_is_kind(element) for element in node.elts)
    return isinstance(node, ast.Constant) and node.value in KINDS


def broad_excepts(source: str) -> list[int]:
    """Lines that catch everything, and neither raise it again nor say why on that line."""
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    return [node.lineno for node in handlers if _is_broad(node.type) and not _raises_again(node)]


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(one) for one in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def unless_reasoned(find: Find, lint: str) -> Find:
    """Without the lines that ignore this lint and say why: `# noqa: BLE001 - the edge: ...`."""
    reasoned = re.compile(rf"#\s*noqa: {lint}\d* - \w")

    def found(source: str) -> list[int]:
        lines = source.splitlines()
        return [number for number in find(source) if not reasoned.search(lines[number - 1])]

    return found


RULES = (
    Rule(
        "a naive present",
        "times are aware and UTC; the clock is passed in, so that tests can wind it",
        unless_reasoned(code(r"\bdatetime\.(?:now\(\)|utcnow\()|\bdate(?:time)?\.today\("), "DTZ"),
        ("at = datetime.now()", "at = datetime.utcnow()", "day = date.today()"),
        ("at = datetime.now(UTC)", "day = date.today()  # noqa: DTZ011 - the viewer's own day"),
    ),
    Rule(
        "print",
        "standard output carries one JSON document; people are told by app.cli.out",
        code(r"(?<![\w.])print\("),
        ("print(answer)",),
        ("console.print(answer)", "text = 'print(x)'", "fingerprint(x)"),
        allowed=("app/cli/out.py", "ui/demo", "installers"),
    ),
    Rule(
        "a broad except without a reason",
        "catch what you can name; at an edge say on that line why everything is caught",
        unless_reasoned(broad_excepts, "BLE"),
        (
            "try:\n    x()\nexcept Exception:\n    pass",
            "try:\n    x()\nexcept:\n    pass",
            "try:\n    x()\nexcept (ValueError, Exception):  # noqa: BLE001\n    pass",
        ),
        (
            "try:\n    x()\nexcept Exception:  # noqa: BLE001 - the edge: a listener may do anything\n    pass",
            "try:\n    x()\nexcept NamedException:\n    pass",
            "try:\n    x()\nexcept Exception:\n    undo()\n    raise",
        ),
    ),
    Rule(
        "SQL outside storage",
        "the database is known to storage alone",
        imports("sqlcipher3", "sqlite3"),
        ("import sqlcipher3", "from sqlite3 import connect"),
        ("import sqlite3d",),
        allowed=("storage",),
    ),
    Rule(
        "fishing for the application",
        "what a widget needs is passed to it; the one QApplication belongs to the door",
        code(r"\bQ(?:Core|Gui)?Application\.instance\("),
        ("app = QApplication.instance()",),
        allowed=("ui/application.py", "ui/__main__.py"),
    ),
    Rule(
        "a cache that forgetting does not empty",
        "what is forgotten must stay in no cache; agents.caches knows those of texts, and empties them",
        code(r"\blru_cache\b"),
        ("from functools import cache, lru_cache", "@lru_cache(maxsize=64)"),
        ("@caches.of_texts(64)", "@cache"),
        allowed=("agents/caches.py", "agents/drafts.py", "agents/fusion.py", "app", "storage", "ui"),
    ),
    Rule(
        "pickle",
        "unpickling runs whatever it is given; messages are JSON and raw buffers",
        imports("pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal"),
        ("import pickle", "from pickle import loads", "import shelve"),
    ),
    Rule(
        "multiprocessing",
        "its queues and pools pickle; only the bytes of its named pipes are used, on Windows",
        imports("multiprocessing"),
        ("import multiprocessing", "from multiprocessing.connection import Client"),
        allowed=("app/streams.py", "app/__main__.py", "ui/__main__.py"),
    ),
    Rule(
        "objects through a pipe",
        "Connection.send and recv pickle; send_bytes and recv_bytes do not",
        code(r"\b_?connection\.(?:send|recv)\("),
        ("self._connection.send(body)", "body = connection.recv()"),
        ("self._connection.send_bytes(data)",),
    ),
    Rule(
        "an f-string in the log",
        "log ids, counts, types and durations as arguments: what is formatted in may be what a person typed",
        raw(r"\blog(?:ger|ging)?\.(?:debug|info|warning|error|exception|critical)\(\s*f[\"']"),
        ('log.info(f"kept {text}")', "logging.error(f'{error}')"),
        ('log.info("kept %s", id)',),
    ),
    Rule(
        "a traceback in the log",
        "an exception's text may hold what a person saw; app.faults tells where it arose",
        code(r"\blog(?:ger|ging)?\.exception\(|\bexc_info\s*=\s*True"),
        ('log.exception("failed")', 'log.error("failed", exc_info=True)'),
    ),
    Rule(
        "a kind by its name",
        "a kind is one file; how it behaves is a value on it",
        kinds_compared,
        (
            'if memory.kind == "vault": pass',
            'x = kind in ("core",)',
            'match kind:\n    case "episodic": pass',
        ),
        ('name = "vault"', 'if word == "vaults": pass'),
        allowed=tuple(f"agents/kinds/{kind}.py" for kind in sorted(KINDS)),
    ),
    Rule(
        "eval",
        "no text becomes code",
        code(r"(?<![\w.])(?:eval|exec|compile)\("),
        ("eval(reply)", "exec(reply)"),
        ("re.compile(x)", "loop.exec()"),
    ),
    Rule(
        "the network",
        "nothing leaves the machine unless the person switched it on; what fetches or asks stands here",
        imports(
            "requests",
            "urllib.request",
            "urllib3",
            "http.client",
            "httpx",
            "httpx_sse",
            "httpcore",
            "aiohttp",
            "ftplib",
            "smtplib",
        ),
        ("import requests", "from urllib.request import urlopen", "import httpcore"),
        ("from urllib.parse import urlsplit",),
        allowed=(
            "agents/models/fetch.py",
            "agents/models/connection.py",
            "agents/models/server.py",
            "installers",
        ),
    ),
    Rule(
        "a TCP port",
        "no listening port: the keeper's socket is a file only its user may open",
        code(r"\bAF_INET6?\b|\bcreate_server\(|\b(?:http\.server|socketserver|QTcpServer)\b"),
        ("s = socket.socket(socket.AF_INET)", "import socketserver", "socket.create_server(a)"),
        ("s = socket.socket(socket.AF_UNIX)",),
    ),
)

# In every file of the repository, whatever its kind. Written so that this file does not hold what it looks for.
EVERYWHERE = (
    Rule(
        "the workshop's shelf",
        "the project stands alone: what it needs from outside is copied in under its licence",
        raw(r"\.\./share[d]\b"),
        ("../share" + "d/DESIGN.md",),
        ("../shares",),
    ),
    Rule(
        "a path of one machine",
        "other people build this elsewhere",
        raw(r"(?<![\w./~-])/wor[k]/|(?<![\w./-])/home/(?!user\b|me\b|you\b|someone\b|ana\b)[a-z]\w+/"),
        ("cd /wor" + "k/main", 'open("/ho' + 'me/bob/x")'),
        ("net/work/thing", "~/work/x", "/home/user/x"),
    ),
)


def broken(rule: Rule, files: Iterator[tuple[str, str]]) -> list[str]:
    """`path:line` of every violation."""
    return [
        f"{path}:{line}"
        for path, source in files
        if not any(path == place or path.startswith(f"{place}/") for place in rule.allowed)
        for line in rule.find(source)
    ]


def python_files() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def every_file() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    for name in listed.split("\0"):
        file = ROOT / name
        if name and file.is_file() and b"\0" not in (data := file.read_bytes()):
            yield name, data.decode("utf-8", errors="replace")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    assert broken(rule, python_files()) == [], rule.why


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.name)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    files = list(every_file())
    if not files:
        pytest.skip("no list of files: this is not a git checkout")

    assert broken(rule, iter(files)) == [], rule.why


@pytest.mark.parametrize("rule", [*RULES, *EVERYWHERE], ids=lambda rule: rule.name)
def test_the_rule_finds_a_planted_violation(rule: Rule) -> None:
    missed = [planted for planted in rule.planted if not broken(rule, iter([("somewhere/else.py", planted)]))]

    assert missed == []


@pytest.mark.parametrize("rule", [*RULES, *EVERYWHERE], ids=lambda rule: rule.name)
def test_the_rule_leaves_the_innocent_alone(rule: Rule) -> None:
    accused = [
        innocent for innocent in rule.innocent if broken(rule, iter([("somewhere/else.py", innocent)]))
    ]

    assert accused == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.allowed], ids=lambda rule: rule.name)
def test_a_rule_s_exceptions_exist(rule: Rule) -> None:
    assert [place for place in rule.allowed if not (ROOT / place).exists()] == []
