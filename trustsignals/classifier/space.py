"""Feature space: observations to a sparse matrix, family by family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer

from trustsignals.features import FAMILIES, Family
from trustsignals.pipeline.observation import Observation


def _vectorizer(family: Family, **parameters: Any) -> TfidfVectorizer:
    """scikit-learn's vectorizer over the family's terms; there-or-not families keep plain ones."""
    return TfidfVectorizer(
        analyzer=family.terms,
        sublinear_tf=family.weighted,
        binary=not family.weighted,
        use_idf=family.weighted,
        norm="l2" if family.weighted else None,
        dtype=np.float32,
        **parameters,
    )


class FeatureSpace(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns observations into a CSR matrix of shape (n_utterances, n_features), dtype float32.

    Args:
        families: names of the families to use, in the order of `FAMILIES`; None for all.
        scale: weight of the there-or-not families beside TF-IDF rows of length 1.

    Attributes:
        vectorizers_: one fitted vectorizer a family.
    """

    def __init__(self, families: Sequence[str] | None = None, scale: float = 0.25) -> None:
        self.families = families
        self.scale = scale

    def _chosen(self) -> list[Family]:
        return [family for family in FAMILIES if self.families is None or family.name in self.families]

    def fit(self, X: Sequence[Observation], y: object = None) -> Self:  # noqa: N803 (scikit-learn's name)
        """Learn the terms of `X` that are frequent enough."""
        self.vectorizers_: dict[str, TfidfVectorizer] = {}
        for family in self._chosen():
            floor = min(family.min_documents, max(1, len(X) // 4))
            vectorizer = _vectorizer(family, min_df=floor, max_features=family.max_terms)
            try:
                self.vectorizers_[family.name] = vectorizer.fit(X)
            except ValueError:  # no term is frequent enough: a pipeline without tags has no grammar, a short list few cues
                continue
        return self

    def transform(self, X: Sequence[Observation]) -> sparse.csr_matrix:  # noqa: N803
        """The matrix of `X`."""
        blocks = []
        for family in self._chosen():
            if family.name not in self.vectorizers_:
                continue
            block = self.vectorizers_[family.name].transform(X)
            blocks.append(block if family.weighted else block * np.float32(self.scale))
        return sparse.hstack(blocks, format="csr", dtype=np.float32)

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray[Any, Any]:
        """Names such as "words=it sounds", in the order of the columns."""
        return np.array(
            [f"{name}={term}" for name, v in self.vectorizers_.items() for term in v.get_feature_names_out()], dtype=object
        )

    def to_state(self) -> dict[str, Any]:
        """What `from_state` needs: each family's terms in column order, and its inverse document frequencies."""
        return {
            "scale": self.scale,
            "families": {
                name: {
                    "terms": vectorizer.get_feature_names_out().tolist(),
                    "idf": vectorizer.idf_.astype(np.float32) if vectorizer.use_idf else None,
                }
                for name, vectorizer in self.vectorizers_.items()
            },
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The space that `to_state` described."""
        names = list(state["families"])
        space = cls(families=names, scale=state["scale"])
        space.vectorizers_ = {}
        for family in space._chosen():
            stored = state["families"][family.name]
            vectorizer = _vectorizer(family, vocabulary={term: i for i, term in enumerate(stored["terms"])})
            # Without documents to fit on, the transformer behind the vectorizer comes into being when it is given its weights.
            idf = np.ones(len(stored["terms"])) if stored["idf"] is None else np.asarray(stored["idf"])
            vectorizer.use_idf = True
            vectorizer.idf_ = idf.astype(np.float32)
            space.vectorizers_[family.name] = vectorizer
        return space
