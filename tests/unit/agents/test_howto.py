from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import howto, statements
from agents.finding import Finding, Material, Utterance, Voice
from agents.kinds import procedural
from storage import ids
from storage.model import ObservationId, Role, Turn

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")


def said(text: str) -> Utterance:
    return Utterance(Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", Role.USER), text, Voice.USER)


def found(text: str) -> list[Finding]:
    return procedural.find(Material((said(text),), UTC_ZONE))


@pytest.mark.parametrize(
    ("text", "name", "steps", "after"),
    [
        (
            "ok noting this since Ilse's away all of may and I'll have to clean the honey press on my own\n"
            "1) take the basket out\n2) rinse it cold, never warm\n3) oil the screw\nwarm water first and it sticks",
            "clean the honey press",
            ["take the basket out", "rinse it cold, never warm", "oil the screw"],
            "warm water first and it sticks",
        ),
        (
            "I always forget how to get the till to open, write this down. One: hold the star key. "
            "Two: type the till's number. Three: let go. Works nine times in ten.",
            "get the till to open",
            ["hold the star key", "type the till's number", "let go"],
            "Works nine times in ten.",
        ),
        (
            "how we bleed the radiators: Step 1 turn the heating off. Step 2 open the valve. Step 3 close it.",
            "bleed the radiators",
            ["turn the heating off", "open the valve", "close it"],
            "",
        ),
        (
            "For the sourdough: first feed the starter, then wait six hours, after that fold it, finally bake it. "
            "The lid stays on.",
            "sourdough",
            ["feed the starter", "wait six hours", "fold it", "bake it"],
            "The lid stays on.",
        ),
        (
            "wie man die Heizung im Ferienhaus anmacht: erst Schalter auf I, dann warten, danach den Knopf drücken, "
            "zum Schluss das Ventil öffnen. Nie andersrum.",
            "die Heizung im Ferienhaus anmacht",
            ["Schalter auf I", "warten", "den Knopf drücken", "das Ventil öffnen"],
            "Nie andersrum.",
        ),
        (
            "Schritt 1: Wagen hochbocken. Schritt 2: Muttern lösen. Schritt 3: Rad wechseln. "
            "So wechsle ich die Winterreifen am Polo.",
            "die Winterreifen am Polo",
            ["Wagen hochbocken", "Muttern lösen", "Rad wechseln"],
            "So wechsle ich die Winterreifen am Polo.",
        ),
        (
            "Come si accende la stufa: prima svuota il cassetto, poi carica il serbatoio, infine premi il tasto. "
            "Se lampeggia, rifai tutto.",
            "accende la stufa",
            ["svuota il cassetto", "carica il serbatoio", "premi il tasto"],
            "Se lampeggia, rifai tutto.",
        ),
        (
            "Per fare il backup del NAS: uno: collega il disco blu. Due: apri il programma. Tre: premi Esegui.",
            "fare il backup del NAS",
            ["collega il disco blu", "apri il programma", "premi Esegui"],
            "",
        ),
        (
            "换滤芯的步骤：第一步关总阀，第二步拧开外壳，第三步换滤芯。别忘了垫圈。",
            "换滤芯",
            ["关总阀", "拧开外壳", "换滤芯"],
            "别忘了垫圈。",
        ),
        (
            "怎么重启服务器：先停数据库，再关应用，最后按电源键。",
            "重启服务器",
            ["停数据库", "关应用", "按电源键"],
            "",
        ),
    ],
)
def test_steps_told_one_after_the_other_are_one_memory_named_for_what_they_do(
    text: str, name: str, steps: list[str], after: str
) -> None:
    (kept,) = found(text)

    assert (kept.body["name"], kept.body["steps"]) == (name, steps)
    assert kept.body.get("notes", []) == ([after] if after else [])
    assert str(kept.body["summary"]).endswith(after)


@pytest.mark.parametrize(
    "text",
    [
        "First we went to the museum, then we had lunch, finally we took the tram home.",
        "Zuerst waren wir im Kino, dann haben wir gegessen.",
        "prima siamo andati al mare, poi abbiamo mangiato la pizza",
        "上午先去了银行，然后吃了面",
        "My favourite books: 1) Dune 2) Solaris 3) Emma",
        "We have one: it is red.",
    ],
)
def test_what_was_done_once_or_is_a_list_of_things_is_no_way_to_do_something(text: str) -> None:
    assert found(text) == []


def test_kept_steps_and_the_words_that_announce_them_are_not_stated_once_more() -> None:
    text = (
        "My sister Runa moved to Tromsø in April. I always forget how to open the till, so write this down. "
        "One: hold the star key. Two: type the till's number 4."
    )
    (kept,) = found(text)

    told = statements.Kept(
        statements.Told(str(kept.body), kept.quotes), statements.Told(str(kept.body), kept.quotes)
    )
    beyond = statements.unspoken(said(text), told, UTC_ZONE)
    untold = statements.unspoken(said(text), statements.Kept(), UTC_ZONE)

    assert not any("till" in one.text for one in beyond)
    assert any("till" in one.text for one in untold)


def test_words_before_the_steps_that_announce_nothing_are_no_part_of_them() -> None:
    text = "Runa keeps bees in Tromsø. 1) lift the lid 2) wait"

    assert howto.parts_of(text) == ("1) lift the lid 2) wait",)


def test_steps_are_called_after_what_they_are_for() -> None:
    (one,) = found(
        "And jot down the pump trick for whoever waters in August: turn the blue tap left, press the grey knob for "
        "9 seconds, then wait for the hum."
    )

    assert (one.body["name"], one.body["summary"]) == ("the pump trick", "How to: the pump trick")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("and write down the kiln routine for anyone who fires it", "the kiln routine"),
        ("Schreib dir das Anheizen auf", "das Anheizen"),
        ("Notier bitte den Ablauf für die Kasse", "den Ablauf für die Kasse"),
        ("scrivi la procedura del forno per chi mi sostituisce", "la procedura del forno"),
        ("记一下水泵的窍门", "水泵的窍门"),
        ("Halterung montieren", "Halterung montieren"),
        ("Notes on glazing", "Notes on glazing"),
    ],
)
def test_words_that_ask_to_keep_steps_are_no_part_of_their_name(name: str, called: str) -> None:
    assert howto.called(name) == called
