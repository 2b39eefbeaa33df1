"""The street: a session in, a report out. Read this file first; every line leads to a house."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from trustsignals.artifacts import chosen_model, model_checksum
from trustsignals.classifier.classifier import Classifier, load_classifier
from trustsignals.pipeline.build import build_pipeline, pipe_session
from trustsignals.pipeline.observation import observe
from trustsignals.report.cautions import find_warnings
from trustsignals.report.report import MadeWith, Report, Setting
from trustsignals.scoring.reference import reference_bands
from trustsignals.scoring.reliability import load_reliability
from trustsignals.scoring.score import score_session

if TYPE_CHECKING:
    from spacy.language import Language

    from trustsignals.session import Session


class Analyzer:
    """Pipeline, classifier and codebook, loaded once and used for many sessions.

    Args:
        codebook: a user's codebook file on top of the shipped one.
        models: a folder with `english/`, `behaviours/` or both, or a classifier's own folder; what it lacks is the shipped one.

    Raises:
        ArtifactError, CodebookError: what was asked for is missing or damaged.
    """

    def __init__(self, *, codebook: Path | None = None, models: Path | None = None) -> None:
        english, behaviours = chosen_model("english", models), chosen_model("behaviours", models)
        self.nlp: Language = build_pipeline(codebook=codebook, english=english)
        self.classifier: Classifier = load_classifier(behaviours)
        self.codebook = self.nlp.get_pipe("trustsignals_cues").codebook  # type: ignore[attr-defined]
        self.made_with = MadeWith(
            trustsignals=version("trustsignals"),
            codebook=self.codebook.version,
            models={"behaviours": model_checksum(behaviours), "english": model_checksum(english)},
        )

    def analyze(self, session: Session, *, setting: Setting = "therapy") -> Report:
        """The report of `session`: its words become cues, cues and words become codings, codings become scores.

        Args:
            setting: "mi" adds reference bands of MI demonstrations, "peer-support" adds EPITOME levels.
        """
        docs = pipe_session(self.nlp, session)
        observations = [observe(doc, u.id / max(1, len(session) - 1)) for doc, u in zip(docs, session, strict=True)]
        codings = self.classifier.code(observations, self.codebook, empathy=setting == "peer-support")
        bands = reference_bands(self.classifier.artifact.reference) if setting == "mi" else {}
        profile = score_session(session, codings, self.codebook, bands)
        reliability = load_reliability(self.classifier.artifact.reliability, self.codebook)
        warnings = find_warnings(session, codings, self.codebook)
        return Report(session, codings, profile, reliability, self.codebook, self.made_with, setting, warnings)


@lru_cache(maxsize=1)
def _shipped_analyzer() -> Analyzer:
    return Analyzer()


def analyze(session: Session, *, setting: Setting = "therapy") -> Report:
    """The report of `session` with the shipped models and codebook, which are loaded at the first call and kept."""
    return _shipped_analyzer().analyze(session, setting=setting)
