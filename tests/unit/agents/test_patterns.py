"""Patterns that are compiled when they are first used, and that all of ours can be."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import agents
from agents.patterns import Lazy, is_by, lazy


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that were compiled since."""
    seen: list[str] = []
    compile_pattern = re.compile

    def watched(pattern: str, flags: int = 0) -> re.Pattern[str]:
        seen.append(pattern)
        return compile_pattern(pattern, flags)

    monkeypatch.setattr(re, "compile", watched)
    return seen


def test_a_pattern_is_compiled_once_when_it_is_used(compiled: list[str]) -> None:
    number = lazy(r"(?P<number>\d+)")
    told = number.pattern, number.flags, repr(number)

    assert compiled == []
    assert number.findall("1 and 20") == ["1", "20"]
    assert [found["number"] for found in number.finditer("room 7")] == ["7"]
    assert number.sub("n", "1 2") == "n n"
    assert number.fullmatch("1x") is None
    assert (number.groups, dict(number.groupindex)) == (1, {"number": 1})
    assert compiled == [number.pattern]
    assert told == (r"(?P<number>\d+)", re.UNICODE, r"lazy('(?P<number>\\d+)', 32)")


@pytest.mark.parametrize(
    "flags", [re.NOFLAG, re.IGNORECASE, re.IGNORECASE | re.MULTILINE, re.VERBOSE, re.ASCII]
)
def test_flags_are_those_of_a_compiled_pattern(flags: re.RegexFlag) -> None:
    assert lazy("a", flags).flags == re.compile("a", flags).flags
    assert [lazy("^ü\\b", flags).search(text) is None for text in ("ü", "Ü", "x\nü", "üu")] == [
        re.compile("^ü\\b", flags).search(text) is None for text in ("ü", "Ü", "x\nü", "üu")
    ]


def test_what_is_wrong_with_a_pattern_is_told_when_it_is_used() -> None:
    broken = lazy("(")

    with pytest.raises(re.error):
        broken.search("text")


def test_no_pattern_has_what_compiled_ones_have_not() -> None:
    with pytest.raises(AttributeError):
        lazy("a").find("a")  # type: ignore[attr-defined]


def test_a_match_tells_which_pattern_found_it() -> None:
    word, other, small = lazy(r"\w+"), lazy(r"\w*"), lazy(r"\w+", re.IGNORECASE)
    match = word.search("text")

    assert match is not None
    assert is_by(match, word)
    assert is_by(match, other, word)
    assert not is_by(match, other, small)


def test_all_patterns_of_the_agents_can_be_compiled() -> None:
    held = [thing for thing in _held() if isinstance(thing, Lazy)]

    assert len(held) > 900
    for pattern in held:
        assert re.compile(pattern.pattern, pattern.flags).flags == pattern.flags


def test_reading_the_program_compiles_few_patterns() -> None:
    count = (
        "import re._compiler as c; made = []; read = c.compile\n"
        "c.compile = lambda *given: made.append(given) or read(*given)\n"
        "import agents.digest, agents.answer; print(len(made))"
    )

    done = subprocess.run([sys.executable, "-c", count], capture_output=True, text=True, check=True)

    assert int(done.stdout) < 150


def _held() -> list[object]:
    """All that stands in the agents' modules, and in what of theirs holds several."""
    for found in pkgutil.walk_packages(agents.__path__, "agents."):
        importlib.import_module(found.name)
    seen, waiting = dict[int, object](), list[object]()
    for name, module in list(sys.modules.items()):
        if name.startswith("agents"):
            waiting += vars(module).values()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen[id(thing)] = thing
        if isinstance(thing, dict):
            waiting += [*thing.keys(), *thing.values()]
        elif isinstance(thing, list | tuple | set | frozenset):
            waiting += thing
        elif not isinstance(thing, type) and type(thing).__module__.startswith("agents"):
            waiting += [
                getattr(thing, slot) for slot in getattr(thing, "__slots__", ()) if hasattr(thing, slot)
            ]
            waiting += vars(thing).values() if hasattr(thing, "__dict__") else []
    return list(seen.values())
