"""What a label tells about the role: "Dr. Khan (therapist)", "T", "CLIENT 2", "interpreter"."""

from __future__ import annotations

import re
from functools import lru_cache

from trustsignals.session import SpeakerRole

NO_LABEL = "Unknown speaker"
"""The label that pieces without one get; its role is OTHER."""

# Short forms count only where they are the whole label (with or without a number): "Anna T" is a name.
_SHORT: dict[str, SpeakerRole] = {
    **dict.fromkeys(("t", "th", "ther", "thp", "co"), SpeakerRole.THERAPIST),
    **dict.fromkeys(("p", "pt", "cl", "clt", "cli"), SpeakerRole.CLIENT),
}
_THERAPIST = frozenset((
    "therapist", "psychotherapist", "counselor", "counsellor", "clinician", "psychologist", "psychiatrist", "psychoanalyst",
    "doctor", "dr", "physician", "gp", "nurse", "chaplain", "interviewer", "coach", "practitioner", "facilitator",
    "caseworker", "helper", "lcsw", "lmft", "lmhc", "psyd",
))  # fmt: skip
_CLIENT = frozenset((
    "client", "patient", "clt", "pt", "caller", "seeker", "helpseeker", "interviewee", "coachee", "counselee", "counsellee",
))  # fmt: skip
# Words that say "client" only as long as no stronger word stands beside them: a student counsellor is a counsellor.
_WEAK = {
    **dict.fromkeys(("student", "participant", "respondent", "user"), SpeakerRole.CLIENT),
    **dict.fromkeys(("investigator", "examiner", "assistant"), SpeakerRole.THERAPIST),
}
_OTHER = frozenset((
    "interpreter", "translator", "observer", "mother", "father", "mom", "mum", "dad", "parent", "grandmother",
    "grandfather", "guardian", "caregiver", "carer", "companion", "researcher", "supervisor", "receptionist", "narrator", "system",
    "announcer", "other", "unknown", "unidentified",
))  # fmt: skip
_PHRASES = {"social worker": "therapist", "case worker": "caseworker", "case manager": "therapist", "service user": "client",
            "peer supporter": "helper", "help seeker": "seeker"}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[()\[\]{}]| [-–—] ")
_CONTEXT = re.compile(r"\b(?:of|for|to|via|by|with|through)\b")


@lru_cache(maxsize=512)  # a transcript asks for its few labels at every line
def role_of_label(label: str) -> SpeakerRole | None:
    """The role that a label names, or None where it names none, or two that contradict each other.

    A part in brackets or after a dash that names a role by itself decides: "Dr. Khan (client)" is a client. Then the last
    word does, since it is the one that the others describe: "student counsellor", "client's mother". Case and numbers
    don't matter.

    >>> [role_of_label(label) for label in ("Dr. Khan", "CLIENT_2", "Anna T", "Client's mother", "C")]
    [<SpeakerRole.THERAPIST: 'therapist'>, <SpeakerRole.CLIENT: 'client'>, None, <SpeakerRole.OTHER: 'other'>, None]
    """
    if len(label) > 200:
        return None
    lowered = label.casefold()
    if "/" in lowered:  # "therapist/client" is whoever transcribed unsure who spoke
        named = {role for part in lowered.split("/") if (role := _role_of_part(part)) is not None}
        return named.pop() if len(named) == 1 else None
    parts = [part for part in _PART.split(lowered) if part.strip()]
    by_part = {role for part in parts[1:] if part.strip() not in _WEAK and (role := _role_of_part(part)) is not None}
    if len(by_part) == 1:
        return by_part.pop()
    return None if by_part else _role_of_part(lowered)


def is_either(label: str) -> bool:
    """True for a label that may stand for the client or the counsellor: "C", with or without brackets or a dot."""
    return label.casefold().strip(" .:()[]") == "c"


def is_bare_p(label: str) -> bool:
    """True for "P": a patient, but beside a "C" it may as well be the psychologist of a client."""
    return label.casefold().strip(" .:()[]") == "p"


def is_interchangeable(label: str) -> bool:
    """True for labels of machines that only number the voices: "Speaker 1", "SPEAKER_00", "S01"."""
    return re.fullmatch(r"\s*(?:speaker|sprecher|spk|s)[ _#-]?\d{1,4}\s*", label.casefold()) is not None


def _role_of_part(part: str) -> SpeakerRole | None:
    """The role of a label without brackets, in lower case."""
    text = _CONTEXT.split(part, maxsplit=1)[0]
    for phrase, word in _PHRASES.items():
        text = text.replace(phrase, word)
    words = [word for word in _LETTERS.findall(text) if word != "s"]
    if len(words) == 1 and (words[0] in _SHORT or _numbered_c(words[0], text)):
        return _SHORT.get(words[0], SpeakerRole.CLIENT)
    found = [(word, role) for word in words if (role := _role_of_word(word)) is not None]
    strong = [(word, role) for word, role in found if word.removesuffix("s") not in _WEAK]
    if strong and strong[-1][0] == words[-1]:
        return strong[-1][1]
    distinct = {role for _, role in strong or found}
    return distinct.pop() if len(distinct) == 1 else None


def _numbered_c(word: str, text: str) -> bool:
    """True for "C1": transcripts number clients (of a couple, of a family), hardly ever counsellors."""
    return word == "c" and any(character.isdecimal() for character in text)


def _role_of_word(word: str) -> SpeakerRole | None:
    """The role of one word, singular or plural."""
    for form in (word, word.removesuffix("s")):
        if form in _THERAPIST:
            return SpeakerRole.THERAPIST
        if form in _CLIENT:
            return SpeakerRole.CLIENT
        if form in _OTHER:
            return SpeakerRole.OTHER
        if form in _WEAK:
            return _WEAK[form]
    return None
