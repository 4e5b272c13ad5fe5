"""Who gets which answer from badges."""

from agir_platform.endpoints import Endpoint, statuses

ENDPOINTS = (
    Endpoint(
        name="agir_badges:image",
        method="GET",
        kwargs={"rule": "00000000-0000-4000-8000-000000000000"},
        statuses=statuses(anonymous=404, learner=404, course_staff=404, operator=404),
    ),
)
