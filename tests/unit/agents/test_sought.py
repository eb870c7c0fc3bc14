"""Whether a text holds a thing of the kind that was asked for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import question, sought
from tests.fakes.reading import at

ZONE = ZoneInfo("UTC")
SAID = at("2026-03-09T10:00")


def missing(asked: str, text: str) -> bool:
    return sought.missing(question.parse(asked, SAID, ZONE), text, text, SAID, ZONE)


@pytest.mark.parametrize(
    ("asked", "without", "holding"),
    [
        (
            "How old is Chipo?",
            "At home: my wife and the two kids, Chipo and Tawanda.",
            "Chipo is nine now.",
        ),
        ("How old is Marit?", "Marit swims on Mondays at 17:45.", "Marit is 17 years old."),
        ("At what time does the ferry go?", "It goes on Saturday 7 November 2026.", "It goes at 6."),
        ("How old is the dog?", "Line 9, sign-on is at 4:50.", "Nougat (the greyhound, she's 6) is fine."),
        ("What is her e-mail address?", "You reach her on +49 30 23125.", "Write to ana@kranz.example."),
        (
            "What does a bag of house blend cost?",
            "The house blend comes at 8.40 in the morning.",
            "House blend sells at 8.40 per 250 g bag.",
        ),
        ("What does the decaf cost?", "Decaf is ground at 9.15.", "Decaf went up to 8.60."),
        ("What do I earn?", "I drive trams in Gothenburg.", "They pay me 2,900 a month."),
        ("Was hat die Behandlung gekostet?", "Kontrolle ist am 9. März um 16:15.", "Die Rechnung: 84 Euro."),
        ("When is the next lesson?", "She teaches the piano.", "The lessons are on Thursdays."),
        ("How many eggs are left?", "There are eggs in the fridge.", "Only three eggs."),
        ("How expensive is the vase?", "The vase is here from 14.30 on.", "The vase: 49.00 EUR"),
        ("What does a session cost?", "The site says six, it is half six now.", "A session is 12 euros."),
        (
            "How old is the user's father?",
            "Mum turned 84 and we had everybody round.",
            "Dad turned 84 and we had everybody round.",
        ),
        ("How old is the user?", "Her name is Selam, she is 9 years old.", "I am 41, you know."),
        (
            "What is the name of the user's wife?",
            "Kerensa is getting married.",
            "My wife Kerensa sends love.",
        ),
        ("Does the user have children?", "I teach that group until Christmas.", "My two sons are at sea."),
        ("How is Ottilie related to me?", "Making this for Ottilie.", "Cousin Ottilie is coming."),
        (
            "Which variety of leek is planned?",
            "Bed D: leek, 11 Apr",
            "Bed D: leek, an old variety, Musselburgh",
        ),
        (
            "Which floor does the user live on?",
            "Please use the back stairs.",
            "User lives on the third floor.",
        ),
        (
            "What are the tablets for?",
            "No beer, I'm on tablets till Monday.",
            "The tablets are for the tooth.",
        ),
        (
            "What is the sister-in-law's name?",
            "She plays for Rowan Vale. My sister-in-law took the photos.",
            "My sister-in-law Petronella took the photos.",
        ),
        (
            "What is the gardener's name?",
            "The gardener comes on Tuesdays.",
            "The gardener, Ruaridh, comes on Tuesdays.",
        ),
        (
            "What is the dog called?",
            "Passengers: Kari Moe, Odd Moe 1 dog (in the car)",
            "Biter (dog, 4) in the car",
        ),
        (
            "What is my mother-in-law's first name?",
            "We are at my mother-in-law's in Keswick till July.",
            "We are at my mother-in-law Constance's.",
        ),
        (
            "What is Prisca's surname?",
            "The new aide is Prisca from Wansbeck.",
            "Prisca Hall is the new aide.",
        ),
        ("What is the boy's surname?", "The boy came late.", "He signs as Mr Okonedo."),
        (
            "What is my brother's girlfriend called?",
            "He has a girlfriend now.",
            "His girlfriend Sioned sings.",
        ),
        ("What is the boat called?", "We painted the boat on Sunday.", "She is called Petrel."),
        ("Wie heißt der Kater?", "Die Decke hat der Kater zerrissen.", "Unser Kater Moritz schläft."),
        ("Come si chiama il dentista?", "Oggi no, ho il dentista.", "Il dentista, Brunelli, chiama domani."),
        (
            "What did Petra pay for the horse?",
            "Petra says the horse is 14 years old.",
            "Petra paid 900 for it.",
        ),
        ("How much does the barn charge?", "The barn, 12 children, 14:00.", "The barn: £180 for two hours."),
        ("What is the rent?", "The flat is 25 minutes from school.", "The flat is 640 a month."),
        ("What does the van cost?", "I pick up the van on Saturday at 8.", "The van is 90 a day."),
        ("Was kostet die Treppe?", "Die Treppe hat 17 Steigungen.", "Für die Treppe verlange ich 2900."),
        ("What does the pass cost?", "The pass is for zones 1-4.", "Pass, zones 1-4, August 89.90"),
        ("How much do they charge?", "They shut at 12 all winter.", "They charge 12 each."),
        ("How many of the bowls have been sold?", "36 plates glazed blue.", "Two of the bowls are gone."),
        ("Wie viele Hühner habe ich?", "Im Stall sind 12 Hasen.", "Im Stall sind 12 Hühner."),
        ("What is the booking number?", "Page 5 of the guide.", "Booking NF-88213."),
        ("What is the phone number of the garage?", "Ring the garage.", "The garage: 0431 556 010."),
    ],
)
def test_what_holds_nothing_of_the_kind_is_told_from_what_does(
    asked: str, without: str, holding: str
) -> None:
    assert missing(asked, without)
    assert not missing(asked, holding)


def test_a_thing_without_a_form_is_never_missing() -> None:
    assert not missing("What does Ana like?", "Ana likes plums.")


def test_when_something_was_done_may_be_told_by_when_it_was_said() -> None:
    assert not missing("When did we eat the soup?", "We had the soup by the harbour.")


@pytest.mark.parametrize(
    ("asked", "without", "holding"),
    [
        (
            "When is the roof mended?",
            "The roof leaks above the stairs.",
            "The roofer comes after Easter.",
        ),
        ("What did the plumber charge?", "The plumber was here at last.", "The plumber took sixty quid."),
        ("How many chairs are there?", "The chairs came on 4 May 2026.", "There are eleven chairs."),
        ("When does the lease end?", "The lease is for 9 Marsh Road, 2 floors.", "The lease ends weds."),
    ],
)
def test_a_quotation_without_a_value_must_tell_of_one(asked: str, without: str, holding: str) -> None:
    parsed = question.parse(asked, SAID, ZONE)

    assert sought.unvalued(parsed, without, SAID, ZONE)
    assert not sought.unvalued(parsed, holding, SAID, ZONE)


@pytest.mark.parametrize(
    ("asked", "without", "holding"),
    [
        ("How many pupils do I have?", "Three pages at most, please.", "I teach nine pupils."),
        ("How many brass bells are there?", "The tower has 112 steps.", "There are six of them."),
    ],
)
def test_what_is_counted_must_be_told(asked: str, without: str, holding: str) -> None:
    parsed = question.parse(asked, SAID, ZONE)

    assert sought.uncounted(parsed, without)
    assert not sought.uncounted(parsed, holding)
