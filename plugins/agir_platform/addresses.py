"""At which address does the world find this site?

Never the address of the request: what is signed or sent must stay true whoever asked, and the
``Host`` header is the visitor's word.
"""

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings

from agir_kernel.errors import DomainError


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
    """Return the whole address of ``path`` (``/agir/…``) on this site."""
    return f"{site_url()}/{path.lstrip('/')}"


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
