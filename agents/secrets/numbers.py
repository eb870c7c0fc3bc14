"""Recognises secrets made of numbers: cards, accounts, social security numbers, one-time codes, PINs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Set

from agents.patterns import lazy
from agents.secrets import checks, misread, near, sieve
from agents.secrets.found import Found, SecretKind

# What may not stand before a number is looked at behind its first digit: only where there is a digit at all.
DIGIT_RUN = lazy(r"\d(?<![\w.]\d)(?:[ \u00a0\n/–-]{0,2}\d){11,40}(?!\d)")
GROUP = lazy(r"\d+")
NOT_A_CARD = lazy(
    r"(?:order|tracking|invoice|isbn|ean|gtin|imei|serial|shipment|ticket|reference|transaction|batch"
    r"|bestell\w*|rechnung\w*"
    r"|订单号?|运单号?)(?: ?(?:number|no\.?|nr\.?|id|#))?(?: is| ist)?[^A-Za-z\u4e00-\u9fff]*$",
    re.IGNORECASE,
)
CARD_WORDS = lazy(
    r"\bcard|visa\b|master ?card|amex|american express|discover|\bjcb\b|diners|unionpay|maestro|karte"
    r"|carte\b|tarjeta|\bcarta\b"
    r"|信用卡|银行卡|卡号",
    re.IGNORECASE,
)
# A number that is called a card's and grouped like one, whether or not its check digit was read right.
CARD_NAMED = lazy(
    r"(?:card|visa|master ?card|amex|american express|karten?|carte|tarjeta|carta|信用卡|银行卡|卡号)"
    r"(?: ?(?:number|no\.?|nr\.?|nummer|num|#))?[^\w\n]{0,6}(?:is |ist |est |es )?\n?"
    r"(\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,4}(?:[ -]?\d{1,3})?|\d{4}[ -]?\d{6}[ -]?\d{4,5}"
    r"|\d{4}[ -]\d{4}[ -]?\d{0,4})(?![\d-])",
    re.IGNORECASE,
)
# A number right behind its name in which one letter was doubled, dropped or read as a sign.
DIGITLIKE = r"[\dOoIl|/SsBZG]"
CARD_SLIPPED = lazy(
    r"(?i:card|visa|amex|american express|karten?|carte|tarjeta|carta(?: di credito)?|信用卡|银行卡|卡号)"
    r"(?i: ?(?:number|no\.?|nr\.?|nummer|num|#))?[^\w\n]{0,6}(?:is |ist |est |es )?\n?"
    rf"({DIGITLIKE}{{1,20}}(?:[ -]{{1,2}}{DIGITLIKE}{{1,8}}){{0,6}})(?![\w-])"
)
SSN_SLIPPED = lazy(
    r"(?i:\b(?:ssn|itin|social[ -]?security(?:[ -]?(?:number|no\.?|num|#))?))(?![a-z])(?! hidden)[^\d\n]{0,12}\n?"
    rf"({DIGITLIKE}{{2,4}}[ -]{{1,3}}{DIGITLIKE}{{1,3}}[ -]{{1,3}}{DIGITLIKE}{{3,5}})(?![\w-])"
)
# For each of these the fewest digits, and the fewest and most letters.
SLIPPED = (
    (
        ("card", "visa", "amex", "american", "kart", "carte", "tarjeta", "carta", "卡"),
        CARD_SLIPPED,
        12,
        (13, 20),
    ),
    (("ssn", "itin", "social"), SSN_SLIPPED, 6, (8, 11)),
)
IBAN_START = lazy(r"(?<![A-Za-z0-9])[A-Za-z1|068]{2} ?[\dOoQDIl|SBZ]{2}(?=[ \u00a0\n-]{0,2}[A-Za-z0-9|])")
IBAN = lazy(r"[A-Za-z1|068]{2} ?[\dOoQDIl|SBZ]{2}(?:[ \u00a0\n-]{0,2}[A-Za-z0-9|!\])}]){11,30}")
# An account that is called one, though a letter too many or too few was read.
IBAN_NAMED = lazy(
    r"\b(?:i?ban|konto(?:nummer)?|compte|account(?: number| no\.?)?|cuenta|conto|rekening"
    r"|bank(?:verbindung|konto| account))\b[^\w\n]{0,6}\n?"
    r"([A-Z1|068]{2} ?[\dOQDIlSBZ]{2}(?:[ -]?[A-Z0-9|\])}/]{1,6}){2,9})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# An account that somebody is to pay to, in capitals.
IBAN_PAID = lazy(
    r"(?i:\b(?:pay|paid|send|sent|transfer|wire|account|bank|uberweis\w*|zahl\w*|vir(?:er|ement)|payer|pagar|"
    r"bonifico)\b)"
    r"[^\n]{0,30}?(?<![A-Za-z0-9])([A-Z]{2}[\dO][\dOIlSB](?: ?[A-Z0-9l|]{4}){2,7}(?: ?[A-Z0-9l|]{1,4})?)"
    r"(?![A-Za-z0-9])"
)
IBAN_SLACK = 3
# So many digits are read in most accounts, and in those of the right length at least some.
DIGITS_OF_IBAN, FEWEST_OF_IBAN = 6, 4
CARD_CODE = lazy(
    r"\b(?:cvv2?|cvc2?|cid|card (?:verification|security) (?:code|value|number)"
    r"|(?:karten)?prufn?(?:ummer|ziffern?)|kartenprufzahl|sicherheits(?:code|nummer)|codice di sicurezza"
    r"|cryptogramme(?: visuel)?|codigo de seguridad)\b[\s:=#]{0,3}(\d{3,4})\b",
    re.IGNORECASE,
)
SSN = lazy(
    r"\b(?:ssn|itin|social[ -]?security(?:[ -]?(?:number|no\.?|num|#))?)(?![a-z])(?! hidden)[^\d\n]{0,24}\n?"
    r"((?!000|666|9\d\d)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4})(?!\d)",
    re.IGNORECASE,
)
# Three, two and four digits with strokes are hardly anything else.
SSN_BARE = lazy(r"\d(?<![\w.,/+-]\d)\d\d(?<!000)(?<!666) ?- ?(?!00)\d\d ?- ?(?!0000)\d{4}(?![\w-])")
PIN = lazy(
    r"(?<!postal )(?<!area )\b(?:pin(?:[ -]?(?:code|number|nummer))?|geheimzahl|code pin|codice pin|código pin)\b"
    r"(?: (?:for|of|fur|to) [\w' -]{1,30}?)?[\s:=]{1,3}(?:is |ist |lautet |est |es )?[\"']?(\d{4,8})(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
LOCK_CODE = lazy(
    r"\b(?:door|alarm|gate|garage|entry|entrance|lock|padlock|safe|key ?box|building|voicemail|luggage|tur"
    r"|haustur|tresor)"
    r"[ -]?(?:access )?(?:code|combination|combo|pin)\b(?: (?:for|of|at|fur) [\w' -]{1,30}?)?"
    r"[\s:=]{1,3}(?:is |was |ist |lautet )?(?:now )?(\d{1,2}-\d{1,2}-\d{1,2}|#?\d{3,8}#?)(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
# Without accents: the text is looked through without them.
CODE_NAME = (
    r"(?:(?:verification|security|one[- ]?time|log[- ]?in|sign[- ]?in|confirmation|authenti?cation"
    r"|authenticator|authorization|"
    r"access|activation|2fa|two[- ]factor|mfa|sms)[ -]?(?:pass)?(?:code|pin|password)|passcode|otp|m?tan|"
    r"(?:best.{1,2}tigungs|sicherheits|einmal|anmelde|verifizierungs|zugangs|sms|aktivierungs|freigabe)-?code"
    r"|einmal-?pass?wort|"
    r"code (?:de )?(?:v.rification|s.curit.|confirmation|connexion|validation)|code a usage unique"
    r"|mot de passe a usage unique|"
    r"c\w{1,3}digo (?:de )?(?:verificaci\w{1,2}n|seguridad|confirmacion|verifica..o|acceso|seguranca|un solo uso)"
    r"|clave de un solo uso|"
    r"codice (?:di )?(?:verifica|sicurezza|conferma|accesso|temporaneo|otp)|"
    r"(?:your|ihr|dein|votre|ton|tu|su|il tuo|uw|je)(?: [\w-]{2,20}){0,2} (?:code|c.digo|codice|pin"
    r"|otp)(?= ?(?::|is\b|ist\b|lautet\b|est\b|es\b|e\b)))"
)
CODE_VALUE = r"((?:[A-Z]-)?\d{3}[ -]\d{3}|(?:[A-Z]-)?\d{4,8})(?![\d.,]\d|\d|[%/:-]\w)"
CODE_AFTER = lazy(
    rf"(?<![A-Za-z]){CODE_NAME}(?![a-z])(?! hidden)[^\n.;\d]{{0,40}}?\n?[\s:=(]{CODE_VALUE}", re.IGNORECASE
)
CODE_BEFORE = lazy(
    rf"(?<![\w.-]){CODE_VALUE}\s+(?:-\s+)?(?:is|ist|est|es|e)\s+(?:your|the|ihr|dein|votre|ton|su|tu"
    rf"|il tuo)\b[^\n.]{{0,40}}?"
    rf"(?:\bcode\b|\w*code\b|c.digo|codice|\botp\b|\btan\b|pass)",
    re.IGNORECASE,
)
# "Use 482913 to sign in": told by what it is good for.
CODE_FOR = lazy(
    rf"\b(?:use|enter|type|geben sie|gib|verwende\w*(?: sie)?|nutze\w*(?: sie)?|saisissez|entrez|utilise[rz]?|"
    rf"introduce|"
    rf"ingresa|inserisci|utilizza|usa|utili[cz][ea])(?: (?:the "
    rf"|den |le |el |il )?(?:code|c.digo|codice))?"
    rf"\s+{CODE_VALUE}\s+(?:to|um|zur|zum|pour|para|per)\b[^\n]{{0,60}}?(?:sign|log|verif|confirm"
    rf"|authenti|access|complete|anmeld|bestatig|identit"
    rf"|connect|connexion|valider|inici|acced|acceder|continu|conferm|acquist|payment|paiement|pago|pagam|"
    rf"zahlung|registr)",
    re.IGNORECASE,
)
# "271894, it expires in a minute", "never share it": told by how long it is good for, and for whom.
SHORT_LIVED = lazy(
    r"(?<![\w.,:/-])(\d{3}[ -]\d{3}|\d{6,8})(?![\d.,]\d|\d|[%/:-]\w)[^\d\n]{0,60}?"
    r"(?:(?:expires?|valid|good|dies|gultig|verfallt|scade|valido|expire|valable|caduca|vale)\b[^\d\n]{0,12}"
    r"(?:\d{1,2}|an?|one|two|five|ten|einer?|zwei|funf|zehn|un[ao]?|cinq|dix|cinque|dieci|cinco|diez)\s?min"
    r"|(?:never|do not|don['’]t) (?:share|tell)|nicht weiter|niemandem|non condivid|ne (?:le |"
    r"la )?(?:partagez|communiquez)"
    r"|no (?:lo |la )?compart|what you need to (?:approve|confirm|authori)|\d+ ?分钟内?有效|请勿(?:告诉|泄露|转发))",
    re.IGNORECASE,
)
CODE_CHINESE = lazy(r"(?:验证码|驗證碼|校验码|动态密码)[^\d\n]{0,8}(\d{4,8})(?!\d)")
CODE_CHINESE_BEFORE = lazy(r"(?<!\d)(\d{4,8})[^\d\n.。!！]{0,8}(?:验证码|驗證碼|校验码)")
# Between the name and the codes a line or two may say what they are for.
BACKUP_CODES = lazy(
    r"(?:\b(?:(?:recovery|backup|scratch|emergency|one-time)[ -]codes?|"
    r"(?:wiederherstellungs|backup-?|notfall|ersatz)codes?"
    r"|codici di (?:recupero|backup|riserva|emergenza)|codes? de (?:secours|recuperation))\b|"
    r"恢复代码|备用验证?码|备份码)"
    r"[^\n]{0,80}(?:\n[^\n]{0,120}){0,2}?\n?((?:[ \t]*(?:\d{1,2}[.)] ?)?"
    r"(?:[a-z0-9]{4,6}-[a-z0-9]{4,6}|\d{4} ?\d{4}|[a-z]*\d[a-z0-9]{7,11})[ \t,]*\n?){2,20})",
    re.IGNORECASE,
)
# For each sort of number that its name gives away: a part of every such name, and the patterns.
NAMED: tuple[tuple[tuple[str, ...], SecretKind, str, tuple[re.Pattern[str], ...]], ...] = (
    (("ssn", "social"), SecretKind.SSN, "social security number", (SSN,)),
    (("pin", "geheimzahl"), SecretKind.PIN, "PIN", (PIN,)),
    (("code", "comb", "pin"), SecretKind.PIN, "lock code", (LOCK_CODE,)),
    (
        ("card", "visa", "amex", "american", "kart", "carte", "tarjeta", "carta", "卡"),
        SecretKind.CARD,
        "card number",
        (CARD_NAMED,),
    ),
    (
        ("cvv", "cvc", "cid", "card", "pruf", "sicherheits", "sicurezza", "cryptogr", "seguridad"),
        SecretKind.CARD,
        "card security code",
        (CARD_CODE,),
    ),
    (
        ("code", "digo", "codice", "pass", "otp", "tan", "pin", "clave"),
        SecretKind.ONE_TIME_CODE,
        "one-time code",
        (CODE_AFTER, CODE_BEFORE),
    ),
    (
        (
            "use",
            "usa",
            "util",
            "nutz",
            "wend",
            "enter",
            "type",
            "geb",
            "gib",
            "saisi",
            "entre",
            "introd",
            "ingres",
            "inseri",
        ),
        SecretKind.ONE_TIME_CODE,
        "one-time code",
        (CODE_FOR,),
    ),
    (
        (
            "min",
            "share",
            "tell",
            "weiter",
            "niemand",
            "condivid",
            "tagez",
            "quez",
            "compart",
            "need",
            "分钟",
            "请勿",
        ),
        SecretKind.ONE_TIME_CODE,
        "one-time code",
        (SHORT_LIVED,),
    ),
    (("码", "碼"), SecretKind.ONE_TIME_CODE, "one-time code", (CODE_CHINESE, CODE_CHINESE_BEFORE)),
)
# What is looked for in a text as it was read, and in one whose numbers were put right.
AS_READ = sieve.Sieve((IBAN_NAMED, IBAN_PAID, BACKUP_CODES, *(pattern for _, pattern, *_ in SLIPPED)))
PUT_RIGHT = sieve.Sieve(pattern for *_, patterns in NAMED for pattern in patterns)


def find(text: str, read: str) -> Iterator[Found]:
    """Every secret number of a text, which is `read` with its numbers put right; some may overlap."""
    for run in DIGIT_RUN.finditer(read):
        yield from _cards(read, run)
    yield from _ibans(text)
    yield from _headless_ibans(text)
    likely, named = AS_READ.through(text), PUT_RIGHT.through(read)
    yield from _named_ibans(text, likely)
    for match in SSN_BARE.finditer(read):
        if not NOT_A_CARD.search(read, max(0, match.start() - 40), match.start()):
            yield Found(SecretKind.SSN, match.start(), match.end(), "social security number")
    for names, kind, label, patterns in NAMED:
        wanted = [pattern for pattern in patterns if pattern in named]
        places = near.stretches(text, names) if wanted else []
        for pattern in wanted:
            yield from _grouped(near.matches(pattern, read, places), kind, label)
    yield from _slipped(text, likely)
    if BACKUP_CODES in likely:
        yield from _grouped(BACKUP_CODES.finditer(text), SecretKind.ONE_TIME_CODE, "recovery codes")


def _slipped(text: str, likely: Set[sieve.Pattern]) -> Iterator[Found]:
    for (names, pattern, digits, (least, most)), kind in zip(
        SLIPPED, (SecretKind.CARD, SecretKind.SSN), strict=True
    ):
        if pattern not in likely:
            continue
        for match in near.matches(pattern, text, near.stretches(text, names)):
            bare = re.sub(r"[ -]", "", match[1])
            if least <= len(bare) <= most and sum(map(str.isdigit, bare)) >= digits:
                yield Found(kind, match.start(1), match.end(1), f"{kind} number")


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
    before = text[max(0, first - 60) : first]
    named = CARD_WORDS.search(before)
    if not named and (len(digits) == 13 or NOT_A_CARD.search(before)):
        return False
    return checks.is_card(digits)


def _ibans(text: str) -> Iterator[Found]:
    """Looked for at every possible start, because the words after an account may look like its rest."""
    for start in IBAN_START.finditer(text):
        countries = {misread.letters(start[0][:2]), misread.letters(start[0][:2].replace("l", "I"))}
        known = countries & checks.IBAN_SHAPES.keys()
        match = IBAN.match(text, start.start()) if known else None
        if match is not None:
            yield from _of_countries(match, known)


def _of_countries(match: re.Match[str], countries: Set[str]) -> Iterator[Found]:
    for country in countries:
        length = len(checks.IBAN_SHAPES[country])
        for letters in (length, length + 1):
            end = _end_of(match[0], letters)
            # With a letter too many an identifier in groups would pass too often.
            if letters > length and "-" in match[0][:end]:
                continue
            if _is_iban(country, match, end):
                yield Found(SecretKind.IBAN, match.start(), match.start() + end, "IBAN")


# An I at the beginning is a line's end, or nothing, to a reader of pixels.
IBAN_WITHOUT_I = lazy(r"[ETSL](?<![A-Za-z0-9][ETSL])\d{2}(?:[ \u00a0\n-]?[A-Za-z0-9]){11,30}")


def _headless_ibans(text: str) -> Iterator[Found]:
    """Irish, Italian, Icelandic and Israeli accounts whose first letter was not read."""
    for match in IBAN_WITHOUT_I.finditer(text):
        end = _end_of(match[0], len(checks.IBAN_SHAPES[f"I{match[0][0]}"]) - 1)
        if checks.is_iban("I" + re.sub(r"[^A-Z0-9]", "", match[0][:end].upper())):
            yield Found(SecretKind.IBAN, match.start(), match.start() + end, "IBAN")


def _named_ibans(text: str, likely: Set[sieve.Pattern]) -> Iterator[Found]:
    for match in itertools.chain.from_iterable(
        near.matches(pattern, text, near.stretches(text, names))
        for pattern, names in ((IBAN_NAMED, ACCOUNTS), (IBAN_PAID, PAYMENTS))
        if pattern in likely
    ):
        length = len(re.sub(r"[ -]", "", match[1]))
        countries = (misread.letters(match[1][:2]), misread.letters(match[1][1:3]))
        shape = next((checks.IBAN_SHAPES[one] for one in countries if one in checks.IBAN_SHAPES), "")
        fewest = FEWEST_OF_IBAN if length == len(shape) else DIGITS_OF_IBAN
        slack = abs(length - len(shape))
        if shape and slack <= IBAN_SLACK and sum(map(str.isdigit, match[1])) >= fewest:
            yield Found(SecretKind.IBAN, match.start(1), match.end(1), "IBAN")


PAYMENTS = (
    "pay",
    "paid",
    "sen",
    "transfer",
    "wire",
    "account",
    "bank",
    "weis",
    "zahl",
    "vire",
    "pagar",
    "bonif",
)
ACCOUNTS = ("ban", "konto", "compte", "account", "cuenta", "conto", "rekening")


# What a reader of pixels makes of a J and an I.
BRACKETS = "|!])}"
ONE = lazy(r"[^\W_]|[|!\])}]")
_AS_CAPITALS = str.maketrans(BRACKETS, "IIJJJ")


def _compact(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.translate(_AS_CAPITALS).upper())


def _is_iban(country: str, match: re.Match[str], end: int) -> bool:
    compact = _compact(match[0][:end])
    after = match.string[match.start() + end : match.start() + end + 1]
    return not after.isalnum() and checks.is_misread_iban(country + compact[2:])


def _end_of(text: str, count: int) -> int:
    """Where the first `count` letters and digits end."""
    return next((one.end() for one in itertools.islice(ONE.finditer(text), count - 1, None)), len(text))
