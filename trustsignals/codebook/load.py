"""Read the shipped codebook, and a user's file on top of it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trustsignals.codebook.model import Codebook
from trustsignals.errors import CodebookError

_SHIPPED = files("trustsignals.codebook")


def load_codebook(extra: Path | None = None) -> Codebook:
    """The shipped codebook; with `extra`, a TOML file whose codes are added or take the place of those with the same id.

    Raises:
        CodebookError: `extra` is missing, is no TOML, or breaks the format; the message names the entry.
    """
    return _shipped() if extra is None else _with_extra(extra)


@lru_cache(maxsize=1)
def _shipped() -> Codebook:
    return Codebook.model_validate(_shipped_tables())


def _shipped_tables() -> dict[str, Any]:
    tables = tomllib.loads((_SHIPPED / "codebook.toml").read_text("utf-8"))
    order: list[str] = tables.pop("order")
    found = {file.name.removesuffix(".toml") for file in (_SHIPPED / "codes").iterdir() if file.name.endswith(".toml")}
    if found != set(order):
        raise CodebookError(f"codebook.toml and the folder codes/ disagree on {', '.join(sorted(found ^ set(order)))}.")
    tables["codes"] = [
        {"id": code, **tomllib.loads((_SHIPPED / "codes" / f"{code}.toml").read_text("utf-8"))} for code in order
    ]
    return tables


def _with_extra(path: Path) -> Codebook:
    try:
        extra = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CodebookError(f"Can't read the codebook file {path.name}: {error.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"The codebook file {path.name} is no valid TOML: {error}.") from None
    unknown = set(extra) - {"version", "codes"}
    if unknown or not isinstance(extra.get("codes", []), list):
        raise CodebookError(f"The codebook file {path.name} may hold `version` and [[codes]] tables, nothing else.")
    tables = _shipped_tables()
    codes = {code["id"]: code for code in tables["codes"]}
    for position, code in enumerate(extra.get("codes", []), 1):
        if not isinstance(code, dict) or not isinstance(code.get("id"), str):
            raise CodebookError(f"In the codebook file {path.name}, code number {position} has no id.")
        # A known id keeps what the user's entry doesn't say; rules are added to the shipped ones unless `rules = []` clears them.
        base = codes.get(code["id"], {})
        if not isinstance(code.get("rules", []), list):
            raise CodebookError(f"In the codebook file {path.name}, `rules` of {code['id']} is no list of tables.")
        rules = [*base.get("rules", []), *code["rules"]] if code.get("rules") else code.get("rules", base.get("rules", []))
        codes[code["id"]] = {**base, **code, "rules": rules}
    tables["codes"] = list(codes.values())
    tables["version"] = f"{tables['version']}+{extra.get('version', path.stem)}"
    try:
        return Codebook.model_validate(tables)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        loc = list(first["loc"])
        # A code is named by its id, unless the id itself is at fault: what is wrong is never echoed.
        if loc[:1] == ["codes"] and len(loc) > 1 and loc[2:] != ["id"]:
            loc[1] = tables["codes"][loc[1]]["id"]
        where = ".".join(str(part) for part in loc)
        raise CodebookError(
            f"The codebook file {path.name} breaks the format at {where or 'its top'}: {first['msg']}."
        ) from None
