"""Campaigns for programs, and the address that Stripe sends its events to."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from uuid import UUID

from django.urls import URLPattern, path
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from agir_platform import etags, paging
from agir_platform.permissions import MayPermission
from agir_platform.rest import AgirAPIView
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import organisations, payments
from agir_sponsorship.permissions import READ_CAMPAIGNS


class _Refusing(AgirAPIView):
    """A view whose refusals are sponsorship's."""

    statuses: ClassVar[dict[str, int]] = sentences.STATUSES
    sentences: ClassVar[dict[str, Any]] = sentences.SENTENCES


class CampaignsView(_Refusing):
    """``/campaigns/``: all public campaigns, the latest first."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_CAMPAIGNS

    def get(self, request: Request) -> Response:
        """Answer a page of them; amounts are in the smallest unit of the currency."""
        wanted = paging.asked(request, *paging.LATEST)
        body = paging.page(
            request,
            "campaigns",
            api.latest(after=wanted.place, limit=wanted.limit + 1),
            key=lambda one: paging.latest(one.opens_at, one.id),
            shape=_told,
        )
        return etags.answer(request, body, etags.PUBLIC)


class CampaignView(_Refusing):
    """``/campaigns/<id>/``: one public campaign, its money and who gave."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_CAMPAIGNS

    def get(self, request: Request, identifier: UUID) -> Response:
        """Answer the campaign; 404 for a draft."""
        one = api.campaign(identifier)
        money = api.progress(identifier)
        given = api.supporters(identifier)
        public = organisations.public([giver.organisation for giver in given])
        body = _told(api.as_booked(one, money)) | {
            "money": {
                "pledged_minor": money.pledged_minor,
                "paid_minor": money.paid_minor,
                "returned_minor": money.returned_minor,
                "released_minor": money.released_minor,
            },
            "supporters": [
                {
                    "name": public[giver.organisation].name,
                    "amount_minor": giver.amount_minor,
                }
                for giver in given
                if giver.organisation in public and public[giver.organisation].name
            ],
        }
        return etags.answer(request, body, etags.PUBLIC)


class BySignature(BaseAuthentication):
    """Nobody's session counts: who sends is told by the signature, where the event is taken."""

    def authenticate(self, request: Request) -> None:
        """Know nobody, so that no cookie and no token of a person is ever read."""


class StripeView(_Refusing):
    """``/payments/stripe``: Stripe's events."""

    authentication_classes: Any = (BySignature,)
    permission_classes = (AllowAny,)

    def post(self, request: Request) -> Response:
        """Take an event: 200 once it is kept, 400 for what Stripe did not sign just now."""
        raw = request._request  # noqa: SLF001  the bytes as they were signed, not as parsed
        header = raw.META.get("HTTP_STRIPE_SIGNATURE", "")
        return Response({"result": payments.ingest(raw.body, header)})


def _told(one: api.CampaignView) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "mode": one.mode,
        "state": one.state,
        "is_open": one.is_open,
        "title": one.title,
        "summary": one.summary,
        "course_key": one.course_key or None,
        "subject": one.subject or None,
        "currency": one.currency,
        "goal_minor": one.goal_minor,
        "minimum_minor": one.minimum_minor,
        "raised_minor": one.raised_minor,
        "opens_at": one.opens_at.isoformat(),
        "closes_at": one.closes_at.isoformat(),
        "partner": {"name": one.partner_name, "url": one.partner_url} if one.partner_url else None,
        "milestones": [
            {
                "title": step.title,
                "deliverable": step.deliverable,
                "amount_minor": step.amount_minor,
                "released_minor": step.released_minor,
                "state": step.state,
                "evidence_url": step.evidence_url or None,
            }
            for step in one.milestones
        ],
    }


API: Final = "api/agir/sponsorship/v1"
ADDRESSES: Final[list[URLPattern]] = [
    path(f"{API}/campaigns/", CampaignsView.as_view(), name="api-campaigns"),
    path(f"{API}/campaigns/<uuid:identifier>/", CampaignView.as_view(), name="api-campaign"),
    path(f"{API}/payments/stripe", StripeView.as_view(), name="api-stripe"),
]
