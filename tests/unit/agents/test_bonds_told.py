"""Who asked the user to marry them, who is no longer single, and a step that is no more."""

from __future__ import annotations

import pytest

from agents.patches import stepped
from storage.model import BodyFields, Revise
from tests.unit.agents.test_patches import digested, known, library_of, said

PARTNER: BodyFields = {"name": "Anselm", "summary": "Anselm is the user's boyfriend, works as a baker"}
BROTHER: BodyFields = {"name": "Rasmus", "summary": "User's brother Rasmus is single, lives in Otterby"}
STEPS = ["Switch the urn off", "Set the alarm", "Lock the front door", "Drop the key through the letterbox"]


def anew(text: str) -> str:
    """What the words make of the two notes."""
    library = library_of(known("semantic", PARTNER), known("semantic", BROTHER))
    changes = digested(library, said(text)).changes
    return "\n".join(str(one.body["summary"]) for one in changes if isinstance(one, Revise))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Anselm proposed on Christmas Eve!! ring in a bun, of course", "fiancé"),
        ("Anselm finally proposed.", "fiancé"),
        ("last night Anselm proposed to me", "fiancé"),
        ("Anselm hat mir gestern einen Antrag gemacht", "fiancé"),
        ("Anselm mi ha chiesto di sposarlo!", "fiancé"),
        ("Rasmus brought his new girlfriend Yevgenia along, she's lovely", "together with Yevgenia"),
        ("Rasmus hat seine neue Freundin Yevgenia mitgebracht", "together with Yevgenia"),
        ("Rasmus ha portato la sua nuova ragazza Yevgenia", "together with Yevgenia"),
        ("Anselm proposed a new menu", ""),
        ("Anselm proposed to Sina in the film", ""),
        ("Anselm proposed and I said no", ""),
        ("I dreamt that Anselm proposed.", ""),
        ("Anselm almost proposed on Sunday", ""),
        ("Rasmus met Ole and his new girlfriend is not called Yevgenia", ""),
        ("Rasmus wishes he had a girlfriend", ""),
        ("if Rasmus brought his new girlfriend Yevgenia along I'd faint", ""),
    ],
)
def test_a_proposal_and_a_friend_by_name_change_who_somebody_is(text: str, held: str) -> None:
    assert (held in anew(text)) if held else (anew(text) == "")


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "The alarm's been taken out so that step goes. Instead you read the meter and write it down. "
            "And the key goes in the lock box now, not the letterbox. Urn and front door as before.",
            [STEPS[0], "Read the meter and write it down", STEPS[2],
             "And the key goes in the lock box now, not the letterbox"],
        ),
        ("no alarm any more, that step goes.", [STEPS[0], *STEPS[2:]]),
        (
            "Closing up has one change: the alarm is out, it never worked. The dog gets walked round the hall instead.",
            [STEPS[0], "The dog gets walked round the hall", *STEPS[2:]],
        ),
        ("that step goes well", STEPS),
        ("Instead you read the meter", STEPS),
        ("Maybe the alarm is taken out and that step goes.", STEPS),
    ],
)  # fmt: skip
def test_a_step_that_is_no_more_makes_room_for_what_is_done_instead(text: str, steps: list[str]) -> None:
    assert stepped.changed(STEPS, text) == steps


BREW = ["Rinse the kegs on Friday", "Fill the kegs with foam for an hour", "Drain and dry the kegs"]
BROT = ["Teig ansetzen", "Über Nacht im Keller gehen lassen", "Bei 240 Grad backen"]
OLIVE = ["Sciacquare le olive", "Salare le olive per tre giorni", "Mettere in vaso"]
MIAN = ["揉面二十分钟", "冰箱里醒面一晚", "蒸十五分钟"]


@pytest.mark.parametrize(
    ("steps", "text", "anew"),
    [
        (
            BREW,
            "The keg day has one change: the foam is out, it left a taste. We steam them for ten minutes instead. "
            "Rinsing on Friday and draining stay as they were.",
            [BREW[0], "Steam them for ten minutes", BREW[2]],
        ),
        (BREW, "The foam has been scrapped.", [BREW[0], BREW[2]]),
        (BREW, "the foam is out, buy some more", BREW),
        (
            BROT,
            "Beim Brot gibt es eine Änderung: der Keller ist raus, da ist Schimmel. Über Nacht kommt er stattdessen in "
            "den Kühlschrank.",
            [BROT[0], "Über Nacht kommt er in den Kühlschrank", BROT[2]],
        ),
        (
            OLIVE,
            "Per le olive c'è una novità: i tre giorni di sale saltano. Vanno in salamoia invece.",
            [OLIVE[0], "Vanno in salamoia", OLIVE[2]],
        ),
        (MIAN, "做法有个变化:冰箱醒面不要了,改成室温醒两小时。", [MIAN[0], "室温醒两小时", MIAN[2]]),
    ],
)
def test_the_step_that_is_out_and_no_other_makes_room_for_what_is_done_instead(
    steps: list[str], text: str, anew: list[str]
) -> None:
    assert stepped.changed(steps, text) == anew
