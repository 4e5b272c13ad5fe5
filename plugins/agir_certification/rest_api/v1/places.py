"""Places of birth, for the search box of a civil status."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response

from agir_certification import sentences
from agir_certification.api import geography
from agir_platform.rest import AgirAPIView


class PlacesView(AgirAPIView):
    """``/places/?q=ajac&kind=commune|country``: at most twenty, by the beginning of their name.

    ``until`` is the first day on which a place was no longer; people were born there before.
    """

    statuses: ClassVar[dict[str, int]] = sentences.STATUSES
    sentences: ClassVar[dict[str, Any]] = sentences.SENTENCES

    def get(self, request: Request) -> Response:
        """Answer the places; an empty list for fewer than two letters."""
        asked = request.query_params
        found = geography.search(asked.get("q", ""), asked.get("kind", ""))
        return Response(
            {
                "places": [
                    {
                        "kind": one.kind,
                        "code": one.code,
                        "label": one.label,
                        "until": one.until.isoformat() if one.until else None,
                    }
                    for one in found
                ],
                "source": "INSEE, code officiel géographique, Licence Ouverte 2.0",
            }
        )


ADDRESSES: Final[list[URLPattern]] = [
    path("api/agir/certification/v1/places/", PlacesView.as_view(), name="api-places"),
]
