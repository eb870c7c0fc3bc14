"""What a sentence says beside a hidden value: the clauses that stand by themselves, without the one that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agents import secrets, sentences, stems
from agents.patterns import lazy
from agents.secrets import told

HIDDEN = " hidden]"
_FEWEST = 2
# What another clause begins with. A secret may hold any sign: what goes on from it without a blank is its own.
_ENDS = lazy(
    r"[;；。，]\s*|,\s+|\s+[–—-]\s+|\s+(?:and|but|so|because|since|und|aber|weil|denn|e|ma|perché)\s+(?=\w)",
    re.IGNORECASE,
)
# What names a secret: a clause with it may hold the rest of the value.
_NAMES = lazy(
    r"pass ?w|pass ?(?:code|phrase)|kennw|\bcod(?:es?|ice)\b|\bpins?\b|\bkeys?\b|combina|kombination|geheim|"
    r"token|secret|"
    r"chiave|schlüssel|\biban\b|passport|passaporto|reisepass|密码|口令|密钥|护照",
    re.IGNORECASE,
)
# What may be told though it looks like a password.
_OPEN = lazy(r"\b(?:network|ssid|netzwerk|netz|rete)\b|网络", re.IGNORECASE)
_STRANGE = lazy(r"(?=\S*\d)(?=\S*[A-Za-z])[^\s,;]{6,}|\d{4,}|\w\S*[#*@!$%]\S*\w")
_DATED = lazy(r"\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b|\b\d{1,2}:\d\d\b")
_NOT_KEPT = lazy(
    r"\b(?:don['’]t|do not|never) (?:keep|save|store|remember|note)\b|nicht (?:merken|speichern|behalten)|"
    r"non (?:salvar|tener|ricordar|memorizzar)\w*|(?:不要|别)(?:记|保存|存)",
    re.IGNORECASE,
)
_ASKED = lazy(
    r"(?:please|pls|remember|keep|save|note|store|bitte|merk|speicher|notier|ricorda|salva|segna|tieni|"
    r"don['’]t|do not|never)\b|请|帮我|记住?|保存",
    re.IGNORECASE,
)


def parts(sentence: str) -> list[str]:
    """A sentence itself; of one with a hidden value the clauses beside it that say something by themselves."""
    if HIDDEN not in sentence:
        return [sentence]
    if _NOT_KEPT.search(sentence):
        return []
    return [one for one in _clauses(sentence) if _stands(one)]


def beside(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Sentences with how they stand in their text, of those with a hidden value what stands beside it."""
    for sentence, whole in pairs:
        if HIDDEN not in whole:
            yield sentence, whole
        else:
            yield from ((part, part) for part in parts(sentence) if HIDDEN not in part)


def _clauses(sentence: str) -> Iterator[str]:
    """The clauses as they stand, a clause without its own subject or verb with the one before it."""
    place, held = 0, ""
    for end in (*_ENDS.finditer(sentence), None):
        piece = sentence[place : end.start() if end else len(sentence)]
        goes_on = held and HIDDEN not in held + piece and sentences.is_fragment(piece)
        if goes_on:
            held = sentence[sentence.index(held) : end.start() if end else len(sentence)]
        else:
            yield held.strip()
            held = piece
        place = end.end() if end else place
    yield held.strip()


def _stands(clause: str) -> bool:
    """Whether a clause says something by itself, and nothing in it could be a secret or the rest of one."""
    if HIDDEN in clause or _NAMES.search(clause) or _ASKED.match(clause) or secrets.find(clause):
        return False
    if told.suspects(clause) or (_STRANGE.search(_DATED.sub("", clause)) and not _OPEN.search(clause)):
        return False
    return not sentences.is_fragment(clause) and len(stems.content(clause)) >= _FEWEST
