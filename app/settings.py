"""Every setting, declared once: name, group, label, default, bounds, unit, and a line that explains it.

The command line, the window's page and the keeper read these declarations; what a page needs stands nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from agents import claims, fusion, personas
from agents.errors import ModelUnavailable
from agents.fusion import Weights
from agents.models import addresses
from agents.secrets.own import compiled
from app.capture.circumstances import EFFORTS, Choices
from app.interfaces import SettingView
from app.services import budget
from storage.errors import WrongUse
from storage.kind import Recall
from storage.model import Author
from storage.proposals import Limits
from storage.safe import Safe


class Group(StrEnum):
    """What belongs together, by its heading, in the order of a page."""

    RECORDING = "Recording"
    READING = "Reading the screen"
    PRIVACY = "Secrets and the vault"
    LOCKING = "Locking"
    PICTURES = "Pictures and disk"
    MEMORIES = "Memories and time"
    CHAT = "Chat"
    MODELS = "Models"
    NETWORK = "Model servers"


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting: `label` names it on a page, `text` explains it in a line.

    `least` and `most` bound numbers, which count in `unit`; `choices` are the texts allowed, if not all are. The value
    of a `secret` one is never shown again; a text of several `lines` is edited as such.
    """

    name: str
    group: Group
    label: str
    default: bool | float | str
    text: str
    least: float = float("-inf")
    most: float = float("inf")
    unit: str = ""
    choices: tuple[str, ...] = ()
    secret: bool = False
    lines: bool = False

    @property
    def type(self) -> str:
        """How it is set on a page: switch, number, choice, secret, lines or text."""
        if isinstance(self.default, bool):
            return "switch"
        if isinstance(self.default, float):
            return "number"
        if self.choices:
            return "choice"
        return "secret" if self.secret else "lines" if self.lines else "text"

    def parsed(self, value: Any) -> bool | float | str:
        """`value` (typed, or as text) in the setting's type. Raises WrongUse with what is allowed."""
        if isinstance(self.default, bool):
            return self._switch(value)
        if isinstance(self.default, float):
            return self._number(value)
        return self._text(str(value))

    def _text(self, value: str) -> str:
        if self.choices and value not in self.choices:
            raise WrongUse(f"This is one of: {', '.join(self.choices)}; not “{value}”.")
        return value

    def _switch(self, value: Any) -> bool:
        known = {
            "true": True,
            "on": True,
            "yes": True,
            "1": True,
            "false": False,
            "off": False,
            "no": False,
            "0": False,
        }
        found = known.get(str(value).lower())
        if found is None:
            raise WrongUse(f"This is on or off, not “{value}”.")
        return found

    def _number(self, value: Any) -> float:
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise WrongUse(f"This is a number, not “{value}”.") from None
        if not self.least <= number <= self.most:
            raise WrongUse(f"This lies between {self.least:g} and {self.most:g}.")
        return number


NOTHING_CHOSEN = Choices()
NO_OTHER_LIMITS = Limits()
OWN_PATTERNS = "secrets.patterns"
BY_SCREENSHOTS = "capture.by_screenshots"
LISTEN = "voice.listen"
WEIGHTS = "recall.weights"
PERSONA = "chat.persona"
SERVER = "model.server"
SERVER_MODEL = "model.server_model"
SERVER_KEY = "model.server_key"
NETWORK = "model.network"
LANGUAGE_MODEL = "model.language"
EMBEDDER = "model.embedder"
TIMEZONE = "timezone"
# The block of core memory that is of the user, and the topic of its line that says what they are called.
_OF_USER, _NAME = "human", "name"
# Stands for a secret that is set.
HIDDEN = "(set)"
# Tesseract's names: three letters, and a script or region behind (chi_sim, aze_cyrl).
_LANGUAGE = re.compile(r"[a-z]{3}(?:_[A-Za-z]{2,8})*")

SETTINGS = (
    Setting(
        "capture.at_start",
        Group.RECORDING,
        "Record from the start",
        True,
        "Record as soon as the safe is unlocked.",
    ),
    Setting(
        "capture.interval",
        Group.RECORDING,
        "Look at the screen every",
        2.0,
        "Seconds between two looks at the screen.",
        0.5,
        60.0,
        "seconds",
    ),
    Setting(
        "capture.idle_minutes",
        Group.RECORDING,
        "Rest when nobody is there",
        NOTHING_CHOSEN.idle_minutes,
        "Recording rests when nobody used the computer for so many minutes; 0 for never.",
        0.0,
        1440.0,
        "minutes",
    ),
    Setting(
        "capture.on_battery",
        Group.RECORDING,
        "On battery",
        NOTHING_CHOSEN.on_battery,
        "Record while the computer runs on its battery: as ever, sparingly (a third as often) or not at all.",
        choices=EFFORTS,
    ),
    Setting(
        "capture.when_busy",
        Group.RECORDING,
        "When the computer is busy",
        NOTHING_CHOSEN.when_busy,
        "Record while other programs wait for processors or memory: as ever, sparingly or not at all.",
        choices=EFFORTS,
    ),
    Setting(
        "capture.in_games",
        Group.RECORDING,
        "Games",
        NOTHING_CHOSEN.in_games,
        "Record games that fill the screen.",
    ),
    Setting(
        "capture.in_presentations",
        Group.RECORDING,
        "Presentations",
        NOTHING_CHOSEN.in_presentations,
        "Record while slides fill the screen.",
    ),
    Setting(
        "capture.while_locked",
        Group.RECORDING,
        "Go on while locked",
        False,
        "Go on recording while the safe is locked, into a sealed box that only unlocking opens.",
    ),
    Setting(
        "capture.locked_most_mb",
        Group.RECORDING,
        "Size of the sealed box",
        500.0,
        "Most megabytes the sealed box of a locked safe may take.",
        10.0,
        1e5,
        "MB",
    ),
    Setting(
        LISTEN,
        Group.RECORDING,
        "Microphone",
        False,
        "Listen to the microphone. Nothing in this version does, switched on or not.",
    ),
    Setting(
        BY_SCREENSHOTS,
        Group.RECORDING,
        "Screenshots by the portal",
        False,
        "On a Wayland desktop that gives no pictures otherwise, let its portal take screenshots: files in clear, "
        "which are deleted at once.",
    ),
    Setting(
        "reading.languages",
        Group.READING,
        "Languages on the screen",
        "",
        "Languages read on the screen, by their names in Tesseract (eng deu jpn), the main one first, each with its "
        "data installed; empty for English, and Chinese where its data is here.",
    ),
    Setting(
        OWN_PATTERNS,
        Group.PRIVACY,
        "Hide what looks like this",
        "",
        "What else is hidden wherever it is seen or said: regular expressions, one a line or with ;; between.",
        lines=True,
    ),
    Setting(
        "vault.candidates",
        Group.PRIVACY,
        "Offer cards, accounts and keys",
        True,
        "Offer card and account numbers and keys seen on the screen for the vault.",
    ),
    Setting(
        "vault.candidates_passwords",
        Group.PRIVACY,
        "Offer passwords",
        False,
        "Offer passwords and PINs seen on the screen, too.",
    ),
    Setting(
        "vault.candidates_codes",
        Group.PRIVACY,
        "Offer one-time codes",
        False,
        "Offer one-time codes seen on the screen, too.",
    ),
    Setting("lock.on_screen_lock", Group.LOCKING, "With the screen", True, "Lock when the screen is locked."),
    Setting(
        "lock.on_suspend", Group.LOCKING, "Before sleep", True, "Lock before the computer goes to sleep."
    ),
    Setting(
        "lock.on_user_switch",
        Group.LOCKING,
        "When users switch",
        True,
        "Lock when another user takes over the screen, or you log out.",
    ),
    Setting(
        "lock.on_idle_minutes",
        Group.LOCKING,
        "When nobody is there",
        0.0,
        "Lock when nobody used the computer for so many minutes; 0 for never.",
        0.0,
        1440.0,
        "minutes",
    ),
    Setting(
        "pictures.fading",
        Group.PICTURES,
        "Old pictures fade",
        "ask",
        "Let old pictures fade by themselves: on, off, or ask (not until you agreed).",
        choices=("on", "off", "ask"),
    ),
    Setting(
        "pictures.full_days",
        Group.PICTURES,
        "Full size for",
        30.0,
        "Days after which a picture is made smaller.",
        1.0,
        36500.0,
        "days",
    ),
    Setting(
        "pictures.smaller_days",
        Group.PICTURES,
        "Smaller until",
        180.0,
        "Days after which its thumbnail alone is kept.",
        1.0,
        36500.0,
        "days",
    ),
    Setting(
        "pictures.thumbnail_days",
        Group.PICTURES,
        "Thumbnail until",
        730.0,
        "Days after which its text alone is kept.",
        1.0,
        36500.0,
        "days",
    ),
    Setting(
        "pictures.cap_gb",
        Group.PICTURES,
        "Room for pictures",
        0.0,
        "Most gigabytes of pictures; beyond, the oldest and least important fade sooner. 0 for no limit.",
        0.0,
        1e5,
        "GB",
    ),
    Setting(
        "disk.reserve_gb",
        Group.PICTURES,
        "Leave free on the disk",
        2.0,
        "Recording pauses while less than so many gigabytes of disk are free.",
        0.0,
        1e4,
        "GB",
    ),
    Setting(
        "inbox.days",
        Group.MEMORIES,
        "Wait in the inbox for",
        NO_OTHER_LIMITS.days,
        "Days that a change of what is remembered waits for your word in the inbox.",
        1.0,
        3650.0,
        "days",
    ),
    Setting(
        "inbox.a_day",
        Group.MEMORIES,
        "Changes about one thing",
        float(NO_OTHER_LIMITS.a_day),
        "Most changes about one and the same thing that may come into the inbox on one day.",
        1.0,
        100.0,
        "a day",
    ),
    Setting(
        "dream.by_itself",
        Group.MEMORIES,
        "Put memories in order",
        True,
        "Put memories in order while nobody uses the computer, on mains.",
    ),
    Setting(
        "dream.idle_minutes",
        Group.MEMORIES,
        "Put in order after",
        3.0,
        "Minutes without input after which memories are put in order.",
        0.5,
        1440.0,
        "minutes",
    ),
    Setting(
        "dream.minutes_a_day",
        Group.MEMORIES,
        "Time for putting in order",
        10.0,
        "Most minutes of processor time a day for putting memories in order by itself.",
        0.0,
        1440.0,
        "minutes",
    ),
    Setting(
        WEIGHTS,
        Group.MEMORIES,
        "How a search weighs",
        fusion.SHIPPED,
        "How the signs of an answer are weighed in a search: as learnt from dialogues (shipped), or as set by hand "
        "(untrained).",
        choices=(fusion.SHIPPED, fusion.UNTRAINED),
    ),
    Setting(
        TIMEZONE,
        Group.MEMORIES,
        "Time zone",
        "",
        "The zone of times without an offset (Europe/Rome); empty for the computer's.",
    ),
    Setting(
        PERSONA,
        Group.CHAT,
        "Manner of answers",
        personas.OWN,
        "How a language model words answers: as you wrote it under “persona” in core memory (own), plainly, or as one "
        "of these. Without a model it changes nothing, and never a fact.",
        choices=personas.CHOICES,
    ),
    Setting(
        LANGUAGE_MODEL,
        Group.MODELS,
        "Language model",
        "",
        "The answering model by name; empty for the best one here, “none” for none.",
    ),
    Setting(
        "digest.language_model",
        Group.MODELS,
        "Work in the background",
        True,
        "Let the language model add to what the rules find, in the background.",
    ),
    Setting(
        budget.SETTING,
        Group.MODELS,
        "Time in the background",
        budget.MINUTES_A_DAY,
        "Minutes of processor time a day that the language model may take in the background; the rules work on.",
        0.0,
        1440.0,
        "minutes",
    ),
    Setting(
        EMBEDDER,
        Group.MODELS,
        "Model for meaning",
        "",
        "The model for meaning by name; empty for the best one here. A new one is filled behind.",
    ),
    Setting(
        SERVER,
        Group.NETWORK,
        "Server on this computer",
        "",
        "Address of a model server on this computer (llama-server, Ollama, LM Studio, vLLM), as in "
        "http://127.0.0.1:11434/v1; it answers once model.language is “server”.",
    ),
    Setting(SERVER_MODEL, Group.NETWORK, "Its model", "", "The name of the model at that server."),
    Setting(
        SERVER_KEY,
        Group.NETWORK,
        "Its key",
        "",
        "The key that server wants, if any; it is not shown again.",
        secret=True,
    ),
    Setting(
        NETWORK,
        Group.NETWORK,
        "Server on another computer",
        "",
        "Address of a model server on ANOTHER computer that may be asked: your questions, what you said and the "
        "passages found for them are sent there. Empty, as it is unless you say so: nothing leaves this computer.",
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def values(safe: Safe) -> dict[str, Any]:
    """Every setting's present value; of a secret one whether it is set."""
    found = {setting.name: safe.settings.get(setting.name, setting.default) for setting in SETTINGS}
    hidden = {one.name: HIDDEN for one in SETTINGS if one.secret and found[one.name]}
    return found | hidden


def views(safe: Safe, models: Mapping[str, tuple[str, ...]]) -> list[SettingView]:
    """Every setting as a page shows it; `models` are the names to pick from by the setting they are for."""
    present = values(safe)
    offers = {**models, TIMEZONE: tuple(sorted(available_timezones()))}
    return [view(setting, present[setting.name], offers.get(setting.name, ())) for setting in SETTINGS]


def view(setting: Setting, value: bool | float | str, offers: tuple[str, ...] = ()) -> SettingView:
    """A setting as a page shows it with this value; `offers` are values to pick from where others fit too."""
    number = setting.type == "number"
    return SettingView(
        name=setting.name,
        type=setting.type,
        value=value,
        default=setting.default,
        group=setting.group,
        label=setting.label,
        text=setting.text,
        unit=setting.unit,
        least=setting.least if number else 0.0,
        most=setting.most if number else 0.0,
        choices=setting.choices,
        offers=offers,
    )


def declared(name: str) -> Setting:
    """The setting of that name. Raises WrongUse for a name that is none."""
    setting = _BY_NAME.get(name)
    if setting is None:
        raise WrongUse(f"There is no setting “{name}”. See: reverie settings list")
    return setting


def weights(safe: Safe) -> Weights:
    """The weights of recall that were chosen."""
    return fusion.weights(str(safe.settings.get(WEIGHTS, fusion.SHIPPED)))


def persona(safe: Safe) -> str:
    """The manner in which a model words answers, as a prompt says it; of core memory, what the user wrote by hand."""
    chosen = str(values(safe)[PERSONA])
    if chosen != personas.OWN:
        return personas.manner(chosen, ())
    core = next(kind for kind in safe.kinds.values() if kind.recall is Recall.ALWAYS)
    own = (one for one in reversed(safe.memories.list(core.name)) if one.author is Author.USER)
    return personas.manner(
        chosen, [str(one.body[core.text_field]) for one in own if one.title == personas.BLOCK]
    )


def user_names(safe: Safe) -> tuple[str, ...]:
    """What the user is called among people: by what they wrote of themselves, or said their name is."""
    core = next(kind for kind in safe.kinds.values() if kind.recall is Recall.ALWAYS)
    own = (
        str(one.body[core.text_field])
        for one in safe.memories.list(core.name)
        if one.title == _OF_USER and (one.author is Author.USER or one.body.get("topic") == _NAME)
    )
    return tuple(name for text in own for name in claims.own_names(text))


def languages(safe: Safe) -> tuple[str, ...]:
    """The languages that are read on the screen, the main one first; empty when none was chosen."""
    return _language_names(str(values(safe)["reading.languages"]))


def recording(safe: Safe) -> Choices:
    """When nothing, or less, is recorded."""
    given = values(safe)
    return Choices(
        idle_minutes=float(given["capture.idle_minutes"]),
        on_battery=str(given["capture.on_battery"]),
        when_busy=str(given["capture.when_busy"]),
        in_games=bool(given["capture.in_games"]),
        in_presentations=bool(given["capture.in_presentations"]),
    )


def inbox_limits(safe: Safe) -> Limits:
    """How long changes wait for the user's word, and how many may come."""
    given = values(safe)
    return Limits(float(given["inbox.days"]), int(given["inbox.a_day"]))


def change(safe: Safe, name: str, value: Any) -> None:
    """Sets one; raises WrongUse for an unknown name or a value that does not fit."""
    setting = declared(name)
    parsed = setting.parsed(value)
    if name == TIMEZONE and parsed:
        zone(str(parsed))
    if name == OWN_PATTERNS:
        compiled(str(parsed))
    if name == "reading.languages":
        parsed = " ".join(_language_names(str(parsed)))
    if name in (SERVER, NETWORK) and parsed:
        parsed = _server(safe, name, str(parsed))
    if name == SERVER and parsed != safe.settings.get(SERVER, ""):
        # The key was the former server's.
        safe.settings.set(SERVER_KEY, "")
    if setting.secret:
        if parsed == HIDDEN:
            return
        parsed = _key(str(parsed))
    safe.settings.set(name, parsed)


def _server(safe: Safe, name: str, text: str) -> str:
    """The address in its one form; a server to be asked is here, or the one that is allowed elsewhere.

    Raises WrongUse.
    """
    address = addresses.parsed(text)
    allowed = name == NETWORK or address.url == safe.settings.get(NETWORK, "")
    try:
        addresses.permitted(address.host, address.port, network=allowed)
    except ModelUnavailable as error:
        if name == NETWORK:
            # Not there now; whether it may be asked is another question.
            return address.url
        raise WrongUse(error.message) from error
    return address.url


def _key(text: str) -> str:
    key = text.strip()
    if not all("!" <= char <= "~" for char in key):
        raise WrongUse("A server's key consists of letters, digits and signs, without blanks.")
    return key


def _language_names(text: str) -> tuple[str, ...]:
    """The names in a text, once each. Raises WrongUse."""
    names = tuple(dict.fromkeys(re.split(r"[\s,;+]+", text.strip()))) if text.strip() else ()
    for name in names:
        if not _LANGUAGE.fullmatch(name):
            raise WrongUse(f"There is no language “{name}”. Write them like: eng chi_sim deu")
    return names


def zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises WrongUse."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongUse(f"There is no time zone “{name}”. Write it like Europe/Rome.") from None
