"""Chats are read from words and their places alone, and what was kept is not kept again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents import chats
from agents.chats import Conversation, New, Said, Stamp, marks, stamps
from agents.chats.shapes import Segment
from storage import ids
from storage.model import Box, ObservationId, Role, Turn, Word
from tests.chat_screens.written import HEIGHT, WHEN, Line, right, screen, words

ZONE = ZoneInfo("UTC")
TODAY = WHEN.date()
BUBBLES: list[Line] = [
    (340, 10, "Anna Reis"), (340, 30, "online"), (700, 110, "Today"),
    (340, 160, "The landlord wants to move the date"), (620, 164, "14:02"),
    right(210, "Then we meet on Thursday at nine"), right(230, "14:03"),
    (340, 280, "Good, I will tell him so today. He"), (340, 300, "asked for the keys as well"), (540, 304, "14:05"),
    right(350, "They are under the blue pot"), right(370, "14:06"),
    (340, 760, "Type a message"),
]  # fmt: skip
HEADINGS: list[Line] = [
    (340, 10, "Release"), (352, 110, "Anna Reis 14:02"), (352, 131, "The build is broken again"),
    (352, 180, "Ben Okafor 14:04"), (352, 201, "I saw it and nobody knows who changed the script that"),
    (352, 222, "uploads it"), (352, 251, "Let me have a look"),
    (352, 300, "Clara Weiss 14:09"), (352, 321, "Thanks a lot"), (352, 740, "Message #release"),
]  # fmt: skip
# As a whole screen is read: the window's bar and its buttons, a name misread behind a picture, the rim of a place.
WHOLE_SCREEN: list[Line] = [
    (560, 4, "Anna Rels ~ Signal"), (1160, 4, "回回四"), (340, 30, "\\,} Anna Re is"), (1062, 40, "Call"),
    (1110, 40, "Details"), (338, 52, "NZ online"), *[line for line in BUBBLES if 100 < line[1] < 700],
    (1150, 200, "—"), (338, 760, "|rite a message"), (1130, 760, "Send"),
]  # fmt: skip
LINES: list[Line] = [
    (10, 40, "14:02 <anna_r> the build is broken again"), (10, 60, "14:03 -!- zoe has joined #release"),
    (10, 80, "14:04 <benok> I saw it and nobody knows who changed the script that"), (120, 100, "uploads it"),
    (10, 120, "14:09 <anna_r> thanks"),
]  # fmt: skip


def read(
    lines: Sequence[Line], app: str, title: str = "", names: Sequence[str] = (), url: str = ""
) -> Conversation:
    found = chats.read(screen(lines, app, title, url), ZONE, names)
    assert found is not None
    return found


def told(conversation: Conversation) -> list[tuple[str, str]]:
    return [("user" if one.own else one.speaker, one.text) for one in conversation.said]


def minutes(conversation: Conversation) -> list[int | None]:
    return [one.stamp.minute if one.stamp else None for one in conversation.said]


def test_bubbles_on_two_sides_are_the_other_and_the_user() -> None:
    found = read(BUBBLES, "Signal", "Anna Reis")

    assert told(found) == [
        ("Anna Reis", "The landlord wants to move the date"),
        ("user", "Then we meet on Thursday at nine"),
        ("Anna Reis", "Good, I will tell him so today. He\nasked for the keys as well"),
        ("user", "They are under the blue pot"),
    ]
    assert minutes(found) == [842, 843, 845, 846]
    assert found.thread == "Anna Reis (Signal)"


def test_a_day_above_bubbles_is_no_list_of_who_is_in_a_group() -> None:
    dated = [line if line[2] != "Today" else (700, 110, "Wednesday, March 4") for line in BUBBLES]

    assert told(read(dated, "Signal", "Anna Reis")) == told(read(BUBBLES, "Signal", "Anna Reis"))


def test_names_below_the_head_are_those_of_a_group() -> None:
    group = [line if line[2] != "online" else (340, 30, "Anna, Ben, You") for line in BUBBLES]

    assert {one.speaker for one in read(group, "Signal", "House 12").said} == {""}


def test_names_with_times_head_what_was_said_below_them() -> None:
    found = read(HEADINGS, "Slack", "release | Acme | Slack")

    assert told(found) == [
        ("Anna Reis", "The build is broken again"),
        ("Ben Okafor", "I saw it and nobody knows who changed the script that\nuploads it"),
        ("Ben Okafor", "Let me have a look"),
        ("Clara Weiss", "Thanks a lot"),
    ]
    assert minutes(found) == [842, 844, None, 849]


def test_lines_of_a_terminal_name_who_says_them() -> None:
    found = read(LINES, "xterm", "irssi")

    assert told(found) == [
        ("anna_r", "the build is broken again"),
        ("benok", "I saw it and nobody knows who changed the script that\nuploads it"),
        ("anna_r", "thanks"),
    ]


def test_the_letter_of_a_picture_is_no_part_of_a_name_or_text() -> None:
    pictures = [(310, y, "B") for _, y, text in HEADINGS if text.endswith(("14:02", "14:04", "14:09"))]

    assert told(read([*HEADINGS, *pictures], "Slack", "release | Acme | Slack")) == told(
        read(HEADINGS, "Slack", "release | Acme | Slack")
    )


def test_dates_in_a_small_hand_head_a_message_where_a_sign_of_them_is_mistaken() -> None:
    heads = {"Anna Reis 14:02": "Anna Reis 3 Mer 14-02", "Ben Okafor 14:04": "Ben Okafor_3 Mar 14:04",
             "Clara Weiss 14:09": "Clara Weiss Mar 14:09"}  # fmt: skip
    found = read(
        [(x, y, heads.get(text, text)) for x, y, text in HEADINGS], "Slack", "release | Acme | Slack"
    )

    assert told(found) == told(read(HEADINGS, "Slack", "release | Acme | Slack"))
    assert [one.stamp.day if one.stamp else None for one in found.said] == [
        date(2026, 3, 3), date(2026, 3, 3), None, None,
    ]  # fmt: skip


def test_a_date_that_may_be_of_two_months_is_of_none() -> None:
    assert stamps.misread_day("4 Mer", TODAY) == stamps.misread_day("4 Mar", TODAY) == date(2026, 3, 4)
    assert stamps.misread_day("4 Jxn", TODAY) is None
    assert stamps.misread_day("4 xyz", TODAY) is None


def test_a_speaker_who_bears_the_users_name_is_the_user_only_in_a_chat_program() -> None:
    program = read(HEADINGS, "Slack", "release | Acme | Slack", ["ben okafor"])
    page = read(HEADINGS, "Firefox", "Release", ["ben okafor"], "https://forum.example.org/t/7")

    assert [one.own for one in program.said] == [False, True, True, False]
    assert not any(one.own for one in page.said)
    assert "Ben Okafor" not in {one.speaker for one in page.said}


def test_beside_the_one_whom_the_window_names_the_other_is_the_user() -> None:
    two = [line for line in HEADINGS if "Clara" not in line[2] and "Thanks" not in line[2]]

    found = read(two, "Slack", "Anna Reis | Acme | Slack")

    assert [one.own for one in found.said] == [False, True, True]


def test_a_page_that_is_no_chats_has_no_side_of_the_user() -> None:
    found = read(BUBBLES, "Firefox", "Signal — Mozilla Firefox", url="https://evil.example.org/")

    assert not any(one.own for one in found.said)


def test_what_stands_around_a_conversation_is_no_side_of_it() -> None:
    found = read(WHOLE_SCREEN, "Signal", "Anna Reis - Signal")

    assert told(found) == told(read(BUBBLES, "Signal", "Anna Reis"))
    assert minutes(found) == [842, 843, 845, 846]


def test_the_place_to_write_may_be_read_as_anything() -> None:
    lines = [line for line in WHOLE_SCREEN if line[1] != 760]

    assert told(
        read([*lines, (310, 760, "cmon"), (1130, 760, "Send")], "Signal", "Anna Reis - Signal")
    ) == told(read(BUBBLES, "Signal", "Anna Reis"))


def test_what_a_page_shows_around_a_conversation_makes_no_side_of_the_user() -> None:
    found = chats.read(
        screen(WHOLE_SCREEN, "Firefox", "Anna Reis - Signal", "https://evil.example.org/"), ZONE
    )

    assert found is None or not any(one.own for one in found.said)


def test_what_ends_right_of_the_users_side_is_not_said_by_the_user() -> None:
    shop = (900, 420, "Buy the new phone, only today at the shop")

    found = read([*BUBBLES, shop], "Signal", "Anna Reis")

    assert told(found) == told(read(BUBBLES, "Signal", "Anna Reis"))


def test_the_rim_of_a_bubble_is_no_letter_of_it() -> None:
    frame = screen(BUBBLES, "Signal", "Anna Reis")
    left, right_, number = 920, 1160, next(word.line for word in frame.words if word.text == "They")
    rim = (
        Word("|", Box(left, 344, 4, 20), 0.9, number),
        Word("1", Box(left, 340, right_ - left, 20), 0.9, number),
        Word("|", Box(right_, 344, 2, 20), 0.9, number),
    )

    found = chats.read(replace(frame, words=(*frame.words, *rim)), ZONE)

    assert found is not None
    assert told(found)[-1] == ("user", "They are under the blue pot")


@pytest.mark.parametrize(("height", "text"), [(9, "They are under the blue pot"), (HEIGHT, "1406")])
def test_four_digits_are_a_time_in_a_small_hand_and_a_code_in_a_large_one(height: int, text: str) -> None:
    frame = screen(
        [right(370, "1406") if line[2] == "14:06" else line for line in BUBBLES], "Signal", "Anna Reis"
    )
    words = [
        replace(word, box=replace(word.box, h=height)) if word.text == "1406" else word
        for word in frame.words
    ]

    found = chats.read(replace(frame, words=tuple(words)), ZONE)

    assert found is not None
    assert [one.text for one in found.said][-1] == text


@pytest.mark.parametrize(
    ("line", "is_place"),
    [
        ("|rite a message", True),
        ("Vrite a message...", True),
        ("‘Type a new message", True),
        ("Please write a message to Ben", False),
        ("The rite of a message", False),
    ],
)
def test_the_place_to_write_is_known_where_its_rim_is_taken_for_a_letter(line: str, is_place: bool) -> None:
    asking = marks.composer([Segment(words([(340, 760, line)]))])

    assert (asking is not None) == is_place


def test_a_message_that_may_go_on_below_the_edge_is_cut() -> None:
    lines = [*BUBBLES[:-1], (340, 730, "This one goes on"), (340, 760, "Type a message")]

    assert [one.cut for one in read(lines, "Signal", "Anna Reis").said] == [False, False, False, False, True]


@pytest.mark.parametrize("app", ["Firefox", "LibreOffice Writer", "xterm"])
def test_a_page_of_text_is_no_chat(app: str) -> None:
    lines = [
        (100, 40 + 22 * n, "The committee approved the drainage plan after a long discussion")
        for n in range(30)
    ]

    assert chats.read(screen(lines, app, "Minutes"), ZONE) is None


def test_a_list_of_conversations_is_no_chat() -> None:
    lines: list[Line] = []
    for number, name in enumerate(("Anna Reis", "Ben Okafor", "Clara Weiss", "Nils Dahl", "Rosa Vidal")):
        lines += [(60, 60 + 64 * number, f"{name} 1{5 - number}:20"), (60, 82 + 64 * number, "See you then")]

    assert chats.read(screen(lines, "Signal", "Signal"), ZONE) is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("14:02", Stamp(842)),
        ("2:02 PM", Stamp(842)),
        ("12:30 am", Stamp(30)),
        ("Yesterday at 9:15", Stamp(555, TODAY - timedelta(days=1))),
        ("March 3, 2026", Stamp(None, date(2026, 3, 3))),
        ("Monday, 2 March", Stamp(None, date(2026, 3, 2))),
        ("24. Dezember", Stamp(None, date(2025, 12, 24))),
        ("昨天 14:02", Stamp(842, TODAY - timedelta(days=1))),
        ("2 days ago", Stamp(ago=True)),
    ],
)
def test_a_time_is_read_as_chats_print_it(text: str, stamp: Stamp) -> None:
    assert stamps.read(text, TODAY) == stamp


@pytest.mark.parametrize(
    "text", ["", "at 14:02 we meet", "25:70", "see you Monday", "Lunch at 12:30?", "room 214"]
)
def test_a_sentence_is_no_time(text: str) -> None:
    assert stamps.read(text, TODAY) is None


def said(text: str, speaker: str = "Anna Reis", minute: int | None = None, **more: bool) -> Said:
    stamp = None if minute is None else Stamp(minute)
    return Said("" if more.get("own") else speaker, text, Box(0, 0, 10, 10), stamp=stamp, **more)


def kept(known: Sequence[Turn], *seen: Said, at: datetime = WHEN) -> tuple[list[Turn], list[New]]:
    """What is known after a screen, and what was new on it."""
    new = chats.fold(Conversation("t", seen), known, at, ZONE)
    turns = [
        Turn(ObservationId(ids.new(one.time)), one.time, one.said.text, "t", one.said.speaker, one.role)
        for one in new
    ]
    return sorted([*known, *turns], key=lambda turn: turn.time), new


FIRST = (
    said("The landlord wants to move the date", minute=842),
    said("Then we meet on Thursday at nine", own=True, minute=843),
    said("ok", minute=845),
)


def test_what_is_seen_first_is_kept_in_order_with_its_printed_times() -> None:
    _, new = kept([], *FIRST)

    assert [one.time for one in new] == [WHEN.replace(hour=14, minute=minute) for minute in (2, 3, 5)]
    assert [one.role for one in new] == [Role.PARTICIPANT, Role.USER, Role.PARTICIPANT]


def test_the_same_screen_brings_nothing_new() -> None:
    known, _ = kept([], *FIRST)

    assert kept(known, *FIRST)[1] == []


def test_a_text_read_a_little_otherwise_is_the_same_message() -> None:
    known, _ = kept([], *FIRST)
    other = replace(FIRST[0], text="The 1andlord wants to rnove the date", speaker="Anna Rels")

    assert kept(known, other, *FIRST[1:])[1] == []


def test_what_came_below_is_kept_and_so_is_a_word_said_again() -> None:
    known, _ = kept([], *FIRST)

    _, new = kept(known, FIRST[1], FIRST[2], said("ok"), said("Bring the keys along"))

    assert [one.said.text for one in new] == ["ok", "Bring the keys along"]
    assert all(timedelta() <= one.time - WHEN < timedelta(seconds=1) for one in new)


def test_what_is_scrolled_back_to_lies_before_what_is_known() -> None:
    known, _ = kept([], *FIRST)

    known, new = kept(known, said("Did you hear from him?"), said("Not since Monday", own=True), FIRST[0])

    assert [one.said.text for one in new] == ["Did you hear from him?", "Not since Monday"]
    assert [turn.text for turn in known][:3] == ["Did you hear from him?", "Not since Monday", FIRST[0].text]


def test_a_message_of_which_a_part_is_hidden_waits_until_it_is_seen_whole() -> None:
    known, _ = kept([], *FIRST)
    half = said("Bring the keys along, and ask him whether", cut=True)
    whole = said("Bring the keys along, and ask him whether the cellar is dry")

    known, none = kept(known, FIRST[2], half)
    known, new = kept(known, FIRST[2], whole)

    assert none == []
    assert [one.said for one in new] == [whole]
    assert kept(known, FIRST[2], half)[1] == []


def test_lines_that_grow_below_a_message_are_kept_alone() -> None:
    known, _ = kept([], *FIRST)
    longer = replace(FIRST[0], text=f"{FIRST[0].text}\nHe calls tomorrow morning")

    assert [one.said.text for one in kept(known, longer)[1]] == ["He calls tomorrow morning"]


def test_a_long_message_brings_nothing_new_when_it_is_seen_again() -> None:
    lines = [f"{number} bottles of elderberry juice go to house number {number * 7}" for number in range(30)]
    long = said("\n".join(lines))
    known, _ = kept([], long)

    assert kept(known, long)[1] == []
    assert [one.said.text for one in kept(known, replace(long, text=f"{long.text}\nThat is all"))[1]] == [
        "That is all"
    ]


def test_what_was_edited_is_kept_once_more_with_its_new_words() -> None:
    known, _ = kept([], *FIRST)
    edited = said("The landlord wants to move the date to Friday the 13th", minute=842, edited=True)

    known, new = kept(known, edited, *FIRST[1:])

    assert [one.said.text for one in new] == [edited.text]
    assert kept(known, edited, *FIRST[1:])[1] == []


def test_a_time_later_than_the_screen_was_yesterday() -> None:
    _, new = kept([], said("Good night to all of you", minute=23 * 60))

    assert new[0].time == WHEN.replace(hour=23, minute=0) - timedelta(days=1)


def test_a_name_once_known_as_the_users_is_so_where_it_stands_alone() -> None:
    mine = replace(said("I will bring the keys along", minute=850), speaker="Ben Okafor", own=True)
    known, _ = kept([], *FIRST, mine)

    _, new = kept(known, mine, replace(said("And the cellar is dry"), speaker="Ben Okafor"))

    assert [one.role for one in new] == [Role.USER]
