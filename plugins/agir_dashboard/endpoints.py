"""Who gets which answer from the skills page."""

from typing import Any

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "00000000-0000-4000-8000-000000000000"
COURSE = {"course_key": "course-v1:Agir+Memory+2026"}
NOWHERE = {"course_key": "course-v1:Agir+Nowhere+2026"}
SIGNED_IN = {"anonymous": 401, "learner": 404, "course_staff": 404, "operator": 404}
PAGE = {"anonymous": 302, "learner": 404, "course_staff": 404, "operator": 404}


def _goal(name: str, method: str, told: dict[str, int]) -> Endpoint:
    """Return the row of a goal that is nobody's: nobody finds somebody else's goal either."""
    return Endpoint(
        name=f"agir_dashboard:{name}",
        method=method,
        kwargs={"goal_id": NOBODYS},
        statuses=statuses(**told),
    )


GOALS = (
    Endpoint(
        name="agir_dashboard:goals",
        method="GET",
        statuses=statuses(anonymous=302, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:goal-new",
        method="GET",
        statuses=statuses(anonymous=302, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:goal-new",
        method="POST",
        statuses=statuses(anonymous=302, learner=422, course_staff=422, operator=422),
    ),
    _goal("goal", "GET", PAGE),
    _goal("goal-revise", "GET", PAGE),
    _goal("goal-revise", "POST", PAGE),
    _goal("goal-close", "POST", PAGE),
    _goal("goal-undo", "POST", PAGE),
    _goal("goal-say", "POST", PAGE),
    _goal("goal-remind", "POST", PAGE),
    Endpoint(
        name="agir_dashboard:goal-quiet",
        method="GET",
        kwargs={"token": "forged"},
        statuses=statuses(anonymous=404, learner=404, course_staff=404, operator=404),
    ),
    Endpoint(
        name="agir_dashboard:me-goals",
        method="GET",
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:me-goals",
        method="POST",
        data={"intent": "explore"},
        statuses=statuses(anonymous=401, learner=201, course_staff=201, operator=201),
    ),
    _goal("me-goal", "GET", SIGNED_IN),
    _goal("me-goal", "PATCH", SIGNED_IN),
    _goal("me-goal", "POST", SIGNED_IN),
    Endpoint(
        name="agir_dashboard:goal-proposals",
        method="GET",
        kwargs=COURSE,
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:goal-proposals",
        method="POST",
        kwargs=COURSE,
        data={"title_fr": "Flâner", "title_en": "Wander", "intent": "explore"},
        statuses=statuses(anonymous=401, learner=403, course_staff=201, operator=201),
    ),
    Endpoint(
        name="agir_dashboard:goal-proposal",
        method="DELETE",
        kwargs={**COURSE, "proposal_id": NOBODYS},
        statuses=statuses(anonymous=401, learner=403, course_staff=404, operator=404),
    ),
)

OF_TEAM = {"learner": 403, "course_staff": 403, "operator": 404}  # nobody is in its team
OF_OPERATORS = {"learner": 403, "course_staff": 403, "operator": 200}


def _success(name: str, kwargs: dict[str, str], told: dict[str, int]) -> Endpoint:
    """Return the row of a report."""
    return Endpoint(
        name=f"agir_dashboard:{name}", method="GET", kwargs=kwargs, statuses=statuses(**told)
    )


READ = {"learner": 403, "course_staff": 200, "operator": 200}
SUCCESS = (
    *(
        _success(name, COURSE, {"anonymous": 302, **READ})
        for name in ("success", "success-summary", "success-csv", "success-matrix-csv")
    ),
    *(
        _success(name, COURSE, {"anonymous": 401, **READ})
        for name in ("api-success", "api-success-matrix")
    ),
    _success("success", NOWHERE, {"anonymous": 302, **OF_TEAM}),
    _success("api-success", NOWHERE, {"anonymous": 401, **OF_TEAM}),
    _success("success-all", {}, {"anonymous": 302, **OF_OPERATORS}),
    _success("success-all-csv", {}, {"anonymous": 302, **OF_OPERATORS}),
    _success("api-success-all", {}, {"anonymous": 401, **OF_OPERATORS}),
)

MAP = (
    *(
        Endpoint(
            name=f"agir_dashboard:{name}",
            method=method,
            kwargs=COURSE,
            statuses=statuses(anonymous=302, **READ),
        )
        for name, method in (
            ("competency-map", "GET"),
            ("competency-map-csv", "GET"),
            ("competency-findings", "GET"),
            ("competency-simulate", "GET"),
            ("competency-simulate", "POST"),
            ("competency-links-default", "POST"),
            ("competency-find", "GET"),
            ("competency-links", "GET"),
            ("competency-links-csv", "GET"),
        )
    ),
    *(
        Endpoint(
            name=f"agir_dashboard:{name}",
            method="POST",
            kwargs=COURSE,
            statuses=statuses(anonymous=302, learner=403, course_staff=422, operator=422),
        )
        for name in ("competency-links", "competency-links-apply")
    ),
    *(
        Endpoint(
            name=f"agir_dashboard:competency-{name}",
            method="POST",
            kwargs=COURSE | {"competency": NOBODYS},
            statuses=statuses(anonymous=302, learner=403, course_staff=404, operator=404),
        )
        for name in ("put", "promise", "weigh", "take-off", "undo")
    ),
    *(
        Endpoint(
            name=f"agir_dashboard:{name}",
            method="GET",
            kwargs=COURSE | kwargs,
            statuses=statuses(anonymous=302, learner=403, course_staff=404, operator=404),
        )
        for name, kwargs in (
            ("competency-block", {"usage_key": "nothing"}),
            ("competency-one", {"competency": NOBODYS}),
        )
    ),
    _success("competency-map", NOWHERE, {"anonymous": 302, **OF_TEAM}),
    _success("api-competencies", COURSE, {"anonymous": 401, **READ}),
    _success("api-competencies", NOWHERE, {"anonymous": 401, **OF_TEAM}),
    Endpoint(
        name="agir_dashboard:api-competencies-simulate",
        method="POST",
        kwargs=COURSE,
        data={"scores": {}},
        statuses=statuses(anonymous=401, **READ),
    ),
)

RECORDS = tuple(
    Endpoint(
        name=f"agir_dashboard:{name}",
        method="GET",
        statuses=statuses(anonymous=nobody, learner=200, course_staff=200, operator=200),
    )
    for name, nobody in (
        ("data", 302),
        ("data-json", 302),
        ("data-zip", 302),
        ("me-evidence", 401),
        ("me-export", 401),
        ("me-self-assessments", 401),
    )
)

FOR_OPERATORS = {"anonymous": 302, "learner": 403, "course_staff": 403}
FRAMEWORKS = (
    Endpoint(
        name="agir_dashboard:frameworks",
        method="GET",
        statuses=statuses(anonymous=302, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:framework",
        method="GET",
        kwargs={"identifier": NOBODYS},
        statuses=statuses(**PAGE),
    ),
    Endpoint(
        name="agir_dashboard:framework-file",
        method="GET",
        kwargs={"identifier": NOBODYS, "form": "case"},
        statuses=statuses(**PAGE),
    ),
    Endpoint(
        name="agir_dashboard:framework-new",
        method="GET",
        statuses=statuses(**FOR_OPERATORS, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:framework-new",
        method="POST",
        statuses=statuses(**FOR_OPERATORS, operator=422),
    ),
    Endpoint(
        name="agir_dashboard:framework-write",
        method="POST",
        kwargs={"identifier": NOBODYS},
        statuses=statuses(**FOR_OPERATORS, operator=404),
    ),
    Endpoint(
        name="agir_dashboard:imports",
        method="GET",
        statuses=statuses(**FOR_OPERATORS, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:imports",
        method="POST",
        statuses=statuses(**FOR_OPERATORS, operator=422),
    ),
    *(
        Endpoint(
            name=f"agir_dashboard:{name}",
            method=method,
            kwargs={"job": NOBODYS},
            statuses=statuses(**FOR_OPERATORS, operator=404),
        )
        for name, method in (
            ("import", "GET"),
            ("import-apply", "POST"),
            ("import-go-on", "POST"),
            ("import-cancel", "POST"),
        )
    ),
)


def _reviewing(name: str, method: str, told: dict[str, int], **more: Any) -> Endpoint:
    """Return the row of a page or address of attestations, reviews and decisions."""
    return Endpoint(name=f"agir_dashboard:{name}", method=method, statuses=statuses(**told), **more)


OWN = {"learner": 200, "course_staff": 200, "operator": 200}
EMPTY = {"learner": 422, "course_staff": 422, "operator": 422}
NOBODYS_REQUEST = {"key": NOBODYS}
TEAM_FORM = {"anonymous": 302, "learner": 403, "course_staff": 422, "operator": 422}
TEAM_SENT = {"anonymous": 401, "learner": 403, "course_staff": 400, "operator": 400}
TEAM_UNTOLD = {"anonymous": 401, "learner": 403, "course_staff": 422, "operator": 422}  # no reason
REVIEWING = (
    *(
        _reviewing(name, "GET", {"anonymous": 302, **READ}, kwargs=COURSE)
        for name in ("attestations", "decisions", "reviews")
    ),
    *(
        _reviewing(name, "GET", {"anonymous": 302, **OF_TEAM}, kwargs=NOWHERE)
        for name in ("attestations", "decisions", "reviews")
    ),
    *(_reviewing(name, "POST", TEAM_FORM, kwargs=COURSE) for name in ("attestations", "decisions")),
    _reviewing("reviews-all", "GET", {"anonymous": 302, **OF_OPERATORS}),
    *(
        _reviewing(name, method, PAGE, kwargs=NOBODYS_REQUEST)
        for name in ("review", "prior-one")
        for method in ("GET", "POST")
    ),
    *(
        _reviewing(name, "GET", PAGE, kwargs=NOBODYS_REQUEST)
        for name in ("review-file", "prior-file")
    ),
    _reviewing("peers-team", "GET", {"anonymous": 302, **READ}, kwargs=COURSE),
    _reviewing("peers-team", "GET", {"anonymous": 302, **OF_TEAM}, kwargs=NOWHERE),
    _reviewing("peers-team", "POST", TEAM_FORM, kwargs=COURSE),
    _reviewing(
        "peers-team-file",
        "GET",
        {"anonymous": 302, "learner": 403, "course_staff": 404, "operator": 404},
        kwargs=COURSE | NOBODYS_REQUEST,
    ),
    _reviewing("peers", "GET", {"anonymous": 302, **OWN}),
    _reviewing("peers", "POST", {"anonymous": 302, **EMPTY}),
    _reviewing("peers-queue", "GET", {"anonymous": 302, **OWN}),
    *(
        _reviewing(name, method, PAGE, kwargs=NOBODYS_REQUEST)
        for name in ("peers-one", "peers-answer")
        for method in ("GET", "POST")
    ),
    *(
        _reviewing(name, "GET", PAGE, kwargs=NOBODYS_REQUEST)
        for name in ("peers-file", "peers-answer-file")
    ),
    _reviewing("prior", "GET", {"anonymous": 302, **OWN}),
    _reviewing("prior", "POST", {"anonymous": 302, **EMPTY}),
    *(
        _reviewing(name, "GET", {"anonymous": 401, **READ}, kwargs=COURSE)
        for name in ("api-attestations", "api-decisions", "api-reviews")
    ),
    *(
        _reviewing(name, "POST", TEAM_SENT, kwargs=COURSE)
        for name in ("api-attestations", "api-decisions")
    ),
    *(
        _reviewing(name, "DELETE", TEAM_UNTOLD, kwargs=COURSE | NOBODYS_REQUEST)
        for name in ("api-attestation", "api-decision")
    ),
    *(
        _reviewing("api-review", method, SIGNED_IN, kwargs=NOBODYS_REQUEST)
        for method in ("GET", "POST")
    ),
    _reviewing("me-prior", "GET", {"anonymous": 401, **OWN}),
    _reviewing("me-prior", "POST", {"anonymous": 401, **EMPTY}, data={"competencies": [NOBODYS]}),
    *(
        _reviewing("me-prior-one", method, SIGNED_IN, kwargs=NOBODYS_REQUEST)
        for method in ("GET", "PATCH", "DELETE")
    ),
)

BEFORE = (
    Endpoint(
        name="agir_dashboard:before",
        method="GET",
        statuses=statuses(anonymous=302, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:before",
        method="POST",
        statuses=statuses(anonymous=302, learner=422, course_staff=422, operator=422),
    ),
    Endpoint(
        name="agir_dashboard:me-before",
        method="POST",
        data={"receipts": ["forged"], "dry_run": True},
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
)

CERTIFYING = (
    *(
        _reviewing(name, "GET", {"anonymous": 302, **OWN})
        for name in ("certify", "certify-civil", "certify-data")
    ),
    _reviewing("certify-civil", "POST", {"anonymous": 302, **EMPTY}),
    _reviewing("certify-one", "GET", PAGE, kwargs={"code": "RS99999"}),
    *(
        _reviewing(name, method, PAGE, kwargs=NOBODYS_REQUEST)
        for name in ("certify-session", "certify-place")
        for method in ("GET", "POST")
    ),
    *(
        _reviewing(name, "GET", PAGE, kwargs=NOBODYS_REQUEST)
        for name in ("certify-realisation", "certify-attestation")
    ),
)

ENDPOINTS = (
    *GOALS,
    *CERTIFYING,
    *REVIEWING,
    *BEFORE,
    *FRAMEWORKS,
    *RECORDS,
    *SUCCESS,
    *MAP,
    Endpoint(
        name="agir_dashboard:skills",
        method="GET",
        statuses=statuses(anonymous=302, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_dashboard:me",
        method="GET",
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
)
