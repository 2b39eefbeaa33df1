"""Codings of one coder, read from the files that coders have.

stand-off CSV   item, code, start, end, trust_type, valence: a row a code; a row with an empty code is an item without any
plain CSV       item (or utterance_id, id), codes: a row an item, codes separated by ";" or spaces
JSON report     `trustsignals.report/1`: what the program assigned
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trustsignals.errors import CodingError

Codings = Mapping[str, frozenset[str]]
"""Codes by item; an item without codes has an empty set, an item that was not coded is not there."""

_ITEM_COLUMNS = ("item", "utterance_id", "id")
_MOST_BYTES = 200_000_000


def read_codings(path: Path) -> dict[str, frozenset[str]]:
    """Codes by item.

    Raises:
        CodingError: the file is missing, too large, or in none of the formats.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CodingError(f"{path.name} is larger than {_MOST_BYTES // 10**6} MB: no table of codings.")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise CodingError(f"Can't read {path.name}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CodingError(f"{path.name} is no UTF-8 text; save it as UTF-8.") from None
    return _from_report(path.name, text) if text.lstrip().startswith("{") else _from_table(path.name, text)


def _from_report(name: str, text: str) -> dict[str, frozenset[str]]:
    try:
        report = json.loads(text)
        return {_item(u): frozenset(c["code"] for c in u["codes"] if c["assigned"]) for u in report["utterances"]}
    except (ValueError, KeyError, TypeError):
        raise CodingError(
            f"{name} looks like JSON but is no report of trustsignals (`report --format json` writes one)."
        ) from None


def _item(utterance: Mapping[str, Any]) -> str:
    return str(utterance["id"] if utterance["source_id"] is None else utterance["source_id"])


def _from_table(name: str, text: str) -> dict[str, frozenset[str]]:
    lines = text.splitlines()
    delimiter = "\t" if lines and "\t" in lines[0] else ";" if lines and ";" in lines[0] and "," not in lines[0] else ","
    rows = csv.DictReader(lines, delimiter=delimiter)
    columns = [column.strip().lower() for column in rows.fieldnames or ()]
    item = next((column for column in _ITEM_COLUMNS if column in columns), None)
    code = next((column for column in ("code", "codes") if column in columns), None)
    if item is None or code is None:
        raise CodingError(
            f"{name} needs a column for the item ({', '.join(_ITEM_COLUMNS)}) and one named code or codes; it has "
            f"{', '.join(columns) or 'no header'}."
        )
    found: dict[str, set[str]] = {}
    try:
        for row in rows:
            values = {(key or "").strip().lower(): value for key, value in row.items() if isinstance(value, str)}
            codes = values.get(code, "")
            given = [codes] if code == "code" else codes.replace(";", " ").replace(",", " ").split()
            found.setdefault(values.get(item, "").strip(), set()).update(c.strip() for c in given if c.strip())
    except csv.Error:
        raise CodingError(f"Line {rows.line_num} of {name} can't be read as a row of a table.") from None
    found.pop("", None)
    if not found:
        raise CodingError(f"{name} holds no codings.")
    return {key: frozenset(codes) for key, codes in found.items()}
