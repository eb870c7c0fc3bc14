"""What somebody takes, when words give its dose or its hour anew: "she halved the ramipril, at bedtime from now on"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agents import claims, sentences, stems
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import ended, marks, own
from agents.patches.meant import may_change, near
from agents.patches.said import QUOTED, Said, with_line
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change, Memory

_REASON = "the user says that the dose changed"
_AMOUNT = r"(?P<amount>\d+(?:[.,]\d+)?)\s?(?P<unit>mg|milligram\w*|µg|mcg|ml|iu|i\.e\.|g|毫克)(?![\w/])"
_NO_NAMES = frozenset(
    map(
        stems.stem,
        "user takes take taking on gets uses nimmt bekommt prende assume of the a an one two half tablet tablets "
        "pill pills dose capsule tablette tabletten compressa compresse is from von di mg now daily every day each "
        "twice once before after "
        "jeden täglich morgens abends ogni mattina sera medication against "
        "for with morning evening night breakfast dinner lunch bedtime mother father".split(),
    )
)
_DOSE = lazy(
    rf"(?:(?P<name>[^\W\d_][\w-]{{3,}})(?:,|:| at| to| is| is now)? )?(?<![\w.,]){_AMOUNT}"
    r"(?: (?:(?:of|von|di|d['’]) ?)?(?:the )?(?P<of>[^\W\d_][\w-]{3,}))?",
    re.IGNORECASE,
)
# When something is taken: the part of the day, or by what.
_WHEN = lazy(
    r"\b(?:(?:in the|every|each) (?:early )?(?:mornings?|afternoons?|evenings?)|(?:mornings|evenings)|at "
    r"(?:night|bedtime|noon|lunch(?:time)?)|before (?:bed|going to bed|breakfast|lunch|dinner)|"
    r"(?:with|after) (?:breakfast|lunch|dinner|supper)|(?:morgens|mittags|abends|nachts|zur nacht|"
    r"vor dem (?:schlafengehen|schlafen|frühstück)|(?:am|jeden) (?:morgen|abend|mittag)|"
    r"(?:zum|nach dem) (?:frühstück|abendessen))|(?:al|la|di|ogni) (?:mattin[oa]|sera|notte)|"
    r"prima di (?:dormire|andare a letto|coricar\w+|cena|colazione)|(?:a|dopo) (?:colazione|pranzo|cena))\b"
    r"|(?:每天)?(?:早上|中午|晚上|睡前)",
    re.IGNORECASE,
)
# That a dose is otherwise from then on.
_ANEW = lazy(
    r"\b(?:halv(?:ed|es|ing)|doubl(?:ed|es|ing)|tripled|cut|up(?:ped|s)|rais\w+|lower\w+|reduc\w+|increas\w+|"
    r"decreas\w+|bumped|dropped|adjusted|put (?:me |it |the \w+ |my \w+ )?(?:on|up|down)|brought (?:it )?down|"
    r"(?:goes|going|go|went|gone) (?:up|down)|(?:up|down) to|step(?:ped|ping)|taper\w*|"
    r"halbier\w*|verdoppel\w*|erhöh\w*|reduzier\w*|gesenkt|herabgesetzt|hochgesetzt|angehoben|"
    r"dimezzat\w|raddoppiat\w|aument\w+|ridott\w|abbassat\w|alzat\w|i['’]m to take|(?:am|['’]m) (?:now )?on|"
    r"(?:can|should|have to|must) (?:now )?take)\b|减|加到|改",
    re.IGNORECASE,
)
_HALVED = lazy(r"\b(?:halv(?:ed|es)|halbiert|dimezzat\w)\b|减半", re.IGNORECASE)
_DOUBLED = lazy(r"\b(?:doubl(?:ed|es)|verdoppelt|raddoppiat\w)\b|加倍|翻倍", re.IGNORECASE)
_STOPPED = lazy(
    r"\b(?:stopp(?:ed|ing) (?:taking |with )?|(?:am|['’]m|is|came|"
    r"come|coming|been|taken|(?:taken|took|taking) (?:me|us)) off|"
    r"quit|no more|dropped|abgesetzt|smesso|sospes\w|tolto|tolta|no longer (?:take|on|need)|nicht mehr|"
    r"se acabó|dejé|arrêté|fini)\b|停了?",
    re.IGNORECASE,
)
# Once, or before: no dose of every day.
_ONCE = lazy(
    r"\b(?:by mistake|by accident|accidentally|used to|was on|were on|years? ago|took|forgot|missed|skipped|yesterday|"
    r"last (?:night|week)|for (?:a|one|two|three|\d+) (?:days?|weeks?)|until|till|run out|running out|out of|"
    r"aus versehen|früher|gestern|vergessen|per sbaglio|ieri|dimenticat\w|not (?:going to|raised|changed|increased)|"
    r"refus\w+|wants?|thinking|considering|might|may|could|would|soll(?:te)? vielleicht|vorrebbe|vuole)\b|昨天|忘",
    re.IGNORECASE,
)
# Sentences that go on about what was named: "I'm to take it at bedtime".
_GOES_ON = lazy(r"\b(?:it|that|them|dose|dosage|sie|es|davon|dosis|la|lo|dose)\b", re.IGNORECASE)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """Every line on what somebody takes, with the dose or the hour that the words give it."""
    if not (_ANEW.search(said.text) or marks.NOW.search(said.text) or _STOPPED.search(said.text)):
        return
    for rule in rules.values():
        if rule.kind.growth not in (Growth.BLOCKS, Growth.REVISE):
            continue
        for memory in near(said.text, rule, drafts):
            told = _told_of(memory, said) if may_change(memory, said, rule) else []
            held = str(memory.body.get(rule.kind.text_field, ""))
            text = _anew(held, told, said) if told else held
            if text != held:
                body = {**memory.body, rule.kind.text_field: text}
                if "details" in rule.kind.body.model_fields:
                    body["details"] = with_line(memory.body, f"{QUOTED}{said.told(said.text)}")
                drafts.knows(memory)
                yield said.revises(memory, body, " ".join(told), _REASON)


def is_of(text: str, told: str) -> bool:
    """Whether words may be on what a text tells a dose of: they name it, or what is taken in its place, or no dose."""
    names = _names(text)
    if not names or any(own.says(told, name) for name in names):
        return True
    return not (_DOSE.search(told) or _HALVED.search(told) or _DOUBLED.search(told)) or bool(
        _INSTEAD.search(told)
    )


def is_once(text: str, told: str) -> bool:
    """Whether words tell of one dose of what a text tells the dose of: what was taken by mistake, or before."""
    return bool(_names(text) and _ONCE.search(told) and not _ANEW.search(told))


_INSTEAD = lazy(
    r"\b(?:instead|switch\w*|replac\w*|swap\w*|statt\w*|umgestellt|invece|al posto)\b|换", re.IGNORECASE
)


def _names(text: str) -> set[str]:
    """What a text tells the dose of."""
    found = {name for match in _DOSE.finditer(text) for name in (match["name"], match["of"]) if name}
    return {name for name in found if stems.stem(name) not in _NO_NAMES}


def _told_of(memory: Memory, said: Said) -> list[str]:
    """The sentences on what a memory tells the dose of: those that name it, and those that go on from them."""
    names = _names(memory.text) if _DOSE.search(memory.text) else set()
    found: list[str] = []
    for sentence in said.sentences if names else ():
        named = any(own.says(sentence, name) for name in names)
        goes_on = bool(found) and not _names(sentence) and _GOES_ON.search(sentence)
        if (named or goes_on) and _is_told(sentence, memory, names):
            found.append(sentence)
    return found


def _is_told(sentence: str, memory: Memory, names: set[str]) -> bool:
    theirs = "|".join(map(re.escape, names))
    of_another = re.search(
        rf"(?:\b(?:his|her|their)|['’]s) (?:[\w-]+ )?(?:{theirs})", sentence, re.IGNORECASE
    )
    return not (
        _ONCE.search(_about_the_dose(sentence))
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_temporary(sentence)
        or marks.PASSING.search(sentence)
        or (of_another and own.is_the_users(memory.text))
        or not own.tells_of(sentence, memory.text)
    )


def _about_the_dose(sentence: str) -> str:
    """A sentence without what goes on behind a dose that is told as another: "doubled, he took the first today"."""
    given = max((match.end() for match in (*_ANEW.finditer(sentence), *_DOSE.finditer(sentence))), default=0)
    behind = re.search(r"[,;] ", sentence[given:])
    if not behind or not _ANEW.search(sentence) or _AMISS.search(sentence):
        return sentence
    return sentence[: given + behind.start()]


_AMISS = lazy(r"\b(?:mistake|accident\w*|wrong\w*|versehen|sbaglio|only|just|nur|solo)\b|误", re.IGNORECASE)


def _anew(text: str, told: Sequence[str], said: Said) -> str:
    """A text with the dose, and when it is taken, that sentences give; the words themselves where they end it."""
    for sentence in told:
        if marks.FOR_OTHERS.search(sentence) or _NEVER.search(sentence):
            continue
        for name in _names(text):
            stopped = re.search(
                rf"(?:{_STOPPED.pattern})[^.,;]{{0,24}}?(?<!\w){re.escape(name)}", sentence, re.IGNORECASE
            )
            behind = re.search(
                rf"(?<!\w){re.escape(name)}[^.,;]{{0,16}}(?:abgesetzt|is off|停)", sentence, re.IGNORECASE
            )
            if (stopped or behind) and not _DOSE.search(sentence):
                return said.told(f"{sentence} {_instead_of_it(sentence, said)}").rstrip(". ")
    whole = " ".join(told)
    if _SEVERAL.search(text) and _WHEN.search(whole) and _DOSE.search(whole):
        # "45 mg in the morning, evening one stays at 30" is not 45 mg twice a day.
        return said.told(whole).rstrip(". ") if _ANEW.search(whole) or marks.NOW.search(whole) else text
    return _at(_dosed(text, whole), whole)


# What is taken more than once a day.
_SEVERAL = lazy(
    r"\b(?:twice|(?:two|three|four|[2-4]) ?(?:x|times)|thrice|mornings? and (?:evenings?|nights?)|"
    r"zwei ?mal|drei ?mal|[2-4] ?mal|"
    r"morgens und abends|due volte|tre volte|[2-4] volte|mattina e sera)\b|[两二三2-4]次|早晚",
    re.IGNORECASE,
)
_NEVER = lazy(r"\b(?:never|nie|(?-i:mai))\b|从没", re.IGNORECASE)


def _instead_of_it(sentence: str, said: Said) -> str:
    """The sentence behind one that ends something, where it tells what there is instead."""
    at = said.sentences.index(sentence)
    behind = said.sentences[at + 1] if at + 1 < len(said.sentences) else ""
    return behind if ended.INSTEAD.match(behind) else ""


def _dosed(text: str, told: str) -> str:
    held = list(_DOSE.finditer(text))
    other = _STOPPED.search(told) or _INSTEAD.search(told)
    if len(held) != 1 or other or not (_ANEW.search(told) or marks.NOW.search(told)):
        return text
    old, unit = held[0]["amount"], _unit(held[0])
    new = {match["amount"] for match in _DOSE.finditer(told) if _unit(match) == unit} - {old}
    if not new and not _DOSE.search(told):
        factor = 0.5 if _HALVED.search(told) else 2.0 if _DOUBLED.search(told) else 0.0
        new = {f"{float(old.replace(',', '.')) * factor:g}"} if factor else new
    if len(new) != 1:
        return text
    return f"{text[: held[0].start('amount')]}{new.pop()}{text[held[0].end('amount') :]}"


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].casefold()
    return "mg" if unit.startswith("milligram") or unit == "毫克" else "µg" if unit == "mcg" else unit


def _at(text: str, told: str) -> str:
    """A text with the part of the day in it that words give for what is taken."""
    held, new = list(_WHEN.finditer(text)), {match[0].casefold(): match[0] for match in _WHEN.finditer(told)}
    new = {key: one for key, one in new.items() if not held or key != held[0][0].casefold()}
    if len(new) != 1 or len(held) > 1 or not (_ANEW.search(told) or marks.NOW.search(told)):
        return text
    at = new.popitem()[1]
    return f"{text[: held[0].start()]}{at}{text[held[0].end() :]}" if held else text
