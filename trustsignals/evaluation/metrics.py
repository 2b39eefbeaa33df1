"""Figures of one task from held-out predictions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, cohen_kappa_score, f1_score

from trustsignals.classifier.thresholds import wilson_lower

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int_]

_BINS = 10


@dataclass(frozen=True, slots=True)
class BinaryFigures:
    """Figures of a yes-or-no task; all 0 to 1 but kappa (-1 to 1), counts, and Brier skill (below 1).

    Attributes:
        n, positives: utterances, and how many have the code.
        precision, recall, f1: of the assigned code.
        macro_f1: mean of the F1 of yes and of no.
        kappa: between model and coders, chance taken out.
        average_precision: area under precision over recall.
        calibration_error: expected calibration error, ten equally filled bins.
        brier_skill: 1 - Brier score / Brier score of always saying the base rate.
        precision_low: lower 95 % bound of precision (Wilson).
        base_rate: share of positives.
    """

    n: int
    positives: int
    precision: float
    recall: float
    f1: float
    macro_f1: float
    kappa: float
    average_precision: float
    calibration_error: float
    brier_skill: float
    precision_low: float

    @property
    def base_rate(self) -> float:
        """Share of positives."""
        return self.positives / self.n if self.n else 0.0


def binary_figures(truth: Flags, probabilities: Floats, assigned: Flags) -> BinaryFigures:
    """Figures for arrays of shape (n,)."""
    hits, taken, positives = int((truth & assigned).sum()), int(assigned.sum()), int(truth.sum())
    precision = hits / taken if taken else 0.0
    recall = hits / positives if positives else 0.0
    base = truth.mean() if len(truth) else 0.0
    brier, brier_base = float(((probabilities - truth) ** 2).mean()), float(base * (1 - base))
    mixed = 0 < positives < len(truth)
    return BinaryFigures(
        n=len(truth),
        positives=positives,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if hits else 0.0,
        macro_f1=float(f1_score(truth, assigned, average="macro")) if mixed else 0.0,
        kappa=float(cohen_kappa_score(truth, assigned)) if mixed else 0.0,
        average_precision=float(average_precision_score(truth, probabilities)) if positives else 0.0,
        calibration_error=calibration_error(probabilities, truth.astype(float)),
        brier_skill=1 - brier / brier_base if brier_base else 0.0,
        precision_low=wilson_lower(hits, taken),
    )


def calibration_error(probabilities: Floats, outcomes: Floats) -> float:
    """Expected calibration error: mean gap between probability and share of outcomes over ten equally filled bins."""
    order = np.argsort(probabilities, kind="stable")
    gaps = [
        abs(float(probabilities[part].mean() - outcomes[part].mean())) * len(part)
        for part in np.array_split(order, _BINS)
        if len(part)
    ]
    return sum(gaps) / max(1, len(probabilities))


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Figures of a task with several classes; 0 to 1 but kappa (-1 to 1).

    Attributes:
        n: utterances.
        macro_f1: mean F1 over the classes.
        accuracy, kappa: of the decisions.
        calibration_error: of the probability given to the most probable class.
        f1: by class.
    """

    n: int
    macro_f1: float
    accuracy: float
    kappa: float
    calibration_error: float
    f1: dict[str, float]


def class_figures(truth: Integers, probabilities: Floats, decided: Integers, classes: tuple[str, ...]) -> ClassFigures:
    """Figures for labels of shape (n,) and probabilities of shape (n, n_classes)."""
    each = f1_score(truth, decided, average=None, labels=range(len(classes)), zero_division=0.0)
    likeliest = probabilities.argmax(axis=1)
    confidence = probabilities[np.arange(len(truth)), likeliest]
    return ClassFigures(
        n=len(truth),
        macro_f1=float(each.mean()),
        accuracy=float((truth == decided).mean()),
        kappa=float(cohen_kappa_score(truth, decided)),
        calibration_error=calibration_error(confidence, (likeliest == truth).astype(float)),
        f1=dict(zip(classes, each.tolist(), strict=True)),
    )
