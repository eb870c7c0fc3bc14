"""What a page's own history says was changed: "Lubomir changed Assignee from Lubomir Hronek to Chiamaka Obi"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.patterns import lazy

_UNTIL = r"(?=\s+[-–—·|(]\s?|\s{2,}|\s*[.;]?\s*$)"
_CHANGED = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:changed|updated|set)\s(?:the\s)?(?P<field>[^\W\d_]+(?: [^\W\d_]+)?) "
        rf"from (?P<old>\S.{{0,38}}?) to (?P<new>\S.{{0,38}}?){_UNTIL}",
        rf"\b(?:hat\s)?(?P<field>[^\W\d_]+) von (?P<old>\S.{{0,38}}?) (?:auf|"
        rf"zu|in) (?P<new>\S.{{0,38}}?) (?:geändert|gesetzt){_UNTIL}",
        rf"\bha (?:cambiato|modificato) (?P<field>[^\W\d_]+) da (?P<old>\S.{{0,38}}?) a (?P<new>\S.{{0,38}}?){_UNTIL}",
        rf"^(?P<field>[^\W\d_]+(?: [^\W\d_]+)?):? (?P<old>[^\s→].{{0,38}}?)\s?(?:→|"
        rf"->|=>)\s?(?P<new>\S.{{0,38}}?){_UNTIL}",
        r"将?(?P<field>[\u3400-\u9fff]{2,4})(?:由|从)(?P<old>\S{1,16}?)(?:改为|变更为|更改为)(?P<new>\S{1,16}?)(?=[\s，。]|$)",
    )
)
_PEOPLE = lazy(
    r"assignee|owner|lead|responsible|assigned|bearbeiter\w*|zuständig\w*|verantwortlich\w*|assegnatari\w|responsabile|"
    r"负责人|经办人|处理人",
    re.IGNORECASE,
)
_OF_PEOPLE = lazy(
    r"\b(?:owner|owned by|assignee|assigned to|responsible|lead|led by|handled by|with|zuständig|bearbeiter(?:in)?|"
    r"verantwortlich|assegnat[oa] a|responsabile)(?:\s(?:is|ist|"
    r"è)|:)?\s(?P<name>[^.;,]+)|负责人(?:是|：)?(?P<han>[^，。；\s]+)",
    re.IGNORECASE,
)


def lines_of(text: str) -> list[str]:
    """The lines of a page that say what a field was changed from and to."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if any(pattern.search(line) for pattern in _CHANGED)]


def changed(text: str, lines: Sequence[str]) -> str:
    """A text with the values that a history's lines exchange, each by its field: who it is assigned to, its status."""
    for line in lines:
        match = next((found for pattern in _CHANGED if (found := pattern.search(line))), None)
        if match is not None:
            anew = _person if _PEOPLE.fullmatch(match["field"].split()[-1]) else _value
            text = anew(text, match)
    return text


def _person(text: str, match: re.Match[str]) -> str:
    """A text on whom something is assigned to, where it names the one before by any of their names."""
    held = _OF_PEOPLE.search(text)
    group = "name" if held is not None and held["name"] else "han"
    words = held[group].split() if held is not None else []
    before = set(match["old"].split())
    if held is None or not words or words[0] not in before:
        return text
    length = next((at for at, word in enumerate(words) if word not in before), len(words))
    start = held.start(group)
    return f"{text[:start]}{match['new']}{text[start + len(' '.join(words[:length])) :]}"


def _value(text: str, match: re.Match[str]) -> str:
    """A text with the value of a field that it names before its old value: "status open"."""
    field, old = re.escape(match["field"]), re.escape(match["old"])
    held = re.compile(rf"(\b{field}\b(?:\s(?:is|ist|è))?:?\s|{field}[:：]?){old}(?!\w)", re.IGNORECASE)
    return held.sub(lambda found: f"{found[1]}{match['new']}", text, count=1)
