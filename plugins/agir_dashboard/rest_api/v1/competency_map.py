"""A course's map for programs, and what scores would lead to: the same as on the pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api import authoring
from agir_dashboard.competency_map.refusals import SENTENCES, STATUSES
from agir_dashboard.permissions import READ_MAP
from agir_dashboard.rest_api.v1 import competency_map_shapes as shapes
from agir_platform import etags
from agir_platform.permissions import MayPermission
from agir_platform.rest import AgirAPIView


class CompetenciesView(AgirAPIView):
    """``/courses/<key>/competencies/``: what a course promises, assesses, and should mend."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_MAP

    def get(self, request: Request, course_key: str) -> Response:
        """Answer the map with its findings."""
        found = authoring.course_map(course_key, language=get_language() or "en")
        return etags.answer(request, shapes.course_map(found))


class ScoresIn(serializers.Serializer):
    """``{"scores": {usage key: share 0 to 1, or null}}``; the rules check each share."""

    scores = serializers.DictField(
        child=serializers.JSONField(allow_null=True), default=dict, allow_empty=True
    )


class SimulateView(AgirAPIView):
    """``/courses/<key>/competencies/simulate/``: what somebody with these scores would reach."""

    permission_classes = (MayPermission,)
    action: ClassVar[str] = READ_MAP
    statuses = STATUSES
    sentences = SENTENCES

    def post(self, request: Request, course_key: str) -> Response:
        """Answer the simulation; nothing is stored."""
        sent = ScoresIn(data=request.data)
        sent.is_valid(raise_exception=True)
        scores: dict[str, Any] = sent.validated_data["scores"]
        found = authoring.simulate(course_key, scores, language=get_language() or "en")
        return Response(shapes.simulation(found))
