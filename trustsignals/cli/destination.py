"""Where reports go: a file, a folder, stdout, or a page beside the transcript; whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from trustsignals.errors import OutputError
from trustsignals.report.report import Report

Format = Literal["html", "json", "md", "csv", "text"]

_ENDINGS: Mapping[Format, str] = {"html": ".html", "json": ".json", "md": ".md", "csv": ".csv", "text": ".txt"}
_BY_ENDING: Mapping[str, Format] = {".htm": "html", **{ending: name for name, ending in _ENDINGS.items()}}


def _text(report: Report) -> str:
    from trustsignals.report.terminal import summary_text

    return summary_text(report)


_RENDER: Mapping[Format, Callable[[Report], str]] = {
    "html": Report.to_html,
    "json": lambda report: report.to_json(indent=1) + "\n",
    "md": Report.to_markdown,
    "csv": Report.to_csv,
    "text": _text,
}


class Destination:
    """Turns `--out` and `--format` into files.

    Args:
        out: path, "-" for stdout, or None for a page beside the transcript.
        format: None takes it from the ending of `out`, else HTML; several reports on stdout are JSON Lines.
        inputs: files that are read and so must not be written over.
        several: whether there is more than one report, so that one file can't hold them all.

    Raises:
        OutputError: `out` is in no folder that is there, or is one file for several reports.
    """

    def __init__(self, out: str | None, format: Format | None, *, inputs: Sequence[Path], several: bool) -> None:
        self._inputs = {path.resolve() for path in inputs}
        self._several = several
        self.is_default = out is None and format is None
        self._to_stdout = out == "-"
        self._path = None if out is None or self._to_stdout else Path(out)
        ending = self._path.suffix.lower() if self._path else ""
        self._format: Format = format or _BY_ENDING.get(ending, "json" if self._to_stdout and several else "html")
        self._is_folder = self._path is not None and (
            str(out).endswith(("/", os.sep)) or self._path.is_dir() or ending not in _BY_ENDING
        )
        if self._path and not self._is_folder and several:
            raise OutputError(
                f"{self._path.name} is one file, and there are several reports; name a folder with a slash at its end."
            )
        if self._path and not self._is_folder and not self._path.parent.is_dir():
            raise OutputError(
                f"Can't write {self._path.name}: its folder is not there; make it, or name a folder with a slash at its end."
            )

    def write(self, report: Report, *, beside: Path) -> Path | None:
        """Write one report; its path, or None where it went to stdout.

        Args:
            beside: the transcript; a page without `--out` lies beside it, or here where it came by stdin.

        Raises:
            OutputError: the place can't be written, or holds a transcript that was read.
        """
        if self._to_stdout:
            one_line = self._several and self._format == "json"
            sys.stdout.write(report.to_json() + "\n" if one_line else _RENDER[self._format](report))
            return None
        path = self._place(report, beside)
        if path.resolve() in self._inputs:
            raise OutputError(f"{path.name} is a transcript that was read; name another place with -o.")
        return write_whole(path, _RENDER[self._format](report))

    def _place(self, report: Report, beside: Path) -> Path:
        if self._path and not self._is_folder:
            return self._path
        folder = self._path or (Path() if str(beside) == "-" else beside.parent)
        name = file_name(report, beside, several=self._several)
        return folder / f"{name}{'' if self._path else '.trust'}{_ENDINGS[self._format]}"


def file_name(report: Report, path: Path, *, several: bool) -> str:
    """Name of a report's file, without ending: the transcript's, or of one session among several its id, with a short hash.

    The hash is of the transcript's path and the id, so that files of the same name in two folders don't meet.
    """
    if not several:
        return _slug(Path(report.session.source).stem if report.session.source else report.session.id)
    short = hashlib.sha256(f"{path.resolve()}\n{report.session.id}".encode()).hexdigest()[:8]
    return f"{_slug(report.session.id)}-{short}"


def _slug(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:80] or "session"


def write_whole(path: Path, text: str) -> Path:
    """Write `text` to `path` so that the file is there whole or not at all; folders are made.

    Raises:
        OutputError: it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            # mkstemp makes files that only their owner reads; a report is as open as the user's other files.
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"Can't write {path.name}: {error.strerror or 'the system refused'}; choose another place with -o."
        ) from None
    return path
