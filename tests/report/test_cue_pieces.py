"""Text cut at cue boundaries."""

from __future__ import annotations

import pytest

from trustsignals.classifier.coding import CodeAssignment, Cue
from trustsignals.report.cue_pieces import SLOTS, cut_at_cues

TEXT = "abcdefghij"


def assignment(code: str, *spans: tuple[int, int]) -> CodeAssignment:
    return CodeAssignment(code, 0.9, True, cues=tuple(Cue(s, e, TEXT[s:e], "model") for s, e in spans))


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        ([], [("abcdefghij", "")]),
        ([assignment("x", (0, 10))], [("abcdefghij", "x0")]),
        ([assignment("x", (0, 5)), assignment("y", (3, 8))], [("abc", "x0"), ("de", "x0 y1"), ("fgh", "y1"), ("ij", "")]),
        ([assignment("x", (2, 4)), assignment("y", (0, 10))], [("ab", "y0"), ("cd", "y0 x1"), ("efghij", "y0")]),
        ([assignment("x", (0, 3)), assignment("y", (3, 6))], [("abc", "x0"), ("def", "y0"), ("ghij", "")]),
        ([assignment("x", (0, 4), (2, 6))], [("abcdef", "x0"), ("ghij", "")]),
        ([assignment("x", (4, 4))], [("abcdefghij", "")]),
    ],
)
def test_pieces(assignments: list[CodeAssignment], expected: list[tuple[str, str]]) -> None:
    pieces = cut_at_cues(TEXT, assignments)
    assert [(p.text, " ".join(f"{layer.code}{layer.slot}" for layer in p.layers)) for p in pieces] == expected
    assert "".join(p.text for p in pieces) == TEXT


def test_more_cues_than_lines_fit() -> None:
    pieces = cut_at_cues(TEXT, [assignment(code, (0, 10)) for code in "uvwxyz"])
    assert [layer.slot for layer in pieces[0].layers] == list(range(SLOTS))


def test_empty_text() -> None:
    assert cut_at_cues("", []) == ()
