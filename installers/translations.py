"""Writes the catalogues of translations: `make translations`.

Strings are collected from the code by its syntax (Qt's own collector sees neither f-strings nor functions of ours),
handed to pyside6-lupdate, which keeps what is translated already, and compiled by pyside6-lrelease.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agents.kinds import all_kinds
from app.capture.built_in import BUILT_IN
from app.services import views
from app.settings import SETTINGS
from installers.environment import Environment, program

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "ui" / "translations"
# The keeper's sentences that are translated: one a line, as they stand in the code.
SENTENCES = FOLDER / "sentences.txt"
# Functions that hand a text on to Qt under another name.
PASSING_ON = ("_tr", "_known")
LANGUAGES = ("en", "zh_CN")
# English is written in the code; its catalogue holds what differs by number.
PLURAL_ONLY = ("en",)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A string to translate: where it belongs, and whether its words depend on a number."""

    context: str
    text: str
    plural: bool = False


class Unreadable(Exception):
    """A string to translate that is not written out where it is translated."""


def messages(root: Path = ROOT) -> set[Message]:
    """Every string that the window shows: its own, and those of the declarations it shows. Raises Unreadable."""
    own = {found for path in sorted((root / "ui").rglob("*.py")) for found in of_file(path)}
    return own | set(declared())


def declared() -> Iterator[Message]:
    """The words of declarations that the window shows: settings, kinds of memory, rules that are built in."""
    for setting in SETTINGS:
        for text in (setting.group, setting.label, setting.text, setting.unit, *setting.choices):
            if text:
                yield Message("settings", str(text))
    for kind in (views.kind(of, 0) for of in all_kinds().values()):
        headings = [column.heading for column in kind.columns] + [field.heading for field in kind.fields]
        for text in (kind.title, kind.guide, *headings):
            yield Message("kinds", text)
    for rule in BUILT_IN:
        yield Message("rules", rule.name)
    for sentence in SENTENCES.read_text(encoding="utf-8").splitlines():
        yield Message("keeper", sentence)


def of_file(path: Path) -> Iterator[Message]:
    """The strings of one module. Raises Unreadable for what a translator would never see."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    _refuse_other_names(tree, path)
    yield from _inside(tree, _own_context(tree), path.stem, path)


def _refuse_other_names(tree: ast.Module, path: Path) -> None:
    """A function of Qt's that is given another name would hide what it translates."""
    nodes = list(ast.walk(tree))
    seen = {node.func for node in nodes if isinstance(node, ast.Call)} | {
        node.value for node in nodes if isinstance(node, ast.Assign) and _keeps_name(node)
    }
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("tr", "translate") and node not in seen:
            raise Unreadable(f"{path.name}: line {node.lineno} gives {node.attr} another name.")


def _keeps_name(node: ast.Assign) -> bool:
    """Whether it is `translate = QCoreApplication.translate` and the like."""
    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
    return isinstance(node.value, ast.Attribute) and names == [node.value.attr]


def _own_context(tree: ast.Module) -> str:
    """The context of the module's function `_tr`, or an empty text."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call) == "translate":
                    return _literal(call.args[0], Path(node.name))
    return ""


def _inside(node: ast.AST, module: str, around: str, path: Path) -> Iterator[Message]:
    """Strings below a node; `around` is the class it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and child.name in PASSING_ON:
            continue
        if isinstance(child, ast.Call):
            yield from _of_call(child, module, around, path)
        yield from _inside(child, module, child.name if isinstance(child, ast.ClassDef) else around, path)


def _of_call(call: ast.Call, module: str, around: str, path: Path) -> Iterator[Message]:
    name, given = _name(call), call.args
    if name == "translate":
        yield Message(_literal(given[0], path), _literal(given[1], path), len(given) > 3)
    elif name == "_tr":
        yield Message(module, _literal(given[0], path), len(given) > 1)
    elif name == "tr":
        yield Message(around, _literal(given[0], path), len(given) > 2)


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literal(node: ast.expr, path: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise Unreadable(f"{path.name}: line {node.lineno} translates what is not written out there.")


def stub(found: set[Message]) -> str:
    """A module that translates each of them once, as pyside6-lupdate reads it."""
    lines = [
        f"translate({one.context!r}, {one.text!r}{PLURAL if one.plural else ''})" for one in sorted(found)
    ]
    return "\n".join(
        ["from PySide6.QtCore import QCoreApplication", "translate = QCoreApplication.translate", *lines]
    )


PLURAL = ', "", 2'


def catalogue(language: str) -> Path:
    """The file that translators edit."""
    return FOLDER / f"{language}.ts"


def write(tools: Path) -> None:
    """Brings every catalogue up to date and compiles it; `tools` is the environment with Qt's two programs."""
    with tempfile.TemporaryDirectory() as folder:
        strings = Path(folder, "strings.py")
        strings.write_text(stub(messages()), encoding="utf-8")
        for language in LANGUAGES:
            only = ["-pluralonly"] if language in PLURAL_ONLY else []
            options = [
                "-locations",
                "none",
                "-no-obsolete",
                "-source-language",
                "en",
                "-target-language",
                language,
            ]
            target = str(catalogue(language))
            _run(tools, "pyside6-lupdate", *options, *only, str(strings), "-ts", target)
            _run(tools, "pyside6-lrelease", "-silent", target, "-qm", str(FOLDER / f"{language}.qm"))


def _run(tools: Path, name: str, *arguments: str) -> None:
    subprocess.run([str(program(tools, name)), *arguments], check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Writes them."""
    write(Environment(ROOT).folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
