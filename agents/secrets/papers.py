"""Recognises the numbers on somebody's papers by what the paper is called, whatever their check digits say.

People mistype and shorten: "HR needs my NI, tell them QQ 12 34 81 C", "mein Perso, das ist L01X00T47".
"""

from __future__ import annotations

from collections.abc import Iterator

from agents.secrets import misread, sieve
from agents.secrets.found import Found, SecretKind

_PAPERS = (
    r"(?:\bN\.?I\.?(?: number| no\.?)?\b|\bNINO\b|\bUTR\b|(?P<ssn>\bSSN\b|(?i:\bsocial security\b))|"
    r"\bNHS\b(?= (?:number|no))|(?i:\b(?:national insurance|"
    r"driv(?:ing|er['’]?s) licen[cs]e|identity card|id card|tax (?:id|number)|residence permit|"
    r"perso|(?:personal)?ausweis(?:nummer)?|fuhrerschein(?:nummer)?|(?:sozial|renten)versicherung(?:s?nummer)?|"
    r"steuer-?(?:id|nummer)|aufenthaltstitel|reisepass|"
    r"carta d['’]identita|codice fiscale|patente|tessera sanitaria|passaporto|permesso di soggiorno|"
    r"(?:numero de )?secu(?:rite sociale)?|dni|nie)\b)|身份证|护照|驾驶证|社保)"
)
_NUMBER = (
    r"(?<![A-Za-z0-9_-])(?P<value>(?=(?:[A-Z /-]{0,8}\d){5})(?!(?:0?[1-9]|[12]\d|3[01])[ ./-](?:0?[1-9]|"
    r"1[0-2])[ ./-](?:\d\d){1,2}(?!\w))"
    r"(?!(?:19|20)\d\d[ -]\d\d)"
    r"[A-Z0-9]{1,18}(?:[ /-][A-Z0-9]{1,12}){0,7})(?![A-Za-z0-9_/-]|[.,]\d| ?(?:euro|EUR|people)\b|[年月元])"
)
_TOLD = misread.compiled(rf"{_PAPERS}[^\d\n.;。!?]{{0,40}}?{_NUMBER}")

SIEVE = sieve.Sieve((_TOLD,))


def find(text: str) -> Iterator[Found]:
    """Every number behind the name of a paper, in the same sentence."""
    for match in _TOLD.finditer(text) if _TOLD in SIEVE.through(text) else ():
        kind = SecretKind.SSN if match["ssn"] else SecretKind.NATIONAL_ID
        yield Found(kind, *match.span("value"), "number of a paper")
