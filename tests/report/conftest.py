"""Reports made by hand from invented sessions, so that what renderers show is known and needs no model."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from trustsignals.classifier.coding import CodeAssignment, Cue, EmpathyLevels, MitiCoding, TalkCoding, UtteranceCoding
from trustsignals.codebook import Codebook, Dimension, load_codebook
from trustsignals.report.report import MadeWith, Report, ReportWarning, Setting
from trustsignals.scoring.profile import (
    Band,
    Barrier,
    ClientProfile,
    Highlight,
    Highlights,
    Measure,
    Mechanism,
    Opening,
    Profile,
    Quarter,
    Reliability,
    Score,
    TrustStatement,
)
from trustsignals.session import Segment, Session, Speaker, SpeakerRole, Utterance

RULES_ONLY = ("overpromising", "boundary_breach", "barrier_culture")
UNSURE = ("minimizing", "guardedness")
COURSE = ("disclosure", "emotion_expression", "self_exploration", "openness_to_change", "guardedness")

THERAPIST: tuple[tuple[str, dict[str, str], str], ...] = (
    ("What was that like for you, coming home to an empty flat?", {"exploration": "What was that like for you"}, "question"),
    (
        "It sounds like you felt let down, and it makes sense that you'd be careful with me now.",
        {
            "feeling_reflection": "It sounds like you felt let down",
            "legitimizing": "it makes sense that you'd be careful with me now",
            "meaning_reflection": "felt let down, and it makes sense",
        },
        "reflection",
    ),
    ("Mm-hm.", {}, "other"),
    (
        "What you tell me stays here, unless I fear for somebody's life, and you decide how far we go today.",
        {
            "confidentiality": "What you tell me stays here, unless I fear for somebody's life",
            "autonomy": "you decide how far we go",
        },
        "therapist_input",
    ),
    (
        "Look on the bright side, now you've got your weekends back.",
        {"minimizing": "Look on the bright side"},
        "therapist_input",
    ),
    (
        "I think I moved too fast last week, and I'm sorry. How was that?",
        {"rupture_repair": "I moved too fast", "exploration": "How was that"},
        "question",
    ),
    (
        "You kept going for your daughter, every single morning.",
        {"affirmation": "You kept going for your daughter"},
        "reflection",
    ),
    ("You should simply quit that job.", {"directing": "You should simply quit"}, "therapist_input"),
)
CLIENT: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "I've never told anybody, but I used to sleep in the car, and I was so ashamed.",
        {"disclosure": "I've never told anybody, but I used to sleep in the car", "emotion_expression": "I was so ashamed"},
        "neutral",
    ),
    ("Yeah.", {}, "neutral"),
    (
        "You'd have to be from my village to know what that's like.",
        {"barrier_culture": "You'd have to be from my village"},
        "sustain",
    ),
    (
        "I don't know whether I can trust you with that yet.",
        {"trust_statement": "I don't know whether I can trust you"},
        "neutral",
    ),
    ("I suppose I do that so that nobody gets close.", {"self_exploration": "I do that so that nobody gets close"}, "change"),
    ("I'd rather not go there.", {"guardedness": "I'd rather not go there"}, "sustain"),
    ("I could try calling her on Sunday.", {"openness_to_change": "I could try calling her"}, "change"),
    ("Some nights I hope that I don't wake up.", {"risk_signal": "I hope that I don't wake up"}, "neutral"),
)
HOSTILE = (
    '<script>alert("x")</script> & <b>bold</b> [/red] **stars** =1+1 "quoted" \x1b[31mred\x07',
    {"exploration": "<b>bold</b> [/red]"},
    "question",
)


def _coding(
    utterance: Utterance, found: dict[str, str], kind: str, codebook: Codebook, setting: Setting, noise: random.Random
) -> UtteranceCoding:
    if utterance.role is SpeakerRole.OTHER:
        return UtteranceCoding(utterance.id)
    assignments = []
    for code in codebook.ids(role=utterance.role):
        words = found.get(code)
        cues: tuple[Cue, ...] = ()
        if words:
            start = utterance.text.index(words)
            cues = (Cue(start, start + len(words), words, f"rule:{code}_rule"),)
            if noise.random() < 0.3:
                cues = (*cues, Cue(0, len(utterance.text), utterance.text, "model"))
        probability = None if code in RULES_ONLY else (0.55 + 0.44 * noise.random() if words else 0.3 * noise.random())
        assignments.append(
            CodeAssignment(
                code,
                probability,
                assigned=words is not None,
                highlightable=code != "minimizing",
                unsure=words is not None and code in UNSURE,
                cues=cues,
                trust_types=("particularized",) if words and code in ("trust_statement", "barrier_culture") else (),
                valence="ambivalent" if words and code == "trust_statement" else None,
            )
        )
    if utterance.role is SpeakerRole.CLIENT:
        talk = TalkCoding(kind, {"change": 0.2, "neutral": 0.5, "sustain": 0.3})  # type: ignore[arg-type]
        return UtteranceCoding(utterance.id, tuple(assignments), talk=talk)
    miti = MitiCoding(
        kind,  # type: ignore[arg-type]
        {"question": 0.4, "reflection": 0.3, "therapist_input": 0.2, "other": 0.1},
        reflection="complex" if kind == "reflection" else None,
        question="open" if kind == "question" else None,
        input="advice" if kind == "therapist_input" else None,
    )
    levels = EmpathyLevels(1, 0, 2) if setting == "peer-support" else None
    return UtteranceCoding(utterance.id, tuple(assignments), miti=miti, empathy=levels)


def _session(length: int, hostile: bool, timed: bool, cues: bool) -> tuple[Session, list[dict[str, str]], list[str]]:
    names = ("<i>Dr. T</i>", "Client [/x]") if hostile else ("Dr. Tamm", "Noor")
    utterances, found, kinds = [], [], []
    for i in range(length):
        therapist = i % 2 == 0
        text, words, kind = (THERAPIST if therapist else CLIENT)[(i // 2) % 8]
        if hostile and i == 0:
            text, words, kind = HOSTILE
        if hostile and i == 2:
            text, words, kind = '=HYPERLINK("http://example.org")', {}, "other"
        if not cues:
            words = {}
        if length > 100 and i % 3 == 0:
            text = (
                f"{text} So, as I was saying the other day about the house, the garden and everything else that came after it."
            )
        role = SpeakerRole.THERAPIST if therapist else SpeakerRole.CLIENT
        if length >= 60 and i == 11:
            role, words = SpeakerRole.OTHER, {}
        start = 6.5 * i if timed else None
        end = 6.5 * i + 5 if timed else None
        speaker = "Interpreter" if role is SpeakerRole.OTHER else names[0 if therapist else 1]
        segments = (Segment(str(i + 100), start, end, 0, len(text)),) if timed else ()
        utterances.append(Utterance(i, speaker, role, text, start, end, str(i + 100) if timed else None, segments))
        found.append(words)
        kinds.append(kind)
    speakers = tuple(
        Speaker(label, role, "inferred" if role is SpeakerRole.CLIENT else "label", 0.93 if role is SpeakerRole.CLIENT else 1.0)
        for label, role in dict.fromkeys((u.speaker, u.role) for u in utterances)
    )
    session = Session(
        "session <1>" if hostile else "session-7",
        tuple(utterances),
        speakers,
        "session-7.vtt",
        "vtt",
        ("Two lines had no speaker.",),
    )
    return session, found, kinds


def _scores(
    session: Session, codings: tuple[UtteranceCoding, ...], codebook: Codebook, bands: tuple[Band, ...] | None
) -> dict[str, Score]:
    n = sum(u.role is SpeakerRole.THERAPIST and u.words >= 3 for u in session)
    scores = {}
    for position, dimension in enumerate(Dimension):
        codes = codebook.ids(dimension=dimension)
        evidence = tuple(c.utterance for c in codings if c.has(*codes))
        counts = {code: sum(c.has(code) for c in codings) for code in codes}
        value = 52.0 / (position + 1)
        enough = n >= 10
        scores[dimension.value] = Score(
            value if enough else None,
            0.75 * value if enough else None,
            1.3 * value if enough else None,
            n,
            "ok" if enough else "not_enough_data",
            evidence,
            {code: count for code, count in counts.items() if count},
            bands,
        )
    return scores


def _measures(enough: bool, bands: tuple[Band, ...] | None) -> dict[str, Measure]:
    return {
        "reflection_to_question": Measure(
            1.4 if enough else None,
            0.9 if enough else None,
            2.1 if enough else None,
            {"reflections": 42, "questions": 30},
            {"fair": 1.0, "good": 2.0},
            "MITI 4.2.1 (expert opinion)",
            "Read it with its counts.",
            bands,
        ),
        "percent_complex_reflections": Measure(
            41.2,
            30.0,
            52.0,
            {"complex": 17, "reflections": 42},
            {"fair": 40.0, "good": 50.0},
            "MITI 4.2.1",
            "Experts barely agree.",
            None,
        ),
        "percent_open_questions": Measure(
            60.0, 45.0, 74.0, {"open": 18, "questions": 30}, {"fair": 50.0, "good": 70.0}, "MITI 3.1 only", None, None
        ),
        "therapist_talk_share": Measure(
            47.3, 41.0, 55.0, {"therapist_words": 473, "client_words": 527}, None, "Vendor practice", None, None
        ),
        "mi_adherent": Measure(
            9.0,
            None,
            None,
            {"affirm": 4, "collaboration_and_autonomy": 5},
            None,
            "MITI 4.2.1 gives no cut-off",
            "Nearest codes.",
            None,
        ),
        "mi_non_adherent": Measure(
            2.0, None, None, {"persuade": 2, "confront": 0}, None, "MITI 4.2.1 gives no cut-off", "Nearest codes.", None
        ),
    }


def _client(session: Session, codings: tuple[UtteranceCoding, ...]) -> ClientProfile:
    def having(*codes: str) -> tuple[int, ...]:
        return tuple(c.utterance for c in codings if c.has(*codes))

    def mechanism(ids: tuple[int, ...]) -> Mechanism:
        quarters = [min(3, 4 * i // len(session)) for i in ids]
        return Mechanism(len(ids), ids, tuple(quarters.count(q) for q in range(4)))  # type: ignore[arg-type]

    return ClientProfile(
        course=tuple(
            Quarter(q, len(session) // 8, {code: 0.06 * (k + 1) * q / 2 for k, code in enumerate(COURSE)}) for q in range(1, 5)
        ),
        trust_statements=tuple(TrustStatement(i, ("particularized",), "ambivalent") for i in having("trust_statement")),
        barriers=tuple(Barrier("barrier_culture", i, ("particularized",)) for i in having("barrier_culture")),
        mechanisms={
            "safety": mechanism(having("disclosure")[:2]),
            "lowered_defences": mechanism(having("guardedness", "barrier_culture")),
            "self_exploration": mechanism(having("self_exploration")),
            "vulnerability": mechanism(having("disclosure")),
            "emotional_expression": mechanism(having("emotion_expression")),
        },
        risk_signals=having("risk_signal"),
    )


def _openings(session: Session, codings: tuple[UtteranceCoding, ...]) -> tuple[Opening, ...]:
    openings = []
    signals = ("disclosure", "barrier_culture", "trust_statement", "guardedness", "self_exploration")
    for coding in codings:
        answers = tuple(
            u.id for u in session.utterances[coding.utterance + 1 : coding.utterance + 4] if u.role is SpeakerRole.THERAPIST
        )
        for signal in signals:
            if coding.has(signal) and answers:
                k = len(openings) % 4
                uptake = ("taken_up", "not_taken_up", "taken_up", "taken_up_with_erosion")[k]
                codes = () if uptake == "not_taken_up" else ("exploration",)
                openings.append(Opening(coding.utterance, signal, answers, uptake, codes))  # type: ignore[arg-type]
    return tuple(openings)


def _highlights(codings: tuple[UtteranceCoding, ...], openings: tuple[Opening, ...]) -> Highlights:
    def first(*codes: str) -> tuple[Highlight, ...]:
        found = []
        for code in codes:
            for coding in codings:
                if coding.has(code):
                    found.append(Highlight(coding.utterance, code, f"Why {code} matters, in one sentence."))
                    break
        return tuple(found)

    passed = [o for o in openings if o.uptake == "not_taken_up"][:3]
    growth = tuple(Highlight(o.client, o.signal, "The client offered this; staying with it takes it up.") for o in passed)
    return Highlights(first("exploration", "legitimizing", "confidentiality"), growth, first("directing"))


def build_report(
    length: int, *, hostile: bool = False, timed: bool = True, cues: bool = True, setting: Setting = "therapy"
) -> Report:
    """A report of `length` utterances.

    Args:
        hostile: names and words that hold HTML, Rich markup, formulas and escape sequences.
        timed: whether utterances have times and ids of their own.
        cues: whether anything is coded at all.
    """
    codebook = load_codebook()
    noise = random.Random(7)  # noqa: S311
    session, found, kinds = _session(length, hostile, timed, cues)
    codings = tuple(_coding(u, f, k, codebook, setting, noise) for u, f, k in zip(session, found, kinds, strict=True))
    bands = (Band("stronger", 20.0, 31.0, 44.0, 63), Band("weaker", 4.0, 9.0, 15.0, 23)) if setting == "mi" else None
    openings = _openings(session, codings)
    profile = Profile(
        _scores(session, codings, codebook, bands),
        _measures(length >= 20, bands),
        _client(session, codings),
        openings,
        _highlights(codings, openings),
    )
    reliability = {
        code: Reliability(None, None, 0.8, "rules only", 12)
        if code in RULES_ONLY
        else Reliability(0.74, 0.7, 0.89, "language models", 506)
        for code in codebook.ids()
    }
    warnings = (
        ReportWarning("residual_identifier", "A name may have been left in the text.", 1 if length > 1 else None),
        ReportWarning("short_session", "The session is short."),
    )
    made_with = MadeWith("0.1.0", codebook.version, {"behaviours": "sha256:" + "ab" * 32, "english": "sha256:" + "cd" * 32})
    return Report(session, codings, profile, reliability, codebook, made_with, setting, warnings if length < 100 else ())


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    """`build_report`, for tests that need a report of their own."""
    return build_report


REPORTS = {
    "three": {"length": 3},
    "hostile": {"length": 60, "hostile": True},
    "mi": {"length": 60, "setting": "mi"},
    "peer": {"length": 16, "setting": "peer-support", "timed": False},
    "nothing coded": {"length": 24, "cues": False, "timed": False},
    "long": {"length": 600},
}


@pytest.fixture(scope="session", params=REPORTS.values(), ids=REPORTS.keys())
def report(request: pytest.FixtureRequest) -> Report:
    """Each of the reports in turn."""
    return build_report(**request.param)
