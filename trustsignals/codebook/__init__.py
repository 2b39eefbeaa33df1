"""The codebook: every code with its definition, examples, near misses and cue rules, as data."""

from trustsignals.codebook.load import load_codebook
from trustsignals.codebook.model import Code, Codebook, CueRule, Dimension, Example

__all__ = ["Code", "Codebook", "CueRule", "Dimension", "Example", "load_codebook"]
