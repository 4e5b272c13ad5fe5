"""``/.well-known/mooc-federation.json``, ``/api/agir/catalogue/v1/moochub``, ``…/changes``.

And the documents of one course. Public, the same for everybody.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final
from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from agir_catalogue.api import federation
from agir_catalogue.permissions import READ
from agir_catalogue.rest_api.v1.federation import answering
from agir_catalogue.rest_api.v1.federation.words import SENTENCES, STATUSES
from agir_kernel.errors import DomainError
from agir_platform import sites
from agir_platform.addresses import here, organisation_of
from agir_platform.permissions import MayPermission
from agir_platform.rest import AgirAPIView

LIMIT: Final = 100
MOST: Final = 500
DIGITS: Final = 18


class QueryMalformed(DomainError):
    """``name`` of the query is no whole number between ``least`` and ``most``."""

    code: ClassVar[str] = "query_malformed"


class FeedView(AgirAPIView):
    """What the views of the feeds share."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ
    statuses = STATUSES
    sentences = SENTENCES


class DiscoveryView(FeedView):
    """Who runs this site, its keys and its feeds."""

    def get(self, request: Request) -> HttpResponse:
        """Answer the document."""
        return answering.told(request, federation.discovery_document())


class MoochubView(FeedView):
    """The feed, page by page."""

    def get(self, request: Request) -> HttpResponse:
        """Answer the page that ``page`` names, the first where it names none."""
        number = whole(request, "page", usual=1, least=1)
        return answering.told(request, federation.moochub_page(number), answering.JSON_API)


class ChangesView(FeedView):
    """The log of changes."""

    def get(self, request: Request) -> HttpResponse:
        """Answer what came after ``after``, at most ``limit`` changes."""
        after = whole(request, "after", usual=0, least=0)
        limit = whole(request, "limit", usual=LIMIT, least=1, most=MOST)
        return answering.told(request, federation.changed_since(after, limit))


class AmbView(FeedView):
    """One course as AMB reads it."""

    def get(self, request: Request, course_key: str) -> HttpResponse:
        """Answer the document."""
        return answering.told(request, federation.amb_document(course_key), answering.LINKED)


class LinkedView(FeedView):
    """One course as schema.org describes it."""

    def get(self, request: Request, course_key: str) -> HttpResponse:
        """Answer the document."""
        return answering.told(request, federation.linked_document(course_key), answering.LINKED)


class SitemapView(FeedView):
    """The pages of the catalogue on the site that answers, for search engines."""

    def get(self, request: Request) -> HttpResponse:
        """Answer a sitemap (sitemaps.org, 0.9)."""
        pages = [f"<url><loc>{escape(here(reverse('agir_catalogue:listings')))}</loc></url>"]
        listed = sites.listed_here()
        for course_key, moment in federation.sitemap():
            if not listed.has(organisation_of(course_key)):
                continue
            path = reverse("agir_catalogue:course", kwargs={"course_key": course_key})
            place = escape(here(path))
            pages.append(f"<url><loc>{place}</loc><lastmod>{moment:%Y-%m-%d}</lastmod></url>")
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            + "\n".join(pages)
            + "\n</urlset>\n"
        )
        return answering.answered(request, body.encode(), "application/xml")


def whole(request: Any, name: str, *, usual: int, least: int, most: int = 10**DIGITS) -> int:
    """Return a whole number of the query; raise ``QueryMalformed``."""
    said = request.GET.get(name, "")
    if not said:
        return usual
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= DIGITS else -1
    if not least <= number <= most:
        raise QueryMalformed(name=name, least=least, most=most)
    return number
