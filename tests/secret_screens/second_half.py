"""The half of the corpus that was written when the recognisers were done: other screens, labels and sentences."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from random import Random

from tests.secret_screens import values
from tests.secret_screens.drawing import LIBERATION, LOOKS, Canvas, Item, Look
from tests.secret_screens.first_half import Make

FACES = ("DejaVuSansCondensed", f"{LIBERATION}Sans-Regular", f"{LIBERATION}Sans-Bold", "DejaVuSans-Bold")
FIXED = (f"{LIBERATION}Mono-Bold", "DejaVuSansMono-Oblique", f"{LIBERATION}Mono-Regular", "DejaVuSansMono")
BOOK = (f"{LIBERATION}Serif-Regular", "DejaVuSerif-Bold", "DejaVuSerif")


def _lines(canvas: Canvas, x: int, y: int, text: str, width: int) -> int:
    top = y
    y = canvas.block(x, y, canvas.wrapped(text, width))
    canvas.region(x - 2, top - 2, x + width, y)
    return y


def dialog(canvas: Canvas) -> None:
    """A sheet in the middle of the screen, its label small and grey above a large value."""
    canvas.page.fill(0, 0, 1000, 560, "#2a2c31" if canvas.dark else "#c9ccd1")
    canvas.page.fill(150, 80, 700, 400, "#1e1f22" if canvas.dark else "#ffffff")
    canvas.write(
        190,
        110,
        canvas.chance.choice(("Your details", "Review and confirm", "Account overview")),
        canvas.size + 5,
    )
    canvas.write(190, 175, canvas.item.label)
    y = _lines(canvas, 190, 205, canvas.item.shown, 620)
    canvas.write(190, y + 30, "Opened on 4 June 2026 by Ines Calder")
    canvas.write(640, 440, "Close")
    canvas.write(740, 440, "Copy")


def mail(canvas: Canvas) -> None:
    """An e-mail with its heads."""
    y = 24
    for line in (
        "From: Rui Alves <rui@example.net>",
        "To: Ines Calder",
        f"Subject: {canvas.chance.choice(('as promised', 'for Monday', 'your question'))}",
        "Date: Tue, 9 Jun 2026 08:14",
    ):
        canvas.write(40, y, line)
        y += canvas.step
    y = canvas.block(40, y + 18, ["Hello Ines,", "", "here is what you asked me for last week."])
    y = _lines(canvas, 40, y, canvas.item.told, 880)
    canvas.block(40, y + 8, ["Let me know when it arrived.", "Best wishes", "Rui"])


def log(canvas: Canvas) -> None:
    """Lines of a log with times before them, light."""
    y = 16
    for number, words in enumerate(("service started", canvas.item.told, "14 rows written", "idle")):
        stamp = f"2026-06-09 08:14:{10 + 7 * number} INFO"
        canvas.write(14, y, stamp)
        left = 14 + canvas.width(stamp + "  ")
        y = (
            _lines(canvas, left, y, words, 960 - left)
            if words == canvas.item.told
            else canvas.block(left, y, [words])
        )


def sheet(canvas: Canvas) -> None:
    """A spreadsheet with rules between its cells, labels in its first column."""
    rows = [
        ("Owner", "Jonas Weber"),
        ("Since", "2021-11-30"),
        (canvas.item.label, canvas.item.shown),
        ("Remark", "see the folder"),
    ]
    y = 40
    edge = "#5f6368" if canvas.dark else "#bdc1c6"
    for label, shown in rows:
        lines = canvas.wrapped(shown, 600)
        high = canvas.step * len(lines) + 12
        canvas.page.pen.rectangle((30, y, 320, y + high), outline=edge)
        canvas.page.pen.rectangle((320, y, 960, y + high), outline=edge)
        canvas.write(42, y + 8, label)
        canvas.block(334, y + 8, lines)
        if shown == canvas.item.shown:
            canvas.region(322, y, 958, y + high)
        y += high


def narrow(canvas: Canvas) -> None:
    """A small window at the left, beside a page of other words."""
    canvas.page.fill(0, 0, 470, 560, "#26282c" if canvas.dark else "#f4f5f7")
    canvas.write(24, 24, canvas.chance.choice(("Quick note", "Clipboard", "Sticky")))
    y = _lines(canvas, 24, 80, canvas.item.told, 430)
    canvas.block(24, y + 12, canvas.filler(2, 5))
    canvas.block(540, 60, canvas.filler(12, 6))


def json_file(canvas: Canvas) -> None:
    """A JSON file in an editor, light."""
    y = 20
    for number, line in enumerate(
        (
            "{",
            '  "name": "ledger",',
            '  "retries": 3,',
            *canvas.wrapped("  " + canvas.item.told, 880),
            '  "debug": false',
            "}",
        ),
        start=1,
    ):
        canvas.write(16, y, f"{number:>2}")
        canvas.write(70, y, line)
        if number > 3 and line not in ('  "debug": false', "}"):
            canvas.region(68, y, 980, y + canvas.step)
        y += canvas.step


def wallet(canvas: Canvas) -> None:
    """A wallet's words in two columns without boxes, counted down."""
    canvas.write(60, 30, canvas.item.label, canvas.size + 4)
    words = canvas.item.shown.split()
    half = -(-len(words) // 2)
    for number, word in enumerate(words):
        column, row = divmod(number, half)
        canvas.write(60 + 380 * column, 80 + row * (canvas.step + 6), f"{number + 1:>2}  {word}")
    canvas.region(50, 76, 800, 80 + half * (canvas.step + 6))


NEW_LOOKS = {
    "dialog": Look(dialog, FACES),
    "mail": Look(mail, FACES + BOOK),
    "log": Look(log, FIXED),
    "sheet": Look(sheet, FACES),
    "narrow": Look(narrow, FACES),
    "json": Look(json_file, FIXED, False),
    "wallet": Look(wallet, FACES + FIXED),
    "log mono": Look(log, FIXED, True),
    "mail mono": Look(mail, FIXED),
    "narrow mono": Look(narrow, FIXED),
}
LOOKS.update(NEW_LOOKS)
FIELDS = ("dialog", "sheet")
TALK = ("mail", "narrow")
CODE = ("log", "json", "log mono")


def _card(chance: Random) -> Item:
    number = values.card(chance)
    label = chance.choice(("Credit card", "Payment card no.", "Carta di credito", "Tarjeta", "Kartennummer"))
    sentence = chance.choice(
        (
            "you can book it on {shown}, valid until 09/29",
            "{label} {shown}, CVC on the back",
            "paid with {shown}",
        )
    )
    return Item("card", label, number, (number,), sentence, (*FIELDS, *TALK))


def _iban(chance: Random) -> Item:
    number = values.iban(chance)
    if chance.random() < 0.3:
        number = number.replace(" ", "")
    sentence = chance.choice(
        ("my account is {shown}, thanks", "IBAN {shown}", "Send it to {shown} (Ines Calder)")
    )
    return Item(
        "iban",
        chance.choice(("IBAN", "Account number (IBAN)", "N° de compte")),
        number,
        (number,),
        sentence,
        (*FIELDS, *TALK),
    )


def _ssn(chance: Random) -> Item:
    number = values.ssn(chance)
    sentence = chance.choice(
        ("my social security number is {shown}", "SSN {shown} for the W-2", "{label}: {shown}")
    )
    return Item(
        "ssn",
        chance.choice(("Employee's social security number", "SSN", "Taxpayer SSN")),
        number,
        (number,),
        sentence,
        (*FIELDS, *TALK),
    )


LABELS = {
    "Steuer-ID": "Steuer-Identifikationsnummer",
    "Personalausweis": "Ausweis-Nr.",
    "codice fiscale": "Codice Fiscale",
    "NIR": "N° de sécurité sociale",
    "DNI": "D.N.I.",
    "NIE": "N.I.E.",
    "NINO": "NINO",
    "NHS": "NHS No",
    "BSN": "BSN-nummer",
    "resident id": "Identity card no.",
    "Aadhaar": "Aadhaar no.",
    "CPF": "CPF do titular",
    "PESEL": "Numer PESEL",
    "AHV": "AHV-Nr.",
    "personnummer": "Personnr",
}


def _national(kind: str) -> Make:
    def make(chance: Random) -> Item:
        number = values.national_id(kind)(chance)
        sentence = chance.choice(("{label} {shown}", "the {label} is {shown}", "{label}: {shown}"))
        return Item("national id", LABELS[kind], number, (number,), sentence, (*FIELDS, *TALK))

    return make


def _mrz(chance: Random) -> Item:
    zone = values.mrz(chance)
    return Item("passport", "Scan of the document", zone, (zone,), "{shown}", ("mail mono", "narrow mono"))


def _private_key(chance: Random) -> Item:
    key = values.private_key(chance)
    return Item("private key", "id_rsa", key, (key,), "{shown}", ("mail mono", "log", "log mono"))


def _seed(chance: Random) -> Item:
    phrase = values.seed_phrase(chance)
    label = chance.choice(("Secret phrase", "Your recovery phrase", "Wallet backup", "Mnemonic"))
    sentence = chance.choice(("{label}: {shown}", "keep these safe: {shown}", "{shown}"))
    return Item(
        "seed phrase", label, phrase, tuple(phrase.split()), sentence, ("wallet", "mail", "dialog", "narrow")
    )


def _token(name: str) -> Make:
    def make(chance: Random) -> Item:
        token = values.token(chance, name)
        hidden = token.split("AccountKey=")[-1].removeprefix("github_pat_")
        sentence = chance.choice(
            ("the {label} is {shown}", '"token": "{shown}",', "using {shown}", "TOKEN={shown}")
        )
        return Item("token", name, token, (hidden,), sentence, ("dialog", "sheet", "mail", *CODE))

    return make


def _jwt(chance: Random) -> Item:
    token = values.jwt(chance)
    return Item(
        "jwt",
        "Access token",
        token,
        (token,),
        chance.choice(('"access_token": "{shown}"', "got {shown}", "jwt={shown}")),
        ("dialog", "mail", *CODE),
    )


def _env(chance: Random) -> Item:
    name = chance.choice(
        (
            "MYSQL_ROOT_PASSWORD",
            "AUTH_SECRET",
            "STORAGE_ACCESS_KEY",
            "MAIL_PASSWORD",
            "API_TOKEN",
            "PGPASSWORD",
        )
    )
    value = chance.choice((values.password(chance), values.text(chance, values.WORD, 40)))
    sentence = chance.choice(
        (f"{name}={value}", f'"{name}": "{value}",', f"export {name}='{value}'", f"{name}: {value}")
    )
    return Item(".env", name, value, (value,), sentence, (*CODE, "narrow mono"))


def _connection(chance: Random) -> Item:
    whole, secret = values.connection(chance)
    return Item(
        "connection",
        "Connection string",
        whole,
        (secret,),
        chance.choice(('"dsn": "{shown}",', "connecting to {shown}", "{shown}")),
        ("dialog", "sheet", "mail", *CODE),
    )


def _header(chance: Random) -> Item:
    token = values.text(chance, values.WORD, 44)
    return Item(
        "header",
        "Authorization",
        token,
        (token,),
        chance.choice(
            (
                "> Authorization: Bearer {shown}",
                '"Authorization": "Bearer {shown}"',
                "authorization: Basic {shown}=",
            )
        ),
        CODE,
    )


CODES = (
    "{shown} is your Example verification code",
    "Dein Code lautet {shown}. Er gilt 5 Minuten",
    "Votre code de connexion est {shown}",
    "Su código de seguridad es {shown}",
    "Codice di sicurezza: {shown}",
    "Your sign-in code: {shown}",
    "OTP: {shown}",
    "Your 2FA code is {shown}",
    "mTAN: {shown}",
    "Enter the code {shown} to verify your account",
)


def _code(chance: Random) -> Item:
    code = values.code(chance)
    return Item(
        "one-time code",
        chance.choice(("Login code", "Authentication code", "Bestätigungscode")),
        code,
        (code,),
        chance.choice(CODES),
        ("mail", "narrow", "dialog"),
    )


def _password(chance: Random) -> Item:
    word = values.password(chance)
    sentence = chance.choice(
        (
            "the password for the router is {shown}",
            "pw: {shown}",
            "Das Passwort lautet {shown}",
            "mot de passe : {shown}",
            "La contraseña es {shown}",
            "use {shown} as password",
        )
    )
    return Item(
        "password",
        chance.choice(("Password", "Kennwort", "WLAN-Passwort", "Network key", "Passcode")),
        word,
        (word,),
        sentence,
        (*FIELDS, *TALK),
    )


POSITIVES: tuple[tuple[int, Make], ...] = (
    (18, _card),
    (14, _iban),
    (10, _ssn),
    *((3, _national(kind)) for kind in LABELS),
    (14, _mrz),
    (12, _private_key),
    (16, _seed),
    *((2, _token(service.name)) for service in values.SERVICES),
    (12, _jwt),
    (12, _env),
    (16, _connection),
    (8, _header),
    (14, _code),
    (18, _password),
)


def _plain(
    label: str, value: Callable[[Random], str], sentence: str = "{label}: {shown}", *layouts: str
) -> Make:
    return lambda chance: Item("look-alike", label, value(chance), (), sentence, layouts or (*FIELDS, *TALK))


def _hex(length: int) -> Callable[[Random], str]:
    return lambda chance: values.text(chance, values.HEX, length)


def _uuid(chance: Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _version(chance: Random) -> str:
    number = f"{chance.randint(1, 9)}.{chance.randint(0, 40)}.{chance.randint(0, 9)}"
    return f"{number}-rc.{chance.randint(1, 5)}+build.{values.digits(chance, 6)}"


def _order(chance: Random) -> str:
    body = "5" + chance.choice("12345") + values.digits(chance, 13)
    return body + values.luhn_digit(body)


SAID = (
    "I never reuse passwords, and neither should you.",
    "The password manager asks for a master password once a day.",
    "Password strength: weak",
    "Reset password | Sign out",
    "Das Kennwort wurde am 3. Juni 2026 geändert.",
    "Please rotate the API keys before 30 June 2026.",
    "token_count: 2048",
    "max_tokens = 4096",
    "The secret to good bread is time.",
    "Invoice 2026-0609-114 is due on 1 July.",
    "Your parcel 00340434161094042557 arrives today",
    "Room code of the building: ask at the desk",
    "Dial 112 in an emergency",
    "The PIN is printed on the back of the letter.",
    "Use your passkey to sign in",
    "Card ending in 4242 was charged 18.40 EUR",
    "IBAN: see the attached form",
    "SSN is not required",
    "assert token == expected_token",
    "password = getpass.getpass()",
    "-----BEGIN CERTIFICATE REQUEST-----",
    "sha256: " + "ab12" * 16,
    "build 20260609.1814 finished in 482913 ms",
    "ticket 482913 was closed",
    "Bearer tokens expire after one hour.",
    "jdbc:postgresql://db.internal:5432/ledger?ssl=true",
    "https://example.net/reset?lang=en",
    "seed 42 gives the same picture again",
)


def _said(chance: Random) -> Item:
    return Item(
        "look-alike",
        "Remark",
        chance.choice(SAID),
        (),
        "{shown}",
        ("mail", "log", "narrow", "json", "dialog"),
    )


NEGATIVES: tuple[tuple[int, Make], ...] = (
    (12, _plain("Order no.", _order, "order no. {shown} was sent")),
    (10, _plain("SHA-256", _hex(64), "checksum {shown}", "log", "json", "dialog")),
    (10, _plain("Git revision", _hex(40), '"rev": "{shown}",', "log", "json", "sheet")),
    (8, _plain("MD5", _hex(32), "md5 {shown}", "log", "json", "sheet")),
    (
        8,
        _plain(
            "Mobile",
            lambda c: f"+{c.randint(30, 49)} 1{c.randint(50, 79)} {values.digits(c, 8)}",
            "ring me on {shown}",
        ),
    ),
    (8, _plain("Parcel", lambda c: "0034" + values.digits(c, 16), "parcel {shown} is on its way")),
    (
        8,
        _plain(
            "Part number",
            lambda c: f"{c.choice('ABCD')}{values.digits(c, 3)}-{values.digits(c, 5)}-{c.randint(1, 9)}",
        ),
    ),
    (8, _plain("EAN", lambda c: "40" + values.digits(c, 11), "EAN {shown}")),
    (
        8,
        _plain(
            "Coordinates",
            lambda c: f"{c.randint(40, 59)}.{values.digits(c, 6)}, {c.randint(4, 19)}.{values.digits(c, 6)}",
        ),
    ),
    (
        8,
        _plain(
            "MAC address",
            lambda c: ":".join(values.text(c, values.HEX, 2) for _ in range(6)),
            "{label} {shown}",
            "log",
            "json",
            "sheet",
        ),
    ),
    (
        8,
        _plain("Balance", lambda c: f"{c.randint(100, 999)}.{values.digits(c, 3)},{values.digits(c, 2)} EUR"),
    ),
    (8, _plain("Flight", lambda c: f"LH{values.digits(c, 4)} on 2026-07-{c.randint(10, 28)}")),
    (
        8,
        _plain(
            "Session",
            _uuid,
            "{label} {shown} opened",
            "log",
            "json",
        ),
    ),
    (
        8,
        _plain(
            "Version",
            _version,
        ),
    ),
    (34, _said),
)
