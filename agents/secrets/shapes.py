"""Recognises secrets by their own shape: API keys, tokens, private keys, connection strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from agents.patterns import lazy
from agents.secrets import misread, sieve, torn
from agents.secrets.found import Found, SecretKind


@dataclass(frozen=True, slots=True)
class KeyShape:
    """A service's key: its beginning, the characters of its body, and the body's least length."""

    label: str
    prefix: str
    body: str
    least: int


WORD = "A-Za-z0-9"
# The services' documented formats, as collected by GitHub's secret scanning and by gitleaks.
KEYS = (
    *(KeyShape("AWS access key", name, "A-Z0-9", 16) for name in ("AKIA", "ASIA", "ABIA", "ACCA")),
    KeyShape("GitHub token", "gh[pousr]_", WORD, 30),
    KeyShape("GitHub token", "github_pat_", WORD + "_", 22),
    KeyShape(
        "GitLab token",
        "gl(?:pat|dt|rt|ptt|ft|soat|cbt|imt|agent)-",
        WORD + "_-",
        18,
    ),
    KeyShape("Slack token", "x ?ox[abehoprs]-", WORD + "-", 10),
    KeyShape("Slack token", "xapp-", WORD + "-", 20),
    KeyShape("Slack webhook", "hooks\\.slack\\.com/services/", WORD + "/", 20),
    KeyShape("Stripe key", "(?:sk|rk)_(?:live|test)_", WORD, 16),
    KeyShape("Stripe webhook secret", "whsec_", WORD + "+/=", 16),
    KeyShape("Google API key", "AIza", WORD + "_-", 35),
    KeyShape("Google token", "ya29\\.", WORD + "_.-", 20),
    KeyShape("Google client secret", "GOCSPX-", WORD + "_-", 20),
    KeyShape("Anthropic API key", "sk-ant-", WORD + "_-", 20),
    KeyShape("OpenAI API key", "sk-(?:proj|svcacct|admin)-", WORD + "_-", 20),
    KeyShape("API key", "sk-", WORD + "_-", 20),
    KeyShape("Twilio key", "SK(?=[0-9a-f ])", "0-9a-fA-F", 32),
    KeyShape("SendGrid key", "SG\\.", WORD + "_.-", 40),
    KeyShape("npm token", "npm_", WORD, 36),
    KeyShape("PyPI token", "pypi-", WORD + "_-", 40),
    KeyShape("Hugging Face token", "hf_", WORD, 30),
    KeyShape("Azure storage key", "[A-Za-z]{0,20}K(?: |\\n)?e(?: |\\n)?y(?: |\\n)?=", WORD + "+/", 60),
    KeyShape("Azure storage key", "AccountKey=", WORD + "+/=", 40),
    KeyShape("Azure access key", "SharedAccessKey=", WORD + "+/=", 30),
    KeyShape("DigitalOcean token", "do[opr]_v[1i]_", "0-9a-fA-F", 64),
    KeyShape("Telegram bot token", "[A-Z]?\\d{8,11} ?: ?AA", WORD + "_-", 30),
    KeyShape(
        "Discord bot token",
        "[MNO](?:[A-Za-z0-9)}]|\\]){2,27}(?: (?:[A-Za-z0-9)}]|\\]){1,24}){0,2} ?\\. ?(?:[A-Za-z0-9_-]|\\]){1,8} ?"
        "[A-Za-z0-9_-]{1,8} ?\\. ?",
        WORD + "_-",
        25,
    ),
    KeyShape(
        "Discord bot token",
        "[MNO][A-Za-z0-9]{21,27} [A-Za-z0-9_-]{5,8} ?\\. ?",
        WORD + "_-",
        25,
    ),
    KeyShape("Discord webhook", "discord(?:app)?\\.com/api/webhooks/", WORD + "/_-", 60),
    KeyShape("New Relic key", "NRAK-", "A-Z0-9", 27),
    KeyShape("Cloudflare token", "v1\\.0-(?=[0-9a-f])", "0-9a-fA-F-", 100),
    KeyShape("Heroku key", "HRKU-", WORD + "_-", 30),
    KeyShape("RubyGems key", "rubygems_", "0-9a-fA-F", 48),
    KeyShape("Google service account key", '"private_key_id": ?"', "0-9a-fA-F", 40),
    KeyShape("Google refresh token", "1//0", WORD + "_-", 40),
    KeyShape("Square token", "(?:EAAA|sq0atp-|sq0csp-)", WORD + "_-", 22),
    KeyShape("Airtable token", "pat[A-Za-z0-9]{14}\\.", "0-9a-fA-F", 60),
    KeyShape("OpenRouter key", "sk-or-v1-", "0-9a-fA-F", 60),
    KeyShape("Doppler token", "dp\\.(?:pt|st|ct)\\.", WORD, 40),
    KeyShape("Dropbox token", "sl\\.(?=[A-Za-z0-9])", WORD + "_-", 100),
    KeyShape("Facebook token", "EAAC", WORD, 80),
    KeyShape("Mailgun key", "key-(?=[0-9a-f ])", "0-9a-fA-F", 32),
    KeyShape("Shopify token", "shp(?:at|ca|pa|ss)_", "0-9a-fA-F", 32),
    KeyShape("Databricks token", "dapi(?=[0-9a-f])", "0-9a-fA-F", 32),
    KeyShape("Grafana token", "gl(?:sa|c)_", WORD + "_+/=", 32),
    KeyShape("Linear key", "lin_api_", WORD, 32),
    KeyShape("Groq key", "gsk_", WORD, 40),
    KeyShape("xAI key", "xai-", WORD, 40),
    KeyShape("Replicate token", "r8_", WORD, 30),
    KeyShape("Postman key", "PMAK-", "0-9a-fA-F-", 40),
    *(KeyShape("Notion token", name, WORD, 40) for name in ("secret_", "ntn_")),
    KeyShape("Atlassian token", "ATATT3", WORD + "_=-", 40),
    KeyShape("Vault token", "hv[sb]\\.", WORD + "_-", 20),
    KeyShape("Docker token", "dckr_pat_", WORD + "_-", 20),
    KeyShape("Figma token", "figd_", WORD + "_-", 30),
    KeyShape("Tailscale key", "tskey-", WORD + "-", 15),
    KeyShape("Sentry token", "sntry[su]_", WORD + "_=+/", 30),
    KeyShape("Supabase key", "sb[ps]_", WORD + "_", 30),
    KeyShape("Perplexity key", "pplx-", WORD, 30),
    KeyShape("age key", "AGE-SECRET-KEY-1", "A-Z0-9", 50),
    KeyShape("extended private key", "[xyz]prv", WORD, 60),
)
# Letters at a key's beginning that its service gave it.
PREFIX = 4
# So much of a key must be there; a reader of pixels drops letters.
ENOUGH = 0.85
# The rest may have been read into another line: half a key is one, too, if its letters are mixed.
HALF = 0.5
# A key without digits that is whole changes between capitals and small letters so often.
CHANGES = 6
# The parts of a pattern: a class, what is escaped or means something, an underscore, a letter.
_PART = lazy(r"(\[[^\]]*)\]|(\\.|\(\?[:=!<]*|\{[\d,]*\}|[|()?*+])|(_)|(.)")
# "sk-" and "secret_" begin words, too: behind them the letters must be as mixed as in a key.
_COMMON = frozenset({"sk-", "secret_", "key-(?=[0-9a-f ])", "xai-", "1//0"})


# Small letters that are drawn like the capitals.
_SAME_IN_CAPITALS = "cklopsuvwxz"


def _letter(letter: str, slips: bool) -> str:
    """A letter of a prefix made `alike`: where it may slip, it may be doubled, or a capital that looks like it."""
    if not (slips and letter.isalpha()):
        return letter
    both = letter.lower() in _SAME_IN_CAPITALS
    return f"[{letter.lower()}{letter.upper()}]{{1,2}}" if both else f"{letter}{{1,2}}"


def _misreadable(prefix: str, gap: str, *, slips: bool) -> str:
    """A prefix as it stands in a text made `alike`, with an underscore that may be lost or be a gap."""

    def one(match: re.Match[str]) -> str:
        if match[2] == "\\d":
            return "[\\dlo]"
        if match[1]:
            return f"[lo{match[1][1:]}]" if match[1][1:2] != "^" else f"{match[1]}]"
        if match[4] == "-":
            return "(?: ?- ?| )" if slips else " ?-"
        return match[2] or (gap if match[3] else _letter(misread.alike(match[4]), slips))

    return _PART.sub(one, prefix)


def _compiled(shape: KeyShape) -> re.Pattern[str]:
    """What a key looks like; a beginning that no word has may follow a letter that was an equals sign."""
    before = "" if re.fullmatch(r"[a-z_-]{6,}", shape.prefix) else rf"(?<![{WORD}_])"
    common = shape.prefix in _COMMON
    prefix = _misreadable(shape.prefix, "_" if common else "[_ ]{0,2}", slips=not common)
    return lazy(rf"{before}{prefix} ?(?P<body>[lo{shape.body}]*)")


PATTERNS = tuple((shape, _compiled(shape)) for shape in KEYS)
DASHES = r"(?:[-—–_=\\]{1,6}[-—– ]{0,5})"
PEM_BEGIN = lazy(rf"{DASHES} ?BEGIN [A-Z0-9 ]*PRIVATE ?KEY(?: ?BLOCK)? ?{DASHES}")
PEM_LAST = lazy(rf"{DASHES} ?(?!BEG)[A-Z)]{{2,4}} [A-Z0-9 ]*PRIVATE,? ?KEY,?(?: ?BLOCK)? ?{DASHES}")
PEM_BODY = lazy(
    r"(?:[ \t]*(?:\\n|\n|\r)[ \t]*(?:\d{1,4}[ \t]+)?(?:[A-Za-z-]+: [^\n]*|[A-Za-z0-9+/=]{16,}"
    r"|[A-Za-z0-9+/=\\]{4,}(?==)=*)?)*"
    r"(?:[A-Za-z0-9+/=]{16,})?[ \t]*(?:\\n|\n)?[ \t]*[A-Za-z0-9+/]{0,64}={0,2}"
)
PEM_END = lazy(
    rf"(?:(?:^|\n)[ \t]*(?:\d{{1,4}}[ \t]+)?[A-Za-z0-9+/=]{{4,}}[ \t]*){{1,80}}\n[ \t]*(?:\d{{1,4}}[ \t]+)?"
    rf"{DASHES} ?(?!BEG)[A-Z]{{2,4}} [A-Z0-9 ]*PRIVATE ?KEY(?: ?BLOCK)? ?{DASHES}"
)
PUTTY = lazy(
    r"PuTTY-User-Key-File-\d[\s\S]{0,2000}?Private-Lines: \d+\n(?:[A-Za-z0-9+/=]+\n?)+(?:Private-MAC: [0-9a-f]+)?"
)
# Base64 of `{"alg":"` and of what else a header begins with; and parts that stand in nearly every header.
JWT = lazy(r"(?<![\w-])[eo] ?[yv] ?[Il1]?[J\]}j)|(]{1,2} ?[\w-]{2,}[\w.-]*")
JWT_MARKS = lazy(r"hbGc|[I1l]kpXVC[JI]|nR5cC[I1l]6|OiJ[SIERPH]Uz[I1lU]")
AUTHORIZATION = lazy(
    r"\b(?:Bearer|Basic|Token)[ \t]+(?!\[)(?=[\w.~+/=@-]*[\dA-Z+/=])((?:[\w.~+/@-]|[\]})|](?=\w)){16,}={0,2})|"
    r"\b[Aa]uthorization[\"']? ?[:=] ?[\"']?(?:Bearer|Basic|Token|ApiKey)[ \t]*\n?[ \t]*(?!\[)"
    r"((?:[\w.~+/@-]|[\]})|](?=\w)){6,}={0,2})",
)
# Between scheme and password a reader of pixels puts gaps, and takes l for |, and : for i.
CONNECTION = lazy(
    r"(?<![A-Za-z])(?:[a-z][a-z0-9+.|\]-]{1,20}\s?(?::|i(?=/))?\s?[/il|]/"
    r"|(?:postgres\w{0,4}|mysq[l1I|\]]|mongodb(?:\+srv)?|rediss?|amqps?)\s?[:;i]{0,2}\s?[/il|1]{1,2})"
    r"\s?[^\s:/@\"'<>]{0,100}(?: [^\s:/@\"'<>]{1,20})?\s?:(?!//) ?(?!\[)(?!\d{2,5}/)([^\s\"'<>]{1,200}(?:"
    r" [^\s\"'<>@]{1,40}){0,2}) ?[@©®]\s?(?=[\w.\[-])",
    re.IGNORECASE,
)
# "password" with a gap or a line's end in it, and the next line's number.
_OVER_GAPS = r"(?: |\n(?:\d{1,4} )?)?".join([*"passw", "[o0]", *"rd"])
PARAMETER = lazy(
    r"(?:[?&;]|\b(?:jdbc|server|data source|host|uid"
    r"|user(?: id)?)\b[^\n]{0,200}?[;&?, ]) ?(?:" + _OVER_GAPS + "|p[wv]{1,2}[do0]|passwd)"
    r" ?= ?(?!\[)([^\s;&\"']+(?:&(?!\w+ ?=)[^\s;&\"']+)*(?:(?: [^\s;&\"'=]{1,30}){1,3}(?= ?[;&]|[ \t]*(?:\n|$)))?)",
    re.IGNORECASE,
)
# A store's address whose colon was lost: all that stands before its host.
USERINFO = lazy(
    r"(?:postgres\w{0,4}|mysq[l1I|\]]|mongodb(?:\+srv)?|rediss?|amqps?)\s?[:;i]?\s?//\s?(?:\w{2,20}\s)?"
    r"((?=[^@\n]{0,80}[\d+!#$%&])(?=[^@\n]{0,80}[A-Z_+!#$%&])"
    r"(?:[^\s/@:\[]{10,120}|[^\s/@:\[]{6,120} [^\s/@:\[]{3,60})) ?[@©®]\s?(?=[\w.\[-])",
    re.IGNORECASE,
)
CURL_USER = lazy(r"\bcurl\b[^\n]{0,300}?\s(?:-u|--user)[ =][\"']?[^\s:\"']+:(?!\[)([^\s\"']+)")
SSHPASS = lazy(r"\bsshpass\s+-p\s*[\"']?(?!\[)([^\s\"']+)")
CONNECTIONS = (
    (CONNECTION, "connection password"),
    (USERINFO, "connection password"),
    (PARAMETER, "connection password"),
    (CURL_USER, "curl password"),
    (SSHPASS, "ssh password"),
)
AWS_NEAR = lazy(
    r"(?<![A-Za-z0-9/+=_])(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
)
# A key whose beginning was misread: right behind the name of one, or as mixed letters behind an underscore.
NAMED_KEY = lazy(
    r"(?i:(?<!public)(?<!ssh)(?<!product)[ _]\b(?:token|key|secret|bot))[\"']?(?: is| ist)?"
    r"[\"']? ?[:=]? ?\n?[\"'| ]{0,3}"
    r"(?P<key>(?!\[)\S{16,})"
)
LIKELY_KEY = lazy(r"(?<![\w/+.=-])(?P<key>[A-Za-z]{2,7}(?:_[a-z1I|]{2,6})?_[A-Za-z0-9]{24,})(?![\w/])")
BEGINNINGS = sieve.Sieve(pattern for _, pattern in PATTERNS)
SIEVE = sieve.Sieve((NAMED_KEY, LIKELY_KEY, JWT, AUTHORIZATION, *(pattern for pattern, _ in CONNECTIONS)))


def find(text: str) -> Iterator[Found]:
    """Every secret with a shape of its own; some may overlap."""
    if "PRIVATE" in text or "PuTTY" in text:
        yield from _private_keys(text)
    yield from _blocks(text)
    yield from _keys(text)
    likely = SIEVE.through(text)
    yield from _likely(text, likely)
    yield from _tokens(text, likely)
    yield from _connections(text, likely)


def _keys(text: str) -> Iterator[Found]:
    read = misread.alike(text)
    begun = BEGINNINGS.through(read)
    for shape, pattern in PATTERNS:
        done = 0
        for match in pattern.finditer(read) if pattern in begun else ():
            last = _end_of_key(text, read, match, shape) if match.start() >= done else None
            if last is not None:
                done = last
                yield Found(SecretKind.API_KEY, match.start(), last, shape.label)
    for near in re.finditer(r"(?:AKIA|ASIA)[A-Z0-9]{16}", text):
        secret = AWS_NEAR.search(text, near.end(), near.end() + 240)
        if secret:
            yield Found(SecretKind.API_KEY, secret.start(), secret.end(), "AWS secret key")


def _likely(text: str, likely: Set[sieve.Pattern]) -> Iterator[Found]:
    for pattern in likely & {NAMED_KEY, LIKELY_KEY}:
        for match in pattern.finditer(text):
            if torn.is_mixed(match["key"].rstrip("\"',;.")):
                last = torn.end(text, match.end("key"))
                yield Found(SecretKind.API_KEY, match.start("key"), last, "key")


def _end_of_key(text: str, read: str, match: re.Match[str], shape: KeyShape) -> int | None:
    """Where a key ends, over the gaps that a reader of pixels makes; None if it never gets long enough."""
    last, length, whole = match.end(), len(match["body"]), True
    while length < shape.least * ENOUGH:
        piece = _GAPS[shape].match(read, last)
        if piece is None or not _goes_on(text, piece, shape):
            if length < shape.least * HALF or shape.prefix in _COMMON:
                return None
            whole = False
            break
        last, length, whole = piece.end(), length + len(piece[1]), False
    last = torn.end(text, last)
    key = text[match.start() : last]
    bare = "".join(key.split())[PREFIX:]
    random = torn.looks_random(bare) or (shape.body.startswith("0-9a-f") and _is_hex(bare))
    whole = whole and (re.search(r"\d", key) is not None or torn.changes(bare) >= CHANGES)
    if not (random or whole) or not _is_key(key, shape):
        return None
    return last


def _is_hex(text: str) -> bool:
    """Whether letters and digits are mixed as in a number to the base of sixteen."""
    letters, digits = len(re.findall("[a-f]", text)), len(re.findall(r"\d", text))
    return min(letters, digits) >= 4 and letters + digits >= ENOUGH * len(text)


def _goes_on(text: str, piece: re.Match[str], shape: KeyShape) -> bool:
    """Whether what stands behind a gap is more of a key: in the same line no common word, in the next one mixed."""
    said = text[piece.start(1) : piece.end(1)]
    if "\n" in piece[0]:
        return len(said) >= 4 and torn.is_rest(said)
    return (
        torn.is_rest(said)
        or torn.is_scrap(said)
        or (bool(re.search(r"\d", said)) and shape.body.startswith("0-9"))
    )


def _is_key(text: str, shape: KeyShape) -> bool:
    if shape.prefix not in _COMMON and shape.label != "Discord bot token":
        return True
    return re.search(r"[A-Za-z]\d|\d[A-Za-z]", text) is not None and len(re.findall(r"[a-z]{5,}", text)) < 3


def _gap(shape: KeyShape) -> re.Pattern[str]:
    """The next piece behind a gap or a line's end; in a gap a sign may have been read that is none."""
    return lazy(
        rf"(?:['’`](?= ))?[ \t]{{0,3}}\n?[ \t]{{0,12}}(?=\S)([^\s\"'`,;<>]+|[lo{shape.body}]+)(?![=:])"
    )


_GAPS = {shape: _gap(shape) for shape in KEYS}


def _connections(text: str, likely: Set[sieve.Pattern]) -> Iterator[Found]:
    for pattern, label in CONNECTIONS:
        for match in pattern.finditer(text) if pattern in likely else ():
            yield Found(
                SecretKind.CONNECTION_STRING, match.start(1), _end_of_password(text, match.end(1)), label
            )


def _end_of_password(text: str, last: int) -> int:
    """A password at the end of a long line may go on in the next, if that is one word."""
    first, after = (
        text.rfind("\n", 0, last) + 1,
        text[last + 1 : last + 1 + WRAPPED].split("\n", maxsplit=1)[0],
    )
    long = text[last : last + 1] == "\n" and last - first >= torn.LONG_LINE
    return last + 1 + len(after) if long and re.fullmatch(r"[^\s:=]+", after) else last


WRAPPED = 40


def _private_keys(text: str) -> Iterator[Found]:
    begins = list(PEM_BEGIN.finditer(text))
    limits = [begin.start() for begin in begins[1:]] + [len(text)] * bool(begins)
    for begin, limit in zip(begins, limits, strict=True):
        end = PEM_LAST.search(text, begin.end(), limit)
        last = end.end() if end else _end_of_cut_key(text, begin.end())
        yield Found(SecretKind.PRIVATE_KEY, begin.start(), last, "private key")
    for pattern in (PEM_END, PUTTY):
        for match in pattern.finditer(text):
            yield Found(SecretKind.PRIVATE_KEY, match.start(), match.end(), "private key")


def _end_of_cut_key(text: str, first: int) -> int:
    """Where the lines of a key end whose last line is not on the screen."""
    body = PEM_BODY.match(text, first)
    return body.end() if body else first


def _blocks(text: str) -> Iterator[Found]:
    """The lines of a key whose first and last line were not read: readers of pixels take dashes for a ruled line."""
    lines = torn.random_lines(text, BLOCK_LINE)
    index = 0
    while index < len(lines):
        after = index + 1
        while after < len(lines) and lines[after][2] - lines[after - 1][2] <= BLOCK_JUNK:
            after += 1
        first, last = lines[index][0], lines[after - 1][1]
        wide = sum(one[1] - one[0] >= FULL_LINE for one in lines[index:after])
        if (
            after - index >= BLOCK_LEAST
            and wide >= 1
            and not JWT_MARKS.search(text, first, last)
            and not PUBLIC.search(text, max(0, first - 120), first)
        ):
            yield Found(SecretKind.PRIVATE_KEY, first, _end_of_block(text, last), "private key")
        index = after


BLOCK_LINE, FULL_LINE, BLOCK_LEAST = 36, 56, 2
# So many lines further on is the next one: numbers of lines that were read by themselves may come between.
BLOCK_JUNK = 4
PUBLIC = lazy(r"CERTIFICATE|PUBLIC|ssh-(?:rsa|ed25519|dss)|ecdsa-|data:|base64,|sha\d{3}-", re.IGNORECASE)
BLOCK_REST = lazy(r"\n[^\S\n]*(?:\d{1,4}[ \t]+)?([A-Za-z0-9+/=|][A-Za-z0-9+/=| ]{2,75})(?=\n|$)")


def _end_of_block(text: str, last: int) -> int:
    """A block ends with a shorter line, and a PGP key with its check sum on one of its own."""
    for _ in range(3):
        rest = BLOCK_REST.match(text, last)
        bare = re.sub(r"\s", "", rest[1]) if rest else ""
        if rest is None or not (torn.looks_random(bare) or bare.endswith("=") or bare.startswith("=")):
            break
        last = rest.end()
    return last


def _tokens(text: str, likely: Set[sieve.Pattern]) -> Iterator[Found]:
    for match in JWT.finditer(text) if JWT in likely else ():
        last = torn.end(text, match.end())
        whole = text[match.start() : last]
        if JWT_MARKS.search(re.sub(r"\s", "", whole)) or (
            whole.startswith("eyJ") and "." in whole and len(whole) >= 24
        ):
            yield Found(SecretKind.TOKEN, match.start(), last, "JWT")
    for match in AUTHORIZATION.finditer(text) if AUTHORIZATION in likely else ():
        group = match.lastindex or 0
        yield Found(SecretKind.TOKEN, match.start(group), torn.end(text, match.end(group)), "authorization")
