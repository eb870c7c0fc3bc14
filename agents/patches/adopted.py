"""A value that the user orders to be taken from a page: "take over the new dispatch line from that mail".

The user's own words name the page, and the thing or the sort of value. Only values are exchanged, of a sort that the
note has one of, and no word of the page gets into it; a page that gives orders to machines is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from agents import claims, glosses, instructions, sentences, stems
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off, title_of
from agents.kinds import Rules
from agents.patches import marks, meant, own, pages, parts, reached, signs, sorts
from agents.patches.said import Said, beside_quotes
from agents.patterns import lazy
from storage.kind import with_texts
from storage.model import BodyFields, Change, Decision, Memory, Revise

_PAGE = (
    rf"(?:\w*{pages.NAMED}|screen|screenshot|invoice|bill|chat|text|article|document|file|\w*mail|\w*brief|"
    r"\w*schreiben|rechnung|dokument|datei|bildschirm|webseite|bolletta|fattura|documento|schermata|mail|"
    r"comunicazione|circolare)s?\b"
)
_HAN_PAGE = (
    r"(?:邮件|信|信件|来信|页面|网页|网站|通知|海报|单子|课表|传单|告示|公告|截图|屏幕|群里|消息|短信|"
    r"账单|文件|文档|表格?|那页)"
)
# From a page, by it, or as it has it.
_FROM_PAGE = lazy(
    rf"\b(?:from|off|out of|as (?:in|on|per|stated in|it says (?:in|on))|like (?:in|on)|(?:according|going) to|per|by|"
    rf"with|what|the one (?:in|on)|(?:it|that|which)(?:['’]s| is| was| stands)? (?:in|on)|in|on|follow|trust|use|"
    rf"aus|von|vom|laut|nach|gemäß|wie (?:in|im|auf)|(?:so )?wie es (?:in|im|auf)|(?:das |die |den )?(?:in|im|auf|am)|"
    rf"d(?:a|al|alla|allo|ai|all['’])|da(?:l|lla)? que\w+|come (?:in|da|dice|nella?|sull\w*)|secondo|in base a\w*|"
    rf"(?:su|ne)(?:l|lla|ll['’])|segui) ?"
    rf"(?:(?:the|that|this|his|her|their|our|my|it says|dem|der|die|den|das|diese[mrns]?|jene[mr]|meine[mr]|"
    rf"il|la|lo|l['’]|quell?[ao']?|questa?|questo) ?)?(?:[^\s,.;!?]+ ){{0,3}}?{_PAGE}"
    rf"|(?:照|按照?|依照?|根据|从|以|用|把|参照|看)[^，。！？,]{{0,10}}?{_HAN_PAGE}|{_HAN_PAGE}[^，。！？,]{{0,3}}(?:里|上|中|说|写)的?",
    re.IGNORECASE,
)
# A page told of before: "the letter has the new rate. Note it, please", "der neue Satz steht im Brief".
_A_PAGE = lazy(rf"\b{_PAGE}|{_HAN_PAGE}", re.IGNORECASE)
_IT = lazy(
    r"\b(?:it|that|them|this|there|those|es|das|die|den|ihn|sie|daraus|daher|dort|so|lo|la|li|le|da lì|ne|"
    r"quell[oiae])\b|"
    r"\w{4,}(?:al|il|ar|ir|er)?(?:lo|la|li|le)\b|那|这|它|照着",
    re.IGNORECASE,
)
_VERBS = (
    r"take(?: (?:over|up|down|on))?|adopt|copy|note|save|store|keep|write|put|enter|update|correct|change|replace|set|"
    r"use|pick(?: up)?|get|fetch|grab|pull|record|add|jot|log|amend|fix|bring|swap|exchange|switch|transfer|go by|"
    r"go with|follow|stick to|remember|mark|trust|"
    r"übern(?:imm|ehm)\w*|nimm|nehmen|notier\w*|merk\w*|schreib\w*|trag\w*|änder\w*|aktualisier\w*|pass\w?|speicher\w*|"
    r"ersetz\w*|korrigier\w*|setz\w*|hol\w*|kopier\w*|halt\w?|tausch\w*|richte?|berichtig\w*|"
    r"prend\w+|aggiorn\w+|segn\w+|annot\w+|copi\w+|cambi\w+|mett\w+|us[ai]\w*|riport\w+|scriv\w+|corregg\w+|"
    r"sostitui\w+|salv\w+|tien\w+|inserisc\w+|ricopi\w+|registr\w+|segui|modific\w+"
)
# What is ordered stands first in its sentence or clause, or behind what asks for it.
_ORDERS = lazy(
    rf"(?:^|[,.;:–—!-]\s*|\b(?:and|please|then|so|now|just|also|kindly|could you|can you|would you|will you|you (?:can|"
    rf"should|may)|(?:want|like|need) you to|und|bitte|dann|also|doch|jetzt|e|poi|quindi|per favore|puoi|"
    rf"potresti|allora)"
    rf"\s+)(?:(?:please|just|bitte|mal|kindly|also|then|now|pure|gleich|mir|me|e|mi) )*(?P<verb>{_VERBS})\b(?!['’])|"
    r"\b(?:bitte|kannst du|könntest du|würdest du|können sie|könnten sie)\b[^.!?]*\b(?:übernehmen|eintragen|ändern|"
    r"notieren|aktualisieren|speichern|anpassen|ersetzen|korrigieren|kopieren|nehmen|merken|aufschreiben|"
    r"austauschen)\b|"
    r"(?:改|更新|记|存|换|抄|填|为准|来办|照办)(?!不)",
    re.IGNORECASE,
)
_HAN_ORDER = lazy(
    r"(?:改|更新|记|存|换|抄|填)(?:一?下|成|到|好|过来|进|上|吧|掉|$|[，。！,])|为准|照办|[改换记](?=$|[，。！])"
)
_NOT_SO = lazy(
    r"\b(?:if|unless|whether|wenn|falls|ob|don['’]?t|do not|never|not|no need|nobody|nicht|nie|kein\w*|niemals|"
    r"non|mai|senza)\b|^se\b|n['’]t\b|[别不没]|勿|如果|要是",
    re.IGNORECASE,
)
_REQUEST = lazy(
    r"\b(?:can|could|would|will) you\b|\b(?:kannst|könntest|würdest|können|könnten) (?:du|sie)\b|"
    r"\b(?:puoi|potresti|può|potrebbe)\b|[吗好]",
    re.IGNORECASE,
)
_ACCOUNT = lazy(r"\b(?:iban|sort code|bic|konto\w*|account|conto)\b|账[号户]", re.IGNORECASE)
_PLAIN = frozenset(
    map(
        stems.stem,
        "take over copy note save store keep write put enter update correct change replace set use get fetch "
        "record add "
        "mail email letter page notice message sheet screen new old line number rate price fee hours date "
        "address from please "
        "it that übernimm nimm neue neuen neuer nummer brief seite aus prendi aggiorna nuovo nuova nuovi pagina "
        "lettera "
        "numero orario prezzo dalla segna".split(),
    )
)
# What a page says is nobody's hearsay.
_SAYS = lazy(r"\b(?:says?|said|states?|reads?|sagt|steht|schreibt|dice|scrive)\b|说", re.IGNORECASE)
_REASON = "a page says so, and the user takes it up"


@dataclass(frozen=True, slots=True)
class _Found:
    """A note with the values of a page, the words of the page that give them, and how well it is named."""

    memory: Memory
    body: BodyFields
    page: Utterance
    line: str
    named: int


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The notes with what the user orders to be taken from a page in view."""
    for utterance in material.said_by(Voice.USER) if material.in_view else ():
        if is_read_off(utterance.observation) or instructions.looks_like_instruction(utterance.text):
            continue
        seen = [one for one in material.in_view if one.time <= utterance.time and pages.is_readable(one)]
        for sentence in _orders(utterance.text) if seen else ():
            found = _found(Said((sentence,), utterance, material.zone), seen, rules, drafts)
            if found is not None:
                drafts.knows(found.memory)
                yield _revise(found, sentence, utterance, material)


def is_order(sentence: str) -> bool:
    """Whether a sentence orders to take something from a page: by itself it tells nothing."""
    return bool(_FROM_PAGE.search(sentence)) and _is_ordered(sentence)


def _orders(text: str) -> Iterator[str]:
    """What of a text orders to take something from a page; with the sentence before, where that names the page."""
    before = ""
    for sentence in sentences.split(sentences.own(text)):
        if _is_ordered(sentence):
            if _FROM_PAGE.search(sentence):
                yield sentence
            elif before and _IT.search(sentence):
                yield f"{before} {sentence}"
        before = sentence if _A_PAGE.search(sentence) and _is_so(sentence) else ""


def _is_ordered(sentence: str) -> bool:
    order = (_HAN_ORDER if signs.HAN.search(sentence) else _ORDERS).search(sentence)
    if order is None or not _is_so(sentence):
        return False
    return not sentences.ends_asking(sentence) or bool(_REQUEST.search(sentence))


def _is_so(sentence: str) -> bool:
    return not (
        _NOT_SO.search(sentence)
        or marks.HOPED.search(sentence)
        or own.is_conditional(sentence)
        or claims.is_reported(_SAYS.sub(" ", _FROM_PAGE.sub(" ", sentence)))
        or claims.is_ironic(sentence)
    )


def _found(
    said: Said, seen: Sequence[Utterance], rules: Mapping[str, Rules], drafts: Drafts
) -> _Found | None:
    """The one note that the words and a page name best, with that page's values; the last page goes before others."""
    words = glosses.terms(said.text) - _PLAIN - meant.WEAK
    found: list[_Found] = []
    for page in sorted(seen, key=lambda one: (_shared(one, said.text, words), one.time), reverse=True):
        shown = f"{title_of(page.observation)}\n{page.text}"
        pool = meant.known(replace(said, sentences=(f"{said.text}\n{shown}",)), rules, drafts)
        for memory in pool:
            named = _named(memory, said.text, words, shown)
            if named and drafts.latest(memory) == memory and not memory.body.get("steps"):
                body, line = _anew(memory, page, said, rules[memory.kind])
                if line:
                    found.append(_Found(memory, body, page, line, named))
        if found:
            break
    most = max((one.named for one in found), default=0)
    best = [one for one in found if one.named == most]
    return best[0] if len(best) == 1 else None


def _shared(page: Utterance, text: str, words: frozenset[str] | set[str]) -> int:
    """How many words, and signs of Chinese, of what is said a page has."""
    shown = f"{title_of(page.observation)}\n{page.text}"
    return len(words & stems.held(shown)) + len(signs.pairs(text) & signs.pairs(shown))


def _named(memory: Memory, text: str, words: frozenset[str] | set[str], shown: str) -> int:
    """How well a note is named: by words of what is said that the page has, too; else by the page, with its title."""
    held = stems.held(memory.text)
    told = len(words & held) + len(signs.pairs(text) & signs.pairs(memory.text))
    shared = (held - meant.WEAK - _PLAIN) & stems.held(shown)
    both = len({one for one in shared if not one.isdigit()}) + len(
        signs.pairs(memory.text) & signs.pairs(shown)
    )
    title = stems.held(memory.title) - meant.WEAK
    whole = bool(title) and title <= stems.held(shown)
    if told and both:
        return _BY_THE_USER * told + both
    return both if whole or both >= _BY_ITSELF else 0


# How much more the user's own word says of which note is meant than one of the page.
_BY_THE_USER = 10
# Words from which a page alone says which note is meant.
_BY_ITSELF = 2


def _anew(memory: Memory, page: Utterance, said: Said, rule: Rules) -> tuple[BodyFields, str]:
    """A note's body with the values of the line of a page that gives them; the line is empty where none does."""
    held, told, wanted = stems.held(memory.text) - meant.WEAK, pages.body_lines(page), sorts.named(said.text)
    lines = [one for line in told for one in sentences.split(line) if not _ACCOUNT.search(one)]
    lines.sort(key=lambda one: _overlap(one, held, memory.text), reverse=True)
    for line in (*lines, "\n".join(lines)):
        shown = Said((_without_known(line, memory.text),), replace(page, text=line), said.zone)
        exchanged = partial(sorts.exchanged, told=shown, sorts=wanted)
        body = with_texts(dict(memory.body), beside_quotes(exchanged))
        calls = {name: memory.body[name] for name in ("name", "title") if name in memory.body}
        body |= calls
        if body != memory.body:
            return body | parts.timed(memory.body, body, shown, rule.kind), line
    return {}, ""


def _overlap(line: str, held: frozenset[str] | set[str], text: str) -> int:
    return len(stems.held(line) & held) + len(signs.pairs(line) & signs.pairs(text))


def _without_known(line: str, text: str) -> str:
    """A line of a page without the telephone numbers that a note has already."""
    known = {reached.same_number(one) for one in reached.numbers(text)}
    for number in reached.numbers(line):
        line = line.replace(number, " ") if reached.same_number(number) in known else line
    return line


def _revise(found: _Found, sentence: str, utterance: Utterance, material: Material) -> Revise:
    said = Said((sentence,), utterance, material.zone)
    change = said.revises(found.memory, found.body, sentence, _REASON)
    quote = found.line if found.line in found.page.text else found.line.split("\n", 1)[0]
    sources = (*change.sources, found.page.source(quote))
    return replace(change, sources=sources, decision=Decision("rule", Voice.USER))
