"""What the user wants kept nowhere is told from what only sounds like it."""

from __future__ import annotations

import pytest

from agents import unkept


@pytest.mark.parametrize(
    "text",
    [
        "ugh, wrong clipboard. that's Petronella's live shop key, don't keep it anywhere please",
        "don't save that",
        "Do not store this.",
        "sorry, wrong window - please don't remember that one",
        "that was for my brother. pls dont keep it",
        "wrong chat, forget what I just pasted",
        "delete that again, it's not mine",
        "and please forget that again",
        "falsches Fenster, das bitte nicht speichern",
        "Das war für Jonas. Merk dir das nicht.",
        "vergiss das bitte wieder",
        "heb das bitte nirgends auf",
        "ho sbagliato chat, non salvarla",
        "era per mia sorella, non tenerlo per favore",
        "dimenticalo subito",
        "贴错了，不要保存",
        "这是同事的，别记住它",
        "忘掉刚才那条",
    ],
)
def test_what_was_told_is_taken_back(text: str) -> None:
    assert unkept.takes_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "don't keep it in the shed, the damp gets in",
        "I never keep it written down",
        "put it with my passwords, not anywhere else",
        "don't keep it anywhere else",
        "I don't remember that",
        "do you not remember this?",
        "don't remember to buy milk, I have some",
        "we don't keep chickens any more",
        "never mind, forget it",
        "save it please",
        "das habe ich mir nicht gemerkt",
        "der Drucker kann das nicht",
        "ich konnte den Film nicht aufnehmen",
        "mia sorella non lo sa",
        "我不记得这个",
        "他不会存钱",
        "don't forget that again!",
    ],
)
def test_what_only_sounds_like_it_takes_nothing_back(text: str) -> None:
    assert not unkept.takes_back(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("the pin is 4471, don't save it", True),
        ("pin 4471 for today only, please do not store", True),
        ("PIN ist 4471, bitte nicht speichern", True),
        ("il pin è 4471, non salvarlo", True),
        ("密码是4471，不要保存", True),
        ("I never remember my locker code, it's 4471", False),
        ("my sister doesn't keep her pin, it's 4471", False),
        ("I do not remember it so here: the pin is 4471", False),
        ("don't keep in mind the old one, the code is 4471", False),
        ("il codice è 4471 e non lo ricordo mai", False),
    ],
)
def test_a_message_says_whether_its_own_secret_is_kept(text: str, none: bool) -> None:
    assert unkept.wants_none_of_it(text) is none
