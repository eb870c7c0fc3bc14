"""Recognises secrets by their own shape: API keys, tokens, private keys, connection strings, seed phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.secrets import checks
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
    KeyShape("AWS access key", "(?:AKIA|ASIA|ABIA|ACCA)", "A-Z0-9", 16),
    KeyShape("GitHub token", "gh[pousr]_", WORD, 30),
    KeyShape("GitHub token", "github_pat_", WORD + "_", 22),
    KeyShape("GitLab token", "gl(?:pat|dt|rt|ptt|ft|soat|cbt|imt|agent)-", WORD + "_-", 18),
    KeyShape("Slack token", "xox[abeoprs]-", WORD + "-", 10),
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
    KeyShape("Twilio key", "SK(?=[0-9a-f ])", "0-9a-f", 32),
    KeyShape("SendGrid key", "SG\\.", WORD + "_.-", 40),
    KeyShape("npm token", "npm_", WORD, 36),
    KeyShape("PyPI token", "pypi-", WORD + "_-", 40),
    KeyShape("Hugging Face token", "hf_", WORD, 30),
    KeyShape("Azure storage key", "AccountKey=", WORD + "+/=", 40),
    KeyShape("Azure access key", "SharedAccessKey=", WORD + "+/=", 30),
    KeyShape("DigitalOcean token", "do[opr]_v1_", "0-9a-f", 64),
    KeyShape("Telegram bot token", "\\d{8,10}:AA", WORD + "_-", 30),
    KeyShape("Mailgun key", "key-(?=[0-9a-f ])", "0-9a-f", 32),
    KeyShape("Shopify token", "shp(?:at|ca|pa|ss)_", "0-9a-fA-F", 32),
    KeyShape("Databricks token", "dapi(?=[0-9a-f])", "0-9a-f", 32),
    KeyShape("Grafana token", "gl(?:sa|c)_", WORD + "_+/=", 32),
    KeyShape("Linear key", "lin_api_", WORD, 32),
    KeyShape("Groq key", "gsk_", WORD, 40),
    KeyShape("xAI key", "xai-", WORD, 40),
    KeyShape("Replicate token", "r8_", WORD, 30),
    KeyShape("Postman key", "PMAK-", "0-9a-f-", 40),
    KeyShape("Notion token", "(?:secret_|ntn_)", WORD, 40),
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
PATTERNS = tuple((k, re.compile(rf"(?<![{WORD}_]){k.prefix}(?P<body>[{k.body}]*)")) for k in KEYS)
DASHES = "(?:[-—–]{2,6}|—)"
PEM_BEGIN = re.compile(rf"{DASHES} ?BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)? ?{DASHES}")
PEM_LAST = re.compile(rf"{DASHES} ?END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)? ?{DASHES}")
PEM_BODY = re.compile(
    r"(?:[ \t]*(?:\\n|\n|\r)[ \t]*(?:\d{1,4}[ \t]+)?(?:[A-Za-z-]+: [^\n]*|[A-Za-z0-9+/=]{16,}"
    r"|[A-Za-z0-9+/=\\]{4,}(?==)=*)?)*"
    r"(?:[A-Za-z0-9+/=]{16,})?[ \t]*(?:\\n|\n)?[ \t]*[A-Za-z0-9+/]{0,64}={0,2}"
)
PEM_END = re.compile(
    rf"(?:(?:^|\n)[ \t]*(?:\d{{1,4}}[ \t]+)?[A-Za-z0-9+/=]{{4,}}[ \t]*){{1,80}}\n[ \t]*(?:\d{{1,4}}[ \t]+)?"
    rf"{DASHES} ?END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)? ?{DASHES}"
)
PUTTY = re.compile(
    r"PuTTY-User-Key-File-\d[\s\S]*?Private-Lines: \d+\n(?:[A-Za-z0-9+/=]+\n?)+(?:Private-MAC: [0-9a-f]+)?"
)
JWT = re.compile(r"(?<![\w-])eyJ[\w-]{8,}(?:\s?\.\s?[\w-]{8,}){0,4}")
JWT_TAIL = re.compile(r"[ \t]*\n[ \t]*((?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{12,}(?:\.[\w-]{8,})*)(?![=:])")
AUTHORIZATION = re.compile(
    r"\b(?:Bearer|Basic|Token)[ \t]+(?!\[)(?=[\w.~+/=-]*[\dA-Z+/=])([\w.~+/-]{16,}={0,2})|"
    r"\bAuthorization[:=] ?(?:Bearer|Basic|Token|ApiKey)[ \t]+(?!\[)([\w.~+/-]{6,}={0,2})",
)
CONNECTION = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@\"'<>]*:(?!\[)(?!\d{2,5}/)([^\s\"'<>]+)@(?=[\w.\[-])", re.IGNORECASE
)
CURL_USER = re.compile(r"\bcurl\b[^\n]*?\s(?:-u|--user)[ =][\"']?[^\s:\"']+:(?!\[)([^\s\"']+)")
SSHPASS = re.compile(r"\bsshpass\s+-p\s*[\"']?(?!\[)([^\s\"']+)")
AWS_NEAR = re.compile(
    r"(?<![A-Za-z0-9/+=_])(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
)
SEED_RUN = re.compile(r"[A-Za-z]{3,8}(?:[\s,.;:|\d)#-]{1,12}[A-Za-z]{3,8}){5,}")
SEED_WORD = re.compile(r"[A-Za-z]{3,8}")
SEED_NAMED = re.compile(
    r"\b(?:seed|recovery|mnemonic|secret|backup)[ -]?(?:phrase|words?)\b|\bmnemonic\b|助记词", re.IGNORECASE
)
SEED_NAMED_LEAST = 6


def find(text: str) -> Iterator[Found]:
    """Every secret with a shape of its own; some may overlap."""
    yield from _private_keys(text)
    yield from _keys(text)
    yield from _tokens(text)
    for pattern, label in (
        (CONNECTION, "connection password"),
        (CURL_USER, "curl password"),
        (SSHPASS, "ssh password"),
    ):
        for match in pattern.finditer(text):
            yield Found(SecretKind.CONNECTION_STRING, match.start(1), match.end(1), label)
    yield from _seeds(text)


# --- keys ---------------------------------------------------------------------------------------------------


def _keys(text: str) -> Iterator[Found]:
    for shape, pattern in PATTERNS:
        for match in pattern.finditer(text):
            last = _end_of_key(text, match, shape)
            if last is not None:
                yield Found(SecretKind.API_KEY, match.start(), last, shape.label)
    for near in re.finditer(r"(?:AKIA|ASIA)[A-Z0-9]{16}", text):
        secret = AWS_NEAR.search(text, near.end(), near.end() + 240)
        if secret:
            yield Found(SecretKind.API_KEY, secret.start(), secret.end(), "AWS secret key")


def _end_of_key(text: str, match: re.Match[str], shape: KeyShape) -> int | None:
    """Where a key ends, over the gaps that a reader of pixels makes; None if it never gets long enough."""
    last, length = match.end(), len(match["body"])
    gap = re.compile(
        rf"[ \t]{{0,3}}\n?[ \t]{{0,12}}(?=\S)((?=[{shape.body}]*\d)[{shape.body}]{{4,}})(?![=:])"
    )
    for _ in range(3):
        if length >= shape.least:
            break
        piece = gap.match(text, last) if length >= 4 else None
        if piece is None:
            return None
        last, length = piece.end(), length + len(piece[1])
    if length < shape.least or not re.search(r"\d", text[match.start() : last]):
        return None
    return _wrapped(text, last, shape)


def _wrapped(text: str, last: int, shape: KeyShape) -> int:
    """The end of a key whose rest begins the next line: alone there, or too long for a word."""
    mixed = rf"(?=[{shape.body}]*\d)(?=[{shape.body}]*[A-Za-z])"
    rest = re.compile(
        rf"[ \t]*\n[ \t]*({mixed}(?:[{shape.body}]{{16,}}|[{shape.body}]{{6,}}(?=[ \t]*(?:\n|$))))(?![=:])"
    )
    piece = rest.match(text, last)
    return piece.end(1) if piece else last


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


def _tokens(text: str) -> Iterator[Found]:
    for match in JWT.finditer(text):
        last = match.end()
        while tail := JWT_TAIL.match(text, last):
            last = tail.end(1)
        if "." in match[0] or match[0].startswith(("eyJhbGci", "eyJ0eXAi", "eyJraWQi")):
            yield Found(SecretKind.TOKEN, match.start(), last, "JWT")
    for match in AUTHORIZATION.finditer(text):
        group = match.lastindex or 0
        yield Found(SecretKind.TOKEN, match.start(group), match.end(group), "authorization")


# --- seed phrases -------------------------------------------------------------------------------------------


def _seeds(text: str) -> Iterator[Found]:
    for run in SEED_RUN.finditer(text):
        named = SEED_NAMED.search(text[max(0, run.start() - 80) : run.end()]) is not None
        for words in _wordlist_runs(run):
            yield from _seeds_among(words, named)


def _wordlist_runs(run: re.Match[str]) -> Iterator[list[tuple[int, int, str]]]:
    """The stretches of a run in which every word is of the BIP-39 list."""
    known: list[tuple[int, int, str]] = []
    for match in SEED_WORD.finditer(run[0]):
        word = match[0].lower()
        if word in checks.seed_words():
            known.append((run.start() + match.start(), run.start() + match.end(), word))
            continue
        yield known
        known = []
    yield known


def _seeds_among(words: list[tuple[int, int, str]], named: bool) -> Iterator[Found]:
    """Whole phrases by their checksum; where a phrase is announced, every word of the list that follows."""
    if named and len(words) >= SEED_NAMED_LEAST:
        yield Found(SecretKind.SEED_PHRASE, words[0][0], words[-1][1], "seed phrase")
        return
    index = 0
    while index < len(words):
        size = _seed_size([word for _, _, word in words[index:]])
        if size:
            yield Found(SecretKind.SEED_PHRASE, words[index][0], words[index + size - 1][1], "seed phrase")
        index += size or 1


def _seed_size(words: list[str]) -> int:
    """The length of the longest whole phrase that the words begin with; 0 for none."""
    fitting = (size for size in checks.SEED_LENGTHS if size <= len(words))
    return next((size for size in fitting if checks.is_seed(words[:size])), 0)
