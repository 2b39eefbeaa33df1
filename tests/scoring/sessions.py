"""Hand-made sessions with codings, for tests of scoring."""

from __future__ import annotations

from trustsignals.classifier.coding import CodeAssignment, Cue, MitiCoding, UtteranceCoding
from trustsignals.codebook import load_codebook
from trustsignals.session import Session, Speaker, SpeakerRole, Utterance

ROLES = {"T": SpeakerRole.THERAPIST, "C": SpeakerRole.CLIENT, "O": SpeakerRole.OTHER}


def make(*lines: tuple) -> tuple[Session, tuple[UtteranceCoding, ...]]:
    """A session and its codings from lines of (speaker, text, {code: probability or (probability, attributes)}, miti…)."""
    book = load_codebook()
    utterances, codings = [], []
    for i, (speaker, text, *rest) in enumerate(lines):
        role = ROLES[speaker]
        given = rest[0] if rest else {}
        miti = rest[1] if len(rest) > 1 else {}
        utterances.append(Utterance(i, speaker, role, text))
        codes = []
        for code in book.ids(role) if role is not SpeakerRole.OTHER else ():
            probability, more = given.get(code, 0.0), {}
            if isinstance(probability, tuple):
                probability, more = probability
            assigned = probability >= 0.5
            cues = (Cue(0, len(text), text, "model"),) if assigned else ()
            codes.append(CodeAssignment(code, probability, assigned, cues=cues, **more))
        coding = MitiCoding("other", {}, **miti) if role is SpeakerRole.THERAPIST else None
        codings.append(UtteranceCoding(i, tuple(codes), coding))
    speakers = tuple(Speaker(label, ROLES[label]) for label in dict.fromkeys(line[0] for line in lines))
    return Session("made", tuple(utterances), speakers), tuple(codings)
