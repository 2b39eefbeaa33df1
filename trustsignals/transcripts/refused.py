"""Files that people take for transcripts and that are none: recordings, scans, old word processor files."""

from __future__ import annotations

_RECORDING = "this is a recording and no transcript; transcribe it with speakers first (noScribe, WhisperX --diarize)."
_PDF = "this is a PDF and no transcript; copy its text into a .txt or .docx file (a scanned page needs text recognition first)."
_OLD_WORD = "this is a file of an old word processor; open it there and save it as .docx or .txt."
_PACKED = "this is a packed folder and no transcript; unpack it and give the files in it."
_PICTURE = "this is a picture and no transcript; its text needs text recognition first."
_WEB_PAGE = "this is a web page and no transcript; copy its text into a .txt file."

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", _PDF),
    (b"ID3", _RECORDING),
    (b"\xff\xfb", _RECORDING),
    (b"\xff\xf3", _RECORDING),
    (b"\xff\xf1", _RECORDING),
    (b"RIFF", _RECORDING),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"FORM", _RECORDING),
    (b"\xd0\xcf\x11\xe0", _OLD_WORD),
    (b"{\\rtf", _OLD_WORD),
    (b"PK\x03\x04", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
)
# Words that a text can begin with too ("FORM 12") need the ending as a second witness.
_TEXT_LIKE = frozenset((b"FORM", b"RIFF", b"ID3", b"Rar!", b"OggS", b"fLaC"))
_ENDINGS: dict[str, str] = {
    ".pdf": _PDF,
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".aac", ".ogg", ".opus", ".flac", ".wma", ".aiff", ".mp4", ".mov", ".mkv", ".webm",
                     ".avi", ".mpg", ".amr"), _RECORDING),
    **dict.fromkeys((".doc", ".rtf", ".odt", ".pages", ".wpd"), _OLD_WORD),
    **dict.fromkeys((".zip", ".gz", ".7z", ".rar", ".tar"), _PACKED),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".gif"), _PICTURE),
}  # fmt: skip


def why_refused(data: bytes, ending: str) -> str | None:
    """Why the file is no transcript, and what to do; None where it may be one.

    Args:
        data: all bytes of the file.
        ending: the file's ending in small letters, with its dot.
    """
    for magic, reason in _MAGIC:
        if data.startswith(magic) and (magic not in _TEXT_LIKE or b"\0" in data[:4096]):
            # A zipped word processor file (.odt, .pages) is refused by what it is, not by how it is packed.
            return _ENDINGS.get(ending, reason) if reason is _PACKED else reason
    if data[4:8] == b"ftyp":
        return _RECORDING
    start = data[:200].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return _WEB_PAGE
    # A text under one of these endings is read as what it is; only what isn't text is refused by its ending.
    return _ENDINGS.get(ending) if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None
