"""Cue rules compiled to spaCy's matchers, each woken only by Docs that hold one of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.attrs import LEMMA, LOWER, NORM, ORTH
from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc, Span

from trustsignals.codebook import CueRule
from trustsignals.errors import CodebookError
from trustsignals.pipeline.stretches import clause_around, sentence_around

Pattern = tuple[dict[str, Any], ...]
Word = tuple[int, int]
"""A token attribute and the hash of its value."""

# Token attributes in patterns that a pipeline has to have filled in; what a Doc lacks is not looked for.
_ANNOTATIONS = ("LEMMA", "POS", "TAG", "MORPH", "DEP")
_WORD_ATTRIBUTES = {"LEMMA": LEMMA, "LOWER": LOWER, "NORM": NORM, "ORTH": ORTH, "TEXT": ORTH}
_OPTIONAL = ("?", "*", "!", "{0", "{,")

# Words that stand in so many utterances that they should wake nothing where a pattern has a rarer one.
_COMMON = frozenset(
    "a about all and are as at be but can could did do does for get go going got had has have he her how i if in is it just know "
    "like me my no not of oh okay on one or out really right she so some that the there they think this to up was we well were "
    "what when where who why will with would yeah you your".split()
)
_COMMON_WEIGHT = 50


@dataclass(frozen=True, slots=True)
class _Sleeper:
    """A pattern of a rule, looked for only in Docs that hold a word of each of its `lists`.

    spaCy tries every pattern at every token; hundreds of them with lists of words would cost more than tagging and parsing.
    The rarest list comes first: its words wake the pattern.
    """

    rule: CueRule
    find: Callable[[Doc], list[tuple[int, int]]]
    needs: frozenset[str]
    lists: tuple[frozenset[Word], ...]


class RuleMatcher:
    """Finds the matches of many rules in a Doc at once.

    Args:
        nlp: its vocabulary and tokenizer are used; phrases are split as it splits text.
        rules: the rules.

    Raises:
        CodebookError: a pattern that spaCy refuses.
    """

    def __init__(self, nlp: Language, rules: Iterable[CueRule]) -> None:
        self._nlp = nlp
        self._phrases = PhraseMatcher(nlp.vocab, attr="NORM")
        self._by_word: dict[Word, list[_Sleeper]] = {}
        self._always: list[_Sleeper] = []
        self._rules: dict[str, CueRule] = {}
        self._unless: dict[str, tuple[Matcher, frozenset[str]]] = {}
        self._after: dict[str, Matcher] = {}
        for rule in rules:
            self._rules[rule.id] = rule
            try:
                self._add(rule)
            except Exception as error:  # spaCy raises several kinds; none of them names the rule
                raise CodebookError(f"The patterns of cue rule {rule.id} are not understood: {str(error)[:200]}") from None

    def _add(self, rule: CueRule) -> None:
        for pattern in rule.patterns:
            self._put(_Sleeper(rule, _token_finder(self._matcher([pattern])), *self._asks(pattern)))
        for pattern in rule.dependencies:
            trees = DependencyMatcher(self._nlp.vocab, validate=True)
            trees.add("any", [list(pattern)])
            needs, lists = self._asks([token.get("RIGHT_ATTRS", {}) for token in pattern])
            self._put(_Sleeper(rule, _tree_finder(trees), needs | {"DEP"}, lists))
        if rule.phrases:
            self._phrases.add(rule.id, [self._nlp.tokenizer(phrase) for phrase in rule.phrases])
        if rule.unless:
            self._unless[rule.id] = (self._matcher(rule.unless), frozenset().union(*(self._asks(p)[0] for p in rule.unless)))
        if rule.after:
            self._after[rule.id] = self._matcher(rule.after)

    def _matcher(self, patterns: Iterable[Pattern]) -> Matcher:
        matcher = Matcher(self._nlp.vocab, validate=True)
        matcher.add("any", [list(pattern) for pattern in patterns])
        return matcher

    def _asks(self, pattern: Iterable[Mapping[str, Any]]) -> tuple[frozenset[str], tuple[frozenset[Word], ...]]:
        """The annotations that a pattern needs, and its lists of words of which one must stand in the Doc, the rarest first."""
        tokens = list(pattern)
        needs = frozenset(key for token in tokens for key in token if key in _ANNOTATIONS)
        lists = [
            (sum(_COMMON_WEIGHT if value.lower() in _COMMON else 1 for value in values), key, values)
            for token in tokens
            if not str(token.get("OP", "1")).startswith(_OPTIONAL)
            for key, given in token.items()
            if key in _WORD_ATTRIBUTES and (values := _listed(given))
        ]
        add = self._nlp.vocab.strings.add
        return needs, tuple(frozenset((_WORD_ATTRIBUTES[key], add(v)) for v in values) for _, key, values in sorted(lists))

    def _put(self, sleeper: _Sleeper) -> None:
        for word in sleeper.lists[0] if sleeper.lists else ():
            self._by_word.setdefault(word, []).append(sleeper)
        if not sleeper.lists:
            self._always.append(sleeper)

    def __call__(self, doc: Doc) -> list[tuple[CueRule, Span]]:
        """Each rule with the words that it matched, by start, end and rule; a match inside a longer one of its rule is left out."""
        found: dict[str, list[Span]] = {}
        for rule, start, end in self._matches(doc) if len(doc) else ():
            found.setdefault(rule.id, []).append(doc[start:end])
        cues = [(self._rules[rule], span) for rule, spans in found.items() for span in _longest(spans)]
        return sorted((cue for cue in cues if self._stands(*cue)), key=lambda cue: (cue[1].start, cue[1].end, cue[0].id))

    def _matches(self, doc: Doc) -> Iterator[tuple[CueRule, int, int]]:
        if len(self._phrases):
            for key, start, end in self._phrases(doc):
                yield self._rules[self._nlp.vocab.strings[key]], start, end
        there = {name for name in _ANNOTATIONS if doc.has_annotation(name)}
        for sleeper in self._woken(doc):
            if sleeper.needs <= there:
                for start, end in sleeper.find(doc):
                    yield sleeper.rule, start, end

    def _woken(self, doc: Doc) -> Iterable[_Sleeper]:
        attributes = sorted(set(_WORD_ATTRIBUTES.values()))
        values = doc.to_array(attributes).reshape(len(doc), len(attributes))
        words = {(attribute, value) for column, attribute in enumerate(attributes) for value in values[:, column].tolist()}
        woken = {id(sleeper): sleeper for word in words & self._by_word.keys() for sleeper in self._by_word[word]}
        return [*self._always, *(s for s in woken.values() if not any(map(words.isdisjoint, s.lists)))]

    def _stands(self, rule: CueRule, span: Span) -> bool:
        if rule.id in self._unless:
            matcher, needs = self._unless[rule.id]
            if all(map(span.doc.has_annotation, needs)) and matcher(sentence_around(span)):
                return False
        if rule.id in self._after:
            before = str(span.doc._.context).rpartition("\n")[2]
            return bool(before) and bool(self._after[rule.id](self._nlp.tokenizer(before)))
        return True


def _listed(given: object) -> list[str]:
    """The words that a pattern's value allows, where it lists them: "so" or {"IN": ["so", "and"]}."""
    if isinstance(given, str):
        return [given]
    if isinstance(given, dict) and set(given) == {"IN"} and all(isinstance(value, str) for value in given["IN"]):
        return list(given["IN"])
    return []


def _token_finder(matcher: Matcher) -> Callable[[Doc], list[tuple[int, int]]]:
    return lambda doc: [(start, end) for _, start, end in matcher(doc)]


def _tree_finder(matcher: DependencyMatcher) -> Callable[[Doc], list[tuple[int, int]]]:
    return lambda doc: [(min(tokens), max(tokens) + 1) for _, tokens in matcher(doc)]


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
