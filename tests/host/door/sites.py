"""Which faces does the host have? Sites and their configurations, shaped as the platform's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import crum
from django.contrib.sites.models import Site
from django.test import RequestFactory

from agir_platform.ports import Listed
from host.door.models import SiteConfiguration

URL: Final = "LMS_ROOT_URL"
ORGANISATIONS: Final = "course_org_filter"


class HostSites:
    """Sites by what their enabled configurations say. One statement a question."""

    def url_here(self) -> str:
        """Return what the configuration of the request's host says."""
        return _root(_here(_configurations()))

    def url_of(self, organisation: str) -> str:
        """Return what the configuration says that names the organisation."""
        owners = (values for values in _configurations().values() if organisation in _named(values))
        return _root(next(owners, {}))

    def listed_here(self) -> Listed:
        """Return the site's own organisations, or all that no site names."""
        found = _configurations()
        if only := _named(_here(found)):
            return Listed(only=only)
        return Listed(without=frozenset[str]().union(*map(_named, found.values())))


def open_site(url: str, *organisations: str) -> None:
    """Make a site at this address that names these organisations as its own."""
    site, _ = Site.objects.get_or_create(domain=urlsplit(url).netloc, defaults={"name": "A site"})
    values = {URL: url, ORGANISATIONS: list(organisations)}
    SiteConfiguration.objects.update_or_create(
        site=site, defaults={"enabled": True, "site_values": values}
    )


@contextmanager
def answering(url: str) -> Iterator[None]:
    """Let a request that came to this address be the present one."""
    request = RequestFactory().get("/", headers={"host": urlsplit(url).netloc})
    with crum.impersonate(None):
        crum.set_current_request(request)
        try:
            yield
        finally:
            crum.set_current_request(None)


def _configurations() -> dict[str, dict[str, Any]]:
    rows = SiteConfiguration.objects.filter(enabled=True).order_by("site__domain")
    return dict(rows.values_list("site__domain", "site_values"))


def _here(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    request = crum.get_current_request()
    return {} if request is None else found.get(request.get_host(), {})


def _named(values: dict[str, Any]) -> frozenset[str]:
    """Return the organisations; the platform takes one word for one of them too."""
    named = values.get(ORGANISATIONS) or []
    return frozenset([named] if isinstance(named, str) else named)


def _root(values: dict[str, Any]) -> str:
    return str(values.get(URL) or "").rstrip("/")
