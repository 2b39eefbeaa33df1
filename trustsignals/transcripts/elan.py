"""Reader of ELAN (.eaf): a tier a speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustsignals.transcripts.packed import attribute, local_name, parse_xml
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.source import Source

_Span = tuple[str, str]
_Place = tuple[float, int]


@dataclass(frozen=True, slots=True)
class _Tier:
    """A tier: its id, the speaker's label, the tier above it, and the annotations as (id, words)."""

    id: str
    label: str
    parent: str | None
    annotations: list[tuple[str, str]]

    @property
    def words(self) -> int:
        """Number of words on the tier."""
        return sum(len(text.split()) for _, text in self.annotations)


def read_elan(source: Source) -> list[RawSession]:
    """The one session of an ELAN file, its annotations in the order of time.

    The label is the tier's participant, else its name. Tiers below another are left out (they hold translations, words,
    codes), unless the tier above is only there for its times. Of several tiers of one participant the one with the most
    words is read.

    Raises:
        TranscriptError: the file is damaged or has no annotation.
    """
    root = parse_xml(source.data, source)
    spans: dict[str, _Span] = {}
    above: dict[str, str] = {}
    tiers = [_tier(element, spans, above) for element in root if local_name(element) == "TIER"]
    chosen, left_out = _choose(tiers)
    order = _slots(root)
    found: list[tuple[_Place, RawUtterance]] = []
    for tier in chosen:
        for own, text in tier.annotations:
            first, last = spans.get(_aligned(own, above), ("", ""))
            start, place = order.get(first, (None, (float("inf"), 0)))
            end, _ = order.get(last, (None, (0.0, 0)))
            found.append((place, RawUtterance(tier.label, text, start, end, own or None)))
    if not found:
        raise source.error("no utterance was found; the file has no tier with annotations.")
    pieces = [piece for _, piece in sorted(found, key=lambda item: item[0])]
    notes = (f"{left_out} further tiers were left out",) if left_out else ()
    return [RawSession(tuple(pieces), joins=True, notes=notes)]


def looks_like_elan(text: str) -> bool:
    """True where the text begins with ELAN's outermost element."""
    return "<ANNOTATION_DOCUMENT" in text[:2000]


def _tier(element: Element, spans: dict[str, _Span], above: dict[str, str]) -> _Tier:
    """A tier; the spans of its annotations and what they refer to are taken down on the way."""
    annotations: list[tuple[str, str]] = []
    for annotation in element.iter():
        kind = local_name(annotation)
        if kind not in {"ALIGNABLE_ANNOTATION", "REF_ANNOTATION"}:
            continue
        own = annotation.get("ANNOTATION_ID", "")
        if kind == "ALIGNABLE_ANNOTATION":
            spans[own] = annotation.get("TIME_SLOT_REF1", ""), annotation.get("TIME_SLOT_REF2", "")
        else:
            above[own] = annotation.get("ANNOTATION_REF", "")
        value = next((child.text or "" for child in annotation if local_name(child) == "ANNOTATION_VALUE"), "")
        annotations.append((own, value))
    own = element.get("TIER_ID", "")
    return _Tier(own, attribute(element, ("PARTICIPANT",)) or own, element.get("PARENT_REF"), annotations)


def _choose(tiers: list[_Tier]) -> tuple[list[_Tier], int]:
    """A tier for each speaker, and the number of tiers with words that are left out."""
    children: dict[str, list[_Tier]] = defaultdict(list)
    for tier in tiers:
        if tier.parent is not None:
            children[tier.parent].append(tier)
    best: dict[str, _Tier] = {}
    for root in (tier for tier in tiers if tier.parent is None):
        spoken = root if root.words else max(children[root.id], key=lambda tier: tier.words, default=root)
        label = root.label if root.label != root.id else spoken.label
        candidate = _Tier(spoken.id, label, None, spoken.annotations)
        if candidate.words and (label not in best or candidate.words > best[label].words):
            best[label] = candidate
    with_words = sum(tier.words > 0 for tier in tiers)
    return list(best.values()), with_words - len(best)


def _slots(root: Element) -> dict[str, tuple[float | None, _Place]]:
    """Seconds of each time slot, and where it stands in time; a slot without a time stands after the one before it."""
    order: dict[str, tuple[float | None, _Place]] = {}
    latest = 0.0
    for slot in root.iter():
        if local_name(slot) == "TIME_SLOT":
            value = slot.get("TIME_VALUE", "")
            seconds = int(value) / 1000 if value.isascii() and value.isdecimal() and len(value) < 13 else None
            latest = latest if seconds is None else seconds
            order[slot.get("TIME_SLOT_ID", "")] = seconds, (latest, len(order))
    return order


def _aligned(own: str, above: Mapping[str, str]) -> str:
    """The annotation with times to which `own` refers, maybe over several tiers."""
    seen: set[str] = set()
    while own in above and own not in seen:
        seen.add(own)
        own = above[own]
    return own
