"""What things are called, and how numbers read, in every output for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trustsignals.scoring.profile import Band, Measure, Reliability, Score

DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "empathy": ("Empathy", "Words that reflect, invite or care."),
    "validation": ("Validation", "Words that grant sense, name strengths or hold nothing against."),
    "transparency": ("Transparency", "Words that say what is being done, why, and who learns of it."),
    "respect": ("Respect", "Words that leave the choice, ask about background and keep the frame."),
    "repair": ("Repair", "Words that speak of a strain between the two, or keep to what was agreed."),
    "erosion": ("Erosion", "Words that may cost trust: playing down, judging, directing, passing over."),
}
"""Title and meaning of each dimension, in reading order."""

ROLES: Mapping[str, str] = {"therapist": "therapist", "client": "client", "other": "someone else"}

ROLE_SOURCES: Mapping[str, str] = {
    "label": "by the label",
    "option": "as given",
    "inferred": "inferred from what is said",
}

SETTINGS: Mapping[str, str] = {
    "therapy": "therapy",
    "mi": "motivational interviewing",
    "medical": "medical conversation",
    "peer-support": "peer support",
}

BEHAVIOURS: Mapping[str, str] = {
    "question": "question",
    "reflection": "reflection",
    "therapist_input": "therapist input",
    "other": "other",
}

TALK: Mapping[str, str] = {"change": "change talk", "neutral": "neutral talk", "sustain": "sustain talk"}

UPTAKE: Mapping[str, str] = {
    "taken_up": "taken up in words",
    "taken_up_with_erosion": "taken up, with words beside it that may cost trust",
    "not_taken_up": "not taken up in words",
}

MECHANISMS: Mapping[str, tuple[str, str]] = {
    "safety": (
        "Safety",
        "Statements that trust, and private things told soon after words that hold nothing against, explain secrecy, "
        "grant sense or name strengths.",
    ),
    "lowered_defences": ("Defences", "Holding back and barriers voiced; fewer later on may mean lowered defences, or silence."),
    "self_exploration": ("Self-exploration", "Looking into oneself."),
    "vulnerability": ("Vulnerability", "Telling something private."),
    "emotional_expression": ("Emotional expression", "Putting a feeling into words."),
}

NO_DIRECTION = "No course is better or worse than another: telling less, or objecting more, can be good work."


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """Title of a measure, what it is, and whether it is a ratio, a percentage or a count."""

    title: str
    meaning: str
    kind: Literal["ratio", "percent", "count"]


MEASURES: Mapping[str, MeasureWords] = {
    "reflection_to_question": MeasureWords("Reflections to questions", "Reflections for each question asked.", "ratio"),
    "percent_complex_reflections": MeasureWords(
        "Complex reflections", "Share of reflections that add meaning to what was said.", "percent"
    ),
    "percent_open_questions": MeasureWords(
        "Open questions", "Share of questions that invite more than a yes or a no.", "percent"
    ),
    "therapist_talk_share": MeasureWords("Therapist’s talk share", "Share of all words that the therapist speaks.", "percent"),
    "mi_adherent": MeasureWords("MI-adherent acts", "Turns that affirm, or that leave the choice with the client.", "count"),
    "mi_non_adherent": MeasureWords("MI-non-adherent acts", "Turns that persuade or confront.", "count"),
}


def measure_words(name: str) -> MeasureWords:
    """Words for the measure `name`; for one that is not known here, its name made readable."""
    return MEASURES.get(name) or MeasureWords(name.replace("_", " ").capitalize(), "", "ratio")


def clock(seconds: float | None) -> str:
    """`seconds` as "4:05" or "1:02:03"; empty where the time is unknown.

    >>> clock(245.2), clock(3723), clock(None)
    ('4:05', '1:02:03', '')
    """
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def length(seconds: float) -> str:
    """`seconds` as a length of time.

    >>> length(388), length(3723)
    ('6 min 28 s', '1 h 2 min')
    """
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours} h {minute} min" if hours else f"{minute} min {second} s"


def percent(share: float) -> str:
    """A share between 0 and 1 as a percentage that never rounds a small share to nothing or a large one to all.

    >>> percent(0.934), percent(0.004), percent(0.999), percent(0)
    ('93 %', 'under 1 %', 'over 99 %', '0 %')
    """
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def number(value: float) -> str:
    """A number with as many digits as it can carry: whole from 10 on, one decimal below.

    >>> number(31.4), number(3.14), number(0)
    ('31', '3.1', '0')
    """
    return f"{value:.0f}" if value >= 9.95 or value == 0 else f"{value:.1f}"


def measure_number(value: float, kind: str) -> str:
    """A measure's value with its unit: "1.40", "41 %" or "7 turns"."""
    return {"ratio": f"{value:.2f}", "percent": f"{value:.0f} %"}.get(kind) or plural(round(value), "turn")


def plural(count: int, one: str, many: str | None = None) -> str:
    """`count` with its noun.

    >>> plural(1, "turn"), plural(3, "turn")
    ('1 turn', '3 turns')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def score_sentence(score: Score) -> str:
    """A score in words, with its interval and what it rests on."""
    if score.status != "ok" or score.value is None or score.low is None or score.high is None:
        return f"Not enough to say ({plural(score.n, 'turn')} of three words or more)."
    interval = f"90 % interval {number(score.low)} to {number(score.high)}"
    return f"{number(score.value)} {score.unit} ({interval}; {plural(score.n, 'turn')})."


def measure_value(name: str, measure: Measure) -> str:
    """A measure's value with its 90 % interval, or that there is not enough to say."""
    if measure.value is None:
        return "not enough to say"
    kind = measure_words(name).kind
    value = measure_number(measure.value, kind)
    if measure.low is None or measure.high is None:
        return value
    return f"{value} (90 % interval {measure_number(measure.low, kind)} to {measure_number(measure.high, kind)})"


def counts_phrase(counts: Mapping[str, int]) -> str:
    """Counts as "42 reflections, 30 questions"."""
    return ", ".join(f"{count:,} {label.replace('_', ' ')}" for label, count in counts.items())


def thresholds_phrase(name: str, threshold: Mapping[str, float] | None) -> str:
    """Published cut-offs as "fair from 1, good from 2"; empty where there are none."""
    mark = " %" if measure_words(name).kind == "percent" else ""
    return ", ".join(f"{grade} from {value:g}{mark}" for grade, value in (threshold or {}).items())


def band_name(band: Band) -> str:
    """What a reference band is: always told to be of MI demonstrations, which therapy is not."""
    return band.name if "demonstration" in band.name.lower() else f"MI demonstrations, {band.name}"


def reliability_sentence(reliability: Reliability | None, rules_only: bool) -> str:
    """How well a code is recognized, in words, each figure with its meaning."""
    parts = ["Known by rules only, so without a probability"] if rules_only else []
    if reliability is not None and reliability.f1 is not None:
        parts.append(f"F1 {reliability.f1:.2f} on sessions held out")
    if reliability is not None and reliability.precision_low is not None:
        parts.append(f"at least {100 * reliability.precision_low:.0f} % of its marks are right (lower 95 % bound of precision)")
    if reliability is not None and reliability.agreement is not None:
        parts.append(f"coders agree at kappa {reliability.agreement:.2f} ({reliability.coders})")
    if reliability is not None and len(parts) > rules_only:
        parts.append(f"from {plural(reliability.n, 'case')}")
    sentence = "; ".join(parts) or "How well it is recognized has not been measured"
    return sentence[0].upper() + sentence[1:] + "."
