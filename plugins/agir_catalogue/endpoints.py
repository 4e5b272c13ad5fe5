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

NO_CALL = {"call_id": NO_LISTING}
TEAM = {"learner": 403, "course_staff": 200, "operator": 200}
THEMES = (
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", statuses=EVERYBODY)
        for name in ("themes", "calls", "api-themes", "api-calls")
    ),
    Endpoint(name="agir_catalogue:themes-csv", method="GET", statuses=EVERYBODY_404),
    *(
        Endpoint(
            name=f"agir_catalogue:{name}", method="GET", kwargs=NO_CALL, statuses=EVERYBODY_404
        )
        for name in ("call", "api-call")
    ),
    Endpoint(
        name="agir_catalogue:call-support",
        method="POST",
        kwargs=NO_CALL,
        statuses=statuses(anonymous=302, learner=404, course_staff=404, operator=404),
    ),
    Endpoint(
        name="agir_catalogue:call-decide",
        method="POST",
        kwargs=NO_CALL,
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=404),
    ),
    Endpoint(
        name="agir_catalogue:course-themes",
        method="GET",
        kwargs=COURSE,
        statuses=statuses(anonymous=302, **TEAM),
    ),
    Endpoint(
        name="agir_catalogue:course-themes",
        method="POST",
        kwargs=COURSE,
        # 409: a form that does not say what it read changes nothing.
        statuses=statuses(anonymous=302, learner=403, course_staff=409, operator=409),
    ),
    Endpoint(
        name="agir_catalogue:api-course-themes",
        method="GET",
        kwargs=COURSE,
        statuses=statuses(anonymous=401, **TEAM),
    ),
    Endpoint(
        name="agir_catalogue:api-course-themes",
        method="PUT",
        kwargs=COURSE,
        statuses=statuses(anonymous=401, learner=403, course_staff=400, operator=400),
    ),
)

COURSE = {"course_key": "course-v1:Agir+Memory+2026"}
NOWHERE = {"course_key": "course-v1:Agir+Nowhere+2026"}
NOTICE = (
    *(
        Endpoint(
            name="agir_catalogue:notice",
            method=method,
            kwargs=kwargs,
            statuses=statuses(anonymous=302, learner=403, course_staff=staff, operator=operator),
        )
        for method, kwargs, staff, operator in (
            ("GET", COURSE, 200, 200),
            ("GET", NOWHERE, 403, 404),
            ("POST", COURSE, 302, 302),
        )
    ),
    Endpoint(
        name="agir_catalogue:api-notice",
        method="GET",
        kwargs=COURSE,
        statuses=statuses(anonymous=404, learner=404, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_catalogue:api-notice",
        method="PUT",
        kwargs=COURSE,
        statuses=statuses(anonymous=401, learner=403, course_staff=428, operator=428),
    ),
)

OPERATORS_404 = statuses(anonymous=302, learner=403, course_staff=403, operator=404)
OPERATORS_409 = statuses(anonymous=302, learner=403, course_staff=403, operator=409)
OPERATORS_200 = statuses(anonymous=302, learner=403, course_staff=403, operator=200)
PEERS = (
    Endpoint(name="agir_catalogue:peers", method="GET", statuses=EVERYBODY),
    *(
        Endpoint(name=f"agir_catalogue:{name}", method=method, kwargs={word: "0"}, statuses=answers)
        for name, method, word, answers in (
            ("peer", "GET", "peer", EVERYBODY_404),
            ("peer-course", "GET", "course", EVERYBODY_404),
            ("peer-course", "POST", "course", EVERYBODY_404),
            ("peer-dispute", "POST", "dispute", OPERATORS_404),
            ("peer-merge", "POST", "merge", OPERATORS_409),
        )
    ),
    Endpoint(
        name="agir_catalogue:peer-act",
        method="POST",
        kwargs={"peer": "0"},
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=302),
    ),
    Endpoint(name="agir_catalogue:peer-add", method="GET", statuses=OPERATORS_200),
    Endpoint(
        name="agir_catalogue:peer-add",
        method="POST",
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=422),
    ),
    Endpoint(name="agir_catalogue:peer-merges", method="GET", statuses=OPERATORS_200),
)

SIGNED_404 = statuses(anonymous=302, learner=404, course_staff=404, operator=404)
NO_HOUSE = {"institution": NO_LISTING}
COPRODUCTION = (
    *(
        Endpoint(name=f"agir_catalogue:{name}", method="GET", statuses=EVERYBODY)
        for name in ("institutions", "theme-suggestions")
    ),
    # 422: a form without a name says no institution; 302: one without an act changes nothing.
    Endpoint(
        name="agir_catalogue:institutions",
        method="POST",
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=422),
    ),
    Endpoint(
        name="agir_catalogue:theme-suggestions",
        method="POST",
        statuses=statuses(anonymous=302, learner=302, course_staff=302, operator=302),
    ),
    *(
        Endpoint(name=f"agir_catalogue:{name}", method=method, kwargs=kwargs, statuses=answers)
        for name, method, kwargs, answers in (
            ("institution", "GET", NO_HOUSE, EVERYBODY_404),
            ("institution-act", "POST", NO_HOUSE, SIGNED_404),
            ("institution-join", "GET", {"secret": "nobodys"}, SIGNED_404),
            ("institution-join", "POST", {"secret": "nobodys"}, SIGNED_404),
            ("call-work", "GET", NO_CALL, EVERYBODY_404),
            ("call-work-act", "POST", NO_CALL, SIGNED_404),
        )
    ),
    *(
        Endpoint(
            name="agir_catalogue:course-makers",
            method=method,
            kwargs=COURSE,
            statuses=statuses(anonymous=302, learner=403, course_staff=told, operator=told),
        )
        for method, told in (("GET", 200), ("POST", 302))
    ),
)

SIGNED_200 = statuses(anonymous=302, learner=200, course_staff=200, operator=200)
RECOGNITION = (
    Endpoint(name="agir_catalogue:recognition", method="GET", statuses=SIGNED_200),
    Endpoint(
        name="agir_catalogue:recognition",
        method="POST",
        # 400: nothing was handed over.
        statuses=statuses(anonymous=302, learner=400, course_staff=400, operator=400),
    ),
    Endpoint(
        name="agir_catalogue:recognition-remove",
        method="POST",
        kwargs={"badge": NO_LISTING},
        statuses=SIGNED_404,
    ),
    Endpoint(name="agir_catalogue:recognition-weights", method="GET", statuses=OPERATORS_200),
    Endpoint(
        name="agir_catalogue:recognition-weigh",
        method="POST",
        kwargs={"peer": "0"},
        # 422: a form without a weight says none.
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=422),
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *RECOGNITION,
    *COPRODUCTION,
    *PEERS,
    *NOTICE,
    *THEMES,
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
