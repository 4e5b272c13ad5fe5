"""Attestations, prior learning and decisions for programs: the same law as the pages."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from uuid import UUID

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api import attesting, overrides, prior
from agir_dashboard.permissions import ATTEST, DECIDE, REVIEW
from agir_dashboard.rest_api.v1 import reviewing_shapes as shapes
from agir_dashboard.reviewing import doors, letters, queue, refusals
from agir_platform import etags, paging, uploads
from agir_platform.permissions import MayPermission
from agir_platform.rest import AgirAPIView

STATES: Final = ("", "open", *prior.Status)


class ReviewingView(AgirAPIView):
    """A view that says these refusals."""

    statuses = refusals.STATUSES
    sentences = refusals.SENTENCES


class ProofView(ReviewingView):
    """A view that takes a proof: no more of a file is read than the site takes."""

    def initialize_request(self, request: HttpRequest, *args: Any, **names: Any) -> Request:
        """Set the limit before anything reads what was sent."""
        uploads.limit(request, prior.most_bytes())
        return super().initialize_request(request, *args, **names)

    def sent(self, request: Request, shape: Any) -> Any:
        """Return what was sent in ``shape``; raise ``FileTooLarge`` where a part was let fall."""
        told = shape(data=request.data)
        if uploads.is_exceeded(request):
            raise prior.FileTooLarge(limit=max(1, prior.most_bytes() // 1024**2))
        return _valid(told)


class TeamView(ReviewingView):
    """A view about a course, for its team."""

    permission_classes = (MayPermission,)


class AttestationsView(TeamView):
    """``/courses/<key>/attestations/``: a course's attestations, or one more."""

    action: ClassVar[str] = ATTEST

    def get(self, request: Request, course_key: str) -> Response:
        """Answer a page of them, the latest first."""
        wanted = paging.asked(request, *paging.LATEST)
        found = attesting.attestations(
            course_key, language=_language(), after=wanted.place, limit=wanted.limit + 1
        )
        return etags.answer(
            request,
            paging.page(request, "attestations", found, key=_latest, shape=shapes.attestation),
        )

    def post(self, request: Request, course_key: str) -> Response:
        """Attest in the name of who asks."""
        sent = _valid(shapes.AttestationIn(data=request.data))
        learner = attesting.find_learner(course_key, sent.validated_data["learner"])
        key = attesting.attest(request.user.pk, course_key, learner, sent.said())
        return Response({"id": str(key)}, status=201)


class AttestationView(TeamView):
    """``/courses/<key>/attestations/<id>/``: taken back, with a ``reason``."""

    action: ClassVar[str] = ATTEST

    def delete(self, request: Request, course_key: str, key: UUID) -> Response:
        """Withdraw it; it stays to be read."""
        sent = _valid(shapes.ReasonIn(data=request.data))
        attesting.withdraw(request.user.pk, course_key, key, sent.validated_data["reason"])
        return Response(status=204)


class DecisionsView(TeamView):
    """``/courses/<key>/decisions/``: decisions on statuses, or one more."""

    action: ClassVar[str] = DECIDE

    def get(self, request: Request, course_key: str) -> Response:
        """Answer a page of them, the latest first."""
        wanted = paging.asked(request, *paging.LATEST)
        found = overrides.page(
            course_key, language=_language(), after=wanted.place, limit=wanted.limit + 1
        )
        return etags.answer(
            request,
            paging.page(request, "decisions", found, key=_latest, shape=shapes.decision),
        )

    def post(self, request: Request, course_key: str) -> Response:
        """Decide in the name of who asks."""
        sent = _valid(shapes.DecisionIn(data=request.data))
        learner = attesting.find_learner(course_key, sent.validated_data["learner"])
        key = overrides.decide(request.user.pk, course_key, learner, sent.decision())
        return Response({"id": str(key)}, status=201)


class DecisionView(TeamView):
    """``/courses/<key>/decisions/<id>/``: revoked, with a ``reason``."""

    action: ClassVar[str] = DECIDE

    def delete(self, request: Request, course_key: str, key: UUID) -> Response:
        """Revoke it; it stays in the history."""
        sent = _valid(shapes.ReasonIn(data=request.data))
        overrides.revoke(request.user.pk, course_key, key, sent.validated_data["reason"])
        return Response(status=204)


class ReviewsView(TeamView):
    """``/courses/<key>/reviews/``: requests for prior learning, who waits longest first.

    ``?state=`` one of a request's or ``open``; ``?after=`` the ``next`` of the page before.
    """

    action: ClassVar[str] = REVIEW

    def get(self, request: Request, course_key: str) -> Response:
        """Answer one page of the queue."""
        state = request.query_params.get("state", "")
        found = prior.queued(
            request.user.pk,
            course_key,
            status=state if state in STATES else "",
            after=request.query_params.get("after", ""),
            language=_language(),
        )
        return Response(shapes.page(found))


class ReviewView(ReviewingView):
    """``/reviews/<id>/``: one request for who reviews it; what they do is posted as ``act``."""

    def get(self, request: Request, key: UUID) -> Response:
        """Answer the request with its history."""
        return Response(shapes.request(doors.request_of(request.user, key), own=False))

    def post(self, request: Request, key: UUID) -> Response:
        """Take, give back, ask for more, accept or reject."""
        if not doors.reviews(request.user, key):
            raise prior.RequestUnknown
        sent = _valid(shapes.ActIn(data=request.data))
        act = sent.validated_data["act"]
        queue.do(request.user.pk, key, act, sent.fields_of())
        if act in letters.WRITTEN:
            letters.after(key)
        return self.get(request, key)


class PriorView(ProofView):
    """``/me/prior-learning/``: one's own requests, or one more (JSON, or multipart with a file)."""

    def get(self, request: Request) -> Response:
        """Answer a page of them, the latest first."""
        body = paging.page_of_all(
            request,
            "requests",
            prior.mine(request.user.pk, language=_language()),
            key=lambda view: paging.latest(view.asked_at, view.id),
            shape=lambda view: shapes.request(view, own=True),
        )
        return etags.answer(request, body)

    def post(self, request: Request) -> Response:
        """Ask for a review."""
        sent = self.sent(request, shapes.RequestIn)
        told = sent.validated_data
        key = prior.ask(request.user.pk, told["course_key"], told["competencies"], sent.proof())
        return Response({"id": str(key)}, status=201)


class PriorOneView(ProofView):
    """``/me/prior-learning/<id>/``: read, answered, or taken back before it is decided."""

    def get(self, request: Request, key: UUID) -> Response:
        """Answer it with its history."""
        found = prior.own(request.user.pk, key, language=_language())
        return Response(shapes.request(found, own=True))

    def patch(self, request: Request, key: UUID) -> Response:
        """Answer the reviewer who asked for more."""
        prior.own(request.user.pk, key, language=_language())
        sent = self.sent(request, shapes.ProofIn)
        prior.answer(request.user.pk, key, sent.proof())
        return self.get(request, key)

    def delete(self, request: Request, key: UUID) -> Response:
        """Take it back; its file is deleted."""
        prior.withdraw(request.user.pk, key)
        return Response(status=204)


def _valid(sent: Any) -> Any:
    sent.is_valid(raise_exception=True)
    return sent


def _latest(view: attesting.AttestationView | overrides.OverrideView) -> paging.Key:
    return paging.latest(view.at, view.id)


def _language() -> str:
    return get_language() or "en"


API: Final = "api/agir/dashboard/v1/"
COURSE: Final = f"{API}courses/<str:course_key>/"
ADDRESSES: Final = (
    path(f"{COURSE}attestations/", AttestationsView.as_view(), name="api-attestations"),
    path(f"{COURSE}attestations/<uuid:key>/", AttestationView.as_view(), name="api-attestation"),
    path(f"{COURSE}decisions/", DecisionsView.as_view(), name="api-decisions"),
    path(f"{COURSE}decisions/<uuid:key>/", DecisionView.as_view(), name="api-decision"),
    path(f"{COURSE}reviews/", ReviewsView.as_view(), name="api-reviews"),
    path(f"{API}reviews/<uuid:key>/", ReviewView.as_view(), name="api-review"),
    path(f"{API}me/prior-learning/", PriorView.as_view(), name="me-prior"),
    path(f"{API}me/prior-learning/<uuid:key>/", PriorOneView.as_view(), name="me-prior-one"),
)
