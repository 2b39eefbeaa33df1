"""Folds: which groups are held out together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def folds_by_group(groups: Sequence[str], folds: int, seed: int = 0) -> NDArray[np.int_]:
    """The fold of each item, 0 to `folds` - 1, so that no group stands in two folds.

    Groups named "corpus/…" are dealt out corpus by corpus, the largest first, each to the fold that has least of its corpus, so
    that every fold holds about the same share of every corpus. `seed` changes who of equally large groups comes first.
    """
    sizes = Counter(groups)
    rank = {group: i for i, group in enumerate(np.random.default_rng(seed).permutation(sorted(sizes)).tolist())}
    filled: dict[str, NDArray[np.int_]] = defaultdict(lambda: np.zeros(folds, dtype=int))
    fold_of: dict[str, int] = {}
    for group in sorted(sizes, key=lambda g: (-sizes[g], rank[g])):
        load = filled[group.partition("/")[0]]
        fold_of[group] = int(load.argmin())
        load[fold_of[group]] += sizes[group]
    return np.array([fold_of[group] for group in groups])
