"""Clauses and sentences of talk, by punctuation alone.

Transcripts are punctuated by people or machines, and what was said without punctuation splits badly for any model (sentence
F1 near .5), so a stretch ends where a mark ends it. That also holds on a blank pipeline.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

_SENTENCE_ENDS = frozenset(".?!…") | {"...", "?!", "!!", "??", "\n"}
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",;:–—") | {"--", "-", "..."}


def _around(span: Span, ends: frozenset[str]) -> Span:
    doc: Doc = span.doc
    start, end = span.start, span.end
    while start > 0 and doc[start - 1].text not in ends:
        start -= 1
    # A match that holds its own end mark ("… ?") is whole already.
    if doc[end - 1].text not in ends:
        while end < len(doc) and doc[end].text not in ends:
            end += 1
    while start < span.start and doc[start].is_space:
        start += 1
    return doc[start:end]


def clause_around(span: Span) -> Span:
    """What stands between the nearest punctuation marks around `span`, without them."""
    return _around(span, _CLAUSE_ENDS)


def sentence_around(span: Span) -> Span:
    """What stands between the nearest sentence ends around `span`, without them."""
    return _around(span, _SENTENCE_ENDS)


def ends_as_question(span: Span) -> bool:
    """True where the sentence of `span` ends with a question mark."""
    doc = span.doc
    end = sentence_around(span).end
    return (end < len(doc) and "?" in doc[end].text) or "?" in doc[end - 1].text
