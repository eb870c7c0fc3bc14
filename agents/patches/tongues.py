"""The language in which the user wants answers, when they say that it is another from now on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agents import claims, sentences
from agents.drafts import Drafts
from agents.finding import Utterance
from agents.kinds import Rules
from agents.patches import marks
from agents.patches.meant import may_change
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change

_REASON = "the user wants answers in another language"
# A language by its English name, and the words for it in the languages that are read here.
_NAMES = {
    "English": r"english|englisch\w*|inglese|anglais|inglés|英文|英语",
    "German": r"german|deutsch\w*|tedesco|allemand|alemán|德文|德语",
    "Italian": r"italian|italienisch\w*|italiano|italien|意大利语",
    "French": r"french|französisch\w*|francese|français|francés|法文|法语",
    "Spanish": r"spanish|spanisch\w*|spagnolo|espagnol|español|castellano|西班牙语",
    "Chinese": r"chinese|mandarin|chinesisch\w*|cinese|chinois|chino|中文|汉语|普通话",
    "Dutch": r"dutch|niederländisch\w*|holländisch\w*|olandese|荷兰语",
    "Portuguese": r"portuguese|portugiesisch\w*|portoghese|葡萄牙语",
    "Polish": r"polish|polnisch\w*|polacco|波兰语",
    "Russian": r"russian|russisch\w*|russo|俄语",
    "Turkish": r"turkish|türkisch\w*|turco|土耳其语",
    "Japanese": r"japanese|japanisch\w*|giapponese|日语|日文",
    "Swedish": r"swedish|schwedisch\w*|svedese|瑞典语",
    "Czech": r"czech|tschechisch\w*|ceco|捷克语",
}
_NAME = "|".join(f"(?:{words})" for words in _NAMES.values())
_LANGUAGE = lazy(
    rf"(?<!\w)(?:{_NAME})(?!\w)|(?:[英德法中日俄]文|[英德法日俄汉]语|意大利语|西班牙语)", re.IGNORECASE
)
# A kept line on the language of answers.
_HELD = lazy(
    r"\b(?:answer\w*|repl(?:y|ies)|responses?|addressed|written to|spoken to|antwort\w*|rispost\w*|réponses?|"
    r"respuestas?)\b|"
    r"回答|回复",
    re.IGNORECASE,
)
_USERS = lazy(r"\b(?:user|nutzer(?:in)?|utente)\b|用户", re.IGNORECASE)
# What is asked for from now on.
_ASKED = lazy(
    r"\b(?:answer(?:s|ing)?|reply|replies|respond|write(?: to me)?|talk|speak|"
    r"antwort\w*|schreib\w*|sprich|red(?:e|en)|rispond\w+|scriv\w+|parla\w*|réponds?|responde\w*|english|deutsch|italiano)\b|回答|回复|说",
    re.IGNORECASE,
)
_STANDING = lazy(
    r"\b(?:from (?:now|here|today|tomorrow) on(?:wards?)?|from (?:today|now|tomorrow)|in (?:the )?future|going "
    r"forward|always|"
    r"switch(?:ing)? to|any ?more|no more|ab (?:jetzt|heute|sofort|morgen)|künftig|in zukunft|immer|nur noch|"
    r"d['’]ora in (?:poi|avanti)|da (?:ora|adesso|oggi|domani)(?: in poi)?|sempre|désormais|à partir de|"
    r"a partir de (?:ahora|hoy)|siempre)\b|以后|今后|从现在|从今天|一直",
    re.IGNORECASE,
)
_ONCE = lazy(
    r"\b(?:this (?:one|time|mail|letter)|just (?:this|now|once)|today only|for once|translate|diesmal|übersetz\w*|"
    r"stavolta|"
    r"traduc\w+|(?:to|for) (?-i:[A-Z])\w+|(?:her|him|them|his|their) |my (?:teacher|boss|mother|father|friend|"
    r"colleague)\w*|"
    r"(?:he|she|they) )\b|这次|翻译",
    re.IGNORECASE,
)
# Where another language than that of all answers is wanted still.
_EXCEPT = lazy(
    r"\b(?:only|except|apart from|but (?:not )?(?:for|in)|nur|außer|bis auf|solo|tranne|eccetto|sauf|excepto)\b|"
    r"只有|除了",
    re.IGNORECASE,
)


def changes(utterance: Utterance, said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The one lasting line on the language of answers, with the language that the user asks for from now on."""
    told = sentences.split(sentences.unquoted(sentences.meant(utterance.text)))
    asked = next(((at, name) for at, one in enumerate(told) if (name := _wanted(one))), None)
    if asked is None:
        return
    at, name = asked
    excepted = [one for one in told[at + 1 : at + 2] if _EXCEPT.search(one) and _LANGUAGE.search(one)]
    for rule in rules.values():
        lines = drafts.current(rule.kind.name) if rule.kind.growth is Growth.BLOCKS else ()
        held = [one for one in lines if _is_on_answers(one.text) and may_change(one, said, rule)]
        if len(held) == 1 and (old := _LANGUAGE.search(held[0].text)) and _named(old[0]) != name:
            value = str(held[0].body.get(rule.kind.text_field, ""))
            place = _LANGUAGE.search(value)
            if place is not None:
                text = f"{value[: place.start()]}{name}{value[place.end() :].rstrip('. ')}"
                body = {**held[0].body, rule.kind.text_field: "; ".join([text, *excepted])}
                drafts.knows(held[0])
                yield said.revises(held[0], body, " ".join([told[at], *excepted]), _REASON)


def _is_on_answers(text: str) -> bool:
    return bool(_HELD.search(text) and _USERS.search(text) and len(_LANGUAGE.findall(text)) == 1)


def _wanted(sentence: str) -> str:
    """The one language that a sentence asks for from now on, by its English name; empty for none."""
    if not (_ASKED.search(sentence) and _STANDING.search(sentence)) or _ONCE.search(sentence):
        return ""
    if marks.PASSING.search(sentence) or sentences.is_supposed(sentence) or claims.is_reported(sentence):
        return ""
    named = [
        _named(match[0])
        for match in _LANGUAGE.finditer(sentence)
        if not _LEFT.search(sentence[: match.start()])
    ]
    return named[0] if len(set(named)) == 1 else ""


# What stands before a language that is left for another.
_LEFT = lazy(
    r"\b(?:no(?: more)?|not|instead of|rather than|from(?! (?:now|today|here))|stop \w+ in|kein|nicht|statt|basta|non|"
    r"invece (?:di|del|dell['’]))\s*(?:in |auf )?$",
    re.IGNORECASE,
)


def _named(word: str) -> str:
    return next((name for name, words in _NAMES.items() if re.fullmatch(words, word, re.IGNORECASE)), "")
