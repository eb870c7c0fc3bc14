"""Recognises secrets as people tell them: the name in one part of a sentence, the value in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.secrets import near
from agents.secrets.found import Found, SecretKind

# How far behind its name a value may stand, within one sentence.
FAR = 90
_BETWEEN = rf"(?:[^.!?;。！？\n]|\.(?=\S)){{0,{FAR}}}?"
# What leads over to the value: "..., it's 4711", "... is now 4711", "..., 4711".
_LEADS = (
    r"(?:\b(?:is|are|was|it['’]s|its|now|to|ist|sind|lautet|è|sono|es|está|est|cambiat[oa] in|auf)\s{1,3}"
    r"|[:=,(]\s{0,3}|[为是]\s?|\s[-–—]\s)(?:now\s|jetzt\s|still\s|[\"“'‘])?"
)
_COUNTED = r"(?![\d:/%€$£]|[.,]\d| ?(?:euro|eur|usd|dollars?|km|kg|people|words|times)\b)"
_YEAR = r"(?!(?:19|20)\d\d(?!\d))"
_NUMBER = rf"(?<![\d.,:/€$£#-])(?P<value>{_YEAR}\d{{4,8}}){_COUNTED}"
_CODE = (
    rf"(?<![\w#*])(?P<value>{_YEAR}(?=(?:[^\d\s]*\d){{4}})[0-9A-Z#*]{{1,6}}(?:[#*-]?[0-9A-Z]{{1,8}}){{1,2}}[#*]?)"
    rf"(?![\w#*]){_COUNTED}"
)
_PASSPORT = r"(?<![\w-])(?P<value>(?=(?:[A-Z]*\d){6})[A-Z]{0,3}\d{5,9}[A-Z]{0,2}\d?)(?![\w-])"

_PIN_NAMES = r"(?:\bPIN\b|\bpin (?:code|number|for|of)\b|\b[Gg]eheimzahl\b)"
_LOCKS = (
    r"(?i:\b(?:door|gate|entry|entrance|alarm|garage|building|safe|locker|access|key ?box|lock ?box|lock|keypad|"
    r"haustür|tür|tor|tresor|schlüsselbox)[ -]?(?:code|combination|kombination)\b"
    r"|\b(?:codice|code) (?:del|della|vom|von der|zum|for the|of the|to the) "
    r"(?:portone|cancello|porta|cassaforte|haus\w*|door|gate|building|alarm|safe|garage))"
)
_PASSPORT_NAMES = (
    r"(?:(?i:\bpassport(?: (?:number|no\.?|nr\.?|#))?|\breisepass(?:nummer)?|\bpassaporto|\bpasaporte)"
    r"|护照号?码?)"
)

# "wifi password Quince-Marmot-58!": a value right behind its name that no word of a language looks like.
_STRANGE = (
    r"(?i:\b(?:pass ?word|passwort|kennwort|pass ?code|pass ?phrase|wi-?fi key)\b|密码)\s{0,3}"
    r"(?!\[|\w*hidden\])(?=[\w!@#$%&*+~^-])"
    r"(?P<value>(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[^\s\"'“”,;。，；]{5,63}[^\s\"'“”,;.。，；)])"
)

# For each sort: what every such name holds, the kind, what to call it, and the pattern from name to value.
_SORTS: tuple[tuple[tuple[str, ...], SecretKind, str, re.Pattern[str]], ...] = (
    (("pin", "geheimzahl"), SecretKind.PIN, "PIN", re.compile(f"{_PIN_NAMES}{_BETWEEN}{_LEADS}{_NUMBER}")),
    (
        ("code", "combination", "kombination", "codice"),
        SecretKind.PIN,
        "lock code",
        re.compile(f"{_LOCKS}{_BETWEEN}{_LEADS}{_CODE}"),
    ),
    (
        ("passport", "reisepass", "passaporto", "pasaporte", "护照"),
        SecretKind.PASSPORT,
        "passport number",
        re.compile(f"{_PASSPORT_NAMES}{_BETWEEN}{_LEADS}{_PASSPORT}"),
    ),
    (
        ("passw", "pass w", "kennw", "passcode", "passphrase", "fi key", "密码"),
        SecretKind.PASSWORD,
        "password",
        re.compile(_STRANGE),
    ),
    (
        ("码", "碼"),
        SecretKind.ONE_TIME_CODE,
        "one-time code",
        re.compile(
            r"(?:验证码|驗證碼|校验码|动态码|动态密码)[^\d\n。]{0,12}(?P<value>\d{3}[ -]\d{3,4})(?!\d)"
        ),
    ),
)


def find(text: str) -> Iterator[Found]:
    """Every value that a sentence gives behind its name."""
    for names, kind, label, pattern in _SORTS:
        for match in near.matches(pattern, text, near.stretches(text, names)):
            yield Found(kind, *match.span("value"), label)
