"""What does a course promise its learners: the competencies linked to its blocks."""

from __future__ import annotations

from django.utils.translation import get_language

from agir_competencies import api
from agir_competencies.data import CompetencyView
from agir_platform import contexts


def aims_of(course_key: str) -> list[CompetencyView]:
    """Return the competencies linked to the course, by label; none while the context is off."""
    if not contexts.is_on("competencies"):
        return []
    identifiers = {link.competency for link in api.links_of(course_key)}
    if not identifiers:
        return []
    found = api.find_competencies(
        identifiers=identifiers, language=get_language() or "", limit=len(identifiers)
    )
    return sorted(found, key=lambda aim: aim.label.casefold())
