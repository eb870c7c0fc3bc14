"""What a kind of memory is: a body with marked fields, and values that say how it behaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.errors import WrongUse


class Use(Enum):
    """What a body's field is for; written as `Annotated[str, Use.TITLE]`."""

    TITLE = "names the memory in lists"
    COLUMN = "a column on the screen"
    SEARCH = "searched by words and meaning"
    SECRET = "sealed apart; never searched, never in a prompt"  # noqa: S105 - a description, not a password
    KEY = "two memories of the kind with equal KEY fields are about the same thing"
    PATH = "where the memory hangs in the tree of its kind: names from wide to narrow"


class Recall(StrEnum):
    """How a kind takes part in an answer."""

    ALWAYS = "always"
    BY_TIME = "by time and topic"
    BY_TOPIC = "by topic"
    CAPTION_ONLY = "caption only"


class Growth(StrEnum):
    """How a kind takes in something new."""

    BLOCKS = "blocks of text, rewritten when nearly full"
    APPEND = "new entries; merged while the activity goes on"
    REVISE = "newer wins, older stays as history"
    FILL_IN = "filled in as more of it is seen"


# A name made of a text has this many words.
NAME_WORDS = 8


class Body(BaseModel):
    """The typed content of a memory: checked whenever it comes from outside (a model, an import, the user)."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class MemoryKind:
    """A kind of memory, declared in one file under `agents/kinds/`.

    `examples` are short texts typical of the kind: the prototypes the meta manager compares meanings with.
    `text_field` takes a bare `{"text": ...}` body (imports); `limit` is in characters, for blocks.
    """

    name: str
    title: str
    body: type[Body]
    guide: str
    recall: Recall
    growth: Growth
    examples: tuple[str, ...]
    text_field: str
    limit: int | None = None
    rank: int = 0

    def fields(self, use: Use) -> tuple[str, ...]:
        """Names of the body's fields marked with `use`, in the order of the file."""
        return tuple(name for name, info in self.body.model_fields.items() if use in info.metadata)

    def completed(self, body: Mapping[str, Any], since: datetime) -> dict[str, Any]:
        """A body from elsewhere with what it may lack: its times from `since`, its name from its first words.

        A field `text` that the kind does not know stands for its text field.
        """
        given = dict(body)
        if "text" in given and "text" not in self.body.model_fields and not given.get(self.text_field):
            given[self.text_field] = given.pop("text")
        texts = [str(value) for value in given.values() if isinstance(value, str) and value.strip()]
        for name, info in self.body.model_fields.items():
            if given.get(name) is not None or not info.is_required():
                continue
            if info.annotation is datetime:
                given[name] = since
            elif texts:
                given[name] = " ".join(max(texts, key=len).split()[:NAME_WORDS])
        return given

    def title_of(self, body: Mapping[str, Any]) -> str:
        """The words that name a memory in lists."""
        return " · ".join(str(body[name]) for name in self.fields(Use.TITLE) if body.get(name))

    def search_text(self, body: Mapping[str, Any]) -> str:
        """What words and vectors are made from; secret fields never take part."""
        secret = self.fields(Use.SECRET)
        wanted = [name for name in (*self.fields(Use.TITLE), *self.fields(Use.SEARCH)) if name not in secret]
        return "\n".join(_flat(body[name]) for name in dict.fromkeys(wanted) if body.get(name))

    def key_of(self, body: Mapping[str, Any]) -> str:
        """What two memories about the same thing share, folded; empty when the kind has no KEY field."""
        return "|".join(" ".join(str(body.get(name, "")).casefold().split()) for name in self.fields(Use.KEY))


class Kinds(Mapping[str, MemoryKind]):
    """All kinds by name, in the order of their `rank`."""

    def __init__(self, kinds: list[MemoryKind]) -> None:
        self._kinds = {kind.name: kind for kind in sorted(kinds, key=lambda kind: (kind.rank, kind.name))}

    def __getitem__(self, name: str) -> MemoryKind:
        try:
            return self._kinds[name]
        except KeyError:
            known = ", ".join(self._kinds)
            raise WrongUse(f"There is no kind of memory called “{name}”. The kinds are: {known}.") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, name: object) -> bool:
        return name in self._kinds


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """A field's value with `change` made to every text in it. Any: whatever a body may hold."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return [with_texts(item, change) for item in value]
    if isinstance(value, dict):
        return {name: with_texts(item, change) for name, item in value.items()}
    return value


def _flat(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_flat(item) for item in value)
    return str(value)
