"""Cue features for scikit-learn users: texts to counts of cues by code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from trustsignals.codebook import load_codebook
from trustsignals.pipeline.build import build_pipeline, make_docs
from trustsignals.pipeline.observation import observe


class CueFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Counts cues by code, as a CSR matrix of shape (n_texts, n_codes), dtype float64.

    Args:
        role: "therapist" or "client" looks for that role's codes only; None for all.

    Attributes:
        codes_: ids of the codes, in the order of the columns.
        nlp_: the pipeline.
    """

    def __init__(self, role: str | None = None) -> None:
        self.role = role

    def fit(self, X: Sequence[str], y: object = None) -> Self:  # noqa: N803 (scikit-learn's name)
        """Nothing is learned; the codes are looked up and the pipeline is loaded.

        Raises:
            ValueError: `role` is no role that has codes.
        """
        if self.role not in (None, "therapist", "client"):
            raise ValueError(f"role must be 'therapist', 'client' or None, not {self.role!r}")
        self.nlp_ = build_pipeline()
        self.codes_ = [code.id for code in load_codebook().codes if self.role in (None, code.role.value)]
        return self

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:  # noqa: N803
        """The matrix of `X`, utterances without context."""
        check_is_fitted(self)
        nlp = self.nlp_
        column = {code: i for i, code in enumerate(self.codes_)}
        matrix = sparse.lil_matrix((len(X), len(self.codes_)))
        for row, doc in enumerate(nlp.pipe(make_docs(nlp, ((text, self.role or "", "") for text in X)))):
            for cue in observe(doc).cues:
                matrix[row, column[cue.code]] += 1
        return matrix.tocsr()

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray[Any, Any]:
        """The codes."""
        return np.array(self.codes_, dtype=object)
