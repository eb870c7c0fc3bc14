"""The half of the corpus that the recognisers were written with: what is shown, and on which screens."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from tests.secret_screens import values
from tests.secret_screens.drawing import Item

Make: TypeAlias = Callable[[Random], Item]
FORMS = ("form above", "form left", "table")
PROSE = ("note", "chat", "pdf")
SHELL = ("terminal", "editor")


def _card(chance: Random) -> Item:
    number = values.card(chance)
    if chance.random() < 0.2:
        number = number.replace(" ", chance.choice(("", "-")))
    label = chance.choice(("Card number", "Visa", "Kreditkarte", "Card", "Numéro de carte"))
    boxes = ("boxes",) if " " in number else ()
    return Item(
        "card",
        label,
        number,
        (number,),
        "the {label} is {shown} exp 04/28",
        (*FORMS, *PROSE, *boxes, "editor"),
    )


def _iban(chance: Random) -> Item:
    number = values.iban(chance)
    if chance.random() < 0.3:
        number = number.replace(" ", "")
    label = chance.choice(("IBAN", "Account", "Bankverbindung", "Konto"))
    return Item("iban", label, number, (number,), "please pay to {shown} by Friday", (*FORMS, *PROSE))


def _ssn(chance: Random) -> Item:
    number = values.ssn(chance)
    label = chance.choice(("SSN", "Social Security Number", "Social security no."))
    return Item("ssn", label, number, (number,), layouts=(*FORMS, *PROSE))


ID_LABELS = {
    "Steuer-ID": ("Steuer-ID", "Steueridentifikationsnummer", "IdNr."),
    "Personalausweis": ("Ausweisnummer", "Personalausweis-Nr."),
    "codice fiscale": ("Codice fiscale", "C.F."),
    "NIR": ("Numéro de sécurité sociale", "NIR"),
    "DNI": ("DNI", "NIF"),
    "NIE": ("NIE",),
    "NINO": ("National Insurance number", "NI number"),
    "NHS": ("NHS number", "NHS no."),
    "BSN": ("BSN", "Burgerservicenummer"),
    "resident id": ("ID number", "Resident ID"),
    "Aadhaar": ("Aadhaar", "Aadhaar number"),
    "CPF": ("CPF",),
    "PESEL": ("PESEL",),
    "AHV": ("AHV-Nummer", "N° AVS"),
    "personnummer": ("Personnummer",),
}


def _national(kind: str) -> Make:
    def make(chance: Random) -> Item:
        number = values.national_id(kind)(chance)
        return Item(
            "national id", chance.choice(ID_LABELS[kind]), number, (number,), layouts=(*FORMS, *PROSE)
        )

    return make


def _mrz(chance: Random) -> Item:
    zone = values.mrz(chance)
    return Item(
        "passport",
        chance.choice(("Passport", "Identity card", "Travel document")),
        zone,
        (zone,),
        "{shown}",
        ("pdf mono", "note mono"),
    )


def _private_key(chance: Random) -> Item:
    key = values.private_key(chance)
    return Item("private key", "Key", key, (key,), "{shown}", ("terminal", "editor", "note mono", "pdf mono"))


def _seed(chance: Random) -> Item:
    phrase = values.seed_phrase(chance)
    label = chance.choice(
        ("Secret recovery phrase", "Your seed phrase", "Backup words", "Recovery phrase", "New wallet")
    )
    return Item(
        "seed phrase",
        label,
        phrase,
        tuple(phrase.split()),
        layouts=("grid rows", "grid columns", "note", "pdf"),
    )


def _token(name: str) -> Make:
    def make(chance: Random) -> Item:
        token = values.token(chance, name)
        hidden = token.split("AccountKey=")[-1].removeprefix("github_pat_")
        sentence = chance.choice(
            ("{shown}", "{label}: {shown}", f"export KEY={token}", f'api_key = "{token}"')
        )
        return Item(
            "token",
            name,
            token,
            (hidden,),
            sentence,
            ("form above", "form left", "note", *SHELL, "table", "chat"),
        )

    return make


def _jwt(chance: Random) -> Item:
    token = values.jwt(chance)
    return Item(
        "jwt",
        "Session",
        token,
        (token,),
        chance.choice(("{shown}", "id_token={shown}", "{label}: {shown}")),
        ("form above", "note", *SHELL),
    )


ENV_NAMES = (
    "DB_PASSWORD",
    "SECRET_KEY",
    "APP_SECRET",
    "SMTP_PASSWORD",
    "JWT_SECRET",
    "ENCRYPTION_KEY",
    "REDIS_PASSWORD",
    "SESSION_SECRET",
)


def _env(chance: Random) -> Item:
    name, value = (
        chance.choice(ENV_NAMES),
        chance.choice((values.password(chance), values.text(chance, values.WORD, 32))),
    )
    quote = chance.choice(("", '"', "'"))
    return Item(
        ".env", name, value, (value,), f"{chance.choice(('', 'export '))}{name}={quote}{value}{quote}", SHELL
    )


def _connection(chance: Random) -> Item:
    whole, secret = values.connection(chance)
    return Item(
        "connection",
        "DATABASE_URL",
        whole,
        (secret,),
        chance.choice(("{shown}", "{label}={shown}", "url: {shown}")),
        ("form above", "note", "form left", *SHELL),
    )


def _header(chance: Random) -> Item:
    token = values.text(chance, values.WORD, 40)
    sentence = chance.choice(
        (
            "Authorization: Bearer {shown}",
            "curl -H 'Authorization: Bearer {shown}' https://api.example.net/v1",
            "Authorization: Basic {shown}==",
        )
    )
    return Item("header", "Authorization", token, (token,), sentence, SHELL)


CODES = (
    "Your verification code is {shown}",
    "{shown} is your login code. Do not share it",
    "Ihr Bestätigungscode lautet {shown}",
    "Your one-time password: {shown}",
    "Votre code de vérification est {shown}",
    "Tu código de verificación es {shown}",
    "Il tuo codice di verifica è {shown}",
    "Use code {shown} to sign in to Example",
    "Ihre TAN lautet {shown}",
    "Security code: {shown}",
    "Your Example code is {shown}. It expires in 10 minutes",
    "Enter {shown} to confirm your sign-in",
)


def _code(chance: Random) -> Item:
    code = values.code(chance)
    return Item(
        "one-time code",
        chance.choice(("Verification code", "Sicherheitscode", "One-time code")),
        code,
        (code,),
        chance.choice(CODES),
        ("chat", "note", "pdf", "form above"),
    )


PASSWORD_LABELS = (
    "Password",
    "Passwort",
    "Kennwort",
    "Mot de passe",
    "Contraseña",
    "Wi-Fi password",
    "Current password",
    "PIN and password",
)


def _password(chance: Random) -> Item:
    word = values.password(chance)
    sentence = chance.choice(
        (
            "{label}: {shown}",
            "{label} = {shown}",
            "the wifi password is {shown}",
            "login ana / password {shown}",
            "user: ana pass: {shown}",
        )
    )
    return Item("password", chance.choice(PASSWORD_LABELS), word, (word,), sentence, (*FORMS, *PROSE))


POSITIVES: tuple[tuple[int, Make], ...] = (
    (22, _card),
    (14, _iban),
    (10, _ssn),
    *((3, _national(kind)) for kind in ID_LABELS),
    (16, _mrz),
    (14, _private_key),
    (22, _seed),
    *((3, _token(service.name)) for service in values.SERVICES),
    (12, _jwt),
    (12, _env),
    (16, _connection),
    (10, _header),
    (16, _code),
    (20, _password),
)


def _plain(
    label: str, value: Callable[[Random], str], sentence: str = "{label}: {shown}", *layouts: str
) -> Make:
    return lambda chance: Item("look-alike", label, value(chance), (), sentence, layouts or (*FORMS, *PROSE))


def _luhn_order(chance: Random) -> str:
    body = "4" + values.digits(chance, 14)
    return body + values.luhn_digit(body)


def _isbn(chance: Random) -> str:
    body = "978" + values.digits(chance, 9)
    check = -sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(body)) % 10
    return f"978-{body[3]}-{body[4:8]}-{body[8:]}-{check}"


def _sha(chance: Random) -> str:
    return hashlib.sha1(str(chance.random()).encode()).hexdigest()  # noqa: S324 - what git shows


def _diff(chance: Random) -> str:
    short, other = _sha(chance)[:7], _sha(chance)[:7]
    head = f"diff --git a/ledger.py b/ledger.py\nindex {short}..{other} 100644\n@@ -12,7 +12,9 @@ def total(rows)"
    return f'{head}\n-    checksum = "{_sha(chance)}"\n+    checksum = "{_sha(chance)}"'


def _listed_prose(chance: Random) -> str:
    from agents.secrets import checks

    words = list(checks.seed_words())
    return " ".join(f"{word} the" if n % 3 == 0 else word for n, word in enumerate(chance.sample(words, 14)))


def _phone(chance: Random) -> str:
    return chance.choice(
        (
            f"+49 30 {values.digits(chance, 4)} {values.digits(chance, 4)}",
            f"({chance.randint(201, 989)}) 555-{values.digits(chance, 4)}",
            f"+44 20 7946 {values.digits(chance, 4)}",
            f"+1-{chance.randint(201, 989)}-555-{values.digits(chance, 4)}",
        )
    )


PROSE_NEGATIVES = (
    "Forgot your password? Reset it from the sign-in page.",
    "Passwords must have at least 12 characters and one digit.",
    "The password policy changes on 1 March 2026.",
    "Never share your password or one-time code with anyone.",
    "Your password was changed on 22 May 2026 at 14:30.",
    "We store secrets in the vault and rotate keys every 90 days.",
    "The token bucket holds 4096 tokens and refills 20 per second.",
    "A recovery phrase has 12 or 24 words; write it on paper.",
    "Error code 404213 was returned by the printer",
    "Use promo code SPRING2026 for 20 % off",
    "Country code 49, area code 030",
    "The card arrives in 5 to 7 working days.",
    "Enter the verification code we sent to your phone.",
    "Passwort vergessen? Hier zurücksetzen.",
    "Das Passwort muss mindestens 12 Zeichen haben.",
    "Le mot de passe doit contenir 12 caractères.",
    "La contraseña debe tener 12 caracteres.",
    "Your PIN was not accepted. 2 attempts left.",
    "PASSWORD_MIN_LENGTH=12",
    "TOKEN_LIFETIME_SECONDS=86400",
    "DATABASE_URL=postgres://ledger@db.internal:5432/ledger",
    'api_key = os.environ["API_KEY"]',
    "Authorization: Bearer <token>",
    "password: str = Field(min_length=12)",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJm3p ana@laptop",
    "Meeting ID: 834 2291 0045",
    "secret_name: prod/ledger/db",
    "curl -H 'Authorization: Bearer $TOKEN' https://api.example.net",
)


def _prose(chance: Random) -> Item:
    return Item(
        "look-alike",
        "Remark",
        chance.choice(PROSE_NEGATIVES),
        (),
        "{shown}",
        ("note", "chat", "terminal", "editor", "pdf"),
    )


NEGATIVES: tuple[tuple[int, Make], ...] = (
    (16, _plain("Order number", _luhn_order, "Your order number is {shown}")),
    (10, _plain("Order", lambda c: f"{c.randint(100, 999)}-{values.digits(c, 7)}-{values.digits(c, 7)}")),
    (10, _plain("ISBN", _isbn)),
    (10, _plain("Phone", _phone, "call {shown} after 5")),
    (
        12,
        _plain(
            "Tracking number",
            lambda c: f"1Z{values.text(c, values.UPPER + values.DIGITS, 6)}{values.digits(c, 10)}",
        ),
    ),
    (
        10,
        _plain(
            "Request",
            lambda c: str(uuid.UUID(int=c.getrandbits(128))),
            "{label} {shown}",
            "note",
            "terminal",
            "editor",
            "table",
        ),
    ),
    (10, _plain("Commit", _sha, "commit {shown}", "terminal", "editor", "note", "table")),
    (12, _plain("Diff", _diff, "{shown}", "terminal", "editor")),
    (8, _plain("Server", lambda c: ".".join(str(c.randint(1, 254)) for _ in range(4)))),
    (
        8,
        _plain(
            "Updated",
            lambda c: f"2026-03-{c.randint(10, 28)}T14:{c.randint(10, 59)}:07.{values.digits(c, 6)}Z",
        ),
    ),
    (8, _plain("Epoch", lambda c: f"17{values.digits(c, 11)}")),
    (
        10,
        _plain(
            "Product key",
            lambda c: "-".join(values.text(c, values.UPPER + values.DIGITS, 5) for _ in range(5)),
            "install with XXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
            "note",
            "pdf",
        ),
    ),
    (10, _plain("Draft", _listed_prose, "{shown}", "note", "pdf", "chat")),
    (44, _prose),
    (8, _plain("Invoice", lambda c: f"INV-2026-{values.digits(c, 5)}")),
    (
        8,
        _plain(
            "Total",
            lambda c: (
                f"{c.randint(1, 9)},{values.digits(c, 3)},{values.digits(c, 3)}.{values.digits(c, 2)} EUR"
            ),
        ),
    ),
    (6, _plain("IMEI", lambda c: "35" + values.digits(c, 13))),
)
