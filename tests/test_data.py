"""The annotated sessions and exchanges: what the card promises holds."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from trustsignals.codebook import load_codebook
from trustsignals.session import SpeakerRole
from trustsignals.training.own_data import exchange_rows, read_exchanges, read_own_sessions

DATA = Path(__file__).parent.parent / "data"
BOOK = load_codebook()
BARRIERS = {code.id for code in BOOK.codes if code.polarity == "barrier"}


@pytest.fixture(scope="module")
def exchanges():
    return list(read_exchanges(DATA))


@pytest.fixture(scope="module")
def session_rows():
    with (DATA / "sessions" / "sessions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sessions():
    found = defaultdict(list)
    for utterance in read_own_sessions(DATA):
        found[utterance.group].append(utterance)
    return found


def test_enough_positives_and_near_misses(exchanges):
    positives = Counter(code for e in exchanges for code in e.codes)
    near = Counter(code for e in exchanges for code in e.near)
    for code in BOOK.codes:
        enough = 120 if code.role == "therapist" else 100
        assert positives[code.id] >= enough, code.id
        assert near[code.id] >= enough, code.id


def test_enough_trust_types_and_valences(exchanges):
    types = Counter(t for e in exchanges for t in {t for span in e.spans for t in span.trust_types})
    valences = Counter(v for e in exchanges for v in {span.valence for span in e.spans if span.valence})
    near = Counter(n for row in exchange_rows(DATA) for n in row["near"])
    for attribute, found in ((BOOK.trust_types, types), (BOOK.valences, valences)):
        for value in attribute:
            assert found[value.id] >= 100, value.id
            prefix = "type" if attribute is BOOK.trust_types else "valence"
            assert near[f"{prefix}:{value.id}"] >= 100, value.id


def test_a_near_miss_does_not_have_the_code(exchanges):
    assert [e.id for e in exchanges if e.near & e.codes] == []


def test_spans_are_words_of_the_text_and_codes_fit_the_role(exchanges, sessions):
    for utterance in [*exchanges, *(u for us in sessions.values() for u in us)]:
        for span in utterance.spans:
            assert 0 <= span.start < span.end <= len(utterance.text)
            words = utterance.text[span.start : span.end]
            assert words == words.strip(), utterance.id
            assert BOOK[span.code].role is utterance.role
            assert (span.code == "trust_statement") == (span.valence is not None)
            assert not span.trust_types or span.code == "trust_statement" or span.code in BARRIERS


def test_sessions_are_as_many_and_as_long_as_promised(sessions, session_rows):
    assert len(session_rows) >= 60
    for row in session_rows:
        with (DATA / "sessions" / f"{row['id']}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert 40 <= len(rows) <= 120, row["id"]
        assert {r["role"] for r in rows} >= {"therapist", "client"}
        assert [r["utterance_id"] for r in rows] == [str(i) for i in range(len(rows))]
    assert len(sessions) == len(session_rows)


def test_sessions_spread_over_styles_and_themes(session_rows):
    raw = [row for row in session_rows if row["asr"] == "yes"]
    assert len(raw) >= len(session_rows) / 5
    themes = Counter(theme.strip() for row in session_rows for theme in row["themes"].split(",") if theme.strip())
    assert all(themes[theme] >= 8 for theme in ("risk", "rupture", "confidentiality"))
    assert {row["style"] for row in session_rows} >= {"excellent", "good", "mixed", "poor", "clumsy", "rupture-repair"}


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def test_no_two_exchanges_are_nearly_the_same(exchanges):
    """No pair of eight words or more shares over half of the longer one's words."""
    bags = [(e.id, set(words_of(e.text))) for e in exchanges if len(words_of(e.text)) >= 8]
    frequency = Counter(word for _, bag in bags for word in bag)
    holders = defaultdict(list)
    for number, (_, bag) in enumerate(bags):
        for word in bag:
            holders[word].append(number)
    twins = []
    for number, (name, bag) in enumerate(bags):
        # Two that share over half of both share at least one word of the rarest half and one more.
        rarest = sorted(bag, key=lambda w: (frequency[w], w))[: len(bag) // 2 + 1]
        for other in {o for word in rarest for o in holders[word] if o > number}:
            longer = max(len(bag), len(bags[other][1]))
            if len(bag & bags[other][1]) > longer / 2:
                twins.append((name, bags[other][0]))
    assert twins == []


def test_no_stock_phrase_in_more_than_one_positive_in_ten(exchanges):
    """Four words in a row that begin the coded words, over all positives of a code."""
    for code in BOOK.ids():
        positives = [e for e in exchanges if code in e.codes]
        runs = Counter()
        for e in positives:
            words = words_of(e.text)
            runs.update({tuple(words[i : i + 4]) for i in range(len(words) - 3)})
        (phrase, count), *_ = runs.most_common(1)
        assert count <= len(positives) / 10, (code, phrase)


def test_every_coding_is_kept(exchanges):
    """The author's and a blind coder's coding of every exchange, a second blind coder's of a fifth."""
    items = {e.id.removeprefix("exchanges/") for e in exchanges}
    coded = {}
    for name in ("author", "blind", "second"):
        with (DATA / "exchanges" / "codings" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            coded[name] = {row["item"] for row in csv.DictReader(file)}
    assert coded["author"] == coded["blind"] == items
    assert len(coded["second"]) >= len(items) / 5


def test_agreement_is_what_the_file_says(tmp_path):
    from trustsignals.evaluation.agreement import agreement
    from trustsignals.evaluation.codings import read_codings

    blind, second = ({}, {})
    for part in ("exchanges", "sessions"):
        blind |= read_codings(DATA / part / "codings" / "blind.csv")
        second |= read_codings(DATA / part / "codings" / "second.csv")
    with (DATA / "agreement.csv").open(encoding="utf-8", newline="") as file:
        stated = {row["code"]: row for row in csv.DictReader(file)}
    found = {}
    for role in ("therapist", "client"):
        # Only utterances of a role can have its codes, so the others would make agreement look better than it is.
        items = items_of_role(role)
        pair = [{k: v for k, v in c.items() if k in items} for c in (blind, second)]
        found |= {a.code: a for a in agreement(*pair, BOOK.ids(SpeakerRole(role)))}
    for code, row in stated.items():
        assert float(row["kappa"]) == pytest.approx(found[code].kappa, abs=5e-4)


def items_of_role(role: str) -> set[str]:
    items = {row["id"] for row in exchange_rows(DATA) if row["role"] == role}
    for path in (DATA / "sessions").glob("s*-*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            items |= {f"{path.stem}/{row['utterance_id']}" for row in csv.DictReader(file) if row["role"] == role}
    return items


def test_no_line_of_the_exchanges_is_broken():
    for row in exchange_rows(DATA):
        assert set(row) == {"id", "author", "scenario", "before", "role", "text", "near"}
        assert 1 <= len(row["before"]) <= 2
        json.dumps(row)
