"""What was read of a session, as text for `check`: counts and labels, no words of the session."""

from __future__ import annotations

from collections.abc import Iterator

from trustsignals.report.wording import clock
from trustsignals.session import Session, SpeakerRole


def session_summary(session: Session) -> str:
    """A few lines on a session: format, length, speakers with roles and shares, notes of the reader."""
    return "\n".join(_lines(session))


def _lines(session: Session) -> Iterator[str]:
    yield f"Session {session.id}"
    yield f"  source: {session.source or 'stdin'}, read as {session.format}"
    duration = f", {clock(session.duration_s)} long" if session.duration_s is not None else ""
    back_channels = sum(u.is_back_channel for u in session)
    yield f"  {len(session)} utterances ({back_channels} back-channels){duration}"
    words = {speaker.label: sum(u.words for u in session if u.speaker == speaker.label) for speaker in session.speakers}
    total = max(1, sum(words.values()))
    for speaker in session.speakers:
        said = sum(u.speaker == speaker.label for u in session)
        sure = "" if speaker.confidence >= 1 else f", confidence {speaker.confidence:.2f}"
        yield (
            f"  {speaker.label}: {speaker.role} (by {speaker.role_source}{sure}), {said} utterances, "
            f"{100 * words[speaker.label] / total:.0f} % of the words"
        )
    if all(speaker.role is SpeakerRole.OTHER for speaker in session.speakers):
        yield "  nobody is therapist or client"
    for note in session.notes:
        yield f"  note: {note}"
