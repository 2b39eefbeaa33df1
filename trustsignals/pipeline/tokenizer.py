"""The transcript tokenizer: spaCy's English rules, and what spoken and transcribed language needs besides.

Text is never changed: `"".join(token.text_with_ws for token in doc) == text`. Beyond English written text it knows

- false starts and breaks: "the-", "they'll--", "-word", "word—word" give the dash a token of its own, and contractions
  beside it still split;
- back-channels with a hyphen, "Mm-hmm" or "uh-huh", as one token;
- marks of transcribers as one token: "[inaudible]", "[PERSON_1]", "<UNSURE>", "(laughs)", "[00:12:34]";
- contractions as speech recognition writes them, "dont" or "im", split like "don't" and "I'm", unless the letters are a word
  of their own ("were", "well", "wed").
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.attrs import NORM, ORTH
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry
from spacy.vocab import Vocab

TOKENIZER_NAME = "trustsignals.transcript_tokenizer.v1"

# Sounds that keep the other talking. The second part tells them from stutters such as "m-my" or "uh-uhm".
_FIRST_SOUND = r"(?:m+|u+h+|u+n+h*|n+u+h+|a+h*|h+m+|e+h+|h+a+h*)"
_NEXT_SOUND = r"(?:h+m+|h+u+h*|u+h+|u+n+h+|m{2,}|h+a+h*|o+h+)"
_BACK_CHANNEL = rf"(?i:{_FIRST_SOUND}(?:-{_NEXT_SOUND})+)$"

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# Between parentheses stand words of the speaker more often than marks, so that only known events count there.
_EVENT = (
    r"(?:laugh|chuckl|giggl|sigh|cough|sniff|sniffl|sob|cry|cri|gasp|groan|yawn|snort|whisper|paus|silen|inaudib|unintelligib|"
    r"indiscernib|indistinct|crosstalk|overlap|nod|shrug|smil|background|unclear|noise|music|applause|redact|bleep)[a-z]*"
)
_MARKS = [
    r"\[[A-Za-z][\w:./-]*[?!]?\]",
    rf"\[{_CLOCK}\]",
    r"</?[A-Za-z][\w-]*/?>",
    r"\{[A-Za-z][\w:./-]*\}",
    rf"\((?i:{_EVENT})\)",
    rf"\({_CLOCK}\)",
]

# Several exclamation marks are one cry, and lines drawn with signs one line.
_RUNS = [r"[!?]{2,}", r"[=_*#~]{2,}"]

_PREFIXES = [*_MARKS, *_RUNS, r"-{2,}>?", r"[–—]+", r"-(?=[^\W\d_])"]
_SUFFIXES = [*_MARKS, *_RUNS, r"-+", r"[–—]+", r"(?<=I)(?<![^\W_]I)(?<!\.I)\.", r"(?<=:\d\d)(?i:[ap]m)"]
_INFIXES = [
    *_MARKS,
    r"(?<=\S)-{2,}(?=\S)",
    r"(?<=\S)[–—]+(?=[^\W\d_])",
    # Where a dash or a mark glues words together, the contractions among them still split ("it's-it's"). The matches are
    # empty, and they make spaCy apply its special cases, with their norms, to these parts.
    r"(?<=[A-Za-z])(?=(?i:n['’]t)(?![A-Za-z]))",
    r"(?<=[A-Za-z])(?=['’](?i:ll|re|ve|d|m|s)(?![A-Za-z]))",
]

# Special cases of spaCy that transcripts are better without: split words that are words of their own (to wed, Wednesday),
# and "i." or "):" held together where a sentence or a parenthesis ends.
_LEFT_OUT = ("wed", "Wed", "i.", "):")
_WHOLE = ("e-mail", "E-mail", "e-mails", "E-mails", "etc.", "Etc.")
_BARE_CONTRACTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "im": (("i", "i"), ("m", "am")),
    "hes": (("he", "he"), ("s", "'s")),
    "shes": (("she", "she"), ("s", "'s")),
    "thats": (("that", "that"), ("s", "'s")),
    "whats": (("what", "what"), ("s", "'s")),
    "wheres": (("where", "where"), ("s", "'s")),
    "whos": (("who", "who"), ("s", "'s")),
    "hows": (("how", "how"), ("s", "'s")),
    "theres": (("there", "there"), ("s", "'s")),
    "heres": (("here", "here"), ("s", "'s")),
    "whyd": (("why", "why"), ("d", "'d")),
    "wanna": (("wan", "want"), ("na", "to")),
}


def build_tokenizer(vocab: Vocab) -> Tokenizer:
    """A tokenizer for transcripts; all its rules are in its own state, so that it survives `to_disk` and `from_disk`.

    Args:
        vocab: the vocabulary of the pipeline that the tokenizer belongs to.
    """
    defaults = English.Defaults
    return Tokenizer(
        vocab,
        rules=_special_cases(),
        prefix_search=compile_prefix_regex([*_PREFIXES, *(defaults.prefixes or [])]).search,
        suffix_search=compile_suffix_regex([*_SUFFIXES, *(defaults.suffixes or [])]).search,
        infix_finditer=compile_infix_regex([*_INFIXES, *(defaults.infixes or [])]).finditer,
        token_match=re.compile(_BACK_CHANNEL).match,
        url_match=defaults.url_match,
    )


def _special_cases() -> dict[str, list[dict[int, str]]]:
    """SpaCy's special cases for English but a few, and the contractions that it doesn't know without their apostrophe."""
    cases = {text: parts for text, parts in (English.Defaults.tokenizer_exceptions or {}).items() if text not in _LEFT_OUT}
    for text, parts in _BARE_CONTRACTIONS.items():
        (first, norm), *rest = parts
        cases[text] = [{ORTH: orth, NORM: norm} for orth, norm in parts]
        cases[text.capitalize()] = [{ORTH: first.capitalize(), NORM: norm}, *({ORTH: o, NORM: n} for o, n in rest)]
    cases.update({word: [{ORTH: word}] for word in _WHOLE})
    return cases


@registry.tokenizers(TOKENIZER_NAME)  # type: ignore[untyped-decorator]
def create_transcript_tokenizer() -> Callable[[Language], Tokenizer]:
    """What a spaCy config calls to get the transcript tokenizer for a pipeline."""
    return _tokenizer_of


def _tokenizer_of(nlp: Language) -> Tokenizer:
    return build_tokenizer(nlp.vocab)
