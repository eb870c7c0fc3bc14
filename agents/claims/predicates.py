"""What is said of someone: the properties that sentences fill, found by the form of their predicate."""

from __future__ import annotations

import re

from agents import caches
from agents.patterns import lazy

_TEMPORARY = lazy(
    r"\b(?:for (?:a|an|the|this|one|two|three|four|five|six|\d+|some|another)(?: couple of| few)?(?: \w+)? ?"
    r"(?:days?|nights?|weeks?|months?|weekend|while|summer|winter|conference|wedding|course|project)|until|till|"
    r"this (?:week|weekend|month)|temporar\w+|stay(?:s|ing)?|visit(?:s|ing)?|on (?:holiday|vacation|a trip|"
    r"assignment)|"
    r"airbnb|hotel|hostel|sublet\w*|couch|house-?sitting|passing through|für (?:ein|zwei|drei|vier|\d+)\w* "
    r"(?:tage?n?|wochen?|monate?)|bis (?:zum|ende|nächste\w*)|vorübergehend|zu besuch|"
    r"per (?:una|due|tre|qualche|\d+) (?:giorn\w|settiman\w|mes\w))\b|暂时|临时|出差|几天|一周|"
    r"借住|寄住|过渡|凑合|先(?:借?住|待|在)|"
    r"这(?:几|两|[一二三四五六]|\d+)个?(?:天|周|星期|月)(?!起|开始)|"
    r"(?:住|待|租)[^，。,了过]{0,6}(?:[几两三四五六半]|\d+)个?(?:天|周|晚|月|星期)",
    re.IGNORECASE,
)
_BESIDE = lazy(
    r"\b(?:also|too|as well|second job|side (?:job|gig|project)|additionally|on top|another|auch|zusätzlich|nebenbei|"
    r"zweit\w+|anche|inoltre|secondo lavoro|aussi|en plus|también|además)\b|也|另外|兼职",
    re.IGNORECASE,
)
_PLACE_TEAM = lazy(r"\b(?:team|department|division|group|role|position|unit|squad)\b", re.IGNORECASE)
_OCCUPATIONS = (
    r"(?:\w*(?:ician|ologist|eer|ographer|keeper|(?<!pace)maker|yst|ect)|nurse|teacher|chef|cook|student|lawyer|pilot|"
    r"scientist|midwife|baker|plumber|accountant|consultant|director|intern|apprentice|freelancer|professor|lecturer|"
    r"researcher|developer|designer|editor|writer|author|manager|programmer|carpenter|painter|dancer|singer|"
    r"actor|actress|doctor|surgeon|vet|physio|therapist|paramedic|farmer|gardener|driver|waiter|waitress|barista|"
    r"bartender|journalist|reporter|translator|interpreter|librarian|pharmacist|dentist|optician|biologist|"
    r"chemist|physicist|statistician|tester|administrator|assistant|secretary|trainer|coach|tutor|postdoc|"
    r"researcher|candidate|lead|head of|owner|founder|officer|specialist|operator|technician|supervisor|planner|"
    r"coordinator|adviser|advisor|banker|broker|trader|agent|buyer|florist|tailor|jeweller|potter|welder|mason|"
    r"electrician|mechanic|curator|conductor|composer|violinist|pianist|cellist|photographer|illustrator|judge|"
    r"clerk|cashier|firefighter|police officer|soldier|sailor|priest|beekeeper|hairdresser|retired|unemployed|"
    r"self-employed|freelance)"
)
# What people join and start for themselves, and the words by which it is their work after all.
PASTIME = (
    r"(?:clubs?|groups?|gym|class(?:es)?|courses?|program(?:me)?s?|church|forum|choir|band|league|society|community|"
    r"activis\w+|volunteer\w*|boot ?camps?|yoga|pilates|workouts?|meetings?|mentorship|charity|shelter|campaign|"
    r"forces|conversation|hobby|sport|game|tournament|trip|tour)"
)
_PASTIME = lazy(rf"\b{PASTIME}\b", re.IGNORECASE)
_EMPLOYED = lazy(
    r"\b(?:jobs?|employ\w+|hired|promoted|salary|contract|colleague at|works? (?:at|for|as)|working (?:at|for|as)|"
    r"resigned|quit|laid off|fired|retired|"
    rf"{_OCCUPATIONS})\b",
    re.IGNORECASE,
)
_GONE = lazy(
    r"\b(?:used to|lived|years ago|back when|as a (?:kid|child|student)|früher|da piccol[oa])\b", re.I
)

# "For the school play I'm Hedda": a part is no name.
_PLAYED = lazy(
    r"\b(?:in|for) (?:the|our|a|an|this year['’]s) (?:[\w'’-]+ ){0,2}"
    r"(?:play|musical|panto\w*|film|show|opera|larp|campaign|sketch|sitcom)\b",
    re.IGNORECASE,
)

_BE = r"(?:am|is|are|was|['’]m|['’]s|became|become|will be|works? as|working as)"

# A slot, and the predicate that fills it; `value` is what makes two fillings of a many-valued slot the same.
_PREDICATES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (slot, lazy(pattern, re.IGNORECASE))
    for slot, pattern in (
        ("name", r"\bname is (?!on\b)|\b(?:i am|i['’]m|user is) called\b|^call me\b|\b(?:i am|i['’]m|"
                 r"user is) (?-i:[A-Z][a-zà-ÿ]+)(?=[,.!]|$| and| from)|\bich heiße\b|\bmi chiamo\b|我叫|我的名字"),
        ("emergency contact", r"\bemergency contact\b|\bnotfallkontakt\b|contatto (?:di|d['’])\s?emergenza|紧急联系人"),
        ("allergy", r"\ballerg(?:ic|y|ies|isch|ic[ao]|ia)\b|\bintoleran(?:t|ce)\b|\b(?:can['’]?t|cannot|can not|"
                    r"must not|mustn['’]t) "
                    r"(?:have|eat|touch|stand near|tolerate|digest|do (?!it\b|that\b|this\b|any|much\b|more\b|maths?\b|"
                    r"without\b|[\w ]*(?:days?|weekends?|mornings?|evenings?|nights?|weeks?|today|tomorrow|time)\b))\b|"
                    r"\bverträgt kein\w*\b|\bdarf kein\w* [\wäöüß]+ essen\b|\bnon (?:tollera|può mangiare)\b|过敏|"
                    r"不能(?:吃|喝|碰)|吃不了"),
        ("diet", r"\b(?:vegan|vegetarian|pescatarian|coeliac|celiac|halal|kosher|gluten[- ]free|dairy[- ]free|"
                 r"vegetarier(?:in)?|"
                 r"veganer(?:in)?|vegetarian[ao]|lactose)\b|\b(?:eats?|eating) (?:no|meat|fish)\b|\b(?:do not|"
                 r"don['’]t|doesn['’]t|"
                 r"stopped|quit|no longer) (?:eat|eats|eating|drink|drinks|drinking)\b|吃素|素食"),
        ("health", r"\b(?:diagnosed with|diabet\w+|asthma\w*|migraines?|epilep\w+|blood type|blood group|"
                   r"hypertension|pacemaker)\b"),
        ("phone", r"\b(?:phone|mobile|cell|telephone|handy)? ?(?:number|nummer|numero)(?: now)? (?:is|ist|è|"
                  r"changed)\b|\b(?:phone|tel|mobile)[:.]? ?\+?\d|"
                  r"\breach \w+ (?:on|at) \+?\d|电话"),
        ("email", r"\be-?mail(?: address)?(?: now)? (?:is|:)|[\w.+-]+@[\w-]+\.\w+"),
        ("birthday", r"\bbirthday\b|\b(?:was |is )?born (?:on|in)\b|\bgeburtstag\b|\bcompleanno\b|"
                     r"\bgeboren\b|\bsono nat[ao]\b|生日"),
        ("age", r"\b(?:turn(?:s|ed|ing)?|am|is|['’]m) \d{1,2}(?: years old| today| on| in|$)|岁"),
        ("language", r"\b(?:speaks?|native (?:language|speaker)|mother tongue|muttersprache|spreche|parlo|"
                     r"fluent in)\b"),
        ("marital", r"\b(?:got|getting|am|is|['’]m) (?:married|engaged|divorced|separated|single|widowed)\b"),
        ("job", r"\bworks? (?:\w+ ){0,2}?(?:at|for|as|with|in|remotely)\b|"
                r"\bwork(?:ing|ed) (?:\w+ ){0,2}?(?:at|for|as|in|remotely)\b|"
                r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|join(?:s|ed|ing)?)\b"
                r"(?: \w+){0,4}? (?:at|as|with) (?!home|the gym|noon|night|\d)|"
                r"\bjoin(?:s|ed|ing)? (?:the |an? )?(?:(?-i:[A-Z])[\w&]+|(?:\w+ )?(?:team|company|firm|staff|"
                r"department|start-?up|bank|agency|practice|crew|board|office|hospital|school|university|institute|lab))\b|"
                rf"\b{_BE} (?!(?:not|never|no|hardly|like|seeing|with) (?![^.;]*(?:any ?more|longer)\b))(?:now "
                rf")?(?:a|an|the|their|our)? ?(?:\w+ ){{0,3}}"
                rf"{_OCCUPATIONS}\b(?! (?:type|kind|sort|person|material|at heart|for a day|in (?:me|this house))\b)|"
                r"\bpromoted (?:to|from)\b|"
                r"\b(?:new|current) (?:job|employer|role|position)\b|\bhired (?:by|at|as)\b|\bemployed (?:by|at)\b|"
                r"\b(?:quit|resigned from|laid off|fired from|got fired|retired)\b|\bmoved? (?:to|"
                r"into) the \w+ (?:team|department|group)\b|"
                r"\bon nights?\b|\b(?:i|we|user|he|she) (?:now |also |currently )?teach(?:es)? "
                r"(?!(?:me|us|user|him|her|them|you|my|our)\b)\w+|"
                r"\barbeite\b|\barbeitet\b|"
                r"\bfange? (?:ich )?\S*(?: \S+){0,3}? ?(?:bei|als)\b|\bneue[rn]? (?:job|stelle|arbeitgeber)\b|"
                r"\blavor[oa] (?:per|come|in|a|da|presso)\b|工作|上班|入职|跳槽|在.{1,12}当"),
        ("study", r"\b(?:study|studies|studying|enrolled|phd|master['’]?s|bachelor['’]?s|degree in|studiere|"
                  r"studio a)\b"),
        ("home", r"\b(?:lives?|living|based|reside[sd]?|settled|lived) (?:now )?(?:in|at|near|outside|on|with)\b|"
                 r"\b(?:moved?|moves|moving|relocat\w+) (?:back |over |out |house |flat |home |"
                 r"again )*(?:from .+? )?(?:to|into|in|near) (?!a new (?:job|phone)|plan|tabs|the (?:next|cloud|"
                 r"new (?:system|office)))|"
                 r"\bleaving for (?-i:[A-Z])|"
                 r"\b(?:home )?address (?:is|:)|\bwohn(?:e|t|en)\b|\bzieh(?:e|t|en) \S*(?: \S+){0,3}? ?(?:nach|"
                 r"um)\b|\bumgezogen\b|\bnach (?-i:[A-ZÄÖÜ])\w+ gezogen\b|"
                 r"\babit[oa]\b|\bviv[oe] a\b|\btrasferit[oa]\b|住在|搬到|搬去"),
    )
)  # fmt: skip
_FAVOURITE = lazy(r"\bfavou?rite (?P<what>\w+(?: \w+)?) (?:is|are|was)\b|\blieblings(?P<was>\w+) ist\b", re.I)
_TASTE = lazy(
    r"(?<!\bmy )(?<!\bour )(?<!\byour )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bthe )(?<!\ba )(?<!\bof )(?<!['’]s )"
    r"\b(?:love[sd]?|like[sd]?|enjoy(?:s|ed)?|hate[sd]?|dislike[sd]?|prefer(?:s|red)?|adore[sd]?|(?:can['’]?t|"
    r"cannot) stand|"
    r"(?:do not|don['’]t|doesn['’]t) (?:like|enjoy)|(?:a )?(?:big |huge )?fan of|allergic to small talk|gone off|"
    r"switched (?:from .+ )?to|mag|liebe|hasse|adoro|amo|odio|喜欢|讨厌)(?:\s+|(?<=[欢厌]))(?:to |the |my |a |an |any |"
    r"using |drinking |eating )*"
    r"(?P<what>[\w'’\-]+)",
    re.IGNORECASE,
)
# Words behind "love" or "like" that name nothing.
_NO_TASTE = frozenset(
    "i me he she we us it this that these those them him her you your his their its and or but so as if for "
    "with at in on by of from all both each being getting doing having "
    "seeing hearing knowing making going".split()
)
# What a preference is about is the last word of it: window or aisle, it is seats.
_PREFERRED = lazy(
    r"\bprefer(?:s|red)?\s+(?:to \w+ )?(?:the |my |a |an )?(?:[\w'’\-]+ ){1,2}?(?P<what>[\w'’\-]+)(?=\s+(?:over|"
    r"to|instead|and|on|in|for|when)\b|[.,!]|$)",
    re.IGNORECASE,
)
_TRANSIENT = lazy(
    r"\b(?:love|like|enjoy|hate)[sd]?\s+(?:it|this|that|these|those|your|you|how|when|what|him|her|them)\b|"
    r"\b(?:would|['’]d|feel|felt|look|looks|looked|sounds?|seems?|something|more|just|it['’]s) like\b",
    re.IGNORECASE,
)


@caches.of_texts(64)
def is_temporary(text: str) -> bool:
    """True for a stay that ends by itself: a week, a visit, a hotel."""
    return bool(_TEMPORARY.search(text))


@caches.of_texts(64)
def is_beside(text: str) -> bool:
    """True for what comes beside what there is, not in its place: a second job."""
    return bool(_BESIDE.search(text))


# How somebody is or what they do, day after day: "has a bad hip", "can't read the labels", "drives them to the clinic".
_LASTS = lazy(
    r"(?:\b(?:is|isn['’]t|are|has|hasn['’]t|have|can['’]?t|cannot|won['’]t|doesn['’]t|does not|don['’]t|never|"
    r"always|only|"
    r"needs?|wears?|uses?|speaks?|owns?|runs?|plays?|teaches|studies|loves?|hates?|likes?|prefers?|lives?|works?|drives?|"
    r"drinks?|eats?|smokes?|collects?|keeps?|sings?|takes?|sleeps?|suffers?|makes?|sells?|starts?|looks after)\b|"
    r"\w['’]s\b)(?!\s+(?:\w+ly |just |also |still |all )?(?!(?:nothing|something|anything)\b)\w+ing\b)",
    re.IGNORECASE,
)
_PASSES = lazy(
    r"\b(?:today|tonight|tomorrow|yesterday|right now|at the moment|next \w+|last \w+|on \w+day|"
    r"(?:a|the) (?:cold|fever|headache|flu|cough|hangover)|just|(?:is|are|['’]s|['’]re) (?:\w+ )?(?:here|there|late|"
    r"early|coming|on|"
    r"fine|ok|okay|happy|sad|angry|cross|mad|furious|tired|busy|ill|sick|asleep|awake|home|out|away|back|ready|done|"
    r"right|wrong|sure|great|lovely|nice|sweet|kind|funny|so|too|such|off|over|up|down|going|getting|in)|thinks?|says?|"
    r"said|asked|wants?|hopes?|wonders?|knows?|means?|(?<!has )(?<!have )(?<!only )(?<!['’]s )got|called|rang|"
    r"came|went)\b",
    re.IGNORECASE,
)


def lasts(text: str) -> bool:
    """True for how somebody is beyond the day, or what they do again and again; not for a mood, or for what "
    "happened."""
    return bool(_LASTS.search(text)) and not (_PASSES.search(text) or is_temporary(text) or is_past(text))


def is_past(text: str) -> bool:
    """True for how things used to be."""
    return bool(_GONE.search(text))


# Somebody is helped with what is theirs: "I'm helping Inga with the move", "ich helfe dir beim Umzug".
_HELPING = lazy(
    r"\b(?:help(?:s|ed|ing)?(?! (?:out|desk))|helf\w+|hilfst?|geholfen|aiut\w+)\b|帮(?!助)", re.IGNORECASE
)


def is_help(text: str) -> bool:
    """True for what is done for somebody else, whose matter it is."""
    return bool(_HELPING.search(text))


# What somebody does not do leaves where they live or work as it was: "no, I'm not moving to the seaside".
_MOVED = frozenset({"home", "job"})
_STAYS = lazy(
    r"(?:\b(?:not|never)|n['’]t) (?:going to |gonna |planning (?:to|on) |about to )?(?:\w+ing to )?"
    r"(?:mov(?:e|ing)|relocat(?:e|ing)|leav(?:e|ing)|quit(?:ting)?|chang(?:e|ing) (?:jobs?|houses?|flats?))\b(?! in\b)|"
    r"\bzieh\w* (?:\w+ ){0,3}?nicht (?:\w+ ){0,3}?(?:um|weg|nach|in|zu)\b|\bnicht (?:nach \w+ )?(?:um|weg)?ziehen\b|"
    r"\bnon (?:mi|ci) (?:trasfer\w+|spost\w+)|\bnon (?:cambi\w+ (?:casa|lavoro)|trasloc\w+)|"
    r"不(?:会|打算|想)?(?:搬|跳槽|辞职)",
    re.IGNORECASE,
)


@caches.of_texts(4096)
def slots_of_predicate(text: str) -> frozenset[str]:
    """The properties a predicate fills: "home", "job"; tastes carry what they are about ("taste:coffee")."""
    found = {slot for slot, pattern in _PREDICATES if pattern.search(text)}
    if "job" in found and _PASTIME.search(text) and not _EMPLOYED.search(text):
        found = found - {"job"}
    if "name" in found and _PLAYED.search(text):
        found = found - {"name"}
    if "home" in found and _PLACE_TEAM.search(text):
        found = found - {"home"} | {"job"}
    if found & _MOVED and _STAYS.search(text):
        found = found - _MOVED
    if "home" in found and is_help(text):
        found = found - {"home"}
    favourite = _FAVOURITE.search(text)
    if favourite:
        found.add(f"favourite:{(favourite['what'] or favourite['was']).casefold()}")
    preferred = _PREFERRED.search(text)
    taste = None if preferred else _TASTE.search(text)
    if preferred:
        found.add(f"preference:{preferred['what'].casefold()}")
    if taste and taste["what"].casefold() not in _NO_TASTE and not favourite and not _TRANSIENT.search(text):
        found.add(f"taste:{taste['what'].casefold()}")
    return frozenset(found)


_PIECE = lazy(r"\s*[,;]\s+(?!(?:[A-Z]\w+)\s*(?:$|[,.;]))|\s*\n\s*|(?<=[.])\s+(?=[A-Z])")


def pieces(text: str) -> list[str]:
    """A kept text cut where one property ends and the next begins."""
    return [piece.strip(" .") for piece in _PIECE.split(text) if piece.strip(" .")]


def slots_of(text: str) -> dict[str, str]:
    """The properties a kept text speaks of, each with the piece of the text that does."""
    return {slot: piece for piece in pieces(text) for slot in sorted(slots_of_predicate(piece))}
