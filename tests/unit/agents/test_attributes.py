"""What is asked for by its name is not answered by a text in which nothing of the kind stands."""

from __future__ import annotations

import pytest

from agents import attributes


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much deposit has Mrs Pemberthy paid?", "quoted her £1,180 for the kitchen ring"),
        ("Wie hoch war die Kaution?", "Die Miete ist 1.040 Euro warm"),
        ("Qual è il cognome di Oksana?", "la nonna ha la badante nuova, si chiama Oksana, 11 euro l'ora"),
        ("What is Mrs Aldous's date of birth?", "new lady from tomorrow, Mrs Aldous, 6 Mallow Court"),
        ("What was Ottilie's birth weight?", "Ottilie had her one-year jabs. 9.4 kg!"),
        ("What colour are Iris's wellies?", "Only Piotr and Granny Jo may collect Iris"),
        ("How tall is Rufus?", "Parents' evening Thursday 12 November 2026"),
        ("What was mum's blood pressure reading?", "mum takes amlodipine 5 mg in the morning"),
        ("What is Tamsin's phone number?", "2,400 flat, half now, half on delivery, due 14 May"),
        ("In which hotel will I stay?", "accepted as a talk at LakeArchive 2026 (8-10 September, Tartu)"),
        ("Which school does Barnaby go to?", "he'll be 11 in October, the junior brass band"),
        ("Welche Schule besucht Mila?", "Mila wird im Oktober elf"),
        ("Wer wird Wiebkes Nachfolgerin?", "Wiebke geht zum 1. Oktober auf die Kinderstation"),
        ("What is Hugo's blood type?", "Hugo has his check-up on Friday at 9"),
        ("Which knee hurts?", "On the aisle my knee gets knocked by every trolley"),
        ("Where did Hettie move to?", "Oluchi does the list now, since Hettie has moved away"),
        (
            "In welcher Straße liegt die neue Wohnung?",
            "Pass, Mietvertrag und die Bestätigung von Frau Wieczorek",
        ),
        ("妈妈的血型是什么？", "妈妈周五去体检"),
        ("舅舅叫什么名字？", "舅舅送来一箱橘子"),
        ("体检中心在几楼？", "体检中心周一休息"),
        ("朵朵分到几班？", "朵朵九月上小学，班主任姓秦"),
        ("停车费多少钱？", "停车场周六 (Saturday 9 May 2026)关门"),
        ("外婆是哪一年去世的？", "清明 (Sunday 5 April 2026)给外婆扫墓"),
        ("爷爷的车牌号是多少？", "爷爷买了新车"),
        ("In which hospital is the knee operation?", "Linnea's knee op is on 9 June"),
        ("In quale ospedale si è operato Ottavio?", "Ottavio si è operato all'anca"),
        ("What make is my car?", "in the car most of the day, you get read out loud to me"),
        ("At what time does the van come?", "they come on Fridays, Wednesday is over"),
        ("Um wie viel Uhr fährt der Zug?", "Reservier mir was für die Fahrt am 3. März"),
        ("面试几点开始?", "下周三去苏州面试"),
        ("What is the number of our room?", "1 double room, 2 adults, half board"),
        ("Which belt does Elif have?", "Elif has judo on Mondays"),
    ],
)
def test_what_is_asked_for_by_its_name_is_lacking(question: str, text: str) -> None:
    assert attributes.lacking(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much deposit has Mrs Pemberthy paid?", "she paid a £200 deposit"),
        ("What is Kasia's surname?", "she's keeping her own name, Wilczak"),
        ("What is Kasia's surname?", "Kasia Wilczak rang"),
        ("When was Noemi born?", "Noemi's birthday is 4 May 2016"),
        ("What colour is the new gate?", "we painted the gate dark green"),
        ("Welche Farbe hat das Tor?", "das Tor ist jetzt dunkelgrün, nein, rot"),
        ("How tall is Rufus?", "Rufus is 1.32 m now"),
        ("What is Tamsin's phone number?", "Tamsin: 07700 900764"),
        ("What is Tamsin's phone number?", "Tamsin, [private hidden]"),
        ("In which hotel will I stay?", "2 nights, single room at the Linden"),
        ("Which school does Barnaby go to?", "Barnaby starts at Pennerby Grammar School"),
        ("Which knee hurts?", "the left one, since Monday"),
        ("Where did Hettie move to?", "Hettie moved to Kiel"),
        ("In welcher Straße wohnt er?", "Am Mühlkanal 7 in Westerau"),
        ("How long will the appointment take?", "it takes half an hour"),
        ("How long will the appointment take?", "about 40 minutes"),
        ("Where does Barnaby live?", "Barnaby lives in Kiel"),
        ("What do I drink?", "tea with milk"),
        ("In which hospital is the knee operation?", "the hip is done at St Mary's"),
        ("Welches Krankenhaus ist es?", "im Klinikum Nord"),
        ("What make is my car?", "I bought a Skoda in May"),
        ("At what time does the van come?", "the van comes at ten"),
        ("At what time does the van come?", "half past six, every day"),
        ("Um wie viel Uhr fährt der Zug?", "der Zug fährt um halb acht"),
        ("A che ora arriva?", "arriva alle otto"),
        ("面试几点开始?", "面试下午两点"),
        ("What is the number of our room?", "you have room 14"),
    ],
)
def test_what_is_told_in_any_words_is_not_lacking(question: str, text: str) -> None:
    assert not attributes.lacking(question, text)
