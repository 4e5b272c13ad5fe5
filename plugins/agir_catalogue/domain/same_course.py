"""Which courses of several catalogues are one and the same?

By its address, or because one says that it is the other: that is sure. The same code at the same
publisher is sure only where the publisher itself lists one of them: anybody can write another's
name. The same title proposes, and so does one that is nearly the same (``likeness``), and a person
decides. Nobody comes to stand in the place of a course
by claiming to be it: who claims is what is folded away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from agir_catalogue.domain.likeness import Neighbours, is_alike
from agir_kernel.searching import plain


class Rule(StrEnum):
    """Why two courses are taken for one."""

    URI = "uri"
    SAME_AS = "same_as"
    PUBLISHER_CODE = "publisher_code"
    TITLE = "title"
    LIKENESS = "likeness"


@dataclass(frozen=True, slots=True)
class Listed:
    """What is compared of a course. ``id`` orders: the one known longer has the lower."""

    id: int
    peer: str
    host: str
    uri: str
    title: str
    publisher: str = ""
    code: str = ""
    same_as: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """``course`` is the same as ``into`` (a peer's), or as ``key`` (of this site)."""

    course: int
    into: int | None
    key: str
    rule: Rule
    is_sure: bool


def pairs(courses: Sequence[Listed], own: Mapping[str, str]) -> tuple[Pair, ...]:
    """Return at most one pair a course, none in a ring; ``own`` has this site's keys by address.

    The order of ``courses`` changes nothing. A sure pair leads to a course that is in no sure
    pair itself.
    """
    several = sorted(courses, key=lambda one: one.id)
    index = _Index(several)
    found: dict[int, Pair] = {}
    for one in several:
        pair = _own(one, own) or _sure(one, index)
        if pair is not None and not _is_ring(pair, found):
            found[one.id] = pair
    told = [_to_the_end(pair, found) for pair in found.values()]
    neighbours = Neighbours(several)
    for place, one in enumerate(several):
        if one.id in found:
            continue
        into = _alike(one, index, found) or _like(place, several, neighbours, found)
        if into is not None:
            told.append(Pair(one.id, into.id, "", into.rule, is_sure=False))
    return tuple(sorted(told, key=lambda pair: pair.course))


class _Index:
    """The courses by what they may share."""

    def __init__(self, several: Sequence[Listed]) -> None:
        self.by_uri: dict[str, list[Listed]] = {}
        self.by_code: dict[tuple[str, str], list[Listed]] = {}
        self.by_title: dict[str, list[Listed]] = {}
        for one in several:
            self.by_uri.setdefault(one.uri, []).append(one)
            if one.code and one.publisher:
                self.by_code.setdefault((plain(one.publisher), one.code), []).append(one)
            self.by_title.setdefault(plain(one.title), []).append(one)

    def at(self, uri: str) -> Listed | None:
        """Return whose course an address is: that of the host it names, or the one known longer."""
        host = urlsplit(uri).netloc.lower()
        several = self.by_uri.get(uri, ())
        return min(several, key=lambda one: (one.host != host, one.id), default=None)


def _own(one: Listed, own: Mapping[str, str]) -> Pair | None:
    if one.uri in own:
        return Pair(one.id, None, own[one.uri], Rule.URI, is_sure=True)
    claimed = next((own[uri] for uri in one.same_as if uri in own), None)
    return None if claimed is None else Pair(one.id, None, claimed, Rule.SAME_AS, is_sure=True)


def _sure(one: Listed, index: _Index) -> Pair | None:
    there = index.at(one.uri)
    if there is not None and there.id != one.id:
        return Pair(one.id, there.id, "", Rule.URI, is_sure=True)
    for uri in one.same_as:
        there = index.at(uri)
        if there is not None and there.id != one.id:
            return Pair(one.id, there.id, "", Rule.SAME_AS, is_sure=True)
    several = index.by_code.get((plain(one.publisher), one.code), ())
    house = next((other for other in several if _is_house(other)), None)
    if house is not None and not _is_house(one):
        return Pair(one.id, house.id, "", Rule.PUBLISHER_CODE, is_sure=True)
    return None


def _is_house(one: Listed) -> bool:
    """Tell whether the operator who lists a course is its publisher."""
    return bool(one.publisher) and plain(one.peer) == plain(one.publisher)


@dataclass(frozen=True, slots=True)
class _Alike:
    id: int
    rule: Rule


def _alike(one: Listed, index: _Index, found: Mapping[int, Pair]) -> _Alike | None:
    """Return the course of another operator that this one may be, known longer than it."""
    groups = (
        (index.by_code.get((plain(one.publisher), one.code), ()), Rule.PUBLISHER_CODE),
        (index.by_title.get(plain(one.title), ()), Rule.TITLE),
    )
    for several, rule in groups:
        for other in several:
            if other.id < one.id and other.host != one.host and other.id not in found:
                return _Alike(other.id, rule)
    return None


def _like(
    place: int, several: Sequence[Listed], neighbours: Neighbours, found: Mapping[int, Pair]
) -> _Alike | None:
    """Return the first course of another operator that looks like this one."""
    one = several[place]
    for there in neighbours.of(place):
        other = several[there]
        if other.host != one.host and other.id not in found and is_alike(one, other):
            return _Alike(other.id, Rule.LIKENESS)
    return None


def _is_ring(pair: Pair, found: Mapping[int, Pair]) -> bool:
    return any(place == pair.course for place in _way(pair, found))


def _to_the_end(pair: Pair, found: Mapping[int, Pair]) -> Pair:
    """Return the pair with what it leads to in the end."""
    last, key = pair.into, pair.key
    for place in _way(pair, found):
        last = place
        if place in found and found[place].into is None:
            last, key = None, found[place].key
    return Pair(pair.course, last, key, pair.rule, is_sure=True)


def _way(pair: Pair, found: Mapping[int, Pair]) -> Iterator[int]:
    place = pair.into
    while place is not None:
        yield place
        place = found[place].into if place in found else None
