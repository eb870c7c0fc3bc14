"""Of whom something is said: pronouns, lead-ins, fragments, names; and the third person that the user is told in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents import claims, sentences
from agents.claims import USER, referents
from agents.digest import Digest
from agents.finding import Material, Utterance, Voice
from agents.kinds import all_kinds
from storage import ids
from storage.model import Add, ObservationId, Role, Turn
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("before", "said", "whom"),
    [
        ("Oluchi, my charge nurse, is coeliac", "she took my shift last Friday", "Oluchi"),
        ("Bodo is Bogdan Petrescu btw, the one who sorted my derailleur.", "he's a physio", "Bodo"),
        ("where does Jorun work again", "she's an orthoptist", "Jorun"),
        ("I came here with my daughter.", "Her name Selam, she have 9 years.", "User's daughter"),
        ("my mate Sully says it's a con.", "he's built like a fridge", "Sully"),
        ("Mrs Ogunleye next door had three pieces", "She asked for the recipe", "Mrs Ogunleye"),
        ("Husband says 12", "hes not the one who does the sums", "User's husband"),
        ("my dad rang from Lublin", "he wants the red toolbox", "User's father"),
        ("heute kam das Cello von Frau Thewes rein", "Sie braucht es bis zum 14. August", "Frau Thewes"),
        ("Die Miete geht aufs Konto von Frau Oltmanns.", "Sie ist die Tochter", "Frau Oltmanns"),
        ("Papa bekommt einen Schrittmacher.", "Ach ja, und er hört links fast nichts", "User's father"),
        ("Wir waren bei Herr Krause und Frau Lind", "Er hat einen Hund", "Herr Krause"),
        ("Tommaso (il figlio di mia sorella Ilaria) dorme da noi.", "È celiaco", "Tommaso"),
        ("il mio collega Piero ha cambiato ufficio", "Lavora al terzo piano", "Piero"),
        ("Marco e Giulia arrivano domani", "Lei è vegana", "Giulia"),
        ("女儿朵朵周五体检", "医生说她对芒果过敏", "朵朵"),
        ("朵朵（我女儿）下周三上游泳课", "她对芒果过敏", "朵朵"),
        ("外婆牙不好", "而且她有痛风", "外婆"),
        ("Dee from accounts is diabetic.", "she keeps glucose tabs in the top drawer", "Dee"),
        ("Mio fratello Davide si è rotto il polso.", "Porta il gesso fino al 20 maggio", "Davide"),
        ("Meine Schwester Katrin hat angerufen.", "Sie heiratet im Mai", "Katrin"),
        ("the neighbour's cat is called Mog.", "he gets insulin at 7 and 19", "Mog"),
        ("nephew logistics! Theo's coming. Greta will fetch him", "he leaves the 28th", "Theo"),
    ],
)
def test_a_pronoun_means_the_nearest_who_fits(before: str, said: str, whom: str) -> None:
    found = referents.meant(said, sentences.split(before))

    assert found is not None
    assert (found.name, found.sure) == (whom, True)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("met Tom and Jerry at the pub", "he's moving to Leeds"),
        ("Ida met Anna at the gym", "she has a new job"),
    ],
)
def test_of_two_who_fit_none_is_guessed(before: str, said: str) -> None:
    found = referents.meant(said, [before])

    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("the ferry was late", "she is nice"),
        ("my brother Callum is here", "she is nice"),
        ("Frau Lind ist da", "Sie haben morgen frei"),
        ("Giulia arriva domani", "È tardi"),
        ("my uncle Desmond rang", "Anna says she nearly died"),
    ],
)
def test_who_is_not_named_is_not_meant(before: str, said: str) -> None:
    assert referents.meant(said, [before]) is None


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("Before I forget: Oluchi is coeliac", "Oluchi is coeliac"),
        ("oh and mum can't do codeine", "mum can't do codeine"),
        ("Ach ja, und er hört nichts", "er hört nichts"),
        ("Allora, promemoria per la settimana: Tommaso dorme da noi", "Tommaso dorme da noi"),
        ("对了，组里换了流程", "组里换了流程"),
        ("No milk for me", "No milk for me"),
        ("Right now I'm in Leeds", "Right now I'm in Leeds"),
    ],
)
def test_what_leads_in_to_a_sentence_is_no_part_of_it(said: str, rest: str) -> None:
    assert said[sentences.lead(said) :] == rest


@pytest.mark.parametrize(
    ("said", "fragment"),
    [
        ("6th of October at the Royal Pendeford", True),
        ("plot 17b, after FOUR years on the list", True),
        ("always has been", True),
        ("Uniklinik, Station 4b", True),
        ("did the Ravenscar half on sunday", False),
        ("Callum wants leave", False),
        ("Papa bekommt am Montag einen Schrittmacher", False),
        ("alle 17 ha lezione", False),
    ],
)
def test_what_lacks_its_subject_or_verb_is_a_fragment(said: str, fragment: bool) -> None:
    assert sentences.is_fragment(said) is fragment


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Before I forget: Oluchi, my charge nurse, is coeliac", "Oluchi"),
        ("Greta will fetch him, I hate that roundabout", "Greta"),
        ("mum can't do codeine", "User's mother"),
        ("The cake I bake for her birthday has to be gluten free", ""),
        ("this morning I ran", USER),
        ("Since leaving the bench I have been writing", USER),
        ("the other day I quit smoking", USER),
        ("weil ich krank bin", USER),
    ],
)
def test_a_sentence_is_about_the_subject_of_its_main_clause(said: str, about: str) -> None:
    assert claims.subject_of(said, USER) == about


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("oh and mum can't do codeine, makes her sick", "User's mother"),
        ("the allotment came through!!! plot 17b, after FOUR years", "allotment"),
        ("tests green, PR after lunch", "tests green"),
        ("Je garde mon boulot chez Merlane", "Merlane"),
        ("The Wendelsea Botanic Garden keeps its records", "Wendelsea Botanic Garden"),
        ("What does your daughter do? she's a vet", "User's daughter"),
        ("I've always had a love for horses!", "love for horses"),
        ("I'm stoked to start this new chapter.", "new chapter"),
        ("It reminded me of my own struggles in the past", "User's struggles"),
        ("Painting and drawing have helped me a lot", "Painting and drawing"),
        ("Lately, I've been looking into beekeeping", "looking into beekeeping"),
        ("I have had a lot of trouble with the boiler", "boiler"),
        ("Don't forget to water the ferns", "ferns"),
        ("The talent show is on", "talent show"),
        ("Die Katze frisst nichts", "Katze"),
        ("Told Bronwen she may park behind the barn", "Bronwen"),
        ("Rang Dafydd Price, he sends the form again", "Dafydd Price"),
        ("Einen Ersatzschlüssel lassen wir erst später machen", "Ersatzschlüssel"),
        ("Stand der Dinge am Wehrhof: die Pumpe läuft wieder", "Wehrhof"),
        ("No more caretaker who sniffs at my bins", "caretaker"),
        ("L'officina chiede 80 euro in più", "officina"),
        ("six elderly guests who have never seen snow", "six elderly guests"),
        ("Payroll unit of Brynmor Hospital, second floor", "Brynmor Hospital"),
    ],
)
def test_a_statement_is_called_after_whom_or_what_it_is_about(said: str, name: str) -> None:
    assert claims.called(said) == name


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("what was I thinking", "what was User thinking"),
        ("I have been indulging myself", "User has been indulging themselves"),
        ("Do I need a visa? I need one", "Does User need a visa? User needs one"),
        ("I shook hands", "User shook hands"),
        ("ive been vegan since may", "User has been vegan since may"),
        ("we were there", "User was there"),
        ("we dont hire from them, i cant", "User doesn't hire from them, User can't"),
        ("Herr Polat ist ab Montag im Urlaub", "Herr Polat ist ab Montag im Urlaub"),
        ("We can all learn from our mistakes.", "We can all learn from our mistakes."),
        (
            "The key is within us all, and my own is here.",
            "The key is within us all, and User's own is here.",
        ),
        ("My dog is old. [my dog on our sofa]", "User's dog is old. [my dog on our sofa]"),
    ],
)
def test_the_user_is_told_in_the_third_person(said: str, told: str) -> None:
    assert claims.third_person(said, USER) == told


def kept(*texts: str) -> list[tuple[str, str]]:
    """What a digest of turns of the user keeps: the kind and all words of each memory."""
    turns = [
        Turn(ObservationId(ids.new(at)), at, text, "chat", "", Role.USER)
        for minute, text in enumerate(texts)
        for at in [NOW + timedelta(minutes=minute)]
    ]
    outcome = Digest(all_kinds(), None, ZONE).digest(turns, MemoryLibrary())
    return [(one.kind, str(one.body)) for one in outcome.changes if isinstance(one, Add)]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("Oluchi, my charge nurse, is coeliac.", "she took my shift last Friday"), ("Oluchi", "shift")),
        (("heute kam das Cello von Frau Thewes rein", "Achtung: sie ist Linkshänderin"), ("Thewes", "Linksh")),
        (("Tommaso (il figlio di Ilaria) dorme da noi. È celiaco, quindi niente pane.",), ("Tommaso", "celiaco")),
        (("so my mum's getting her hip done. 6th of October at the Royal Pendeford",), ("hip", "6 October")),
        (("the allotment came through!!! plot 17b, after FOUR years",), ("allotment", "17b")),
    ],
)  # fmt: skip
def test_a_memory_says_of_whom_it_is(texts: tuple[str, ...], words: tuple[str, ...]) -> None:
    made = kept(*texts)

    assert any(all(word in body for word in words) for _, body in made), made


@pytest.mark.parametrize(
    "text",
    [
        "Before I forget: Oluchi, my charge nurse, is coeliac, so the cake I bake for her birthday is gluten free",
        "Tommaso dorme da noi. È celiaco, quindi niente pane normale",
        "my son eats everything. never smoked, always has been a runner",
        "that's the final Advent rota, file it somewhere I can find it",
        "Greta will fetch him, I hate that roundabout",
    ],
)
def test_the_core_takes_nothing_said_of_others(text: str) -> None:
    assert "core" not in [kind for kind, _ in kept(text)]


def test_the_core_takes_what_the_user_says_of_themselves() -> None:
    assert "core" in [kind for kind, _ in kept("btw I'm allergic to penicillin")]


@pytest.mark.parametrize(
    "said",
    [
        "Felt like climbing a mast.",
        "Kindly swap them, dears.",
        "sessantadue è troppo, nessuno paga",
        "later, can't find it yet",
        "We close then, and the evening is wrong as well.",
    ],
)
def test_what_names_nothing_has_no_name(said: str) -> None:
    assert claims.noun(said) == ""


def _utterance(text: str) -> Utterance:
    now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    return Utterance(Turn(ObservationId(ids.new(now)), now, text, "chat", "", Role.USER), text, Voice.USER)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Records unit of the infirmary, encoder", ""),
        ("Kindly note the second letter", ""),
        ("Bronwen covers the till", "Bronwen"),
        ("Bronwen grew up in Hull", "Bronwen"),
        ("Bronwen and mustard is right", "Bronwen"),
    ],
)
def test_a_word_that_only_begins_a_sentence_is_nobody(said: str, about: str) -> None:
    found = claims.of_material(Material((_utterance(said),), ZoneInfo("UTC")))

    assert [one.about for one in found] == ([about] if about else [])
