"""What is open from when until when, how many there are, and what only may be: the rest of a note is kept."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest
from agents.kinds import all_kinds
from storage.model import BodyFields, Revise
from tests.unit.agents.test_patches import known, library_of, said

BAKERY: BodyFields = {
    "name": "Harrow Bakery", "summary": "Harrow Bakery is open 7:30 to 18:00 from Tuesday to Saturday, closed on Sunday"
}  # fmt: skip
BAD: BodyFields = {
    "name": "Seebad",
    "summary": "Seebad Montag bis Freitag von 9:00 bis 18:30 offen, samstags bis 14:00",
}
BAR: BodyFields = {
    "name": "Bar Nina",
    "summary": "Bar Nina apre alle 6:30 e chiude alle 20:30, domenica chiusa",
}
TEA: BodyFields = {"name": "茶馆", "summary": "茶馆每天 9:15 开门，22:00 关门，周一休息"}
VET: BodyFields = {
    "name": "Vet Sloan",
    "summary": "Vet Sloan: Monday and Wednesday 9:00 to 12:00, Friday 14:00 to 17:00, call ahead",
}
SHED: BodyFields = {
    "name": "Hen house",
    "summary": "Hen house at Orrin: 12 hens, fed by Mairi Ross, rent 80 pounds a year",
}
STALL: BodyFields = {
    "name": "Schafstall Grub",
    "summary": "Schafstall Grub: 12 Schafe, zuständig ist Emil Rauch",
}
GEESE: BodyFields = {"name": "鹅棚", "summary": "鹅棚：20只鹅，每天7:00喂"}
RENT: BodyFields = {"name": "Rent", "summary": "Rent for the studio is 650 euros a month"}
READING: BodyFields = {"name": "读书会", "summary": "读书会这个月读《边城》，周四19:00"}
CREW: BodyFields = {
    "name": "Rowing juniors",
    "summary": "Rowing juniors on Tuesdays, coached together with Dougie Fairclough",
}
SUPPER: BodyFields = {
    "summary": "Crab supper on Friday 25 September 2026 at 19:15", "event_type": "plan",
    "occurred_at": "2026-09-25T19:15:00+00:00",
}  # fmt: skip


def told(body: BodyFields, words: str, kind: str = "semantic") -> str:
    """What a note tells after these words."""
    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest([said(words)], library_of(known(kind, body)))
    changes = [one for one in outcome.changes if isinstance(one, Revise)]
    return str((changes[-1].body if changes else body).get("summary"))


@pytest.mark.parametrize(
    ("body", "words", "anew"),
    [
        (BAKERY,
         "Harrow Bakery shuts at 19:30 from today, Tuesday to Saturday. It still opens at 7:30. Sunday stays closed",
         "Harrow Bakery is open 7:30 to 19:30 from Tuesday to Saturday, closed on Sunday"),
        (BAKERY, "Harrow Bakery opens at 8:15 now",
         "Harrow Bakery is open 8:15 to 18:00 from Tuesday to Saturday, closed on Sunday"),
        (BAD, "Das Seebad schließt jetzt um 19:00. Samstag bleibt wie er ist.",
         "Seebad Montag bis Freitag von 9:00 bis 19:00 offen, samstags bis 14:00"),
        (BAR, "la Bar Nina ora chiude alle 21:00. La domenica resta chiusa",
         "Bar Nina apre alle 6:30 e chiude alle 21:00, domenica chiusa"),
        (TEA, "从明天起茶馆改成 10:00 开门，23:00 关门，周一照样休息", "茶馆每天 10:00 开门，23:00 关门，周一休息"),
        (VET, "Vet Sloan is 9:30 to 12:30 on Mondays and Wednesdays now, Fridays stay the same",
         "Vet Sloan: Monday and Wednesday 9:30 to 12:30, Friday 14:00 to 17:00, call ahead"),
    ],
)  # fmt: skip
def test_each_end_of_opening_hours_is_exchanged_by_itself(body: BodyFields, words: str, anew: str) -> None:
    assert told(body, words) == anew


@pytest.mark.parametrize(
    ("body", "words", "anew"),
    [
        (SHED, "The hen house at Orrin has fourteen hens now",
         "Hen house at Orrin: 14 hens, fed by Mairi Ross, rent 80 pounds a year"),
        (SHED, "hen house at Orrin: a fox came by, 9 hens left",
         "Hen house at Orrin: 9 hens, fed by Mairi Ross, rent 80 pounds a year"),
        (STALL, "im Schafstall Grub sind es nur noch 9 Schafe", "Schafstall Grub: 9 Schafe, zuständig ist Emil Rauch"),
        (GEESE, "鹅棚又添了六只，一共26只鹅", "鹅棚：26只鹅，每天7:00喂"),
        (GEESE, "鹅棚现在有26只鹅了，喂食改到6:30", "鹅棚：26只鹅，每天6:30喂"),
    ],
)  # fmt: skip
def test_a_count_of_the_same_is_exchanged_with_the_rest_kept(body: BodyFields, words: str, anew: str) -> None:
    assert told(body, words) == anew


@pytest.mark.parametrize(
    "words",
    [
        "the landlord says the rent of the studio might go up to 700",
        "they're thinking of putting the rent of the studio up to 700 euros",
        "rent of the studio is probably going up to 700",
        "the rent of the studio is fine, 3 now in total are free",
    ],
)
def test_what_is_only_possible_or_counts_something_else_changes_no_price(words: str) -> None:
    assert told(RENT, words) == RENT["summary"]


def test_what_is_settled_beside_what_is_only_possible_changes() -> None:
    assert "14 hens" in told(SHED, "the rent at Orrin might rise, but the hen house has 14 hens now")


@pytest.mark.parametrize(
    "words",
    [
        "The crab supper is cancelled. New date is Friday 9 October.",
        "The crab supper on Friday is off. It's on 9 October instead, same time",
        "Crab supper cancelled. They'll do it on 9 October",
    ],
)
def test_what_is_cancelled_and_told_on_another_day_moves(words: str) -> None:
    assert told(SUPPER, words, "episodic") == "Crab supper on Friday 9 October 2026 at 19:15"


def test_what_is_cancelled_beside_another_plan_is_off() -> None:
    words = "The crab supper is cancelled. I'll see Tom on 9 October instead"

    assert told(SUPPER, words, "episodic") == "The crab supper is cancelled."


def test_the_title_of_what_is_read_is_exchanged() -> None:
    assert told(READING, "读书会换成《呼兰河传》了") == "读书会这个月读《呼兰河传》，周四19:00"


def test_who_no_longer_does_it_is_left_out() -> None:
    words = "Rowing juniors: Dougie only coaches the masters now"

    assert told(CREW, words) == "Rowing juniors on Tuesdays, coached"


def test_what_is_told_of_a_page_itself_changes_nothing() -> None:
    assert (
        told(SUPPER, "Wrong file, that's the April notice of the crab supper", "episodic")
        == SUPPER["summary"]
    )
