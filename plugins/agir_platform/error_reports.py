"""What may Django's error report, on a page or in an e-mail to administrators, say of a person?

Django shows the local variables of every frame, the posted fields and the address. In the suite
these hold names at birth, reasons for an allowance, keys. ``sensitive_variables`` names functions
one by one; it reaches neither a generator nor Django's own frames below a function, whose
``params`` are the row that was being written. So whole reports are kept empty: every variable of a
frame of the suite and of the frames it called, and for an address of the suite every variable and
field.

As with Django's own filter, nothing is hidden while ``DEBUG`` is on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Any, Final

from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from agir_platform.settings.common import REPORTING

SUITE: Final = "agir_"
QUOTING: Final = (DatabaseError, LookupError, ValueError, ValidationError)
HIDDEN: Final = SafeExceptionReporterFilter.cleansed_substitute


def is_suites(module: object) -> bool:
    """Tell whether ``module``, a dotted name, is one of the suite's."""
    return str(module).startswith(SUITE)


def asks_the_suite(request: HttpRequest | None) -> bool:
    """Tell whether an address of the suite answers ``request``."""
    match = getattr(request, "resolver_match", None)
    return match is not None and is_suites(getattr(match, "_func_path", ""))


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_suites_own(frame: FrameType) -> bool:
    return any(is_suites(caller.f_globals.get("__name__")) for caller in _callers(frame))


class Filter(SafeExceptionReporterFilter):
    """Django's filter, to which the suite's variables, fields and cookies are all sensitive."""

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> Iterable[tuple[str, Any]]:
        """Return the names of a frame's variables, with their values where they may be shown."""
        if self.is_active(request) and (asks_the_suite(request) or _is_suites_own(tb_frame)):
            return [(name, HIDDEN) for name in tb_frame.f_locals]
        return super().get_traceback_frame_variables(request, tb_frame)

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        """Return the posted fields; of an address of the suite their names alone."""
        if request is not None and self._hides(request):
            return dict.fromkeys(request.POST, HIDDEN)
        return super().get_post_parameters(request)

    def get_safe_cookies(self, request: HttpRequest) -> Any:
        """Return the cookies; for an address of the suite their names alone."""
        if self._hides(request):
            return dict.fromkeys(request.COOKIES, HIDDEN)
        return super().get_safe_cookies(request)

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """Return the request's environment, without what was asked for after the ``?``."""
        meta = super().get_safe_request_meta(request)
        if self._hides(request):
            hidden = {
                "QUERY_STRING",
                "REQUEST_URI",
                "RAW_URI",
                "HTTP_REFERER",
                "REMOTE_USER",
            } & set(meta)
            meta |= dict.fromkeys(hidden, HIDDEN)
        return meta

    def _hides(self, request: HttpRequest) -> bool:
        return self.is_active(request) and asks_the_suite(request)


class Reporter(ExceptionReporter):
    """Django's reporter, without a query, a file's name or a row in what a database answered."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Return what Django's pages and e-mails are made of."""
        data: dict[str, Any] = super().get_traceback_data()
        if not self.filter.is_active(self.request):
            return data
        if asks_the_suite(self.request):
            data["request_GET_items"] = [(name, HIDDEN) for name in self.request.GET]
            data["request_FILES_items"] = [(name, HIDDEN) for name in self.request.FILES]
            data["user_str"] = HIDDEN  # a username is often a name
            data["request_insecure_uri"] = data["request_insecure_uri"].partition("?")[0]
        elif not self._touches_the_suite():
            return data
        self._hide_words(data)
        return data

    def _touches_the_suite(self) -> bool:
        step = self.tb
        while step is not None:
            if _is_suites_own(step.tb_frame):
                return True
            step = step.tb_next
        return False

    def _hide_words(self, data: dict[str, Any]) -> None:
        """Hide what quotes a value: a database its row, ``int`` its text, a mapping its key."""
        if isinstance(self.exc_value, QUOTING):
            data["exception_value"] = HIDDEN
            if data["template_info"]:
                data["template_info"] = {**data["template_info"], "message": HIDDEN}
        data["unicode_hint"] = ""
        data.pop("exception_notes", None)
        for frame in data["frames"]:
            frame["exc_cause"] = frame.get("exc_cause") and type(frame["exc_cause"]).__name__


def chosen_otherwise() -> list[str]:
    """Return which settings of the site name a class that may show what this one hides."""
    return [
        name
        for name, ours in REPORTING.items()
        if not issubclass(import_string(getattr(site, name)), import_string(ours))
    ]
