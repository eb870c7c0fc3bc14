"""Recognises secrets by their own shape: API keys, tokens, private keys, connection strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.secrets.found import Found, SecretKind


@dataclass(frozen=True, slots=True)
class KeyShape:
    """A service's key: its beginning, the characters of its body, and the body's least length.

    `mark` is a part of every beginning, for those that are not the same letters each time.
    """

    label: str
    prefix: str
    body: str
    least: int
    mark: str = ""

    @property
    def sign(self) -> str:
        """What stands in every text that holds such a key."""
        return self.mark or self.prefix.replace("\\", "")


WORD = "A-Za-z0-9"
# The services' documented formats, as collected by GitHub's secret scanning and by gitleaks.
KEYS = (
    *(KeyShape("AWS access key", name, "A-Z0-9", 16) for name in ("AKIA", "ASIA", "ABIA", "ACCA")),
    KeyShape("GitHub token", "gh[pousr]_", WORD, 30, "gh"),
    KeyShape("GitHub token", "github_pat_", WORD + "_", 22),
    KeyShape("GitLab token", "gl(?:pat|dt|rt|ptt|ft|soat|cbt|imt|agent)-", WORD + "_-", 18, "gl"),
    KeyShape("Slack token", "xox[abeoprs]-", WORD + "-", 10, "xox"),
    KeyShape("Slack token", "xapp-", WORD + "-", 20),
    KeyShape("Slack webhook", "hooks\\.slack\\.com/services/", WORD + "/", 20),
    KeyShape("Stripe key", "(?:sk|rk)_(?:live|test)_", WORD, 16, "k_"),
    KeyShape("Stripe webhook secret", "whsec_", WORD + "+/=", 16),
    KeyShape("Google API key", "AIza", WORD + "_-", 35),
    KeyShape("Google token", "ya29\\.", WORD + "_.-", 20),
    KeyShape("Google client secret", "GOCSPX-", WORD + "_-", 20),
    KeyShape("Anthropic API key", "sk-ant-", WORD + "_-", 20),
    KeyShape("OpenAI API key", "sk-(?:proj|svcacct|admin)-", WORD + "_-", 20, "sk-"),
    KeyShape("API key", "sk-", WORD + "_-", 20),
    KeyShape("Twilio key", "SK(?=[0-9a-f ])", "0-9a-f", 32, "SK"),
    KeyShape("SendGrid key", "SG\\.", WORD + "_.-", 40),
    KeyShape("npm token", "npm_", WORD, 36),
    KeyShape("PyPI token", "pypi-", WORD + "_-", 40),
    KeyShape("Hugging Face token", "hf_", WORD, 30),
    KeyShape("Azure storage key", "AccountKey=", WORD + "+/=", 40),
    KeyShape("Azure access key", "SharedAccessKey=", WORD + "+/=", 30),
    KeyShape("DigitalOcean token", "do[opr]_v1_", "0-9a-f", 64, "_v1_"),
    KeyShape("Telegram bot token", "\\d{8,10}:AA", WORD + "_-", 30, ":AA"),
    KeyShape("Mailgun key", "key-(?=[0-9a-f ])", "0-9a-f", 32, "key-"),
    KeyShape("Shopify token", "shp(?:at|ca|pa|ss)_", "0-9a-fA-F", 32, "shp"),
    KeyShape("Databricks token", "dapi(?=[0-9a-f])", "0-9a-f", 32, "dapi"),
    KeyShape("Grafana token", "gl(?:sa|c)_", WORD + "_+/=", 32, "gl"),
    KeyShape("Linear key", "lin_api_", WORD, 32),
    KeyShape("Groq key", "gsk_", WORD, 40),
    KeyShape("xAI key", "xai-", WORD, 40),
    KeyShape("Replicate token", "r8_", WORD, 30),
    KeyShape("Postman key", "PMAK-", "0-9a-f-", 40),
    *(KeyShape("Notion token", name, WORD, 40) for name in ("secret_", "ntn_")),
    KeyShape("Atlassian token", "ATATT3", WORD + "_=-", 40),
    KeyShape("Vault token", "hv[sb]\\.", WORD + "_-", 20, "hv"),
    KeyShape("Docker token", "dckr_pat_", WORD + "_-", 20),
    KeyShape("Figma token", "figd_", WORD + "_-", 30),
    KeyShape("Tailscale key", "tskey-", WORD + "-", 15),
    KeyShape("Sentry token", "sntry[su]_", WORD + "_=+/", 30, "sntry"),
    KeyShape("Supabase key", "sb[ps]_", WORD + "_", 30, "sb"),
    KeyShape("Perplexity key", "pplx-", WORD, 30),
    KeyShape("age key", "AGE-SECRET-KEY-1", "A-Z0-9", 50),
    KeyShape("extended private key", "[xyz]prv", WORD, 60, "prv"),
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
SCHEMES = ("Bearer", "Basic", "Token", "Authorization")
CONNECTION = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@\"'<>]*:(?!\[)(?!\d{2,5}/)([^\s\"'<>]+)@(?=[\w.\[-])", re.IGNORECASE
)
CURL_USER = re.compile(r"\bcurl\b[^\n]*?\s(?:-u|--user)[ =][\"']?[^\s:\"']+:(?!\[)([^\s\"']+)")
SSHPASS = re.compile(r"\bsshpass\s+-p\s*[\"']?(?!\[)([^\s\"']+)")
CONNECTIONS = (
    ("://", CONNECTION, "connection password"),
    ("curl", CURL_USER, "curl password"),
    ("sshpass", SSHPASS, "ssh password"),
)
AWS_NEAR = re.compile(
    r"(?<![A-Za-z0-9/+=_])(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
)


def find(text: str) -> Iterator[Found]:
    """Every secret with a shape of its own; some may overlap."""
    if "PRIVATE KEY" in text or "PuTTY" in text:
        yield from _private_keys(text)
    yield from _keys(text)
    yield from _tokens(text)
    yield from _connections(text)


def _keys(text: str) -> Iterator[Found]:
    for shape, pattern in PATTERNS:
        for match in pattern.finditer(text) if shape.sign in text else ():
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


def _connections(text: str) -> Iterator[Found]:
    for sign, pattern, label in CONNECTIONS:
        for match in pattern.finditer(text) if sign in text else ():
            yield Found(SecretKind.CONNECTION_STRING, match.start(1), match.end(1), label)


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
    for match in JWT.finditer(text) if "eyJ" in text else ():
        last = match.end()
        while tail := JWT_TAIL.match(text, last):
            last = tail.end(1)
        if "." in match[0] or match[0].startswith(("eyJhbGci", "eyJ0eXAi", "eyJraWQi")):
            yield Found(SecretKind.TOKEN, match.start(), last, "JWT")
    for match in AUTHORIZATION.finditer(text) if any(word in text for word in SCHEMES) else ():
        group = match.lastindex or 0
        yield Found(SecretKind.TOKEN, match.start(group), match.end(group), "authorization")
