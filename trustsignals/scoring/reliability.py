"""Reliability: how well each code is recognized, and how well coders agree on it, as the artifact has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustsignals.codebook import Codebook
from trustsignals.scoring.profile import Reliability

_RULES_ONLY = Reliability(f1=None, precision_low=None, agreement=None, coders="rules only", n=0)


def load_reliability(stored: Mapping[str, Mapping[str, Any]], codebook: Codebook) -> dict[str, Reliability]:
    """The figures of every code of `codebook` and of AnnoMI's behaviours; codes without figures are known by rules only."""
    names = [*codebook.ids(), *(name for name in stored if name not in codebook)]
    return {name: Reliability(**stored[name]) if name in stored else _RULES_ONLY for name in names}
