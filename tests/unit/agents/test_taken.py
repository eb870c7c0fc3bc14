"""What the user says of a secret that stood on a screen keeps it; what a page says, and what is left open, does not."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from agents.patches import codes
from storage import ids
from storage.model import Add, BodyFields, HeldSecret, MemoryId, ObservationId, ObservationType, Retire, Role
from tests.fakes.memory_library import MemoryLibrary
from tests.unit.agents.test_patches import NOW, digested, known, library_of, said

WIFI: BodyFields = {"source": "Cabin Wi-Fi", "caption": "", "entry_type": "credential", "sensitivity": "high"}
SHED: BodyFields = {
    "caption": "code of the tool shed", "source": "the user", "entry_type": "pin", "sensitivity": "high",
}  # fmt: skip
ROUTER = ("credential", "WPA key (FritzBox - Wireless network)", 5)
NOTICE = ("pin", "the padlock of the tool shed opens with (Rota.docx)", 60 * 40)
POSTED = ("pin", "the padlock of the tool shed opens with (Rota.docx)", 9)
CARD = ("card", "Card number (Checkout)", 3)


def held(*shown: tuple[str, str, int]) -> MemoryLibrary:
    """A vault with two entries, and the secrets that screens have shown: sort, caption, minutes before."""
    library = library_of(known("vault", WIFI), known("vault", SHED))
    for sort, caption, before in shown:
        at = NOW - timedelta(minutes=before)
        seen = ObservationId(ids.new(at))
        library.held.append(
            HeldSecret(UUID(bytes=ids.new(at).bytes), "vault", sort, caption, "Firefox", "high", at, seen,
                       ObservationType.FRAME)
        )  # fmt: skip
    return library


def outcome(library: MemoryLibrary, text: str, role: Role = Role.USER) -> tuple[str, str]:
    """The caption of the secret that is kept, and what the entry was called whose place it takes."""
    changes = digested(library, said(text, role)).changes
    taken = [change.held for change in changes if isinstance(change, Add) and change.held]
    gone = [change.memory for change in changes if isinstance(change, Retire)]
    kept = next((one.caption for one in library.held if one.id in taken), "")
    return kept, _called(library, gone)


def _called(library: MemoryLibrary, gone: list[MemoryId]) -> str:
    rows = [row for row in library.rows.values() if row.id in gone]
    return " ".join(str(row.body.get("caption") or row.body.get("source")) for row in rows)


@pytest.mark.parametrize(
    ("text", "shown", "gone"),
    [
        ("that's the new cabin wifi password, the old one no longer works", ROUTER, "Cabin Wi-Fi"),
        ("I just reset the wifi at the cabin, half the valley had the key", ROUTER, "Cabin Wi-Fi"),
        ("Das ist jetzt das neue WLAN-Passwort der cabin", ROUTER, "Cabin Wi-Fi"),
        ("tried the new tool shed code, it works. forget the one you had", NOTICE, "code of the tool shed"),
        ("Please replace the tool shed code with the one from the rota", NOTICE, "code of the tool shed"),
        (
            "that one is real, I rang them. put the new code in place of the old, which is dead",
            POSTED,
            "code of the tool shed",
        ),
        ("这是小屋无线网的新密码，旧的不能用了", ROUTER, "Cabin Wi-Fi"),
        ("questa è la nuova password del wifi della cabin", ROUTER, "Cabin Wi-Fi"),
        ("this is the key of our guest network, keep it for me", ROUTER, ""),
        (
            "the cabin wifi login is a different one now, could you swap it in the vault?",
            ROUTER,
            "Cabin Wi-Fi",
        ),
        ("Das Passwort vom WLAN der cabin ist jetzt ein anderes, das alte kann weg", ROUTER, "Cabin Wi-Fi"),
    ],
)
def test_what_the_user_says_of_a_secret_on_a_screen_keeps_it(
    text: str, shown: tuple[str, str, int], gone: str
) -> None:
    assert outcome(held(shown, CARD), text) == (shown[1], gone)


@pytest.mark.parametrize(
    "text",
    [
        "is that the new wifi password?",
        "that's not our wifi password, that's the neighbours'",
        "if they change the wifi password again I'll scream",
        "the cabin wifi is slow again",
        "the cabin wifi works again, thank god",
        "they changed the wifi at the café by the station",
        "the code review is done, that was quick",
        "I haven't changed the tool shed code",
        "we might change the wifi password next week",
        "dont keep the cabin wifi key or that other thing anywhere pls, i mean it",
        "the cabin wifi password is a new one, the old one is dead. dont save it anywhere",
    ],
)
def test_what_is_asked_denied_or_left_open_keeps_nothing(text: str) -> None:
    assert outcome(held(ROUTER, NOTICE), text) == ("", "")


def test_what_a_chinese_page_is_of_is_told_by_its_signs() -> None:
    library = held(("credential", "新密码 (游泳馆 - 会员账户)", 5))
    library.holds("vault", {**WIFI, "source": "游泳馆会员"}, "2025-01-08")

    assert outcome(library, "游泳馆的密码我刚改了，把新的存进保险箱，旧的不要了")[1] == "游泳馆会员"


def test_another_persons_words_keep_nothing() -> None:
    text = "that's the new cabin wifi password, the old one no longer works"

    assert outcome(held(ROUTER), text, Role.PARTICIPANT) == ("", "")
    assert outcome(held(ROUTER), text, Role.ASSISTANT) == ("", "")


def test_what_is_pointed_at_was_there_just_now() -> None:
    text = "that's the new password, keep it"

    assert outcome(held(("credential", "Password (Sign in)", 4)), text)[0] == "Password (Sign in)"
    assert outcome(held(("credential", "Password (Sign in)", 90)), text) == ("", "")


def test_of_two_that_may_be_meant_none_is_kept() -> None:
    two = (("credential", "Password (Mailbox)", 4), ("credential", "Password (Forum)", 4))

    assert outcome(held(*two), "that's the new password, keep it") == ("", "")


def test_words_that_hold_the_value_themselves_take_nothing_from_a_screen() -> None:
    assert outcome(held(ROUTER), "the new cabin wifi password is [password hidden], keep it")[0] == ""


def test_a_hidden_value_of_something_else_in_the_same_message_ends_no_entry() -> None:
    text = "I just reset the wifi at the cabin, it's on the sticker. And the boat needs [pin hidden] litres"

    assert outcome(held(ROUTER), text) == (ROUTER[1], "Cabin Wi-Fi")


def test_what_a_code_opens_tells_no_two_codes_apart() -> None:
    safe = known("vault", {**SHED, "caption": "code of the key safe at Rosalind's"})

    assert codes.shared(safe, "the key safe at Marjorie's has a new code") == 0
    assert codes.shared(safe, "the key safe at Rosalind's has a new code") == 1
    assert codes.shared(known("vault", WIFI), "the wifi in the attic") == 0
