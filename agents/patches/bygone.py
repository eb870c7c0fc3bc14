"""What a line that takes another's place says of the old one: "no more Leith", "statt in Fürth". It is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.patches import listed, own, signs
from agents.patterns import lazy

# A clause that says that something is no more.
_NO_MORE = lazy(
    r"\b(?:no more|no longer|not\b[^,;.]*\bany ?more|any ?more|goodbye|bye[- ]bye|farewell|behind (?:me|us)|"
    r"(?:is|are|was|were) (?:now )?(?:history|over|gone|done|finished|the past)|left [\w' -]+ behind|done with|"
    r"nicht mehr|kein\w* [^,;.]*\bmehr|nie wieder|adieu|ade|(?:ist|sind) (?:jetzt |nun )?(?:geschichte|vorbei|passé)|"
    r"non [^,;.]*\bpiù|niente più|mai più|basta(?: con)?|addio)\b|不再|再也不|[不没][^，,。]{1,8}了|告别",
    re.IGNORECASE,
)
_INSTEAD = (
    r"(?:,?\s*(?:and |und |e )?(?:instead of|rather than|not|(?:an)?statt|anstelle von|und nicht|nicht(?: mehr)?|"
    r"invece (?:di|che)|anziché|al posto di|e non|non più)\s(?:(?:in|at|from|on|the|der|dem|den|die|das|im|bei|"
    r"beim|von|"
    r"aus|a|ad|al|alla|da|dal|il|la) )*)"
)
_FROM = r"\b(?:from|von|aus|da|dal|dalla)\s(?:the |der |dem )?"
_CLAUSES = lazy(r"(?<=[,;])\s+|(?<=[，；。])\s*|(?<=[.!?])\s+|\s(?=(?:and|but|und|aber|e|ma)\s)")


def without(told: str, known: str) -> str:
    """What is told without what it only says to be no more of a known text; as it is where nothing else is left."""
    names = own.names(known)
    bare = _exchanged(told, names)
    clauses = [one for one in _CLAUSES.split(bare) if one.strip()]
    kept: list[str] = []
    for one in clauses:
        if not _is_bygone(one, names, known):
            kept.append(one)
        elif kept and _ENDED.search(one):
            kept[-1] = f"{kept[-1].rstrip(' ,;')}."
    rest = _joined(kept) if kept and len(kept) < len(clauses) else bare
    return rest if rest != told and tells_anew(rest, known) else told


_ENDED = lazy(r"[.!?]\s*$")


def _exchanged(told: str, names: Sequence[str]) -> str:
    """Words without "instead of X" and "from X to", where X is known."""
    for name in names if not signs.HAN.search(told) else ():
        whole = rf"(?:{re.escape(name)}\b)(?: (?-i:[A-Z])[\w'’-]+)*(?: any ?more)?"
        told = re.sub(rf"{_INSTEAD}{whole}", "", told, flags=re.IGNORECASE)
        told = re.sub(rf"{_FROM}{whole}\s(?=(?:to|nach|in|a|ad)\s)", "", told, flags=re.IGNORECASE)
    return told


def _is_bygone(clause: str, names: Sequence[str], known: str) -> bool:
    """Whether a clause says of what is known alone that it is no more."""
    if not _NO_MORE.search(clause):
        return False
    if signs.HAN.search(clause):
        return bool(signs.pairs(clause) & signs.pairs(known))
    return any(own.says(clause, name) for name in names) and not own.new_names(known, f"- {clause}")


def _joined(clauses: Sequence[str]) -> str:
    """The clauses that are kept, as one text again."""
    text = " ".join(one.strip() for one in clauses)
    text = re.sub(r"([，；。]) ", r"\1", text)
    return re.sub(r"^(?:and|but|und|aber|e|ma)\s", "", text.strip().rstrip(",;，； ")).strip()


def tells_anew(rest: str, known: str) -> bool:
    """Whether words tell something that is not known, by a name or an address."""
    if signs.HAN.search(rest):
        return bool(_SETTLES_HAN.search(rest) and signs.pairs(rest) - signs.pairs(known))
    return any(_tells(name) for name in own.new_names(known, f"- {rest}")) or bool(_ADDRESS.search(rest))


def _tells(name: str) -> bool:
    """Whether a name is of a place, a firm or somebody: no day, and no letters that stand for a word ("my ID")."""
    return not (name.isupper() and len(name) < _LETTERS) and not listed.days_of(name)


_LETTERS = 4
# What of Chinese words tells where, as what or with what somebody is now.
_SETTLES_HAN = lazy(r"[住搬换在去当做开用到]")
_ADDRESS = lazy(r"\d+[a-z]?,? (?-i:[A-ZÀ-Þ])|(?-i:[A-ZÀ-Þ])\w+,? \d")
