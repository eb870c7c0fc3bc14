"""Vault memory: verbatim values and secrets. The value is sealed; only the caption is ever searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from agents import captions, instructions, screens, secrets, unkept
from agents.patterns import lazy
from agents.secrets import Found, SecretKind
from storage.kind import Body, Growth, MemoryKind, Recall, Use
from storage.model import Frame, Observation, Secret, Turn, VaultCandidate


class VaultEntry(Body):
    """A value to look up word for word. `secret_value` is sealed under the vault's own key."""

    caption: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY] = ""
    entry_type: Annotated[str, Use.COLUMN] = "credential"
    source: Annotated[str, Use.COLUMN, Use.SEARCH] = ""
    sensitivity: Annotated[Literal["low", "medium", "high"], Use.COLUMN] = "high"
    secret_value: Annotated[str, Use.SECRET] = ""


KIND = MemoryKind(
    name="vault",
    title="Vault",
    body=VaultEntry,
    guide="Values to be kept word for word: passwords, keys, card and account numbers. Never described elsewhere.",
    recall=Recall.CAPTION_ONLY,
    growth=Growth.REVISE,
    examples=(
        "The password of my mailbox.",
        "API key of the billing service.",
        "My passport number and bank account number.",
    ),
    text_field="secret_value",
    rank=6,
)

_ENTRY_TYPES = {
    SecretKind.CARD: "card", SecretKind.IBAN: "bank_account", SecretKind.PRIVATE_KEY: "private_key",
    SecretKind.API_KEY: "api_key", SecretKind.TOKEN: "api_key", SecretKind.CONNECTION_STRING: "connection",
    SecretKind.SEED_PHRASE: "recovery_phrase", SecretKind.SSN: "id_number",
    SecretKind.NATIONAL_ID: "id_number", SecretKind.PASSPORT: "passport", SecretKind.PIN: "pin",
}  # fmt: skip
# A screen may show anyone's password, and a code that is worth nothing in a minute: only these are proposed from one.
_KEPT_FROM_SCREENS = frozenset(
    {SecretKind.CARD, SecretKind.IBAN, SecretKind.API_KEY, SecretKind.TOKEN, SecretKind.CONNECTION_STRING}
)
_PASSWORDS = frozenset({SecretKind.PASSWORD, SecretKind.PIN})
# A card's three check digits are worth nothing by themselves.
SHORTEST = 4
# Words before a value on a screen that say what it is for.
CAPTION_WORDS = 8
_NEVER = frozenset({SecretKind.ONE_TIME_CODE})
_NOTICE = lazy(
    r"\b(?:was|were|has been|have been|is) (?:changed|reset|updated|set) to\b|\bverify your\b|\bconfirm your\b|"
    r"\bupdate your (?:password|assistant|stored|saved)|\bstored credential|\byour \w*\s?password (?:was|is|"
    r"has)\b|wurde geändert",
    re.IGNORECASE,
)
# What a page says once the user has changed a password on it. A message that says so may be anybody's.
_CONFIRMS = lazy(
    r"\b(?:your|the) (?:new )?\w*\s?(?:password|pin|passcode) (?:was|is|has|"
    r"has been) (?:now )?(?:(?:been )?(?:successfully )?"
    r"(?:changed|updated|reset|saved|set))(?: successfully)?(?! ?(?:to|as|:))\b|"
    r"\b(?:passwor[dt]|kennwort|pin) wurde (?:erfolgreich )?geändert(?! ?(?:auf|in|zu|:))\b",
    re.IGNORECASE,
)
_NOT_MINE = lazy(r"\b(?:for example|e\.g\.|dummy|fake|test card)\b", re.I)
_LOW = frozenset({SecretKind.IBAN})


@dataclass(frozen=True, slots=True)
class FromScreens:
    """What the user wants to be offered of the secrets on their screens."""

    any: bool = True
    passwords: bool = False
    codes: bool = False

    @property
    def kinds(self) -> frozenset[SecretKind]:
        """The kinds of secrets to offer."""
        if not self.any:
            return frozenset()
        codes = _NEVER if self.codes else frozenset()
        return _KEPT_FROM_SCREENS | (_PASSWORDS if self.passwords else frozenset()) | codes

    @property
    def held(self) -> frozenset[SecretKind]:
        """The kinds of secrets that are held for a few days without being offered, should the user speak of one."""
        return _PASSWORDS - self.kinds if self.any else frozenset()


def candidates(
    text: str, found: Sequence[Found], observation: Observation, wanted: FromScreens | None = None
) -> list[VaultCandidate]:
    """Which of the secrets found in the unmasked `text` of an observation are worth sealing.

    The user's own words and notes: all but one-time codes. Screens: what is `wanted` (keys, cards and accounts, no
    one-time code unless asked for; passwords are not offered unless asked for, only held), and nothing of a page that
    gives instructions or announces a new password. Other people's and an assistant's: none.
    """
    given = wanted or FromScreens()
    kinds = given.kinds | given.held
    if instructions.looks_like_instruction(text) or _NOT_MINE.search(text) or unkept.wants_none_of_it(text):
        return []
    screen = isinstance(observation, Frame)
    if isinstance(observation, Turn) and observation.role != "user":
        return []
    if isinstance(observation, Frame) and _NOTICE.search(text):
        told = text if screens.is_message(observation.app, text) else _CONFIRMS.sub(" ", text)
        if _NOTICE.search(told):
            return []
        kinds = given.held  # What is only confirmed is offered to nobody.
    return [
        _candidate(text, secret, found, observation, offered=not screen or secret.kind not in given.held)
        for secret in found
        if secret.last - secret.first >= SHORTEST
        and (secret.kind in kinds if screen else secret.kind not in _NEVER)
    ]


def _candidate(
    text: str, secret: Found, found: Sequence[Found], observation: Observation, *, offered: bool
) -> VaultCandidate:
    return VaultCandidate(
        _ENTRY_TYPES.get(secret.kind, "credential"), _caption(text, secret, found, observation), _source(observation),
        "medium" if secret.kind in _LOW else "high", Secret(_value(text[secret.first : secret.last])), offered,
    )  # fmt: skip


def _value(found: str) -> str:
    """A value without the Chinese words that lead over to it and away from it."""
    return re.sub(r"^[是为成了]+(?=[!-~]+了?$)|(?<=[!-~])了$", "", found)


def _caption(text: str, secret: Found, found: Sequence[Found], observation: Observation) -> str:
    """What the value is for, in the words around it, without any secret."""
    masked, place = secrets.mask(text, found), _masked_place(secret, found)
    if not isinstance(observation, Frame):
        purpose = captions.caption(masked, place, secret.label)
        # The same value may stand once more where nothing marks it.
        told = text[secret.first : secret.last].casefold() in purpose.casefold()
        return secret.label if told or secrets.find(purpose) else purpose
    line = masked[:place].rsplit("\n", 1)[-1]
    words = re.sub(r"\[[^\]]* hidden\]|[\"'`=:]+", " ", line).split()
    purpose = " ".join(words[-CAPTION_WORDS:]).strip(" ,.-") or secret.label
    return f"{purpose} ({observation.window_title})" if observation.window_title else purpose


def _masked_place(secret: Found, found: Sequence[Found]) -> int:
    """Where the secret's marker begins once all secrets are masked."""
    earlier = (one for one in found if one.first < secret.first)
    return secret.first + sum(len(one.marker) - (one.last - one.first) for one in earlier)


def _source(observation: Observation) -> str:
    if isinstance(observation, Frame):
        return observation.app or "a screen"
    return "the user"
