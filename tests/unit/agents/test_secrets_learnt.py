"""Which spans of a learnt finder count, how far they go and what they are called."""

from __future__ import annotations

import pytest

from agents import secrets
from agents.ports import SecretSpan
from agents.secrets import Found, SecretKind, learnt

MIDDLING, HIGH, HIGHEST = 0.8, 0.96, 0.995


def _found(text: str, span: str, chance: float) -> list[str]:
    first = text.index(span)
    one = SecretSpan(first, first + len(span), chance)
    return [text[found.first : found.last] for found in learnt.found(text, [one])]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("the garage wants 4417 and then the hash", "4417", "4417"),
        ("the garage wants 4417 and then the hash", " 4417 and then ", "4417"),
        ("the router sticker says qx7-marl-22, I never changed it", "7-marl", "qx7-marl-22"),
        ("The locker? (it's 5 9 9 2)", "(it's 5 9 9 2)", "5 9 9 2"),
        ("now it's Brindle!Gate.", "dle!Gate.", "Brindle!Gate"),
        ("is it still 4417?", "4417", "4417"),
        ("was it Nimbus_4417!?", "Nimbus", "Nimbus_4417"),
        ("车库要输4417然后按井号", "4417", "4417"),
        ("postgres://ana:gT7-vole@stg", "7-vole", "gT7-vole"),
    ],
)
def test_a_secret_is_its_whole_word_without_what_is_around_it(text: str, span: str, value: str) -> None:
    assert _found(text, span, MIDDLING) == [value]


def test_spans_that_come_to_touch_are_one() -> None:
    text = "it is Orchard_lamp_9 today"
    pieces = [SecretSpan(6, 9, 0.6), SecretSpan(14, 18, 0.9)]

    (found,) = learnt.found(text, pieces)

    assert text[found.first : found.last] == "Orchard_lamp_9"


def test_what_the_finder_is_not_sure_of_does_not_count() -> None:
    assert not _found("the garage wants 4417", "4417", learnt.LEAST - 0.01)
    assert _found("the garage wants 4417", "4417", learnt.LEAST)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("your order 4500178832 is on its way", "4500178832"),
        ("booking number: 902-4929 for Friday", "902-4929"),
        ("Die Rechnung Nr. 4417 ist offen", "4417"),
        ("unter der Störungsnummer 4-880-12", "4-880-12"),
        ("il volo 4417 parte alle nove", "4417"),
        ("room 4417 is upstairs", "4417"),
        ("I have a new call sign, OE5KZT.", "OE5KZT"),
    ],
)
def test_the_number_of_an_order_or_a_room_needs_a_higher_chance(text: str, span: str) -> None:
    assert not _found(text, span, HIGH)
    assert _found(text, span, HIGHEST)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("let's meet on 24.12.2025 at noon", "24.12.2025"),
        ("we were there on 3 March 2024", "March 2024"),
        ("the bridge moves to 14:30", "14:30"),
        ("they paid $1,284.50 for it", "1,284.50"),
        ("dial in at 0800 555 0142", "555 0142"),
        ("call +44 7700 900418", "44 7700"),
        ("write to ada@brightmoor.example", "ada@brightmoor.example"),
        ("see https://brightmoor.example/a7x9", "https://brightmoor.example/a7x9"),
        ("then press F12", "F12"),
    ],
)
def test_dates_times_prices_numbers_and_addresses_need_a_very_high_chance(text: str, span: str) -> None:
    assert not _found(text, span, HIGH)
    assert _found(text, span, 0.995)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("the oil is SAE 20 I think", "SAE 20"),
        ("we live at Lindenplatz 3", "Lindenplatz 3"),
        ("see number 28", "28"),
    ],
)
def test_short_values_and_words_with_a_number_need_a_higher_chance(text: str, span: str) -> None:
    assert not _found(text, span, learnt.LEAST)
    assert _found(text, span, HIGH)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("the florist sends half of it back to us, R4 500", "R4 500"),
        ("so Kwame owes me the rest, GH₵ 3,200", "GH₵ 3,200"),
        ("dann fehlen dem Verein noch kr 12 400", "kr 12 400"),
        ("la caparra torna tutta indietro, 2 300 zł", "2 300 zł"),
        ("she wants it all in one go, NT$ 42,000", "42,000"),
        ("押金全退给我了,RM 1,850", "RM 1,850"),
    ],
)
def test_money_of_a_currency_with_letters_is_no_secret(text: str, span: str) -> None:
    assert not _found(text, span, HIGH)
    assert _found(text, span, HIGHEST)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("the password is R4 500", "R4 500"),
        ("you open the shed's lock with R4 500", "R4 500"),
        ("it's kr7500x now", "kr7500x"),
    ],
)
def test_what_opens_something_is_a_secret_though_it_looks_like_money(text: str, span: str) -> None:
    assert _found(text, span, HIGH)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("zwei neue dazu, also jetzt 23 Rosen im Beet", "23"),
        ("two more came, so it's 31 hens now", "31"),
        ("ne sono arrivate due, adesso 18 arnie in tutto", "18"),
        ("又分了两箱,现在一共16箱", "16"),
    ],
)
def test_how_many_there_are_is_no_secret(text: str, span: str) -> None:
    assert not _found(text, span, HIGH)
    assert _found(text, span, HIGHEST)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("28 unlocks it", "28"),
        ("dann 28 Raute drücken", "28"),
        ("the code is 28 hens", "28"),
        ("28 sblocca tutto", "28"),
    ],
)
def test_a_short_number_that_counts_nothing_is_a_secret_still(text: str, span: str) -> None:
    assert _found(text, span, HIGH)


@pytest.mark.parametrize(
    ("text", "span"),
    [("the shelves R7 and K12 are ours, the lock is new", "K12"), ("new locks; trolley B9 squeaks", "B9")],
)
def test_letters_and_digits_that_name_one_of_a_row_need_a_very_high_chance(text: str, span: str) -> None:
    assert not _found(text, span, HIGH)
    assert _found(text, span, HIGHEST)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("for the print shop it's Mr Okoro, extension 3315", "extension 3315"),
        ("Frau Lenz sitzt jetzt oben, Durchwahl 482-19", "Durchwahl 482-19"),
        ("his extension in the archive is 3315 now, not 3308", "3308"),
        ("档案室的分机是3315", "3315"),
    ],
)
def test_the_extension_of_somebody_is_no_secret(text: str, span: str) -> None:
    assert not _found(text, span, HIGHEST)


def test_behind_an_extension_a_code_is_a_secret_still() -> None:
    assert _found("ring extension 3315 and give the code 7264", "7264", HIGH)


def test_what_is_asked_to_be_done_with_a_secret_is_none() -> None:
    assert not _found("das Kennwort von der Haftnotiz bitte gut verstauen", "verstauen", 0.9)
    assert _found("das Kennwort von der Haftnotiz ist verstauen", "verstauen", 0.9)


def test_who_somebody_is_is_no_secret() -> None:
    assert not _found("User's line manager is Ottilie Brackwater", "Ottilie Brackwater", HIGHEST)
    assert _found("the password is Ottilie Brackwater", "Ottilie Brackwater", 0.9)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("我们上个月搬到杉木街了 门牌 2-3-604 挺安静的", "2-3-604"),
        ("老周住的是 11-902 别送错", "是 11-902"),
        ("快递地址写 8-1-1705 就行", "8-1-1705"),
        ("以后都用 MarshBirds-v3 训练", "MarshBirds-v3"),
        ("we train on tide_set_v2.1 now", "tide_set_v2.1"),
    ],
)
def test_a_home_by_its_numbers_and_a_name_with_its_version_are_no_secrets(text: str, span: str) -> None:
    assert not _found(text, span, HIGH)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("住的地方门锁 2-3-604", "2-3-604"),
        ("搬家后密码是 11-902", "11-902"),
        ("单元门按 8-1-1705 就开", "8-1-1705"),
        ("先按 2-3-604 再说", "2-3-604"),
        ("the portal password is MarshBirds-v3", "MarshBirds-v3"),
    ],
)
def test_what_is_written_so_and_opens_something_is_a_secret(text: str, span: str) -> None:
    assert _found(text, span, HIGH) == [span]


@pytest.mark.parametrize(
    "text", ["no, buonanotte", "nein, gute Nacht", "that's all, goodnight", "ok grazie ciao"]
)
def test_who_takes_leave_tells_no_secret(text: str) -> None:
    assert not _found(text, text.rsplit(maxsplit=1)[-1], HIGHEST)


def test_what_is_written_just_as_another_secret_of_the_text_is_one_too() -> None:
    text = "keep these: k7fm-29xq h6rb-51vd and the number 5162-3390"
    spans = [SecretSpan(12, 21, 0.97), SecretSpan(22, 31, 0.5), SecretSpan(47, 56, 0.5)]

    assert [text[one.first : one.last] for one in learnt.found(text, spans)] == ["k7fm-29xq", "h6rb-51vd"]


def test_plain_words_need_a_very_high_chance() -> None:
    assert not _found("I love kundalini yoga", "kundalini", HIGH)
    assert not _found("we ate parsley! Veggies too", "parsley! Veggies", HIGH)
    assert not _found("we stay, promise! Barley & Rye know of it", "promise! Barley &", HIGH)
    assert _found("first pet? I told them Waffles", "Waffles", HIGHEST) == ["Waffles"]
    assert _found("first pet? I told them Waffles2", "Waffles2", MIDDLING) == ["Waffles2"]


def test_the_name_of_a_place_that_somebody_goes_to_needs_the_highest_chance() -> None:
    assert not _found("Imelda is giving me a lift to Fennimore Barn", "Fennimore Barn", HIGHEST)
    assert not _found("unser Umzug nach Haus Bergkamm", "Haus Bergkamm", HIGHEST)
    assert _found("the phrase goes to the guard: Fennimore Barn", "Fennimore Barn", HIGHEST)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("the safe word is pineapple", "pineapple"),
        ("first pet? I told them Waffles", "Waffles"),
        ("alla domanda di sicurezza ho scritto Brontolo", "Brontolo"),
    ],
)
def test_plain_words_behind_what_asks_for_some_need_less(text: str, span: str) -> None:
    assert _found(text, span, 0.9)
    assert not _found(f"my favourite book was {span}", span, 0.9)


@pytest.mark.parametrize(
    "span",
    [
        "7",
        "and then you were there",
        "a whole sentence about how the evening went with all of our friends",
        "x9" * 41,
        "[pin hidden]",
        "pin hidden",
    ],
)
def test_single_signs_sentences_and_markers_are_no_secrets(span: str) -> None:
    text = f"so [pin hidden] it is {span} ."

    assert not _found(text, span, HIGHEST)


@pytest.mark.parametrize(
    ("value", "kind", "label"),
    [
        ("4417", SecretKind.PIN, "code"),
        ("44 17-9#", SecretKind.PIN, "code"),
        ("star 2 2 8 5 hash", SecretKind.PIN, "code"),
        ("qx7-marl-22", SecretKind.PASSWORD, "password"),
        ("Waffles", SecretKind.PASSWORD, "password"),
    ],
)
def test_digits_are_a_pin_and_the_rest_passwords(value: str, kind: SecretKind, label: str) -> None:
    assert learnt.found(value, [SecretSpan(0, len(value), HIGHEST)]) == [Found(kind, 0, len(value), label)]


def test_a_question_for_something_else_is_no_question_for_a_secret() -> None:
    assert learnt.question("what opens\nthe shed?", "1907") == "what opens the shed?\n"
    assert not learnt.question("how many came?", "120")
    assert not learnt.question("when was grandpa born?", "1907")
    assert not learnt.question("", "1907")
    assert not learnt.question("that's her shop key, don't keep it", "her invoice, no. 2026-031")
    assert learnt.question("what is the code for the shed", "1907")
    assert not learnt.question("what opens the shed?", "1907 " * 20)
    assert not learnt.question("long " * 20, "1907")


def test_only_what_stands_in_the_answer_is_found_in_it() -> None:
    lead, text = "4411 or what opens it?\n", "1907"
    spans = [SecretSpan(0, 4, HIGHEST), SecretSpan(len(lead), len(lead) + 4, HIGHEST)]

    assert learnt.found_behind(lead, text, spans) == [Found(SecretKind.PIN, 0, 4, "code")]


def test_a_rule_names_what_it_found_a_part_of_and_the_longer_is_masked() -> None:
    text = "The door code is 4417 star"
    whole = Found(SecretKind.PASSWORD, 17, 26, "password")

    masked, (found,) = secrets.masked(text, learnt=[whole])
    (ruled,) = secrets.find(text)

    assert masked == "The door code is [pin hidden]"
    assert (found.kind, found.label) == (ruled.kind, ruled.label) != (whole.kind, whole.label)


def test_what_no_rule_found_is_masked_as_learnt() -> None:
    masked, _ = secrets.masked("it wants 4417x", learnt=[Found(SecretKind.PASSWORD, 9, 14, "password")])

    assert masked == "it wants [password hidden]"
    assert secrets.masked("it wants 4417x")[0] == "it wants 4417x"


@pytest.mark.parametrize(
    ("text", "value", "counts"),
    [
        ("Name des Funknetzes: Dachboden-7", "Dachboden-7", False),
        ("Nome rete (SSID): CasaBrugnoli_5G", "CasaBrugnoli_5G", False),
        ("the network is Teasel-5G", "Teasel-5G", False),
        ("guest network wants Teasel-5G", "Teasel-5G", True),
        (
            'checksum = "553db40610ef67cf776bbeebca7e931151206eb8"',
            "553db40610ef67cf776bbeebca7e931151206eb8",
            False,
        ),
        ("the box takes 553db40610ef", "553db40610ef", True),
        ("The electricity meter reads 45210.", "45210", False),
        ("der Wasserzähler steht auf 11230", "11230", False),
        ("il contatore segna 45210", "45210", False),
        ("the meter cupboard opens with 45210", "45210", True),
        ("the meter box code is 45210", "45210", True),
    ],
)
def test_what_instruments_show_names_of_networks_and_sums_of_files_are_no_secrets(
    text: str, value: str, counts: bool
) -> None:
    first = text.index(value)

    assert bool(learnt.found(text, [SecretSpan(first, first + len(value), 0.999)])) is counts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("new number for Ishaan: 884-515-332", "884-515-332"),
        ("ah, cellulare nuovo: 351 4400193", "351 4400193"),
        ("Telefon von Bert: 0171 4450193", "0171 4450193"),
        ("他的新电话是 186 5512 7790", "186 5512 7790"),
    ],
)
def test_a_number_to_call_is_no_secret(text: str, number: str) -> None:
    assert not _found(text, number, HIGHEST)


def test_a_code_beside_a_telephone_is_one() -> None:
    assert _found("my phone's pin is 884-515-332", "884-515-332", HIGHEST)
    assert _found("phone banking code: 884-515-332", "884-515-332", HIGHEST)
