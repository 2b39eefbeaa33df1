"""Agreement between two coders: Cohen's kappa and Krippendorff's alpha by code, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trustsignals.errors import CodingError
from trustsignals.evaluation.codings import Codings

Flags = NDArray[np.bool_]

REPLICATES = 1000
CONFIDENCE = 0.95
_SEED = 20231


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one code over the items that both coded.

    Attributes:
        code: its id.
        n: items.
        both, only_first, only_second: items with the code by both coders, and by one alone.
        kappa: Cohen's, -1 to 1; None where neither coder used the code, or both always did.
        low, high: its 95 % bootstrap interval over items; None where kappa is.
        alpha: Krippendorff's for nominal data; None where kappa is.
    """

    code: str
    n: int
    both: int
    only_first: int
    only_second: int
    kappa: float | None
    low: float | None
    high: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item on which the coders differ, with the codes that only one of them gave."""

    item: str
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def cohen_kappa(first: Flags, second: Flags) -> float | None:
    """Cohen's kappa of two yes-or-no codings, shape (n,); None where chance agreement is total. (Cohen 1960)"""
    if not len(first):
        return None
    observed = float((first == second).mean())
    chance = float(first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean()))
    return None if chance == 1 else (observed - chance) / (1 - chance)


def krippendorff_alpha(first: Flags, second: Flags) -> float | None:
    """Krippendorff's alpha of two complete yes-or-no codings, shape (n,); None where there is no variation. (Krippendorff 2011)"""
    values = 2 * len(first)
    ones = int(first.sum() + second.sum())
    if values < 2 or ones in (0, values):
        return None
    observed = float((first != second).mean())
    expected = 2 * ones * (values - ones) / (values * (values - 1))
    return 1 - observed / expected


def agreement(first: Codings, second: Codings, codes: Sequence[str] | None = None) -> list[CodeAgreement]:
    """Agreement by code over the items that both coders coded.

    Args:
        codes: which codes, in order; None for all that either coder used, by name.

    Raises:
        CodingError: the coders share no item.
    """
    items = sorted(first.keys() & second.keys())
    if not items:
        raise CodingError("The two codings have no item in common; their ids must be the same.")
    names = (
        sorted({code for codings in (first, second) for item in items for code in codings[item]}) if codes is None else codes
    )
    rows = np.random.default_rng(_SEED).integers(0, len(items), size=(REPLICATES, len(items)))
    found = []
    for code in names:
        one, two = (np.array([code in codings[item] for item in items]) for codings in (first, second))
        found.append(_on_code(code, one, two, rows))
    return found


def _on_code(code: str, first: Flags, second: Flags, rows: NDArray[np.int_]) -> CodeAgreement:
    kappa = cohen_kappa(first, second)
    low = high = None
    if kappa is not None:
        draws = [k for row in rows if (k := cohen_kappa(first[row], second[row])) is not None]
        low, high = (float(q) for q in np.quantile(draws, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]))
    return CodeAgreement(
        code=code,
        n=len(first),
        both=int((first & second).sum()),
        only_first=int((first & ~second).sum()),
        only_second=int((~first & second).sum()),
        kappa=kappa,
        low=low,
        high=high,
        alpha=krippendorff_alpha(first, second),
    )


def disagreements(first: Codings, second: Codings) -> list[Disagreement]:
    """The items that both coded and coded differently, by id."""
    return [
        Disagreement(item, tuple(sorted(first[item] - second[item])), tuple(sorted(second[item] - first[item])))
        for item in sorted(first.keys() & second.keys())
        if first[item] != second[item]
    ]
