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
    """

    def __init__(self, C: float = 1.0, folds: int = 3, jobs: int = 1, smallest_natural: int = 20) -> None:  # noqa: N803
        self.C = C
        self.folds = folds
        self.jobs = jobs
        self.smallest_natural = smallest_natural

    def fit(self, X: sparse.csr_matrix, tasks: Sequence[Task], fold_of: NDArray[np.int_]) -> Self:  # noqa: N803
        """Learn every task; `fold_of` gives each row's inner fold, 0 to folds - 1, with no group in two folds."""
        groups: dict[bytes, list[Task]] = {}
        for task in tasks:
            groups.setdefault(task.known.tobytes(), []).append(task)
        # Tasks that know the same utterances share the slices of the matrix, which cost about as much as the fits.
        fitted = Parallel(n_jobs=self.jobs)(delayed(self._fit_tasks)(X, group, fold_of) for group in groups.values())
        heads = {head.name: head for group in fitted for head in group}
        self.heads_ = {task.name: heads[task.name] for task in tasks}
        return self

    def _fit_tasks(self, X: sparse.csr_matrix, tasks: Sequence[Task], fold_of: NDArray[np.int_]) -> list[Head]:  # noqa: N803
        """Heads of tasks that know the same utterances."""
        known = np.flatnonzero(tasks[0].known)
        scores = {task.name: np.full((len(fold_of), len(_scored(task))), np.nan) for task in tasks}
        for fold in range(self.folds):
            inside, outside = known[fold_of[known] != fold], known[fold_of[known] == fold]
            if len(outside):
                rows, held_out = _Rows(X[inside]), X[outside]
                for task in tasks:
                    coefficients, intercepts = self._scores_of(rows, task.take(inside))
                    scores[task.name][outside] = held_out @ coefficients.T + intercepts
        rows = _Rows(X[known])
        return [self._head(task, *self._scores_of(rows, task.take(known)), known, scores[task.name]) for task in tasks]

    def _head(self, task: Task, coefficients: Floats, intercepts: Floats, known: NDArray[np.int_], scores: Floats) -> Head:
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
            positives={c: int((task.labels[known] == c).sum()) for c in task.classes},
        )
        return _with_decisions(head, scores[rows], task.labels[rows], macro=task.macro)

    def _scores_of(self, rows: _Rows, task: Task) -> tuple[Floats, Floats]:
        """Coefficients (n_scores, n_features) and intercepts (n_scores,) of a task whose every utterance is known."""
        lines = []
        for label in _scored(task):
            target = task.labels == label
            if target.all() or not target.any():
                lines.append((np.zeros(rows.matrix.shape[1]), 6.0 if target.all() else -6.0))
                continue
            plain = self._fit_line(rows.matrix, target, task.weights)
            # Naive Bayes features (Wang & Manning 2012): columns are scaled by how much more often they go with "yes".
            ratios = rows.log_count_ratios(target)
            scaled = self._fit_line(rows.scaled(ratios), target, task.weights)
            # The mean of both scores is again one linear score, so it costs nothing more to apply.
            lines.append(((plain[0] + scaled[0] * ratios) / 2, (plain[1] + scaled[1]) / 2))
        return np.array([line[0] for line in lines]), np.array([line[1] for line in lines])

    def _fit_line(self, X: sparse.csr_matrix, target: NDArray[np.bool_], weights: Floats) -> tuple[Floats, float]:  # noqa: N803
        # The dual form is three times as fast on wide sparse rows, with the same scores (r > .9999).
        model = LogisticRegression(C=self.C, solver="liblinear", dual=True, tol=1e-3, random_state=0)
        model.fit(X, target, sample_weight=weights)
        return model.coef_[0], float(model.intercept_[0])


def _scored(task: Task) -> tuple[str, ...]:
    """The classes that get a score: of two, the second alone."""
    return task.classes[1:] if len(task.classes) == 2 else task.classes


class _Rows:
    """Some rows of the feature matrix, with what naive Bayes needs of them."""

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        self.matrix = matrix
        self._there = sparse.csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)

    def log_count_ratios(self, target: NDArray[np.bool_]) -> NDArray[np.float32]:
        """For each column the log of how much larger a share of the positives' than of the negatives' terms it is, within ±4."""
        positive = self._there.T @ target.astype(np.float32) + 1.0
        negative = self._there.T @ (~target).astype(np.float32) + 1.0
        ratios = np.log((positive / positive.sum()) / (negative / negative.sum()))
        return np.asarray(np.clip(ratios, -4, 4), dtype=np.float32)

    def scaled(self, factors: NDArray[np.float32]) -> sparse.csr_matrix:
        """The rows with each column multiplied by its factor."""
        m = self.matrix
        return sparse.csr_matrix((m.data * factors[m.indices], m.indices, m.indptr), shape=m.shape)


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
