"""Feature families: pure functions from an observation to words or numbers, one construct each."""

from trustsignals.features.families import FAMILIES, Family

__all__ = ["FAMILIES", "Family"]
