"""Nothing leaves the machine: no engine of ours carries the address it would report to."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

# Where Microsoft's usage reports go (1DS), compiled into onnxruntime from 1.29 on.
REPORT_ADDRESSES = (b"events.data.microsoft.com", b"OneCollector")


def addresses_in(folder: Path) -> set[bytes]:
    """The addresses found in any compiled library below `folder`."""
    libraries = [
        file
        for file in folder.rglob("*")
        if file.is_file() and (".so" in file.name or file.suffix in {".dll", ".pyd"})
    ]
    contents = (library.read_bytes() for library in libraries)
    return {address for content in contents for address in REPORT_ADDRESSES if address in content}


@pytest.mark.parametrize(
    "package", ["onnxruntime", "llama_cpp", "tokenizers", "chromadb_rust_bindings", "tesserocr"]
)
def test_no_engine_carries_an_address_to_report_to(package: str) -> None:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        pytest.skip(f"{package} is not installed")

    found = addresses_in(Path(spec.origin).parent) if Path(spec.origin).name == "__init__.py" else set()

    assert found == set()


def test_the_search_finds_an_address_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "engine.so").write_bytes(b"\0https://mobile.events.data.microsoft.com/OneCollector/1.0\0")

    assert addresses_in(tmp_path) == set(REPORT_ADDRESSES)
