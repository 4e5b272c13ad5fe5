"""Is a credential in force? ``validFrom`` and ``validUntil``, or the names of VC 1.1 for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from agir_badges.openbadges import schema
from agir_kernel.errors import DomainError


class NotYetValid(DomainError):
    """A credential that counts from a later moment on: ``since``."""

    code: ClassVar[str] = "not_yet_valid"


class Expired(DomainError):
    """A credential whose end has passed: ``until``."""

    code: ClassVar[str] = "expired"


def span(document: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Return from when and until when; raise ``ShapeWrong`` for what is no moment."""
    since = _moment(document, "validFrom", "issuanceDate")
    return since, _moment(document, "validUntil", "expirationDate")


def check(document: dict[str, Any], now: datetime, *, early: timedelta = timedelta(0)) -> None:
    """Raise ``NotYetValid`` before its first moment less ``early``, ``Expired`` after its last."""
    since, until = span(document)
    if since is not None and now + early < since:
        raise NotYetValid(since=since)
    if until is not None and until < now:
        raise Expired(until=until)


def _moment(document: dict[str, Any], *members: str) -> datetime | None:
    for member in members:
        if (text := document.get(member)) is not None:
            try:
                return schema.moment(str(text))
            except ValueError as error:
                raise schema.ShapeWrong(where=member) from error
    return None
