"""Who gets which answer from the skills page."""

from agir_platform.endpoints import Endpoint, statuses

ENDPOINTS = (
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
