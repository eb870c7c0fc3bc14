"""The models of this machine: which files are here, which one answers, and the children that run them."""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping
from pathlib import Path

from agents import ability
from agents.ability import Ability, Item, Skill, Trust
from agents.errors import ModelUnavailable
from agents.models import addresses, catalog
from agents.models.catalog import ModelFile, ModelKind
from app import settings
from app.children.clients import HostedModel
from app.children.protocol import ModelPlace
from app.interfaces import AbilityView, ModelView, SkillView
from app.services.fetching import Fetcher
from app.services.outings import MODEL, QUESTIONS, Outings
from storage.errors import WrongUse
from storage.safe import Safe

NONE = "none"
SETTING = settings.LANGUAGE_MODEL
EMBEDDER_SETTING = settings.EMBEDDER
# The name by which the model of a server is chosen.
SERVER = "server"
# Tried in this order when the user has chosen none. SmolLM is for tests of the plumbing: its words are not fit to show.
PREFERRED = (catalog.QWEN_CODER,)
# What our own test found of the models whose files are pinned (docs/models.md).
OURS = {catalog.QWEN_CODER: Trust.EXTRACTS, catalog.SMOLLM: Trust.NOTHING}
UNTESTED = Trust.WORDS
DOES = {
    Trust.NOTHING: "It is not asked by itself: answers are taken from the evidence word for word.",
    Trust.WORDS: "It words answers from the evidence. It writes no memories.",
    Trust.EXTRACTS: "It words answers, says whether a line is one, and finds in what you say what the rules left."
    " It judges no memories.",
    Trust.JUDGES: "It words answers, finds what the rules left, and judges how memories relate.",
}
# The results of tests by `_mark`; not a setting of the user's.
_ABILITIES = "model.abilities"


class Models:
    """Chooses and opens language models; only one is loaded at a time."""

    def __init__(self, safe: Safe, cache: Path, outings: Outings) -> None:
        self._safe = safe
        self._outings = outings
        self._cache = cache
        self._fetcher = Fetcher(cache)
        self._lock = threading.Lock()
        self._open: HostedModel | None = None
        # A sentence when the chosen embedder cannot be used.
        self._embedder_trouble = ""

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each model that cannot be used, or that stopped when it was asked last."""
        language = self._open.trouble if self._open is not None else ""
        return tuple(filter(None, (self._embedder_trouble, language)))

    @property
    def cache(self) -> Path:
        """Where the models' files lie."""
        return self._cache

    def embedder(self) -> ModelFile:
        """The embedder that is wanted: the chosen one where it lies here whole, or else one that goes on in its place.

        Raises ModelUnavailable with what to do.
        """
        chosen = str(self._safe.settings.get(EMBEDDER_SETTING, "") or "")
        fault = self._fault_of(chosen) if chosen else ""
        serving = self._safe.embedders.turn().serving
        names = (chosen, serving, *catalog.EMBEDDERS) if chosen else (*catalog.EMBEDDERS, serving)
        usable = next((name for name in names if name and self.is_usable(name)), "")
        self._embedder_trouble = f"{fault} {usable} is used for meaning." if fault and usable else ""
        if usable:
            return catalog.find(usable)
        raise ModelUnavailable(fault or self._fault_of(catalog.default_embedder(self._cache).name))

    def is_usable(self, name: str) -> bool:
        """Whether that model lies here whole and right."""
        return catalog.is_there(self._cache, name)

    def chosen(self) -> str:
        """The name of the answering model, or an empty text when none is here or none is wanted."""
        wanted = str(self._safe.settings.get(SETTING, "") or "")
        if wanted == NONE:
            return ""
        if wanted == SERVER:
            return self._at_server().name if self._setting(settings.SERVER) else ""
        names = (wanted,) if wanted else PREFERRED
        return next((name for name in names if self._is_here(name)), "")

    def language(self, wanted: str | None = None) -> HostedModel | None:
        """The model to answer with: `wanted` by name, "none", or the chosen one. Raises ModelUnavailable, WrongUse."""
        if wanted == NONE:
            return None
        name = wanted or self.chosen()
        return self._opened(self._place(name)) if name else None

    def trusted(self, wanted: str | None, needed: Trust) -> HostedModel | None:
        """The same model where its test, or ours, showed that it may do what is `needed`; else None.

        One that was never tested words answers, which are checked word for word, and does no more.
        """
        name = wanted or self.chosen()
        if not name or name == NONE:
            return None
        place = self._place(name)
        return self._opened(place) if self.trust(place) >= needed else None

    def trust(self, place: ModelPlace) -> Trust:
        """What that model may do."""
        kept = self._abilities().get(_mark(place))
        if kept is not None:
            return Ability({Skill(name): (right, of) for name, (right, of) in kept.items()}).trust
        return OURS.get(place.name, UNTESTED)

    def bench(self, wanted: str) -> Generator[tuple[int, int], None, AbilityView]:
        """Tests a model (the chosen one without a name): yields how far it is; its result is kept, too."""
        name = wanted or self.chosen()
        if not name or name == NONE:
            raise WrongUse("There is no language model to test. See: reverie models list")
        model = self._opened(self._place(name))
        found: list[tuple[Item, bool]] = []
        before = model.worked
        yield 0, len(ability.items())
        for result in ability.results(model, self._safe.kinds):
            found.append(result)
            yield len(found), len(ability.items())
        scores = dict(ability.summed(found).scores)
        self._safe.settings.set(_ABILITIES, self._abilities() | {_mark(model.place): scores})
        return self._ability(model.place, scores, round(model.worked - before, 1))

    def pull(self, name: str) -> Generator[tuple[int, int], None, ModelView]:
        """Fetches a model from its hub: yields the bytes that have come, of how many. Raises ModelUnavailable."""
        model = catalog.find(name)
        if not self.is_usable(name):
            if not model.host:
                raise ModelUnavailable(
                    f"{model.title} comes with the set-up, not from a hub. Run: make setup"
                )
            self._outings.note(model.host, MODEL)
            yield from self._fetcher.fetched(model)
        return self._view(model, (self.chosen(), self._safe.embedders.turn().serving))

    def _ability(
        self, place: ModelPlace, scores: Mapping[Skill, tuple[int, int]], seconds: float
    ) -> AbilityView:
        trust = self.trust(place)
        parts = tuple(SkillView(str(skill), right, of) for skill, (right, of) in scores.items())
        return AbilityView(place.name, trust.name.lower(), DOES[trust], parts, seconds)

    def _abilities(self) -> dict[str, dict[str, tuple[int, int]]]:
        found = self._safe.settings.get(_ABILITIES, {})
        return found if isinstance(found, dict) else {}

    def use(self, name: str) -> None:
        """From now on the language model `name` ("none", "server") answers, or the embedder `name` is the wanted one.

        Raises ModelUnavailable, WrongUse.
        """
        setting = SETTING
        if name == SERVER:
            self._place(name)
        elif name != NONE and self._verified(name).kind is ModelKind.EMBEDDER:
            setting = EMBEDDER_SETTING
        self._safe.settings.set(setting, name)

    def views(self) -> list[ModelView]:
        """Every model of the catalogue, and that of the server."""
        chosen = (self.chosen(), self._safe.embedders.turn().serving)
        views = [self._view(model, chosen) for model in catalog.CATALOG]
        if not self._setting(settings.SERVER):
            return views
        place = self._at_server()
        kind = str(ModelKind.LANGUAGE)
        trust = self.trust(place).name.lower()
        served = ModelView(place.name, kind, True, place.name in chosen, 0, "", place.url, trust)
        return [*views, served]

    def offers(self) -> dict[str, tuple[str, ...]]:
        """The names that may be chosen now, by the setting they are for."""
        here = [model for model in catalog.CATALOG if self._is_here(model.name)]
        named = {kind: [model.name for model in here if model.kind is kind] for kind in ModelKind}
        server = [SERVER] if self._setting(settings.SERVER) else []
        return {
            SETTING: (*named[ModelKind.LANGUAGE], *server, NONE),
            EMBEDDER_SETTING: tuple(named[ModelKind.EMBEDDER]),
        }

    def elsewhere(self) -> str:
        """The address on another computer that questions and passages are sent to, or an empty text."""
        url = self._setting(settings.SERVER)
        if not url or url != self._setting(settings.NETWORK) or self.chosen() != self._at_server().name:
            return ""
        return url

    def leave_when_idle(self) -> None:
        """Lets the loaded model go when it has had nothing to do."""
        model = self._open
        if model is not None:
            model.leave_when_idle()

    def close(self) -> None:
        """Ends the language host."""
        with self._lock:
            if self._open is not None:
                self._open.child.close()

    def kill(self) -> None:
        """Kills the language host at once."""
        model = self._open
        if model is not None:
            model.child.kill()

    def pids(self) -> dict[str, int]:
        """The language host's process while it runs."""
        pid = self._open.child.pid if self._open is not None else None
        return {"language": pid} if pid is not None else {}

    def _opened(self, place: ModelPlace) -> HostedModel:
        if place.network:
            self._outings.note(addresses.parsed(place.url).host, QUESTIONS)
        with self._lock:
            if self._open is None or self._open.place != place:
                if self._open is not None:
                    self._open.child.close()
                self._open = HostedModel(place)
            return self._open

    def _place(self, name: str) -> ModelPlace:
        """Where the language model of that name is. Raises ModelUnavailable, WrongUse."""
        if name == SERVER or name.startswith(f"{SERVER}/"):
            if not self._setting(settings.SERVER):
                raise WrongUse(
                    "No model server is set. See: reverie models servers, reverie models use --help"
                )
            return self._at_server()
        model = self._verified(name)
        if model.kind is not ModelKind.LANGUAGE:
            raise WrongUse(f"{name} is not a language model. See: reverie models list")
        return ModelPlace(name, str(catalog.folder(self._cache, name) / model.main.name))

    def _at_server(self) -> ModelPlace:
        url, model = self._setting(settings.SERVER), self._setting(settings.SERVER_MODEL)
        return ModelPlace(
            name=f"{SERVER}/{model}" if model else SERVER,
            url=url,
            model=model,
            key=self._setting(settings.SERVER_KEY),
            network=bool(url) and url == self._setting(settings.NETWORK),
        )

    def _setting(self, name: str) -> str:
        return str(self._safe.settings.get(name, "") or "")

    def _verified(self, name: str) -> ModelFile:
        try:
            model = catalog.find(name)
        except ModelUnavailable as error:
            raise WrongUse(error.message) from error
        if model.kind is ModelKind.READER:
            raise WrongUse(f"{name} reads pictures and is always in use. See: reverie models list")
        if model.kind is ModelKind.CLASSIFIER:
            raise WrongUse(f"{name} is used by itself where it is here. See: reverie models list")
        catalog.verify(catalog.folder(self._cache, name), model)
        return model

    def _is_here(self, name: str) -> bool:
        try:
            return (catalog.folder(self._cache, name) / catalog.find(name).main.name).is_file()
        except ModelUnavailable:
            return False

    def _fault_of(self, name: str) -> str:
        """Why that model cannot be used, or an empty text."""
        try:
            catalog.verify(catalog.folder(self._cache, name), catalog.find(name))
        except ModelUnavailable as error:
            return error.message
        return ""

    def _view(self, model: ModelFile, chosen: tuple[str, str]) -> ModelView:
        folder = catalog.folder(self._cache, model.name)
        present = (folder / model.main.name).is_file()
        return ModelView(
            name=model.name,
            kind=str(model.kind),
            present=present,
            chosen=model.name in chosen,
            size=model.size,
            licence=model.licence,
            path=str(folder) if present else "",
            trust=self.trust(ModelPlace(model.name)).name.lower() if model.kind is ModelKind.LANGUAGE else "",
            title=model.title,
            source=model.source,
            host="" if present else model.host,
        )


def _mark(place: ModelPlace) -> str:
    """What a test's result is kept under: two servers may have two models of one name."""
    return f"{place.name} {place.url}".strip()
