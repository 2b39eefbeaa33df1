"""Agreement between blind coders of the project's own data, by code."""

from __future__ import annotations

from pathlib import Path

from trustsignals.training.corpora import read_rows


def measured_agreement(data: Path) -> dict[str, float]:
    """Kappa by code from `data/agreement.csv` (columns code, kappa …); empty where the file is not there."""
    path = data / "agreement.csv"
    if not path.is_file():
        return {}
    return {row["code"]: float(row["kappa"]) for row in read_rows(path) if row["kappa"]}
