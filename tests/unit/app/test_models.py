"""Which model is wanted: the chosen embedder or what goes on in its place, and the model of a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents import ability
from agents.ability import Trust
from agents.errors import ModelUnavailable
from agents.models import addresses, catalog
from agents.models.catalog import ModelFile, ModelKind, Weights
from agents.ports import LanguageModel
from app import settings
from app.children.protocol import ModelPlace
from app.interfaces import AbilityView
from app.services import doctor
from app.services.models import EMBEDDER_SETTING, OURS, SERVER, Models
from app.services.outings import Outings
from storage.clock import system_clock
from storage.errors import WrongUse
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.language import ScriptedModel

GRAPH = b"a graph of some kind"


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache in which three embedders lie whole; “other” is none of those that set-up provides."""
    names = (*catalog.EMBEDDERS, "other")
    monkeypatch.setattr(catalog, "CATALOG", tuple(_embedder(name, tmp_path) for name in names))
    return tmp_path


def _embedder(name: str, cache: Path) -> ModelFile:
    folder = catalog.folder(cache, name)
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(GRAPH)
    weights = Weights("model.onnx", len(GRAPH), catalog.sha256_of(folder / "model.onnx"))
    return ModelFile(name, ModelKind.EMBEDDER, name, (weights,), "Apache-2.0", "made here")


def _damage(cache: Path, name: str) -> None:
    (catalog.folder(cache, name) / "model.onnx").write_bytes(GRAPH[::-1])


def test_without_a_choice_the_better_one_of_set_up_is_wanted(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))

    assert models.embedder().name == catalog.MINILM
    _damage(cache, catalog.MINILM)
    assert models.embedder().name == catalog.MINILM_INT8


def test_the_chosen_one_is_wanted(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))
    models.use("other")

    assert (models.embedder().name, models.problems) == ("other", ())


def test_in_place_of_a_damaged_choice_the_one_that_serves_goes_on_and_a_sentence_says_so(
    safe: Safe, cache: Path
) -> None:
    safe.embedders.choose(catalog.MINILM_INT8, lambda name: True)
    models = Models(safe, cache, Outings(safe, system_clock))
    models.use("other")
    _damage(cache, "other")

    assert models.embedder().name == catalog.MINILM_INT8
    (told,) = models.problems
    assert "damaged" in told
    assert told.endswith(f"{catalog.MINILM_INT8} is used for meaning.")


def test_a_damaged_or_missing_model_cannot_be_chosen(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))
    _damage(cache, "other")

    with pytest.raises(ModelUnavailable, match="damaged"):
        models.use("other")
    (catalog.folder(cache, "other") / "model.onnx").unlink()
    with pytest.raises(ModelUnavailable, match="missing"):
        models.use("other")
    with pytest.raises(WrongUse, match="no model called"):
        models.use("another")
    assert safe.settings.get(EMBEDDER_SETTING, "") == ""


def test_a_classifier_is_nothing_to_choose(safe: Safe, tmp_path: Path) -> None:
    models = Models(safe, tmp_path, Outings(safe, system_clock))

    with pytest.raises(WrongUse, match="used by itself"):
        models.use(catalog.SECRETS)
    assert catalog.SECRETS not in sum(models.offers().values(), ())


def test_with_none_at_all_a_sentence_says_what_to_do(safe: Safe, cache: Path) -> None:
    for name in (*catalog.EMBEDDERS, "other"):
        (catalog.folder(cache, name) / "model.onnx").unlink()

    with pytest.raises(ModelUnavailable, match="make setup"):
        Models(safe, cache, Outings(safe, system_clock)).embedder()


def test_the_one_that_serves_is_shown_as_in_use(safe: Safe, cache: Path) -> None:
    safe.embedders.choose("other", lambda name: True)

    assert [
        view.name for view in Models(safe, cache, Outings(safe, system_clock)).views() if view.chosen
    ] == ["other"]


HERE = "http://127.0.0.1:8080/v1"
LAN = "http://10.1.2.3:8080/v1"


def _use_server(safe: Safe, models: Models, url: str = HERE, model: str = "tiny") -> None:
    settings.change(safe, settings.SERVER, url)
    settings.change(safe, settings.SERVER_MODEL, model)
    models.use(SERVER)


def test_the_model_of_a_server_is_chosen_listed_and_asked_there(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))

    _use_server(safe, models, "http://localhost:8080")

    assert models.chosen() == "server/tiny"
    assert [view.path for view in models.views() if view.chosen and view.kind == "language"] == [
        "http://localhost:8080/v1"
    ]
    opened = models.language()
    assert opened is not None
    assert (opened.name, opened.place.url, opened.place.model, opened.place.network) == (
        "server/tiny", "http://localhost:8080/v1", "tiny", False,
    )  # fmt: skip
    assert models.language("server") is opened
    assert models.language("server/tiny") is opened


def test_without_an_address_there_is_no_server_to_choose(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))

    with pytest.raises(WrongUse, match="No model server is set"):
        models.use(SERVER)
    assert models.chosen() == ""


def test_a_server_elsewhere_is_no_server_unless_that_very_address_was_allowed(
    safe: Safe, cache: Path
) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))

    with pytest.raises(WrongUse, match="is not this computer"):
        settings.change(safe, settings.SERVER, LAN)
    settings.change(safe, settings.NETWORK, "http://10.1.2.3:9090/v1")
    with pytest.raises(WrongUse, match="is not this computer"):
        settings.change(safe, settings.SERVER, LAN)
    settings.change(safe, settings.NETWORK, LAN)
    _use_server(safe, models, LAN)

    opened = models.language()
    assert opened is not None
    assert opened.place.network


def test_what_is_sent_elsewhere_is_told_and_ends_with_the_choice(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))
    _use_server(safe, models)
    assert (models.elsewhere(), doctor.network(models)) == ("", "Nothing is sent to another computer.")

    settings.change(safe, settings.NETWORK, LAN)
    assert models.elsewhere() == ""
    _use_server(safe, models, LAN)
    assert models.elsewhere() == LAN
    assert LAN in doctor.network(models)
    assert "unencrypted" in doctor.network(models)

    settings.change(safe, settings.NETWORK, "")
    opened = models.language()
    assert opened is not None
    assert (models.elsewhere(), opened.place.network) == ("", False)
    models.use("none")
    assert doctor.network(models) == "Nothing is sent to another computer."


def test_a_key_is_shown_to_nobody_and_stays_with_its_server(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))
    _use_server(safe, models)
    settings.change(safe, settings.SERVER_KEY, "sk-seven-quiet-herons\n")

    assert settings.values(safe)[settings.SERVER_KEY] == settings.HIDDEN
    assert "herons" not in str(settings.values(safe))
    settings.change(safe, settings.SERVER_KEY, settings.HIDDEN)
    settings.change(safe, settings.SERVER, HERE)
    opened = models.language()
    assert opened is not None
    assert opened.place.key == "sk-seven-quiet-herons"

    settings.change(safe, settings.SERVER, "http://127.0.0.1:9999/v1")
    opened = models.language()
    assert opened is not None
    assert (opened.place.key, settings.values(safe)[settings.SERVER_KEY]) == ("", "")


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schl\u00fcssel"])
def test_a_key_that_no_server_has_is_refused(safe: Safe, key: str) -> None:
    with pytest.raises(WrongUse, match="without blanks"):
        settings.change(safe, settings.SERVER_KEY, key)


def test_a_name_that_leads_nowhere_is_no_server(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(host: str, _port: int) -> list[str]:
        raise ModelUnavailable(f"There is no computer called “{host}”.")

    monkeypatch.setattr(addresses, "resolved", nowhere)

    with pytest.raises(WrongUse, match="no computer called"):
        settings.change(safe, settings.SERVER, "http://models.lan:80")


def _test_with(models: Models, model: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> AbilityView:
    """Tests the chosen model, with `model` speaking for it."""
    monkeypatch.setattr(ability, "results", lambda _model, kinds: _RESULTS(model, kinds))
    work = models.bench("")
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            assert steps == [(done, len(ability.items())) for done in range(len(ability.items()) + 1)]
            view: AbilityView = end.value
            return view


_RESULTS = ability.results


def test_a_model_never_tested_words_answers_and_no_more(safe: Safe, cache: Path) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))
    _use_server(safe, models)

    assert models.trusted(None, Trust.WORDS) is models.language()
    assert models.trusted(None, Trust.EXTRACTS) is None
    assert models.trusted("none", Trust.NOTHING) is None


def test_a_test_decides_and_is_kept_for_that_server_alone(
    safe: Safe, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = Models(safe, cache, Outings(safe, system_clock))
    _use_server(safe, models)

    view = _test_with(models, ScriptedModel("I am happy to help."), monkeypatch)

    assert (view.model, view.trust) == ("server/tiny", "nothing")
    assert sum(skill.of for skill in view.skills) == len(ability.items())
    assert Models(safe, cache, Outings(safe, system_clock)).trusted(None, Trust.WORDS) is None
    assert [one.trust for one in models.views() if one.name == "server/tiny"] == ["nothing"]
    settings.change(safe, settings.SERVER, "http://127.0.0.1:9999/v1")
    assert models.trusted(None, Trust.WORDS) is not None


def test_without_a_model_there_is_nothing_to_test(safe: Safe, cache: Path) -> None:
    with pytest.raises(WrongUse, match="no language model to test"):
        next(Models(safe, cache, Outings(safe, system_clock)).bench(""))


def test_models_of_ours_are_trusted_with_what_our_test_found(safe: Safe, cache: Path) -> None:
    trusted = Models(safe, cache, Outings(safe, system_clock)).trust

    assert trusted(ModelPlace(catalog.SMOLLM)) is Trust.NOTHING
    assert trusted(ModelPlace(catalog.QWEN_CODER)) is OURS[catalog.QWEN_CODER]
