"""The keeper's words in the window's language: names and sentences that come over the wire in English.

Only what the catalogue holds is said otherwise; what it does not know stays as it came. What a person saw, typed or
named is never looked up: these are names of declarations and sentences of the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication

from app.interfaces import (
    ChangeView,
    Check,
    CoverageView,
    GraphView,
    JobView,
    KindView,
    QueueView,
    Refused,
    Reverie,
    RuleView,
    SearchResult,
    SettingView,
    Status,
)

SENTENCES = Path(__file__).parent / "translations" / "sentences.txt"
"""The sentences that stand in the catalogue, one a line, with {0} {1} where something is put in."""


def setting(text: str) -> str:
    """A word of a setting's declaration."""
    return _known("settings", text)


def sentence(text: str) -> str:
    """A sentence of the keeper's, or a reason."""
    known = _known("keeper", text)
    return known if known != text else _filled(text)


def away(stretch: CoverageView) -> str:
    """Why nothing was kept in that time."""
    return sentence(stretch.reason or stretch.state)


def spoken(reverie: Reverie) -> Reverie:
    """The same Reverie, whose names and sentences are in the window's language, the refusals' too."""
    return cast(Reverie, _Spoken(reverie))


def status(found: Status) -> Status:
    """A status in the window's language."""
    return replace(
        found,
        reason=sentence(found.reason),
        meaning=sentence(found.meaning),
        problems=tuple(map(sentence, found.problems)),
    )


class _Spoken:
    """Hands every call on, and says what comes back in the window's language. Called on threads of the pool."""

    def __init__(self, reverie: Reverie) -> None:
        self._reverie = reverie

    # Any: each call has its own arguments and answer.
    def __getattr__(self, name: str) -> Callable[..., Any]:
        call, say = getattr(self._reverie, name), _ANSWERS.get(name)

        def spoken(*given: Any, **named: Any) -> Any:
            try:
                found = call(*given, **named)
            except Refused as refusal:
                raise _refusal(refusal) from refusal
            return found if say is None else say(found)

        return spoken


def _refusal(refusal: Refused) -> Refused:
    return Refused(sentence(refusal.title), sentence(refusal.message), refusal.code, refusal.wait_seconds)


def _kinds(found: list[KindView]) -> list[KindView]:
    return [
        replace(
            kind,
            title=_known("kinds", kind.title),
            guide=_known("kinds", kind.guide),
            columns=tuple(replace(one, heading=_known("kinds", one.heading)) for one in kind.columns),
            fields=tuple(replace(one, heading=_known("kinds", one.heading)) for one in kind.fields),
        )
        for kind in found
    ]


def _rules(found: list[RuleView]) -> list[RuleView]:
    return [replace(rule, name=_known("rules", rule.name)) if rule.built_in else rule for rule in found]


def _checks(found: list[Check]) -> list[Check]:
    return [replace(one, name=sentence(one.name), message=sentence(one.message)) for one in found]


def _settings(found: list[SettingView]) -> list[SettingView]:
    return [
        replace(
            one,
            group=setting(one.group),
            label=setting(one.label),
            text=setting(one.text),
            unit=setting(one.unit),
        )
        for one in found
    ]


def _queue(found: list[QueueView]) -> list[QueueView]:
    return [replace(one, what=sentence(one.what), waits_for=sentence(one.waits_for)) for one in found]


def _jobs(found: list[JobView]) -> list[JobView]:
    return [replace(one, what=sentence(one.what), reason=sentence(one.reason)) for one in found]


def _changes(found: list[ChangeView]) -> list[ChangeView]:
    return [replace(one, reason=sentence(one.reason)) for one in found]


def _graph(found: GraphView) -> GraphView:
    return replace(found, edges=tuple(replace(edge, why=sentence(edge.why)) for edge in found.edges))


def _search(found: SearchResult) -> SearchResult:
    return replace(found, notes=tuple(map(sentence, found.notes)))


_STATUSES = ("status", "unlock", "unlock_by_keyring", "recover", "pause", "resume")
# How the answer of a call is said in the window's language.
_ANSWERS: dict[str, Callable[[Any], Any]] = {
    "kinds": _kinds,
    "rules": _rules,
    "doctor": _checks,
    "queue": _queue,
    "jobs": _jobs,
    "changes": _changes,
    "graph": _graph,
    "search": _search,
    "setting_views": _settings,
    **dict.fromkeys(_STATUSES, status),
}


def _known(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text) if text else ""


def _filled(text: str) -> str:
    """A sentence that something was put into, put into its translation."""
    for template, pattern in _templates():
        if (found := pattern.fullmatch(text)) is not None:
            known = _known("keeper", template)
            return known.format(*map(_inner, found.groups())) if known != template else text
    return text


def _inner(text: str) -> str:
    """What was put into a sentence: a sentence or a reason itself, which are said, too, or a name that stays."""
    if text.endswith(".") and " " in text:
        return sentence(text)
    return _known("keeper", text) if len(text.split()) > 2 else text


@cache
def _templates() -> list[tuple[str, re.Pattern[str]]]:
    """The sentences with something to put in, those with the most words of their own first."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    open_ = sorted((line for line in lines if "{0}" in line), key=len, reverse=True)
    return [(line, _pattern(line)) for line in open_]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{\d\}", template)
    return re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
