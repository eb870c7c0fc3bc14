"""Pictures of a chat are taken in, digested, and found by what was said in them and by whom, with the screen beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.chat_screens import drawing
from tests.chat_screens.drawing import Shot, Style
from tests.chat_screens.stories import Message, Story
from tests.integration.program import Program

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("chats through the commands")

START = datetime(2026, 3, 4, 9, tzinfo=UTC)
SAID = (
    ("Marta Nowak", "Did you hear from the landlord?"),
    ("", "He wants the cellar to be empty before the first of May."),
    ("Marta Nowak", "Then we carry the old piano over to Grandma on Sunday."),
    ("", "I will ask Hugo for his trailer."),
)
STYLE = Style("signal", "Signal", "Marta Nowak")
SUNDAY = SAID[2][1]
PIANO, BY_NAME, TRAILER = "carry the old piano", "what did Marta Nowak say about the piano", "Hugo trailer"
QUERIES = (PIANO, BY_NAME, TRAILER)


def story() -> Story:
    """What was said, minute by minute."""
    said = [
        Message(speaker or "me", not speaker, text, START + timedelta(minutes=number))
        for number, (speaker, text) in enumerate(SAID)
    ]
    return Story("me", ("Marta Nowak",), tuple(said), "Marta Nowak")


def save(shot: Shot, file: Path) -> None:
    """The drawn screen as a PNG file."""
    size = (shot.picture.width, shot.picture.height)
    Image.frombuffer("RGB", size, bytes(shot.picture.pixels), "raw", "BGRX", 0, 1).save(file)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A safe that saw the chat with three messages, then with all four."""
    folder = tmp_path_factory.mktemp("chat")
    program, pictures = Program(folder), folder / "pictures"
    pictures.mkdir()
    rows = []
    for number, until in enumerate((3, 4)):
        save(drawing.draw(STYLE, story(), until=until), pictures / f"{number}.png")
        rows.append(
            {"file": f"{number}.png", "id": f"screen {number}", "captured_at": f"2026-03-04T09:{5 + number:02}:00Z"}
            | {"app": STYLE.app, "window_title": STYLE.title}
        )  # fmt: skip
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)))
    program.json("init")
    taken = program.json("import", "frames", str(pictures), "--manifest", str(folder / "manifest.jsonl"))
    assert taken["kept"] == 2
    assert program.json("--model", "none", "digest")["failed"] == 0
    yield program
    program.run("lock")


def found(program: Program) -> dict[str, list[Any]]:
    """The turns that each of QUERIES finds and that hold its last word, best first."""
    asked = program.home.parent / "queries.jsonl"
    asked.write_text("\n".join(json.dumps({"id": query, "query": query}) for query in QUERIES))
    return {
        result["id"]: [
            hit
            for hit in result["hits"]
            if hit["type"] == "turn" and result["id"].split()[-1] in hit["snippet"]
        ]
        for result in program.lines("search", "--batch", str(asked))
    }


def test_what_was_said_is_found_and_cited_with_the_screen_it_stood_on(seen: Program) -> None:
    first = found(seen)
    answer = seen.json("--model", "none", "ask", "What do we carry over to Grandma on Sunday?")

    assert [" ".join(hit["snippet"].split()) for hit in first[PIANO]] == [SUNDAY]
    assert first[PIANO][0]["title"] == "Marta Nowak"
    assert screens(first[PIANO][0]) == [("frame", "screen 0")]
    assert [hit["title"] for hit in first[BY_NAME]] == ["Marta Nowak"]
    assert screens(first[TRAILER][0]) == [("frame", "screen 1")]
    assert "piano" in answer["citations"][0]["quote"]
    assert {name for _, name in screens(answer["citations"][0])} <= {"screen 0", "screen 1"}
    assert screens(answer["citations"][0])


def test_whatever_is_told_of_a_chat_on_a_screen_names_the_screen(seen: Program) -> None:
    listed = seen.json("memories", "list")
    told = next(memory for memory in listed if memory["title"] == "User will ask Hugo for his trailer.")
    shown = seen.json("memories", "show", told["id"])
    hits = seen.json("search", TRAILER)["hits"]
    answer = seen.json("--model", "none", "ask", "Whom will I ask for a trailer?")

    assert screens(told) == screens(shown) == [("turn", "screen 1")]
    assert ("turn", "screen 1") in {source for hit in hits for source in screens(hit)}
    behind = [source for one in (*listed, *hits, *answer["citations"]) for source in screens(one)]
    assert {name for _, name in behind} == {"screen 0", "screen 1"}


def screens(hit: Any) -> list[tuple[str, str]]:
    """What stands behind a hit or a citation."""
    return [(source["type"], source["external_id"]) for source in hit["sources"]]
