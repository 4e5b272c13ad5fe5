"""Who gets which answer from competencies?"""

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "00000000-0000-4000-8000-000000000000"
EVERYBODY = statuses(anonymous=200, learner=200, course_staff=200, operator=200)
EVERYBODY_404 = statuses(anonymous=404, learner=404, course_staff=404, operator=404)

# Frameworks are public data, unless the site closed its service.
ENDPOINTS = (
    Endpoint(name="agir_competencies:case-documents", method="GET", statuses=EVERYBODY),
    Endpoint(name="agir_competencies:case-discovery", method="GET", statuses=EVERYBODY),
    *(
        Endpoint(
            name=f"agir_competencies:case-{name}",
            method="GET",
            kwargs={"sourced_id": NOBODYS},
            statuses=EVERYBODY_404,
        )
        for name in (
            "document",
            "package",
            "item",
            "item-associations",
            "association",
            "item-type",
            "license",
            "concept",
            "subject",
            "grouping",
            "rubric",
        )
    ),
)
