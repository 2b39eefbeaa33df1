"""Heads learn, artifacts come back as they were, and damaged ones are refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from trustsignals.classifier.artifact import Artifact, load_artifact, save_artifact
from trustsignals.classifier.heads import NO, YES, Task, score_heads
from trustsignals.classifier.space import FeatureSpace
from trustsignals.errors import ArtifactError
from trustsignals.pipeline.observation import Observation
from trustsignals.training.cross_validation import cross_validate, fit_role, load_predictions, predictions_to_bytes
from trustsignals.training.folds import folds_by_group

COLOURS = ("red", "green", "blue")
GROUPS = [f"made/{i // 6}" for i in range(240)]


def observations():
    rng = np.random.default_rng(0)
    words = ["kettle", "train", "letter", "garden", "window", "bread"]
    texts = [f"The {rng.choice(words)} was {COLOURS[i % 3]} and {'warm' if i % 4 == 0 else 'cold'}, yes?" for i in range(240)]
    return [Observation(text, "therapist", ("Was it?",), i / 239) for i, text in enumerate(texts)]


def tasks():
    colours = np.array([COLOURS[i % 3] for i in range(240)], dtype=object)
    warm = np.array([YES if i % 4 == 0 else NO for i in range(240)], dtype=object)
    warm[::7] = None
    everywhere, ones = np.ones(240, dtype=bool), np.ones(240)
    pair = np.array(["open" if i % 4 == 0 else "closed" for i in range(240)], dtype=object)
    return [
        Task("behaviour", COLOURS, colours, everywhere, ones),
        Task("code:warmth", (NO, YES), warm, everywhere, ones),
        Task("question_type", ("open", "closed"), pair, everywhere, ones),
    ]


@pytest.fixture(scope="module")
def model():
    return fit_role(observations(), tasks(), GROUPS)


def test_heads_learn_what_words_tell(model):
    scores = score_heads(model.heads, model.space.transform(observations()))
    for task in tasks():
        head = model.heads[task.name]
        probabilities = head.calibrate(scores[task.name])
        assert ((probabilities >= 0) & (probabilities <= 1)).all()
        if probabilities.ndim == 2:
            assert probabilities.sum(axis=1) == pytest.approx(1)
        known = task.known
        assert (head.decide(probabilities)[known] == task.labels[known]).mean() > 0.95


def test_predictions_are_out_of_fold_and_come_back(tmp_path):
    ids = [f"made/{i}" for i in range(240)]
    predictions = cross_validate(ids, observations(), tasks(), GROUPS)
    assert not np.isnan(predictions.probabilities["behaviour"]).any()
    assert len({(g, f) for g, f in zip(GROUPS, predictions.fold, strict=True)}) == len(set(GROUPS))
    path = tmp_path / "oof.npz"
    path.write_bytes(predictions_to_bytes(predictions))
    again = load_predictions(path)
    assert again.ids == predictions.ids
    assert again.classes == predictions.classes
    for name in predictions.classes:
        assert again.probabilities[name] == pytest.approx(predictions.probabilities[name], abs=1e-3)
        assert (again.decisions[name] == predictions.decisions[name]).all()


def test_damaged_predictions_are_refused(tmp_path):
    (tmp_path / "oof.npz").write_bytes(b"no zip")
    with pytest.raises(ArtifactError, match=r"oof\.npz"):
        load_predictions(tmp_path / "oof.npz")


@pytest.fixture
def folder(model, tmp_path):
    artifact = Artifact({"therapist": model}, "1.3", {"warmth": {"f1": 0.5}}, {"empathy": {"high": [1, 2, 3, 9]}})
    save_artifact(artifact, tmp_path / "made", card="# Card\n", scores={"f1": 0.5}, extra={"oof.npz": b"x"})
    return tmp_path / "made"


def test_an_artifact_scores_as_before(model, folder):
    again = load_artifact(folder)
    assert again.codebook == "1.3"
    assert again.reliability == {"warmth": {"f1": 0.5}}
    before = score_heads(model.heads, model.space.transform(observations()))
    role = again.roles["therapist"]
    after = score_heads(role.heads, role.space.transform(observations()))
    for name, head in model.heads.items():
        assert role.heads[name].calibrate(after[name]) == pytest.approx(head.calibrate(before[name]), abs=0.01)
        assert role.heads[name].thresholds == head.thresholds
    assert role.space.get_feature_names_out().tolist() == model.space.get_feature_names_out().tolist()


def test_no_file_of_an_artifact_is_a_pickle(folder):
    with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


@pytest.mark.parametrize("name", ["model.json", "arrays.npz", "model_card.md"])
def test_a_changed_file_is_refused(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ArtifactError, match=name):
        load_artifact(folder)


def test_another_format_is_refused(folder):
    from trustsignals.artifacts import write_manifest

    model = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**model, "format": 99}), "utf-8")
    write_manifest(folder)
    with pytest.raises(ArtifactError, match="format 99"):
        load_artifact(folder)


def test_a_missing_folder_is_one_sentence(tmp_path):
    with pytest.raises(ArtifactError, match="nowhere"):
        load_artifact(tmp_path / "nowhere")


def test_no_rare_term_becomes_a_feature():
    rows = [Observation(f"the usual words {'zebedee' if i == 0 else ''}", "client") for i in range(100)]
    names = FeatureSpace(["words"]).fit(rows).get_feature_names_out()
    assert "words=usual" in names
    assert not [name for name in names if "zebedee" in name]


def test_folds_keep_groups_together_and_corpora_apart():
    groups = [f"{corpus}/{i // 3}" for corpus in ("a", "b") for i in range(60)]
    folds = folds_by_group(groups, 5)
    by_group = {(g, f) for g, f in zip(groups, folds, strict=True)}
    assert len(by_group) == len(set(groups))
    for corpus in ("a/", "b/"):
        counts = np.bincount(folds[[g.startswith(corpus) for g in groups]], minlength=5)
        assert counts.max() - counts.min() <= 3
