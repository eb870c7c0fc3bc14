"""Recognises secrets by the field they stand in: passwords in six languages, settings named like secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import chain
from typing import TypeAlias

from agents.patterns import lazy
from agents.secrets import misread, near, sieve, torn
from agents.secrets.found import Found, SecretKind
from agents.secrets.near import Stretch

# Says of a match and its value whether that is a password.
_Shaped: TypeAlias = Callable[[re.Match[str], str], bool]

# A part of every label below, and of every secret setting's name: where none stands, nothing is to be found.
LABELLING = (
    "pass", "pwd", "pw", "kenw", "kennw", "mdp", "contras", "clave", "parola d", "senha", "пароль", "密码", "密碼",
    "口令", "パスワード", "비밀번호", "fi key", "wpa", "network key",
)  # fmt: skip
TELLING = (*LABELLING, "key", "kev", "cred", "login", "log-in", "secret", "token", "t0ken", "salt", "auth")
LABEL = (
    r"(?P<label>pass ?w[o0]rd|passw[o0]rt|passwd|pwd|\bpw(?= ?[:=]| is\b| ist\b)|pass[ -]?phrase|pass ?code"
    r"|pass(?=\s?[:=])|kenn?w[o0]rt|mot de passe"
    r"|mdp|contrase?\w{1,3}a(?![a-z])|(?<=la )clave|(?<=su )clave|clave(?= ?[:=])|parola d['’]ordine|senha"
    r"|пароль|密码|密碼|口令|パスワード|비밀번호|wi-?fi key|wpa2? key|network key|app password)"
)
ANY_LABEL = lazy(LABEL, re.IGNORECASE)
MARKER = r"(?!\[[a-z -]+ hidden\])"
QUOTED = rf"[\"“'‘`«„]{MARKER}(?P<quoted>[^\"”'’`»“\n]{{3,80}})[\"”'’`»“]"
PLAIN = r"(?P<plain>[^\s\"“”'‘`«»][^\s。，；、！？]*)"
VALUE = rf"{MARKER}(?:{QUOTED}|{PLAIN})"
ASIDE = r"(?:\s?\([^)\n]{1,40}\))?"
FOR = r"(?:\s(?:for|to|of|on|fur|pour|para|per|zum|von|at)\s[^\n.:=]{1,50}?)?"
COLON = lazy(rf"{LABEL}[\"']?{FOR}{ASIDE}\s?(?:[:=：]|->|→|=>)=?\s{{0,3}}{VALUE}", re.IGNORECASE)
IS = lazy(
    rf"(?:\b|(?<=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff])){LABEL}{FOR}{ASIDE}\s?(?:\b(?:is now|is still|is|was|ist jetzt"
    rf"|ist|lautet|est|es|e|будет)\b:?|现在是|改成|改为|是|为|は)\s{{0,3}}{VALUE}",
    re.IGNORECASE,
)
CHANGED = lazy(
    rf"{LABEL}[^.?!\n]{{0,60}}?(?:\b(?:changed|set|reset|updated|switched|modified|rotated|geandert|gesetzt|cambiada?"
    rf"|cambiato|change|modifie|impostata)\b[^.?!\n]{{0,30}}?\b(?:to|as|auf|in|zu|a|en|por|par)\b|(?:改|更新|修改|重置)[成为])"
    rf"\s?:?\s?{VALUE}",
    re.IGNORECASE,
)
SAME_SENTENCE = lazy(
    rf"\b{LABEL}\b[^.\n]{{0,60}}?\b(?:keep|use|store|save|remember|enter|type|try|put|with|replaced by|nimm"
    rf"|merke|verwende"
    rf"|speichere|utilise[rz]?|usa|usar)\s{VALUE}",
    re.IGNORECASE,
)
SET_TO = lazy(rf"{LABEL}{FOR}\s(?:to|as|auf|zu|a|en)\s{VALUE}", re.IGNORECASE)
AT_END = lazy(rf"{LABEL} {MARKER}(?!hidden\])(?P<plain>\S{{8,64}})(?=[ \t]*(?:\n|$))", re.IGNORECASE)
TORN = lazy(
    rf"{LABEL}\s?(?:[:=：]|(?:is|ist|lautet|est|es)\b)\s?{MARKER}"
    rf"(?P<plain>[^\s\[]{{1,3}} \S{{5,40}})(?=[ \t]*(?:[\n,]|$))",
    re.IGNORECASE,
)
USER_AND = lazy(
    r"\b(?P<label>creds?|credentials|log-?in|user ?(?:name)? ?/ ?pass(?:word)?)\b[^\n:=]{0,30}[:=]\s?[^\s/:"
    r"|]+\s?[/:|]\s?"
    rf"{MARKER}(?P<plain>\S+)",
    re.IGNORECASE,
)
VALUE_FIRST = lazy(
    rf"\b(?:use|with|keep|enter|type|remember|store|save)\s{MARKER}(?P<plain>\S{{4,64}}(?: \S{{1,12}})?)\s(?:as|for"
    rf"|is)\s(?:\w+\s){{0,3}}?{LABEL}\b",
    re.IGNORECASE,
)
NEXT_LINE = lazy(
    rf"\b{LABEL}[ \t]*[:：]?[ \t]*\n[ \t]*{MARKER}(?P<plain>\S{{6,64}})[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
PHRASE_LINE = lazy(
    rf"\b(?P<label>pass[ -]?phrase)\b{FOR}{ASIDE}\s?[:=]\s?{MARKER}(?P<plain>[a-z]+"
    rf"(?:[ -][a-z]+){{2,11}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# A variable's name whose last letters were torn from it.
TORN_NAME = r"(?-i:[A-Z][A-Z0-9]*_[A-Z0-9_]+ [A-Z]{1,3}(?=[=:]))"
SETTING = lazy(
    r"(?<![A-Za-z0-9])(?P<label>(?:api|access|private|secret|signing|encryption|master|session|license|client|auth) "
    rf"(?:key|secret|token)|{TORN_NAME}|[A-Za-z][A-Za-z0-9_.-]{{0,80}})[\"'“”]?\s{{0,3}}(?:[:=]|=>|:=)\s{{0,3}}"
    rf"(?:[\"'`“”‘’]\s?){{0,2}}(?::\s)?{MARKER}(?P<plain>[^\s\"'`“”‘’,;]+)",
    re.IGNORECASE,
)
ENVIRONMENT_NAME = lazy(r"[A-Z][A-Z0-9_]*|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
SECRET_NAME = lazy(
    r"secret|t[o0]ken|api[ _.-]?ke[yv]|access[ _.-]?ke[yv]|private[ _.-]?ke[yv]|(?:[ _.-]|^)ke[yv](?:[_.-]|$)"
    r"|passw[o0]rd|passwd|[_.-]pass\b"
    r"|pwd|passphrase|credentials?|[_.-](?:salt|auth|pw)\b",
    re.IGNORECASE,
)
# A part of every SETTING whose label is a SECRET_NAME.
NAMED_SETTING = lazy(
    rf"(?:(?:{SECRET_NAME.pattern})[A-Za-z0-9_.-]{{0,80}}[\"'“”]?\s{{0,3}}|{TORN_NAME})[:=]",
    re.IGNORECASE,
)
OPTION = lazy(
    rf"--(?P<label>password|passwd|pass|token|secret|api-key)[ =][\"']?{MARKER}(?P<plain>[^\s\"']+)",
    re.IGNORECASE,
)
# A password behind a program's short option, or behind a user's name: "docker login -p …", "curl -u ana:…".
SHORT_OPTION = lazy(
    r"(?<![\w-])(?:(?:docker|podman|helm|oc|az|sshpass|mysql\w*|mariadb\w*|mongo\w*|redis-cli|smbclient|ldap\w+|7z|"
    r"zip|unzip|htpasswd|rclone|lftp|xfreerdp|rdesktop|vncviewer)\b[^\n|;]{0,120}?\s-(?:p|pw|a|w))[ =]?"
    rf"[\"']?{MARKER}(?P<plain>(?=[^\s\"']*[A-Za-z])(?=[^\s\"']*[\d!@#$%^&*_+-])[^\s\"'-][^\s\"']{{5,}})"
)
USER_OPTION = lazy(
    r"(?<![\w-])(?:(?:curl|wget|http|https|xh|smbclient)\b[^\n|;]{0,160}?\s(?:-u|--user|-U|-a)[ =])[\"']?"
    rf"[^\s\"':%]{{1,64}}[:%]{MARKER}(?P<plain>[^\s\"']{{4,}})"
)

PROGRAMS = (
    "docker", "podman", "helm", "oc ", "az ", "sshpass", "mysql", "mariadb", "mongo", "redis-cli", "smbclient", "ldap",
    "7z", "zip", "htpasswd", "rclone", "lftp", "xfreerdp", "rdesktop", "vncviewer", "curl", "wget", "http", "xh ",
)  # fmt: skip

# Names of settings that only sound like secrets.
HARMLESS_NAME = lazy(
    r"(?:limit|count|expir\w*|ttl|url|uri|path|file|name|type|length|size|max|min|max_?tokens|tokens"
    r"|tokenizer|policy|id"
    r"|public[_ -]?key|public|primary_key|foreign_key|sort_key|partition_key|hotkey|timeout|endpoint|header"
    r"|field|format"
    r"|hint|version|enabled|required|rotation|days|regex|pattern|label)$|^(?:max|min|num|public|pub|primary"
    r"|foreign|sort"
    r"|partition|hot|cache|object|s3|row|index|group|map)[_ -]",
    re.IGNORECASE,
)
# Words that stand where a password would and are none: states, policies, buttons, types of a program.
NO_VALUE = lazy(
    r"(?:\W*|required|wrong|incorrect|invalid|too|not|expired|correct|missing|empty|weak|strong|changed"
    r"|hidden|the|an?|on|in"
    r"|same|stored|saved|needed|secure|case|at|must|should|your|my|our|their|his|her|being|protected"
    r"|encrypted|hashed|reset|valid"
    r"|optional|enter|forgot\w*|show|hide|change|confirm|new|old|current|none|null|nil|undefined|true|false"
    r"|yes|no|str|string|bytes"
    r"|any|text|varchar\S*|bool|int|char|secret|secretstr|optional\S*|field\S*|input|please|minimum|min|max"
    r"|8|cannot|can|will|has|have"
    r"|is|was|to|for|and|or|when|what|only|ok|okay|very|never|always|already|now|still|also|longer|short\w*"
    r"|default|generated|shared"
    r"|visible|disabled|enabled|unknown|here|there|it|this|that|if|as|sent|set|set\.|up|available|unchanged"
    r"|accepted|rejected|updated"
    r"|notwendig|erforderlich|falsch|ungultig|abgelaufen|vergessen\w*|andern|zurucksetzen|eingeben|anzeigen"
    r"|nicht|zu|das|ihr|dein"
    r"|mein|ein|muss|oublie\w*|incorrecte?|requise?|expire|votre|obligatoire|olvid\w+|incorrecta|requerida"
    r"|errata|dimenticata|错误"
    r"|不能\S*|必须\S*|忘记\S*|至少\S*|请\S*|什么\S*|多少\S*|manager|policy|field|protection|reset\.|\[?redacted\]?"
    r"|removed|x+|example"
    r"|changeme\?|placeholder|todo|tbd|n/a|via|from|with|by|but|so|then|next|last|one|two|three|settings?"
    r"|management|options?"
    r"|login|log|sign|choose|use|pick|type|create|make|click|tap|press|see|username|user|email|e-mail"
    r"|cancel|submit|save|continue|remember|security|name|website|notes?|remains)"
    r"[.,;:!?)\]]*",
    re.IGNORECASE,
)
SAYS = lazy(r"[=@$]|[:：] *\S| is |hidden\]")
QUESTION = lazy(
    r"[?.!]$|forgot|reset|change|chang|policy|manager|strength|must|hint|show|hide|vergessen|andern"
    r"|oubli|olvid|expires?|expiry|updated",
    re.IGNORECASE,
)
PLACEHOLDER = lazy(
    r"<[^>]*>?|\$\{?[A-Za-z_].*|\{\{.*|%[A-Za-z_(].*|[•●*·.∙■▪_x-]{2,}|\(.*|.*\(.*\)?"
    r"|[a-z_]\w*(?:\.[a-z_]\w*)+,?|[a-z_.]+\[.*|@\w+.*"
    r"|(?:new|old|your|my|the|user|db|root|admin)?[_-]?(?:passwor[dt]|passwd|secret|token|key)[,;)]*"
    r"|https?://\S*|/[\w./-]*|~/.*"
)
RULE_WORD = lazy(
    r"(?:must|should|at least|minimum|enter|choose|type|your|is|required|optional|too|for|may)\b",
    re.IGNORECASE,
)
TRAILING = ".,;:)\"'”’»]}"


def find(text: str) -> Iterator[Found]:
    """Every secret that its field's name gives away; some may overlap."""
    likely = SIEVE.through(text)
    if not likely:
        return
    places = near.stretches(text, TELLING)
    for match, shaped in chain(_at_labels(text, likely), _with_labels(text, places, likely)):
        first, last = _place(match)
        if shaped(match, text[first:last]):
            yield Found(SecretKind.PASSWORD, first, last, match["label"])
    for pattern in likely & {SHORT_OPTION, USER_OPTION}:
        for match in near.matches(pattern, text, near.stretches(text, PROGRAMS)):
            first, last = _place(match)
            if _is_strong(text[first:last]):
                yield Found(SecretKind.PASSWORD, first, last, "password")
    if NAMED_SETTING in likely:
        yield from _settings(text, places)


def unmarked(text: str) -> str:
    """A text as the patterns here want it: without accents."""
    return misread.unmarked(text)


def is_password_label(text: str) -> bool:
    """Whether a line names a password and says nothing else of it."""
    plain = misread.unmarked(text)
    return ANY_LABEL.search(plain) is not None and not QUESTION.search(plain) and not SAYS.search(plain)


def is_strong(value: str) -> bool:
    """Whether the value of a field looks like a password."""
    return _is_strong(misread.unmarked(value))


def _at_labels(text: str, likely: Set[sieve.Pattern]) -> Iterator[tuple[re.Match[str], _Shaped]]:
    """What patterns that begin with a label match: labels are looked for once, not once a pattern."""
    wanted = [(pattern, shaped) for pattern, shaped in AT_LABELS if pattern in likely]
    places = near.stretches(text, LABELLING) if wanted else []
    labels = [match.start() for match in near.matches(ANY_LABEL, text, places)]
    for pattern, shaped in wanted:
        passed = 0
        for label in labels:
            match = pattern.match(text, label) if label >= passed else None
            if match:
                passed = match.end()
                yield match, shaped


def _with_labels(
    text: str, places: Sequence[Stretch], likely: Set[sieve.Pattern]
) -> Iterator[tuple[re.Match[str], _Shaped]]:
    """What the other patterns match, that bring labels of their own or have them behind the value."""
    for pattern, shaped in WITH_LABELS:
        for match in near.matches(pattern, text, places if pattern in likely else ()):
            yield match, shaped


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Where the value stands, without the quotes around it and the sentence's marks after it."""
    group = "quoted" if "quoted" in match.re.groupindex and match["quoted"] else "plain"
    value = match[group]
    return match.start(group), match.start(group) + max(1, len(value.rstrip(TRAILING)))


def _words(_match: re.Match[str], value: str) -> bool:
    """Whether words are a passphrase and not a rule for one ("must be at least ...")."""
    return RULE_WORD.match(value) is None


def _after_colon(match: re.Match[str], value: str) -> bool:
    """After a colon anything is a password but words of forms, placeholders and code."""
    if _is_quoted(match):
        return not PLACEHOLDER.fullmatch(value) and not NO_VALUE.fullmatch(value)
    return len(value) >= 3 and not NO_VALUE.fullmatch(value) and not PLACEHOLDER.fullmatch(value)


def _in_prose(match: re.Match[str], value: str) -> bool:
    """In a sentence a password is quoted, looks like one, or is the sentence's last word."""
    if _is_quoted(match) or _strong(match, value):
        return not NO_VALUE.fullmatch(value) and not PLACEHOLDER.fullmatch(value)
    rest = match.string[match.end() :]
    ends = match["plain"][-1] in ".!" or not rest.strip(" \t") or rest[0] == "\n"
    return ends and len(value) >= 4 and not NO_VALUE.fullmatch(value) and not PLACEHOLDER.fullmatch(value)


def _is_quoted(match: re.Match[str]) -> bool:
    return "quoted" in match.re.groupindex and match["quoted"] is not None


def _long(_match: re.Match[str], value: str) -> bool:
    """Whether what follows a label without any sign between is a password: more than strong, a long mixture."""
    return len(value) >= 8 and _is_strong(value) and re.search(r"\d", value) is not None


def _torn(_match: re.Match[str], value: str) -> bool:
    """Whether a value's first letters were torn from a password."""
    return value.split(maxsplit=1)[0].lower() not in torn.SMALL_WORDS and _is_strong(
        value.split()[1].rstrip(TRAILING + "!?")
    )


def _strong(_match: re.Match[str], value: str) -> bool:
    return _is_strong(value)


def _is_strong(value: str) -> bool:
    """Whether a word looks like a password: two sorts of characters mixed, and no date, address or file."""
    if len(value) < 5 or NO_VALUE.fullmatch(value) or PLACEHOLDER.fullmatch(value):
        return False
    if re.fullmatch(
        r"[\d.,:/-]+|\S+@\S+\.\w+|[\w-]+\.(?:py|txt|md|pdf|docx?|json|ya?ml|com|org|net|html?|exe)|[A-Z]+-?\d{1,6}",
        value,
    ):
        return False
    letters, digits = bool(re.search(r"[^\W\d_]", value)), bool(re.search(r"\d", value))
    symbols = bool(re.search(r"[^\w\s.,'’/-]|(?<=\w)[_.](?=\w)", value))
    mixed = bool(re.search(r"[a-z][A-Z]", value))
    return letters and (digits or symbols or mixed)


AT_LABELS: tuple[tuple[sieve.Pattern, _Shaped], ...] = (
    (COLON, _after_colon),
    (IS, _in_prose),
    (CHANGED, _in_prose),
    (SAME_SENTENCE, _strong),
    (SET_TO, _strong),
    (AT_END, _long),
    (TORN, _torn),
    (NEXT_LINE, _strong),
)
WITH_LABELS: tuple[tuple[sieve.Pattern, _Shaped], ...] = (
    (USER_AND, _strong),
    (VALUE_FIRST, _strong),
    (PHRASE_LINE, _words),
    (OPTION, _after_colon),
)
SIEVE = sieve.Sieve(
    (*(pattern for pattern, _ in AT_LABELS + WITH_LABELS), SHORT_OPTION, USER_OPTION, NAMED_SETTING)
)


def _settings(text: str, places: Sequence[Stretch]) -> Iterator[Found]:
    for match in near.matches(SETTING, text, places):
        label = _mended(match)
        if not SECRET_NAME.search(label):
            continue
        if label.lower() == "key" and text[: match.start()].lower().endswith("product "):
            continue
        if HARMLESS_NAME.search(label) and not re.search(r"secret|passw", label, re.IGNORECASE):
            continue
        first, last = _place(match)
        last = max(last, _end_of_torn(match))
        if text[last - 1] in TRAILING and last > match.end("plain"):
            last -= 1
        if _setting_value(label, "".join(text[first:last].split())):
            yield Found(_setting_kind(label), first, last, label)


def _is_torn_piece(piece: str) -> bool:
    return piece.isalnum() and torn.is_scrap(piece)


def _mended(match: re.Match[str]) -> str:
    """The label of a setting, whole again if the reader of pixels tore a variable's name."""
    torn_name = "_" in match["label"] and " " in match["label"]
    return match["label"].replace(" ", "") if torn_name else match["label"]


def _end_of_torn(match: re.Match[str]) -> int:
    """Where the value of `NAME=value` or of a quoted one ends if the reader of pixels tore it into words; or 0."""
    text, first = match.string, match.start("plain")
    closed = CLOSED.match(text, first) if first and text[:first].rstrip(" ")[-1:] in QUOTES else None
    if closed and (closed[1].count(" ") <= MOST_TORN or torn.looks_random("".join(closed[1].split()))):
        return closed.end(1)
    rest = text[first : text.find("\n", first) if "\n" in text[first:] else len(text)]
    if " " in rest and _setting_kind(_mended(match)) is not SecretKind.PASSWORD and torn.is_rest_line(rest):
        return first + len(rest.rstrip(" \t,;" + QUOTES))
    between = text[match.end("label") : first]
    tail = rest.split()[1:] if rest.count(" ") <= MOST_TORN + 1 else []
    if "=" in between and tail and all(map(_is_torn_piece, tail)) and tail[-1][-1:].isdigit():
        return first + len(rest.rstrip())
    named = ENVIRONMENT_NAME.fullmatch(_mended(match)) is not None and between.strip().rstrip(QUOTES) == "="
    return torn.end(text, match.end("plain")) if named or torn.looks_random(match["plain"]) else 0


QUOTES = "\"'`‘’“”"
CLOSED = lazy(rf"([^\n{QUOTES}]{{3,400}})[{QUOTES}]")
# A password in quotes has no more gaps than this, where it was torn.
MOST_TORN = 2


def _setting_kind(label: str) -> SecretKind:
    lowered = label.lower().replace("0", "o")
    if "passw" in lowered or "pwd" in lowered or lowered.endswith(("pass", "_pw", "-pw", ".pw")):
        return SecretKind.PASSWORD
    return SecretKind.TOKEN if "token" in lowered else SecretKind.API_KEY


def _setting_value(label: str, value: str) -> bool:
    """A password may be any word; a key or token is long and mixes letters with digits or cases."""
    if NO_VALUE.fullmatch(value) or PLACEHOLDER.fullmatch(value):
        return False
    if _setting_kind(label) is SecretKind.PASSWORD:
        return len(value) >= 3 and (label.isupper() or _looks_random(value) or len(value) >= 6)
    return len(value) >= 8 and _looks_random(value)


def _looks_random(value: str) -> bool:
    digits, letters = re.search(r"\d", value), re.search(r"[A-Za-z]", value)
    cases = re.search(r"[a-z]", value) and re.search(r"[A-Z]", value)
    return bool(letters and (digits or (cases and len(value) >= 16))) or (bool(digits) and len(value) >= 12)
