"""What travels on a Doc: role and context as strings, cues and their attributes as span groups."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

CUES: Final = "trustsignals"
"""Span group of the cues: `label_` is the code, `id_` the rule."""

ATTRIBUTES: Final = "trustsignals_attributes"
"""Span group of trust types and valences: `label_` is the value, offsets are those of the cue that carries it."""


def register_extensions() -> None:
    """Give every Doc `doc._.role` ("therapist", "client" or "") and `doc._.context` (utterances before, one a line, oldest first)."""
    for name in ("role", "context"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default="")
