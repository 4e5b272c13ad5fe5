"""How does the search table come to say what notices and other operators say?

Only ``put`` and the two drops write it. What did not change is not written again, so that a
nightly run over everything is cheap and a second one writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_catalogue.domain import folding, lengths, needs
from agir_catalogue.domain.themes.registry import BY_ID, lineage
from agir_catalogue.models import Listing, ListingFacet
from agir_catalogue.search.entry import KEPT, Entry, to_json

BATCH: Final = 200
VERSION: Final = "1"
"""Part of each digest: raise it when what is derived from an entry changes."""
COMPETENCY: Final = "competency"
THEME: Final = "theme"
LANGUAGE: Final = "language"
OPENNESS: Final = "openness"
NEED: Final = "need"
LENGTH: Final = "length"
ORIGIN: Final = "origin"
KINDS: Final = (COMPETENCY, THEME, LANGUAGE, OPENNESS, NEED, LENGTH, ORIGIN)
FREE: Final = "free"
HERE: Final = "here"
_VALUE: Final = 191
_LABEL: Final = 500
Facets = dict[tuple[str, str], str]


def put(entries: Iterable[Entry]) -> int:
    """Write these entries, all of a batch or none; return how many were new or changed.

    Of two entries with one address the last counts; but no other operator takes the address of a
    listing of this site, nor of a third one. A batch that changes nothing is one SELECT;
    one that does, at most six statements more.
    """
    return sum(_put(part) for part in _parts(list(entries)))


def drop(key: str) -> int:
    """Take a course of this site out; return whether it was there, as a number."""
    return _drop(Listing.objects.filter(key=key, origin=""))


def drop_others(kept: Collection[UUID], origin: str = "") -> int:
    """Take out every listing of an operator ('' this site) that is not ``kept``."""
    rows = Listing.objects.filter(origin=origin).values_list("identifier", flat=True)
    gone = sorted(set(rows) - set(kept))
    return sum(
        _drop(Listing.objects.filter(identifier__in=gone[at : at + BATCH]))
        for at in range(0, len(gone), BATCH)
    )


def drop_origins(kept: Collection[str]) -> int:
    """Take out the listings of every other operator that is not ``kept``."""
    return _drop(Listing.objects.exclude(origin="").exclude(origin__in=list(kept)))


def facets_of(entry: Entry) -> Facets:
    """Return the values by which an entry is found, each with its label."""
    found: Facets = {(ORIGIN, entry.origin or HERE): ""}
    for one in entry.competencies:
        found[(COMPETENCY, str(one.identifier))] = one.label
    found |= {(THEME, theme_id): "" for theme_id in themes_of(entry)}
    for language in entry.languages:
        found[(LANGUAGE, language.split("-")[0].lower())] = ""
    if entry.covenant == KEPT:
        found[(OPENNESS, KEPT)] = ""
    if entry.is_free:
        found[(OPENNESS, FREE)] = ""
    met = needs.met(
        sufficient=entry.access_sufficient,
        features=entry.access_features,
        hazards=entry.access_hazards,
    )
    found |= {(NEED, need): "" for need in met}
    if length := lengths.length(entry.hours):
        found[(LENGTH, length)] = ""
    return {
        (kind, value[:_VALUE]): label[:_LABEL] for (kind, value), label in found.items() if value
    }


def themes_of(entry: Entry) -> tuple[str, ...]:
    """Return the themes under which an entry is found, each once.

    Its own, the wider ones, and those of other schemes that are about one of these. A theme that
    no scheme here has finds nothing.
    """
    found: dict[str, None] = {}
    for one in entry.themes:
        for theme in lineage(one.theme_id):
            found |= dict.fromkeys((theme.id, *_ABOUT.get(theme.id, ())))
    return tuple(found)


def words_of(entry: Entry) -> str:
    """Return the words by which an entry is found, folded."""
    labels = (one.label for one in entry.competencies)
    houses = (one.name for one in entry.institutions)
    themes = (BY_ID[theme_id] for theme_id in themes_of(entry))
    named = (name for theme in themes for name in (theme.english, theme.french))
    return folding.folded((entry.title, entry.summary, *labels, *houses, *named, entry.origin))


def _abouts() -> dict[str, tuple[str, ...]]:
    """Return, for each theme, those of other schemes that are about it."""
    found: dict[str, tuple[str, ...]] = {}
    for theme in BY_ID.values():
        for other in theme.equivalents:
            found[other] = (*found.get(other, ()), theme.id)
    return found


_ABOUT: Final = _abouts()


def _parts(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    last = {entry.identifier: entry for entry in entries}
    several = list(last.values())
    return [several[at : at + BATCH] for at in range(0, len(several), BATCH)]


@transaction.atomic
def _put(entries: list[Entry]) -> int:
    cards = {entry.identifier: to_json(entry) for entry in entries}
    digests = {identifier: _digest(card) for identifier, card in cards.items()}
    there = Listing.objects.filter(identifier__in=list(cards))
    known = {
        identifier: (pk, digest, origin)
        for pk, identifier, digest, origin in there.values_list(
            "pk", "identifier", "digest", "origin"
        )
    }
    rows = {
        entry.identifier: _row(entry, cards[entry.identifier], digests[entry.identifier])
        for entry in entries
        if entry.identifier not in known
        or (
            known[entry.identifier][1] != digests[entry.identifier]
            and entry.origin in ("", known[entry.identifier][2])
        )
    }
    if not rows:
        return 0
    new = [row for identifier, row in rows.items() if identifier not in known]
    changed = [row for identifier, row in rows.items() if identifier in known]
    for row in changed:
        row.pk = known[row.identifier][0]
    Listing.objects.bulk_create(new)
    if changed:
        Listing.objects.bulk_update(changed, _COLUMNS)
        ListingFacet.objects.filter(listing_id__in=[row.pk for row in changed]).delete()
    keys = dict(Listing.objects.filter(identifier__in=list(rows)).values_list("identifier", "pk"))
    ListingFacet.objects.bulk_create(
        ListingFacet(listing_id=keys[entry.identifier], kind=kind, value=value, label=label)
        for entry in entries
        if entry.identifier in rows
        for (kind, value), label in facets_of(entry).items()
    )
    return len(rows)


_COLUMNS: Final = (
    "key", "origin", "title_key", "folded", "minutes", "starts_at", "modified_at", "card",
    "digest",
)  # fmt: skip


def _digest(card: str) -> str:
    return sha256(f"{VERSION} {card}".encode()).hexdigest()


def _row(entry: Entry, card: str, digest: str) -> Listing:
    return Listing(
        identifier=entry.identifier,
        key=entry.key,
        origin=entry.origin,
        title_key=" ".join(folding.words(entry.title))[:_VALUE],
        folded=words_of(entry),
        minutes=None if entry.hours is None else min(int(entry.hours * 60), 10**9),
        starts_at=entry.starts_at,
        modified_at=entry.modified_at,
        card=card,
        digest=digest,
    )


def _drop(rows: object) -> int:
    """Delete listings and their facets in two statements and one to find them."""
    keys = list(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]
    if not keys:
        return 0
    with transaction.atomic():
        ListingFacet.objects.filter(listing_id__in=keys).delete()
        Listing.objects.filter(pk__in=keys).delete()
    return len(keys)
