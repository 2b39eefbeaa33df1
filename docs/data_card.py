"""The data card of `data/`, with counts and agreement taken from the files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from trustsignals.codebook import load_codebook
from trustsignals.training.own_data import exchange_rows, read_exchanges, read_own_sessions

DATA = Path(__file__).parent.parent / "data"

_INTRODUCTION = """\
# Annotated sessions and exchanges

Sessions and single exchanges of therapy, counselling and other helping talk, written for this project and coded blind by its
[codebook](../docs/codebook.md). Nobody in them is real. Licence: [CC BY 4.0](LICENSE); please cite the project.

The public corpora hold almost no confidentiality, cultural humility, boundaries, candour, overpromising, rupture and repair, and
almost no client barriers. These data do.

## Who wrote and who coded

**Language models did, all of it**: nineteen authors wrote exchanges or sessions, each alone, from the codebook and a short brief
(settings, people, styles, which codes to write for and against); other language models coded what they had not written, seeing
neither the author's codes nor what it was written for, with the codebook as their only guide. Where the blind coder and the author
gave different codes, a third, who did not know which coding was whose, settled it; the settled codes are in `codes.csv`. A random
fifth was coded by a second blind coder; the agreement below is between the two blind coders. Agreement among language models that
read one codebook is no substitute for agreement with clinicians.

## What is where

| path | what |
| --- | --- |
| `sessions/<id>.csv` | a session: `utterance_id, speaker, role, text` |
| `sessions/sessions.csv` | a row a session: author, title, setting, modality, style, culture, whether it is in the manner of raw speech recognition, themes |
| `exchanges/exchanges.jsonl` | an exchange a line: one or two utterances before, the coded one, and the codes, types (`type:`) and valences (`valence:`) that it resembles without having them (`near`) |
| `*/codes.csv` | settled codes: `item, code, start, end, trust_type, valence`; offsets into the text; an item without a code has a row with none |
| `*/codings/` | each coder's own codes in the same form: `author`, `blind`, `second`, `third` |
| `agreement.csv` | agreement between the two blind coders, by code |
| `examples/` | the session that `make demo` analyses; it was not coded |

`trustsignals.training.own_data` reads all of it; `trustsignals agreement A B` compares any two codings.

## Splits

By session for sessions, by author and scenario for exchanges: the same scenario never stands on both sides of a split.

## Intended use and limits

For training and testing models of what is said in sessions, and for practising coding. Not for judging therapists or clients, and
not as a picture of how people in distress talk: authors were asked for variety (places, professions, Englishes, ages), and what came
out is fiction. Codes are far denser than in real sessions. Near misses were written on purpose. Danger is spoken of soberly, without
method. Positives and near misses differ somewhat in length for a few codes.
"""  # noqa: E501 (a row of a table is a line)


def data_card() -> str:
    """The card as Markdown."""
    return "\n".join([_INTRODUCTION, *_counts(), *_agreement()]) + "\n"


def _counts() -> Iterator[str]:
    book = load_codebook()
    exchanges, sessions = list(read_exchanges(DATA)), list(read_own_sessions(DATA))
    positives = Counter(code for e in exchanges for code in e.codes)
    near = Counter(code for row in exchange_rows(DATA) for code in row["near"])
    spoken = Counter(code for u in sessions for code in u.codes)
    yield from ("## Counts", "")
    yield (
        f"{len(exchanges):,} exchanges by {len({e.group.split('/')[1].split('-')[0] for e in exchanges})} authors in "
        f"{len({e.group for e in exchanges})} scenarios; {len({u.group for u in sessions})} sessions with {len(sessions):,} utterances."
    )
    yield from ("", "| code | exchanges with it | near misses | utterances of sessions with it |", "| --- | --- | --- | --- |")
    for code in book.ids():
        yield f"| `{code}` | {positives[code]} | {near[code]} | {spoken[code]} |"
    yield from (
        "",
        "No two coded utterances of eight words or more share over half of the longer one's words; the highest cosine of",
    )
    yield f"TF-IDF between two of them is {_likeness([e.text for e in exchanges]):.2f}."
    types = Counter(t for e in exchanges for t in {t for s in e.spans for t in s.trust_types})
    valences = Counter(v for e in exchanges for v in {s.valence for s in e.spans if s.valence})
    yield from ("", "| trust type or valence | exchanges with it | near misses |", "| --- | --- | --- |")
    for kind, attributes, found in (("type", book.trust_types, types), ("valence", book.valences, valences)):
        for attribute in attributes:
            yield f"| {attribute.id} | {found[attribute.id]} | {near[f'{kind}:{attribute.id}']} |"


def _likeness(texts: list[str]) -> float:
    """The highest cosine of TF-IDF between any two texts of eight words or more."""
    long = [text for text in texts if len(text.split()) >= 8]
    matrix = TfidfVectorizer().fit_transform(long)
    product = matrix @ matrix.T
    product.setdiag(0)
    return float(product.max())


def _agreement() -> Iterator[str]:
    yield from ("", "## Agreement between two blind coders", "")
    yield "Cohen's kappa with its 95 % bootstrap interval, and Krippendorff's alpha, over utterances of the code's role."
    yield from ("", "| code | both | only one | kappa | interval | alpha |", "| --- | --- | --- | --- | --- | --- |")
    with (DATA / "agreement.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = int(row["only_first"]) + int(row["only_second"])
            figures = [f"{float(row[name]):.2f}" if row[name] else "–" for name in ("kappa", "low", "high", "alpha")]
            yield f"| `{row['code']}` | {row['both']} | {one} | {figures[0]} | {figures[1]} to {figures[2]} | {figures[3]} |"
