"""Who gets which answer from sponsorship?"""

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "00000000-0000-4000-8000-000000000000"
EVERYBODY = statuses(anonymous=200, learner=200, course_staff=200, operator=200)
BOOKS = tuple(
    Endpoint(name=f"agir_sponsorship:{name}", method="GET", statuses=EVERYBODY)
    for name in ("ledger", "ledger-csv")
)
ORGANISATIONS = (
    *(
        Endpoint(
            name="agir_sponsorship:organisations",
            method=method,
            statuses=statuses(anonymous=302, learner=told, course_staff=told, operator=told),
        )
        for method, told in (("GET", 200), ("POST", 422))
    ),
    *(
        Endpoint(
            name=f"agir_sponsorship:{name}",
            method=method,
            kwargs=kwargs,
            statuses=statuses(anonymous=302, learner=404, course_staff=404, operator=404),
        )
        for name, kwargs in (
            ("organisation", {"organisation": NOBODYS}),
            ("organisation-join", {"secret": "nobodys"}),
        )
        for method in ("GET", "POST")
    ),
    Endpoint(
        name="agir_sponsorship:organisation-logo",
        method="GET",
        kwargs={"organisation": NOBODYS},
        statuses=statuses(anonymous=404, learner=404, course_staff=404, operator=404),
    ),
    *(
        Endpoint(
            name="agir_sponsorship:verification",
            method=method,
            statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=told),
        )
        for method, told in (("GET", 200), ("POST", 422))
    ),
)

NO_POOL = {"pool_id": NOBODYS}
NO_REQUEST = {"request_id": NOBODYS}
NO_REPORT = {"report_id": NOBODYS}
SEATS = (
    *(
        Endpoint(
            name=f"agir_sponsorship:{name}",
            method=method,
            kwargs=kwargs,
            statuses=statuses(anonymous=302, learner=told, course_staff=told, operator=told),
        )
        for name, method, kwargs, told in (
            ("my-seats", "GET", {}, 200),
            ("aid-ask", "POST", {}, 422),
            ("aid-appeal", "POST", NO_REQUEST, 404),
            ("voucher", "POST", {}, 404),
        )
    ),
    *(
        Endpoint(
            name=f"agir_sponsorship:{name}",
            method=method,
            kwargs=kwargs,
            statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=told),
        )
        for name, method, kwargs, told in (
            ("pools", "GET", {}, 200),
            ("pools", "POST", {}, 422),
            ("pool", "GET", NO_POOL, 404),
            ("pool", "POST", NO_POOL, 404),
            ("vouchers-issue", "POST", NO_POOL, 404),
            ("vouchers-revoke", "POST", {"batch_id": NOBODYS}, 404),
            ("aid-queue", "GET", {}, 200),
            ("aid-decide", "POST", NO_REQUEST, 404),
        )
    ),
)
IMPACT = tuple(
    Endpoint(
        name=f"agir_sponsorship:{name}",
        method=method,
        kwargs=kwargs,
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=404, sponsor=404),
    )
    for name, method, kwargs in (
        ("impacts", "GET", {"organisation": NOBODYS}),
        ("impacts", "POST", {"organisation": NOBODYS}),
        ("impact", "GET", NO_REPORT),
        ("impact-csv", "GET", NO_REPORT),
        ("impact-json", "GET", NO_REPORT),
    )
)

NO_CAMPAIGN = {"identifier": NOBODYS}
CAMPAIGNS = (
    *(
        Endpoint(name=f"agir_sponsorship:{name}", method="GET", statuses=EVERYBODY)
        for name in ("campaigns", "api-campaigns")
    ),
    *(
        Endpoint(
            name=f"agir_sponsorship:{name}",
            method="GET",
            kwargs=NO_CAMPAIGN,
            statuses=statuses(anonymous=404, learner=404, course_staff=404, operator=404),
        )
        for name in ("campaign", "api-campaign")
    ),
    Endpoint(
        name="agir_sponsorship:api-course-sponsors",
        method="GET",
        kwargs={"course_key": "course-v1:nobodys+course+2026"},
        statuses=EVERYBODY,
    ),
    Endpoint(
        name="agir_sponsorship:api-stripe",
        method="POST",
        # 503: the embedded host has no secret of Stripe's.
        statuses=statuses(anonymous=503, learner=503, course_staff=503, operator=503),
    ),
    Endpoint(
        name="agir_sponsorship:pledges",
        method="GET",
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=200, sponsor=200),
    ),
    *(
        Endpoint(
            name=f"agir_sponsorship:{name}",
            method=method,
            kwargs=NO_CAMPAIGN,
            statuses=statuses(
                anonymous=302, learner=403, course_staff=403, operator=404, sponsor=404
            ),
        )
        for name in ("pledge-form", "pledge")
        for method in ("GET", "POST")
    ),
    Endpoint(
        name="agir_sponsorship:document",
        method="GET",
        kwargs=NO_CAMPAIGN,
        statuses=statuses(anonymous=302, learner=404, course_staff=404, operator=404),
    ),
)
CONSOLE = tuple(
    Endpoint(
        name=f"agir_sponsorship:{name}",
        method=method,
        kwargs=kwargs,
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=told),
    )
    for name, method, kwargs, told in (
        ("console", "GET", {}, 200),
        ("console-new", "GET", {}, 200),
        ("console-new", "POST", {}, 422),
        ("console-campaign", "GET", NO_CAMPAIGN, 404),
        ("console-campaign", "POST", NO_CAMPAIGN, 404),
        ("console-edit", "GET", NO_CAMPAIGN, 404),
        ("console-edit", "POST", NO_CAMPAIGN, 404),
        ("console-pledge", "GET", NO_CAMPAIGN, 404),
        ("console-pledge", "POST", NO_CAMPAIGN, 404),
        ("console-money", "GET", {}, 200),
        ("console-money", "POST", {}, 409),
        ("console-books", "GET", {}, 200),
        ("console-books", "POST", {}, 200),
        ("accounting", "GET", {}, 422),
    )
)

ENDPOINTS: tuple[Endpoint, ...] = (*BOOKS, *ORGANISATIONS, *SEATS, *IMPACT, *CAMPAIGNS, *CONSOLE)
