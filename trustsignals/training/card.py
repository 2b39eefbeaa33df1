"""Tables of figures as Markdown, and the model card of the classifier."""

from __future__ import annotations

from collections.abc import Iterator

from trustsignals.evaluation.metrics import BinaryFigures
from trustsignals.training.figures import EXPERT_F1, SMALLEST_CASES, Figures, RoleFigures

_CARD = """\
# Model card: behaviours

Codes what is said in sessions: trust signals of the project's codebook, MI behaviours and talk type as AnnoMI's experts coded
them, EPITOME's levels of empathy.

**What it is.** Logistic regression over TF-IDF of words, parts of words, grammar and the utterance before, cues of the rules,
and features of form; one head a task, calibrated and thresholded on out-of-fold scores. Plain arrays and JSON: nothing that can
run code on loading.

**What it is for.** Supervision, training and research on transcripts of sessions in English. It marks acts in words. It does
not judge persons, does not detect or assess risk, and the absence of a mark means nothing.

**What it was trained on.**

{counts}

AnnoMI (Wu et al. 2022, 2023; public, for research), EPITOME (Sharma et al. 2020; public, for research), counselchat.com
(Bertagnolli 2020; MIT), PriMock57 (Papadopoulos Korfiatis et al. 2022; CC BY 4.0), and this project's own sessions and exchanges
(CC BY 4.0). No text of them is in the model but single words and short stretches of characters that stand in several documents.

**Who coded.** AnnoMI's behaviours and talk types: human experts in motivational interviewing (majority where several coded).
EPITOME's levels: trained human annotators. The codes of the codebook: language models that read the same codebook; their
agreement is no substitute for agreement with clinicians.

**How it was measured.** Four outer folds by series, seeker, question, consultation, session or scenario, so that nothing of a
group that is measured was learned from; terms, weights, calibration and thresholds are learned inside the training folds. Rules
and features were written while looking at the development series named in `trustsignals/training/corpora.py` only. The figures
below are printed again by `trustsignals evaluate --corpora DIR --data data`; `make evaluate-full` remakes them from the texts.

{tables}
## Limits

- AnnoMI's sessions are demonstrations in English, most of them staged, many of them good; EPITOME and counselchat are written.
- Codes with few cases on sessions have wide uncertainty; their rows say how many.
- Thresholds are set for the best F1 on sessions. A code that erodes trust is pointed out to readers only above a stricter
  threshold, at which the lower 95 % bound of its precision is at least .7; where there is none, it is never pointed out.
- Speech recognition without punctuation, dialects and second-language English are under-represented.
"""


def render_card(figures: Figures) -> str:
    """The whole card."""
    counts = "\n".join(f"- {corpus}: {count:,} utterances" for corpus, count in figures.counts.items())
    return _CARD.format(counts=counts, tables="\n".join(figure_tables(figures)) + "\n")


def figure_tables(figures: Figures) -> Iterator[str]:
    """All tables, line by line; `evaluate` prints the same lines."""
    yield from _behaviours(figures)
    yield from _empathy(figures.therapist)
    for title, role in (("therapist", figures.therapist), ("client", figures.client)):
        yield from _codes(f"Trust codes, {title}", role, figures)
    yield from _dimensions(figures.therapist)
    if figures.without_cues:
        yield from ("", "## What the cue rules add", "", "Mean F1 over codes on sessions, with and without cue features.", "")
        yield from ("| role | with | without |", "| --- | --- | --- |")
        for name, role in (("therapist", figures.therapist), ("client", figures.client)):
            yield f"| {name} | {_f(role.macro_f1('sessions')[0])} | {_f(figures.without_cues[name])} |"


def _behaviours(figures: Figures) -> Iterator[str]:
    yield from ("## AnnoMI's codes (human experts)", "")
    yield "| task | macro-F1 | on three words or more | calibration error | n | one expert with another | with the majority |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    if figures.plain:
        plain = figures.plain
        yield f"| main behaviour, plain TF-IDF | {_f(plain.macro_f1)} | | {_f(plain.calibration_error)} | {plain.n} | | |"
    names = {"behaviour": "main behaviour", "question_type": "open or closed", "reflection_type": "simple or complex",
             "input_type": "kind of input", "talk": "client talk type"}  # fmt: skip
    for role in (figures.therapist, figures.client):
        for task, title in names.items():
            if task in role.classes:
                f, pair = role.classes[task], EXPERT_F1.get(task)
                yield (
                    f"| {title} | {_f(f.macro_f1)} | {_f(role.classes_long[task].macro_f1)} | {_f(f.calibration_error)} | {f.n} "
                    f"| {_f(pair[0]) if pair else ''} | {_f(pair[1]) if pair else ''} |"
                )
    for task in ("question", "reflection", "input"):
        if task in figures.therapist.binary:
            two, pair = figures.therapist.binary[task], EXPERT_F1[task]
            yield (
                f"| {task}: there or not | {_f(two.macro_f1)} | | {_f(two.calibration_error)} | {two.n} | {_f(pair[0])} | {_f(pair[1])} |"
            )
    yield ""


def _empathy(role: RoleFigures) -> Iterator[str]:
    yield from ("## EPITOME's levels (human annotators)", "", "| task | macro-F1 | n |", "| --- | --- | --- |")
    for task, title in (
        ("emotional_reaction", "emotional reactions, three levels"),
        ("exploration", "explorations, three levels"),
    ):
        if task in role.classes:
            yield f"| {title} | {_f(role.classes[task].macro_f1)} | {role.classes[task].n} |"
    if "interpretation" in role.binary:
        yield f"| interpretations, there or not | {_f(role.binary['interpretation'].macro_f1)} | {role.binary['interpretation'].n} |"
    yield ""


def _codes(title: str, role: RoleFigures, figures: Figures) -> Iterator[str]:
    yield from (f"## {title} (language-model coders)", "")
    for where, name in (("sessions", "all sessions"), ("annomi", "AnnoMI's sessions"), ("exchanges", "written exchanges")):
        mean, codes = role.macro_f1(where)
        if codes:
            yield f"Mean F1 over the {codes} codes with {SMALLEST_CASES} cases or more on {name}: {_f(mean)}."
            yield ""
    yield (
        "| code | cases | precision | recall | F1 | kappa | average precision | calibration error | Brier skill | coders' kappa "
        "| AnnoMI F1 (cases) | exchanges F1 (cases) | near misses coded |"
    )
    yield "|" + " --- |" * 13
    for code, f in role.codes.items():
        s, agreement = f.sessions, figures.agreement.get(code)
        row = [code, *(_sessions(s) if s else ["0"] + [""] * 7)]
        row.append("" if agreement is None else _f(agreement))
        row += [f"{_f(x.f1)} ({x.positives})" if x else "" for x in (f.annomi, f.exchanges)]
        row.append(f"{f.near_misses_coded} of {f.near_misses}" if f.near_misses else "")
        yield "| " + " | ".join(row) + " |"
    yield ""


def _sessions(s: BinaryFigures) -> list[str]:
    values = (s.precision, s.recall, s.f1, s.kappa, s.average_precision, s.calibration_error, s.brier_skill)
    return [str(s.positives), *map(_f, values)]


def _dimensions(role: RoleFigures) -> Iterator[str]:
    yield from (
        "## Dimensions, on sessions",
        "",
        "| dimension | cases | F1 | average precision | calibration error |",
        "|" + " --- |" * 5,
    )
    for task, f in role.binary.items():
        if task.startswith("dimension:"):
            name = task.partition(":")[2]
            yield f"| {name} | {f.positives} | {_f(f.f1)} | {_f(f.average_precision)} | {_f(f.calibration_error)} |"


def _f(value: float) -> str:
    return f"{value:.3f}"
