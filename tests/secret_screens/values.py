"""Made-up secrets with right checksums, from a seed; computed here by the documents, not by the program's own code."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from mnemonic import Mnemonic

DIGITS = "0123456789"
HEX = "0123456789abcdef"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = UPPER.lower()
WORD = UPPER + LOWER + DIGITS
URLSAFE = WORD + "-_"
BASE64 = WORD + "+/"
MRZ_VALUES = {c: i for i, c in enumerate(DIGITS + UPPER)} | {"<": 0}


def text(chance: Random, alphabet: str, length: int) -> str:
    """Random characters; a token without a digit is not to be told from a word, so one is put in."""
    made = [chance.choice(alphabet) for _ in range(length)]
    if length > 8 and "7" in alphabet:
        made[chance.randrange(length)] = chance.choice("3479")
    return "".join(made)


def digits(chance: Random, length: int) -> str:
    return "".join(chance.choice(DIGITS) for _ in range(length))


def grouped(value: str, *sizes: int, by: str = " ") -> str:
    """`value` cut into groups of these sizes; the last size goes on."""
    parts, rest, sizes_left = [], value, list(sizes)
    while rest:
        size = sizes_left.pop(0) if len(sizes_left) > 1 else sizes_left[0]
        parts.append(rest[:size])
        rest = rest[size:]
    return by.join(parts)


def luhn_digit(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 - place % 2)
        total += value // 10 + value % 10
    return str(-total % 10)


CARD_BRANDS = {
    "visa": ("4", 16),
    "mastercard": ("53", 16),
    "mastercard 2": ("2315", 16),
    "amex": ("37", 15),
    "discover": ("6011", 16),
    "jcb": ("3540", 16),
    "diners": ("36", 14),
    "unionpay": ("622848", 19),
}


def card(chance: Random, brand: str = "") -> str:
    prefix, length = CARD_BRANDS[brand or chance.choice(list(CARD_BRANDS))]
    body = prefix + digits(chance, length - len(prefix) - 1)
    number = body + luhn_digit(body)
    if length == 15:
        return grouped(number, 4, 6, 5)
    if length == 14:
        return grouped(number, 4, 6, 4)
    return grouped(number, 4)


# Country: the BBAN's structure as in SWIFT's registry.
IBANS = {
    "DE": "18n",
    "FR": "10n11c2n",
    "GB": "4a14n",
    "ES": "20n",
    "IT": "1a10n12c",
    "NL": "4a10n",
    "CH": "5n12c",
    "AT": "16n",
    "BE": "12n",
    "PL": "24n",
    "SE": "20n",
    "NO": "11n",
    "PT": "21n",
    "IE": "4a14n",
    "MT": "4a5n18c",
    "SA": "2n18c",
    "BR": "23n1a1c",
    "TR": "6n16c",
    "LU": "3n13c",
    "CY": "8n16c",
}


def iban(chance: Random, country: str = "") -> str:
    country = country or chance.choice(list(IBANS))
    body, count = "", ""
    for sign in IBANS[country]:
        if sign.isdigit():
            count += sign
        else:
            body += "".join(
                chance.choice({"n": DIGITS, "a": UPPER, "c": UPPER + DIGITS}[sign]) for _ in range(int(count))
            )
            count = ""
    number = int("".join(str(int(c, 36)) for c in body + country + "00"))
    return grouped(f"{country}{98 - number % 97:02}{body}", 4)


def ssn(chance: Random) -> str:
    area = chance.choice([n for n in range(1, 900) if n != 666])
    return f"{area:03}-{chance.randint(1, 99):02}-{chance.randint(1, 9999):04}"


def birth(chance: Random) -> tuple[int, int, int]:
    return chance.randint(1950, 2005), chance.randint(1, 12), chance.randint(1, 28)


def steuer_id(chance: Random) -> str:
    first = chance.choice("123456789")
    others = [d for d in DIGITS if d != first]
    chance.shuffle(others)
    nine = [first, *others[:8]]
    body = [*nine, chance.choice(nine[1:])]
    tail = body[1:]
    chance.shuffle(tail)
    number = first + "".join(tail)
    product = 10
    for digit in number:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return grouped(number + str((11 - product) % 10), 2, 3)


def mrz_check(part: str) -> str:
    return str(sum(MRZ_VALUES[c] * (7, 3, 1)[i % 3] for i, c in enumerate(part)) % 10)


def personalausweis(chance: Random) -> str:
    letters = "CFGHJKLMNPRTVWXYZ"
    serial = chance.choice("LMNPRTVWXY") + "".join(chance.choice(letters + DIGITS) for _ in range(8))
    return serial + mrz_check(serial)


ODD = dict(
    zip(
        DIGITS + UPPER,
        [
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            2,
            4,
            18,
            20,
            11,
            3,
            6,
            8,
            12,
            14,
            16,
            10,
            22,
            25,
            24,
            23,
        ],
        strict=True,
    )
)


def codice_fiscale(chance: Random) -> str:
    consonants = "BCDFGLMNPRSTVZ"
    name = "".join(chance.choice(consonants) for _ in range(6))
    year, month, day = birth(chance)
    day += chance.choice((0, 40))
    born = f"{year % 100:02}{'ABCDEHLMPRST'[month - 1]}{day:02}"
    body = f"{name}{born}{chance.choice('ABCDEFGHL')}{chance.randint(1, 999):03}"
    total = sum(ODD[c] if i % 2 == 0 else MRZ_VALUES[c] - 10 * c.isalpha() for i, c in enumerate(body))
    return body + UPPER[total % 26]


def nir(chance: Random) -> str:
    year, month, _ = birth(chance)
    sex = chance.choice("12")
    place = f"{chance.randint(1, 95):02}{chance.randint(1, 990):03}{chance.randint(1, 999):03}"
    body = f"{sex}{year % 100:02}{month:02}{place}"
    return f"{grouped(body, 1, 2, 2, 2, 3)} {97 - int(body) % 97:02}"


DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def dni(chance: Random) -> str:
    number = digits(chance, 8)
    return number + DNI_LETTERS[int(number) % 23]


def nie(chance: Random) -> str:
    first, number = chance.randrange(3), digits(chance, 7)
    return "XYZ"[first] + number + DNI_LETTERS[int(f"{first}{number}") % 23]


def nino(chance: Random) -> str:
    pair = chance.choice(["AB", "CE", "JR", "LP", "NX", "SC", "WK", "YH"])
    return f"{pair} {grouped(digits(chance, 6), 2)} {chance.choice('ABCD')}"


def nhs(chance: Random) -> str:
    while True:
        body = chance.choice("4679") + digits(chance, 8)
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return grouped(body + str(check % 11), 3, 3, 4)


def bsn(chance: Random) -> str:
    while True:
        body = chance.choice("12345") + digits(chance, 7)
        check = sum(int(d) * w for d, w in zip(body, range(9, 1, -1), strict=True)) % 11
        if check != 10:
            return body + str(check)


def resident_id(chance: Random) -> str:
    year, month, day = birth(chance)
    region = chance.choice(["110101", "310104", "440305", "510107", "330106"])
    body = f"{region}{year}{month:02}{day:02}{digits(chance, 3)}"
    total = sum(int(d) * 2 ** (17 - i) for i, d in enumerate(body))
    return body + "10X98765432"[total % 11]


D5 = [
    [
        (i + j) % 5
        if i < 5 and j < 5
        else 5 + (i + j) % 5
        if i < 5
        else 5 + (i - 5 - j) % 5
        if j < 5
        else (i - j) % 5
        for j in range(10)
    ]
    for i in range(10)
]
TURN = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]


def verhoeff_digit(body: str) -> str:
    check = 0
    for place, digit in enumerate(reversed(body + "0")):
        value = int(digit)
        for _ in range(place % 8):
            value = TURN[value]
        check = D5[check][value]
    return next(str(d) for d in range(10) if D5[check][d] == 0)


def aadhaar(chance: Random) -> str:
    body = chance.choice("23456789") + digits(chance, 10)
    return grouped(body + verhoeff_digit(body), 4)


def cpf(chance: Random) -> str:
    body = digits(chance, 9)
    for size in (10, 11):
        rest = sum(int(d) * w for d, w in zip(body, range(size, 1, -1), strict=True)) % 11
        body += str(0 if rest < 2 else 11 - rest)
    return f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}"


def pesel(chance: Random) -> str:
    year, month, day = birth(chance)
    body = f"{year % 100:02}{month + 20 * (year >= 2000):02}{day:02}{digits(chance, 4)}"
    return body + str(
        -sum(int(d) * w for d, w in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True)) % 10
    )


def ahv(chance: Random) -> str:
    body = "756" + digits(chance, 9)
    check = -sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(body)) % 10
    return f"756.{body[3:7]}.{body[7:11]}.{body[11]}{check}"


def personnummer(chance: Random) -> str:
    year, month, day = birth(chance)
    body = f"{year % 100:02}{month:02}{day:02}{digits(chance, 3)}"
    return f"{body[:6]}-{body[6:]}{luhn_digit(body)}"


NAMES = ("NOVAK", "ERIKSEN", "MULLER", "ROSSI", "LINDQVIST", "OKAFOR", "TANAKA", "DUBOIS", "FERREIRA", "HALE")
GIVEN = ("ANNA MARIA", "JONAS", "LIESE", "PAOLO", "INES", "CHIDI EMEKA", "YUKI", "CLAIRE", "RUI", "TOM")


def mrz(chance: Random, form: str = "") -> str:
    form = form or chance.choice(("TD1", "TD2", "TD3"))
    state = chance.choice(("UTO", "D<<", "FRA", "ITA", "GBR", "SWE", "NLD", "ESP"))
    name = f"{chance.choice(NAMES)}<<{chance.choice(GIVEN).replace(' ', '<')}"
    year, month, day = birth(chance)
    number = text(chance, "CFGHJKLMNPRTVWXYZ" + DIGITS, 9)
    born, until = f"{year % 100:02}{month:02}{day:02}", f"{chance.randint(26, 35)}{month:02}{day:02}"
    dates = f"{born}{mrz_check(born)}{chance.choice('MF')}{until}{mrz_check(until)}"
    if form == "TD1":
        first = f"I<{state}{number}{mrz_check(number)}".ljust(30, "<")
        second = dates[:8] + dates[8:] + state
        body = first[5:30] + dates[:7] + dates[8:15] + "<" * 11
        return f"{first}\n{second.ljust(29, '<')}{mrz_check(body)}\n{name.ljust(30, '<')}"
    kind, width, fill = ("P<", 44, "<" * 14) if form == "TD3" else ("I<", 36, "<" * 7)
    born_part, until_part = dates[:7], dates[8:15]
    second = f"{number}{mrz_check(number)}{state}{dates}{fill}"
    if form == "TD3":
        second += "0"
        second += mrz_check(f"{number}{mrz_check(number)}{born_part}{until_part}{fill}0")
    else:
        second += mrz_check(f"{number}{mrz_check(number)}{born_part}{until_part}{fill}")
    return f"{(kind + state + name).ljust(width, '<')}\n{second}"


def private_key(chance: Random, form: str = "") -> str:
    form = form or chance.choice(("RSA ", "EC ", "OPENSSH ", "", "ENCRYPTED ", "PGP"))
    lines = chance.randint(4, 12)
    first = {"RSA ": "MIIEpAIBAAKCAQEA", "OPENSSH ": "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ"}.get(
        form, "MHcCAQEEI"
    )
    body = first + text(chance, BASE64, 64 * lines - len(first) - chance.randint(2, 30))
    folded = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
    if form == "PGP":
        check = text(chance, BASE64, 4)
        return f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{folded}==\n={check}\n-----END PGP PRIVATE KEY BLOCK-----"
    return f"-----BEGIN {form}PRIVATE KEY-----\n{folded}=\n-----END {form}PRIVATE KEY-----"


def seed_phrase(chance: Random, words: int = 0) -> str:
    words = words or chance.choice((12, 12, 15, 18, 21, 24, 24))
    return str(Mnemonic("english").to_mnemonic(bytes(chance.randrange(256) for _ in range(words * 4 // 3))))


def b64(data: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).decode().rstrip("=")


def jwt(chance: Random) -> str:
    head = b64({"alg": chance.choice(("HS256", "RS256", "ES256")), "typ": "JWT"})
    body = b64(
        {
            "sub": digits(chance, 10),
            "name": chance.choice(NAMES).title(),
            "iat": 1700000000 + chance.randrange(10**8),
        }
    )
    return f"{head}.{body}.{text(chance, URLSAFE, 43)}"


SUBTLE = (
    "Otter",
    "Fennel",
    "kettle",
    "Granite",
    "cobalt",
    "Lagoon",
    "Saffron",
    "tundra",
    "Pebble",
    "walnut",
    "Falcon",
    "birch",
)


def password(chance: Random) -> str:
    word, other = chance.sample(SUBTLE, 2)
    return chance.choice(
        (
            f"{word}-{other}-{chance.randint(10, 9999)}",
            f"{word}{chance.randint(10, 9999)}{chance.choice('!#$%&?+')}",
            text(chance, WORD + "!#$%&+-_", chance.randint(10, 18)) + "4a",
            f"{chance.randint(2, 99)}_{word}+{other}",
            f"{word.lower()}{other.lower()}{chance.randint(1, 99)}",
        )
    )


def code(chance: Random) -> str:
    number = chance.choice("123456789") + digits(chance, chance.choice((5, 5, 5, 7, 3)))
    return f"{number[:3]} {number[3:]}" if len(number) == 6 and chance.random() < 0.3 else number


@dataclass(frozen=True)
class Service:
    """A service's token: how it is called on its page, and how one is made."""

    name: str
    make: Callable[[Random], str]


SERVICES = (
    Service("AWS access key", lambda c: "AKIA" + text(c, UPPER + "234567", 16)),
    Service("Google API key", lambda c: "AIza" + text(c, URLSAFE, 34) + "k"),
    Service(
        "Azure storage",
        lambda c: (
            f"DefaultEndpointsProtocol=https;AccountName={text(c, LOWER, 8)};AccountKey={text(c, BASE64, 86)}=="
        ),
    ),
    Service("GitHub token", lambda c: "ghp_" + text(c, WORD, 36)),
    Service("GitHub fine-grained token", lambda c: f"github_pat_{text(c, WORD, 22)}_{text(c, WORD, 59)}"),
    Service("GitLab token", lambda c: "glpat-" + text(c, URLSAFE, 19) + "x"),
    Service("Slack bot token", lambda c: f"xoxb-{digits(c, 12)}-{digits(c, 12)}-{text(c, WORD, 24)}"),
    Service("Stripe secret key", lambda c: "sk_live_" + text(c, WORD, 24)),
    Service("OpenAI key", lambda c: "sk-proj-" + text(c, URLSAFE, 47) + "a"),
    Service("Anthropic key", lambda c: "sk-ant-api03-" + text(c, URLSAFE, 92) + "a"),
    Service("Hugging Face token", lambda c: "hf_" + text(c, UPPER + LOWER + "4", 34)),
    Service("npm token", lambda c: "npm_" + text(c, WORD, 36)),
    Service("PyPI token", lambda c: "pypi-AgEIcHlwaS5vcmc" + text(c, URLSAFE, 70) + "a"),
    Service("Twilio key", lambda c: "SK" + text(c, HEX, 32)),
    Service("SendGrid key", lambda c: f"SG.{text(c, URLSAFE, 21)}a.{text(c, URLSAFE, 42)}b"),
    Service("Telegram bot", lambda c: f"{c.choice('56')}{digits(c, 9)}:AA{text(c, URLSAFE, 32)}w"),
    Service("Discord bot", lambda c: f"MT{text(c, WORD, 24)}.{text(c, URLSAFE, 5)}x.{text(c, URLSAFE, 37)}y"),
    Service("DigitalOcean token", lambda c: "dop_v1_" + text(c, HEX, 64)),
)


def token(chance: Random, name: str = "") -> str:
    service = next((s for s in SERVICES if s.name == name), None) or chance.choice(SERVICES)
    return service.make(chance)


def connection(chance: Random) -> tuple[str, str]:
    """A connection string and the password in it."""
    secret, host = (
        password(chance).replace("%", "x").replace("#", "x").replace("?", "x"),
        chance.choice(("db.internal", "pg-main.example.net", "10.4.2.17")),
    )
    user = chance.choice(("ledger", "app_rw", "svc_report", "root"))
    whole = chance.choice(
        (
            f"postgres://{user}:{secret}@{host}:5432/ledger",
            f"postgresql://{user}:{secret}@{host}/main?sslmode=require",
            f"mysql://{user}:{secret}@{host}:3306/shop",
            f"mongodb+srv://{user}:{secret}@{host}/app",
            f"redis://:{secret}@{host}:6379/0",
            f"amqp://{user}:{secret}@{host}:5672/",
            f"jdbc:postgresql://{host}:5432/ledger?user={user}&password={secret}",
            f"jdbc:sqlserver://{host}:1433;databaseName=crm;user={user};password={secret};",
            f"Server={host};Database=crm;User Id={user};Password={secret};",
            f"Data Source={host};Initial Catalog=crm;UID={user};PWD={secret};",
        )
    )
    return whole, secret


def national_id(kind: str) -> Callable[[Random], str]:
    return {
        "Steuer-ID": steuer_id,
        "Personalausweis": personalausweis,
        "codice fiscale": codice_fiscale,
        "NIR": nir,
        "DNI": dni,
        "NIE": nie,
        "NINO": nino,
        "NHS": nhs,
        "BSN": bsn,
        "resident id": resident_id,
        "Aadhaar": aadhaar,
        "CPF": cpf,
        "PESEL": pesel,
        "AHV": ahv,
        "personnummer": personnummer,
    }[kind]
