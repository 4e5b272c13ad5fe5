"""What did this site settle about its deposits: who deposits, by which terms?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from agir_certification.accrochage.writing import PARIS
from agir_certification.domain.checks import Terms
from agir_certification.domain.dated_rules import RuleKey
from agir_certification.domain.passage import Depositor, Role
from agir_certification.domain.refusals import DepositorMalformed
from agir_certification.geography import known
from agir_certification.rules import current


def depositor_of(options: Mapping[str, Any] | None = None) -> Depositor:
    """Return who deposits: the options ``client``, ``certifier``, ``contract`` and ``role``.

    What an option leaves empty, ``AGIR_CERTIFICATION_DEPOSITOR`` says under the same name.
    """
    held = getattr(settings, "AGIR_CERTIFICATION_DEPOSITOR", None) or {}

    def told(name: str) -> str:
        return str((options or {}).get(name) or held.get(name) or "").strip()

    role = told("role") or Role.CERTIFIER.value
    if role not in set(Role):
        raise DepositorMalformed(field="role")
    client = told("client")
    return Depositor(client, told("certifier") or client, told("contract"), Role(role))


def terms_of(at: datetime) -> Terms:
    """Return by what passages are judged at a moment: the day in Paris, the law of that day."""
    today = at.astimezone(PARIS).date()
    return Terms(
        today=today,
        months=current.value_on(RuleKey.ACCROCHAGE, today),
        blocks_allowed=bool(getattr(settings, "AGIR_CERTIFICATION_BLOCKS_ALLOWED", False)),
        places=known.places(),
    )
