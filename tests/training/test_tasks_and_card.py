"""What heads learn from coded utterances, and the figures and card that come of it."""

from __future__ import annotations

import numpy as np
import pytest

from trustsignals.codebook import load_codebook
from trustsignals.session import SpeakerRole
from trustsignals.training.card import figure_tables, render_card
from trustsignals.training.corpora import NEW_IN_1_3, CodedSpan, CodedUtterance
from trustsignals.training.cross_validation import Predictions
from trustsignals.training.figures import Figures, role_figures
from trustsignals.training.tasks import make_tasks

BOOK = load_codebook()
T = SpeakerRole.THERAPIST
OLD = frozenset(BOOK.ids(T)) - NEW_IN_1_3


def coded(i: int, *codes: str, corpus: str = "annomi", known=OLD, near=(), **labels: str) -> CodedUtterance:
    spans = tuple(CodedSpan(code, 0, 4) for code in codes)
    return CodedUtterance(
        f"{corpus}/{i}",
        corpus,
        f"{corpus}/{i // 5}",
        T,
        "Some words.",
        known=known,
        spans=spans,
        labels=labels,
        near=frozenset(near),
    )


def test_a_code_that_coders_did_not_know_is_unknown_not_absent():
    utterances = [coded(i, "warmth") for i in range(40)]
    newer = frozenset(BOOK.ids(T))
    utterances += [coded(40 + i, *(["follow_through"] if i < 35 else []), known=newer, corpus="sessions") for i in range(40)]
    tasks = {task.name: task for task in make_tasks(utterances, T, BOOK)}
    assert set(tasks["code:warmth"].labels) == {"yes", "no"}
    assert set(tasks["code:follow_through"].labels[:40]) == {None}
    assert set(tasks["code:follow_through"].labels[40:]) == {"yes", "no"}
    assert "code:candour" not in tasks


def test_a_code_with_few_cases_gets_no_head():
    utterances = [coded(i, *(["candour"] if i < 29 else [])) for i in range(100)]
    assert "code:candour" not in {task.name for task in make_tasks(utterances, T, BOOK)}
    utterances = [coded(i, *(["candour"] if i < 30 else [])) for i in range(100)]
    assert "code:candour" in {task.name for task in make_tasks(utterances, T, BOOK)}


def test_weak_interpretation_counts_as_there():
    utterances = [coded(i, corpus="epitome", known=frozenset(), interpretation=str(i % 3)) for i in range(90)]
    (task,) = [t for t in make_tasks(utterances, T, BOOK) if t.name == "interpretation"]
    assert [task.labels[i] for i in range(3)] == ["no", "yes", "yes"]


@pytest.fixture
def figures() -> Figures:
    """A model that is right on sessions and codes every other near miss."""
    everything = frozenset(BOOK.ids(T))
    utterances = [coded(i, *(["warmth"] if i % 2 else []), corpus="sessions", known=everything) for i in range(100)]
    utterances += [coded(100 + i, corpus="exchanges", known=everything, near=["warmth"]) for i in range(40)]
    truth = np.array(["warmth" in u.codes for u in utterances])
    decided = truth.copy()
    decided[100::2] = True
    name = "code:warmth"
    predictions = Predictions(
        ids=tuple(u.id for u in utterances),
        fold=np.zeros(140, dtype=int),
        probabilities={name: np.where(decided, 0.9, 0.1)},
        decisions={name: decided.astype(int)},
        classes={name: ("no", "yes")},
        highlighted={name: decided},
    )
    role = role_figures(predictions, utterances, T, BOOK)
    return Figures(therapist=role, client=role, plain=None, agreement={"warmth": 0.87}, counts={"sessions": 100})


def test_figures_tell_sessions_from_near_misses(figures):
    warmth = figures.therapist.codes["warmth"]
    assert warmth.sessions is not None
    assert (warmth.sessions.f1, warmth.sessions.kappa, warmth.sessions.positives) == (1.0, 1.0, 50)
    assert (warmth.near_misses, warmth.near_misses_coded) == (40, 20)
    assert warmth.exchanges is None
    assert figures.therapist.macro_f1("sessions") == (1.0, 1)


def test_reliability_says_who_agreed(figures):
    warmth = figures.reliability()["warmth"]
    assert warmth["f1"] == 1.0
    assert warmth["agreement"] == 0.87
    assert warmth["coders"] == "language models"
    assert figures.reliability()["behaviour"]["coders"] == "clinicians"


def test_the_card_holds_every_line_that_evaluate_prints(figures):
    card = render_card(figures)
    assert all(line in card for line in figure_tables(figures))
    assert "20 of 40" in card
    assert "does not detect or assess risk" in " ".join(card.split())
