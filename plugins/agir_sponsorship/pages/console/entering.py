"""Who may enter the console? Those who run the site, and they only."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from agir_platform.permissions import may


def ensure(request: HttpRequest, action: str) -> None:
    """Raise ``PermissionDenied`` unless the visitor may do ``action``."""
    if not may(request.user, action):
        raise PermissionDenied(_("This page is for those who run the site. Ask them."))
