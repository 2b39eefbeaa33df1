"""Cross-validation by group, with everything that is learned (terms, weights, calibration, thresholds) learned inside.

For each outer fold a whole model is fitted on the rest, as `fit_role` fits the one that ships, and scores the fold. What comes
out is kept without any text, so that figures can be printed again in seconds.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from trustsignals.classifier.artifact import RoleModel
from trustsignals.classifier.heads import Heads, Task, score_heads
from trustsignals.classifier.space import FeatureSpace
from trustsignals.errors import ArtifactError
from trustsignals.pipeline.observation import Observation
from trustsignals.training.folds import folds_by_group

OUTER_FOLDS = 4
INNER_FOLDS = 3


@dataclass(frozen=True)
class Predictions:
    """Out-of-fold predictions of one model.

    Attributes:
        ids: of the utterances.
        fold: outer fold of each.
        probabilities: by task, (n,) for yes-or-no tasks, else (n, n_classes); calibrated inside the training folds.
        decisions: by task, index into the task's classes.
        classes: by task.
        highlighted: by yes-or-no task, whether the probability passed the stricter threshold.
    """

    ids: tuple[str, ...]
    fold: NDArray[np.int_]
    probabilities: dict[str, NDArray[np.float64]]
    decisions: dict[str, NDArray[np.int_]]
    classes: dict[str, tuple[str, ...]]
    highlighted: dict[str, NDArray[np.bool_]]

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each utterance."""
        return {utterance: row for row, utterance in enumerate(self.ids)}


def fit_role(
    observations: Sequence[Observation],
    tasks: Sequence[Task],
    groups: Sequence[str],
    *,
    families: Sequence[str] | None = None,
    jobs: int = 1,
) -> RoleModel:
    """Feature space and heads of one role, fitted on everything that is given."""
    space = FeatureSpace(families).fit(observations)
    matrix = space.transform(observations)
    heads = Heads(folds=INNER_FOLDS, jobs=jobs).fit(matrix, tasks, folds_by_group(groups, INNER_FOLDS, seed=1))
    return RoleModel(space, heads.heads_)


def cross_validate(
    ids: Sequence[str],
    observations: Sequence[Observation],
    tasks: Sequence[Task],
    groups: Sequence[str],
    *,
    families: Sequence[str] | None = None,
    jobs: int = 1,
) -> Predictions:
    """Out-of-fold predictions of `fit_role` over `OUTER_FOLDS` folds by group."""
    fold = folds_by_group(groups, OUTER_FOLDS)
    parts = Parallel(n_jobs=jobs)(
        delayed(_fold_predictions)(observations, tasks, groups, fold, held_out, families) for held_out in range(OUTER_FOLDS)
    )
    probabilities: dict[str, NDArray[np.float64]] = {}
    decisions: dict[str, NDArray[np.int_]] = {}
    highlighted: dict[str, NDArray[np.bool_]] = {}
    for held_out, (some_probabilities, some_decisions, some_highlighted) in enumerate(parts):
        rows = fold == held_out
        for name, values in some_probabilities.items():
            probabilities.setdefault(name, np.full((len(ids), *values.shape[1:]), np.nan))[rows] = values
            decisions.setdefault(name, np.full(len(ids), -1))[rows] = some_decisions[name]
        for name, flags in some_highlighted.items():
            highlighted.setdefault(name, np.zeros(len(ids), dtype=bool))[rows] = flags
    classes = {task.name: task.classes for task in tasks}
    return Predictions(tuple(ids), fold, probabilities, decisions, classes, highlighted)


def _fold_predictions(
    observations: Sequence[Observation],
    tasks: Sequence[Task],
    groups: Sequence[str],
    fold: NDArray[np.int_],
    held_out: int,
    families: Sequence[str] | None,
) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[np.int_]], dict[str, NDArray[np.bool_]]]:
    inside, outside = np.flatnonzero(fold != held_out).tolist(), np.flatnonzero(fold == held_out).tolist()
    model = fit_role(
        [observations[i] for i in inside],
        [task.take(np.array(inside)) for task in tasks],
        [groups[i] for i in inside],
        families=families,
    )
    scores = score_heads(model.heads, model.space.transform([observations[i] for i in outside]))
    probabilities, decisions, highlighted = {}, {}, {}
    for name, head in model.heads.items():
        probabilities[name] = head.calibrate(scores[name])
        chosen = head.decide(probabilities[name])
        decisions[name] = np.array([head.classes.index(label) for label in chosen])
        if head.thresholds is not None:
            limit = head.thresholds.highlight
            highlighted[name] = probabilities[name] >= limit if limit is not None else np.zeros(len(outside), dtype=bool)
    return probabilities, decisions, highlighted


def predictions_to_bytes(predictions: Predictions) -> bytes:
    """Predictions as an `.npz` without pickles and without text."""
    arrays: dict[str, NDArray[Any]] = {"ids": np.array(predictions.ids), "fold": predictions.fold.astype(np.int8)}
    for name in predictions.classes:
        arrays[f"p/{name}"] = predictions.probabilities[name].astype(np.float16)
        arrays[f"d/{name}"] = predictions.decisions[name].astype(np.int8)
        arrays[f"c/{name}"] = np.array(predictions.classes[name])
        if name in predictions.highlighted:
            arrays[f"h/{name}"] = predictions.highlighted[name]
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def load_predictions(source: Path | BinaryIO) -> Predictions:
    """The predictions that `predictions_to_bytes` wrote, from a file.

    Raises:
        ArtifactError: the file is missing or damaged.
    """
    try:
        with np.load(source, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, KeyError, BadZipFile):
        raise ArtifactError(
            f"The out-of-fold predictions {getattr(source, 'name', '')} are missing or damaged; `train` writes them."
        ) from None
    names = [name[2:] for name in arrays if name.startswith("c/")]
    return Predictions(
        ids=tuple(arrays["ids"].tolist()),
        fold=arrays["fold"].astype(int),
        probabilities={name: arrays[f"p/{name}"].astype(float) for name in names},
        decisions={name: arrays[f"d/{name}"].astype(int) for name in names},
        classes={name: tuple(arrays[f"c/{name}"].tolist()) for name in names},
        highlighted={name: arrays[f"h/{name}"] for name in names if f"h/{name}" in arrays},
    )
