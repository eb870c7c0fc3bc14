"""What is over: a name that a known thing rests on, said to be closed, left, given back, sold or dead.

The words by which people say so are many; here they stand by what happens (`_HAPPENS`), and count only close to the
name, in a clause that denies and supposes nothing. The user's words take the place of the part that rests on the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agents import announced, caches, claims, relations, sentences, stems, times
from agents.claims import people
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import bygone, marks, own, signs, values
from agents.patches.meant import NEAREST, WEAK, may_change
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Growth, MemoryKind
from storage.model import Change, Memory

_REASON = "the user says that it is over"
# Longest words that take the place of what is over (characters).
LONGEST = 300

_GOES_FOR_GOOD = (
    # A place or a firm is no more.
    r"(?:has |have |had |is |are |was |were |been )?(?:closed|shut|folded|boarded|knocked|torn|burn(?:t|ed)) "
    r"(?:down|up|for good|its doors|their doors|permanently|shop)",
    r"(?:is|are|has|have|was|were) (?:now |finally |been )?(?:closed|closing|shut(?:ting)?)(?= (?:down|for good|since|"
    r"last|in|now|and)|[.!,;]|$)",
    r"(?:shuts?|closes|closing) (?:down|up|for good|its doors)|pull(?:ed|s|ing) (?:down )?(?:the |its |their )?"
    r"(?:shutters|plug)|went (?:under|bust|bankrupt|out of business)|gone (?:under|bust|bankrupt|out of business)|"
    r"goes (?:under|bust)|ceased (?:trading|to exist)|wound up|bankrupt|insolvent|in(?:to)? administration|"
    r"demolished|discontinued|disbanded|(?:is|are) no more|(?:taken|took) over by|swallowed (?:up )?by",
    # Somebody goes, or does it no longer.
    r"(?:stood|stands|standing|stepped|steps|stepping) down|retire[sd]?|retiring|hung up (?:his|her|their|my)|"
    r"resign(?:ed|s|ing)|handed in (?:my|his|her|their|the)|(?:gave|given|giving|hand(?:ed|ing) in) (?:my |his |her |"
    r"their )?notice|emigrat\w+|(?:moved|moving|moves) (?:away|on|abroad)|gone for good|(?:part(?:ed|ing|s)|"
    r"separate[ds]?) "
    r"(?:ways|company|from)|(?:walked|walking) out|said (?:goodbye|farewell) to|goodbye|farewell|bye[- ]bye|"
    r"last (?:day|night|shift|week|lesson) (?:at|with|in|of|for)|(?:done|finished|through) with|packed (?:it |"
    r"that )?in|"
    r"called it (?:a day|quits)|let (?:me|us|him|her|them) go|laid off|sacked|fired(?! up)|kicked (?:me |us |"
    r"him |her )?out|"
    r"(?:first|second|third|\w+|\d+) years (?:of|at|with) (?=(?:the )?(?-i:[A-Z]))|expelled|graduat\w+ from",
    # Something is given back, or to somebody else.
    r"(?:hand|giv|gav|sen|sent|tak|took|brought|bring|turn|drop)\w* (?:\w+ ){0,4}?(?:back|in)(?= (?:to|at|on|and|last|"
    r"yesterday|today)|[.,;!]|$)|return(?:ed|ing)? (?:the|my|our|his|her)|surrender\w*|(?:moved|checked) out",
    r"sold|flogged|scrapped|binned|chucked|got rid of|getting rid of|gave (?:\w+ )?away|given away|traded in|"
    r"part[- ]exchanged|towed|written off|stolen|nicked|donated|drove (?:off|away) (?:with|in)|"
    r"(?:went|gone|off) to (?:the |a )?(?:scrap\w*|tip|dump|breaker\w*|skip|charity|auction)|(?:was|were|is|are|been) "
    r"auctioned",
    # A plan or a contract ends.
    r"cancel\w*|called off|call(?:ing)? off|scuppered|shelved|abandoned|fell through|fallen through|falls through|"
    r"(?:pulled|backed|dropped|opted|bowed) out|withdr[ae]w\w*|terminated|lapsed|expired|has ended|ended|unsubscribed|"
    r"refunded|(?:deposit|money) (?:back|returned|refunded)|(?:is|are|was) off(?=[.,;!]|$| (?:the (?:cards|"
    r"table|menu)|now|"
    r"altogether|again))|out of the (?:window|question)|won['’]t be (?:going|happening)|not (?:going|"
    r"happening) (?:any ?more|"
    r"after all)|no longer|n['’]t [^.,;!?]*any ?more|not [^.,;!?]*any ?more",
    # It is dead, gone, history.
    r"(?:is|are|was|were|['’]s) (?:officially |now |well and truly |finally )?(?:dead|history|over|gone|"
    r"done for|finished|"
    r"toast|kaput|no more)(?![ -](?:to|by|with|for|set|the))|(?:died|dies) (?:at|on|after|a|in|last|this)|"
    r"died(?=[.,;!]|$)|"
    r"bit the dust|dead in the water|rip\b|(?:stopped|quit|gave up|given up|giving up|dropped|ditched|dumped|dropping|"
    r"packed up|jacked in|knocked .{0,20} on the head|came off|come off)",
    r"(?:rather than|instead of|in place of|swapped .{0,24} for|traded .{0,24} for|replac(?:ed|es|ing)|no more|"
    r"(?:switch|chang|mov|swapp?)(?:ed|ing) (?:\w+ ){0,2}?(?:from|away from))",
    # German.
    r"(?:hat |haben |ist |sind |wurde )?(?:geschlossen|zugemacht|dichtgemacht|dicht gemacht|aufgegeben|"
    r"aufgehört|gekündigt|"
    r"verkauft|verschenkt|verschrottet|weggegeben|abgemeldet|abgegeben|zurückgegeben|zurückgebracht|zurückgeschickt|"
    r"abgeschafft|abgesagt|storniert|geplatzt|gestrichen|entlassen|ausgezogen|weggezogen|verlassen|pensioniert|"
    r"abgelöst|"
    r"eingestellt|ausgelaufen|abgebrochen|abgesetzt|ausgetreten|weitergegeben|gestohlen|geklaut|hingeschmissen|"
    r"rausgeworfen|getrennt|ersetzt|losgeworden|entsorgt|aufgelöst)|(?:macht|machte|machen) (?:\w+ )?(?:zu|dicht)|"
    r"(?:hört|hörte) (?:\w+ )?auf|pleite|insolvent|vorbei|ist (?:jetzt |nun |inzwischen )?(?:Geschichte|weg|"
    r"tot)|in rente|"
    r"im ruhestand|schluss (?:mit|gemacht)|adieu|(?:letzter|letzten|letzte) (?:tag|arbeitstag|schicht|stunde)|"
    r"nicht mehr|"
    r"kein\w* (?:\w+ )?mehr|(?:an)?statt|anstelle|fällt (?:aus|flach|weg|ins wasser)|an den nagel|den rücken gekehrt|"
    r"(?:gibt|gab) (?:\w+ ){0,4}?(?:ab|auf|zurück)(?=[\s,.;!]|$)",
    # Italian.
    r"chius[oaie]|chiude|chiudono|battenti|fallit[oaie]|vendut[oaie]|regalat[oaie]|rottamat[oaie]|"
    r"dat[oaie] (?:via|indietro)|"
    r"restituit[oaie]|riconsegnat[oaie]|ridat[oaie]|disdett[oaie]|annullat[oaie]|cancellat[oaie]|saltat[oaie]|smesso|"
    r"mollat[oaie]|lasciat[oaie]|licenziat[oaie]|dimess[oaie]|in pensione|sostituit[oaie]|al posto (?:di|del|della)|"
    r"invece (?:di|del|della|che)|(?:non|ne) [^.,;!?]*\bpiù|basta(?: con)?|addio|ciao ciao|ultimo (?:giorno|"
    r"turno)|rubat[oaie]|"
    r"scadut[oaie]|sospes[oaie]|sciolt[oaie]|(?:è|sono) (?:\w+ )?(?:finit[oaie]|mort[oaie]|andat[oaie] in pensione)|"
    r"(?:se ne va|se n['’]è andat[oa])|demolit\w+|(?:portat[oa]|portato) via",
)
_HAN = (
    r"关门|关了|倒闭|停业|歇业|拆了|卖[了掉给]|送人|送给|退[了掉租还]|归还|还给|还了|取消|不去了|作罢|辞[了职掉]|离职|离开|调走|退休|不干了|不做了|"
    r"不再|停[了掉]|戒了|换[成了掉]|改成|分手|离婚|结束了?|没了|注销|到期|解约|解散|搬[走离出]|报废|被偷|告别|最后一[天次]|泡汤|黄了|不用了|已经不"
)
_HAPPENS = lazy(rf"\b(?:{'|'.join(_GOES_FOR_GOOD)})(?!\w)|{_HAN}", re.IGNORECASE)
_NOT = lazy(
    r"\b(?:not|never|nothing|hasn|haven|isn|aren|won|didn|doesn|don|wasn|nearly|almost|nicht|kein\w*|nie|fast|"
    r"beinahe|non|mai|"
    r"quasi)\b(?:['’]t)?|[没不未]|差点",
    re.IGNORECASE,
)
# Where a clause ends: what ends stands in one with the name that it ends.
_CLAUSES = lazy(
    r"[,;:.!()，；：。！（）]\s*|\s[–—-]\s|\s(?:and|but|so|because|und|aber|weil|denn|e|ma|perché)\s",
    re.IGNORECASE,
)
# What somebody gives away or loses: only what is had, not where somebody works or with whom.
_PARTED_WITH = lazy(
    r"\b(?:sold|flogged|scrapped|stolen|nicked|towed|written off|traded in|part[- ]exchanged|drove|donated|"
    r"verkauft|verschenkt|verschrottet|gestohlen|geklaut|vendut\w|regalat\w|rottamat\w|rubat\w|demolit\w+)\b|卖|"
    r"送人|送给|报废|被偷",
    re.IGNORECASE,
)
_HAD = lazy(
    r"\b(?:drives?|driving|rides?|owns?|has an?|keeps?|uses?|car|van|bike|motor\w*|scooter|boat|house|flat|"
    r"guitar|piano|camera|"
    r"phone|laptop|fährt|besitzt|hat ein\w*|auto|fahrrad|guida|possiede|ha un\w*|macchina|bici\w*|moto)\b|[开骑]|有|车",
    re.IGNORECASE,
)
# Hours of a day are no end: "closed on Mondays", "shuts at six".
_BY_HOURS = lazy(
    r"^\s*(?:early|late|at \d|at (?:noon|six|five|four|seven)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days\b|um \d|"
    r"alle \d|il (?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato))",
    re.IGNORECASE,
)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What rests on a name that is over, with the user's words in its place."""
    for at, sentence in enumerate(said.sentences):
        if not is_told(sentence):
            continue
        for clause in ended_in(sentence):
            for memory, rule in _resting(clause, sentence, said, rules, drafts):
                drafts.knows(memory)
                yield _in_its_place(memory, clause, said, at, rule)


def is_told(sentence: str) -> bool:
    """Whether a sentence may say for good that something is over: no wish, no hearsay, nothing for a while."""
    if signs.HAN.search(sentence) and not signs.settled(sentence):
        return False
    return bool(_HAPPENS.search(sentence) or marks.LEAVES_WORK.search(sentence)) and not (
        sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_temporary(sentence)
        or claims.is_reported(sentence)
        or marks.PASSING.search(sentence)
        or marks.HOPED.search(sentence)
        or marks.FOR_OTHERS.search(sentence)
    )


@caches.of_texts(64)
def ended_in(sentence: str) -> tuple[str, ...]:
    """The clauses of a sentence that say that something is over."""
    return tuple(clause for clause in _CLAUSES.split(sentence) if clause and _ends(clause))


def _ends(clause: str) -> bool:
    left = marks.LEAVES_WORK.search(clause)
    return bool(left and not _NOT.search(clause[: left.start()])) or _is_over(clause)


def _is_over(clause: str) -> bool:
    return any(
        not _NOT.search(clause[: match.start()]) and not _BY_HOURS.match(clause[match.end() :])
        for match in _HAPPENS.finditer(clause)
    )


def _resting(
    clause: str, sentence: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Sequence[tuple[Memory, Rules]]:
    """The memories that rest on a name in a clause and share most of its words."""
    found: list[tuple[int, Memory, Rules]] = []
    for rule in rules.values():
        if rule.kind.growth not in (Growth.BLOCKS, Growth.REVISE):
            continue
        near = (
            drafts.current(rule.kind.name)
            if rule.kind.growth is Growth.BLOCKS
            else [memory for memory, _ in drafts.near(rule.kind.name, clause, NEAREST)]
        )
        for memory in near:
            if may_change(memory, said, rule) and _is_ended(memory, clause, sentence, said, rule.kind):
                shared = set(stems.content(clause)) & stems.held(memory.text)
                found.append((len(shared - WEAK), memory, rule))
    most = max((shared for shared, _, _ in found), default=0)
    return [(memory, rule) for shared, memory, rule in found if shared == most]


def _is_ended(memory: Memory, clause: str, sentence: str, said: Said, kind: MemoryKind) -> bool:
    if _PARTED_WITH.search(clause) and not _HAD.search(memory.text):
        return False
    told = (
        sentence in own.of_the_user(said, memory.text)
        if kind.growth is Growth.BLOCKS
        else own.tells_of(sentence, memory.text)
    )
    rests = any(_is_named(name, clause) for name in rests_on(memory)) or _shares_han(memory, clause)
    return told and ((rests and _is_over(clause)) or _is_left(memory, clause))


def _is_left(memory: Memory, clause: str) -> bool:
    """Whether somebody whom a memory is called after leaves, in a clause, the place of work that it names: by what
    sort of place that is, as people say it ("has left the creamery" of one at the Ashburton creamery).
    """
    left = marks.LEAVES_WORK.search(clause)
    at = _WORKS_AT.search(_said_of(memory)) if left else None
    if left is None or at is None or not _is_called(memory, clause[: left.start()]):
        return False
    return stems.stem(left[left.lastgroup or 0]) in stems.held(at["place"])


def _is_called(memory: Memory, words: str) -> bool:
    """Whether the last who is named in words is whom a memory is called after."""
    named = own.names(f"- {words}")
    return bool(named) and own.says(memory.title, named[-1])


_WORKS_AT = lazy(
    r"\b(?:(?:works?|employed|job|is an? [\w -]+?) (?:\w+ ){0,3}?(?:at|for|in|with)|"
    r"(?:arbeitet|ist) (?:\w+ ){0,3}?(?:bei|beim|in|im|an)|(?:lavora|è) (?:\w+ ){0,3}?(?:in|a|al|alla|allo|all['’]|nel|"
    r"nella|presso|per))\s?(?P<place>[^,.;]+)",
    re.IGNORECASE,
)


def rests_on(memory: Memory) -> list[str]:
    """The names that what is known of a thing would not hold without: those in its text that its title lacks."""
    titled = {stems.stem(word) for word in memory.title.split()}
    text = _FIRST_WORD.sub("", _said_of(memory))
    return [name for name in own.names(text) if stems.stem(name) not in titled]


# Any word is written large where a text begins.
_FIRST_WORD = lazy(r"^[^\W\d_]+(?=\s+[a-zà-ÿ])")


_HAN_WORDS = lazy(r"[\u3400-\u9fff]+")
# Fewer signs in a row are a word that anything may have.
FEWEST_SIGNS = 3


def _shares_han(memory: Memory, clause: str) -> bool:
    """Whether a clause has some signs in a row of what is known, which its title lacks: Chinese sets no name apart."""
    known = "".join(_HAN_WORDS.findall(_said_of(memory).replace("用户", " ")))
    return any(
        piece in clause and piece not in memory.title
        for piece in (known[at : at + FEWEST_SIGNS] for at in range(len(known) - FEWEST_SIGNS + 1))
    )


def _said_of(memory: Memory) -> str:
    return str(memory.body.get("summary") or memory.body.get("value") or "")


def _is_named(name: str, clause: str) -> bool:
    """Whether a clause has a name; in small letters only where nothing in it is written large."""
    written_small = not any(word[:1].isupper() and word not in ("I", "I'm") for word in clause.split()[1:])
    return own.says(clause, name) and (name in clause or written_small)


def _in_its_place(memory: Memory, clause: str, said: Said, at: int, rule: Rules) -> Change:
    """The words that end it, and those that go on from them, in the place of the part that rests on the name."""
    quote = said.sentences[at]
    ahead, behind = said.sentences[max(0, at - 1) : at], said.sentences[at + 1 : at + 2]
    if behind and len(quote) + len(behind[0]) < LONGEST and _goes_on(behind[0], memory):
        quote = f"{quote} {behind[0]}"
    elif ahead and len(quote) + len(ahead[0]) < LONGEST and _tells_of_it(ahead[0], memory):
        quote = f"{ahead[0]} {quote}"
    told = said.told(bygone.without(quote, memory.text))[:LONGEST].rstrip(". ")
    coming = announced.coming(_said_of(memory), memory.valid_from, said.zone)
    if coming and not bygone.tells_anew(quote, memory.text):
        text = "; ".join(coming)  # What is over gives way to what was told to come.
    elif _is_ahead(clause, said):
        # What ends on a day to come holds until then: "Sheila retires in June".
        text = "; ".join([_said_of(memory).rstrip(". "), told])
    else:
        text = "; ".join([*_who(memory), told, *_rest(_said_of(memory), clause, said)])
    return said.revises(memory, {**memory.body, rule.kind.text_field: text}, quote, _REASON)


def _is_ahead(clause: str, said: Said) -> bool:
    """Whether a clause sets an end to a day or a month to come, and tells of nothing that was done."""
    spans = times.dated(clause, said.utterance.time, said.zone)
    return (
        bool(spans) and all(span.start > said.utterance.time for span in spans) and not _DONE.search(clause)
    )


_DONE = lazy(
    r"\b(?:has|have|had|was|were|[a-z]{2,}ed|sold|left|gave|given|quit|sent|hat|haben|ist|sind|wurde|wurden|ha|hanno|è|sono)\b|"
    r"了",
    re.IGNORECASE,
)


def _who(memory: Memory) -> list[str]:
    """Who somebody is to the user, which a name that is over says nothing of: "User's wife"."""
    held = _RELATED.match(_said_of(memory))
    return [held[0]] if held else []


_RELATED = lazy(
    rf"^(?:(?-i:[A-ZÀ-Þ])[\w'’-]+(?: is|,) the )?User['’]s (?:\w+ )?(?:{people.KIN}|{relations.RELATION})(?=[,;.])",
    re.IGNORECASE,
)


def _rest(text: str, clause: str, said: Said) -> list[str]:
    """The parts of a text that do not rest on what a clause names; smaller ones where the words say that some stay."""
    parts = (_PIECES if marks.STAYS.search(said.text) else _PARTS).split(text)
    rest = [part for part in parts if not any(_is_named(name, clause) for name in own.names(part))]
    return [values.told(part, said) for part in rest] if len(rest) < len(parts) else []


_PIECES = lazy(r"\s*[;；，]\s*|,\s+(?!\d)|\.\s+(?=[A-ZÄÖÜ])")
_PARTS = lazy(r"\s*[;；]\s*|\.\s+(?=[A-ZÄÖÜ])")


def _goes_on(sentence: str, memory: Memory) -> bool:
    """Whether a sentence may tell what came in the place of what is over: it has a name that was not known of it."""
    if memory.title and _OF_ME_INSTEAD.match(sentence):
        return False
    return bool(own.new_names(memory.text, sentence)) or sentences.is_fragment(sentence)


# Where the words turn from somebody else to the user: "me, still on the 12".
_OF_ME_INSTEAD = lazy(
    r"(?:and |but )?(?:as for |for )?me,|ich (?:dagegen|hingegen)|io invece|我呢", re.IGNORECASE
)


def _tells_of_it(sentence: str, memory: Memory) -> bool:
    """Whether a sentence before names what a memory is called: it may tell already what came in its place."""
    called = own.names(memory.title)
    return bool(called) and any(own.says(sentence, name) for name in called)
