"""Settings of the embedded host (first form)."""

import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from edx_django_utils.plugins import add_plugins, get_plugin_apps

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("AGIR_HOST_VAR") or ROOT / "var")
VAR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "embedded-host-never-shipped"
DEBUG = True
ALLOWED_HOSTS = ["*"]
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
STATIC_URL = "/static/"
SERVICE_VARIANT = "cms" if os.environ.get("AGIR_HOST_SERVICE") == "cms" else "lms"
PLUGIN_KIND = "cms.djangoapp" if SERVICE_VARIANT == "cms" else "lms.djangoapp"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database():
    address = os.environ.get("AGIR_HOST_DATABASE_URL")
    if not address:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "host.sqlite3"}
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.mysql", "NAME": parts.path.lstrip("/"), "USER": parts.username,
        "PASSWORD": parts.password, "HOST": parts.hostname, "PORT": parts.port,
        "OPTIONS": {"charset": "utf8mb4"},
    }


DATABASES = {"default": {**_database(), "ATOMIC_REQUESTS": True}}
TAGGING = "openedx_tagging.core.tagging" if find_spec("openedx_tagging.core") else "openedx_tagging"
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
    "django.contrib.sites", "rest_framework", "waffle", "openedx_events", "openedx_filters",
    "organizations", "simple_history", "rules.apps.AutodiscoverRulesConfig", TAGGING,
    *get_plugin_apps(PLUGIN_KIND),
]
SITE_ID = 1
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.template.context_processors.i18n", "django.contrib.messages.context_processors.messages",
    ]},
}]
ROOT_URLCONF = "host.urls"
AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
CELERY_TASK_ALWAYS_EAGER = True
for kind in ("common", "production"):
    add_plugins(__name__, PLUGIN_KIND, kind)
