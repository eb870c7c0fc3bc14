"""Recognises the numbers that states give to people: checked by their check digits, or told by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agents.patterns import lazy
from agents.secrets import checks, misread, sieve
from agents.secrets.found import Found, SecretKind


@dataclass(frozen=True, slots=True)
class Identity:
    """A state's number for a person.

    `shape` says what can stand where (9 a digit, A a capital, X either); `pattern` is how it is written; `names` is how
    it is called (without accents). `bare` patterns are found without a name, if the check digits hold.
    """

    label: str
    shape: str
    pattern: str
    names: str
    check: Callable[[str], bool]
    bare: str = ""


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def is_steuer_id(number: str) -> bool:
    """Germany: no leading zero, one digit of the first ten twice or thrice, ISO 7064 MOD 11,10."""
    often = [number[:10].count(digit) for digit in set(number[:10])]
    if number[0] == "0" or sorted(often)[-1] not in (2, 3) or sorted([*often, 1])[-2] > 1:
        return False
    product = 10
    for digit in number[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[10])


# Letters that no German document has, as the digits that a reader of pixels took for them.
_NO_LETTERS = str.maketrans("BDIOQS", "801005")


def is_german_document(number: str) -> bool:
    """Germany: nine characters and their check digit (ICAO 9303, weights 7-3-1)."""
    serial = number[:9].translate(_NO_LETTERS)
    return document_digit(serial) == number[9] and bool(re.search(r"\d", serial))


def document_digit(text: str) -> str:
    """The check digit of a part of a travel document (ICAO 9303-3)."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def is_codice_fiscale(number: str) -> bool:
    """Italy: the sixteenth letter is made of the others (DM 12 March 1974)."""
    values = [int(c, 36) - 10 if c.isalpha() else int(c) for c in number[:15]]
    total = sum(_ODD[value] if place % 2 == 0 else value for place, value in enumerate(values))
    return chr(ord("A") + total % 26) == number[15]


def is_nir(number: str) -> bool:
    """France: sex, a month, and the key 97 minus the rest of the number (Corsica's letters as 19 and 18)."""
    body = number[:13].replace("2A", "19").replace("2B", "18")
    month = int(number[3:5]) if number[3:5].isdigit() else 0
    if (
        not body.isdigit()
        or number[0] not in "1278"
        or not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50)
    ):
        return False
    return 97 - int(body) % 97 == int(number[13:])


_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


def is_dni(number: str) -> bool:
    """Spain: the letter is the number modulo 23."""
    return _DNI[int(number[:8]) % 23] == number[8]


def is_nie(number: str) -> bool:
    """Spain, foreigners: X, Y, Z stand for 0, 1, 2."""
    return number[0] in "XYZ" and is_dni(str("XYZ".index(number[0])) + number[1:])


def is_nino(number: str) -> bool:
    """United Kingdom: no check digit; the letters that are never given tell."""
    pair = number[:2]
    return (
        pair[0] not in "DFIQUV"
        and pair[1] not in "DFIQUVO"
        and pair not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}
    ) and number[8] in "ABCD"


def is_nhs(number: str) -> bool:
    """United Kingdom, health: modulo 11."""
    rest = 11 - _weighted(number, (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return rest % 11 == int(number[9]) and rest != 10


def is_bsn(number: str) -> bool:
    """The Netherlands: the eleven test."""
    return int(number) > 0 and _weighted(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def is_resident_id(number: str) -> bool:
    """China: a birthday, and ISO 7064 MOD 11-2 (GB 11643)."""
    if not number[:17].isdigit() or not _is_day(number[6:14]):
        return False
    return (
        "10X98765432"[sum(int(d) * 2 ** (17 - place) for place, d in enumerate(number[:17])) % 11]
        == number[17]
    )


_TURNED = "1576283094"


def is_aadhaar(number: str) -> bool:
    """India: Verhoeff's check digit, in the dihedral group of ten."""
    if number[0] in "01" or len(set(number)) < 3:
        return False
    check = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit)
        for _ in range(place % 8):
            value = int(_TURNED[value])
        check = _joined(check, value)
    return check == 0


def _joined(one: int, other: int) -> int:
    """The product of two elements of the dihedral group of ten."""
    if one < 5:
        return (one + other) % 5 + 5 * (other >= 5)
    return (one - other) % 5 + 5 * (other < 5)


def is_cpf(number: str) -> bool:
    """Brazil: two check digits modulo 11."""
    if len(set(number)) == 1:
        return False
    for size in (9, 10):
        rest = _weighted(number[:size], tuple(range(size + 1, 1, -1))) % 11
        if int(number[size]) != (0 if rest < 2 else 11 - rest):
            return False
    return True


def is_pesel(number: str) -> bool:
    """Poland: a birthday from 1900 on, and a weighted sum."""
    month = int(number[2:4])
    century = {0: "19", 2: "20"}.get(month // 20 * 2)
    if century is None or not _is_day(f"{century}{number[:2]}{month % 20:02}{number[4:6]}"):
        return False
    return _weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def is_ahv(number: str) -> bool:
    """Switzerland: begins with 756, EAN-13's check digit."""
    return number.startswith("756") and _weighted(number, (1, 3) * 6 + (1,)) % 10 == 0


def is_personnummer(number: str) -> bool:
    """Sweden: a birthday (the day may be 60 more), and Luhn's formula."""
    day = int(number[4:6])
    return _is_day(f"19{number[:4]}{day - 60 * (day > 60):02}") and checks.luhn(number)


def is_hetu(number: str) -> bool:
    """Finland: a birthday, and a letter modulo 31."""
    body = number[:6] + number[7:10]
    return (
        body.isdigit()
        and _is_day(f"19{number[4:6]}{number[2:4]}{number[:2]}")
        and ("0123456789ABCDEFHJKLMNPRSTUVWXY"[int(body) % 31] == number[10])
    )


def is_belgian(number: str) -> bool:
    """Belgium: 97 minus the rest, with a 2 before it for those born from 2000 on."""
    return any(97 - int(before + number[:9]) % 97 == int(number[9:]) for before in ("", "2"))


def is_norwegian(number: str) -> bool:
    """Norway: two check digits modulo 11."""
    return (
        _weighted(number, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11 == 0
        and _weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    )


def is_sin(number: str) -> bool:
    """Canada: Luhn's formula."""
    return number[0] not in "08" and checks.luhn(number)


def is_nric(number: str) -> bool:
    """Singapore: a letter from a weighted sum."""
    total = _weighted(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + 4 * (number[0] in "TG")
    row = "JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK"
    return number[0] in "STFG" and row[total % 11] == number[8]


def is_korean(number: str) -> bool:
    """South Korea: a birthday, and a weighted sum."""
    rest = (11 - _weighted(number, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10
    return _is_day(f"19{number[:6]}") and rest == int(number[12])


def _is_day(text: str) -> bool:
    """Whether eight digits are a day of the last and this century."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
    return 1900 <= year <= 2035 and 1 <= month <= 12 and 1 <= day <= 31


def _any(_number: str) -> bool:
    return True


NINE = r"(?<![\w.,-])"
END = r"(?![\w-]|[.,]\d)"
GAP = r"[ .\u00a0\n-]{0,2}"


def _spaced(count: int) -> str:
    return rf"\d(?:{GAP}\d){{{count - 1}}}"


IDENTITIES = (
    Identity(
        "Steuer-ID",
        "9" * 11,
        _spaced(11),
        r"steuer-?\s?id\w*|steuer-?\s?identifikations\w*|steuerliche identifikations\w*|\bid-?nr\b"
        r"|identifikationsnummer|\btin\b",
        is_steuer_id,
        r"\d\d \d{3} \d{3} \d{3}",
    ),
    Identity(
        "identity document",
        "XXXXXXXXX9",
        r"[0-9A-Z|]{9} ?[0-9OQIl|SBZG]",
        r"ausweis-?\s?(?:nummer|nr)|personalausweis\w*|reisepass-?\s?(?:nummer|nr)?",
        is_german_document,
    ),
    Identity(
        "codice fiscale",
        "AAAAAAXXAXXAXXXA",
        r"[A-Z0-9|](?: ?[A-Z0-9|)]){15,16}",
        r"codice fiscale|\bcod\.? ?fisc|\bc\.? ?f\.?(?= ?:|\n)",
        is_codice_fiscale,
        r"[A-Z0-9|]{6} ?[A-Z0-9|]{5} ?(?:[A-Z0-9|]{5}|[A-Z0-9|]{2} [A-Z0-9|]{3})",
    ),
    Identity(
        "NIR",
        "999999X99999999",
        r"[1278]" + rf"(?:{GAP}[\dAB]){{14}}",
        r"securite sociale|\bnir\b|\binsee\b|num(?:ero)? (?:de )?secu",
        is_nir,
        r"[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d",
    ),
    Identity(
        "DNI",
        "99999999A",
        r"\d\d\.?\d{3}\.?\d{3}[ -]?[A-Z0-9]",
        r"\bd\.?n\.?i\.?\b|\bn\.?i\.?f\.?\b|documento (?:nacional|de identidad)",
        is_dni,
        r"\d{8}-?[A-Z]",
    ),
    Identity(
        "NIE",
        "A9999999A",
        r"[XYZ2]{1,2} ?-?\d{7} ?-?[A-Z0-9]",
        r"\bn\.?[il1]{1,2}\.?e\.?(?![a-z])|extranjero",
        is_nie,
        r"[XYZ]-?\d{7}-?[A-Z]",
    ),
    Identity(
        "national insurance number",
        "AA999999A",
        r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D48]",
        r"national insurance|\bni (?:number|no)|\bnino\b|\bnino(?=[a-z]{2} ?\d)",
        is_nino,
        r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]",
    ),
    Identity("NHS number", "9" * 10, _spaced(10), r"\bnhs\b", is_nhs),
    Identity("BSN", "9" * 9, _spaced(9), r"\bbsn\b|burgerservice\w*|sofinummer", is_bsn),
    Identity(
        "resident identity",
        "9" * 17 + "X",
        r"\d{6} ?\d{8} ?\d{3}[\dX]",
        r"resident id\w*|identity card|id (?:card|number|no)|身份证\w*|公民身份\w*",
        is_resident_id,
        r"[1-8]\d{5} ?(?:19|20)\d{6} ?\d{3}[\dXx]",
    ),
    Identity("Aadhaar", "9" * 12, _spaced(12), r"aadha+r|uidai|आधार", is_aadhaar, r"[2-9]\d{3} \d{4} \d{4}"),
    Identity(
        "CPF",
        "9" * 11,
        _spaced(11),
        r"\bcpf\b|cadastro de pessoa",
        is_cpf,
        r"\d{3}[. ]{1,2}\d{3}[. ]{1,2}\d{3}[ -]{1,2}\d\d",
    ),
    Identity("PESEL", "9" * 11, _spaced(11), r"\bpesel\b", is_pesel, r"\d{11}"),
    Identity(
        "AHV number",
        "9" * 13,
        _spaced(13),
        r"\bahv\b|\bavs\b|\bnavs\b|sozialversicherungs\w*",
        is_ahv,
        r"756[. ]{1,2}\d{4}[. ]{1,2}\d{4}[. ]{1,2}\d\d",
    ),
    Identity(
        "personnummer",
        "9" * 10,
        r"(?:19|20)?\d{6} ?[-+]? ?\d{4}",
        r"person-?n(?:umme)?r|personal identity number|samordningsnummer",
        is_personnummer,
        r"(?:[3-9]\d|0\d)\d{4}-\d{4}",
    ),
    Identity(
        "henkilötunnus",
        "999999X999X",
        r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]",
        r"henkilotunnus|\bhetu\b",
        is_hetu,
        r"\d{6}[-+A]\d{3}[0-9A-Y]",
    ),
    Identity(
        "rijksregisternummer",
        "9" * 11,
        _spaced(11),
        r"rijksregister\w*|registre national|\binsz\b|\bniss\b",
        is_belgian,
        r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d",
    ),
    Identity(
        "fødselsnummer",
        "9" * 11,
        _spaced(11),
        r"fødselsnummer|fodselsnummer|f.dselsn(?:umme)?r",
        is_norwegian,
    ),
    Identity(
        "social insurance number",
        "9" * 9,
        _spaced(9),
        r"social insurance|\bsin\b(?= ?(?::|no|number))",
        is_sin,
    ),
    Identity("NRIC", "A9999999A", r"[STFG]\d{7}[A-Z]", r"\bnric\b|\bfin\b", is_nric, r"[STFG]\d{7}[A-Z]"),
    Identity(
        "resident registration number",
        "9" * 13,
        r"\d{6} ?- ?[1-8]\d{6}",
        r"resident registration|주민등록\w*",
        is_korean,
        r"\d{6}-[1-8]\d{6}",
    ),
    Identity(
        "passport number",
        "X" * 9,
        r"[A-Z0-9]{8,9}(?<=\d.{3})",
        r"passport (?:no|number|nr|#)|passport-?nr|numero de pas(?:se|a)port\w*|passnummer"
        r"|护照号\w*",
        _any,
    ),
    Identity(
        "driving licence",
        "X" * 8,
        r"(?=[A-Z0-9 ]{0,30}\d)[A-Z0-9]{4,8}(?: ?[A-Z0-9]{2,8}){0,2}",
        r"driv(?:er['’]?s|ing) licen[cs]e (?:no|number|nr|#)|fuhrerschein-?(?:nummer|nr)",
        _any,
    ),
)
# What stands between a name and its number.
BETWEEN = (
    r"[^\w\n]{0,6}(?:(?:no|nr|number|nummer|numero|num|code|is|ist|est|es|e|ar|lautet|为|是)\b[^\w\n]{0,4}){0,2}"
    r"\n?[^\w\n]{0,4}"
)
NEAR = 140


@dataclass(frozen=True, slots=True)
class _Compiled:
    identity: Identity
    name: re.Pattern[str]
    after: re.Pattern[str]
    anywhere: re.Pattern[str]
    bare: re.Pattern[str] | None


# A name's end: a reader of pixels may have lost the gap between it and its number.
LAST = lazy(r"\\b(?=\||$)")
_ALL = tuple(
    _Compiled(
        one,
        lazy(LAST.sub("(?![A-Za-z_])", one.names), re.IGNORECASE),
        lazy(f"{BETWEEN}(?P<value>{one.pattern})(?![A-Za-z0-9])", re.IGNORECASE),
        lazy(rf"(?<![\w.])(?P<value>{one.pattern})(?![A-Za-z0-9])"),
        lazy(rf"{NINE}(?P<value>{one.bare}){END}") if one.bare else None,
    )
    for one in IDENTITIES
)
ANY_NAME = lazy("|".join(f"(?:{one.names})" for one in IDENTITIES), re.IGNORECASE)
# A number that is called one of these is not a person's.
OF_SOMETHING = lazy(
    r"(?:\border|tracking|invoice|isbn|\bean|gtin|imei|serial|shipment|ticket|\bpart|phone|\btel|fax|reference"
    r"|transaction|bestell\w*|rechnung\w*|订单号?|运单号?)"
    r"(?: ?(?:number|no\.?|nr\.?|id|#))?(?: is| ist)?[ :#.]*$",
    re.IGNORECASE,
)


# Groups of capitals and digits, as such numbers are written.
GROUPS = lazy(r"(?<![\w.])[A-Z0-9|]{1,18}(?:[ .+-]{1,2}[A-Z0-9|]{1,18}){0,14}")
FEWEST_DIGITS = 5
# Written so, a number is hardly anything else, though its check digit was misread.
WRITTEN = tuple(
    (label, lazy(rf"{NINE}(?P<value>{pattern}){END}"))
    for label, pattern in (
        ("CPF", r"\d{3}\.\d{3}\.\d{3}-\d\d"),
        ("AHV number", r"756\.\d{4}\.\d{4}\.\d\d"),
        ("rijksregisternummer", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"),
        ("codice fiscale", r"[A-Z]{6}\d\d[A-EHLMPR-T][0-7]\d[A-Z]\d{3}[A-Z]"),
    )
)


def _is_digits(identity: Identity) -> bool:
    return set(identity.shape) == {"9"}


# Names and the numbers with letters are looked for in a text as it was read, the others in one put right.
LETTERED = sieve.Sieve(
    pattern
    for one in _ALL
    for pattern in (one.name, None if _is_digits(one.identity) else one.bare)
    if pattern is not None
)
DIGITS = sieve.Sieve(
    (
        *(one.bare for one in _ALL if one.bare is not None and _is_digits(one.identity)),
        *(pattern for _, pattern in WRITTEN),
    )
)


def find(text: str, read: str) -> Iterator[Found]:
    """Every number of a person in a text, which is `read` with its numbers put right; some may overlap."""
    likely = LETTERED.through(text)
    for one in _ALL:
        if one.name in likely:
            yield from _named(text, read if _is_digits(one.identity) else text, one)
    likely |= DIGITS.through(read)
    bare = [one for one in _ALL if one.bare in likely]
    for match in GROUPS.finditer(text) if bare else ():
        if sum(letter.isdigit() for letter in match[0]) >= FEWEST_DIGITS:
            yield from _bare(text, read, match.span(), bare)
    for label, pattern in WRITTEN:
        for match in pattern.finditer(read) if pattern in likely else ():
            if not OF_SOMETHING.search(text, max(0, match.start() - 40), match.start()):
                yield Found(SecretKind.NATIONAL_ID, *match.span("value"), label)


def _named(plain: str, read: str, one: _Compiled) -> Iterator[Found]:
    for name in one.name.finditer(plain):
        match = one.after.match(read, name.end())
        if match is None and one.identity.check is not _any:
            near_by = one.anywhere.finditer(read, name.end(), name.end() + NEAR)
            match = next((m for m in near_by if _holds(m, one.identity)), None)
        digitless = match is not None and match["value"].isupper() and _holds(match, one.identity)
        if match is not None and (digitless or re.search(r"\d", match["value"])):
            yield _found(match, one.identity)
        elif one.identity.check is not _any:
            yield from _slipped(read, name.end(), one.identity)


# What stands right behind a name, in whatever groups, if a reader of pixels doubled or dropped a letter of it.
SIGN = r"[A-Z0-9|!\]})/lk]"
NO_DAY = r"(?!\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b)"
FEW_WORDS = r"(?:[a-z]{1,12}\b[^\w\n]{1,3}\n?){0,2}"
ANY_GROUPS = lazy(
    rf"(?i:{BETWEEN}){FEW_WORDS}{NO_DAY}(?P<value>{SIGN}{{1,19}}(?:[ .,+-]{{1,3}}{SIGN}{{1,12}}){{0,8}})"
)
SLIP = 2


def _slipped(text: str, first: int, identity: Identity) -> Iterator[Found]:
    """The groups behind a name that are nearly as long as its number, with most of its digits."""
    match = ANY_GROUPS.match(text, first)
    if match is None:
        return
    length, shape = len(identity.shape), identity.shape
    # A number of letters or digits at will may have two digits only.
    fewest = 2 if shape.count("X") > SLIP + 1 else max(FEWEST_DIGITS, shape.count("9") - 2 * SLIP)
    ends = [
        group.end()
        for group in re.finditer(r"[^ .,+-]+", match["value"])
        if abs(len(re.sub(r"[ .,+-]", "", match["value"][: group.end()])) - length) <= SLIP
    ]
    if ends and sum(map(str.isdigit, match["value"][: ends[-1]])) >= fewest:
        yield Found(
            SecretKind.NATIONAL_ID, match.start("value"), match.start("value") + ends[-1], identity.label
        )


def _bare(text: str, read: str, stretch: tuple[int, int], those: Sequence[_Compiled]) -> Iterator[Found]:
    """The numbers in a stretch whose check digits hold, and that are not called something else."""
    first, last = stretch
    for one in those:
        if one.bare is None or last - first < len(one.identity.shape):
            continue
        for match in one.bare.finditer(read if _is_digits(one.identity) else text, first, last + 1):
            if _holds(match, one.identity) and not OF_SOMETHING.search(
                text, max(0, match.start() - 40), match.start()
            ):
                yield _found(match, one.identity)


def _found(match: re.Match[str], identity: Identity) -> Found:
    return Found(SecretKind.NATIONAL_ID, match.start("value"), match.end("value"), identity.label)


def _holds(match: re.Match[str], identity: Identity) -> bool:
    """Whether the check digits of what was matched are right, letters and digits that look alike put right."""
    bare = re.sub(
        r"[^A-Za-z0-9|+)]" if identity.label != "henkilötunnus" else r"[^A-Za-z0-9+-]", "", match["value"]
    )
    if identity.label == "personnummer":
        bare = bare.replace("+", "")[-10:]
    if len(bare) != len(identity.shape):
        return False
    mended = misread.shaped(bare, identity.shape)
    fits = all(c.isalnum() or c in "+-" for c in mended) and all(
        (c.isdigit() and c.isascii()) if sort == "9" else c.isalpha() if sort == "A" else True
        for c, sort in zip(mended, identity.shape, strict=True)
    )
    return fits and identity.check(mended)
