"""Each page × each role: anonymous, enrolled learner, other learner, course team, operator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

ROLES = ("", "apprenante", "learner", "auteur", "operator")
IN = 302  # sent to the entrance

# path, then the status for each role in the order of ROLES
TABLE = (
    ("/", (200, 200, 200, 200, 200)),
    ("/login/", (200, 302, 302, 302, 302)),
    ("/courses/{course}/about", (200, 200, 200, 200, 200)),
    ("/courses/{course}/", (IN, 200, 403, 200, 200)),
    # The course is public: a visitor reads and learns; somebody with an account is asked to enrol.
    ("/courses/{course}/units/{unit}/", (200, 200, 403, 200, 200)),
    ("/dashboard", (IN, 200, 200, 200, 200)),
    ("/agir/skills/", (IN, 200, 200, 200, 200)),
    ("/courses/{course}/gradebook", (IN, 403, 403, 200, 200)),
    ("/courses/{course}/gradebook/{learner}/{exercise}/", (IN, 403, 403, 200, 200)),
    ("/studio/", (IN, 403, 403, 200, 200)),
    ("/studio/{course}/", (IN, 403, 403, 200, 200)),
    ("/studio/{course}/tags/{exercise}/", (IN, 403, 403, 200, 200)),
    ("/studio/{course}/tags/{course}/", (IN, 403, 403, 200, 200)),
)
CASES = [
    pytest.param(path, role, status, id=f"{path} {role or 'anonymous'}")
    for path, statuses in TABLE
    for role, status in zip(ROLES, statuses, strict=True)
]


@pytest.mark.parametrize(("path", "role", "status"), CASES)
def test_who_may_open_it(
    as_role: Callable[[str], Client], names: dict[str, str], path: str, role: str, status: int
) -> None:
    answer = as_role(role).get(path.format(**names))
    assert answer.status_code == status
    if status == IN and not role:
        assert answer["Location"].startswith("/login/?next=")


POSTS = (
    ("/courses/{course}/unenrol", "", IN),
    ("/courses/{course}/units/{unit}/seen", "learner", 403),
    ("/courses/{course}/gradebook/{learner}/{exercise}/", "apprenante", 403),
    ("/studio/{course}/add/{unit}/", "apprenante", 403),
    ("/studio/{course}/add/{unit}/", "", IN),
)


@pytest.mark.parametrize(("path", "role", "status"), POSTS)
def test_who_may_not_write(
    as_role: Callable[[str], Client], names: dict[str, str], path: str, role: str, status: int
) -> None:
    assert as_role(role).post(path.format(**names)).status_code == status


@pytest.mark.parametrize("path", ["/courses/{course}/enrol", "/studio/{course}/add/{unit}/"])
def test_writing_needs_a_post(
    as_role: Callable[[str], Client], names: dict[str, str], path: str
) -> None:
    assert as_role("operator").get(path.format(**names)).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/courses/course-v1:No+Such+Course/about",
        "/courses/course-v1:No+Such+Course/gradebook",
        "/courses/{course}/units/block-v1:No+Such+Course+type@vertical+block@x/",
        "/courses/not-a-key/",
        "/studio/{course}/tags/block-v1:No+Such+Course+type@problem+block@x/",
    ],
)
def test_unknown_names_answer_404(
    as_role: Callable[[str], Client], names: dict[str, str], path: str
) -> None:
    assert as_role("operator").get(path.format(**names)).status_code == 404
