"""A call of Wedof: a hint that anybody could have sent, by which one dossier is read again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar, Final

from django.urls import URLPattern, path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from agir_certification import sentences
from agir_certification.api import dossiers
from agir_certification.domain.refusals import FileTooLarge
from agir_platform.rest import AgirAPIView

MOST_BYTES: Final = 1_000_000


class CallsOfWedof(SimpleRateThrottle):
    """However many call, Wedof is asked at most this often."""

    scope = "agir_certification_wedof"
    rate = "120/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return one key for all: who calls is not known."""
        return self.scope


class WedofView(AgirAPIView):
    """``POST /wedof/``: read a dossier again; 404 while the site has no key of Wedof."""

    permission_classes = (AllowAny,)
    throttle_classes: ClassVar[tuple[Any, ...]] = (CallsOfWedof,)
    statuses = sentences.STATUSES
    sentences = sentences.SENTENCES

    def post(self, request: Request) -> Response:
        """Take the dossier's number of the call, and nothing else; say nothing of the dossier."""
        if _length(request) > MOST_BYTES:  # before it is read: anybody may call
            raise FileTooLarge(limit=MOST_BYTES)
        try:
            dossiers.hear_wedof(request.data)
        except dossiers.WedofUnreachable as told:
            # Whether a dossier is this operator's is told to nobody who calls.
            if told.facts.get("status") != HTTPStatus.NOT_FOUND:
                raise
        return Response(status=HTTPStatus.ACCEPTED)


def _length(request: Request) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else MOST_BYTES + 1


ADDRESSES: Final[list[URLPattern]] = [
    path("api/agir/certification/v1/wedof/", WedofView.as_view(), name="api-wedof")
]
