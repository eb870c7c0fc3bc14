from __future__ import annotations

import pytest

from agents import captions, secrets, statements, unhidden
from agents.finding import Material, Utterance, Voice
from agents.kinds import episodic
from tests.unit.agents.test_kinds import UTC_ZONE, sealed, turn


@pytest.mark.parametrize(
    ("text", "caption", "value"),
    [
        (
            "new router came, hooray. please keep the wifi for me, network is Teasel-5G and the password is "
            "n0ugat-Finch-Pier, I'll need it when the nephews come on the 17th",
            "wifi password of Teasel-5G",
            "n0ugat-Finch-Pier",
        ),
        ("reset the alarm in the workshop. code is 551826 from now on", "alarm code", "551826"),
        ("the alarm code for the workshop is 551826 now", "alarm code for the workshop", "551826"),
        ("PIN for my debit card changed, it's 4711 now", "PIN for my debit card", "4711"),
        ("the router's password has changed too, it's Gorse@7788", "router's password", "Gorse@7788"),
        (
            "Mum's laptop: user mum.b and password Quince-Marmot-58!",
            "laptop password of mum.b",
            "Quince-Marmot-58!",
        ),
        (
            "ok so the guy from the bank said a lot of things and then he gave me the new password Quince-Marmot-58!",
            "bank password",
            "Quince-Marmot-58!",
        ),
        (
            "Das WLAN-Passwort im Ferienhaus lautet Gorse7788x, bitte merken",
            "WLAN-Passwort im Ferienhaus",
            "Gorse7788x",
        ),
        ("wifi is network Cove2, password Gorse-Linnet-4471", "wifi password of Cove2", "Gorse-Linnet-4471"),
        ("please keep my passport number for me, X8213064M", "passport number", "X8213064M"),
        ("Der Code für die Alarmanlage ist 551826", "Code für die Alarmanlage", "551826"),
        ("Neue PIN meiner Bankkarte: 4711", "PIN meiner Bankkarte", "4711"),
        ("La password del wifi è Marzipan-Otter-77", "password del wifi", "Marzipan-Otter-77"),
        ("il codice dell'allarme è 551826, viene Ugo domani", "codice dell'allarme", "551826"),
        ("La combinazione della cassaforte: 48213#", "combinazione della cassaforte", "48213#"),
        ("我家门锁密码改成836205了", "门锁密码", "836205"),
        ("路由器的密码是Gorse7788x", "路由器的密码", "Gorse7788x"),
    ],
)
def test_a_told_secret_is_captioned_with_what_it_is_for(text: str, caption: str, value: str) -> None:
    assert sealed(turn(text)) == [(caption, value)]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (
            "please keep the wifi for me, network is Teasel-5G and the password is n0ugat-Finch-Pier, "
            "I'll need it when the nephews come on the 17th",
            ["network is Teasel-5G", "I'll need it when the nephews come on the 17th"],
        ),
        (
            "the alarm code is 551826 and Bo comes by on Friday to feed the cat",
            ["Bo comes by on Friday to feed the cat"],
        ),
        (
            "Ada moved to Turin in May and her wifi password is Marzipan-Otter-77",
            ["Ada moved to Turin in May"],
        ),
        (
            "Das WLAN-Passwort lautet Gorse7788x, wir brauchen es wenn Oma am 3. Mai kommt",
            ["wir brauchen es wenn Oma am 3. Mai kommt"],
        ),
        (
            "il codice dell'allarme è 551826, viene Ugo domani a dare da mangiare al gatto",
            ["viene Ugo domani a dare da mangiare al gatto"],
        ),
        ("家里的密码是Gorse7788x，奶奶5月3日来住", ["奶奶5月3日来住"]),
        ("the wifi password is Gorse@7788, the old one was Gorse@6677", []),
        ("the password is Gorse@7788 or Marzipan-Otter-77 for guests", []),
        ("the pin is 4711, user mum.b77", []),
        ("the pin is 471198, but do NOT keep that one, I need it at the machine today", []),
        ("PIN for my card is 4711, then 4712 on the second", []),
    ],
)
def test_of_a_sentence_with_a_secret_the_clauses_beside_it_are_kept(text: str, beside: list[str]) -> None:
    masked, _ = secrets.masked(text)

    assert unhidden.parts(masked) == beside


def test_a_visit_told_beside_a_password_is_an_event_without_it() -> None:
    text = "the wifi password is n0ugat-Finch-Pier, I'll need it when the nephews come on the 17th"
    masked, _ = secrets.masked(text)
    said = Utterance(turn(masked), masked, Voice.USER)

    events = [one.body["summary"] for one in episodic.find(Material((said,), UTC_ZONE))]

    assert len(events) == 1
    assert "nephews come on" in str(events[0])
    assert "hidden" not in str(events)


def test_what_stands_beside_a_secret_is_stated_without_it() -> None:
    masked, _ = secrets.masked("my locker code is 551826 and I share the locker with Ugo Brandt")
    said = Utterance(turn(masked), masked, Voice.USER)

    stated = statements.unspoken(said, statements.Kept(), UTC_ZONE)

    assert [one.text for one in stated] == ["I share the locker with Ugo Brandt"]


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        (
            "what opens the projector cabinet??\n> 4417, like the error",
            "4417",
            "code: opens the projector cabinet",
        ),
        ("The box by the bay opens with 5082, push the lever", "5082", "code: box by the bay opens"),
        (
            "Das Codewort beim Abholen ist Seeigel9, sonst geht nichts",
            "Seeigel9",
            "code: Codewort beim Abholen",
        ),
        ("Licenza del CAD per Giulia: ab12-cd34, attivarla", "ab12-cd34", "code: Licenza del CAD per Giulia"),
        ("ok: 4417", "4417", "code"),
        ("the alarm wants 4417", "4417", "alarm code"),
    ],
)
def test_where_nothing_names_a_secret_its_message_does(text: str, value: str, wanted: str) -> None:
    first = text.index(value)
    found = [secrets.Found(secrets.SecretKind.PIN, first, first + len(value), "code")]

    assert captions.caption(secrets.mask(text, found), first, "code") == wanted


def test_a_caption_holds_no_other_secret_of_its_message() -> None:
    text = "lockers at the bunk hostel: mine opens on 4417, hers with 5528"
    found = [
        secrets.Found(secrets.SecretKind.PIN, text.index(value), text.index(value) + 4, "code")
        for value in ("4417", "5528")
    ]
    masked = secrets.mask(text, found)

    assert not any(
        value in captions.caption(masked, masked.rindex("["), "code") for value in ("4417", "5528")
    )
