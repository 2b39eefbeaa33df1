"""Therapist turns: what stands between two client utterances that are more than back-channels.

A client's "Yes" or "No" after a question is an answer, so it ends a turn; elsewhere it only keeps the other talking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trustsignals.classifier.coding import UtteranceCoding
from trustsignals.session import Session, SpeakerRole, Utterance

SHORTEST_TURN = 3
"""Words from which on a turn counts in scores: a quarter of therapists' turns are "Mm-hm" and the like."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One or more therapist utterances that a client's back-channels may interrupt, with their codings."""

    utterances: tuple[Utterance, ...]
    codings: tuple[UtteranceCoding, ...]

    @property
    def words(self) -> int:
        """Number of words."""
        return sum(utterance.words for utterance in self.utterances)

    @property
    def ids(self) -> tuple[int, ...]:
        """Ids of the utterances."""
        return tuple(utterance.id for utterance in self.utterances)

    @property
    def counts(self) -> bool:
        """True for a turn of three words or more."""
        return self.words >= SHORTEST_TURN

    def has(self, *codes: str) -> bool:
        """True where one of `codes` is assigned in the turn."""
        return any(coding.has(*codes) for coding in self.codings)


def ends_turn(utterance: Utterance, before: Utterance) -> bool:
    """True where a client's utterance is more than a back-channel, or answers the question that the therapist ended with."""
    return not utterance.is_back_channel or (utterance.words > 0 and before.text.rstrip().endswith("?"))


def therapist_turns(session: Session, codings: tuple[UtteranceCoding, ...]) -> tuple[Turn, ...]:
    """The therapist's turns, in order."""
    return tuple(_turns(session, codings))


def _turns(session: Session, codings: tuple[UtteranceCoding, ...]) -> Iterator[Turn]:
    utterances: list[Utterance] = []
    coded: list[UtteranceCoding] = []
    for utterance, coding in zip(session, codings, strict=True):
        if utterance.role is SpeakerRole.THERAPIST:
            utterances.append(utterance)
            coded.append(coding)
        elif utterance.role is SpeakerRole.CLIENT and utterances and ends_turn(utterance, utterances[-1]):
            yield Turn(tuple(utterances), tuple(coded))
            utterances, coded = [], []
    if utterances:
        yield Turn(tuple(utterances), tuple(coded))
