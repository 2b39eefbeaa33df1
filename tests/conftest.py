"""Fixtures that many tests share, and where the corpora are looked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("TRUSTSIGNALS_CORPORA", ROOT.parent / "shared" / "corpora"))

settings.register_profile("default", deadline=None, max_examples=50)
settings.register_profile("stress", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpora() -> Path:
    if not CORPORA.is_dir():
        pytest.skip("the corpora for training and measuring are not here (TRUSTSIGNALS_CORPORA names their folder)")
    return CORPORA


@pytest.fixture(scope="session")
def analyzer():
    from trustsignals.analysis import Analyzer

    return Analyzer()


@pytest.fixture(scope="session")
def sample_session(root: Path):
    from trustsignals.transcripts import read_transcript

    return read_transcript(root / "data" / "examples" / "sample-session.txt")


@pytest.fixture(scope="session")
def sample_report(analyzer, sample_session):
    return analyzer.analyze(sample_session)
