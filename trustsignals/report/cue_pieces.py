"""An utterance's text cut at the boundaries of its cues, so that overlapping cues can each have their own underline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trustsignals.classifier.coding import CodeAssignment
from trustsignals.report.quotes import merge_spans

SLOTS = 4
"""Underlines that fit below one line of text; a fifth cue over the same words shows in the row of codes only."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One code over a piece of text, with the height of its underline (0 is nearest to the words)."""

    code: str
    slot: int
    unsure: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same cues throughout."""

    text: str
    layers: tuple[Layer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    layer: Layer


def cut_at_cues(text: str, assignments: Sequence[CodeAssignment]) -> tuple[Piece, ...]:
    """`text` in pieces that together give it back, each with the codes whose cues lie over it.

    A cue keeps its slot from its first to its last character, so that its underline runs through.
    """
    spans = _in_slots(assignments)
    edges = sorted({0, len(text), *(e for span in spans for e in (span.start, span.end))})
    return tuple(
        Piece(text[start:end], tuple(s.layer for s in spans if s.start <= start and end <= s.end))
        for start, end in pairwise(edges)
    )


def _in_slots(assignments: Sequence[CodeAssignment]) -> list[_Span]:
    ranges = [
        (start, end, assignment) for assignment in assignments for start, end in merge_spans(assignment.cues) if start < end
    ]
    ends = [0] * SLOTS
    spans = []
    # Longer cues come first, so that what is nested lies further from the words than what holds it.
    for start, end, assignment in sorted(ranges, key=lambda r: (r[0], -r[1])):
        slot = next((slot for slot, taken_until in enumerate(ends) if taken_until <= start), None)
        if slot is not None:
            ends[slot] = end
            spans.append(_Span(start, end, Layer(assignment.code, slot, looks_unsure(assignment))))
    return spans


def looks_unsure(assignment: CodeAssignment) -> bool:
    """Whether a mark is drawn dashed or hollow: a close call, or a code that may not be pointed out."""
    return assignment.unsure or not assignment.highlightable
