"""Guards: what calls the match of a cue rule off, because the words are negated, quoted, said back, asked for or conditional.

Rule 6 of the codebook: a hedge, a negation, a quotation or a client's view said back is not the speaker's own act. Each cue
rule names the guards that hold for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Span, Token

from trustsignals.codebook.model import Guard
from trustsignals.pipeline.stretches import clause_around, ends_as_question, sentence_around

_NEGATORS = frozenset({"not", "never", "no", "nor", "neither", "without", "hardly"})
_OPEN_QUOTES, _CLOSE_QUOTES = frozenset({'"', "“", "«", "``", "‘"}), frozenset({'"', "”", "»", "''", "’"})
_SAYING = frozenset(
    "say says said saying tell tells told telling ask asks asked call calls called goes went reckon reckons think thinks thought".split()
)
_THEY = frozenset(
    "he she they people everyone everybody somebody someone mum mom dad mother father wife husband boss it".split()
)
_VIEWING = frozenset(
    "say says said saying feel feels felt feeling think thinks thought thinking believe believed mean meaning tell told telling "
    "worry worried wonder wondering hear heard sound sounds figure figured reckon call called told".split()
)
_NEGATION_REACH = 4


def is_negated(span: Span) -> bool:
    """True where a negation stands over the match: on its head verb, or up to four words before it in its clause.

    A negation inside the match belongs to the rule's own pattern.
    """
    if span.doc.has_annotation("DEP"):
        head = span.root
        governors = [head, head.head] if head.dep_ in {"xcomp", "ccomp", "acomp", "attr", "amod", "dobj", "obj"} else [head]
        if any(_is_negator(child) and not _inside(child, span) for token in governors for child in token.children):
            return True
    clause = clause_around(span)
    before = span.doc[max(clause.start, span.start - _NEGATION_REACH) : span.start]
    return any(_is_negator(token) for token in before)


def is_quoted(span: Span) -> bool:
    """True inside quotation marks, or after "he said", "your mother tells you" … in its sentence."""
    doc = span.doc
    sentence = sentence_around(span)
    before = doc[sentence.start : span.start]
    opened = sum(t.text in _OPEN_QUOTES for t in doc[: span.start]) - sum(
        t.text in _CLOSE_QUOTES - _OPEN_QUOTES for t in doc[: span.start]
    )
    straight = sum(t.text == '"' for t in doc[: span.start])
    if straight % 2 or (opened - straight) > 0:
        return True
    return any(token.lower_ in _SAYING and _third_person(token, before) for token in before)


def is_said_back(span: Span) -> bool:
    """True after "you feel", "you're saying", "so you thought" … in its sentence: the client's view, not the speaker's."""
    before = span.doc[sentence_around(span).start : span.start]
    for token in before:
        if token.lower_ in _VIEWING:
            left = {t.lower_ for t in before[max(0, token.i - before.start - 3) : token.i - before.start]}
            if left & {"you", "your"}:
                return True
    return False


def is_asked(span: Span) -> bool:
    """True where the sentence of the match ends with a question mark."""
    return ends_as_question(span)


def is_conditional(span: Span) -> bool:
    """True after "if", "unless" or "suppose" in its sentence."""
    return any(t.lower_ in {"if", "unless", "suppose", "imagine"} for t in span.doc[sentence_around(span).start : span.start])


def _is_negator(token: Token) -> bool:
    return token.norm_ in _NEGATORS or token.lower_ in {"n't", "n’t"}


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.i < span.end


def _third_person(token: Token, within: Span) -> bool:
    """True where what stands just before the verb of saying is somebody other than the two who talk."""
    left = within[max(0, token.i - within.start - 3) : token.i - within.start]
    words = {t.lower_ for t in left}
    return bool(words & _THEY) or ("your" in words and "you" not in words)


GUARDS: Mapping[Guard, Callable[[Span], bool]] = {
    "negated": is_negated,
    "quoted": is_quoted,
    "said_back": is_said_back,
    "asked": is_asked,
    "conditional": is_conditional,
}


def is_called_off(span: Span, guards: frozenset[Guard]) -> bool:
    """True where one of `guards` speaks against the match `span`."""
    return any(GUARDS[guard](span) for guard in sorted(guards))
