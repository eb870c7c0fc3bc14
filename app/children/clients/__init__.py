"""The children seen from the keeper: the ports `TextReader`, `Embedder`, `VectorIndex` and `LanguageModel`."""

from __future__ import annotations

from app.children.clients.language import HostedModel
from app.children.clients.meaning import HostedMeaning
from app.children.clients.reading import HostedReader, read_pdf
from app.children.clients.screenshots import HostedScreenshots

__all__ = ["HostedMeaning", "HostedModel", "HostedReader", "HostedScreenshots", "read_pdf"]
