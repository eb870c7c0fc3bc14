"""What a sentence ends by a word of the one note that is about it, each beside look-alikes that end nothing."""

from __future__ import annotations

import pytest

from storage.model import BodyFields, Memory, Retire, Revise
from tests.unit.agents.test_patches import digested, known, library_of, said

TABLET: BodyFields = {"name": "Allergy medicine", "summary": "User takes cetirizine 10 mg every evening"}
COMMUTE: BodyFields = {"name": "Commute", "summary": "User takes tram 9 to the office"}
COURSE: BodyFields = {
    "event_type": "plan", "summary": "Weaving course with Mrs Ostby, Saturdays from 10 October 2026 at 10:00",
    "details": "", "occurred_at": "2026-10-10T10:00:00+00:00",
}  # fmt: skip
CLUB: BodyFields = {"name": "Bridge club", "summary": "User goes to the bridge club on Tuesdays at 19:00"}
LUNCH: BodyFields = {
    "event_type": "plan", "summary": "Lunch with Petra at Da Nino on 2 October 2026 at 12:30", "details": "",
    "occurred_at": "2026-10-02T12:30:00+00:00",
}  # fmt: skip
TABLETTE: BodyFields = {"name": "Blutdruck", "summary": "Nutzer nimmt Ramipril 5 mg jeden Morgen"}
CHOR: BodyFields = {"name": "Kirchenchor", "summary": "Nutzer singt im Kirchenchor, dienstags um 19:30"}
KURS: BodyFields = {
    "event_type": "plan", "summary": "Nähkurs bei Frau Brodtmann, montags ab 12. Oktober 2026 um 18:00",
    "details": "", "occurred_at": "2026-10-12T18:00:00+00:00",
}  # fmt: skip
PASTIGLIA: BodyFields = {"name": "Pressione", "summary": "L'utente prende il bisoprololo 5 mg ogni mattina"}
CORSO: BodyFields = {
    "event_type": "plan", "summary": "Corso di ceramica con Lidia, dal 10 ottobre 2026 alle 18:00", "details": "",
    "occurred_at": "2026-10-10T18:00:00+00:00",
}  # fmt: skip
YOGA: BodyFields = {"name": "Pilates", "summary": "L'utente va a pilates il martedì sera"}
YAO: BodyFields = {"name": "降压药", "summary": "用户每天早上吃氨氯地平 5 毫克"}
KE: BodyFields = {"name": "书法课", "summary": "用户每周六上午上书法课"}
SKI: BodyFields = {"name": "Ski locker", "summary": "User's skis are in locker 14"}
ALL = (TABLET, COMMUTE, CLUB, COURSE, LUNCH, TABLETTE, CHOR, KURS, PASTIGLIA, CORSO, YOGA, YAO, KE, SKI)


def ended(text: str, *bodies: BodyFields) -> dict[str, str]:
    """What took the place of each note that words end, by what the note told."""
    memories: list[Memory] = [
        known("episodic" if "event_type" in body else "semantic", body) for body in bodies
    ]
    first = {memory.id: str(memory.body["summary"]) for memory in memories}
    found: dict[str, str] = {}
    for change in digested(library_of(*memories), said(text)).changes:
        if isinstance(change, Revise | Retire) and change.memory in first:
            found[first[change.memory]] = str(change.body["summary"]) if isinstance(change, Revise) else ""
    return found


@pytest.mark.parametrize(
    ("text", "body", "held"),
    [
        ("Dr Lund has taken me off the cetirizine, it made me sleepy. It's loratadine now.", TABLET, "loratadine now"),
        ("good news, I can stop the cetirizine, the season's over", TABLET, "stop the cetirizine"),
        ("I'm off the cetirizine since Monday, at last", TABLET, "off the cetirizine"),
        ("I've stopped taking the cetirizine, it did nothing", TABLET, "stopped taking"),
        ("I no longer take cetirizine", TABLET, ""),
        ("I don't take the cetirizine any more", TABLET, ""),
        ("I cycle to the office now, no more tram", COMMUTE, "cycle"),
        ("I no longer take the tram. Now I cycle along the river.", COMMUTE, "cycle"),
        ("bother, the weaving course is off, too few people", COURSE, "too few"),
        ("the weaving course isn't happening, Mrs Ostby rang", COURSE, "isn't happening"),
        ("our bridge club has been scrapped. Instead we play cards at Ada's.", CLUB, ""),
        ("I've given up the bridge club, my eyes are too bad", CLUB, "eyes"),
        ("So ein Mist, der Nähkurs fällt komplett aus", KURS, "Nähkurs"),
        ("leider fällt der Nähkurs ganz flach", KURS, "Nähkurs"),
        ("Der Nähkurs findet nicht statt, Frau Brodtmann ist krank", KURS, "Nähkurs"),
        ("Der Nähkurs wurde gestrichen.", KURS, "gestrichen"),
        ("Der Nähkurs ist leider abgesagt", KURS, "abgesagt"),
        ("Der Arzt hat mir das Ramipril abgesetzt. Jetzt nehme ich Candesartan 8.", TABLETTE, "Candesartan"),
        ("Das Ramipril kann ich absetzen, die Werte sind gut", TABLETTE, "absetzen"),
        ("ich nehme das Ramipril nicht mehr", TABLETTE, ""),
        ("Ramipril brauche ich nicht mehr", TABLETTE, ""),
        ("ich darf jetzt das Ramipril weglassen", TABLETTE, "weglassen"),
        ("Den Kirchenchor gibt es nicht mehr", CHOR, ""),
        ("ich habe den Kirchenchor aufgegeben", CHOR, "aufgegeben"),
        ("il medico mi ha tolto il bisoprololo. Adesso prendo il losartan.", PASTIGLIA, "losartan"),
        ("non prendo più il bisoprololo, mi dava la tosse", PASTIGLIA, "tosse"),
        ("posso smettere con il bisoprololo, finalmente", PASTIGLIA, ""),
        ("ho smesso di prendere il bisoprololo", PASTIGLIA, ""),
        ("mi hanno sospeso il bisoprololo", PASTIGLIA, "sospeso"),
        ("il corso di ceramica è saltato, eravamo in tre", CORSO, "saltato"),
        ("è stato annullato il corso di ceramica", CORSO, "annullato"),
        ("il corso di ceramica non si fa, peccato", CORSO, "ceramica"),
        ("Il corso di ceramica è sospeso.", CORSO, "sospeso"),
        ("ho smesso con pilates, mi fa male la schiena", YOGA, ""),
        ("non faccio più pilates", YOGA, ""),
        ("non vado più a pilates da maggio", YOGA, ""),
        ("医生让我停了氨氯地平。现在吃缬沙坦。", YAO, "缬沙坦"),
        ("我不再吃氨氯地平了", YAO, ""),
        ("我现在不吃氨氯地平了", YAO, ""),
        ("医生让我停用氨氯地平", YAO, ""),
        ("我不用吃氨氯地平了", YAO, ""),
        ("以后不再吃氨氯地平", YAO, ""),
        ("书法课取消了，老师病了", KE, ""),
        ("我不再上书法课了", KE, ""),
        ("我们不上书法课了", KE, ""),
        ("我把书法课退了", KE, ""),
        ("书法课停了", KE, ""),
        ("我以后不上书法课了", KE, ""),
    ],
)  # fmt: skip
def test_a_note_ends_by_the_word_for_what_it_is_about(text: str, body: BodyFields, held: str) -> None:
    found = ended(text, *ALL) if text.isascii() else ended(text, body, SKI, LUNCH)

    assert list(found) == [body["summary"]]
    assert held in found[str(body["summary"])]


@pytest.mark.parametrize(
    "text",
    [
        "my sister's doctor has taken her off the cetirizine",
        "Dr Lund wants to take me off the cetirizine",
        "if I can stop the cetirizine I'll be glad",
        "I wish I could stop the cetirizine",
        "I dreamt I was off the cetirizine",
        "I was nearly off the cetirizine",
        "the cetirizine stays as it was",
        "no more tram tickets at the kiosk",
        "I used to take the tram, no more tram for years back then",
        "no more tram today, there's a strike",
        "is the weaving course off?",
        "maybe the weaving course is off",
        "in the film the bridge club is called off",
        "her bridge club is off for good",
        "the bridge club is off this week",
        "my locker is at the pool",
        "I don't think the tram is late any more",
        "Wenn der Nähkurs ausfällt, gehe ich schwimmen",
        "vielleicht fällt der Nähkurs aus",
        "fällt der Nähkurs aus?",
        "der Kochkurs fällt komplett aus",
        "Ihr Arzt hat ihr das Ramipril abgesetzt",
        "das Ramipril bleibt wie gehabt",
        "früher habe ich kein Ramipril gebraucht",
        "heute fällt der Kirchenchor aus",
        "der Kirchenchor fällt diese Woche aus",
        "ich hoffe, ich darf das Ramipril weglassen",
        "ich habe gehört, dass es keinen Nähkurs mehr gab damals",
        "in der Serie wird der Nähkurs abgesagt",
        "mein Bruder nimmt das Ramipril nicht mehr",
        "a mia sorella hanno tolto il bisoprololo",
        "il bisoprololo resta come prima",
        "forse il corso di ceramica è saltato",
        "il corso di ceramica è saltato?",
        "il torneo di scacchi è saltato",
        "oggi non vado a pilates",
        "spero che non prendo più il bisoprololo tra un anno",
        "se è saltato il corso di ceramica me lo dici",
        "mia madre non prende più il bisoprololo",
        "nel film il corso di ceramica è annullato",
        "non ho mai smesso di prendere il bisoprololo",
        "如果书法课取消了就好了",
        "书法课取消了吗？",
        "她不再吃氨氯地平了",
        "今天书法课停了",
        "氨氯地平照旧",
        "我梦见书法课取消了",
        "我朋友不再上书法课了",
        "钢琴课取消了",
        "我差点把书法课退了",
        "电影里书法课取消了",
    ],
)
def test_what_is_supposed_anothers_passing_or_of_something_else_ends_nothing(text: str) -> None:
    assert ended(text, *ALL) == {}


def test_two_notes_that_are_about_it_alike_both_stay() -> None:
    other: BodyFields = {"name": "Ferry", "summary": "User takes the tram to the ferry"}

    assert ended("no more tram", COMMUTE, other) == {}


@pytest.mark.parametrize(
    ("text", "gone", "held"),
    [
        ("Matteo e Irene si sono lasciati a Pasqua. Adesso sta con una certa Gaia.", True, "Gaia"),
        ("Matteo and Irene have split up. He's with Gaia now.", True, "Gaia"),
        ("Matteo und Irene haben sich im Mai getrennt", True, "getrennt"),
        ("Matteo e Irene quasi si sono lasciati", False, ""),
        ("Matteo e Paola si sono lasciati", False, ""),
        ("Matteo and Irene split up the shopping", False, ""),
    ],
)
def test_two_who_have_parted_are_no_couple(text: str, gone: bool, held: str) -> None:
    couple: BodyFields = {"name": "Matteo", "summary": "Figlio dell'utente; la sua fidanzata è Irene"}

    found = ended(text, couple)

    assert bool(found) is gone
    assert all("fidanzata" not in anew and held in anew for anew in found.values())


@pytest.mark.parametrize(
    "stays",
    [
        "metformin as before",
        "the metformin stays as it was",
        "and the metformin is unchanged",
        "Metformin wie bisher",
        "Metformin bleibt, wie es ist",
        "the metformin stays the way it is",
        "Il metformin resta com'è",
    ],
)
def test_what_is_said_to_stay_as_before_is_not_changed_by_its_neighbours_dose(stays: str) -> None:
    amlodipine: BodyFields = {
        "name": "Mum's amlodipine",
        "summary": "Mum takes amlodipine 5 mg every morning",
    }
    metformin: BodyFields = {"name": "Mum's metformin", "summary": "Mum takes metformin 500 mg twice a day"}

    found = ended(
        f"amlodipine goes up to 10 mg from tomorrow, still one tablet. {stays}.", amlodipine, metformin
    )

    assert list(found) == [amlodipine["summary"]]
    assert "10 mg" in found[str(amlodipine["summary"])]
