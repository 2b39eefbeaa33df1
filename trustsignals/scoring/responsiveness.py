"""Responsiveness: what the client offered, and whether the therapist's next two turns took it up in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from trustsignals.classifier.coding import UtteranceCoding
from trustsignals.codebook import Codebook, Dimension
from trustsignals.scoring.profile import Opening, Uptake
from trustsignals.scoring.turns import ends_turn
from trustsignals.session import Session, SpeakerRole, Utterance

TURNS_TO_ANSWER = 2
"""Therapist turns, more than back-channels, in which an opening can be taken up (interface.md)."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A row of the table: which therapist codes take up a client code, and why that matters."""

    code: str
    taken_up_by: tuple[str, ...]
    why: str
    valences: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def load_signals() -> Mapping[str, Signal]:
    """The table of responsiveness, by client code, in order of urgency."""
    rows = tomllib.loads((files("trustsignals.scoring") / "responsiveness.toml").read_text("utf-8"))
    return {
        code: Signal(code, tuple(row["taken_up_by"]), row["why"], tuple(row.get("valences", ()))) for code, row in rows.items()
    }


def find_openings(session: Session, codings: Sequence[UtteranceCoding], codebook: Codebook) -> tuple[Opening, ...]:
    """Everything that the client offered, in order, with what became of it.

    The same signal counts once in a stretch of the client's talk that no therapist turn interrupts. What nobody could answer,
    because the session ends there, is left out.
    """
    erosion = codebook.ids(dimension=Dimension.EROSION)
    return tuple(_openings(session, codings, erosion))


def _openings(session: Session, codings: Sequence[UtteranceCoding], erosion: tuple[str, ...]) -> Iterator[Opening]:
    seen: set[str] = set()
    for utterance, coding in zip(session, codings, strict=True):
        if utterance.role is SpeakerRole.THERAPIST and not utterance.is_back_channel:
            seen = set()
        if utterance.role is not SpeakerRole.CLIENT:
            continue
        answers = _answers(session, utterance)
        for signal in load_signals().values():
            if signal.code in seen or not answers or not _offers(coding, signal):
                continue
            seen.add(signal.code)
            yield _opening(utterance, signal, [codings[answer.id] for answer in answers], erosion)


def _offers(coding: UtteranceCoding, signal: Signal) -> bool:
    if not coding.has(signal.code):
        return False
    # A trust statement whose direction no words told is no opening: it may as well say that the client trusts.
    return not signal.valences or coding[signal.code].valence in signal.valences


def _answers(session: Session, opening: Utterance) -> list[Utterance]:
    """Therapist utterances of the next two turns, without back-channels."""
    found: list[Utterance] = []
    turns, speaking = 0, False
    for utterance in session.utterances[opening.id + 1 :]:
        if utterance.role is SpeakerRole.CLIENT:
            speaking = speaking and not ends_turn(utterance, found[-1])
        elif utterance.role is SpeakerRole.THERAPIST and not utterance.is_back_channel:
            if not speaking:
                turns, speaking = turns + 1, True
            if turns > TURNS_TO_ANSWER:
                break
            found.append(utterance)
    return found


def _opening(utterance: Utterance, signal: Signal, answers: Sequence[UtteranceCoding], erosion: tuple[str, ...]) -> Opening:
    codes = tuple(dict.fromkeys(code for code in signal.taken_up_by for coding in answers if coding.has(code)))
    eroded = any(coding.has(code) and coding[code].highlightable for coding in answers for code in erosion)
    uptake: Uptake = "not_taken_up" if not codes else "taken_up_with_erosion" if eroded else "taken_up"
    return Opening(utterance.id, signal.code, tuple(c.utterance for c in answers), uptake, codes)
