"""Who gets which answer from the catalogue?"""

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "course-v1:agir+none+none"
EVERYBODY = statuses(anonymous=200, learner=200, course_staff=200, operator=200)
EVERYBODY_404 = statuses(anonymous=404, learner=404, course_staff=404, operator=404)

NO_LISTING = "00000000-0000-4000-8000-000000000000"
PUBLIC = (
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", statuses=EVERYBODY)
        for name in ("listings", "competencies")
    ),
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", kwargs=kwargs, statuses=EVERYBODY_404)
        for name, kwargs in (
            ("course", {"course_key": NOBODYS}),
            ("elsewhere", {"identifier": NO_LISTING}),
            ("competency", {"identifier": NO_LISTING}),
        )
    ),
)

COURSE = {"course_key": "course-v1:Agir+Memory+2026"}
COVENANT = (
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", kwargs=COURSE, statuses=EVERYBODY)
        for name in ("covenant", "covenant-json", "covenant-badge")
    ),
    *(
        Endpoint(
            name="agir_catalogue:covenant-exams",
            method=method,
            kwargs=COURSE,
            statuses=statuses(anonymous=302, learner=403, course_staff=told, operator=told),
        )
        for method, told in (("GET", 200), ("POST", 302))
    ),
    *(
        Endpoint(
            name="agir_catalogue:covenants",
            method=method,
            statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=told),
        )
        for method, told in (("GET", 200), ("POST", 422))
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *COVENANT,
    *PUBLIC,
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
