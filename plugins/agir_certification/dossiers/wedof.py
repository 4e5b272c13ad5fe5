"""What does Wedof say of a dossier? Optional: a paid service of a third party, with a public API.

A call that comes in is a hint that anybody could have sent (the name of the header that signs it
is not documented): of it the dossier's number alone is taken, and the dossier is read again by a
GET with the site's own key. What the call says changes nothing. Of the answer only state, days,
action and amount are kept: nothing of the person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from agir_certification.domain.dossier import DossierMalformed, ensure_number
from agir_certification.domain.hours import paris_day
from agir_certification.dossiers.telling import Told
from agir_kernel.errors import DomainError

MOST_BYTES: Final = 1_000_000
SECONDS: Final = 10
EVENT: Final = re.compile(r"registrationFolder(?:Billing)?\.[A-Za-z]{1,40}")


class WedofOff(DomainError):
    """This site has no key of Wedof."""

    code: ClassVar[str] = "wedof_off"


class WedofUnreachable(DomainError):
    """Wedof does not answer, or not as it should (``reason``)."""

    code: ClassVar[str] = "wedof_unreachable"


@dataclass(frozen=True, slots=True)
class Hint:
    """What is taken of a call: which dossier to read again."""

    external_id: str


def is_on() -> bool:
    """Tell whether the site has a key of Wedof."""
    return bool(getattr(settings, "AGIR_CERTIFICATION_WEDOF_KEY", ""))


def hint_of(payload: object) -> Hint:
    """Return which dossier a call is about; raise ``DossierMalformed`` for what is no such call.

    Both shapes in use are read: the dossier itself, and one under ``data``.
    """
    told = payload if isinstance(payload, Mapping) else {}
    inner = told.get("data")
    number = told.get("externalId") or (
        inner.get("externalId") if isinstance(inner, Mapping) else None
    )
    if not isinstance(number, str):
        raise DossierMalformed(field="external_id")
    return Hint(ensure_number(number))


def read(hint: Hint, now: datetime) -> Told:
    """Read the dossier again and return what Wedof says of it.

    Raises ``WedofOff``, ``WedofUnreachable``, ``DossierMalformed``.
    """
    if not is_on():
        raise WedofOff
    headers = {
        "X-Api-Key": settings.AGIR_CERTIFICATION_WEDOF_KEY,
        "Accept": "application/json",
    }
    folder = _get(f"{_base()}/registrationFolders/{hint.external_id}", headers)
    if not isinstance(folder, Mapping) or folder.get("externalId") != hint.external_id:
        raise WedofUnreachable(reason="answer")
    return _told(folder, now)


def _base() -> str:
    """Return the operator's address of Wedof: https, or one that development may read plainly."""
    base = str(getattr(settings, "AGIR_CERTIFICATION_WEDOF_URL", "")).rstrip("/")
    parts = urlsplit(base)
    if parts.scheme != "https" and parts.netloc not in settings.AGIR_HTTP_ALLOWED_HOSTS:
        raise WedofUnreachable(reason="address")
    return base


def _get(url: str, headers: Mapping[str, str]) -> Any:
    """Return the JSON at an address of the operator's choice: no redirect, no proxy, bounded."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            with session.get(
                url, headers=dict(headers), timeout=SECONDS, allow_redirects=False, stream=True
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise WedofUnreachable(reason="status", status=answer.status_code)
                content = answer.raw.read(MOST_BYTES + 1, decode_content=True)
                if len(content) > MOST_BYTES:
                    raise WedofUnreachable(reason="size")
        return json.loads(content)
    except (OSError, HTTPError, ValueError) as error:  # requests' own errors are OSErrors
        raise WedofUnreachable(reason=type(error).__name__) from None


def _told(folder: Mapping[str, Any], now: datetime) -> Told:
    state = folder.get("state")
    if not isinstance(state, str):
        raise WedofUnreachable(reason="answer")
    history, action = _part(folder, "history"), _part(folder, "trainingActionInfo")
    certification = _part(_part(folder, "_links"), "certification")
    on = _day(history.get(f"{state}Date")) or _day(folder.get("lastUpdate")) or paris_day(now)
    return Told(
        external_id=str(folder["externalId"]),
        state=state,
        on=min(on, paris_day(now)),
        certification_code=str(certification.get("externalId") or ""),
        action=str(action.get("title") or ""),
        starts_on=_day(action.get("sessionStartDate")),
        ends_on=_day(action.get("sessionEndDate")),
        amount_minor=_cents(action.get("totalIncl")),
        billing=str(folder.get("billingState") or ""),
    )


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}


def _day(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return paris_day(at) if at.tzinfo else at.date()


def _cents(euros: object) -> int | None:
    if euros is None or isinstance(euros, bool):
        return None
    try:
        cents = Decimal(str(euros)) * 100
    except ArithmeticError:
        return None
    return int(cents) if cents.is_finite() and 0 <= cents < 10**12 else None
