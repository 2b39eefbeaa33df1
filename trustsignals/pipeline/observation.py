"""Observation: what a Doc tells, as plain values that features read without spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from trustsignals.pipeline.extensions import ATTRIBUTES, CUES


@dataclass(frozen=True, slots=True)
class ObservedCue:
    """A cue of the rules: its code, its rule, character offsets, and the trust types and valence that words tell."""

    code: str
    rule: str
    start: int
    end: int
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One utterance with what the pipeline found in it.

    Attributes:
        text: the utterance.
        role: "therapist", "client" or "other".
        before: up to two utterances before, oldest first.
        position: 0 (first) to 1 (last utterance of the session), or None where there is no session around it.
        cues: of the rules, by offset.
        grammar: short strings for who does what ("s:you>feel"), the form of questions, commands and modals.
    """

    text: str
    role: str
    before: tuple[str, ...] = ()
    position: float | None = None
    cues: tuple[ObservedCue, ...] = ()
    grammar: tuple[str, ...] = ()


def observe(doc: Doc, position: float | None = None) -> Observation:
    """The observation of a processed Doc."""
    return Observation(
        text=doc.text,
        role=doc._.role,
        before=tuple(doc._.context.split("\n")) if doc._.context else (),
        position=position,
        cues=tuple(_cues(doc)),
        grammar=tuple(_grammar(doc)) if doc.has_annotation("DEP") else (),
    )


def _cues(doc: Doc) -> Iterator[ObservedCue]:
    attributes: dict[tuple[int, int], list[str]] = {}
    for span in doc.spans.get(ATTRIBUTES, []):
        attributes.setdefault((span.start, span.end), []).append(span.label_)
    for span in sorted(doc.spans.get(CUES, []), key=lambda s: (s.start, s.end, s.label_)):
        takes = span.label_ == "trust_statement" or span.label_.startswith("barrier_")
        values = tuple(attributes.get((span.start, span.end), ())) if takes else ()
        yield ObservedCue(span.label_, span.id_, span.start_char, span.end_char, values)


_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj", "expl"})


def _grammar(doc: Doc) -> Iterator[str]:
    for sent in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
        yield from _sentence_form(list(sent))
    for token in doc:
        if token.dep_ in _SUBJECTS and token.head.i != token.i:
            head = token.head
            yield f"s:{token.lemma_.lower()}>{head.lemma_.lower()}"
            yield f"p:{token.lemma_.lower()}>{head.pos_}"
            for child in head.children:
                if child.pos_ == "AUX" and child.i != token.i:
                    order = "q" if child.i < token.i else "d"
                    yield f"m:{order}:{child.lemma_.lower()}:{token.lemma_.lower()}"
                elif child.dep_ == "neg" or child.norm_ == "not":
                    yield f"n:{token.lemma_.lower()}>{head.lemma_.lower()}"
        elif token.pos_ in {"VERB", "ADJ", "NOUN"}:
            yield f"l:{token.lemma_.lower()}"


def _sentence_form(tokens: list[Token]) -> Iterator[str]:
    words = [token for token in tokens if not token.is_punct and not token.is_space]
    if not words:
        return
    first = words[0]
    if first.tag_ in _WH:
        yield f"f:wh:{first.lower_}"
    elif first.pos_ == "AUX" and len(words) > 1 and words[1].pos_ in {"PRON", "DET", "PROPN", "NOUN"}:
        yield f"f:yesno:{first.lemma_.lower()}:{words[1].lower_}"
    root = next((token for token in words if token.dep_ == "ROOT"), None)
    if root is not None:
        yield f"r:{root.tag_}"
        if root.tag_ == "VB" and not any(child.dep_ in _SUBJECTS for child in root.children):
            yield "f:command"
            yield f"c:{root.lemma_.lower()}"
