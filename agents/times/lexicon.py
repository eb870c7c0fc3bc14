"""The time words of languages written with spaces, as patterns; the grammar that joins them is `western`.

In templates `{n}` stands for an amount and `{unit}` for a unit of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language. Months and weekdays are in order (January, Monday first).

    `foreign` are words of another language whose presence says that a day's name is not meant: French
    "hier" is yesterday, German "hier" is here. `of_month` is a day by its number alone ("am 3."), `week_on` a weekday
    and a week ("Saturday week"). `this_unit` is a unit with its article ("des Monats"), `month_thirds` are the
    beginning, middle and end of this month in a word.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    days: Mapping[int, str]
    shifted: Mapping[int, tuple[str, ...]]
    ago: tuple[str, ...]
    ahead: tuple[str, ...]
    past: tuple[str, ...]
    couple: str
    few: str
    parts: Mapping[str, str]
    within: str
    year_after: str
    on: str = ""
    of: str = ""
    year: str = ""
    bare_months: str = ""
    foreign: str = ""
    of_month: str = ""
    week_on: tuple[str, ...] = ()
    this_unit: str = ""
    month_thirds: Mapping[int, str] = field(default_factory=dict)
    now_parts: Mapping[tuple[int, str], str] = field(default_factory=dict)


ENGLISH = Lexicon(
    months=(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    weekdays=(
        "monday|mon",
        "tuesday|tues|tue",
        "wednesday|wed",
        "thursday|thurs|thur|thu",
        "friday|fri",
        "saturday|sat",
        "sunday|sun",
    ),
    numbers={
        "one": 1,
        "an": 1,
        "a": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "fourteen": 14,
        "fifteen": 15,
        "twenty": 20,
        "thirty": 30,
    },
    units={
        "second": "seconds?|secs?",
        "minute": "minutes?|mins?",
        "hour": "hours?|hrs?|h",
        "day": "days?",
        "week": "weeks?|wks?",
        "weekend": "weekends?|week-ends?",
        "month": "months?|mon|mos?",
        "quarter": "quarters?",
        "year": "years?|yrs?",
    },
    days={
        -2: "(?:the )?day before yesterday",
        -1: "yesterday",
        0: "today",
        1: "tomorrow",
        2: "(?:the )?day after tomorrow",
    },
    shifted={
        -2: ("(?:the )?{unit} before last",),
        -1: ("(?:last|previous) {unit}",),
        0: ("this {unit}", "(?:the )?current {unit}"),
        1: ("(?:next|the coming|the following) {unit}",),
        2: ("(?:the )?{unit} after next",),
    },
    ago=("{n} ?{unit} (?:ago|earlier|back)", "{n} ?{unit} before now"),
    ahead=("in {n} {unit}", "{n} {unit} (?:later|from now|ahead)"),
    past=(
        "(?:the )?(?:past|last|previous) {n} {unit}",
        "(?:the )?past {unit}",
        "(?<=in )the last {unit}",
        "(?<=over )the last {unit}",
        "(?<=within )the last {unit}",
    ),
    couple="(?:a )?couple(?: of)?",
    few="(?:a )?few|several",
    parts={
        "early": "early (?:in the )?morning",
        "morning": "(?:in the )?morning",
        "midday": "(?:around )?midday",
        "noon": "(?:at )?noon",
        "afternoon": "(?:in the )?afternoon",
        "evening": "(?:in the )?evening",
        "night": "(?:at |in the )?night",
        "midnight": "(?:at )?midnight",
        "lunch": "(?:at )?lunch ?time",
    },
    now_parts={
        (0, "morning"): "this morning",
        (0, "afternoon"): "this afternoon",
        (0, "evening"): "this evening",
        (0, "tonight"): "tonight|this night",
        (-1, "tonight"): "last night",
    },
    within="in|during|since|until|till|by|from|of|for|before|after|and|to|through|around|early|mid|late|throughout",
    year_after="in|during|since|until|till|by|before|after|early|mid|late|throughout",
    on="on",
    of="of|,",
    year="year",
    bare_months="january|february|april|june|july|august|september|october|november|december",
    week_on=(
        "(?<!every ){weekday} (?:a )?week(?! ago)(?!ly|end)",
        "a week (?:on|from|come) {weekday}",
    ),
    month_thirds={1: "mid-month", 2: "month['’]?s[ -]end|month[ -]end|end of month|EOM"},
)

GERMAN = Lexicon(
    months=(
        "januar|jänner|jan",
        "februar|feb",
        "märz|maerz|mär",
        "april|apr",
        "mai",
        "juni|jun",
        "juli|jul",
        "august|aug",
        "september|sept|sep",
        "oktober|okt",
        "november|nov",
        "dezember|dez",
    ),
    weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
    numbers={
        "ein": 1,
        "eine": 1,
        "einem": 1,
        "einer": 1,
        "einen": 1,
        "zwei": 2,
        "drei": 3,
        "vier": 4,
        "fünf": 5,
        "sechs": 6,
        "sieben": 7,
        "acht": 8,
        "neun": 9,
        "zehn": 10,
        "elf": 11,
        "zwölf": 12,
        "vierzehn": 14,
        "zwanzig": 20,
        "dreißig": 30,
    },
    units={
        "second": "sekunden?",
        "minute": "minuten?",
        "hour": "stunden?",
        "day": "tage?n?",
        "week": "wochen?",
        "weekend": "wochenenden?",
        "month": "monate?n?|monats",
        "quarter": "quartale?n?|quartals",
        "year": "jahre?n?|jahres",
    },
    days={
        -2: "vorgestern",
        -1: "gestern",
        0: "heute",
        1: "(?<!guten )(?<!am )morgen(?! früh)",
        2: "übermorgen",
    },
    shifted={
        -2: ("vorletzte[nrsm]? {unit}",),
        -1: ("(?:letzte|vorige|vergangene)[nrsm]? {unit}",),
        0: ("diese[nrsm]? {unit}",),
        1: ("(?:nächste|kommende)[nrsm]? {unit}",),
        2: ("übernächste[nrsm]? {unit}",),
    },
    ago=("vor {n} {unit}",),
    ahead=("in {n} {unit}",),
    past=("(?:die |den |der )?(?:letzten|vergangenen) {n} {unit}",),
    couple="ein paar|paar",
    few="einigen?|wenigen?|mehreren?",
    parts={
        "early": "früh ?morgens",
        "morning": "morgens?|vormittags?|früh|am (?:morgen|vormittag)",
        "midday": "mittags?|am mittag",
        "afternoon": "nachmittags?|am nachmittag",
        "evening": "abends?|am abend",
        "night": "nachts?|in der nacht",
    },
    now_parts={
        (0, "morning"): "heute (?:morgen|früh|vormittag)",
        (-1, "morning"): "gestern (?:morgen|früh|vormittag)",
        (0, "tonight"): "heute (?:abend|nacht)",
        (1, "morning"): "morgen (?:früh|vormittag)",
    },
    within="im|seit|bis|ab|von|vor|nach|anfang|mitte|ende|und|zum",
    year_after="seit|bis|im jahre?|vor|nach|anfang|mitte|ende",
    on="am|den|vom|zum",
    of="",
    year="jahr",
    bare_months="januar|februar|märz|april|juni|juli|august|september|oktober|november|dezember",
    of_month=(
        r"(?:am|zum|ab dem|vom) (?P<day>\d{1,2})\."
        r"(?!\s*(?:stock|platz|klasse|mal|etage|rang|versuch|tag|woche|jahr|kapitel|geburtstag|liga|runde)\b)"
    ),
    week_on=("{weekday} in (?:einer woche|acht tagen)",),
    this_unit="(?:des|im) (?P<x>{unit})",
    month_thirds={0: "monatsanfang", 1: "monatsmitte", 2: "monatsende"},
)

FRENCH = Lexicon(
    months=(
        "janvier|janv",
        "février|fevrier|févr",
        "mars",
        "avril|avr",
        "mai",
        "juin",
        "juillet|juil",
        "août|aout",
        "septembre|sept",
        "octobre|oct",
        "novembre|nov",
        "décembre|decembre|déc",
    ),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    numbers={
        "un": 1,
        "une": 1,
        "deux": 2,
        "trois": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "dix": 10,
    },
    units={
        "minute": "minutes?",
        "hour": "heures?",
        "day": "jours?",
        "week": "semaines?",
        "weekend": "week-ends?|weekends?",
        "month": "mois",
        "year": "ans?|années?|annees?",
    },
    days={-2: "avant-hier", -1: "hier", 0: "aujourd['’]hui", 1: "demain", 2: "après-demain"},
    shifted={
        -1: ("(?:l[ea] |l['’])?{unit} (?:derni(?:er|ère|ere)|passée?|précédente?)",),
        0: ("ce(?:tte|t)? {unit}",),
        1: ("(?:l[ea] |l['’])?{unit} prochaine?",),
    },
    ago=("il y a {n} {unit}",),
    ahead=("dans {n} {unit}",),
    past=("les {n} derni(?:ers|ères) {unit}",),
    couple="une? couple de",
    few="quelques",
    parts={
        "morning": "(?:le |au )?matin",
        "afternoon": "(?:l['’])?après-midi",
        "evening": "(?:le |au )?soir",
    },
    now_parts={(0, "morning"): "ce matin", (0, "afternoon"): "cet après-midi", (0, "tonight"): "ce soir"},
    within="en|depuis|avant|après|jusqu['’]en",
    year_after="en|depuis|avant|après",
    on="le|du|au",
    year="année",
    foreign="ist|sind|der|die|das|und|wir|ich|nicht|was|wer|wie|wo|steht|gibt|man|here|the|is",
)

SPANISH = Lexicon(
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre|setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    numbers={
        "un": 1,
        "una": 1,
        "dos": 2,
        "tres": 3,
        "cuatro": 4,
        "cinco": 5,
        "seis": 6,
        "siete": 7,
        "diez": 10,
    },
    units={
        "minute": "minutos?",
        "hour": "horas?",
        "day": "d[ií]as?",
        "week": "semanas?",
        "weekend": "fin(?:es)? de semana",
        "month": "mes(?:es)?",
        "year": "años?",
    },
    days={-2: "anteayer|antes de ayer", -1: "ayer", 0: "hoy", 1: "mañana", 2: "pasado mañana"},
    shifted={
        -1: ("(?:el |la )?{unit} pasad[oa]s?",),
        0: ("est[ea] {unit}",),
        1: ("(?:el |la )?{unit} (?:que viene|próxim[oa])", "(?:el |la )?próxim[oa] {unit}"),
    },
    ago=("hace {n} {unit}",),
    ahead=("dentro de {n} {unit}",),
    past=("l[oa]s últim[oa]s {n} {unit}",),
    couple="un par de",
    few="unos|unas|algunos|algunas",
    parts={"morning": "por la mañana", "afternoon": "(?:por|de) la tarde", "night": "(?:por|de) la noche"},
    now_parts={
        (0, "morning"): "esta mañana",
        (0, "afternoon"): "esta tarde",
        (0, "tonight"): "esta noche",
        (-1, "tonight"): "anoche",
    },
    within="en|desde|hasta",
    year_after="en|desde|hasta",
    on="el|del",
    of="del?",
    year="año",
)

ITALIAN = Lexicon(
    months=(
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    weekdays=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    numbers={
        "un": 1,
        "una": 1,
        "due": 2,
        "tre": 3,
        "quattro": 4,
        "cinque": 5,
        "sei": 6,
        "sette": 7,
        "otto": 8,
        "nove": 9,
        "dieci": 10,
        "dodici": 12,
        "quindici": 15,
        "venti": 20,
        "trenta": 30,
    },
    units={
        "minute": "minut[oi]",
        "hour": "or[ae]",
        "day": "giorn[oi]",
        "week": "settiman[ae]",
        "weekend": "fine settimana|weekend",
        "month": "mes[ei]",
        "year": "ann[oi]",
    },
    days={-2: "l['’]altro ieri", -1: "ieri", 0: "oggi", 1: "domani", 2: "dopodomani"},
    shifted={
        -1: ("(?:il |la |l['’])?{unit} scors[oa]", "(?:l[ao] )?scors[oa] {unit}"),
        0: ("quest[oa] {unit}", "quest['’]{unit}"),
        1: ("(?:il |la )?prossim[oa] {unit}", "(?:il |la |l['’])?{unit} prossim[oa]"),
    },
    ago=("{n} {unit} fa",),
    ahead=("tra {n} {unit}", "fra {n} {unit}"),
    past=("(?:gli |le )?ultim[ei] {n} {unit}",),
    couple="un paio di",
    few="alcuni|alcune|qualche",
    parts={"morning": "mattina", "afternoon": "pomeriggio", "evening": "sera"},
    now_parts={(0, "morning"): "stamattina", (0, "tonight"): "stasera|stanotte"},
    within="ad?|in|da|di|fino ad?|entro|per|inizio|metà|fine|primo|tra|fra|prima di|dopo|durante",
    year_after="nel|dal",
    on="il|del",
    of="del",
    year="anno",
    of_month=(
        r"(?:il|dal|al) (?P<day>\d{1,2})(?=\s*(?:[?.,!;)]|$|alle\b|mattina|sera|pomeriggio"
        r"|del (?:mese|prossimo|questo)|di questo mese))"
    ),
    week_on=("{weekday} (?:tra una settimana|a otto)",),
    this_unit="(?:del |dell['’])(?P<x>{unit})(?! (?:scors|prossim|di|in)\\w*)",
    month_thirds={0: "inizio mese", 1: "metà mese", 2: "fine mese"},
)

PORTUGUESE = Lexicon(
    months=(
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    weekdays=(
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
        "domingo",
    ),
    numbers={"um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5},
    units={"hour": "horas?", "day": "dias?", "week": "semanas?", "month": "m[eê]s(?:es)?", "year": "anos?"},
    days={-2: "anteontem", -1: "ontem", 0: "hoje", 1: "amanhã"},
    shifted={
        -1: ("(?:[oa] |n[oa] )?{unit} passad[oa]",),
        0: ("est[ea] {unit}",),
        1: ("(?:n?[oa] )?próxim[oa] {unit}",),
    },
    ago=("há {n} {unit}", "{n} {unit} atrás"),
    ahead=("daqui a {n} {unit}",),
    past=("[oa]s últim[oa]s {n} {unit}",),
    couple="um par de",
    few="alguns|algumas",
    parts={"morning": "de manhã", "afternoon": "à tarde", "night": "à noite"},
    within="em|desde|até",
    year_after="em|desde|até",
    on="em|dia",
    of="de",
    year="ano",
)

RUSSIAN = Lexicon(
    months=(
        "январ[ьяе]",
        "феврал[ьяе]",
        "марта?е?",
        "апрел[ьяе]",
        "ма[йяе]",
        "июн[ьяе]",
        "июл[ьяе]",
        "августа?е?",
        "сентябр[ьяе]",
        "октябр[ьяе]",
        "ноябр[ьяе]",
        "декабр[ьяе]",
    ),
    weekdays=("понедельник", "вторник", "сред[ау]", "четверг", "пятниц[ау]", "суббот[ау]", "воскресенье"),
    numbers={
        "один": 1,
        "одну": 1,
        "два": 2,
        "две": 2,
        "три": 3,
        "четыре": 4,
        "пять": 5,
        "шесть": 6,
        "семь": 7,
    },
    units={
        "minute": "минут[уы]?",
        "hour": "час(?:а|ов)?",
        "day": "д(?:ень|ня|ней)",
        "week": "недел[яеюиь]",
        "weekend": "выходн(?:ые|ых)",
        "month": "месяц(?:а|е|ев)?",
        "year": "год(?:а|у)?|лет",
    },
    days={-2: "позавчера", -1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра"},
    shifted={
        -1: ("(?:в |на )?прошл(?:ый|ая|ое|ой|ом|ую|ые|ых) {unit}",),
        0: ("(?:в |на )?эт(?:от|а|ой|ом|у|и|их) {unit}",),
        1: ("(?:в |на )?следующ(?:ий|ая|ей|ем|ую|ие|их) {unit}",),
    },
    ago=("{n} {unit} назад",),
    ahead=("через {n} {unit}",),
    past=("последни[ех] {n} {unit}",),
    couple="пар[уы]",
    few="несколько",
    parts={"morning": "утром", "afternoon": "днём", "evening": "вечером", "night": "ночью"},
    within="в|с|до",
    year_after="в|с|до",
    year="год",
)

ALL = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, RUSSIAN)
