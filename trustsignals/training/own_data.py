"""The sessions and exchanges that this project wrote and annotated (`data/`), as coded utterances.

data/sessions/<id>.csv            utterance_id, speaker, role, text
data/sessions/sessions.csv        one row a session: setting, modality, style …
data/sessions/codes.csv           settled codes: item ("<session>/<utterance_id>"), code, start, end, trust_type, valence
data/exchanges/exchanges.jsonl    one exchange a line: id, author, scenario, before, role, text, near
data/exchanges/codes.csv          settled codes: item (the exchange's id) …
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trustsignals.codebook import load_codebook
from trustsignals.errors import CorpusError
from trustsignals.session import SpeakerRole
from trustsignals.training.corpora import CodedUtterance, Turn, read_rows, read_spans


def read_own_sessions(data: Path) -> Iterator[CodedUtterance]:
    """Every therapist's and client's utterance of the annotated sessions; a session is a group."""
    folder = data / "sessions"
    spans = read_spans(read_rows(folder / "codes.csv"), "item")
    for session in read_rows(folder / "sessions.csv"):
        rows = read_rows(folder / f"{session['id']}.csv")
        turns: list[Turn] = []
        for index, row in enumerate(rows):
            role = SpeakerRole(row["role"])
            if role is not SpeakerRole.OTHER:
                item = f"{session['id']}/{row['utterance_id']}"
                yield CodedUtterance(
                    id=f"sessions/{item}",
                    corpus="sessions",
                    group=f"sessions/{session['id']}",
                    role=role,
                    text=row["text"],
                    before=tuple(turns[-2:]),
                    position=index / max(1, len(rows) - 1),
                    known=frozenset(load_codebook().ids(role)),
                    spans=spans.get((item,), ()),
                )
            turns.append(Turn(role, row["text"]))


def read_exchanges(data: Path) -> Iterator[CodedUtterance]:
    """Every coded utterance of the single exchanges; an author's scenario is a group."""
    folder = data / "exchanges"
    spans = read_spans(read_rows(folder / "codes.csv"), "item")
    for exchange in exchange_rows(data):
        role = SpeakerRole(exchange["role"])
        yield CodedUtterance(
            id=f"exchanges/{exchange['id']}",
            corpus="exchanges",
            group=f"exchanges/{exchange['author']}-{exchange['scenario']}",
            role=role,
            text=exchange["text"],
            before=tuple(Turn(SpeakerRole(turn["role"]), turn["text"]) for turn in exchange["before"]),
            known=frozenset(load_codebook().ids(role)),
            spans=spans.get((exchange["id"],), ()),
            near=frozenset(exchange["near"]),
        )


def exchange_rows(data: Path) -> Iterator[dict[str, Any]]:
    """The exchanges as they stand in the file.

    Raises:
        CorpusError: the file is missing or a line is no JSON.
    """
    path = data / "exchanges" / "exchanges.jsonl"
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise CorpusError(
            f"The file {path.name} can't be read ({error.strerror}); --data names the folder it lies under."
        ) from None
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError:
            raise CorpusError(f"Line {number} of {path.name} is no JSON.") from None


def read_own_data(data: Path) -> tuple[CodedUtterance, ...]:
    """All coded utterances below `data`, in a fixed order; what is not there is left out."""
    found: list[CodedUtterance] = []
    if (data / "sessions" / "codes.csv").is_file():
        found += read_own_sessions(data)
    if (data / "exchanges" / "codes.csv").is_file():
        found += read_exchanges(data)
    return tuple(found)
