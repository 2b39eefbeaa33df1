"""Reads CoNLL-U treebanks into documents of sentences, keeping the spaces of the text, also inside multiword tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trustsignals.errors import CorpusError

SPOKEN_GENRES = ("conversation", "interview", "vlog", "speech", "court")


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word.

    Attributes:
        text: the word as the text has it.
        space: whether a space follows.
        head: position of its head in the sentence, its own where it is the root.
        dep: relation to the head, `ROOT` for the root (spaCy's word for it).
    """

    text: str
    space: bool
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and who says it where the treebank knows."""

    tokens: tuple[Token, ...]
    speaker: str


@dataclass(slots=True)
class Document:
    """A document of a treebank.

    Attributes:
        id: the treebank's own id, which begins with `GUM_` in GUM.
        sentences: in the order of the text.
    """

    id: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """GUM's genre ("conversation", "news" …), or "" for documents of other treebanks."""
        return self.id.split("_")[1] if self.id.startswith("GUM_") else ""

    @property
    def is_spoken(self) -> bool:
        """Whether the document is transcribed speech."""
        return self.genre in SPOKEN_GENRES


def read_treebank(path: Path) -> list[Document]:
    """Documents of one CoNLL-U file, in its order.

    Raises:
        CorpusError: the file is missing or a line breaks the format.
    """
    if not path.is_file():
        raise CorpusError(f"The treebank {path.name} is missing; give its folder with --corpora.")
    documents: list[Document] = []
    for number, lines in _blocks(path):
        comments = dict(_comment(line) for line in lines if line.startswith("#"))
        if "newdoc id" in comments or not documents:
            documents.append(Document(comments.get("newdoc id", path.stem)))
        try:
            tokens = _tokens([line.split("\t") for line in lines if not line.startswith("#")])
        except (ValueError, IndexError):
            raise CorpusError(f"{path.name} is no CoNLL-U file: see the sentence at line {number}.") from None
        documents[-1].sentences.append(Sentence(tokens, comments.get("speaker", "")))
    return documents


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Lines of each sentence, with the number of the first."""
    block: list[str] = []
    start = 1
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if stripped := line.rstrip("\n"):
                start = start if block else number
                block.append(stripped)
            elif block:
                yield start, block
                block = []
    if block:
        yield start, block


def _comment(line: str) -> tuple[str, str]:
    name, _, value = line.lstrip("# ").partition("=")
    return name.strip(), value.strip()


def _tokens(rows: list[list[str]]) -> tuple[Token, ...]:
    """Words of a sentence; a row is the ten columns of CoNLL-U."""
    surface_end: dict[int, bool] = {}
    glued: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            glued.update(range(first, last))
            surface_end[last] = _space_after(row)
    tokens = []
    for row in rows:
        if not row[0].isdigit():
            continue
        number, head = int(row[0]), int(row[6])
        tokens.append(
            Token(
                text=row[1],
                space=surface_end.get(number, _space_after(row)) and number not in glued,
                lemma=row[2],
                pos=row[3],
                tag=row[4],
                morph="" if row[5] == "_" else row[5],
                head=(head or number) - 1,
                dep="ROOT" if head == 0 else row[7],
            )
        )
    return tuple(tokens)


def _space_after(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[9].split("|")
