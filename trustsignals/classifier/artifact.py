"""The classifier on disk: arrays in one `.npz` without pickles, the rest as JSON.

    behaviours/
      manifest.json    name, version, licence, sha256 of every other file, scores
      model.json       tasks, feature terms, thresholds, reference figures: everything that is no array
      arrays.npz       coefficients (float16), intercepts, calibration, inverse document frequencies
      model_card.md    what it is, what it was trained on, every figure

Nothing in it can run code, and nothing in it depends on a version of scikit-learn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trustsignals.artifacts import verify, write_manifest
from trustsignals.classifier.heads import Head
from trustsignals.classifier.space import FeatureSpace
from trustsignals.classifier.thresholds import Thresholds
from trustsignals.errors import ArtifactError

FORMAT = 1


@dataclass(frozen=True)
class RoleModel:
    """Feature space and heads of one speaker role."""

    space: FeatureSpace
    heads: Mapping[str, Head]


@dataclass(frozen=True)
class Artifact:
    """Everything that a classifier folder holds.

    Attributes:
        roles: "therapist" and "client".
        codebook: version of the codebook that the codes are from.
        reliability: by code, the figures of `scoring.profile.Reliability`.
        reference: by measure, quartiles over stronger and weaker MI demonstrations.
    """

    roles: Mapping[str, RoleModel]
    codebook: str
    reliability: Mapping[str, Mapping[str, Any]]
    reference: Mapping[str, Any]


def save_artifact(
    artifact: Artifact, folder: Path, *, card: str, scores: Mapping[str, Any], extra: Mapping[str, bytes]
) -> None:
    """Write `artifact` to `folder` with its model card, and `extra` files beside it; the manifest comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {}
    model = {
        "format": FORMAT,
        "codebook": artifact.codebook,
        "reliability": artifact.reliability,
        "reference": artifact.reference,
        "roles": {name: _describe(name, role, arrays) for name, role in artifact.roles.items()},
    }
    (folder / "model.json").write_text(json.dumps(model, ensure_ascii=False, indent=None, separators=(",", ":")), "utf-8")
    np.savez_compressed(folder / "arrays.npz", allow_pickle=False, **arrays)
    (folder / "model_card.md").write_text(card, "utf-8")
    for name, data in extra.items():
        (folder / name).write_bytes(data)
    write_manifest(folder, name="trustsignals behaviours", version=FORMAT, licence="see model_card.md", scores=scores)


def load_artifact(folder: Path) -> Artifact:
    """The artifact in `folder`, after its checksums were verified.

    Raises:
        ArtifactError: missing, damaged, or of another format.
    """
    verify(folder)
    try:
        model = json.loads((folder / "model.json").read_text("utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if model["format"] != FORMAT:
            raise ArtifactError(
                f"The classifier in {folder.name} has format {model['format']}, this version reads {FORMAT}; train it anew."
            )
        return Artifact(
            roles={name: _restore(name, role, arrays) for name, role in model["roles"].items()},
            codebook=model["codebook"],
            reliability=model["reliability"],
            reference=model["reference"],
        )
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise ArtifactError(f"The classifier in {folder.name} is damaged ({type(error).__name__}); install it anew.") from None


def _describe(name: str, role: RoleModel, arrays: dict[str, NDArray[Any]]) -> dict[str, Any]:
    space = role.space.to_state()
    for family, stored in space["families"].items():
        idf = stored.pop("idf")
        if idf is not None:
            arrays[f"{name}/idf/{family}"] = idf.astype(np.float16)
    arrays[f"{name}/coefficients"] = np.vstack([head.coefficients for head in role.heads.values()]).astype(np.float16)
    heads = []
    for head in role.heads.values():
        heads.append(
            {
                "name": head.name,
                "classes": head.classes,
                "intercepts": head.intercepts.tolist(),
                "calibration": head.calibration.tolist(),
                "calibration_intercepts": head.calibration_intercepts.tolist(),
                "thresholds": asdict(head.thresholds) if head.thresholds else None,
                "class_weights": None if head.class_weights is None else head.class_weights.tolist(),
                "calibrated_on": head.calibrated_on,
                "positives": head.positives,
            }
        )
    return {"space": space, "heads": heads}


def _restore(name: str, described: dict[str, Any], arrays: Mapping[str, NDArray[Any]]) -> RoleModel:
    space = described["space"]
    for family, stored in space["families"].items():
        stored["idf"] = arrays.get(f"{name}/idf/{family}")
    coefficients = arrays[f"{name}/coefficients"].astype(np.float32)
    heads, row = {}, 0
    for stored in described["heads"]:
        rows = len(stored["intercepts"])
        weights = stored["class_weights"]
        heads[stored["name"]] = Head(
            name=stored["name"],
            classes=tuple(stored["classes"]),
            coefficients=coefficients[row : row + rows],
            intercepts=np.array(stored["intercepts"]),
            calibration=np.array(stored["calibration"]),
            calibration_intercepts=np.array(stored["calibration_intercepts"]),
            thresholds=Thresholds(**stored["thresholds"]) if stored["thresholds"] else None,
            class_weights=None if weights is None else np.array(weights),
            calibrated_on=stored["calibrated_on"],
            positives=stored["positives"],
        )
        row += rows
    return RoleModel(FeatureSpace.from_state(space), heads)
