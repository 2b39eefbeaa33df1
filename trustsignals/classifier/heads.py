"""Heads: one linear decision a task, calibrated, with thresholds, all learned from out-of-fold scores.

A task is binary ("no", "yes") or has several classes. Each class is scored by the mean of two logistic regressions, one on the
feature matrix and one on the matrix scaled by naive Bayes. Scores of the training data are taken out of fold (by group); from
them a second, small logistic regression learns to turn scores into calibrated probabilities, and thresholds are set. So whoever
measures fitted `Heads` on groups that they have not seen measures calibration and thresholds honestly too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression

from trustsignals.classifier.thresholds import Thresholds, class_weights_for_f1, thresholds_for_f1

Floats = NDArray[np.float64]
Labels = NDArray[np.object_]
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Task:
    """What a head learns.

    Attributes:
        name: such as "behaviour" or "code:warmth".
        classes: at least two; a binary task has ("no", "yes").
        labels: one entry an utterance, None where it is not known.
        natural: which utterances stand for real sessions; calibration and thresholds are set on those, where they hold enough
            positives, else on all.
        weights: of each utterance in learning.
        macro: whether "no" counts as much as "yes" in setting the threshold of a binary task.
    """

    name: str
    classes: tuple[str, ...]
    labels: Labels
    natural: NDArray[np.bool_]
    weights: Floats
    macro: bool = False

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which utterances have a label."""
        return np.array([label is not None for label in self.labels])

    def take(self, rows: NDArray[np.int_]) -> Task:
        """The same task for some of the utterances."""
        return Task(self.name, self.classes, self.labels[rows], self.natural[rows], self.weights[rows], self.macro)


@dataclass(frozen=True)
class Head:
    """A fitted task, as arrays.

    Attributes:
        name, classes: of the task.
        coefficients: (n_scores, n_features), float32; one score for a binary task, one a class otherwise.
        intercepts: (n_scores,).
        calibration: (n_classes or 1, n_scores), float64: scores to logits of calibrated probabilities.
        calibration_intercepts: (n_classes or 1,).
        thresholds: of a binary task.
        class_weights: of a task with several classes: probabilities are multiplied by them before the largest is taken.
        calibrated_on: "sessions" or "all": what calibration and thresholds were set on.
        positives: per class, how many cases there were to learn from.
    """

    name: str
    classes: tuple[str, ...]
    coefficients: NDArray[np.float32]
    intercepts: Floats
    calibration: Floats
    calibration_intercepts: Floats
    thresholds: Thresholds | None = None
    class_weights: Floats | None = None
    calibrated_on: str = "all"
    positives: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_binary(self) -> bool:
        """True for a yes-or-no task; two other classes ("open", "closed") are a task with several."""
        return self.classes == (NO, YES)

    def calibrate(self, scores: Floats) -> Floats:
        """Probabilities of shape (n, n_classes) for scores of shape (n, n_scores); of "yes" alone, (n,), for a yes-or-no task."""
        logits = scores @ self.calibration.T + self.calibration_intercepts
        if len(self.classes) == 2:
            second = 1.0 / (1.0 + np.exp(-np.clip(logits[:, 0], -35, 35)))
            return np.asarray(second if self.is_binary else np.column_stack([1 - second, second]))
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))

    def decide(self, probabilities: Floats) -> Labels:
        """The class of each row of `calibrate`'s result."""
        if self.is_binary:
            assert self.thresholds is not None  # noqa: S101 (a binary head always has them)
            chosen = (probabilities >= self.thresholds.assign).astype(int)
        else:
            weights = np.ones(len(self.classes)) if self.class_weights is None else self.class_weights
            chosen = (probabilities * weights).argmax(axis=1)
        return np.asarray(np.array(self.classes, dtype=object)[chosen])


class Heads(BaseEstimator):  # type: ignore[misc]
    """All tasks of one speaker role over one feature matrix.

    Args:
        C: inverse strength of regularization.
        folds: inner folds for out-of-fold scores.
        jobs: worker processes for fitting.
        smallest_natural: positives among real sessions from which on calibration and thresholds are set on those alone.

    Attributes:
        heads_: one `Head` a task.
        out_of_fold_: scores of the training data, a task, NaN where it was not scored.
    """

    def __init__(self, C: float = 1.0, folds: int = 4, jobs: int = 1, smallest_natural: int = 20) -> None:  # noqa: N803
        self.C = C
        self.folds = folds
        self.jobs = jobs
        self.smallest_natural = smallest_natural

    def fit(self, X: sparse.csr_matrix, tasks: Sequence[Task], fold_of: NDArray[np.int_]) -> Self:  # noqa: N803
        """Learn every task; `fold_of` gives each row's inner fold, 0 to folds - 1, with no group in two folds."""
        fitted = Parallel(n_jobs=self.jobs)(delayed(self._fit_task)(X, task, fold_of) for task in tasks)
        self.heads_ = {task.name: head for task, (head, _) in zip(tasks, fitted, strict=True)}
        self.out_of_fold_ = {task.name: scores for task, (_, scores) in zip(tasks, fitted, strict=True)}
        return self

    def _fit_task(self, X: sparse.csr_matrix, task: Task, fold_of: NDArray[np.int_]) -> tuple[Head, Floats]:  # noqa: N803
        known = np.flatnonzero(task.known)
        labels, weights = task.labels[known], task.weights[known]
        scored = task.classes[1:] if len(task.classes) == 2 else task.classes
        scores = np.full((len(task.labels), len(scored)), np.nan)
        for fold in range(self.folds):
            inside, outside = known[fold_of[known] != fold], known[fold_of[known] == fold]
            if len(outside):
                coefficients, intercepts = self._scores_of(X[inside], task.labels[inside], task.weights[inside], scored)
                scores[outside] = X[outside] @ coefficients.T + intercepts
        coefficients, intercepts = self._scores_of(X[known], labels, weights, scored)
        natural = known[task.natural[known]]
        enough = all((task.labels[natural] == c).sum() >= self.smallest_natural for c in task.classes)
        rows = natural if enough else known
        calibration, offsets = _calibrate(scores[rows], task.labels[rows], task.classes)
        head = Head(
            task.name,
            task.classes,
            coefficients.astype(np.float32),
            intercepts,
            calibration,
            offsets,
            calibrated_on="sessions" if enough else "all",
            positives={c: int((labels == c).sum()) for c in task.classes},
        )
        return _with_decisions(head, scores[rows], task.labels[rows], macro=task.macro), scores

    def _scores_of(
        self,
        X: sparse.csr_matrix,  # noqa: N803
        labels: Labels,
        weights: Floats,
        scored: Sequence[str],
    ) -> tuple[Floats, Floats]:
        rows = []
        for label in scored:
            target = labels == label
            if target.all() or not target.any():
                rows.append((np.zeros(X.shape[1]), 6.0 if target.all() else -6.0))
                continue
            plain = self._fit_line(X, target, weights)
            # Naive Bayes features (Wang & Manning 2012): columns are scaled by how much more often they go with "yes".
            ratios = _log_count_ratios(X, target)
            scaled = self._fit_line((X @ sparse.diags(ratios)).tocsr(), target, weights)
            # The mean of both scores is again one linear score, so it costs nothing more to apply.
            rows.append(((plain[0] + scaled[0] * ratios) / 2, (plain[1] + scaled[1]) / 2))
        return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])

    def _fit_line(self, X: sparse.csr_matrix, target: NDArray[np.bool_], weights: Floats) -> tuple[Floats, float]:  # noqa: N803
        # The dual form is three times as fast on wide sparse rows, with the same scores (r > .9999).
        model = LogisticRegression(C=self.C, solver="liblinear", dual=True, tol=1e-3, random_state=0)
        model.fit(X, target, sample_weight=weights)
        return model.coef_[0], float(model.intercept_[0])


def score_heads(heads: Mapping[str, Head], X: sparse.csr_matrix) -> dict[str, Floats]:  # noqa: N803
    """Scores of shape (n, n_scores) for each head, from one product of the matrix with all coefficients."""
    stacked = np.vstack([head.coefficients for head in heads.values()])
    product = np.asarray(X @ stacked.T, dtype=np.float64)
    found, start = {}, 0
    for name, head in heads.items():
        end = start + len(head.intercepts)
        found[name] = product[:, start:end] + head.intercepts
        start = end
    return found


def _log_count_ratios(X: sparse.csr_matrix, target: NDArray[np.bool_]) -> NDArray[np.float32]:  # noqa: N803
    """For each column the log of how much larger a share of the positives' than of the negatives' columns it is, within ±4."""
    there = (X > 0).astype(np.float32)
    positive, negative = (np.asarray(there[rows].sum(axis=0)).ravel() + 1.0 for rows in (target, ~target))
    ratios = np.log((positive / positive.sum()) / (negative / negative.sum()))
    return np.asarray(np.clip(ratios, -4, 4), dtype=np.float32)


def _calibrate(scores: Floats, labels: Labels, classes: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Weights and intercepts of a logistic regression from scores to classes (Platt scaling, and its form for several classes)."""
    rows = ~np.isnan(scores).any(axis=1)
    scores, labels = scores[rows], labels[rows]
    if len(set(labels)) < len(classes):
        return np.eye(scores.shape[1]), np.zeros(scores.shape[1])
    if len(classes) == 2:
        model = LogisticRegression(C=10.0).fit(scores, labels == classes[1])
        # A negative slope would turn the score upside down, which only happens where there is nothing to learn.
        return np.maximum(model.coef_, 0.05), model.intercept_
    model = LogisticRegression(C=10.0, max_iter=1000).fit(scores, np.array([classes.index(label) for label in labels]))
    return model.coef_, model.intercept_


def _with_decisions(head: Head, scores: Floats, labels: Labels, *, macro: bool) -> Head:
    rows = ~np.isnan(scores).any(axis=1)
    probabilities, labels = head.calibrate(scores[rows]), labels[rows]
    values: dict[str, Any] = {name: getattr(head, name) for name in head.__dataclass_fields__}
    if head.is_binary:
        limits = thresholds_for_f1(probabilities, labels == YES, macro=macro)
        # Precision on posts and written exchanges says nothing of sessions, so it can't allow a highlight there.
        values["thresholds"] = limits if head.calibrated_on == "sessions" else replace(limits, highlight=None)
    else:
        values["class_weights"] = class_weights_for_f1(probabilities, np.array([head.classes.index(x) for x in labels]))
    return Head(**values)
