"""Reference bands: how measures spread over stronger and weaker MI demonstrations, computed when the classifier was trained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustsignals.scoring.profile import Band

NAMES = {"high": "stronger", "low": "weaker"}


def reference_bands(stored: Mapping[str, Any]) -> dict[str, tuple[Band, ...]]:
    """Bands by dimension and measure, from the artifact's table {measure: {"high" | "low": [quartiles…, sessions]}}."""
    return {
        measure: tuple(
            Band(NAMES[quality], low, median, high, int(sessions)) for quality, (low, median, high, sessions) in bands.items()
        )
        for measure, bands in stored.items()
    }
