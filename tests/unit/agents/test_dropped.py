"""A plan that is dropped is called off, and never moved to another day of the same message."""

from __future__ import annotations

import pytest

from storage.model import BodyFields, Revise
from tests.unit.agents.test_patches import digested, known, library_of, said


def plan(summary: str, at: str) -> BodyFields:
    return {"summary": summary, "event_type": "plan", "details": "", "occurred_at": f"{at}:00+00:00"}


CANOE = plan("Canoe trip with the Heron club on 4 October 2026 at 09:00", "2026-10-04T09:00")
WEEK = plan(
    "User and wife Norah will take the grandchildren to Tenby for a week from 25 July 2027",
    "2027-07-25T00:00",
)
LINDAU = plan("Fahrt nach Lindau mit Ute am Freitag, 2. Oktober 2026", "2026-10-02T00:00")
LUCCA = plan("Gita a Lucca con Piero il 3 ottobre 2026", "2026-10-03T00:00")
SUZHOU = plan("10月3日和小林去苏州玩两天", "2026-10-03T00:00")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (CANOE, "We won't do the canoe trip after all. On Friday I'm at the dentist at 10:00."),
        (CANOE, "not going on the canoe trip any more. Friday 10:00 I've got the dentist instead."),
        (CANOE, "the canoe trip is off. now I see Mia at 18:00 on Saturday."),
        (WEEK, "The Tenby week is cancelled. I write to the owner on Friday now to get the deposit back."),
        (LINDAU, "Wir fahren doch nicht nach Lindau. Am Mittwoch um 9 Uhr bin ich jetzt beim Zahnarzt."),
        (LUCCA, "Non andiamo più a Lucca. Domani alle 9 ora ho il dentista."),
        (SUZHOU, "不去苏州了。周五上午10点我去看牙。"),
    ],
)
def test_a_plan_that_is_dropped_is_called_off_on_its_own_day(body: BodyFields, text: str) -> None:
    memory = known("episodic", body)

    changes = digested(library_of(memory), said(text)).changes

    found = [one.body for one in changes if isinstance(one, Revise) and one.memory == memory.id]
    assert [one["event_type"] for one in found] == ["cancelled"]
    assert [one["occurred_at"] for one in found] == [memory.body["occurred_at"]]


@pytest.mark.parametrize(
    "text",
    [
        "We're not going on the canoe trip by train any more.",
        "We won't do the canoe trip blindfolded after all.",
        "if it rains we won't do the canoe trip any more",
    ],
)
def test_what_is_only_done_otherwise_is_not_called_off(text: str) -> None:
    memory = known("episodic", CANOE)

    changes = digested(library_of(memory), said(text)).changes

    assert not [
        one for one in changes if isinstance(one, Revise) and one.body.get("event_type") == "cancelled"
    ]


CONCERT = plan(
    "Concert of the Larks with Odile at Ferry Hall on 26 September 2026 at 20:00", "2026-09-26T20:00"
)
HUT = plan("Hüttenwochenende mit Sönke auf der Pleisenhütte am 25. September 2026", "2026-09-25T00:00")
RIVER = plan("Rafting sul Noce con Dario il 27 settembre 2026", "2026-09-27T00:00")
FAIR = plan("计划 10-17 去 Linden 书展摆摊", "2026-09-20T00:00")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (CONCERT, "The Larks pulled the plug on Saturday, the singer lost her voice"),
        (CONCERT, "Odile and I called it off, neither of us can face the crowds"),
        (CONCERT, "so no Ferry Hall for us this week, the buses are on strike"),
        (CONCERT, "we're skipping the concert"),
        (CONCERT, "Bad news about the Ferry Hall concert. not happening"),
        (HUT, "Das Hüttenwochenende blasen wir ab, es schneit bis ins Tal"),
        (HUT, "Die Pleisenhütte am Freitag lassen wir sausen"),
        (HUT, "Aus der Hütte wird nichts, Sönke liegt flach"),
        (RIVER, "niente rafting, il fiume è in piena"),
        (RIVER, "Sul Noce non ci andiamo più"),
        (FAIR, "通知看到了， Linden 书展不去了。"),
        (FAIR, "书展的事黄了"),
    ],
)
def test_plans_are_called_off_in_many_words(body: BodyFields, text: str) -> None:
    memory = known("episodic", body)

    changes = digested(library_of(memory), said(text)).changes

    found = [one.body for one in changes if isinstance(one, Revise) and one.memory == memory.id]
    assert [one["event_type"] for one in found] == ["cancelled"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (CONCERT, "Odile cancelled her bank card"),
        (CONCERT, "The bar is off at Ferry Hall"),
        (CONCERT, "If Odile is still ill we'll cancel the concert"),
        (CONCERT, "the concert is not cancelled"),
        (CONCERT, "Friday's rehearsal is off"),
        (CONCERT, "the concert with Rosalind is off"),
        (HUT, "Sönke hat seinen Vertrag gekündigt"),
        (HUT, "Wenn es schneit, fällt die Hütte aus"),
        (RIVER, "Dario ha disdetto l'abbonamento"),
        (FAIR, "Linden 咖啡馆不去了"),
        (
            CONCERT,
            "Rosalind wants us to do a tour of Wales in May. I think the concerts are in her head. not happening",
        ),
        (
            HUT,
            "Sönke meint, wir sollten nächstes Jahr nach Nepal. Die Hütten dort hat er im Kino gesehen. wird nichts",
        ),
        (
            RIVER,
            "Dario dice che dovremmo fare il Colorado. Il rafting gli ha dato alla testa. non se ne fa nulla",
        ),
    ],
)
def test_what_else_is_off_ends_no_plan(body: BodyFields, text: str) -> None:
    memory = known("episodic", body)

    changes = digested(library_of(memory), said(text)).changes

    assert not [one for one in changes if isinstance(one, Revise) and one.memory == memory.id]


def test_a_plan_that_is_only_looked_back_at_is_told_by_its_name() -> None:
    memory = known("episodic", CONCERT)

    changes = digested(library_of(memory), said("Odile called it off, poor thing")).changes

    found = [
        str(one.body["summary"]) for one in changes if isinstance(one, Revise) and one.memory == memory.id
    ]
    assert found == ["Concert of the Larks with Odile at Ferry Hall: “Odile called it off, poor thing”"]
