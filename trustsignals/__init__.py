"""Trust Signals: how trust is built and worn down in therapy sessions, from transcripts, offline.

Importing the package loads neither spaCy nor scikit-learn; each public name is loaded when it is first used (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trustsignals.analysis import Analyzer, analyze
    from trustsignals.classifier.classifier import load_classifier
    from trustsignals.classifier.cue_features import CueFeatures
    from trustsignals.codebook import Codebook, load_codebook
    from trustsignals.errors import TrustSignalsError
    from trustsignals.pipeline.build import build_pipeline
    from trustsignals.report.report import Report
    from trustsignals.session import Session, Speaker, SpeakerRole, Utterance
    from trustsignals.transcripts import Limits, merge_sessions, read_sessions, read_transcript

_HOMES = {
    "Analyzer": "trustsignals.analysis",
    "Codebook": "trustsignals.codebook",
    "CueFeatures": "trustsignals.classifier.cue_features",
    "Limits": "trustsignals.transcripts",
    "Report": "trustsignals.report.report",
    "Session": "trustsignals.session",
    "Speaker": "trustsignals.session",
    "SpeakerRole": "trustsignals.session",
    "TrustSignalsError": "trustsignals.errors",
    "Utterance": "trustsignals.session",
    "analyze": "trustsignals.analysis",
    "build_pipeline": "trustsignals.pipeline.build",
    "load_classifier": "trustsignals.classifier.classifier",
    "load_codebook": "trustsignals.codebook",
    "merge_sessions": "trustsignals.transcripts",
    "read_sessions": "trustsignals.transcripts",
    "read_transcript": "trustsignals.transcripts",
}

__all__ = [
    "Analyzer",
    "Codebook",
    "CueFeatures",
    "Limits",
    "Report",
    "Session",
    "Speaker",
    "SpeakerRole",
    "TrustSignalsError",
    "Utterance",
    "analyze",
    "build_pipeline",
    "load_classifier",
    "load_codebook",
    "merge_sessions",
    "read_sessions",
    "read_transcript",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("trustsignals")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
