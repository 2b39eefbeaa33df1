"""What the English pipeline costs: disk, seconds to load, words a second."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from trustsignals.pipeline.english import load_english

LARGEST_MB = 8.0
LONGEST_LOAD_S = 1.0
LEAST_WORDS_PER_S = 9_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Costs of a model folder on the machine that measured them.

    Attributes:
        size_mb: all files, in millions of bytes.
        load_s: seconds to verify and load it, spaCy itself being loaded.
        words_per_s: tokens a second, one process and one thread.
    """

    size_mb: float
    load_s: float
    words_per_s: float

    @property
    def is_within_limits(self) -> bool:
        """Whether the model is as small and fast as it has to be."""
        small, quick = self.size_mb <= LARGEST_MB, self.load_s < LONGEST_LOAD_S
        return small and quick and self.words_per_s >= LEAST_WORDS_PER_S


def measure_cost(directory: Path, texts: Sequence[str]) -> Cost:
    """Costs of the model in `directory`, with the speed on `texts`."""
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    started = time.perf_counter()
    nlp = load_english(directory)
    return Cost(size / 1e6, time.perf_counter() - started, words_per_second(nlp, texts))


def words_per_second(nlp: Language, texts: Sequence[str]) -> float:
    """Tokens a second of one process, after a short run that fills the caches; the faster of two runs."""
    for _ in nlp.pipe(texts[: len(texts) // 10]):
        pass
    return max(_one_run(nlp, texts) for _ in range(2))


def _one_run(nlp: Language, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - started)
