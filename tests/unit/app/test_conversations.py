"""Conversation exports become turns: each form, whoever wrote it, and what cannot be read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app import conversations
from app.interfaces import IncomingTurn
from storage.errors import WrongUse

DATA = Path(__file__).parents[2] / "data" / "conversations"
ROME = ZoneInfo("Europe/Rome")
EXPORTS = {
    "jsonl": "talk.jsonl",
    "chatgpt": "chatgpt.json",
    "claude": "claude.json",
    "telegram": "telegram.json",
    "whatsapp": "WhatsApp Chat with Ines.txt",
    "mbox": "mail.mbox",
}


def read(name: str, form: str = "", me: str = "") -> list[IncomingTurn]:
    return conversations.read(DATA / name, form, me, ROME)


def written(folder: Path, text: str, name: str = "chat.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def told(folder: Path, text: str, form: str = "") -> str:
    """What is said about a file that cannot be read."""
    with pytest.raises(WrongUse) as refusal:
        conversations.read(written(folder, text), form, "", ROME)
    return refusal.value.message


def days(folder: Path, *lines: str) -> list[str]:
    """The dates that a WhatsApp chat of these lines is understood to have."""
    found = conversations.read(written(folder, "\n".join(lines)), "whatsapp", "", ROME)
    return [turn.time.strftime("%Y-%m-%d %H:%M") for turn in found]


@pytest.mark.parametrize("form", EXPORTS)
def test_a_form_is_recognised(form: str) -> None:
    recognised = read(EXPORTS[form])

    assert recognised == read(EXPORTS[form], form)


@pytest.mark.parametrize("name", [*EXPORTS.values(), "whatsapp_ios.txt"])
def test_a_second_import_brings_the_same_ids_and_no_two_turns_share_one(name: str) -> None:
    first, second = read(name), read(name)

    ids = [turn.external_id for turn in first]
    assert ids == [turn.external_id for turn in second]
    assert len(set(ids)) == len(ids)
    assert all(ids)


@pytest.mark.parametrize("name", [*EXPORTS.values(), "whatsapp_ios.txt"])
def test_every_time_is_aware(name: str) -> None:
    assert all(turn.time.tzinfo is not None for turn in read(name))


def test_json_lines_keep_their_ids_threads_and_roles() -> None:
    first, second, third = read("talk.jsonl", me="tomas")

    assert first == IncomingTurn(
        datetime(2026, 3, 4, 17, 5, tzinfo=UTC),
        "The oven is set to 210.",
        "kitchen",
        "Ines",
        "participant",
        "m1",
    )
    assert (second.role, second.time) == ("user", datetime(2026, 3, 4, 18, 6, tzinfo=ROME))
    assert (third.role, third.thread) == ("assistant", "talk")


def test_chatgpt_follows_the_path_that_the_user_kept() -> None:
    turns = read("chatgpt.json", me="Tomas")

    assert [(turn.role, turn.speaker, turn.text) for turn in turns] == [
        ("user", "Tomas", "How hot for rye?"),
        ("assistant", "ChatGPT", "Start at 250, then 200."),
    ]
    assert {turn.thread for turn in turns} == {"Bread (aaaaaaaa)"}
    assert [turn.external_id for turn in turns] == ["q1", "a1"]


def test_a_chatgpt_message_without_a_time_was_said_when_the_one_before_it_was() -> None:
    _, answer = read("chatgpt.json")

    assert answer.time == datetime.fromtimestamp(1772600021, UTC)


def test_a_chatgpt_tree_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    node = {"message": None, "parent": "a", "children": ["a"]}
    circle = [{"title": "T", "current_node": "a", "mapping": {"a": node}}]

    assert "no message" in told(tmp_path, json.dumps(circle))


def test_claude_turns_leave_out_tools_and_empty_replies() -> None:
    turns = read("claude.json")

    assert [(turn.role, turn.text) for turn in turns] == [
        ("user", "Which knot holds a hammock?"),
        ("assistant", "A becket hitch."),
        ("user", "Thanks."),
    ]
    assert turns[0].thread == "Knots (bbbbbbbb)"


def test_telegram_joins_the_parts_of_a_text_and_drops_what_nobody_said() -> None:
    turns = read("telegram.json", me="Tomas")

    assert [(turn.speaker, turn.role, turn.text) for turn in turns] == [
        ("Ines", "participant", "The mast is nine metres, see boats.example"),
        ("Tomas", "user", "Nine and a half."),
        ("user3", "participant", "Gone since."),
    ]
    assert turns[0].time == datetime.fromtimestamp(1772820060, UTC)
    assert turns[1].time == datetime(2026, 3, 6, 19, 2, tzinfo=ROME)
    assert turns[0].external_id == "telegram:4711:2"


def test_every_chat_of_a_whole_telegram_export_is_read(tmp_path: Path) -> None:
    chat = {"messages": [{"id": 1, "date": "2026-03-06T19:00:00", "from": "A", "text": "Hi."}]}
    whole = {"chats": {"list": [{"id": 1, "name": "One"} | chat, {"id": 2, "name": "Two"} | chat]}}

    turns = conversations.read(written(tmp_path, json.dumps(whole)), "", "", ROME)

    assert [(turn.thread, turn.external_id) for turn in turns] == [
        ("One", "telegram:1:1"),
        ("Two", "telegram:2:1"),
    ]


def test_whatsapp_on_android_keeps_whole_messages_and_drops_notices() -> None:
    turns = read("WhatsApp Chat with Ines.txt", me="Tomas")

    assert [(turn.speaker, turn.role, turn.text) for turn in turns] == [
        ("Ines", "participant", "Where did you put the ladder?"),
        ("Tomas", "user", "Behind the shed.\nMind the nails: they stick out.\n\nTake gloves."),
        ("Ines", "participant", "ok"),
        ("Ines", "participant", "ok"),
        ("Tomas", "user", "Found it: 3.5 metres"),
    ]
    assert {turn.thread for turn in turns} == {"Ines"}
    assert turns[-1].time == datetime(2026, 3, 1, 9, 6, tzinfo=ROME)


def test_whatsapp_on_ios_counts_to_twelve_and_marks_its_own_words() -> None:
    turns = read("whatsapp_ios.txt")

    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Ines", "The paint is dry."),
        ("Tomas", "Two coats\nmore."),
    ]
    assert [turn.time for turn in turns] == [
        datetime(2026, 2, 20, 14, 30, 10, tzinfo=ROME),
        datetime(2026, 2, 21, 0, 5, tzinfo=ROME),
    ]


@pytest.mark.parametrize(
    ("lines", "understood"),
    [
        (["3/13/26, 9:00 AM - A: x"], ["2026-03-13 09:00"]),
        (["13/3/26, 9:00 - A: x"], ["2026-03-13 09:00"]),
        (["13.03.26, 09:00 - A: x"], ["2026-03-13 09:00"]),
        (["[13.3.2026 klo 9.00.12] A: x"], ["2026-03-13 09:00"]),
        (["2026-03-04, 21:00 - A: x"], ["2026-03-04 21:00"]),
        (["2026/3/4 下午3:05 - A: x"], ["2026-03-04 15:05"]),
        (["[2026/3/4 上午12:05:06] A: x"], ["2026-03-04 00:05"]),
        (["04/03/2026, 9:00 pm - A: x"], ["2026-03-04 21:00"]),
        (["3/4/26, 12:30 PM - A: x"], ["2026-03-04 12:30"]),
        (["3/4/26, 9:00 p. m. - A: x"], ["2026-04-03 21:00"]),
        # Only month first rises, although every number is a month.
        (["2/12/2026, 9:00 - A: x", "3/1/2026, 9:00 - A: y"], ["2026-02-12 09:00", "2026-03-01 09:00"]),
        # Only day first rises, although the style is American.
        (["12/2/26, 9:00 AM - A: x", "1/3/26, 9:00 AM - A: y"], ["2026-02-12 09:00", "2026-03-01 09:00"]),
    ],
)
def test_whatsapp_s_order_of_day_and_month_is_inferred(
    tmp_path: Path, lines: list[str], understood: list[str]
) -> None:
    assert days(tmp_path, *lines) == understood


def test_mail_is_read_by_its_plain_text_and_answers_share_the_thread() -> None:
    first, second = read("mail.mbox", me="tomas@example.org")

    assert first == IncomingTurn(
        datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
        "The table is 80 by 120\u00a0cm.",
        "Café table",
        "Ines Marlow",
        "participant",
        "<one@example.org>",
    )
    assert (second.thread, second.role, second.text) == (
        "Café table",
        "user",
        "It fits the corner.\nBring it.",
    )
    # Without a Date header the time of delivery stands.
    assert second.time == datetime(2026, 3, 4, 11, 30, tzinfo=UTC)


def test_a_mail_that_is_a_page_is_read_as_pages_are_without_its_title(tmp_path: Path) -> None:
    page = "<title>Mail</title><p>Your order</p><table><tr><td>Roof</td><td>840.00 EUR</td></tr></table>"
    mail = f"From shop@example.org Wed Mar  4 09:00:00 2026\nContent-Type: text/html\n\n{page}\n"

    (turn,) = conversations.read(written(tmp_path, mail), "mbox", "", ROME)

    assert turn.text == "Your order\nRoof 840.00 EUR"


def test_half_a_surrogate_pair_becomes_a_question_mark(tmp_path: Path) -> None:
    line = r'{"text": "half \ud800", "time": "2026-03-04T10:00"}'

    (turn,) = conversations.read(written(tmp_path, line), "", "", ROME)

    assert turn.text == "half ?"


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(WrongUse, match="chatgpt, claude, whatsapp, telegram, mbox, jsonl"):
        read("talk.jsonl", "icq")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"There is no file .*gone\.txt"):
        conversations.read(tmp_path / "gone.txt", "", "", ROME)


def test_an_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    archive.write_bytes(b"PK\x03\x04rest")

    with pytest.raises(WrongUse, match="Unpack it"):
        conversations.read(archive, "", "", ROME)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(WrongUse, match="cannot be read as UTF-8"):
        conversations.read(file, "", "", ROME)


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("", "Just some words.", "The form of"),
        ("", "[]", "The form of"),
        ("jsonl", "\n", "no message in it"),
        ("jsonl", '{"text": "x", "time": "2026-03-04T10:00"}\n{"text": ', "line 2: this is not valid JSON"),
        ("jsonl", "[1]", "line 1: this is not a JSON object"),
        ("jsonl", '{"time": "2026-03-04T10:00"}', "line 1: a message needs a “text”"),
        ("jsonl", '{"text": "x"}', "line 1: the time is missing"),
        ("jsonl", '{"text": "x", "time": "noon"}', "line 1: the time is not one"),
        (
            "jsonl",
            '{"text": "x", "time": "2026-03-04T10:00", "role": "boss"}',
            "line 1: “role” must be one of",
        ),
        ("chatgpt", '[{"title":\n"cut', "line 2: this is not valid JSON"),
        ("chatgpt", '[{"title": "T"}]', "conversation 1: it has no “mapping”"),
        (
            "chatgpt",
            '[{"mapping": {"a": {"message": {"author": {"role": "user"}, "content": {"parts": ["x"]}}}}}]',
            "conversation 1: the time is not a number",
        ),
        ("claude", "[{}]", "conversation 1: it has no “chat_messages”"),
        (
            "claude",
            '[{"chat_messages": [{"sender": "human", "text": "x"}]}]',
            "conversation 1, message 1: the time is missing",
        ),
        ("telegram", "[]", "it has no “messages”"),
        (
            "telegram",
            '{"messages": [{"text": "x", "date_unixtime": "soon"}]}',
            "message 1: the time is not a number",
        ),
        ("whatsapp", "Hello\nyou", "line 1: no line begins with a date"),
        (
            "whatsapp",
            "13/02/2026, 10:00 - A: x\n31/02/2026, 10:00 - A: y",
            "line 2: this date does not exist",
        ),
        ("whatsapp", "13/02/2026, 13:00 PM - A: x", "line 1: this date does not exist"),
        ("mbox", "From nobody\nSubject: x\n\nwords\n", "message 1: it has no date"),
        ("mbox", "no mail at all", "no message in it"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(tmp_path: Path, form: str, text: str, said: str) -> None:
    message = told(tmp_path, text, form)

    assert said in message
    assert str(tmp_path / "chat.txt") in message


def test_a_refusal_quotes_nothing_that_was_said(tmp_path: Path) -> None:
    secret = "the-word-nobody-may-log"

    messages = [
        told(tmp_path, f'{{"text": "{secret}", "time": "{secret}"}}', "jsonl"),
        told(tmp_path, f"31/02/2026, 10:00 - {secret}: {secret}", "whatsapp"),
        told(tmp_path, f"From nobody\nSubject: {secret}\n\n{secret}\n", "mbox"),
        told(tmp_path, f'{{"messages": [{{"text": "{secret}"}}]}}', "telegram"),
    ]

    assert not any(secret in message for message in messages)
