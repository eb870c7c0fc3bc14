"""Offices that one person holds at a time, and words that give one to somebody else."""

from __future__ import annotations

import re

from agents import stems
from agents.patches import meant, own
from agents.patterns import lazy

# Offices that one person holds at a time, and what one has one person for.
_OFFICE = lazy(
    r"\b(?:treasurer|chair(?:man|woman|person)?|secretary|captain|president|head \w+|director|manager|librarian|"
    r"organi[sz]er|conductor|caretaker|editor|deputy|supervisor|tutor|mentor|landlord|landlady|line manager|boss|"
    r"accountant|dentist|gp|lawyer|solicitor|mechanic|hairdresser|barber|betreuer(?:in)?|doktorvater|doktormutter|"
    r"vermieter(?:in)?|hausarzt|hausärztin|zahnarzt|zahnärztin|steuerberater(?:in)?|friseur(?:in)?|relatore|relatrice|"
    r"commercialista|padron[ea] di casa|parrucchier[ea]|meccanico|kassenwart(?:in)?|vorsitzende[rn]?|"
    r"schriftführer(?:in)?|"
    r"leiter(?:in)?|kapitän(?:in)?|trainer(?:in)?|dirigent(?:in)?|tesorier[ea]|presidente|segretari[oa]|capitan[oa]|"
    r"responsabile|direttor[ei]|direttrice|allenator[ei]|allenatrice)\b|"
    r"副?(?:[组会店队班校院馆站社团部处科局所厂船台镇村区楼栋群房旅课排舰机]长|(?:[\u3400-\u9fff]{2})?(?:经理|主任|主管|总监)|主席|"
    r"书记|会计|出纳|秘书|主编|教练|导师|房东|家庭医生|牙医|裁判长|负责人|联系人|对接人|召集人|主持人|管理员|理事|董事长|总裁|课代表|代表|指挥|领队|队医)",
    re.IGNORECASE,
)
_NEWLY = lazy(
    r"\b(?:new|now|elected|voted|appointed|promoted|made|became|becomes|takes? over|took over|since|from|as of|"
    r"neue[rn]?|jetzt|gewählt|ernannt|befördert|wurde|wird|übernimmt|seit|ab|nuov[oa]|ora|adesso|elett[oa]|nominat[oa]|"
    r"promoss[oa]|diventat[oa]|da)\b|新|现在|起|当[选上了]?|选[上为]|升|换|改|由|接|不再|卸任|退|轮到|交给|任命|担任|出任",
    re.IGNORECASE,
)
_I_AM = lazy(
    r"\b(?:i['’]m|i am|i was|i['’]ve been|made me|me (?:as|in)|ich bin|bin ich|ich wurde|wurde ich|mich zu\w*|"
    r"sono|mi hanno)\b|我(?:是|当|成)",
    re.IGNORECASE,
)


def hands_over(sentence: str, note: str) -> bool:
    """Whether a sentence gives an office that a note says somebody holds to somebody else, from now on."""
    offices = {match[0].casefold() for match in _OFFICE.finditer(sentence)}
    held = {match[0].casefold() for match in _OFFICE.finditer(note)}
    if not offices or not held or not _NEWLY.search(sentence):
        return False
    mine, users = bool(_I_AM.search(sentence)), own.is_the_users(note) or own.has_a_line_of_the_user(note)
    if mine and users:
        # It is another office at the same place, and not one beside it.
        return offices != held and not _BESIDE.search(sentence) and _shares_a_place(sentence, note)
    return bool(offices & held) and (
        mine or _HAN_TAKES.search(sentence) is not None or bool(own.new_names(note, sentence))
    )


# Somebody who is named takes an office, or it goes to them.
_HAN_TAKES = lazy(
    r"(?:换成?|换了|改由|改成|由|轮到|交给|选了?|是)[^，。,；]{1,8}(?:来|接|当|担任|做|负责|了|，|。|,|$)|"
    r"(?:当[选上了]?|担任|出任|接任|接替|接手|接了?|升[任为]?|做了?|任)[^，。,；]{0,12}(?:长|经理|主任|主管|总监|主席|书记|会计|"
    r"出纳|秘书|主编|教练|人|员|代表|指挥|领队)"
)
_BESIDE = lazy(
    r"\b(?:too|also|as well|besides|auch|außerdem|zusätzlich|anche|inoltre)\b|也|还|兼", re.IGNORECASE
)


def _shares_a_place(sentence: str, note: str) -> bool:
    """Whether both have a word that is no office and no word of the user's."""
    plain = (set(stems.content(_OFFICE.sub(" ", text))) - meant.WEAK for text in (sentence, note))
    shared = set.intersection(*plain)
    here, there = (set(_HAN.findall(_OFFICE.sub(" ", text))) for text in (sentence, note))
    return bool(shared or here & there)


_HAN = lazy(r"(?=([\u3400-\u9fff]{2}))")
