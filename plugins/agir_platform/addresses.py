"""At which address does the world find this site, and at which a person?

One installation may serve several sites. What is signed, federated or counted has one address for
ever, ``absolute``. What a person follows leads to the site they know: ``here`` while a request is
answered, ``of_course`` and ``of_organisation`` wherever a letter or a job speaks of a course. No
address is taken from the ``Host`` header itself, which is the visitor's word: the platform says
which of its sites was asked.
"""

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from agir_kernel.errors import DomainError
from agir_platform.select import platform


class SiteUrlUnset(DomainError):
    """The site does not say its own address, or says something that is none."""

    code: ClassVar[str] = "site_url_unset"


def site_url() -> str:
    """Return the site's address, such as ``https://campus.example``, without a final slash.

    ``AGIR_SITE_URL``, or else the platform's ``LMS_ROOT_URL``: Studio answers with the LMS's too,
    so that both sign as one issuer. Raises ``SiteUrlUnset`` where neither is a whole http(s)
    address.
    """
    for name in ("AGIR_SITE_URL", "LMS_ROOT_URL"):
        said = str(getattr(settings, name, None) or "").strip().rstrip("/")
        if said:
            return _checked(said, name)
    raise SiteUrlUnset


def absolute(path: str) -> str:
    """Return the whole address of ``path`` (``/agir/…``) on the main site: it never changes."""
    return _under(site_url(), path)


def here(path: str) -> str:
    """Return the whole address of ``path`` on the site that answers, else on the main one."""
    return _under(platform().sites.url_here() or site_url(), path)


def of_organisation(organisation: str, path: str) -> str:
    """Return the whole address of ``path`` on the site that names the organisation as its own.

    On the main site where none does. The answer is the same in a request, a job and a worker.
    """
    return _under(platform().sites.url_of(organisation) or site_url(), path)


def of_course(course_key: str, path: str) -> str:
    """Return the whole address of ``path`` on the site of the course's organisation.

    Of no course ('' or nonsense), on the main site.
    """
    return of_organisation(organisation_of(course_key), path)


def organisation_of(course_key: str) -> str:
    """Return the organisation that a course key names, '' where it is none."""
    try:
        return str(CourseKey.from_string(course_key).org)
    except InvalidKeyError:
        return ""


def _under(root: str, path: str) -> str:
    return f"{root}/{path.lstrip('/')}"


def _checked(said: str, name: str) -> str:
    try:
        parts = urlsplit(said)
        host, _ = parts.hostname, parts.port  # a port that is no number raises
    except ValueError:
        host = None
    is_bare = host and not (parts.query or parts.fragment or parts.username)
    if not is_bare or parts.scheme not in ("http", "https"):
        raise SiteUrlUnset(setting=name)
    return said
