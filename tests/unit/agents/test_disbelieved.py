"""What the user tells in the place of a page that they do not believe changes the note that both are of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest
from agents.kinds import all_kinds
from storage import ids
from storage.model import BodyFields, Frame, ObservationId, Revise
from tests.unit.agents.test_patches import NOW, known, library_of, said

LIBRARY: BodyFields = {
    "name": "Tern Lane Library",
    "summary": "Small branch with a garden, open Monday and Friday 9:00 to 17:00",
}
POOL: BodyFields = {"name": "Lido", "summary": "Lido at the park, adults 6 euros"}
FERRY: BodyFields = {"name": "营业时间", "summary": "渡口营业时间 8:00 到 18:00"}


def page(text: str, title: str, minutes: int = 6) -> Frame:
    at = NOW - timedelta(minutes=minutes)
    return Frame(ObservationId(ids.new(at)), at, text, app="Firefox", window_title=title)


LIBRARY_PAGE = page(
    "Opening hours\nMonday and Friday 9:00 to 17:00\n(c) 2021", "Tern Lane Library - branches"
)
LIDO_PAGE = page("Lido in the park\nadults 6 euros", "Lido - prices")


def changed(words: str, shown: Frame, *bodies: BodyFields) -> str:
    """What the note tells that the words changed."""
    memories = [known("semantic", body) for body in bodies]
    library = library_of(*memories)
    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest([shown, said(words)], library)
    return "\n".join(str(one.body["summary"]) for one in outcome.changes if isinstance(one, Revise))


@pytest.mark.parametrize(
    ("words", "shown", "told"),
    [
        ("don't trust that page, it's from before the fire. The sign on the door says Tuesday to Saturday, "
         "10:00 to 18:30.", LIBRARY_PAGE, ("10:00", "18:30", "garden")),
        ("that website is years old. The woman at the desk said Tuesdays only, 11:00 to 16:00", LIBRARY_PAGE,
         ("11:00", "16:00")),
        ("Die Seite stimmt nicht mehr. Auf dem Zettel steht: dienstags und samstags 10 bis 14 Uhr", LIBRARY_PAGE,
         ("10 bis 14",)),
        ("forget that page. it's actually 8 euros", LIDO_PAGE, ("8 euros", "park")),
    ],
)  # fmt: skip
def test_what_is_told_in_the_place_of_a_page_changes_the_note(
    words: str, shown: Frame, told: tuple[str, ...]
) -> None:
    anew = changed(words, shown, LIBRARY, POOL)

    assert all(one in anew for one in told)
    assert "9:00 to 17:00" not in anew
    assert "6 euros" not in anew


@pytest.mark.parametrize(
    "words",
    [
        "don't trust that page",
        "that page is wrong, I stood there at 9:30 on Monday and nobody came",
        "is that page wrong? the sign says Tuesday to Saturday",
        "if that page is wrong I'll be there at 10:00 for nothing",
        "I like that page. My shift is Tuesday 10:00 to 18:30",
    ],
)
def test_what_tells_nothing_in_its_place_changes_nothing(words: str) -> None:
    assert changed(words, LIBRARY_PAGE, LIBRARY, POOL) == ""


def test_a_page_of_something_else_or_of_long_ago_is_not_meant() -> None:
    words = "don't trust that page. The sign says Tuesday to Saturday, 10:00 to 18:30."

    assert changed(words, page("Bus 7\nMonday 9:00", "Timetable"), LIBRARY, POOL) == ""
    late = replace(LIBRARY_PAGE, time=NOW - timedelta(hours=2))
    assert changed(words, late, LIBRARY, POOL) == ""


def test_in_chinese_too() -> None:
    shown = page("渡口\n营业时间 8:00-18:00", "平台|渡口信息")
    words = "网站上的营业时间我忘了改。这周起我们 9:15 开门，19:45 关门。"

    anew = changed(words, shown, FERRY, POOL)

    assert "9:15" in anew
    assert "19:45" in anew


CHOIR: BodyFields = {
    "summary": "Parish choir, spring sitting",
    "details": "Parish choir meets on 2 October 2026 at 18:00 in Chapel Room 4",
    "event_type": "plan",
    "occurred_at": "2026-10-02T18:00:00+00:00",
}
CREW: BodyFields = {
    "summary": "Crew meeting on Friday 2 October at 9:15, back office",
    "event_type": "plan",
    "occurred_at": "2026-10-02T09:15:00+00:00",
}
SITZUNG: BodyFields = {
    "summary": "Teamsitzung am Freitag, 2. Oktober, um 9:15 im Hinterzimmer",
    "event_type": "plan",
    "occurred_at": "2026-10-02T09:15:00+00:00",
}


@pytest.mark.parametrize(
    ("body", "shown", "words", "kept", "gone"),
    [
        (CHOIR, page("Fri 2 Oct 18:00 Parish choir", "Diary - week of 28 September"),
         "my diary has not caught up. The parish choir meets on 6 October at 19:30 in the Orchard Hall",
         ("6 October", "19:30", "Orchard Hall"), ("18:00", "Chapel Room")),
        (CREW, page("Crew meeting Fri 2 Oct 9:15 back office", "Harbour rota"),
         "dont trust that rota its ancient \U0001f995 crew meeting is monday 5 october, 2pm, in the Blue Kiosk",
         ("5 October", "14:00", "Blue Kiosk"), ("9:15", "back office")),
        (
             SITZUNG,
             page("Fr 2.10. 9:15 Teamsitzung", "Schichtplan"),
             "das im Plan kannst du vergessen. Die Teamsitzung ist am Montag, 5. Oktober, um 14 Uhr",
             ("5 October", "14:00"),
             ("9:15",),
        ),
    ],
)  # fmt: skip
def test_a_plan_that_a_page_has_wrong_is_as_the_user_tells_it(
    body: BodyFields, shown: Frame, words: str, kept: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    library = library_of(known("episodic", body))

    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest([shown, said(words)], library)

    (anew,) = [
        f"{one.body['summary']} {one.body.get('details')}"
        for one in outcome.changes
        if isinstance(one, Revise)
    ]
    assert all(one in anew for one in kept)
    assert not any(one in anew for one in gone)


def test_a_website_that_is_wrong_leaves_no_hours_of_its_own() -> None:
    told = changed("websites wrong again. tuesdays it is 10 till 4 these days", LIBRARY_PAGE, LIBRARY, POOL)

    assert "10 till 4" in told
