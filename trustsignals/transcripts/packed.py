"""Packed files (.docx, .xlsx) and XML, opened so that neither a bomb nor an entity does harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from trustsignals.transcripts.source import Source

MAGIC = b"PK\x03\x04"
"""What every packed file begins with."""


def member_names(data: bytes) -> frozenset[str]:
    """Names of what is packed in `data`; none where it is no packed file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def check_unpacked_size(source: Source) -> None:
    """Refuse a packed file that unpacks to more than the limit.

    Sizes are measured by unpacking, block by block, since what a file says about itself may be a lie.

    Raises:
        TranscriptTooLargeError: it does.
        TranscriptError: the file is damaged.
    """
    left = source.limits.bytes
    for name in member_names(source.data):
        left -= len(unpack(source, name, left))


def unpack(source: Source, name: str, limit: int | None = None) -> bytes:
    """The bytes of one packed file.

    Raises:
        TranscriptTooLargeError: there are more than `limit` (the source's limit where None).
        TranscriptError: the file is damaged, or packed with a password.
    """
    limit = source.limits.bytes if limit is None else limit
    data: bytes | None = None
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive, archive.open(name) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        pass  # the error may quote what is packed, so a new one is raised below
    if data is None:
        raise source.error("the file is damaged or has a password; save it once more without one.")
    if len(data) > limit:
        raise source.too_large("the file unpacks to too many bytes", source.limits.bytes, "bytes")
    return data


def parse_xml(data: bytes, source: Source) -> Element:
    """The root of the XML in `data`; entities and document types, with which files blow up, are refused.

    Raises:
        TranscriptError: this is no XML, or it defines entities.
    """
    root = _root(data)
    if root is None:
        raise source.error("the XML in this file is damaged or not safe to read; save it once more.")
    return root


def _root(data: bytes) -> Element | None:
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return None
    return root


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, names: Collection[str]) -> str | None:
    """The first attribute of one of these names that isn't empty."""
    return next((value for name in names if (value := element.get(name))), None)
