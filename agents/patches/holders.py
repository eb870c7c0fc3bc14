"""Who or what stands in a known thing, when words put somebody, or another word of the same sort, in that place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from agents import glosses, relations, stems
from agents.claims import people
from agents.patches.said import Said
from agents.patterns import lazy

_TITLE = (
    r"(?:(?:Dr|Prof|Mrs?|Ms|[Dd]ott|[Ss]ig|[Ii]ng|[Aa]vv)\.(?:ssa|ra)?|(?:Dr|Prof|Mrs?|Ms|Frau|Herrn?|Doktor|"
    r"Doctor|Professor|Revd|Father|Sister|Pater|Don)|(?:dottor(?:e|essa)?|dottoressa|signora?|professor(?:e|essa)?|maestr[ao]))"
)
# A word of somebody's name.
WORD = r"[A-ZÀ-ÖØ-ÞŁŚŽČŠİ][\w'’-]*[\wà-ÿ]"
_SOMEONE = rf"(?:{_TITLE} )*{WORD}(?: {WORD}){{0,2}}"
_HOLDER = rf"(?P<article>(?:(?:il|la|lo|der|die|dem|the) |l['’]))?(?P<name>{_SOMEONE})"
# Share of the words for a place that must be said for it to be meant.
SAME = 0.6
# Where a kept text names who is something: "is tuned by Perpetua Voss", "Chefin der Nutzerin ist Beate Zorn".
_HELD = lazy(rf"(?:\b(?:is|are|ist|sind|è|by|von|da|bei|with|mit|con|:)\s+|^(?={_TITLE} )){_HOLDER}")
# How words name who is it from now on.
_NEW = lazy(
    r"\b(?:(?:is|ist|è|heißt|heisst|si chiama|be|called|named)(?: (?:now|jetzt|nun|ab \w+|ora|adesso|called))?|"
    r"(?:passa|passo|passiamo) (?:a|al|alla|allo|dal|dalla)|replaced by|taken over by|"
    r"(?:go|going|gehe|gehen|moved?|switch\w*|wechs\w+|changed?) (?:\w+ )?(?:to|zu|zur|zum)|"
    r"(?:I['’]m|we['’]re|I am|be|bin|sind|sono) (?:now |jetzt |ora )?(?:with|bei|da)|"
    r"(?:it|das|si) (?:\w+ )?(?:does|macht|occupa)|sees?|ersetzt durch|sostituit\w da|"
    rf"(?:new|neue[rn]?|nuov[oa]) \w+,?)\s+{_HOLDER}|"
    rf"(?:^|[,;:.]\s+|\b(?:and|und|e)\s+)(?:(?:il|la|der|die|the) )?(?P<taker>{_SOMEONE})"
    r"\s+(?:takes? (?:it )?over|is taking over|took over|takes on|picks? up|is picking up|(?:steps?|is stepping|"
    r"stands?|is standing) in|will(?=\s*(?:[.,;!]|$))|(?:can|will) (?:do it|instead)|übernimmt|hat übernommen|"
    r"springt ein|subentra|prende il suo posto|does it|is (?:the new|our new|my new)|"
    r"ist (?:jetzt|die neue|der neue))\b"
)
# Who holds a place that only one does, named as such: "the dentist is Dr Ferreira", "il mio medico, la dottoressa X".
_NAMED = lazy(
    r"(?:^|[,;:.]\s+|\b(?:and|und|e)\s+)"
    r"(?:(?i:my|our|the|mein\w*|unser\w*|der|die|il mio|la mia|il nostro|la nostra|il|la)\s+"
    r"(?:new |neue[rn]? |nuov[oa] )?(?:[a-zà-ÿ-]+ ){0,3}?|(?:(?:[Nn]ew|[Nn]eue[rn]?|[Nn]uov[oa]) "
    r")?)(?P<role>[A-Za-zÀ-ÿ-]{3,}(?: di base| di famiglia)?)"
    rf"(?:\s+(?:(?:now|jetzt|ora|adesso) )?(?:is|ist|è|heißt|si chiama)(?: now| jetzt| ora| adesso)?|,)\s+{_HOLDER}"
)
_SINGLE = lazy(
    r"(?:dentist|doctor|gp|physician|paediatrician|pediatrician|vet|therapist|physio\w*|landlord|landlady|boss|manager|"
    r"supervisor|tutor|hairdresser|barber|lawyer|accountant|midwife|nurse|trainer|coach|piano teacher|class teacher|"
    r"zahnarzt|zahnärztin|\w*arzt|\w*ärztin|chef(?:in)?|vorgesetzte[rn]?|vermieter(?:in)?|hebamme|friseur(?:in)?|anwalt|anwältin|"
    r"steuerberater(?:in)?|"
    r"klassenlehrer(?:in)?|dentista|medico(?: di base| di famiglia)?|dottoressa|pediatra|veterinari[oa]|capo|"
    r"padron[ea] di casa|"
    r"parrucchier[ea]|avvocat[oa]|commercialista|ostetrica|fisioterapista)",
    re.IGNORECASE,
)


def names_one(text: str) -> bool:
    """Whether words name who holds a place that only one does."""
    return bool(_ones(text))


def _ones(text: str) -> list[re.Match[str]]:
    return [match for match in _NAMED.finditer(text) if _SINGLE.fullmatch(match["role"])]


def places_named(text: str) -> str:
    """All words, in any language, for the places of which words name who holds them: "boss" is a line manager, too."""
    words = {people.relation_word(match["role"]) for match in _ones(text)}
    return " ".join(
        _WORD_OF_PLACE.findall(" ".join(relations.RELATIONS.get(word, "") for word in sorted(words)))
    )


_WORD_OF_PLACE = lazy(r"[^\W\d_]{3,}|[\u3400-\u9fff]{2,}")


def holds(text: str, name: str) -> bool:
    """Whether a text says of somebody by name that they hold a place that only one does: "User's boss is Ada Roe"."""
    held = (match["name"] for match in _HELD.finditer(text))
    return bool(people.relation_words(text) & people.SINGLE) and name in held


def is_of_place(text: str, said: str) -> bool:
    """Whether words name who holds the very place that a text tells of."""
    named = _ones(said)
    held = list(_HELD.finditer(text)) if named else []
    return any(_speaks_of(_before(match), _place(text, one)) for match in named for one in held)


# Where somebody goes day by day, and how words say that it is another place now.
_GOES = lazy(
    rf"\b(?:(?P<school>goes to|attends|is (?:a pupil |a student )?at|studies (?:\w+ ){{0,3}}?at)|"
    rf"(?P<job>works (?:\w+ ){{0,4}}?(?:at|for|in)|"
    rf"(?:drives|cooks|cleans|teaches|nurses|bakes|sells) (?:\w+ ){{0,3}}?(?:at|for)|"
    rf"(?:is|was) an? (?:\w+ ){{1,3}}(?:at|for)))\s+(?P<name>(?:the )?{WORD}(?: {WORD}){{0,3}})"
)
_STARTS = lazy(
    rf"\b(?:started|starts|has begun|began|joined|moved|transferred|switched|changed)\s+(?:(?:work|school|uni)\s+)?"
    rf"(?:at|with|to|in)\s+(?P<name>(?:the [a-z]{{3,}}(?=[\s.,;!]|$)|{WORD}(?: {WORD}){{0,3}}))"
    rf"|\bfirst (?:day|week|month|term) (?:at|in|with)\s+"
    rf"(?P<first>(?:the [a-z]{{3,}}(?=[\s.,;!]|$)|{WORD}(?: {WORD}){{0,3}}))"
)


def starts_anew(text: str) -> bool:
    """Whether words say that somebody goes to another place from now on."""
    return bool(_STARTS.search(text))


def going(text: str, said: Said) -> str:
    """A text with where somebody works or learns exchanged for where they are said to have begun."""
    held = list(_GOES.finditer(text))
    new = {match["name"] or match["first"] for match in _STARTS.finditer(said.text)}
    told = [name for name in new if name not in text]
    if len(held) != 1 or len(told) != 1:
        return text
    at = held[0]
    if at["school"] or at["job"].startswith("works"):
        return f"{text[: at.start('name')]}{told[0]}{text[at.end('name') :]}"
    return f"{text[: at.start()]}works at {told[0]}{text[at.end() :]}"


# What is said of who is it no longer.
_LEAVES = lazy(
    r"\b(?:retire[sd]?|retiring|left|leaves|leaving|gone|quit|moved away|stopped|no longer|replaced|instead of|"
    r"in rente|in pension|geht weg|aufgehört|hört auf|smesso|hat aufgehört|nicht mehr|gekündigt|ersetzt|statt|"
    r"in pensione|se ne va|smett\w+|lascia|"
    r"non \w+ più|al posto di|invece d\w+|off to|moving to|emigrat\w+|hands over|gives up|zieht weg|übergibt|"
    r"si trasferisce|(?:can['’]?t|cannot|won['’]t|will not|(?:is|was|were) (?:not |un)able to)(?= (?:do|make|take|"
    r"be|write|come|give|help|act))|on (?:sabbatical|leave|maternity leave|parental leave)|pulled out|dropped out|"
    r"kann nicht|können nicht|in elternzeit|non può|in congedo|in maternità)\b|退休|离开|不再|离职",
    re.IGNORECASE,
)
_HAN_NEW = lazy(
    r"(?:换成了?|換成了?|改由|现在(?:是|由)|新(?:来)?的?\w{0,6}?(?:是|叫)|由)(?P<name>[\u4e00-\u9fff]{1,3}?"
    r"(?:老师|医生|大夫|师傅|经理|先生|女士|阿姨)|[\u4e00-\u9fff]{2,3}?(?=[，。,；了]|来|接|担|负责|主持|当|做|带|教|$))"
)
_HAN_HELD = lazy(
    r"(?:是|叫|由|为)(?P<name>[\u4e00-\u9fff]{1,3}?(?:老师|医生|大夫|师傅|经理|先生|女士|阿姨)|[\u4e00-\u9fff]{2,3}(?=[，。,；]|$))"
)


def holding(text: str, said: Said) -> str:
    """A text with whoever holds a place in it exchanged for who is said to hold it now."""
    held = [match for match in _HELD.finditer(text) if people.clean(match["name"])]
    if held:
        return _taken(text, held, said)
    return _taken_in_han(text, said)


def _taken(text: str, held: list[re.Match[str]], said: Said) -> str:
    told = [*_NEW.finditer(said.text), *_ones(said.text)]
    names = {_of(match): match for match in told if _is_new(_of(match), text)}
    if len(names) != 1:
        return text
    new, match = next(iter(names.items()))
    left = [one for one in held if _has_left(one["name"], said)]
    one = left[0] if len(left) == 1 else held[0] if len(held) == 1 else None
    if one is None or (not left and not _speaks_of(_before(match), _place(text, one))):
        return text
    anew = f"{text[: one.start('article') if one['article'] else one.start('name')]}{new}{text[one.end('name') :]}"
    return _with_hours(anew, said)


# When somebody is there, in the words for it: "riceve lunedì e giovedì 9-12", "Mondays and Wednesdays".
_HOURS_OF = lazy(
    r"(?:(?<=, )|(?<=; ))(?P<verb>riceve|visita|è in studio|sees patients|consults|available|is in|hat Sprechstunde|"
    r"Sprechstunde|Sprechzeiten?|orari[oa]?)\b[^,;.]*",
    re.IGNORECASE,
)


def _with_hours(text: str, said: Said) -> str:
    """A text with the hours of who holds a place now, where they are told with the same word."""
    held = list(_HOURS_OF.finditer(text))
    if len(held) != 1:
        return text
    new = re.search(rf"\b{re.escape(held[0]['verb'])}\b[^;.]*", said.text, re.IGNORECASE)
    return f"{text[: held[0].start()]}{new[0].strip()}{text[held[0].end() :]}" if new else text


# What the user does, or did, in a known thing, and words by which somebody else does it.
_BY_THE_USER = lazy(
    r"\b(?P<by>by|von|vom|da|dal|dall['’])\s?(?P<user>(?:the |der |dem |l['’])?(?:user|Nutzer(?:in)?|utente))\b",
    re.IGNORECASE,
)
_IN_PLACE_OF_ME = lazy(
    r"\b(?:instead of me|not me|in my place|statt mir|anstatt mir|an meiner stelle|nicht ich|al posto mio|invece di me|"
    r"al mio posto|non io)\b|(?:替|代替?)我",
    re.IGNORECASE,
)
_DOER = lazy(
    rf"(?:^|[.,;:]\s+|\b(?:and|und|e|but|so)\s+)(?:my |our |mein\w* |unser\w* |(?:la |il )?mi[ao] )?"
    rf"(?P<who>{people.KIN}|{relations.RELATION}|(?-i:{_SOMEONE}))(?:\s*\([^)]*\))?\s+(?:is|are|will|does|do|makes?|bakes?|"
    rf"brings?|takes?|ist|macht|backt|bäckt|bringt|übernimmt|fa|farà|porta|prepara|si occupa)\b",
    re.IGNORECASE,
)


def instead_of_the_user(text: str, said: Said) -> str:
    """A text with who does what the user did, where words say that they do it instead."""
    doers = {
        match["who"] for one in said.sentences if _IN_PLACE_OF_ME.search(one) for match in _DOER.finditer(one)
    }
    held = list(_BY_THE_USER.finditer(text))
    if len(doers) != 1 or len(held) != 1:
        return text
    who = doers.pop()
    told = who if who[:1].isupper() else f"User's {who}"
    return f"{text[: held[0].start('user')]}{told}{text[held[0].end('user') :]}"


def _of(match: re.Match[str]) -> str:
    return match["name"] or match.groupdict().get("taker") or ""


def _is_new(name: str, text: str) -> bool:
    bare = people.clean(name)
    return bool(bare) and bare.split()[-1] not in text


def _has_left(name: str, said: Said) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return any(
        last in clause and _LEAVES.search(clause) for clause in re.split(r"[,;]\s+", said.text) if clause
    )


def _place(text: str, held: re.Match[str]) -> str:
    """What somebody is said to be: the words before them in their clause."""
    return re.split(r"[,;.]\s+", text[: held.start()])[-1]


def _before(match: re.Match[str]) -> str:
    """The clause that a new holder stands in, without them."""
    begins = match.start() + (not match[0][:1].isalnum())
    whole = re.split(r"[,;.!]\s+", match.string[:begins])[-1] + match[0]
    return whole.replace(_of(match), " ")


def _speaks_of(clause: str, place: str) -> bool:
    """Whether a clause has the words for the place that is held: "mein neuer Chef" for "Chefin der Nutzerin"."""
    if people.relation_words(clause) & people.relation_words(place):
        return True
    wanted = set(stems.content(_ELISION.sub(" ", place))) - _USER
    shared = wanted & glosses.terms(_ELISION.sub(" ", clause))
    return bool(wanted) and len(shared) >= SAME * len(wanted)


_USER = frozenset(
    map(stems.stem, "user utente nutzer nutzerin nutzers usuario usuaria utilisateur utilisatrice".split())
)
_ELISION = lazy(r"\b(?:l|un|dell|all|dall|nell|sull)['’]", re.IGNORECASE)


def _taken_in_han(text: str, said: Said) -> str:
    held = list(_HAN_HELD.finditer(text))
    new = {match["name"] for match in _HAN_NEW.finditer(said.text)} - {match["name"] for match in held}
    if len(held) != 1 or len(new) != 1:
        return text
    return f"{text[: held[0].start('name')]}{new.pop()}{text[held[0].end('name') :]}"


_SPELT = lazy(
    r"\b(?:spel(?:t|led|ling|ls?)|written|with (?:an? )?(?:double )?(?-i:[A-Z]{1,2})\b|schreibt|geschrieben|"
    r"mit (?:einem )?(?-i:[A-Z]{1,2})\b|si scrive|scritto|con (?:la|due) \w\b|not (?-i:[A-Z])\w+|"
    r"nicht (?-i:[A-Z])\w+|non (?-i:[A-Z])\w+)",
    re.IGNORECASE,
)
# How much alike two spellings of one name are (0..1).
ALIKE = 0.7


def spelt(text: str, said: Said) -> str:
    """A text with a name in it as the words spell it."""
    for sentence in said.sentences if _SPELT.search(said.text) else ():
        for new in re.findall(WORD, sentence) if _SPELT.search(sentence) else ():
            for old in re.findall(WORD, text):
                close = SequenceMatcher(None, old.casefold(), new.casefold()).ratio()
                if old != new and new not in text and old[:2] == new[:2] and close >= ALIKE:
                    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)
    return text


_OCCUPATION = (
    r"[a-z]*(?:ist|er|or|ian|eur|wife|man|woman|nurse|cook|chef|vet|judge|guide|clerk|arzt|ärztin|lehrer(?:in)?|"
    r"(?:er|ist|eur|or|ent|ant|iker|loge?)in|tore|trice|aia?o|iere?|ista|ante|ologo|ologa)"
)
_IS_A = lazy(
    r"\b(?:works? as|is|['’]s|was|as|arbeitet als|ist|war|als|lavora come|è|fa|era)\s+"
    r"(?:an?|the|eine?|un[ao'’]?|il|la|l['’])?\s*(?P<job>(?-i:[A-ZÄÖÜa-zäöü])\w*)",
    re.IGNORECASE,
)
_JOB = lazy(rf"\b(?P<job>{_OCCUPATION})\b", re.IGNORECASE)
_WRONG = lazy(
    r"\b(?:wrong|not (?:right|true|an?)|incorrect|never|n['’]t|mistake|mixed up|no,|nope|actually|correction|falsch|"
    r"stimmt nicht|nicht|verwechselt|sbagli\w+|non è|errore|nemmeno)\b|不对|不是|错了|弄错",
    re.IGNORECASE,
)


def is_correction(text: str) -> bool:
    """Whether words say that something told before is wrong."""
    return bool(_WRONG.search(text) or _SPELT.search(text))


def corrected(text: str, said: Said) -> str:
    """A text with the one occupation and the one place in it that the words put right."""
    if not is_correction(said.text):
        return text
    return _in_place(_occupied(text, said.text), said.text)


def _occupied(text: str, said: str) -> str:
    old = [match for match in _JOB.finditer(text) if match["job"].casefold() not in _NO_JOBS]
    new = [
        match["job"]
        for match in _IS_A.finditer(said)
        if _JOB.fullmatch(match["job"]) and match["job"].casefold() not in _NO_JOBS
    ]
    told = [job for job in new if job.casefold() not in text.casefold()]
    known = [match for match in old if match["job"].casefold() in said.casefold()] or [
        match for match in old if re.search(r"\b(?:an?|as|als|come|un[ao]?)\s+$", text[: match.start()])
    ]
    if len(told) != 1 or len(known) != 1:
        return text
    at = known[0]
    start = re.sub(
        r"\b(an?)\s+$", lambda _: "an " if told[0][0].casefold() in "aeiou" else "a ", text[: at.start()]
    )
    return f"{start}{told[0].lower() if told[0].isupper() else told[0]}{text[at.end() :]}"


_IT_IS = lazy(
    rf"\b(?:it['’]s|it is|(?:she|he)['’]s in|(?:lives|works) in|in|es ist|è a|sta a|vive a|lavora a)"
    rf"\s+(?P<name>{WORD})(?![\w-])"
)
_AT = lazy(rf"\b(?:in|at|near|a|ad|bei) (?P<name>{WORD})(?![\w-])")


def _in_place(text: str, said: str) -> str:
    new = {match["name"] for match in _IT_IS.finditer(said) if people.clean(match["name"])}
    old = [match for match in _AT.finditer(text) if people.clean(match["name"])]
    told = {name for name in new if name not in text and not name.isupper()}
    if len(told) != 1 or len(old) != 1:
        return text
    return f"{text[: old[0].start('name')]}{told.pop()}{text[old[0].end('name') :]}"


_NO_JOBS = frozenset(
    "her for never number after over other another under ever or whenever together father mother sister brother "
    "daughter partner neighbour neighbor letter later better former winter summer october november december "
    "september dinner water corner paper order answer computer together larger smaller older younger rather "
    "whether either neither their user owner member river center floor door man woman wife ist first list worst "
    "best last per wer der aber oder über unter immer vier hier später wieder nur war wir ihr mir dir er "
    "nutzer mutter vater schwester bruder tochter nummer".split()
)
