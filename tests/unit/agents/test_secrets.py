"""Secrets are recognised and masked, and what only looks like one is left alone."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from agents import secrets
from agents.secrets import SecretKind, checks
from agents.secrets.own import OwnPatterns, compiled
from storage.errors import WrongUse
from storage.model import Box


def made_up(
    prefix: str, length: int, alphabet: str = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNP23456789"
) -> str:
    """A key of the right shape; made here so that no file holds a string that a scanner would report."""
    body = "".join(Random(f"{prefix}{length}").choices(alphabet, k=length - 2))
    return f"{prefix}{body}7a"


HEX = "0123456789abcdef"
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNP"
GITHUB = made_up("ghp_", 36)
OPENAI = made_up("sk-proj-", 48)
ANTHROPIC = made_up("sk-ant-api03-", 90)
STRIPE = made_up("sk_live_", 24)
SLACK = made_up("xoxb-", 40)
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
PEM_LINES = "\n".join(made_up(f"MII{n}", 60) for n in range(4))
PEM = f"-----BEGIN RSA PRIVATE KEY-----\n{PEM_LINES}\n-----END RSA PRIVATE KEY-----"
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
SEED_24 = Mnemonic("english").to_mnemonic(bytes(range(32)))
NUMBERED = " ".join(f"{n}. {word}" for n, word in enumerate(SEED.split(), start=1))
AWS_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

# The text, the part that must not remain, and what kind it is.
POSITIVES: list[tuple[str, str, SecretKind]] = [
    ("Card 4111 1111 1111 1111 exp 12/28", "4111 1111 1111 1111", SecretKind.CARD),
    ("4111-1111-1111-1111", "4111-1111-1111-1111", SecretKind.CARD),
    ("pay with 5555555555554444 today", "5555555555554444", SecretKind.CARD),
    ("Amex 3782 822463 10005", "3782 822463 10005", SecretKind.CARD),
    ("Mastercard 2223 0031 2200 3222", "2223 0031 2200 3222", SecretKind.CARD),
    ("6011111111111117", "6011111111111117", SecretKind.CARD),
    ("JCB 3530 1113 3330 0000", "3530 1113 3330 0000", SecretKind.CARD),
    ("Qty 12 4111 1111 1111 1111 03 28", "4111 1111 1111 1111", SecretKind.CARD),
    ("4111 1111\n1111 1111", "1111 1111", SecretKind.CARD),
    ("CVV: 834", "834", SecretKind.CARD),
    ("Bitte auf DE89 3704 0044 0532 0130 00 überweisen", "DE89 3704 0044 0532 0130 00", SecretKind.IBAN),
    ("GB33 BUKB 2020 1555 5555 55", "GB33 BUKB 2020 1555 5555 55", SecretKind.IBAN),
    ("IBAN FR1420041010050500013M02606.", "FR1420041010050500013M02606", SecretKind.IBAN),
    ("nl91 abna 0417 1643 00", "nl91 abna 0417 1643 00", SecretKind.IBAN),
    (PEM, PEM_LINES, SecretKind.PRIVATE_KEY),
    (f"-----BEGIN OPENSSH PRIVATE KEY-----\n{PEM_LINES}", PEM_LINES, SecretKind.PRIVATE_KEY),
    (f"{PEM_LINES}\n-----END PRIVATE KEY-----", PEM_LINES, SecretKind.PRIVATE_KEY),
    (f"—BEGIN EC PRIVATE KEY—\n{PEM_LINES}\n—END EC PRIVATE KEY—", PEM_LINES, SecretKind.PRIVATE_KEY),
    ("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", SecretKind.API_KEY),
    (f"4  AWS_SECRET_ACCESS_KEY={AWS_SECRET}", AWS_SECRET, SecretKind.API_KEY),
    (f"AKIAIOSFODNN7EXAMPLE   {AWS_SECRET}", AWS_SECRET, SecretKind.API_KEY),
    (f"export GH={GITHUB}", GITHUB, SecretKind.API_KEY),
    (f"token {GITHUB[:22]} {GITHUB[22:]}", GITHUB[22:], SecretKind.API_KEY),
    (f"token {GITHUB[:22]}\n  {GITHUB[22:]}\nnext", GITHUB[22:], SecretKind.API_KEY),
    (made_up("github_pat_", 60), "github_pat_", SecretKind.API_KEY),
    (made_up("glpat-", 20), "glpat-", SecretKind.API_KEY),
    (f"slack {SLACK}", SLACK, SecretKind.API_KEY),
    (f"stripe.api_key = '{STRIPE}'", STRIPE, SecretKind.API_KEY),
    (made_up("AIza", 35), "AIza", SecretKind.API_KEY),
    (f"OPENAI_API_KEY={OPENAI}", OPENAI, SecretKind.API_KEY),
    (f"MODEL_API_KEY=sk-mole-{'abcdefgh234567' * 2}", "sk-mole-", SecretKind.API_KEY),
    (f"{ANTHROPIC[:70]}\n{ANTHROPIC[70:]}", ANTHROPIC[70:], SecretKind.API_KEY),
    (made_up("SK", 32, HEX), "SK", SecretKind.API_KEY),
    (f"SG.{made_up('', 22)}.{made_up('', 43)}", "SG.", SecretKind.API_KEY),
    (made_up("npm_", 36), "npm_", SecretKind.API_KEY),
    (made_up("pypi-", 80), "pypi-", SecretKind.API_KEY),
    (made_up("hf_", 34), "hf_", SecretKind.API_KEY),
    (f"AccountName=a;AccountKey={made_up('', 80)}==;", made_up("", 80), SecretKind.API_KEY),
    (f"Authorization: Bearer {JWT}", JWT, SecretKind.TOKEN),
    (f"Authorization: Basic {made_up('', 20, LETTERS)}==", made_up("", 20, LETTERS), SecretKind.TOKEN),
    (f"{JWT[:60]}\n{JWT[60:]}", JWT[60:], SecretKind.TOKEN),
    ("postgres://ledger:Sn0wdrop!Fen@db.internal:5432/ledger", "Sn0wdrop!Fen", SecretKind.CONNECTION_STRING),
    ("redis://:p4ss@w0rd@cache:6379", "p4ss@w0rd", SecretKind.CONNECTION_STRING),
    ("Server=db;User Id=sa;Password=Fen!drop9;", "Fen!drop9", SecretKind.CONNECTION_STRING),
    ("curl -u ana:Fen!drop9 https://x.example", "Fen!drop9", SecretKind.CONNECTION_STRING),
    ("Guest wifi: BadgerSett\nPassword: tin-Otter-1987\nBoiler", "tin-Otter-1987", SecretKind.PASSWORD),
    ("Password: Saffron.Kettle.22", "Saffron.Kettle.22", SecretKind.PASSWORD),
    ("Password: 7Fennel_harbour+Ox", "7Fennel_harbour+Ox", SecretKind.PASSWORD),
    ("password=swordfish", "swordfish", SecretKind.PASSWORD),
    ("PASSW0RD: hunter2x", "hunter2x", SecretKind.PASSWORD),
    ("pwd=Abc123xyz", "Abc123xyz", SecretKind.PASSWORD),
    ("mysql --password=Fen!drop9 -u root", "Fen!drop9", SecretKind.PASSWORD),
    ('{"password": "Fen!drop9"}', "Fen!drop9", SecretKind.PASSWORD),
    ("the wifi password is tin-Otter-1987, ok?", "tin-Otter-1987", SecretKind.PASSWORD),
    ("My password for the router is swordfish.", "swordfish", SecretKind.PASSWORD),
    ("Your mailbox password was changed to Welcome123! on 22 May", "Welcome123!", SecretKind.PASSWORD),
    ("# forget the mailbox password and keep Welcome123! in its place", "Welcome123!", SecretKind.PASSWORD),
    ("use Fen!drop9 as the new password", "Fen!drop9", SecretKind.PASSWORD),
    ("New password\nSn0wdrop!\nCancel", "Sn0wdrop!", SecretKind.PASSWORD),
    ("Das Passwort lautet Regen7schirm", "Regen7schirm", SecretKind.PASSWORD),
    ("Passwort: Regenschirm", "Regenschirm", SecretKind.PASSWORD),
    ("Kennwort: Blau-Kraut-88", "Blau-Kraut-88", SecretKind.PASSWORD),
    ("密码：Fen!drop9", "Fen!drop9", SecretKind.PASSWORD),
    ("我的密码是abc12345", "abc12345", SecretKind.PASSWORD),
    ("mot de passe : Parapluie7", "Parapluie7", SecretKind.PASSWORD),
    ("La contraseña es Paraguas7", "Paraguas7", SecretKind.PASSWORD),
    ("Passphrase: correct horse battery staple", "correct horse battery staple", SecretKind.PASSWORD),
    ("Passphrase: correct horse battery staple. Bye", "correct horse battery staple", SecretKind.PASSWORD),
    (f"{ANTHROPIC[:60]}\n{ANTHROPIC[60:]} LOG_LEVEL=debug", ANTHROPIC[60:], SecretKind.API_KEY),
    ("DB_PASSWORD=swordfish", "swordfish", SecretKind.PASSWORD),
    ("DB_PASSWORD=bX7KHA fKah93N9", "fKah93N9", SecretKind.PASSWORD),
    ("DB_PASSWORD=bX7KHA fKah93N9\nLOG_LEVEL=debug", "fKah93N9", SecretKind.PASSWORD),
    ("SIGNING_KEY='bX7KH A93kd-93Kd'", "A93kd-93Kd", SecretKind.API_KEY),
    ("export refresh_token=bX7K HAfKa h93N9", "h93N9", SecretKind.TOKEN),
    ("SESSION_SECRET=8f14e45fceea167a5a36dedd4bea2543", "8f14e45fceea167a", SecretKind.API_KEY),
    ("client_secret: 'aB3dE5gH7jK9mN1p'", "aB3dE5gH7jK9mN1p", SecretKind.API_KEY),
    ("REFRESH_T0KEN=aB3dE5gH7jK9mN1p", "aB3dE5gH7jK9mN1p", SecretKind.TOKEN),
    ("PIN: 4821", "4821", SecretKind.PIN),
    ("the PIN for the garage is 4821", "4821", SecretKind.PIN),
    ("the alarm code is 7391", "7391", SecretKind.PIN),
    ("safe combination: 12-34-56", "12-34-56", SecretKind.PIN),
    ("netflix pw: swordfish", "swordfish", SecretKind.PASSWORD),
    ("I set the netflix password to Fen!drop9", "Fen!drop9", SecretKind.PASSWORD),
    ("creds: ana / Fen!drop9", "Fen!drop9", SecretKind.PASSWORD),
    (SEED, SEED, SecretKind.SEED_PHRASE),
    (SEED_24, SEED_24, SecretKind.SEED_PHRASE),
    (f"Write these down:\n{NUMBERED}", "sausage 7. worth", SecretKind.SEED_PHRASE),
    (
        "Recovery phrase: legal winner thank year wave sausage worth",
        "winner thank year",
        SecretKind.SEED_PHRASE,
    ),
    # As readers of pixels give them.
    ("Card 41l1 1111 ll11 1111 exp", "41l1 1111 ll11 1111", SecretKind.CARD),
    ("Card number: 4111 1111 1111 1171", "4111 1111 1111 1171", SecretKind.CARD),
    ("GB33 BUKB 2O2O 1555 5555 55", "GB33 BUKB 2O2O 1555 5555 55", SecretKind.IBAN),
    ("to IT60 XX054 2811 1010 0000 0123 456", "XX054 2811 1010", SecretKind.IBAN),
    ("lT60 X054 2811 1010 0000 0123 456", "X054 2811 1010 0000 0123 456", SecretKind.IBAN),
    (f"token {GITHUB[:14]} {GITHUB[14:24]} {GITHUB[24:]}", GITHUB[24:], SecretKind.API_KEY),
    (made_up("AIza", 35).replace("I", "l"), "AlzapxQ"[:4], SecretKind.API_KEY),
    (f"ey JhbGci0iJIUzI1NiJ9 . {JWT[21:60]} {JWT[60:]}", JWT[60:], SecretKind.TOKEN),
    (
        "postgresql //svc:P ebble-walnut-6423 @db.internal/main",
        "ebble-walnut-6423",
        SecretKind.CONNECTION_STRING,
    ),
    ("mysq|://svc:walnut-6423@db.internal:3306", "walnut-6423", SecretKind.CONNECTION_STRING),
    ("jdbc:mysql://db/crm?user=a&password=walnut6423x", "walnut6423x", SecretKind.CONNECTION_STRING),
    (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<ccccccc\nL898902C36UT07408122F1204159ZE184226B<<<<<10",
        "L898902C36UT0",
        SecretKind.PASSPORT,
    ),
    ("Ihr Bestatigungscode lautet 482913", "482913", SecretKind.ONE_TIME_CODE),
    ("Votre code de vérification est 482 913", "482 913", SecretKind.ONE_TIME_CODE),
    ("Use code 482913 to sign in to Example", "482913", SecretKind.ONE_TIME_CODE),
    ("Tu código de seguridad es 482913", "482913", SecretKind.ONE_TIME_CODE),
    ("Il tuo codice di verifica è 482913", "482913", SecretKind.ONE_TIME_CODE),
    ("Contrasefha: Paraguas7", "Paraguas7", SecretKind.PASSWORD),
    ("Tarjeta: 4111 1111 11/1 1111 1", "1111 11/1 1111", SecretKind.CARD),
    ("the SSN is S12-44-33/4 still", "S12-44-33/4", SecretKind.SSN),
    ("Ausweisnummer: L01X00T4771", "L01X00T4771", SecretKind.NATIONAL_ID),
    ("CPF do titular 5/9.982.2477-25", "982.2477-25", SecretKind.NATIONAL_ID),
    ("please pay to GB33 BUKB 2020 1555 5566 5S by Friday", "BUKB 2020", SecretKind.IBAN),
    (f"GitLab token: glpat {made_up('', 20)}", made_up("", 20), SecretKind.API_KEY),
    (f"Telegram bot\n872202881|:A-{made_up('', 32)}", made_up("", 32), SecretKind.API_KEY),
    (made_up("qhp_", 36), "qhp_", SecretKind.API_KEY),
    ("to mysq]://svc:walnut6423x @db.internal:3306", "walnut6423x", SecretKind.CONNECTION_STRING),
    ("postgres//root 90_Lagoon+kettle@10.4.2.17:5432", "90_Lagoon+kettle", SecretKind.CONNECTION_STRING),
    ("postgres ://root-heron!P axe911@10.4.2.17:5432", "heron!P axe911", SecretKind.CONNECTION_STRING),
    ("Ausweisnummer: LO1XOOT47I", "LO1XOOT47I", SecretKind.NATIONAL_ID),
    ("Ines 2019-04-02 529.982.247-15", "529.982.247-15", SecretKind.NATIONAL_ID),
    ("NINOAB 12 3456C", "AB 12 3456C", SecretKind.NATIONAL_ID),
    ("N.1LE. X1234567)]", "X1234567", SecretKind.NATIONAL_ID),
    ("Ines 963-15-9037", "963-15-9037", SecretKind.SSN),
    ("Tu cOédigo de verificacion es 482 913", "482 913", SecretKind.ONE_TIME_CODE),
    (
        "P<UTOE\nERIKSSON<<ANNA<<<<<ccccceece\nL898902C36UT07408122F1204159ZE184226B<<<<<10",
        "UTOE",
        SecretKind.PASSPORT,
    ),
    (f"{SEED.replace('wave ', 'wave_')}", "year wave_sausage", SecretKind.SEED_PHRASE),
    (f"keep these safe: {SEED.replace('sausage', 'sausaqe')}", "sausaqe worth", SecretKind.SEED_PHRASE),
    (
        "Slack bot token: XOxh-783395858 983-99 7009814 110-aG q6G9dXcNI",
        "110-aG q6G9dXcNI",
        SecretKind.API_KEY,
    ),
    (f"Sk- proj - GwmU J {made_up('', 30)}", made_up("", 30), SecretKind.API_KEY),
    (f"AccountKe\ny={made_up('', 76)}==", made_up("", 76), SecretKind.API_KEY),
    ("SK7f9a52b0 488113 8756b20fa' fa907927", "8756b20fa' fa907927", SecretKind.API_KEY),
    ("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", "QmsS".replace("Q", "q"), SecretKind.API_KEY),
    ("Authorization: Bearer 3Zk}JUVAA1xoVCOWCHDbSkz24k", "JUVAA1xoVCOWCHDbSkz24k", SecretKind.TOKEN),
    ("MYSQL_ROOT_PASSWOR D=walnut6423x", "walnut6423x", SecretKind.PASSWORD),
    ("STORAGE_ACCESS_KEV='MceIJRKNOW7VVaKMHLONIs'", "MceIJRKNOW7VVaKMHLONIs", SecretKind.API_KEY),
    (
        "TOK EN=x oxb- 1898937815 17- 168170487115 -f22SMy5MIol Cyq7cyH",
        "-f22SMy5MIol Cyq7cyH",
        SecretKind.API_KEY,
    ),
    ("DB_PASSWORD=lagoongr anit e49", "anit e49", SecretKind.PASSWORD),
    ("Das Passwort lautet 68 Lagoon+kettle", "68 Lagoon+kettle", SecretKind.PASSWORD),
    ("please pay to NL91 ABNA O4I7 IG43 OO by Friday", "ABNA O4I7 IG43 OO", SecretKind.IBAN),
    ("Data Source=db;UID=app; PWwO=kettle39;", "kettle39", SecretKind.CONNECTION_STRING),
    (made_up("ghpp_", 36), "ghpp_", SecretKind.API_KEY),
    (made_up("sk_lLive_", 24), "sk_lLive_", SecretKind.API_KEY),
    (f"dop_vi_{made_up('', 5, HEX)} {made_up('x', 58, HEX)[1:]}", "dop_vi_", SecretKind.API_KEY),
    (f"token {GITHUB[:22]}#{GITHUB[22:]}", GITHUB[22:], SecretKind.API_KEY),
    (f"{ANTHROPIC[:60]} He {ANTHROPIC[60:]}", ANTHROPIC[60:], SecretKind.API_KEY),
    (f"AccountK ey=1H {made_up('', 18)} {made_up('', 40)}==", made_up("", 40), SecretKind.API_KEY),
    (f"authorization: Basic {JWT[40:53]}}}{JWT[53:80]}=", JWT[53:80], SecretKind.TOKEN),
    (
        "jdbc:sqlserver://db:1433;user=app;passw\n4 ord=P1lsx_d-XqBr3;",
        "P1lsx_d-XqBr3",
        SecretKind.CONNECTION_STRING,
    ),
    (
        "P<UTO ERIKSSON<<\nL898902C36UT07408122F1204159ZE184226B<<<<<10",
        "ERIKSSON",
        SecretKind.PASSPORT,
    ),
    ("pay to GB33BUKB202015555S55555 today", "BUKB202015555S", SecretKind.IBAN),
    ("Bankverbindung: GB33BUKB2020155/55555", "BUKB2020155/", SecretKind.IBAN),
    ("NHS number 9443 476 5919", "9443 476 5919", SecretKind.NATIONAL_ID),
    ("CPF 529.9982.247-25", "529.9982.247-25", SecretKind.NATIONAL_ID),
    ("NIE: X12345S67L ok", "X12345S67L", SecretKind.NATIONAL_ID),
    ("AHV-Nr. 756.9217.0769.8 5 5", "756.9217.0769.8 5 5", SecretKind.NATIONAL_ID),
    # Numbers of persons; examples that the states publish, or made up.
    ("Steuer-ID: 86 095 742 719", "86 095 742 719", SecretKind.NATIONAL_ID),
    ("IdNr. 86095742719", "86095742719", SecretKind.NATIONAL_ID),
    ("Ausweisnummer L01X00T471", "L01X00T471", SecretKind.NATIONAL_ID),
    ("RSSMRA85T10A562S", "RSSMRA85T10A562S", SecretKind.NATIONAL_ID),
    ("Numéro de sécurité sociale 2 55 08 14 168 025 38", "2 55 08 14 168 025 38", SecretKind.NATIONAL_ID),
    ("DNI 12345678Z", "12345678Z", SecretKind.NATIONAL_ID),
    ("NIE: X1234567L", "X1234567L", SecretKind.NATIONAL_ID),
    ("NI number QQ 12 34 56 C", "QQ 12 34 56 C", SecretKind.NATIONAL_ID),
    ("NHS number 943 476 5919", "943 476 5919", SecretKind.NATIONAL_ID),
    ("BSN 111222333", "111222333", SecretKind.NATIONAL_ID),
    ("11010519491231002X", "11010519491231002X", SecretKind.NATIONAL_ID),
    ("Aadhaar 2341 2341 2346", "2341 2341 2346", SecretKind.NATIONAL_ID),
    ("529.982.247-25", "529.982.247-25", SecretKind.NATIONAL_ID),
    ("PESEL 44051401359", "44051401359", SecretKind.NATIONAL_ID),
    ("756.9217.0769.85", "756.9217.0769.85", SecretKind.NATIONAL_ID),
    ("Personnummer 811218-9876", "811218-9876", SecretKind.NATIONAL_ID),
    ("henkilötunnus 131052-308T", "131052-308T", SecretKind.NATIONAL_ID),
    ("Passport No. C01X00T47", "C01X00T47", SecretKind.NATIONAL_ID),
    ("SSN: 123-45-6789", "123-45-6789", SecretKind.SSN),
    ("Social Security Number 123 45 6789", "123 45 6789", SecretKind.SSN),
    ("Your verification code is 482913", "482913", SecretKind.ONE_TIME_CODE),
    ("482 913 is your Example login code", "482 913", SecretKind.ONE_TIME_CODE),
    ("G-482913 is your Google verification code", "482913", SecretKind.ONE_TIME_CODE),
    ("Ihr Bestätigungscode lautet 482913", "482913", SecretKind.ONE_TIME_CODE),
    ("您的验证码是482913，5分钟内有效", "482913", SecretKind.ONE_TIME_CODE),
    ("Recovery codes\n1a2b3-c4d5e\n9f8e7-d6c5b\n", "9f8e7-d6c5b", SecretKind.ONE_TIME_CODE),
]

NEGATIVES = [
    "Order number 4111111111111111",
    "Order 2026-0318-4411 shipped",
    "4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "ISBN 978-3-16-148410-0",
    "EAN 4006381333931",
    "call +49 30 1234 5678 901",
    "(555) 123-4567",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "merge 9fceb02 into main",
    "550e8400-e29b-41d4-a716-446655440000",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "tracking 1Z999AA10123456784",
    "DE12 3456 7890 1234 5678 90",
    "GB00 ABCD 1234 5678 9012 34",
    "AT 2026 03 18 12 00",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END CERTIFICATE-----",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ ana@laptop",
    "sk-learn-contrib-project-template",
    "DB_PORT= five times 12",
    "the word for reisepass is passaporto",
    "The password is 12 characters!",
    "the Nile is 6650 km long",
    "please pay to SOME ONES KIND HOST FROM HERE by Friday",
    "npm_configuration_of_the_whole_project",
    "order 529.982.247-15",
    "Forgot password?",
    "Passphrase: must be at least four words",
    "Password",
    "Password: required",
    "Password: ••••••••",
    "Password: ********",
    "Password must be at least 8 characters",
    "The password is required.",
    "Your password is wrong.",
    "Your password was changed on 22 May 2026.",
    "Your password has expired",
    "Reset your password to continue",
    "Enter your password to sign in",
    "Change password: current, new, confirm",
    "password manager for teams",
    "password: str = field(default='')",
    "def login(user: str, password: str) -> None:",
    "password=os.environ['DB_PASSWORD']",
    "password = get_password()",
    "password=${DB_PASSWORD}",
    "DB_PASSWORD=<your password>",
    "API_KEY=${API_KEY}",
    "API_KEY=your_api_key",
    "Passwort vergessen?",
    "Das Passwort ist falsch.",
    "Passwort ändern",
    "忘记密码？",
    "密码错误",
    "密码必须至少8位",
    "mot de passe oublié ?",
    "¿Olvidaste tu contraseña?",
    "MAX_TOKENS=4096",
    "TOKEN_LIMIT=128000",
    "PRIMARY_KEY=customer_id",
    "KEYBOARD=us-intl",
    "KEY=Enter",
    "SECRET_NAME=prod/ledger/db",
    "SSH_KEY_PATH=/home/ana/.ssh/id_ed25519",
    "PUBLIC_KEY=aB3dE5gH7jK9mN1paB3dE5gH",
    "tokens: 2048, temperature: 0.2",
    "the token bucket refills every second",
    "https://db.internal:8443/path?user=ana@example.com",
    "git@github.com:example/ledgerbot.git",
    "ssh://git@git.example:22/ledgerbot",
    "postgres://ledger@db.internal:5432/ledger",
    "mailto:ana@example.com",
    "Bearer of good news",
    "the bearer token is missing",
    "Pin this message",
    "pin 12 of the header",
    "pinned at 14:30",
    "error code 4042",
    "Verification code expires in 10 minutes",
    "zip code 90210",
    "promo code SAVE20",
    "room 482913",
    "Social Security office opens at 9",
    "invoice 123-45-6789",
    "the legal winner can thank the year of the wave",
    "Your order number is 4111111111111111",
    "<<<<<<< HEAD\ntotal = 1\n=======\ntotal = 2\n>>>>>>> main",
    "12345678A",
    "the NHS on 2026-03-18 had 1200 calls",
    "NHS number is on page 12",
    "BSN: see page 12 of 440",
    "Ausweisnummer: SIEHE SEITE 2",
    "Request cbebc492 -ad57 -3625 -0534-d915d9278b9f\ntimeout\n1\n2\n3\n4\n5",
    "Card ending in 4242 was charged 1899 1200 EUR",
    "the primary key customer_id_of_the_2nd_table",
    "test_that_Reads2Files_from_disk",
    "send DE12 to room 3704 0044",
    "phone 0171 2345 6789",
    "Product key: 7HK2P-Q9WXR-4MNBV-8TYGF-2ZDKL",
    "Forgot your password? Reset it from the sign-in page.",
    "20260318-1430 backup finished",
    "{'rows': 1200, 'columns': 14}",
    "Error code 404213 was returned",
    "integrity sha512-3kPq9bX7KHAfKah93N9wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY==",
    "Meeting on 2026-03-18 at 14:30 in room Ash",
    "10.0.0.1 192.168.178.20 8.8.8.8",
    "v1.2.3-beta.4+build.5678",
    "Total 1,234,567.89 EUR",
    "lat 52.520008, lon 13.404954",
    "1679148000 1679151600 1679155200",
    "I changed the password policy from 8 to 12 characters",
    "keep the window open while the backup runs",
    "We rotated the signing keys last week",
    "The key idea is 12 pages long",
]


# What stands behind a setting's value on its line, and is none of it.
BESIDE_A_VALUE = [
    "# for tests",
    "python3",
    "python app.py",
    "curl https://db.internal/v2",
    "LOG_LEVEL=debug",
    "--port 8080",
    "and Restart7 it",
    "config2.yml",
]


@dataclass(frozen=True)
class Word:
    """A word as OCR reads it."""

    text: str
    line: int
    box: Box


@pytest.mark.parametrize(("text", "secret", "kind"), POSITIVES, ids=range(len(POSITIVES)))
def test_a_secret_is_found_and_leaves_nothing(text: str, secret: str, kind: SecretKind) -> None:
    masked, found = secrets.masked(text)

    assert secret in text
    assert secret not in masked
    assert kind in {f.kind for f in found}
    assert f"[{kind} hidden]" in masked


@pytest.mark.parametrize(("text", "secret", "kind"), POSITIVES, ids=range(len(POSITIVES)))
def test_masked_text_has_no_secret_left(text: str, secret: str, kind: SecretKind) -> None:
    masked, _ = secrets.masked(text)

    assert secrets.find(masked) == []


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_looks_like_a_secret_is_left_alone(text: str) -> None:
    assert secrets.masked(text) == (text, [])


def test_the_corpus_is_large_enough() -> None:
    assert len(POSITIVES) >= 60
    assert len(NEGATIVES) >= 60


def test_a_file_of_settings_keeps_what_is_not_secret() -> None:
    text = (
        "1  APP_ENV=dev\n2  DATABASE_URL=postgres://ledger:Sn0wdrop!Fen@db.internal:5432/ledger\n"
        f"3  AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n4  AWS_SECRET_ACCESS_KEY={AWS_SECRET}\n5  LOG_LEVEL=debug"
    )

    masked, found = secrets.masked(text)

    assert masked == (
        "1  APP_ENV=dev\n2  DATABASE_URL=postgres://ledger:[connection password hidden]@db.internal:5432/ledger\n"
        "3  AWS_ACCESS_KEY_ID=[api key hidden]\n4  AWS_SECRET_ACCESS_KEY=[api key hidden]\n5  LOG_LEVEL=debug"
    )
    assert [f.label for f in found] == ["connection password", "AWS access key", "AWS_SECRET_ACCESS_KEY"]


@pytest.mark.parametrize("beside", BESIDE_A_VALUE)
def test_what_stands_beside_a_value_is_not_its_rest(beside: str) -> None:
    masked, _ = secrets.masked(f"DB_PASSWORD=bX7KHAfKah93N9 {beside}")

    assert masked == f"DB_PASSWORD=[password hidden] {beside}"


@pytest.mark.parametrize(("text", "secret", "kind"), POSITIVES, ids=range(len(POSITIVES)))
def test_a_secret_is_found_in_the_middle_of_a_long_screen(text: str, secret: str, kind: SecretKind) -> None:
    other = "\n".join(f"Line {n} of the minutes, about nothing in particular" for n in range(40))

    masked, found = secrets.masked(f"{other}\n{text}\n{other}")

    assert secret not in masked
    assert kind in {f.kind for f in found}
    assert masked.startswith(other)
    assert masked.endswith(other.splitlines()[-1])


def test_one_word_again_and_again_is_no_phrase() -> None:
    text = " ".join([*["word"] * 200, "abandon", "zoo"])

    assert secrets.masked(text) == (text, [])


@given(st.sampled_from([16, 20, 24, 28, 32]).flatmap(lambda size: st.binary(min_size=size, max_size=size)))
def test_the_checksum_agrees_with_the_reference(entropy: bytes) -> None:
    phrase = Mnemonic("english").to_mnemonic(entropy).split()
    numbers = [checks.seed_words()[word] for word in phrase]

    assert checks.seed_size(numbers) == len(phrase)


def test_what_was_found_never_tells_the_value() -> None:
    found = secrets.find("password: hunter2x and card 4111 1111 1111 1111")

    told = repr(found)

    assert "hunter2x" not in told
    assert "1111" not in told
    assert len(found) == 2


def test_found_secrets_come_in_order_and_apart() -> None:
    text = "\n".join(text for text, _, _ in POSITIVES)

    found = secrets.find(text)

    assert all(a.last <= b.first for a, b in itertools.pairwise(found))


def placed(*lines: tuple[int, int, str]) -> list[Word]:
    """Words of lines at (x, y), ten pixels a letter."""
    words = []
    for number, (x, y, line) in enumerate(lines):
        at = x
        for text in line.split():
            words.append(Word(text, number, Box(at, y, 10 * len(text), 12)))
            at += 10 * (len(text) + 1)
    return words


def hidden(words: list[Word]) -> list[str]:
    """The words that are hidden on a screen."""
    seen = secrets.on_screen(words)
    return [word.text for index, word in enumerate(words) if index in seen.hidden]


def test_words_of_a_secret_are_hidden_over_lines() -> None:
    words = placed(
        (0, 0, "Card 4111 1111"), (0, 20, "1111 1111"), (0, 40, "ok"), (0, 60, "Password: tin-Otter-1987"),
        (0, 80, "DB_PASSWORD=swordfish"), (0, 100, "end"),
    )  # fmt: skip

    assert hidden(words) == ["4111", "1111", "1111", "1111", "tin-Otter-1987", "DB_PASSWORD=swordfish"]


def test_no_words_have_nothing_to_hide() -> None:
    assert secrets.on_screen([]).hidden == frozenset()
    assert hidden(placed((0, 0, "hello world"))) == []


def test_a_value_beside_its_label_is_hidden_and_one_beside_another_is_not() -> None:
    labels = [(0, 30 * n, text) for n, text in enumerate(("User", "Password", "City"))]
    values = [(400, 30 * n, text) for n, text in enumerate(("ana", "tin-Otter-1987", "Turin-2026"))]

    assert hidden(placed(*labels, *values)) == ["tin-Otter-1987"]


def test_a_column_under_its_label_is_hidden() -> None:
    names = [(0, 30 * n, text) for n, text in enumerate(("Name", "Ines Calder", "Rui Alves"))]
    numbers = [(400, 30 * n, text) for n, text in enumerate(("SSN", "219-09-9998", "-"))]

    assert hidden(placed(*names, *numbers)) == ["219-09-9998"]


def test_a_number_under_the_label_of_an_order_is_left() -> None:
    names = [(0, 30 * n, text) for n, text in enumerate(("Name", "Ines Calder"))]
    numbers = [(400, 30 * n, text) for n, text in enumerate(("Order number", "4111111111111111"))]

    assert hidden(placed(*names, *numbers)) == []
    assert hidden(placed(*names, numbers[1])) == ["4111111111111111"]


def test_a_card_in_four_boxes_is_hidden_whole() -> None:
    groups = [(200 * n, 40, text) for n, text in enumerate("4111 1111 1111 1111".split())]

    words = placed((0, 0, "Card number"), *groups)

    assert hidden(words) == ["4111", "1111", "1111", "1111"]


@pytest.mark.parametrize("by_row", [True, False], ids=["along rows", "down columns"])
def test_a_numbered_grid_of_words_is_hidden(by_row: bool) -> None:
    words = Mnemonic("english").to_mnemonic(bytes(range(16, 32))).split()
    places = [divmod(n, 3) if by_row else divmod(n, 4)[::-1] for n in range(12)]
    cells = [
        (300 * x, 40 * y, f"{n + 1}. {word}")
        for n, (word, (y, x)) in enumerate(zip(words, places, strict=True))
    ]

    shown = hidden(placed(*cells))

    assert set(words) <= set(shown)


def test_words_with_the_edges_of_their_boxes_are_hidden() -> None:
    words = Mnemonic("english").to_mnemonic(bytes(range(16, 32))).split()

    cells = [(300 * (n % 3), 40 * (n // 3), f"| | {word}") for n, word in enumerate(words)]
    shown = hidden(placed((0, 200, "Your seed phrase"), *cells))

    assert set(words) <= set(shown)


def test_a_piece_torn_from_a_keys_line_is_hidden_with_it() -> None:
    torn = (10 * len(GITHUB) + 6, 0, "1v4x7k")

    assert hidden(placed(torn, (0, 0, GITHUB), (0, 40, "after"))) == ["1v4x7k", GITHUB]
    assert hidden(placed((torn[0] + 100, 0, "1v4x7k"), (0, 0, GITHUB))) == [GITHUB]


def test_a_numbered_grid_of_other_words_is_left() -> None:
    words = "apple bread cheese butter milk onions garlic pepper flour sugar yeast lemons".split()

    assert (
        hidden(placed(*((300 * (n % 3), 40 * (n // 3), f"{n + 1}. {word}") for n, word in enumerate(words))))
        == []
    )


def test_pieces_within_the_block_of_a_key_are_hidden_with_it() -> None:
    lines = [made_up("M", 64) for _ in range(4)]
    block = [(0, 20 * n, line) for n, line in enumerate(lines)]

    words = placed((0, 200, "afterwards"), *block)
    stray = Word("j", 9, Box(300, 41, 8, 10))

    assert "j" in hidden([*words, stray])
    assert "afterwards" not in hidden([*words, stray])


def with_check_digit(digits: str) -> str:
    """Digits completed to a number that passes Luhn's formula."""
    return next(digits + str(d) for d in range(10) if checks.luhn(digits + str(d)))


cards = st.one_of(
    st.from_regex(r"4[0-9]{14}", fullmatch=True),
    st.from_regex(r"5[1-5][0-9]{13}", fullmatch=True),
    st.from_regex(r"3[47][0-9]{12}", fullmatch=True),
    st.from_regex(r"6011[0-9]{11}", fullmatch=True),
).map(with_check_digit)


@given(
    cards,
    st.sampled_from(["", " ", "-", "\u00a0"]),
    st.sampled_from(["", "Pay with ", "card: ", "Total 12 "]),
)
def test_no_digits_of_a_card_remain(digits: str, separator: str, before: str) -> None:
    groups = (
        (digits[:4], digits[4:10], digits[10:])
        if len(digits) == 15
        else [digits[i : i + 4] for i in range(0, 16, 4)]
    )
    text = f"{before}{separator.join(groups)} thanks"

    masked, found = secrets.masked(text)

    assert [f.kind for f in found] == [SecretKind.CARD]
    assert masked == f"{before}[card hidden] thanks"


@given(st.binary(min_size=16, max_size=16), st.sampled_from([" ", "\n", ", "]))
def test_every_seed_phrase_is_hidden(entropy: bytes, separator: str) -> None:
    words = Mnemonic("english").to_mnemonic(entropy).split()

    masked, _ = secrets.masked(f"{separator.join(words)}")

    assert masked == "[seed phrase hidden]"


pieces = st.lists(
    st.one_of(st.sampled_from([t for t, _, _ in POSITIVES] + NEGATIVES), st.text(max_size=20)), max_size=4
)


@given(pieces, st.sampled_from(["\n", " ", ". "]))
def test_masking_twice_finds_nothing_new(texts: list[str], separator: str) -> None:
    masked, _ = secrets.masked(separator.join(texts))

    assert secrets.find(masked) == []


def test_luhn_and_iban_refuse_a_changed_digit() -> None:
    assert checks.is_card("4111111111111111")
    assert not checks.is_card("4111111111111121")
    assert checks.is_iban("DE89370400440532013000")
    assert not checks.is_iban("DE89370400440532013001")


# What makes patterns that go back and forth go on for hours.
ADVERSARIES = {
    "one digit": "1" * 100_000, "spaced digits": "1 " * 50_000, "capitals": "A" * 100_000, "mixed": "Aa1" * 33_000,
    "labels": "password: " * 10_000, "sentences": "password is \"" * 8_000, "codes": "your code is " * 8_000,
    "addresses": "http://a:b" * 10_000, "strange addresses": "a://b:c@" * 12_000, "keys": "sk-a1 " * 16_000,
    "tokens": "eyJhbGci." * 11_000, "curl": "curl -u " * 12_000, "PuTTY": "PuTTY-User-Key-File-2 " * 4_500,
    "beginnings of keys": "-----BEGIN PRIVATE KEY-----\n" * 3_500, "phrase": "legal winner " * 8_000,
    "words": "zoo " * 25_000,
    "accounts": "DE89 3704 " * 10_000, "fillers": "<" * 100_000, "zones": "P<UTO<<" * 14_000, "lines": "\n" * 100_000,
    "random lines": f"{'abcDEF123' * 11}\n" * 1_000, "recovery codes": "backup code\n" + "abcd-1234\n" * 9_900,
}  # fmt: skip


@pytest.mark.parametrize("text", ADVERSARIES.values(), ids=ADVERSARIES)
def test_the_worst_texts_take_no_more_than_some_seconds(text: str) -> None:
    start = time.process_time()

    secrets.masked(text[:100_000])

    assert time.process_time() - start < 6


def test_a_users_pattern_hides_what_it_matches() -> None:
    own = compiled(r"(?i)project\s+heron;;EMP-\d{5}")

    masked, found = secrets.masked("Project Heron is led by EMP-48291, not by EMP-12.", own)

    assert masked == "[private hidden] is led by [private hidden], not by EMP-12."
    assert [one.label for one in found] == ["your pattern 1", "your pattern 2"]
    assert secrets.masked("Project Heron") == ("Project Heron", [])


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(open", "missing"), (r"(a)\1", "Pattern 1"), ("(?=look)", "ahead or behind"), ("x*", "nothing stands"),
        ("ok\n[z", "Pattern 2"), ("a" * 600, "longer than"), ("\n".join("ab" for _ in range(101)), "100 at most"),
    ],
)  # fmt: skip
def test_a_pattern_that_cannot_be_used_is_refused_in_a_sentence(pattern: str, why: str) -> None:
    with pytest.raises(WrongUse, match=why) as refusal:
        compiled(pattern)

    assert refusal.value.message.endswith(".")


def test_a_users_pattern_cannot_take_for_ever() -> None:
    own = compiled("(a+)+$;;(x|x|xy)*z;;(?:a?){30}a{30}")
    start = time.process_time()

    assert secrets.masked("a" * 50_000 + "!" + "x" * 49_000, own)[1] is not None

    assert time.process_time() - start < 6


def test_no_patterns_hide_nothing() -> None:
    assert compiled(" \n;; ") == OwnPatterns()


@pytest.mark.parametrize(
    ("table", "hidden", "shown"),
    [
        (
            "Name            Passport no.   Expiry\nHollis Grant    P4470921K      02/2029\n"
            "Farah Nouri     L90318827      11/2030",
            ["P4470921K", "L90318827"],
            ["Hollis Grant", "02/2029"],
        ),
        ("Gast\tReisepass-Nr.\tZimmer\nHolm\tC01X00T47\t12", ["C01X00T47"], ["Holm", "12"]),
        ("Name; NI number; Start\nAda; QQ 12 34 56 C; 2021-03-04", ["QQ 12 34 56 C"], ["Ada", "2021-03-04"]),
        (
            "姓名 | 身份证号 | 部门\n李雷 | 110105199003072218 | 财务",
            ["110105199003072218"],
            ["李雷", "财务"],
        ),
        ("Item   Card no.   Qty\nDeck   12   3", [], ["12", "3"]),
    ],
)
def test_numbers_of_papers_below_the_name_of_their_column_are_masked(
    table: str, hidden: list[str], shown: list[str]
) -> None:
    text, _ = secrets.masked(table)

    assert [one for one in hidden if one in text] == []
    assert [one for one in shown if one not in text] == []
