"""Which faces does the real platform have? Its site configurations, by its own helpers.

Never its tables: plugins that bring tenants of their own (eox-tenant) replace what the helpers
read, and are heard through them.
"""

from typing import Any

from django.conf import settings

from agir_platform.ports import Listed

URL = "LMS_ROOT_URL"


class OpenEdxSites:
    """Sites by ``course_org_filter`` and ``LMS_ROOT_URL`` of their configurations."""

    def url_here(self) -> str:
        """Return what the configuration of the request's site says, '' where it says nothing."""
        return _root(_helpers().get_value(URL, ""))

    def url_of(self, organisation: str) -> str:
        """Return what the configuration says that names the organisation."""
        return _root(_helpers().get_value_for_org(organisation, URL, "")) if organisation else ""

    def listed_here(self) -> Listed:
        """Return what the platform's own catalogue would show."""
        only = _helpers().get_current_site_orgs()
        if only:
            return Listed(only=frozenset(map(str, only)))
        return Listed(without=frozenset(map(str, _helpers().get_all_orgs())))


def root_of(organisation: str) -> str:
    """Return the address under which courses of an organisation are met, '' for no setting."""
    return OpenEdxSites().url_of(organisation) or _root(getattr(settings, URL, ""))


def _root(said: Any) -> str:
    return str(said or "").strip().rstrip("/")


def _helpers() -> Any:
    from openedx.core.djangoapps.site_configuration import helpers  # noqa: PLC0415

    return helpers
