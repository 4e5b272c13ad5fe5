"""``GET /me/self-assessments/``: what the person says of themselves, beside what they showed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api import find_competencies
from agir_competencies.api import self_assessments as own
from agir_competencies.api.self_assessments import SelfView
from agir_platform import etags, paging
from agir_platform.rest import AgirAPIView


class SelfAssessmentsView(AgirAPIView):
    """A learner reads their own words, and nobody else's."""

    def get(self, request: Request) -> Response:
        """Answer a page of the competencies on which the person said something."""
        language = get_language() or "en"
        said = own.of_user(request.user.pk, language=language)
        views = find_competencies(identifiers=said, language=language, limit=len(said))
        labels = {one.identifier: one.label for one in views} if said else {}
        body = paging.page_of_all(
            request,
            "self_assessments",
            said.values(),
            key=lambda view: (str(view.competency),),
            shape=lambda view: shape(view, labels.get(view.competency, "")),
            kinds=(str,),
        )
        return etags.answer(request, body)


def shape(view: SelfView, label: str) -> dict[str, Any]:
    """Return one; steps are 1 to 4 or null, ``estimate`` 0 to 1 or null for not measured."""
    return {
        "competency": {"id": str(view.competency), "label": label},
        "before": view.before,
        "after": view.after,
        "status": view.status,
        "estimate": None if view.estimate is None else float(round(view.estimate, 3)),
        "calibration": str(view.calibration),
        "sentence": view.sentence,
    }
