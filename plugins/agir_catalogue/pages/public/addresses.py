"""At which addresses does the public find courses?"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_catalogue.pages.public import competencies, course, listing

CATALOGUE: Final = "agir/catalogue/"
PUBLIC: Final[list[URLPattern]] = [
    path(CATALOGUE, listing.listed, name="listings"),
    path(f"{CATALOGUE}courses/<str:course_key>/", course.here, name="course"),
    path(f"{CATALOGUE}elsewhere/<uuid:identifier>/", course.elsewhere, name="elsewhere"),
    path(f"{CATALOGUE}competencies/", competencies.listed, name="competencies"),
    path(f"{CATALOGUE}competencies/<uuid:identifier>/", competencies.one, name="competency"),
]
