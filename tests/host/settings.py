"""Settings of the embedded host: a learning platform in one Django project, on SQLite.

Plugins enter as they do on the real platform: ``get_plugin_apps``, ``add_plugins`` (common, then
production), ``get_plugin_url_patterns``, ``connect_plugin_receivers``. Environment:
``AGIR_HOST_VAR`` (folder of the database and files), ``AGIR_HOST_DATABASE_URL``
(``mysql://user:pass@host:port/name``), ``AGIR_HOST_SERVICE`` (``both``, ``lms``, ``cms``),
``AGIR_HOST_SANDBOX`` (``trusted`` runs the Python scripts of problems in this process),
``AGIR_HOST_URL`` (the address it says it has; ``http://localhost:8000``).
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from edx_django_utils.plugins import add_plugins

from host.database import database_of
from host.door import grammars
from host.door.secret import secret_file
from host.door.services import KINDS, plugin_apps, tame_completion

HOST = Path(__file__).resolve().parent
ROOT = HOST.parents[1]
VAR = Path(os.environ.get("AGIR_HOST_VAR") or ROOT / "var")
VAR.mkdir(parents=True, exist_ok=True)


def _present(*names: str) -> list[str]:
    """Return the modules that are installed: the host starts without the demo's packages."""
    return [name for name in names if find_spec(name.partition(".")[0]) and find_spec(name)]


AGIR_HOST_SERVICE = os.environ.get("AGIR_HOST_SERVICE") or "both"
AGIR_HOST_KINDS = KINDS[AGIR_HOST_SERVICE]
SERVICE_VARIANT = "cms" if AGIR_HOST_SERVICE == "cms" else "lms"
AGIR_HOST_RUNS_SCRIPTS = os.environ.get("AGIR_HOST_SANDBOX") == "trusted"
AGIR_PLATFORM_BACKEND = "host.door.backend.HostPlatform"
tame_completion()
grammars.load_late()

SECRET_KEY = "embedded-host-never-shipped"
DEBUG = True
ALLOWED_HOSTS = ["*"]
SITE_ID = 1
EVENT_TRACKING_ENABLED = True
ROOT_URLCONF = "host.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {**database_of(os.environ, VAR), "ATOMIC_REQUESTS": True}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

TAGGING = "openedx_tagging.core.tagging" if _present("openedx_tagging.core") else "openedx_tagging"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "rest_framework",
    "waffle",
    "eventtracking.django.apps.EventTrackingConfig",
    "openedx_events",
    "openedx_filters",
    "organizations",
    "simple_history",
    "rules.apps.AutodiscoverRulesConfig",
    TAGGING,
    *_present("edxval"),
    "host.courseware",
    "host.door",
    *_present("host.pages", "host.studio", "host.gallery"),
    *plugin_apps(AGIR_HOST_KINDS),
]
MIDDLEWARE = [
    "edx_django_utils.cache.middleware.RequestCacheMiddleware",
    "host.courseware.privacy.ForeignHostsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "crum.CurrentRequestUserMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/dashboard"
LOGOUT_REDIRECT_URL = "/"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "host.pages.views.errors.stale_form"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [HOST / "locale"]
# The player and the problem's script read figures with a dot, whatever the language.
FORMAT_MODULE_PATH = ["host.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    (f"lib/{name}", import_module(f"xstatic.pkg.{name}").BASE_DIR)
    for name in ("jquery", "jquery_ui", "font_awesome")
    if _present("xstatic") and find_spec(f"xstatic.pkg.{name}")
]
AGIR_HOST_LIBRARIES = bool(STATICFILES_DIRS)
MEDIA_ROOT = VAR / "media"
AGIR_PRIVATE_STORAGE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(VAR / "private")},
}
# A name and no number: the names of issuers (did:web) hold no IP address.
AGIR_SITE_URL = os.environ.get("AGIR_HOST_URL") or "http://localhost:8000"
AGIR_SIGNING_KEYS = [{"id": "host", "file": str(secret_file(VAR / "signing.key"))}]
AGIR_VAULT_KEYS = [secret_file(VAR / "vault.key").read_text(encoding="ascii").strip()]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# As the platform says them: a token goes in `Authorization: JWT …`, and its own reader reads it.
JWT_AUTH = {
    "JWT_AUTH_HEADER_PREFIX": "JWT",
    "JWT_DECODE_HANDLER": "edx_rest_framework_extensions.auth.jwt.decoder.jwt_decode_handler",
    "JWT_ISSUERS": [{"ISSUER": "host", "AUDIENCE": "host", "SECRET_KEY": SECRET_KEY}],
    "JWT_ALGORITHM": "HS256",
    "JWT_VERIFY_EXPIRATION": True,
    "JWT_LEEWAY": 1,
    "JWT_SUPPORTED_VERSION": "1.1.0",
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "edx_rest_framework_extensions.auth.jwt.authentication.JwtAuthentication",
        (
            "edx_rest_framework_extensions.auth.session.authentication"
            ".SessionAuthenticationAllowInactiveUser"
        ),
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

# What the platform's own blocks read.
FEATURES: dict[str, object] = {}
PIPELINE = {"PIPELINE_ENABLED": False}
REQUIRE_DEBUG = True
LMS_ROOT_URL = ""
AI_TRANSLATIONS_API_URL = ""
YOUTUBE = {"API": "", "TEST_TIMEOUT": 1500, "IMAGE_API": "", "METADATA_URL": ""}
ALL_LANGUAGES = [["en", "English"], ["fr", "French"]]
LANGUAGE_DICT = dict(ALL_LANGUAGES)
COMPLETION_VIDEO_COMPLETE_PERCENTAGE = 0.95
TRANSCRIPT_LANG_CACHE_TIMEOUT = 60

for _kind in AGIR_HOST_KINDS:
    add_plugins(__name__, _kind, "common")
for _kind in AGIR_HOST_KINDS:
    add_plugins(__name__, _kind, "production")
