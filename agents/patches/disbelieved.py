"""A note of what a screen just showed, where the user says that the screen is wrong, and how it is: "The sign says …".

The page and the note are of one thing, by its name; the user's words need not name it again. Nothing is taken from the
page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agents import claims, instructions, news, sentences, stems
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off, title_of
from agents.kinds import Rules
from agents.patches import listed, meant, own, parts, values
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Recall
from storage.model import BodyFields, Change, Memory

_PAGE = (
    r"(?:page|site|website|web ?page|app|listing|entry|pdf|sheet|poster|leaflet|flyer|map|timetable|"
    r"calendar|post|document|screen)"
)
_DISBELIEVES = lazy(
    rf"\b(?:don['’]?t|do not|never) (?:believe|trust|go by|mind|rely on|use) (?:what )?(?:that|this|"
    rf"the|their) (?:\w+ )?{_PAGE}\b|"
    rf"\b(?:forget|ignore|disregard|never mind) (?:what )?(?:that|this|the|their) (?:\w+ )?{_PAGE}\b|"
    rf"\b(?:that|this|the|their) (?:\w+ )?{_PAGE}(?: (?:i had open|there|says that))?(?:['’]s| is| was)? (?:\w+ )?"
    r"(?:wrong|old|out of date|outdated|stale|ancient|not (?:right|true|up to date)|rubbish|nonsense|years old)\b|"
    r"\b(?:die|der|das|diese[rs]?) (?:\w*seite|website|webseite|app|pdf|plan|aushang|eintrag|fahrplan|zettel) "
    r"(?:\w+ ){0,3}?(?:vergessen|falsch|veraltet|alt|stimmt (?:so |auch )?nicht|nicht aktuell|von gestern)\b|"
    r"\b(?:glaub|trau)\w* (?:der|dem|dieser|diesem) (?:\w*seite|website|app|pdf|plan|eintrag)\b.{0,12}\bnicht\b|"
    r"\b(?:la pagina|il sito|l['’]app|il pdf|la scheda|l['’]orario) (?:\w+ ){0,3}?(?:vecchi\w|"
    r"sbagliat\w|non aggiornat\w|"
    r"da dimenticare)\b|\bnon (?:credere|fidarti|badare) (?:\w+ )?(?:pagina|sito|app|pdf)\b|"
    r"(?:页面|网页|网站|平台|通知|页|软件|地图|公众号|海报)[^。！？\n]{0,12}(?:忘了改|没改|不对|错了|写错|是旧的|旧|过期|过时|没更新|别信|"
    r"不准)|别(?:信|照)[^。，]{0,6}(?:页面|网页|网站|平台|那个)",
    re.IGNORECASE,
)
# Who tells how it is: "the sign says", "on the note at the door it says".
_SAYS = lazy(
    r"^(?:(?:the|a) (?:sign|note|notice|board|paper|sticker|woman|man|lady|guy|person|receptionist|staff)"
    r"(?: (?:on|at|by|in) the \w+)? (?:says?|said|reads?|told me)(?: that)?|it(?:['’]s| is) (?:really|actually)|"
    r"auf dem \w+ (?:steht|stand)|am \w+ (?:steht|stand)|da steht|sul cartello c['’]è scritto|il cartello dice|"
    r"(?:门口|牌子|门上|老师|店员)[^，。]{0,8}(?:写着|说)(?:是)?)[:：,，]?\s*",
    re.IGNORECASE,
)
_REASON = "the user says that a page is wrong"


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What takes the place of the one note that a disbelieved page is about."""
    for utterance in material.said_by(Voice.USER) if material.in_view else ():
        if is_read_off(utterance.observation) or instructions.looks_like_instruction(utterance.text):
            continue
        spoken = sentences.split(sentences.own(utterance.text))
        if not any(_DISBELIEVES.search(one) and not sentences.ends_asking(one) for one in spoken):
            continue
        pages = material.just_seen(utterance)
        told = [_SAYS.sub("", one) for one in spoken if _tells_how_it_is(one)]
        if pages and told:
            said = Said(tuple(told), utterance, material.zone)
            yield from _changed(pages[-1], spoken, said, rules, drafts)


def _changed(
    page: Utterance, spoken: Sequence[str], said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Change]:
    shown = f"{title_of(page.observation)}\n{page.text}\n{' '.join(spoken)}"
    pool = meant.known(replace(said, sentences=(shown,)), rules, drafts)
    fitting = [
        one
        for one in pool
        if rules[one.kind].kind.recall is not Recall.ALWAYS
        and drafts.latest(one) == one
        and not one.body.get("steps")
        and _is_named(one, shown)
        and _has_values_of(one.text, said.text)
    ]
    mine = [one for one in fitting if _is_named(one, " ".join(spoken))]
    fitting = mine if len(fitting) > 1 else fitting
    if len(fitting) == 1:
        memory = fitting[0]
        kind = rules[memory.kind].kind
        text = str(memory.body.get(kind.text_field, ""))
        anew = _anew(text, said)
        if anew != text:
            drafts.knows(memory)
            body: BodyFields = {**memory.body, kind.text_field: anew}
            body |= parts.timed(memory.body, body, said, kind)
            yield said.revises(memory, body, said.text, _REASON)


def _anew(text: str, said: Said) -> str:
    """A text with the words in the place of those of its parts that told days, hours and numbers."""
    exchanged = values.told(text, said)
    new, kept = (set(news.NUMBERS.findall(one)) for one in (said.text, exchanged))
    if exchanged != text and new <= kept and listed.days_of(said.text) <= listed.days_of(exchanged):
        return exchanged
    rest = [one for one in _PARTS.split(text) if not _has_values_of(one, said.text)]
    return ", ".join([*rest, claims.third_person(said.text, claims.USER).rstrip("。. ")])


_PARTS = lazy(r"\s*[,;，；]\s*(?!\d)")


def _tells_how_it_is(sentence: str) -> bool:
    """Whether a sentence tells days, hours or amounts as they are, of nobody's own doing."""
    if _DISBELIEVES.search(sentence) or sentences.ends_asking(sentence) or own.is_conditional(sentence):
        return False
    hours, days = values.clocks_of(sentence), listed.days_of(sentence)
    return bool(hours or days or news.NUMBERS.search(sentence)) and not _MY_DOING.search(sentence)


_MY_DOING = lazy(
    r"^(?:and |so |but )?(?:I|ich|io|我)(?:['’]\w+)? |\b(?:da war ich|war ich|ero)\b|\byesterday\b|"
    r"\bgestern\b|\bieri\b|昨天",
    re.IGNORECASE,
)


def _is_named(memory: Memory, shown: str) -> bool:
    """Whether a page or what is said of it names what a note is about, by all words of its title."""
    title = stems.held(memory.title) - meant.WEAK
    if memory.title and not memory.title.isascii():
        return memory.title in shown or _shares_a_word(memory.title, shown)
    return bool(title) and title <= stems.held(shown)


def _shares_a_word(title: str, shown: str) -> bool:
    """Whether the last four signs of a Chinese title stand in a text: "营业时间" of 面馆营业时间."""
    return len(title) >= _SIGNS and title[-_SIGNS:] in shown


_SIGNS = 4


def _has_values_of(text: str, said: str) -> bool:
    """Whether a text tells what words tell anew: hours where they tell hours, else days, else numbers."""
    for found in (values.clocks_of, listed.days_of):
        if found(said):
            return bool(found(text))
    return bool(news.NUMBERS.search(text))
