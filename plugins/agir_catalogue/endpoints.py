"""Who gets which answer from the catalogue?"""

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "course-v1:agir+none+none"
EVERYBODY = statuses(anonymous=200, learner=200, course_staff=200, operator=200)
EVERYBODY_404 = statuses(anonymous=404, learner=404, course_staff=404, operator=404)

NOBODYS = "00000000-0000-4000-8000-000000000000"
FOR_ALL = statuses(anonymous=200, learner=200, course_staff=200, operator=200)
NOT_FOUND = statuses(anonymous=404, learner=404, course_staff=404, operator=404)
PUBLIC = (
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", statuses=FOR_ALL)
        for name in ("listings", "competencies")
    ),
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", kwargs=kwargs, statuses=NOT_FOUND)
        for name, kwargs in (
            ("course", {"course_key": "course-v1:Agir+Nowhere+2026"}),
            ("elsewhere", {"identifier": NOBODYS}),
            ("competency", {"identifier": NOBODYS}),
        )
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", statuses=EVERYBODY)
        for name in ("discovery", "moochub", "changes", "sitemap")
    ),
    *(
        Endpoint(
            name=f"agir_catalogue:{name}",
            method="GET",
            kwargs={"course_key": NOBODYS},
            statuses=EVERYBODY_404,
        )
        for name in ("course-linked", "course-amb")
    ),
)
