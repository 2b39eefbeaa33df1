"""Cue rules compiled to spaCy's matchers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc, Span

from trustsignals.codebook import CueRule
from trustsignals.errors import CodebookError
from trustsignals.pipeline.stretches import clause_around, sentence_around

# What a pattern asks of the pipeline, by the token attributes that it names.
_NEEDS = {"LEMMA": "LEMMA", "POS": "POS", "TAG": "TAG", "MORPH": "MORPH", "DEP": "DEP"}
# Only a doc's own annotation decides: patterns over attributes that it lacks are left out, so that a blank pipeline works.


def _needs(patterns: Iterable[Iterable[dict[str, Any]]]) -> frozenset[str]:
    """The annotations that patterns ask for; `patterns` are Matcher or DependencyMatcher ones."""
    found: set[str] = set()
    for pattern in patterns:
        for token in pattern:
            if "RIGHT_ATTRS" in token:
                found |= {"DEP"}
                token = token["RIGHT_ATTRS"]
            found |= {_NEEDS[key] for key in token if key in _NEEDS}
    return frozenset(found)


class RuleMatcher:
    """Finds the matches of many rules in a Doc at once.

    Args:
        nlp: its vocabulary and tokenizer are used; phrases are split as it splits text.
        rules: the rules.

    Raises:
        CodebookError: a pattern that spaCy refuses.
    """

    def __init__(self, nlp: Language, rules: Iterable[CueRule]) -> None:
        self._tokenize = nlp.tokenizer
        self._vocab = nlp.vocab
        self._rules = {rule.id: rule for rule in rules}
        self._tokens = Matcher(nlp.vocab, validate=True)
        self._phrases = PhraseMatcher(nlp.vocab, attr="NORM")
        self._trees = DependencyMatcher(nlp.vocab, validate=True)
        # Matchers refuse a Doc that lacks an annotation which any of their patterns needs, so those with needs stand apart.
        self._tagged: dict[frozenset[str], Matcher] = {}
        self._unless: dict[str, tuple[Matcher, frozenset[str]]] = {}
        self._after: dict[str, Matcher] = {}
        for rule in self._rules.values():
            try:
                self._add(nlp, rule)
            except Exception as error:  # spaCy raises several kinds; none of them names the rule
                raise CodebookError(f"The patterns of cue rule {rule.id} are not understood: {str(error)[:200]}") from None

    def _add(self, nlp: Language, rule: CueRule) -> None:
        for pattern in rule.patterns:
            needs = _needs([pattern])
            matcher = self._tagged.setdefault(needs, Matcher(nlp.vocab, validate=True)) if needs else self._tokens
            matcher.add(rule.id, [list(pattern)])
        if rule.phrases:
            self._phrases.add(rule.id, [nlp.tokenizer(phrase) for phrase in rule.phrases])
        if rule.dependencies:
            self._trees.add(rule.id, [list(pattern) for pattern in rule.dependencies])
        if rule.unless:
            self._unless[rule.id] = (self._alone(rule.unless), _needs(rule.unless))
        if rule.after:
            self._after[rule.id] = self._alone(rule.after)

    def _alone(self, patterns: Iterable[Iterable[dict[str, Any]]]) -> Matcher:
        matcher = Matcher(self._vocab, validate=True)
        matcher.add("any", [list(pattern) for pattern in patterns])
        return matcher

    def __call__(self, doc: Doc) -> list[tuple[CueRule, Span]]:
        """Each rule with the words that it matched, by start, end and rule; a match inside a longer one of its rule is left out."""
        if not len(doc):
            return []
        found: dict[str, list[Span]] = {}
        for rule, span in self._matches(doc):
            found.setdefault(rule, []).append(span)
        cues = [
            (self._rules[rule], span)
            for rule, spans in found.items()
            for span in _longest(spans)
            if self._stands(self._rules[rule], span)
        ]
        return sorted(cues, key=lambda cue: (cue[1].start, cue[1].end, cue[0].id))

    def _matches(self, doc: Doc) -> Iterator[tuple[str, Span]]:
        strings = self._vocab.strings
        matchers: list[Matcher | PhraseMatcher] = [self._tokens, self._phrases]
        matchers += [matcher for needs, matcher in self._tagged.items() if all(map(doc.has_annotation, needs))]
        for matcher in filter(len, matchers):
            for key, start, end in matcher(doc):
                yield strings[key], doc[start:end]
        if len(self._trees) and doc.has_annotation("DEP"):
            for key, tokens in self._trees(doc):
                yield strings[key], doc[min(tokens) : max(tokens) + 1]

    def _stands(self, rule: CueRule, span: Span) -> bool:
        if rule.id in self._unless:
            matcher, needs = self._unless[rule.id]
            if all(map(span.doc.has_annotation, needs)) and matcher(sentence_around(span)):
                return False
        if rule.id in self._after:
            before = str(span.doc._.context).rpartition("\n")[2]
            return bool(before) and bool(self._after[rule.id](self._tokenize(before)))
        return True


def _longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


def extend(rule: CueRule, span: Span) -> Span:
    """The words that the cue of `rule` covers, given its match."""
    if rule.extent == "sentence":
        return sentence_around(span)
    return clause_around(span) if rule.extent == "clause" else span
