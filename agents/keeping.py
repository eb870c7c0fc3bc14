"""Words by which the user asks that something be kept: what they hand in with them, or what is on their screen."""

from __future__ import annotations

import re

from agents.patterns import lazy

_ASKS = lazy(
    r"^(?:(?:please|pls|bitte|ok(?:ay)?)[, ]+)?(?:keep|save|store|file|remember|note|write (?:this|these|that|it)|jot|"
    r"here(?:['’]s| is| are)|fyi|merk dir|notier\w*|"
    r"schreib\w* (?:dir |mir )?(?:das|dies\w*|bitte)|speicher\w*|conserva|salva\w*|segna\w*)\b[^\n]{0,60}[:：]?\s*$|"
    r"\b(?:note|write|jot|take) (?:this|that|these|it|them) (?:\w+ )?down\b|"
    r"[帮请].{0,2}(?:存|记|保存|收)(?:一下|下来|好)|^(?:存|记|保存)(?:一下|下来)|"
    r"\b(?:keep|save|store|file|hang on to|hold on to|put away) (?:this|that|these|it|them)\b|"
    r"\bneed (?:it|this|them) again\b|"
    r"\b(?:heb|bewahr)\w* (?:das|dies|es) (?:bitte )?(?:für mich )?auf\b|"
    r"\bconserva\w* (?:quest\w|lo|la)\b|(?:保存|留着|收好)|"
    r"\b(?:for later|for reference|for the record)\b",
    re.IGNORECASE,
)
# The user puts away what they look at.
_FILES = lazy(
    r"\b(?:file|save|store|archive|stash|hang on to|hold on to) (?:away )?(?:this|that|these|it|them)\b|"
    r"\bput (?:this|that|these|it|them) (?:away|somewhere|"
    r"(?:in|with|among) (?:my|the) (?:files|documents|folder|papers))\b|"
    r"\bkeep (?:this|that|these|it|them) (?:for|somewhere|safe|handy|on file|please)\b|"
    r"\bkeep (?:this|that|these|it|them)\s*[.!,]?$|"
    r"\b(?:leg|heft)\w* (?:das|dies\w*|es|sie|ihn) .{0,24}\b(?:ab|weg)\b|"
    r"\b(?:speicher|archivier)\w* (?:das|dies\w*|es|sie|ihn)\b|"
    r"\b(?:heb|bewahr)\w* (?:das|dies\w*|es|sie|ihn) .{0,24}\bauf\b|"
    r"\b(?:conserva|archivia|salva|metti)(?:l[oaie]\b| quest\w)|"
    r"[把将这那它].{0,8}(?:存好|保存|存起来|归档|收好|留着)",
    re.IGNORECASE,
)
_NOT = lazy(r"\b(?:don['’]t|do not|never|nicht|non|kein\w*)\b.{0,12}$|不要?$", re.IGNORECASE)


def asks(said: str) -> bool:
    """True for words that ask to keep what comes with them."""
    return bool(_ASKS.search(said))


_OWN = lazy(r"(?<![\w'’])(?:i|i['’]m|my|we|our|ich|mein\w*|wir|io|mi[oa]|ho|sono)(?![\w])|我", re.IGNORECASE)
# Lines that make what is handed in a document.
_FEWEST = 2


def handed_in(text: str) -> tuple[str, str] | None:
    """The line that asks to keep something, and the lines below that it hands in; None where it hands in none.

    Lines in the first person are what somebody says, and no document.
    """
    said, _, rest = text.strip().partition("\n")
    lines = [line for line in rest.splitlines() if line.strip()]
    if len(lines) < _FEWEST or not asks(said) or said.rstrip().endswith("?"):
        return None
    own = sum(bool(_OWN.search(line)) for line in lines)
    return None if 2 * own >= len(lines) else (said, rest)


def files(said: str) -> bool:
    """True for words that ask to put away what is in view."""
    found = _FILES.search(said)
    return found is not None and "?" not in said and not _NOT.search(said[: found.start()])
