"""Which place is whose? Another's is not there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from agir_certification.api import registrations
from agir_certification.api.registrations import RegistrationUnknown, RegistrationView
from agir_dashboard.certifying import doors


def mine(request: HttpRequest, key: UUID) -> RegistrationView:
    """Return a place of who asks; raise ``Http404`` for any other."""
    try:
        found = registrations.one(key)
    except RegistrationUnknown:
        raise Http404 from None
    if found.subject != doors.subject(request):
        raise Http404
    return found
