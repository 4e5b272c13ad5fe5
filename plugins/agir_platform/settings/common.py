"""What may a site choose about the suite as a whole?

``AGIR_CONTEXTS``: the contexts that act; ``None`` is all. ``AGIR_PLATFORM_BACKEND``: the dotted
path of the class behind the ports. ``AGIR_PRIVATE_STORAGE``: ``{"BACKEND": …, "OPTIONS": {…}}``
for private files, or ``None`` where the site has no place for them yet.

``AGIR_SITE_URL``: the site's own address, ``None`` for the platform's ``LMS_ROOT_URL``.
``AGIR_SIGNING_KEYS``: the keys that sign badges, the first active one signs (``signing``); none
by default, badges are then unsigned. ``AGIR_ISSUER_DID``: the name the site signs under, ``None``
to make it of the address, ``did:key`` to make it of the key. ``AGIR_HTTP_ALLOWED_HOSTS``:
``["host:port"]`` that may be asked over plain HTTP and at private addresses, for peers in
development (``http``). ``AGIR_VAULT_KEYS``: secrets that seal what must not lie open in the
database, newest first (``vault``); without one nothing of the kind is stored.
``AGIR_EVENT_BUS``: the suite's events go to the platform's event bus as well (``publishing``).
``AGIR_RUN_BEAT``: the jobs of ``schedule`` stand in ``CELERYBEAT_SCHEDULE``, for a site that runs
Celery's beat; off by default, cron runs them.
"""

from typing import Any, Final

from agir_platform import schedule

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CONTEXTS": [
        "competencies",
        "badges",
        "catalogue",
        "sponsorship",
        "certification",
        "dashboard",
        "xblocks",
    ],
    "AGIR_PLATFORM_BACKEND": "agir_platform.openedx.OpenEdxPlatform",
    "AGIR_PRIVATE_STORAGE": None,
    "AGIR_SITE_URL": None,
    "AGIR_SIGNING_KEYS": [],
    "AGIR_ISSUER_DID": None,
    "AGIR_HTTP_ALLOWED_HOSTS": [],
    "AGIR_EVENT_BUS": False,
    "AGIR_RUN_BEAT": False,
    "AGIR_VAULT_KEYS": [],
}

REPORTING: Final = {
    "DEFAULT_EXCEPTION_REPORTER_FILTER": "agir_platform.error_reports.Filter",
    "DEFAULT_EXCEPTION_REPORTER": "agir_platform.error_reports.Reporter",
}
"""Django's settings of error reports, and the suite's classes for them."""


def plugin_settings(settings: Any) -> None:
    """Give each setting its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        if not hasattr(settings, name):
            setattr(settings, name, value)
    schedule_jobs(settings)
    report_errors(settings)


def report_errors(settings: Any) -> None:
    """Let the suite's classes write error reports, where the site chose none of its own."""
    for name, ours in REPORTING.items():
        if getattr(settings, name, "django.views.debug").startswith("django.views.debug"):
            setattr(settings, name, ours)


def schedule_jobs(settings: Any) -> None:
    """Let Celery's beat start the suite's jobs, where the site runs one; others' stay."""
    if settings.AGIR_RUN_BEAT:
        planned = getattr(settings, "CELERYBEAT_SCHEDULE", None) or {}
        settings.CELERYBEAT_SCHEDULE = {**planned, **schedule.entries()}
