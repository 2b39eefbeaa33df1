"""What components that carry a codebook share: they write it out with the pipeline, so that it finds the same cues elsewhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from spacy.language import Language
from spacy.tokens import Doc

from trustsignals.codebook import Codebook
from trustsignals.pipeline.extensions import register_extensions


class CodebookComponent(ABC):
    """A pipeline component whose whole state is a codebook."""

    def __init__(self, nlp: Language, codebook: Codebook) -> None:
        register_extensions()
        self._nlp = nlp
        self.use(codebook)

    @abstractmethod
    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with what the component writes on it."""

    def use(self, codebook: Codebook) -> None:
        """Take the rules of `codebook` from here on."""
        self.codebook = codebook
        self._compile()

    @abstractmethod
    def _compile(self) -> None:
        """Build the matchers for `self.codebook`."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The codebook as JSON."""
        return self.codebook.model_dump_json().encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """The component with the codebook that `to_bytes` gave."""
        self.use(Codebook.model_validate_json(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the codebook to the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "codebook.json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """The component with the codebook in the folder `path`."""
        return self.from_bytes((Path(path) / "codebook.json").read_bytes())
