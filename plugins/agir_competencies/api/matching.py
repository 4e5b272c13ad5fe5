"""Which competency here is meant by an address, and what else says the same?

Two operators agree on addresses: the same ``uri`` is the same competency, and so is one that a
framework calls ``exactMatchOf``, in either direction. Nothing further is followed: an equal of an
equal was said by nobody.

Who may: none of these functions asks; frameworks are public data.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from agir_competencies.models import Competency, Relation

__all__ = ["equals", "meant_by"]

EXACT = "exactMatchOf"


def meant_by(uris: Collection[str]) -> dict[str, UUID]:
    """Return the competency here that each address means; an address that means none is absent.

    Its own address goes before one that it is the same as; of several, the first imported. At
    most two SELECTs.
    """
    wanted = {uri for uri in uris if uri}
    if not wanted:
        return {}
    found: dict[str, UUID] = {}
    own = Competency.objects.filter(uri__in=wanted).order_by("pk")
    for uri, identifier in own.values_list("uri", "identifier"):
        found.setdefault(uri, identifier)
    if left := wanted - found.keys():
        ties = Relation.objects.filter(kind=EXACT, destination_uri__in=left).order_by("pk")
        for uri, identifier in ties.values_list("destination_uri", "origin__identifier"):
            found.setdefault(uri, identifier)
    return found


def equals(identifier: UUID) -> tuple[frozenset[UUID], frozenset[str]]:
    """Return the competencies here that are the same as one, and the addresses of all of them.

    The one itself is among them; both are empty when it is not here. Two SELECTs.
    """
    own = Competency.objects.filter(identifier=identifier).values_list("uri", flat=True).first()
    if own is None:
        return frozenset(), frozenset()
    same, uris = {identifier}, {own}
    ties = Relation.objects.filter(kind=EXACT).filter(
        Q(origin__identifier=identifier) | Q(destination__identifier=identifier)
    )
    for origin, origin_uri, destination, destination_uri in ties.values_list(
        "origin__identifier", "origin__uri", "destination__identifier", "destination_uri"
    ):
        same |= {one for one in (origin, destination) if one}
        uris |= {origin_uri, destination_uri}
    return frozenset(same), frozenset(uri for uri in uris if uri)
