"""Orders to the memory, as people word them in four languages; and what looks like one and is none."""

from __future__ import annotations

import pytest

from agents import orders
from agents.orders import Wish


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Remember that the spare key is with Ines", "the spare key is with Ines"),
        ("please remember: bin day is Tuesday", "bin day is Tuesday"),
        ("Don't forget that Tomas is vegan", "Tomas is vegan"),
        ("keep in mind that I work from home on Fridays", "I work from home on Fridays"),
        ("merk dir, dass der Schlüssel bei Ines ist", "der Schlüssel bei Ines ist"),
        ("Bitte merke dir: Montag ist Müllabfuhr", "Montag ist Müllabfuhr"),
        ("ricorda che la chiave è da Ines", "la chiave è da Ines"),
        ("请记住：钥匙在小王那里", "钥匙在小王那里"),
    ],
)
def test_what_is_to_be_remembered(text: str, about: str) -> None:
    order = orders.read(text)

    assert order is not None
    assert (order.wish, order.text) == (Wish.REMEMBER, about)


@pytest.mark.parametrize(
    ("text", "right", "wrong", "bare"),
    [
        ("that's wrong, it's Porto", "Porto", "", True),
        ("That's not right - it is Ida Falk.", "Ida Falk", "", True),
        ("No, it's on Friday at 9, not Thursday", "on Friday at 9", "Thursday", True),
        ("it's not Lisbon, it's Porto", "Porto", "Lisbon", True),
        ("actually, it's 14:30", "14:30", "", True),
        ("wrong, I live in Porto", "I live in Porto", "", False),
        ("das stimmt nicht, es ist Porto", "Porto", "", True),
        ("Nein, es ist Porto, nicht Lissabon", "Porto", "Lissabon", True),
        ("das ist falsch, ich wohne in Graz", "ich wohne in Graz", "", False),
        ("è sbagliato, è Torino", "Torino", "", True),
        ("no, è Torino", "Torino", "", True),
        ("不对，是北京", "北京", "", True),
        ("错了，应该是上海", "上海", "", True),
        ("那不对，我住在北京", "我住在北京", "", False),
        ("That's wrong", "", "", False),
    ],
)
def test_what_is_right_and_what_is_not(text: str, right: str, wrong: str, bare: bool) -> None:
    order = orders.read(text)

    assert order is not None
    assert (order.wish, order.text, order.wrong, order.bare) == (Wish.CORRECT, right, wrong, bare)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("forget that", ""),
        ("Forget what you know about Ida Falk.", "Ida Falk"),
        ("delete everything about my sister", "my sister"),
        ("vergiss, was du über Ida weißt", "Ida"),
        ("dimentica quello che sai su Ida", "Ida"),
        ("忘掉关于小王的一切", "小王"),
        ("忘记这个", ""),
        ("forget my locker", "my locker"),
        ("vergiss mein Schließfach", "mein Schließfach"),
        ("dimentica il mio armadietto", "il mio armadietto"),
        ("忘掉我的柜子", "我的柜子"),
    ],
)
def test_what_is_to_be_forgotten(text: str, about: str) -> None:
    order = orders.read(text)

    assert order is not None
    assert (order.wish, order.text) == (Wish.FORGET, about)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("What do you know about Mirela?", Wish.LIST_ABOUT),
        ("was weißt du über Mirela?", Wish.LIST_ABOUT),
        ("cosa sai di Mirela?", Wish.LIST_ABOUT),
        ("你知道关于小王的什么？", Wish.LIST_ABOUT),
        ("list what I did between 9 and 11 today", Wish.LIST_DONE),
        ("was habe ich gestern gemacht?", Wish.LIST_DONE),
        ("cosa ho fatto ieri?", Wish.LIST_DONE),
        ("我昨天做了什么？", Wish.LIST_DONE),
    ],
)
def test_what_is_to_be_listed(text: str, wish: Wish) -> None:
    order = orders.read(text)

    assert order is not None
    assert order.wish is wish


@pytest.mark.parametrize(
    "text",
    [
        "Where do I live?", "do you remember when I moved?", "remember when we met?", "no", "No, thank you",
        "no thanks",
        "no, that's all", "no, that is fine", "No problem, we can do that", "Wrong number: call me back",
        "I was wrong about Ida", "is that wrong?", "not sure what to cook", "What did I do with the spare key?",
        "不是很好吗？", "", "   ", "yes", "I forgot that", "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_order(text: str) -> None:
    assert orders.read(text) is None


@pytest.mark.parametrize(
    "text", ["yes", "Yes, please.", "ja", "sì", "si", "是", "好的", "确定", "go ahead", "OK"]
)
def test_a_yes(text: str) -> None:
    assert orders.is_yes(text)


@pytest.mark.parametrize("text", ["no", "yesterday", "yes but not that", "ja, aber", "", "不是"])
def test_no_yes(text: str) -> None:
    assert not orders.is_yes(text)


@pytest.mark.parametrize(
    ("text", "thing", "holds"),
    [
        ("My locker at the gym is number 214.", "my locker", True),
        ("User's locker is number 214.", "my locker", True),
        ("The lockers are blue.", "my locker", True),
        ("Lena's locker is number 3.", "my locker", False),
        ("His locker is number 3.", "my locker", False),
        ("The blocker is fixed.", "my locker", False),
        ("Ana came by.", "Ana", True),
        ("Ana's car is red.", "Ana", True),
        ("The manager ate a banana.", "Ana", False),
        ("Mein Schließfach ist Nummer 4.", "mein Schließfach", True),
        ("Sein Schließfach ist Nummer 4.", "mein Schließfach", False),
        ("我的柜子是五号。", "我的柜子", True),
        ("他的柜子是五号。", "我的柜子", False),
    ],
)
def test_what_holds_a_thing_names_it_as_a_word_of_its_own(text: str, thing: str, holds: bool) -> None:
    assert orders.holds(text, thing) is holds
