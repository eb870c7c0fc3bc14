"""Secrets as people tell them: their name in one part of a sentence, their value in another."""

from __future__ import annotations

import pytest

from agents import secrets
from agents.secrets import told

TOLD = [
    ("Der Code für die Alarmanlage in der Werkstatt ist jetzt 830274, merk dir den bitte", "830274"),
    ("Zahlencode für den Keller: 55821", "55821"),
    ("Türcode im Büro seit heute: 4471#", "4471#"),
    ("Die Kombination vom Tresor ist 18-42-07, links herum", "18-42-07"),
    ("Der Lizenzschlüssel für Affinity lautet AF2K-99XQ-7TLM-40PZ", "AF2K-99XQ-7TLM-40PZ"),
    ("il codice dell'allarme della bottega è 90417, conservalo", "90417"),
    ("il PIN della carta nuova è 5518", "5518"),
    ("la password del wifi dei nonni è Castagna-Fumo-31", "Castagna-Fumo-31"),
    ("il codice del cancello adesso è 3391#", "3391#"),
    ("软件序列号是 KX72-P0QD-88MN-3TRA，帮我存一下", "KX72-P0QD-88MN-3TRA"),
    ("密码改成了 Xiaomao99", "Xiaomao99"),
    ("code for the bike shed is 4471, please remember", "4471"),
    ("Code for the cottage is 771-204, keep it safe", "771-204"),
    ("the combination to my locker is 22-14-36", "22-14-36"),
    ("voicemail pin's 6631 now", "6631"),
    ("Das Handy entsperrt man mit 902144", "902144"),
    ("to get into the building you type 5521 and press the bell", "5521"),
    ("the caretaker changed the front door code at Gran's building, it's 7#771934 from now on", "7#771934"),
    ("she told me the PIN of her savings card, 306274, but only for today", "306274"),
    ("PIN der EC-Karte ist 4821", "4821"),
    ("please keep my passport number for me, X8213064M. It is valid until 14 August 2031", "X8213064M"),
    ("【星河银行】验证码 550 913，用于登录，5 分钟内有效", "550 913"),
    ("the wifi up at the cabin is Fjell and the password is  tytteb4r-OG-multer  (yes really)", "tytteb4r"),
    ("network name is Peak5G, wifi password Quince-Marmot-58! - please remember it", "Quince-Marmot-58"),
    ("Codice del portone: 4471K", "4471K"),
    ("记一下门锁密码 836205，老家那边爸妈来的时候用", "836205"),
    ("路由器后台的口令也改了，是 Xiaoman@7788，别弄丢", "Xiaoman@7788"),
    ("and key safe left of the door, 60837", "60837"),
    ("the network is called Larder and what you type is otter-mallow-41, cheers", "otter-mallow-41"),
    ("after the reset the admin page takes Linnet_Gorse_77 now", "Linnet_Gorse_77"),
    ("keys are in the box by the shed, 4471K opens it", "4471K"),
    ("ring the bell twice, or 60-21-9-B gets you in", "60-21-9-B"),
    ("the siren in the hall stops with Juniper-4471, don't write that down", "Juniper-4471"),
    ("la cassetta si apre con Gabbiano_8812", "Gabbiano_8812"),
    ("den Kasten kriegst du mit 5527#Ka auf", "5527#Ka"),
    ("Omas Haus hat jetzt so ein Zahlending. 48-2-71, merk dir das", "48-2-71"),
    ("they had to reset the alarm. code is 551826 from now on", "551826"),
    ("the bike lock in the cellar is 4471", "4471"),
    ("Der Schlüsseltresor hängt links, 80214.", "80214"),
    ("Keller\n- Safe hinten: 31-9-66-20\n- Licht: 60 Watt", "31-9-66-20"),
    ("Alarm flat upstairs: Heron#Marsh7", "Heron#Marsh7"),
    ("- cassaforte studio: 12 40 77 03", "12 40 77 03"),
    ("Karte gültig bis 08/29   Prüfziffer 739", "739"),
    ("das WLAN-Passwort hat sich geändert, es lautet Kranich!2207", "Kranich!2207"),
    ("la password del wifi è cambiata: Gabbiano_88", "Gabbiano_88"),
    ("the door code changed in 2025, now it is 4471", "4471"),
    (
        "Write these 12 words on paper, in order.\n1 orbit  2 velvet  3 anchor  4 pumpkin\n"
        "5 swift  6 lantern  7 cactus  8 merit\n9 elbow  10 tunnel  11 glacier  12 novel",
        "lantern",
    ),
]
NO_SECRETS = [
    "our new router is a WRT-1900AC, it takes cat-6 cables",
    "the server is on branch feature-login-42 now",
    "the museum opens at 9, exhibition 1200 opens the season",
    "the shop at number 4471 opens the day after tomorrow",
    "the phone wants an update to node-18",
    "der Code für die Bestellung 2207 liegt bei",
    "the code for the workshop talk is on page 1204",
    "il codice sconto scade il 12 e vale 2500 punti",
    "wir öffnen um 1030 mit 1200 Gästen",
    "product code AB-12 is out of stock",
    "Die Tür war offen, und 1200 Leute kamen",
    "My passport expires on 14 August 2031",
    "I need a new passport before 20261201",
    "the pin board meeting at 1430",
    "pin the 2026 plan",
    "The alarm code was changed on 12.03.2026 by 1200 people",
    "1 orbit  2 velvet  3 anchor  4 pumpkin are the names of the four rooms",
    "the password page of chapter 12 is missing",
    "the safe was delivered on Monday, 14 boxes in all",
    "the alarm rang at 0630 and we left",
    "the locker room is next to pool 2",
    "密码学第 3 章很难",
    "the error code is 80070005 and the postal code is 90210",
    "Lock upstairs: broken since 12-03-2026",
    "Gate: B 12",
    "Safe: 2 keys, 3 shelves",
    "the gate closes, 1200 people were inside",
    "the show opens with scene-120 and stops with chapter-204",
]


@pytest.mark.parametrize(("text", "value"), TOLD)
def test_a_told_secret_is_hidden(text: str, value: str) -> None:
    masked, found = secrets.masked(text)

    assert value not in masked
    assert len(found) == 1


@pytest.mark.parametrize("text", NO_SECRETS)
def test_what_only_stands_near_such_a_name_stays(text: str) -> None:
    assert secrets.masked(text)[0] == text


def test_what_ends_a_chinese_sentence_is_no_part_of_a_password() -> None:
    text = "帮我记住公司 VPN 的密码：Lotus_Rain_90。"

    masked, (found,) = secrets.masked(text)

    assert text[found.first : found.last] == "Lotus_Rain_90"
    assert masked.endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "the recovery code I wrote down was K7-4411-QX",
        "il portone adesso si apre premendo 4471",
        "保险柜转到 8826 就开了",
    ],
)
def test_what_could_be_a_secret_is_suspected_though_no_form_is_known(text: str) -> None:
    assert told.suspects(text)


@pytest.mark.parametrize(
    "text",
    [
        "the door code was changed yesterday",
        "The safe in room 12 is broken since 2019",
        "error code 80070005 again",
        "we meet at the gate at 18:30",
        "the password is on the fridge",
    ],
)
def test_what_holds_no_value_is_not_suspected(text: str) -> None:
    assert not told.suspects(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Recovery codes\nKeep these as safe as your password. Each can be used once.\n4hq7-zv2nd    m9xt-c3wka\n"
            "p6rf-81jyu    e2ls-qo5bg\nDownload   Print",
            ("4hq7-zv2nd", "m9xt-c3wka", "p6rf-81jyu", "e2ls-qo5bg"),
        ),
        ("docker login -u robot -p Quill!Fathom77 registry.example", ("Quill!Fathom77",)),
        ("mysql -h db1 -u root -pKestrel_4471 wages", ("Kestrel_4471",)),
        ("curl -s -u ana:Heron-2207 https://api.example/v1", ("Heron-2207",)),
    ],
)
def test_lists_of_codes_and_passwords_of_commands_are_hidden(text: str, values: tuple[str, ...]) -> None:
    masked, _ = secrets.masked(text)

    assert [value for value in values if value in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "docker run -p 8080:80 nginx",
        "mkdir -p src/agents",
        "curl -s -u ana https://x.example",
        "cp -a photos-2024 /mnt",
    ],
)
def test_other_options_of_commands_stay(text: str) -> None:
    assert secrets.masked(text)[0] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("☐ PUK sim nuova 48210937", "48210937"),
        ("puk: 12345678", "12345678"),
        ("☐ pw registro elettronico Girandola#Vento12", "Girandola#Vento12"),
        ("passwort Buchhaltung Nord Mohn!Feld7", "Mohn!Feld7"),
        ("Account 06-0241-0098123-00", "06-0241-0098123-00"),
        ("Konto 4711-0815-4202", "4711-0815-4202"),
        ("Paid to sort code 60-16-13 account 31926819", "31926819"),
        ("account number 12345678, sort code 20-00-00", "12345678"),
        ("Konto 4711081542 BLZ 20050550", "4711081542"),
        ("keep it in the vault, nowhere else: combination 61-18-44-09", "61-18-44-09"),
    ],
)
def test_what_notes_and_payslips_name_in_a_few_words_is_hidden(text: str, value: str) -> None:
    assert value not in secrets.masked(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "the combination of 3-4-5 people is great",
        "a combination of 12-14-16 mm screws",
        "invoice sort code list 2026",
        "Account review 2026-05-12 to 2026-06-12",
        "account 12-34 is open until 18",
        "password policy: see wiki/Passwords_2026",
        "pw reset page is https://x.example/a1#b",
        "my account has 31926 points",
    ],
)
def test_what_only_looks_like_such_a_note_stays(text: str) -> None:
    assert secrets.masked(text)[0] == text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("Settings\nBoat shed key safe  517-238\nNext drill: Monday 19:00", "517-238"),
        ("Lockbox 0427", "0427"),
        ("- Schlüsselsafe Bootshaus  6604", "6604"),
        ("Cassetta chiavi (cortile)  7718", "7718"),
        ("钥匙盒 3390", "3390"),
        ("Tresor Büro 71-05-83-22", "71-05-83-22"),
    ],
)
def test_a_line_of_a_page_with_what_is_locked_and_a_number_shows_its_code(page: str, code: str) -> None:
    assert [page[one.first : one.last] for one in secrets.find(page)] == [code]


@pytest.mark.parametrize(
    "page",
    [
        "Hotel safe 2026",
        "Key safe 4471 x2 £18.99",
        "Padlock 40 mm",
        "Hotel safe 12-05-2026",
        "Gate 4471",
        "Alarm 0630",
        "Safe 12",
    ],
)
def test_what_is_sold_dated_or_numbered_beside_a_lock_is_no_code(page: str) -> None:
    assert not list(secrets.find(page))
