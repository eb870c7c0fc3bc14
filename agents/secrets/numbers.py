"""Recognises secrets made of numbers: cards, accounts, social security numbers, one-time codes, PINs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.secrets import checks, near
from agents.secrets.found import Found, SecretKind

DIGIT_RUN = re.compile(r"(?<![\w.])\d(?:[ \u00a0\n–-]{0,2}\d){11,40}(?!\d)")
GROUP = re.compile(r"\d+")
NOT_A_CARD = re.compile(
    r"(?:order|tracking|invoice|isbn|ean|gtin|imei|serial|shipment|ticket|bestell\w*|rechnung\w*|订单号?|运单号?)"
    r"(?: ?(?:number|no\.?|nr\.?|id|#))?[ :#]*$",
    re.IGNORECASE,
)
CARD_WORDS = re.compile(r"card|visa|karte|carte|tarjeta|carta|信用卡|银行卡", re.IGNORECASE)
IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}")
IBAN = re.compile(r"[A-Za-z]{2}\d{2}(?:[ \u00a0\n-]{0,2}[A-Za-z0-9]){11,30}")
CARD_CODE = re.compile(
    r"\b(?:cvv2?|cvc2?|cid|card (?:verification|security) (?:code|value|number)"
    r"|kartenprüfnummer)\b[\s:=#]{0,3}(\d{3,4})\b",
    re.IGNORECASE,
)
SSN = re.compile(
    r"\b(?:ssn|social[ -]security(?:[ -](?:number|no\.?|num|#))?)\b[^\d\n]{0,24}\n?"
    r"((?!000|666|9\d\d)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4})(?!\d)",
    re.IGNORECASE,
)
PIN = re.compile(
    r"(?<!postal )(?<!area )\b(?:pin(?:[ -]?(?:code|number|nummer))?|geheimzahl|code pin|codice pin|código pin)\b"
    r"(?: (?:for|of|für|to) [\w' -]{1,30}?)?[\s:=]{1,3}(?:is |ist |lautet |est |es )?[\"']?(\d{4,8})(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
LOCK_CODE = re.compile(
    r"\b(?:door|alarm|gate|garage|entry|entrance|lock|padlock|safe|key ?box|building|voicemail|luggage|tür"
    r"|haustür|tresor)"
    r"[ -]?(?:access )?(?:code|combination|combo|pin)\b(?: (?:for|of|at|für) [\w' -]{1,30}?)?"
    r"[\s:=]{1,3}(?:is |was |ist |lautet )?(?:now )?(\d{1,2}-\d{1,2}-\d{1,2}|#?\d{3,8}#?)(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
CODE_NAME = (
    r"(?:(?:verification|security|one[- ]?time|log[- ]?in|sign[- ]?in|confirmation|authenti?cation|authorization|2fa|"
    r"two[- ]factor|mfa|sms|access)[ -]?(?:pass)?(?:code|pin|password)|otp|m?tan|(?:bestätigungs|sicherheits|einmal|"
    r"anmelde|verifizierungs)-?code|einmalpasswort|code de (?:vérification|sécurité|confirmation)|"
    r"código de (?:verificación|seguridad|confirmación|verificação)|codice di (?:verifica|sicurezza|conferma))"
)
CODE_VALUE = r"((?:[A-Z]-)?\d{3}[ -]\d{3}|(?:[A-Z]-)?\d{4,8})(?![\d.,]\d|\d|[%/:-])"
CODE_AFTER = re.compile(rf"\b{CODE_NAME}\b[^\n.\d]{{0,40}}?[\s:=(]{CODE_VALUE}", re.IGNORECASE)
CODE_BEFORE = re.compile(
    rf"(?<![\w.-]){CODE_VALUE}\s+(?:is|ist|est|es|è|é)\s+(?:your|the|ihr|dein|votre|ton|su|tu"
    rf"|il tuo)\b[^\n.]{{0,40}}?"
    rf"(?:\bcode\b|\w*code\b|código|codice|\botp\b|\btan\b|pass)",
    re.IGNORECASE,
)
CODE_CHINESE = re.compile(r"(?:验证码|驗證碼|校验码|动态密码)[^\d\n]{0,8}(\d{4,8})(?!\d)")
CODE_CHINESE_BEFORE = re.compile(r"(?<!\d)(\d{4,8})[^\d\n.。!！]{0,8}(?:验证码|驗證碼|校验码)")
BACKUP_CODES = re.compile(
    r"\b(?:recovery|backup|scratch)[ -]codes?\b[^\n]{0,80}\n?((?:[ \t]*(?:\d{1,2}[.)] ?)?"
    r"(?:[a-z0-9]{4,6}-[a-z0-9]{4,6}|\d{4} ?\d{4}|[a-z]*\d[a-z0-9]{7,11})[ \t,]*\n?){2,20})",
    re.IGNORECASE,
)
# For each sort of number that its name gives away: a part of every such name, and the patterns.
NAMED: tuple[tuple[tuple[str, ...], SecretKind, str, tuple[re.Pattern[str], ...]], ...] = (
    (("ssn", "social"), SecretKind.SSN, "social security number", (SSN,)),
    (("pin", "geheimzahl"), SecretKind.PIN, "PIN", (PIN,)),
    (("code", "comb", "pin"), SecretKind.PIN, "lock code", (LOCK_CODE,)),
    (("cvv", "cvc", "cid", "card", "kartenpr"), SecretKind.CARD, "card security code", (CARD_CODE,)),
    (
        ("code", "código", "codice", "pass", "otp", "tan", "pin"),
        SecretKind.ONE_TIME_CODE,
        "one-time code",
        (CODE_AFTER, CODE_BEFORE),
    ),
    (("码", "碼"), SecretKind.ONE_TIME_CODE, "one-time code", (CODE_CHINESE, CODE_CHINESE_BEFORE)),
)
BACKUP_NAMES = ("recovery", "backup", "scratch")


def find(text: str) -> Iterator[Found]:
    """Every secret number of a text; some may overlap."""
    for run in DIGIT_RUN.finditer(text):
        yield from _cards(text, run)
    yield from _ibans(text)
    for names, kind, label, patterns in NAMED:
        places = near.stretches(text, names)
        for pattern in patterns:
            yield from _grouped(near.matches(pattern, text, places), kind, label)
    if near.holds(text, BACKUP_NAMES):
        yield from _grouped(BACKUP_CODES.finditer(text), SecretKind.ONE_TIME_CODE, "recovery codes")


def _grouped(matches: Iterator[re.Match[str]], kind: SecretKind, label: str) -> Iterator[Found]:
    for match in matches:
        group = match.lastindex or 0
        yield Found(kind, match.start(group), match.end(group), label)


def _cards(text: str, run: re.Match[str]) -> Iterator[Found]:
    """Cards among a run's groups of digits: other numbers may stand before and after them."""
    groups = [(m.start() + run.start(), m.end() + run.start()) for m in GROUP.finditer(run[0])]
    index = 0
    while index < len(groups):
        length = _card_length(text, groups[index:])
        if length:
            first, last = groups[index][0], groups[index + length - 1][1]
            yield Found(SecretKind.CARD, first, last, "card number")
        index += length or 1


def _card_length(text: str, groups: list[tuple[int, int]]) -> int:
    """How many groups, from the first, make a card (the longest); 0 for none."""
    best, digits = 0, ""
    for count, (first, last) in enumerate(groups, start=1):
        digits += text[first:last]
        if len(digits) > 19:
            break
        spread = count > 1 and min(b - a for a, b in groups[:count]) < 3
        if len(digits) >= 12 and not spread and _plausible(text, groups[0][0], digits):
            best = count
    return best


def _plausible(text: str, first: int, digits: str) -> bool:
    """Thirteen digits are mostly a barcode, so they need a card's name near by."""
    before = text[max(0, first - 40) : first]
    named = CARD_WORDS.search(before)
    if not named and (len(digits) == 13 or NOT_A_CARD.search(before)):
        return False
    return checks.is_card(digits)


def _ibans(text: str) -> Iterator[Found]:
    """Looked for at every possible start, because the words after an account may look like its rest."""
    for start in IBAN_START.finditer(text):
        match = IBAN.match(text, start.start())
        length = checks.IBAN_LENGTHS.get(start[0][:2].upper(), 0)
        if match is None or not length:
            continue
        end = _end_of(match[0], length)
        if checks.is_iban(re.sub(r"[^A-Z0-9]", "", match[0][:end].upper())):
            yield Found(SecretKind.IBAN, match.start(), match.start() + end, "IBAN")


def _end_of(text: str, count: int) -> int:
    """Where the first `count` letters and digits end."""
    seen = 0
    for index, character in enumerate(text):
        seen += character.isalnum()
        if seen == count:
            return index + 1
    return len(text)
