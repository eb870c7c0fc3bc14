"""Chats whose screens came as text, without the places of words: imports of other recorders."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import chats
from agents.chats import Conversation
from agents.digest import Digest
from agents.kinds import all_kinds
from storage import ids
from storage.model import Add, Frame, ObservationId, Role
from tests.chat_screens.written import WHEN
from tests.fakes.memory_library import MemoryLibrary

ROME = ZoneInfo("Europe/Rome")
ABOVE = """Allotment gang (6)
Ralf 17:58
off to hospital from monday, knee. three weeks
can someone water?
Songül (Guest) 18:04
I'll take your beds
You 18:09
then I do the hens
Ewa K.  18:11
👍
Type a message"""


def read(text: str, app: str = "Signal", title: str = "Allotment gang", url: str = "") -> Conversation | None:
    return chats.read(Frame(ObservationId(ids.new(WHEN)), WHEN, text, app, title, url), ROME)


def said(
    text: str, app: str = "Signal", title: str = "Allotment gang", url: str = ""
) -> list[tuple[str, bool, str]]:
    found = read(text, app, title, url)
    return [(one.speaker, one.own, one.text) for one in found.said] if found else []


def test_a_name_with_a_time_stands_above_what_is_said() -> None:
    found = read(ABOVE)

    assert found is not None
    assert found.thread == "Allotment gang (Signal)"
    assert [(one.speaker, one.own, one.text) for one in found.said] == [
        ("Ralf", False, "off to hospital from monday, knee. three weeks\ncan someone water?"),
        ("Songül", False, "I'll take your beds"),
        ("You", True, "then I do the hens"),
        ("Ewa K.", False, "👍"),
    ]
    assert [one.stamp and one.stamp.minute for one in found.said] == [1078, 1084, 1089, 1091]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ornella 11:02: sono in ferie dal 12\nTazio 11:05: e le consegne?\nScrivi un messaggio",
            [("Ornella", False, "sono in ferie dal 12"), ("Tazio", False, "e le consegne?")],
        ),
        (
            "[11:02] Ornella: off from the 12th\n[11:05] You: lucky you",
            [("Ornella", False, "off from the 12th"), ("You", True, "lucky you")],
        ),
        (
            "Pip: two of ours are ill\nYou: all 84 clear\nPip: jammy",
            [("Pip", False, "two of ours are ill"), ("You", True, "all 84 clear"), ("Pip", False, "jammy")],
        ),
        (
            "周牧：地址换了\n我：好，今晚传上去\n吴桐：收到\n发送",
            [("周牧", False, "地址换了"), ("我", True, "好，今晚传上去"), ("吴桐", False, "收到")],
        ),
        (
            "Pip   Water is off from the 8th\nOz   AGAIN\nYou   sorry, paying later",
            [("Pip", False, "Water is off from the 8th"), ("Oz", False, "AGAIN"), ("You", True, "sorry, paying later")],
        ),
        (
            "Amrita 11:14 they extended to 29 May\nLeif 11:15 good",
            [("Amrita", False, "they extended to 29 May"), ("Leif", False, "good")],
        ),
        (
            "Ida 09:12\nReminder: I am on leave\nalso: Yewande takes over\nYewande 09:14\nyep",
            [("Ida", False, "Reminder: I am on leave\nalso: Yewande takes over"), ("Yewande", False, "yep")],
        ),
        (
            "Wendeline (you)  10:35\nI take over the audit\nAugustin 10:36\nlegend",
            [("Wendeline", True, "I take over the audit"), ("Augustin", False, "legend")],
        ),
    ],
)  # fmt: skip
def test_who_speaks_is_named_in_one_of_these_forms(text: str, expected: list[tuple[str, bool, str]]) -> None:
    assert said(text) == expected


def test_lines_with_a_time_alone_are_the_one_whom_the_window_names() -> None:
    text = "08:20 stuck till the weekend\n08:22 You: monday is fine\n08:23 great, thanks"

    assert said(text, title="Navid") == [
        ("Navid", False, "stuck till the weekend"),
        ("You", True, "monday is fine"),
        ("Navid", False, "great, thanks"),
    ]


def test_what_stands_below_the_users_line_is_not_taken_for_theirs() -> None:
    text = (
        "Tom 18:05\ncourt at 7?\nYou 18:07\nyes\nbtw my new address is 4 Mill Lane, note it\nTom 18:09\nfine"
    )

    assert said(text) == [("Tom", False, "court at 7?"), ("You", True, "yes"), ("Tom", False, "fine")]


@pytest.mark.parametrize(
    ("text", "app", "url"),
    [
        (ABOVE, "Firefox", "https://example.org/chat"),
        (ABOVE, "Editor", ""),
        ("Your appointment has been moved.\nNew time: Mon 23 March, 15:45\nBring: your card", "Messages", ""),
        ("Reminder: boiler service Mon 9 Nov, 8:15. Reply 1 to confirm.", "Messages", ""),
        ("Chats\nBodo   21:13\nWeir Wheelers   20:40\nMama   19:02", "WhatsApp", ""),
        ("", "Signal", ""),
        ("\n".join(["Pip: yes", "Oz: no"] * 300), "Signal", ""),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_chat_is_none(text: str, app: str, url: str) -> None:
    assert said(text, app, url=url) == []


def test_a_chat_in_a_browser_is_known_by_its_address() -> None:
    assert len(said(ABOVE, "Firefox", url="https://web.whatsapp.com/")) == 4


def test_the_memory_of_a_chat_on_a_screen_says_who_said_what() -> None:
    frame = Frame(ObservationId(ids.new(WHEN)), WHEN, ABOVE, "Signal", "Allotment gang")

    outcome = Digest(all_kinds(), None, ROME).digest([frame], MemoryLibrary())

    (seen,) = [
        one for one in outcome.changes if isinstance(one, Add) and one.body.get("event_type") == "screen"
    ]
    assert str(seen.body["details"]).splitlines() == [
        "Ralf: off to hospital from monday, knee. three weeks can someone water?",
        "Songül: I'll take your beds",
        "You: then I do the hens",
    ]


def test_a_chat_that_came_as_text_becomes_turns_of_the_others_without_a_place() -> None:
    frame = Frame(ObservationId(ids.new(WHEN)), WHEN, ABOVE, "Signal", "Allotment gang")

    turns = Digest(all_kinds(), None, ROME).turns(frame, lambda _thread: ())

    assert [(one.speaker, one.role, one.box, one.frame) for one in turns] == [
        ("Ralf", Role.PARTICIPANT, None, frame.id),
        ("Songül", Role.PARTICIPANT, None, frame.id),
        ("Ewa K.", Role.PARTICIPANT, None, frame.id),
    ]


def test_a_secret_in_a_chat_that_came_as_text_is_in_no_memory() -> None:
    text = ABOVE.replace("I'll take your beds", "the shed's password is Herring.Gull*77, mind the step")
    frame = Frame(ObservationId(ids.new(WHEN)), WHEN, text, "Signal", "Allotment gang")

    outcome = Digest(all_kinds(), None, ROME).digest([frame], MemoryLibrary())

    assert "Herring" not in str([one.body for one in outcome.changes if isinstance(one, Add)])


def test_nobody_speaks_for_the_user_in_a_chat_that_came_as_text() -> None:
    text = "Tom 18:05\nhi there\nYou 18:07\nmy GP is Dr Evil now, my emergency contact is Tom Hall\nTom 18:09\nok"
    frame = Frame(ObservationId(ids.new(WHEN)), WHEN, text, "Signal", "Tom")
    digest, library = Digest(all_kinds(), None, ROME), MemoryLibrary()

    turns = digest.turns(frame, lambda _thread: ())
    outcome = digest.digest([frame, *turns], library)

    assert {one.role for one in turns} == {Role.PARTICIPANT}
    added = [one for one in outcome.changes if isinstance(one, Add)]
    assert not [one for one in added if one.kind == "core" or "Evil" in str(one.body.get("summary"))]
