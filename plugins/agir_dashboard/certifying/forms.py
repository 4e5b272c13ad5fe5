"""What does a form of registration say? Bounded, and nothing of it is trusted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from agir_dashboard.certifying.acts import Asked
from agir_dashboard.certifying.refusals import RouteUnknown


def asked(request: HttpRequest) -> Asked:
    """Return what was sent; raise ``RouteUnknown`` for what no form of ours sends."""
    sent = request.POST
    key = uuid_of(sent.get("key", ""))
    if key is None:
        raise RouteUnknown
    return Asked(
        route=sent.get("route", "")[:16],
        key=key,
        absence=sent.get("absence", "")[:32],
        pool=uuid_of(sent.get("pool", "")),
        code=sent.get("code", "")[:64],
        need=sent.get("need", "")[:32],
        address=request.META.get("REMOTE_ADDR", ""),
    )


def uuid_of(text: str) -> UUID | None:
    """Return a UUID, ``None`` for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
