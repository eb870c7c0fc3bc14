"""The kinds of memory: every module of this package declares one as `KIND`; nothing else names them.

Beside `KIND` a module may offer rules, all optional and found here by name:
`find(material)` gives findings; `gather(material, found)` those of all that was said together;
`slots(body)` the properties a body settles, each with its words; `about(body)` the names it answers to;
`sought(finding)` the words by which what may be about the same thing is looked for beside its key, empty for none;
`join(old, finding)` the body that holds both and whether something was replaced;
`plain(utterance, zone)` a finding of whatever was said, for notes, the model and what no rule spoke for;
`is_open(body, at)` whether something planned lies ahead of `at`, so that it may still change;
`SETTLES` for each matter that is settled once sentences that settle it, for meaning to compare with; `TAKES` the
forms of statement that this kind keeps of the latter; `claimed(finding, text)` what is made of what others say of the
user, for the user to accept; `SCREENS_OVERRULE` lets a screen change what was known before; `APART` names the field
that tells things of one key apart.
For dreams: `roll(rolling)` the body that sums others up, `rolled(body)` says that one does;
`routine(habit, before)` the body of a habit; `refresh(body)` a body with its summary made anew;
`shelve(value, topic)` a body for a line that leaves a full block.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import ModuleType
from zoneinfo import ZoneInfo

from agents.finding import Finding, Material, Utterance
from agents.statements import Form
from agents.summing import Habit, Rolling
from storage.kind import Kinds, MemoryKind
from storage.model import BodyFields, Memory

Joined = tuple[BodyFields, bool] | None
_OFFERED = (
    "find", "gather", "slots", "about", "sought", "join", "plain", "is_open", "claimed",
    "roll", "rolled", "routine", "refresh", "shelve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The deterministic part of a kind; what a kind does not say is None."""

    kind: MemoryKind
    find: Callable[[Material], list[Finding]] | None = None
    gather: Callable[[Material, Sequence[Finding]], list[Finding]] | None = None
    slots: Callable[[BodyFields], dict[str, str]] | None = None
    about: Callable[[BodyFields], frozenset[str]] | None = None
    sought: Callable[[Finding], str] | None = None
    join: Callable[[BodyFields, Finding], Joined] | None = None
    plain: Callable[[Utterance, ZoneInfo], Finding | None] | None = None
    takes: frozenset[Form] = frozenset()
    settles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_open: Callable[[BodyFields, datetime], bool] | None = None
    claimed: Callable[[Finding, str], Finding | None] | None = None
    roll: Callable[[Rolling], BodyFields] | None = None
    rolled: Callable[[BodyFields], str] | None = None
    routine: Callable[[Habit, BodyFields | None], BodyFields] | None = None
    refresh: Callable[[BodyFields], BodyFields] | None = None
    shelve: Callable[[str, str], BodyFields] | None = None
    screens_overrule: bool = False
    apart: str = ""


@cache
def all_kinds() -> Kinds:
    """Every kind found in this package. Raises RuntimeError when none is found (a broken package)."""
    return Kinds([rule.kind for rule in rules().values()])


@cache
def rules() -> Mapping[str, Rules]:
    """The rules of every kind of this package, by the kind's name, in the order of its rank."""
    return rules_in(tuple(_modules(__name__, tuple(__path__))))


def sums_up(memory: Memory, declared: Mapping[str, Rules] | None = None) -> bool:
    """True for a memory that sums others up: a dream's, or one of a whole conversation."""
    rule = (rules() if declared is None else declared).get(memory.kind)
    return bool(memory.parts) or bool(rule and rule.rolled and rule.rolled(memory.body))


def rules_in(modules: tuple[ModuleType, ...]) -> Mapping[str, Rules]:
    """The rules that modules declare. Raises RuntimeError when there is none."""
    if not modules:
        raise RuntimeError("no kind of memory was found: this installation is incomplete")
    found = sorted((_rules(module) for module in modules), key=lambda rule: (rule.kind.rank, rule.kind.name))
    return {rule.kind.name: rule for rule in found}


def _modules(package: str, path: tuple[str, ...]) -> list[ModuleType]:
    return [importlib.import_module(f"{package}.{module.name}") for module in pkgutil.iter_modules(path)]


def _rules(module: ModuleType) -> Rules:
    offered = {name: getattr(module, name, None) for name in _OFFERED}
    return Rules(
        module.KIND,
        **offered,
        takes=frozenset(getattr(module, "TAKES", ())),
        settles=getattr(module, "SETTLES", {}),
        screens_overrule=bool(getattr(module, "SCREENS_OVERRULE", False)),
        apart=getattr(module, "APART", ""),
    )
