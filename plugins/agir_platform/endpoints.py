"""Who gets which answer at which address?

One table, roles by endpoints, that a test walks: an address without a row fails it. Each app of
the suite writes its rows as ``ENDPOINTS`` in its own ``endpoints.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


class Visitor(StrEnum):
    """The people whom the test sends to every address."""

    ANONYMOUS = "anonymous"
    LEARNER = "learner"
    OTHER_LEARNER = "other_learner"
    COURSE_STAFF = "course_staff"
    SPONSOR = "sponsor"
    CERTIFICATION_MANAGER = "certification_manager"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address and method, and the status each visitor gets.

    ``name`` is the address's name with its namespace (``agir_dashboard:me``), ``kwargs`` a
    sample of what its path holds. ``statuses`` has one entry a visitor. A sample may name what
    does not exist: who may ask then gets 404, and who may not is refused all the same.
    ``service`` is ``lms``, ``cms`` or ``both``. ``data`` is the JSON body of a POST.
    """

    name: str
    method: str
    statuses: Mapping[Visitor, int]
    kwargs: Mapping[str, str] = field(default_factory=dict)
    service: str = "both"
    data: Mapping[str, object] = field(default_factory=dict)


def statuses(  # noqa: PLR0913  one a visitor
    *,
    anonymous: int,
    learner: int,
    course_staff: int,
    operator: int,
    other_learner: int = 0,
    sponsor: int = 0,
    certification_manager: int = 0,
) -> dict[Visitor, int]:
    """Return one status a visitor.

    Another learner, a sponsor and a certification manager get what a learner gets unless told.
    """
    return {
        Visitor.ANONYMOUS: anonymous,
        Visitor.LEARNER: learner,
        Visitor.OTHER_LEARNER: other_learner or learner,
        Visitor.COURSE_STAFF: course_staff,
        Visitor.SPONSOR: sponsor or learner,
        Visitor.CERTIFICATION_MANAGER: certification_manager or learner,
        Visitor.OPERATOR: operator,
    }


ENDPOINTS = (
    Endpoint(
        name="agir_platform:did",
        method="GET",
        # 200: the embedded host has a signing key.
        statuses=statuses(anonymous=200, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_platform:schema",
        method="GET",
        statuses=statuses(anonymous=200, learner=200, course_staff=200, operator=200),
    ),
)


def table() -> tuple[Endpoint, ...]:
    """Return the rows of every installed app of the suite."""
    rows: list[Endpoint] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.endpoints"
        if config.name.startswith("agir_") and find_spec(module):
            rows.extend(import_module(module).ENDPOINTS)
    return tuple(rows)
