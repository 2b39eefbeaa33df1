"""The session laid out as a score: therapist codes above the line, client signals below, the line a ribbon of talk share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from trustsignals.classifier.coding import CodeAssignment
from trustsignals.codebook import Code
from trustsignals.report.cue_pieces import looks_unsure
from trustsignals.report.quotes import one_line
from trustsignals.report.wording import DIMENSIONS, clock
from trustsignals.session import SpeakerRole, Utterance

if TYPE_CHECKING:
    from trustsignals.report.report import Report

WIDEST = 100
"""Utterances in one system (a row of the score); more would crowd the marks."""

CELLS = 12
TICKS = 5
ROW, RIBBON, TOP = 18, 26, 14
"""Heights in CSS pixels: of a lane, of the ribbon, and of the space above the first lane."""

Shape = Literal["disc", "triangle", "diamond", "square"]

_CLIENT_LANES = {
    "disclosure": "telling",
    "emotion_expression": "telling",
    "self_exploration": "inward",
    "openness_to_change": "inward",
    "trust_statement": "trust",
    "guardedness": "guarded",
    "confrontation": "guarded",
}


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of marks.

    Attributes:
        key: name in the style sheet.
        title: name beside the row.
        y: middle of the row, in pixels.
        shape: of its marks.
    """

    key: str
    title: str
    y: int
    shape: Shape


@dataclass(frozen=True, slots=True)
class Mark:
    """The codes of one utterance in one lane; `x` is a percentage of the width."""

    utterance: int
    lane: Lane
    x: float
    hollow: bool
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the ribbon: where it stands (percent) and how high the therapist's part is (pixels)."""

    x: float
    width: float
    therapist: float
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the line with its time, or, where times are unknown, the utterance's id."""

    x: float
    label: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class System:
    """One row of the score, with the ids of its first and last utterance."""

    first: int
    last: int
    marks: tuple[Mark, ...]
    cells: tuple[Cell, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole score; `line` is the top of the ribbon and `height` that of a system, in pixels."""

    lanes: tuple[Lane, ...]
    systems: tuple[System, ...]
    line: int
    height: int


def lay_out_timeline(report: Report) -> Timeline:
    """The session's codes as marks; codes of safety and words of danger stay out, for they are to be read and not compared."""
    lanes, line = _lanes()
    by_key = {lane.key: lane for lane in lanes}
    utterances = report.session.utterances
    rows = max(1, -(-len(utterances) // WIDEST))
    # Rows of equal length: a short last row would look as if time ran slower.
    size = max(1, -(-len(utterances) // rows))
    systems = tuple(
        _system(report, utterances[start : start + size], size, by_key) for start in range(0, len(utterances), size)
    )
    return Timeline(lanes, systems, line, lanes[-1].y + ROW // 2 + 22)


def lane_of(code: Code) -> str | None:
    """The lane that a code's marks stand in, or None for codes that are not drawn."""
    if code.id == "risk_signal" or code.polarity == "safety":
        return None
    if code.dimension is not None:
        return code.dimension.value
    return "barrier" if code.polarity == "barrier" else _CLIENT_LANES.get(code.id, "inward")


def _lanes() -> tuple[tuple[Lane, ...], int]:
    therapist: list[tuple[str, str, Shape]] = [
        (key, title, "triangle" if key == "erosion" else "disc") for key, (title, _) in DIMENSIONS.items()
    ]
    client: list[tuple[str, str, Shape]] = [
        ("telling", "Telling, feeling", "diamond"),
        ("inward", "Inward, change", "diamond"),
        ("trust", "Trust spoken of", "diamond"),
        ("guarded", "Holding back", "square"),
        ("barrier", "Barriers", "square"),
    ]
    line = TOP + ROW * len(therapist) + 4
    above = [Lane(key, title, TOP + ROW * i + ROW // 2, shape) for i, (key, title, shape) in enumerate(therapist)]
    below = [Lane(key, title, line + RIBBON + 4 + ROW * i + ROW // 2, shape) for i, (key, title, shape) in enumerate(client)]
    return (*above, *below), line


def _system(report: Report, utterances: Sequence[Utterance], size: int, lanes: dict[str, Lane]) -> System:
    def x(position: float) -> float:
        return round(100 * position / size, 2)

    marks: list[Mark] = []
    for position, utterance in enumerate(utterances):
        found: dict[str, list[CodeAssignment]] = {}
        for assignment in report.codings[utterance.id].assigned:
            lane = lane_of(report.codebook[assignment.code])
            if lane is not None:
                found.setdefault(lane, []).append(assignment)
        for lane, assignments in found.items():
            titles = ", ".join(report.codebook[a.code].title for a in assignments)
            where = " · ".join(filter(None, (f"Utterance {utterance.id}", clock(utterance.start_s), titles)))
            marks.append(Mark(utterance.id, lanes[lane], x(position + 0.5), all(map(looks_unsure, assignments)), where))
    return System(
        utterances[0].id,
        utterances[-1].id,
        tuple(marks),
        tuple(_cells(utterances, size)),
        tuple(_ticks(utterances, size)),
    )


def _cells(utterances: Sequence[Utterance], size: int) -> list[Cell]:
    number = max(1, min(CELLS, len(utterances) // 2))
    edges = [round(i * len(utterances) / number) for i in range(number + 1)]
    cells = []
    for start, end in pairwise(edges):
        part = utterances[start:end]
        words = {role: sum(u.words for u in part if u.role is role) for role in (SpeakerRole.THERAPIST, SpeakerRole.CLIENT)}
        both = sum(words.values())
        if both:
            share = words[SpeakerRole.THERAPIST] / both
            names = (
                " and ".join(dict.fromkeys(one_line(u.speaker) for u in part if u.role is SpeakerRole.THERAPIST))
                or "The therapist"
            )
            title = f"Utterances {part[0].id} to {part[-1].id}: {names} spoke {100 * share:.0f} % of the words"
            cells.append(Cell(round(100 * start / size, 2), round(100 * len(part) / size, 2), round(RIBBON * share, 1), title))
    return cells


def _ticks(utterances: Sequence[Utterance], size: int) -> list[Tick]:
    positions = sorted({round(i * (len(utterances) - 1) / (TICKS - 1)) for i in range(TICKS)})
    ticks = []
    for position in positions:
        utterance = utterances[position]
        anchor: Literal["start", "middle", "end"] = "middle"
        if position == 0:
            anchor = "start"
        elif position == size - 1:
            anchor = "end"
        ticks.append(Tick(round(100 * (position + 0.5) / size, 2), clock(utterance.start_s) or f"no. {utterance.id}", anchor))
    return ticks
