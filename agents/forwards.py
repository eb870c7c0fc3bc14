"""A mail that hands on an older one: what its sender writes today, and what was written then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents.patterns import lazy

_FORWARDS = lazy(r"^\s*(?:fwd?|wg|tr|rv|enc|i)\s*:", re.IGNORECASE)
_MARK = lazy(
    r"^[\s>-]*(?:original message|forwarded message|begin forwarded message|ursprüngliche nachricht|"
    r"weitergeleitete nachricht|"
    r"messaggio (?:originale|inoltrato)|message (?:d['’]origine|transféré)|原始邮件|转发的邮件)\b",
    re.IGNORECASE,
)
_HEADER = lazy(
    r"^(?:from|to|cc|date|sent|subject|von|an|datum|gesendet|betreff|da|a|data|inviato|oggetto|de|à|objet|发件人|收件人|时间|主题)"
    r"\s*[:：]",
    re.IGNORECASE,
)
_HEADS_A_MAIL = lazy(
    r"^(?:from|date|sent|von|datum|gesendet|da|data|inviato|de|发件人|时间)\s*[:：]\s*\S", re.IGNORECASE
)
_OUT_OF_DATE = lazy(
    r"\b(?:out of date|outdated|out-of-date|no longer (?:valid|right|true|current)|old (?:times?|dates?|mail)|"
    r"superseded|obsolete|"
    r"(?:ignore|disregard) the (?:rest|dates?|times?|old)|has changed since|veraltet|überholt|nicht mehr aktuell|"
    r"stimmt nicht mehr|superat\w|non (?:è|sono) più valid\w|vecchi\w|périmé\w*|n['’]est plus valable)\b|"
    r"过期|过时|作废",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Forward:
    """The mail as it is today, with its header, and the older one in it, with its own."""

    today: str
    before: str

    @property
    def is_outdated(self) -> bool:
        """Whether who hands it on says that it no longer holds."""
        return bool(_OUT_OF_DATE.search(self.today))


def read(text: str, title: str) -> Forward | None:
    """What a mail hands on; None for a mail that is all of today."""
    lines = text.splitlines()
    body = next(
        (at for at, one in enumerate(lines) if one.strip() and not _HEADER.match(one.strip())), len(lines)
    )
    for at in range(body + 1, len(lines)):
        line = lines[at].strip()
        if _MARK.match(line) or (_FORWARDS.match(title) and _HEADS_A_MAIL.match(line)):
            return Forward("\n".join(lines[:at]), "\n".join(lines[at:]))
    return None
