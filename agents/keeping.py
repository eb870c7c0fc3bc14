"""Words by which the user asks that something be kept: what they hand in with them, or what is on their screen."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"^(?:please )?(?:keep|save|store|file|remember|note|here(?:['’]s| is| are)|fyi|merk dir|speicher\w*|"
    r"conserva|salva)\b[^\n]{0,60}[:：]?\s*$|"
    r"\b(?:keep|save|store|file|hang on to|hold on to|put away) (?:this|that|these|it|them)\b|"
    r"\bneed (?:it|this|them) again\b|"
    r"\b(?:heb|bewahr)\w* (?:das|dies|es) (?:bitte )?(?:für mich )?auf\b|"
    r"\bconserva\w* (?:quest\w|lo|la)\b|(?:保存|留着|收好)|"
    r"\b(?:for later|for reference|for the record)\b",
    re.IGNORECASE,
)
# The user puts away what they look at.
_FILES = re.compile(
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
_NOT = re.compile(r"\b(?:don['’]t|do not|never|nicht|non|kein\w*)\b.{0,12}$|不要?$", re.IGNORECASE)


def asks(said: str) -> bool:
    """True for words that ask to keep what comes with them."""
    return bool(_ASKS.search(said))


def files(said: str) -> bool:
    """True for words that ask to put away what is in view."""
    found = _FILES.search(said)
    return found is not None and "?" not in said and not _NOT.search(said[: found.start()])
