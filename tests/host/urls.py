"""Addresses of the embedded host; the plugins' come last, as on the platform."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import JavaScriptCatalog
from edx_django_utils.plugins import get_plugin_url_patterns


def _plugins() -> list[URLPattern | URLResolver]:
    """Return the plugins' patterns; one mounted by the LMS is not mounted again by Studio."""
    found: dict[str, URLPattern | URLResolver] = {}
    for kind in settings.AGIR_HOST_KINDS:
        for pattern in get_plugin_url_patterns(kind):
            found.setdefault(pattern.namespace or repr(pattern), pattern)
    return list(found.values())


def _mounted(prefix: str, module: str) -> list[URLResolver]:
    return [path(prefix, include(module))] if find_spec(module) else []


def _nowhere() -> list[URLPattern]:
    """Show our own page for an address nobody has, in development too.

    Only with the final slash: without it, Django first tries whether a slash is what lacks.
    """
    if not find_spec("host.pages.views.errors"):
        return []
    from host.pages.views.errors import missing

    return [re_path(r"^.*/$", missing)]


handler403 = "host.pages.views.errors.refused"
handler404 = "host.pages.views.errors.missing"
handler500 = "host.pages.views.errors.broken"
if not find_spec("host.pages.views.errors"):
    del handler403, handler404, handler500

urlpatterns = [
    path("admin/", admin.site.urls),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="jsi18n"),
    path("", include("host.courseware.urls")),
    *(_mounted("edxval/", "edxval.urls") if "edxval" in settings.INSTALLED_APPS else []),
    *_mounted("", "host.gallery.urls"),
    *_mounted("studio/", "host.studio.urls"),
    *_mounted("", "host.pages.urls"),
    *staticfiles_urlpatterns(),
    *_plugins(),
    *_nowhere(),
]
