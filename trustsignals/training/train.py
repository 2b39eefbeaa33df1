"""Train: corpora and own data to a classifier folder with its card; everything else here is a step of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from trustsignals.classifier.artifact import Artifact, save_artifact
from trustsignals.codebook import Codebook, load_codebook
from trustsignals.errors import CorpusError
from trustsignals.evaluation.metrics import ClassFigures, class_figures
from trustsignals.features import FAMILIES
from trustsignals.pipeline.build import build_pipeline
from trustsignals.pipeline.observation import Observation
from trustsignals.session import SpeakerRole
from trustsignals.training.agreement_figures import measured_agreement
from trustsignals.training.card import render_card
from trustsignals.training.corpora import CodedUtterance, read_corpora
from trustsignals.training.cross_validation import (
    Predictions,
    cross_validate,
    fit_role,
    load_predictions,
    predictions_to_bytes,
)
from trustsignals.training.figures import Figures, role_figures
from trustsignals.training.observations import observe_all
from trustsignals.training.own_data import read_own_data
from trustsignals.training.reference import reference_figures
from trustsignals.training.tasks import make_tasks

ROLES = (SpeakerRole.THERAPIST, SpeakerRole.CLIENT)
PLAIN_FAMILIES = ("words", "characters")
"""Feature families of the plain TF-IDF model that the card compares with."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class RoleData:
    """The utterances of one role, with what the pipeline found in them."""

    role: SpeakerRole
    utterances: tuple[CodedUtterance, ...]
    observations: tuple[Observation, ...]

    @property
    def groups(self) -> list[str]:
        """What must not be split, an entry an utterance."""
        return [utterance.group for utterance in self.utterances]

    @property
    def ids(self) -> list[str]:
        """Ids of the utterances."""
        return [utterance.id for utterance in self.utterances]


def train(corpora: Path, out: Path, *, data: Path | None = None, jobs: int = 1, say: Say = lambda line: None) -> Figures:
    """Train the classifier, measure it by cross-validation, and write it to `out` with its card.

    Args:
        corpora: folder of the public corpora.
        out: folder to write.
        data: folder of this project's own sessions and exchanges, or None to do without.
        jobs: worker processes.
        say: told what goes on, a line at a time; never any text of a corpus.

    Raises:
        CorpusError: a corpus is missing or damaged.
    """
    codebook = load_codebook()
    by_role = observe_corpora(corpora, data, jobs=jobs, say=say)
    stored = {name: predictions_to_bytes(p) for name, p in cross_validate_all(by_role, codebook, jobs=jobs, say=say).items()}
    # Figures are taken from what is stored (in half precision), so that `evaluate` prints the same ones again.
    predictions = {name: load_predictions(BytesIO(data)) for name, data in stored.items()}
    figures = figures_from(predictions, [u for r in by_role for u in r.utterances], codebook, data)
    say("fitting on everything")
    models = {
        r.role.value: fit_role(r.observations, make_tasks(r.utterances, r.role, codebook), r.groups, jobs=jobs) for r in by_role
    }
    reference = reference_figures(corpora, predictions, codebook)
    artifact = Artifact(models, codebook.version, figures.reliability(), reference)
    save_artifact(
        artifact,
        out,
        card=render_card(figures),
        scores=headline(figures),
        extra={f"oof-{name}.npz": data for name, data in stored.items()},
    )
    return figures


def observe_corpora(corpora: Path, data: Path | None, *, jobs: int, say: Say) -> list[RoleData]:
    """All coded utterances through the pipeline, role by role."""
    utterances = [*read_corpora(corpora), *(read_own_data(data) if data else ())]
    say(f"reading {len(utterances):,} utterances")
    observations = observe_all(build_pipeline(), utterances, jobs=jobs)
    found = []
    for role in ROLES:
        rows = [i for i, u in enumerate(utterances) if u.role is role]
        found.append(RoleData(role, tuple(utterances[i] for i in rows), tuple(observations[i] for i in rows)))
    return found


def cross_validate_all(
    by_role: Sequence[RoleData], codebook: Codebook, *, jobs: int, say: Say, ablate: bool = False
) -> dict[str, Predictions]:
    """Out-of-fold predictions: of each role's model, of the plain TF-IDF model, and, with `ablate`, without cue features."""
    predictions = {}
    without_cues = [family.name for family in FAMILIES if family.name != "cues"]
    for r in by_role:
        tasks = make_tasks(r.utterances, r.role, codebook)
        codes = [task for task in tasks if task.name.startswith("code:")]
        say(f"cross-validating {len(tasks)} tasks of the {r.role}")
        predictions[r.role.value] = cross_validate(r.ids, r.observations, tasks, r.groups, jobs=jobs)
        if ablate:
            say(f"cross-validating the {r.role}'s codes without cue features")
            predictions[f"{r.role}-without-cues"] = cross_validate(
                r.ids, r.observations, codes, r.groups, families=without_cues, jobs=jobs
            )
    therapist = by_role[0]
    say("cross-validating the plain TF-IDF model")
    rows = [i for i, u in enumerate(therapist.utterances) if "behaviour" in u.labels]
    behaviour = next(t for t in make_tasks(therapist.utterances, therapist.role, codebook) if t.name == "behaviour")
    predictions["plain"] = cross_validate(
        [therapist.ids[i] for i in rows],
        [therapist.observations[i] for i in rows],
        [behaviour.take(np.array(rows))],
        [therapist.groups[i] for i in rows],
        families=PLAIN_FAMILIES,
        jobs=jobs,
    )
    return predictions


def load_all_predictions(folder: Path) -> dict[str, Predictions]:
    """The out-of-fold predictions that lie in a classifier folder, by name."""
    return {path.stem.removeprefix("oof-"): load_predictions(path) for path in sorted(folder.glob("oof-*.npz"))}


def figures_from(
    predictions: dict[str, Predictions], utterances: Sequence[CodedUtterance], codebook: Codebook, data: Path | None
) -> Figures:
    """All figures of `predictions`; `utterances` may hold more than were predicted, but not fewer.

    Raises:
        CorpusError: there are no predictions, or an utterance was predicted that is not in `utterances`.
    """
    by_id = {u.id: u for u in utterances}
    if not predictions:
        raise CorpusError("The classifier holds no out-of-fold predictions; evaluate with --full.")
    if any(i not in by_id for p in predictions.values() for i in p.ids):
        raise CorpusError("The classifier was measured on utterances that are not here; --data names the project's own data.")
    roles = {}
    without = {}
    for role in ROLES:
        rows = [by_id[i] for i in predictions[role.value].ids]
        roles[role] = role_figures(predictions[role.value], rows, role, codebook)
        if ablated := predictions.get(f"{role}-without-cues"):
            without[role.value] = role_figures(ablated, rows, role, codebook).macro_f1("sessions")[0]
    return Figures(
        therapist=roles[SpeakerRole.THERAPIST],
        client=roles[SpeakerRole.CLIENT],
        plain=_plain(predictions["plain"], by_id),
        without_cues=without,
        counts=dict(Counter(by_id[i].corpus for role in ROLES for i in predictions[role.value].ids)),
        agreement=measured_agreement(data) if data else {},
    )


def _plain(predictions: Predictions, by_id: dict[str, CodedUtterance]) -> ClassFigures:
    """Figures of the plain model; it takes the most probable class, as a plain model does."""
    classes = predictions.classes["behaviour"]
    truth = np.array([classes.index(by_id[i].labels["behaviour"]) for i in predictions.ids])
    probabilities = predictions.probabilities["behaviour"]
    return class_figures(truth, probabilities, probabilities.argmax(axis=1), classes)


def headline(figures: Figures) -> dict[str, float]:
    """The few figures that the manifest shows."""
    return {
        "behaviour_macro_f1": round(figures.therapist.classes["behaviour"].macro_f1, 3),
        "talk_macro_f1": round(figures.client.classes["talk"].macro_f1, 3),
        "therapist_codes_f1_sessions": round(figures.therapist.macro_f1("sessions")[0], 3),
        "client_codes_f1_sessions": round(figures.client.macro_f1("sessions")[0], 3),
    }
