"""Which courses does the site that answers list? Those that the platform's own catalogue would.

One installation may serve several sites, each with organisations of its own: what one of them
lists, the others do not. This narrows lists; it is no permission, and hides no address that
somebody knows, as the platform's own course pages do not.
"""

from django.db.models import Q

from agir_platform.ports import Listed
from agir_platform.select import platform


def listed_here() -> Listed:
    """Return of which organisations the site that answers lists courses."""
    return platform().sites.listed_here()


def of_courses(field: str, listed: Listed) -> Q:
    """Return what keeps the rows whose course key in ``field`` is listed.

    '' in the field is the operator's own: kept unless the site lists only organisations.
    """
    if listed.only:
        return _of(field, listed.only)
    return ~_of(field, listed.without) if listed.without else Q()


def _of(field: str, organisations: frozenset[str]) -> Q:
    found = Q()
    for name in sorted(organisations):
        # Both forms of a key: course-v1:Org+Course+Run, and Org/Course/Run of old courses.
        for start in (f"course-v1:{name}+", f"{name}/"):
            found |= Q(**{f"{field}__startswith": start})
    return found
