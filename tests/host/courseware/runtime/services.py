"""Which services does the host offer to blocks?

The same names and answers as the platform's; a service that only external graders use exists
and refuses.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import get_language, gettext, ngettext
from xblock.reference.user_service import UserService, XBlockUser

ANONYMOUS = "anonymous"


class I18n:
    """Django's translations, under the names old and new blocks call."""

    gettext = staticmethod(gettext)
    ngettext = staticmethod(ngettext)
    ugettext = staticmethod(gettext)
    ungettext = staticmethod(ngettext)

    def strftime(self, moment: datetime, wanted: str) -> str:
        """Write a moment in the learner's language; ``wanted`` names a platform format."""
        known = {"SHORT_DATE": "SHORT_DATE_FORMAT", "DATE_TIME": "DATETIME_FORMAT"}
        return formats.date_format(moment, known.get(wanted, "DATE_FORMAT"))

    def get_javascript_i18n_catalog_url(self, block: Any) -> str | None:
        """Return the address of a block's own catalogue in the current language, if any."""
        finder = getattr(block, "get_translation_content", None) or getattr(
            block, "i18n_js_namespace", None
        )
        language = get_language() or ""
        folder = "public/js/translations"
        if finder is None or not language:
            return None
        code = translation.to_locale(language)
        return str(block.runtime.local_resource_url(block, f"{folder}/{code}/text.js"))


class HostUserService(UserService):
    """Who looks at the block, with the platform's attribute names."""

    def __init__(self, user: Any, *, is_staff: bool, language: str) -> None:
        """Serve this user (``None``: nobody)."""
        super().__init__()
        self._user, self._is_staff, self._language = user, is_staff, language
        self._django_user = user  # the platform's name: it tells who looks as another

    def get_current_user(self) -> XBlockUser:
        """Return the user; an anonymous visitor has no id and no name."""
        user = self._user
        known = user is not None and user.is_authenticated
        shown = XBlockUser(is_current_user=True)
        if known:
            shown.full_name = user.get_full_name()
            shown.emails = [user.email] if user.email else []
        anonymous = hashlib.md5(  # the platform's own form: 32 hexadecimal digits
            f"{settings.SECRET_KEY}{user.pk if known else ''}".encode(), usedforsecurity=False
        ).hexdigest()
        shown.opt_attrs = {
            "edx-platform.is_authenticated": known,
            "edx-platform.user_id": user.pk if known else None,
            "edx-platform.username": user.username if known else None,
            "edx-platform.user_is_staff": self._is_staff,
            "edx-platform.user_is_beta_tester": False,
            "edx-platform.user_is_global_staff": known and user.is_staff,
            "edx-platform.user_role": "staff" if self._is_staff else "student",
            "edx-platform.anonymous_user_id": anonymous,
            "edx-platform.deprecated_anonymous_user_id": anonymous,
            "edx-platform.request_country_code": "",
            "edx-platform.user_preferences": {"pref-lang": self._language},
        }
        return shown

    def get_anonymous_user_id(self, username: str, course_id: str) -> str | None:
        """Return nothing: the host maps no other people."""
        return None


class Sandbox:
    """May problems run Python scripts? Only where every author is trusted."""

    def can_execute_unsafe_code(self) -> bool:
        """Tell whether scripts run in this process (``AGIR_HOST_SANDBOX=trusted``)."""
        return bool(settings.AGIR_HOST_RUNS_SCRIPTS)

    def get_python_lib_zip(self) -> None:
        """Return nothing: courses bring no Python library."""


class NoQueue:
    """The queue of external graders: there is none, and asking for it says so."""

    waittime = 0
    default_queuename = ""
    callback_url = ""

    @property
    def interface(self) -> Any:
        """Refuse."""
        raise NotImplementedError("The embedded host has no external grader.")

    def construct_callback(self, *_: Any, **__: Any) -> str:
        """Return no address."""
        return ""


class ReplaceUrls:
    """Addresses of a course's files: ``/static/x`` becomes the course's own file."""

    def __init__(self, course_key: Any) -> None:
        """Replace for this course."""
        self._base = f"/assets/courseware/{course_key}/"

    def replace_urls(self, text: Any, static_replace_only: bool = False) -> str:  # noqa: FBT
        """Return the text as a plain ``str``: a safe one would not be escaped again later."""
        found = str(text) + ""
        for quote in ('"', "'", "&#34;", "&quot;", "&#39;"):
            found = found.replace(f"{quote}/static/", f"{quote}{self._base}")
        return found


class SettingsService:
    """A block's bucket of site settings (``XBLOCK_SETTINGS``)."""

    def get_settings_bucket(self, block: Any, default: Any = None) -> Any:
        """Return the block's settings, else ``default``, else nothing."""
        key = getattr(block, "block_settings_key", None) or block.unmixed_class.__name__
        found = getattr(settings, "XBLOCK_SETTINGS", {}).get(key)
        return found if found is not None else (default or {})
