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
from agir_certification.domain.sheet import Sheet
from agir_certification.geography import known
from agir_certification.models import Certification
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
        sheet=_sheets().get_or_open,
        places=known.places(),
    )


class _Register(dict[str, Sheet]):
    """The sheets that the site holds; of another one nothing is known, and nothing is refused."""

    def get_or_open(self, code: str) -> Sheet:
        """Return the sheet of a code."""
        return self.get(code) or Sheet(code)


def _sheets() -> _Register:
    rows = Certification.objects.values_list(
        "code", "valid_from", "valid_until", "deliverable_until"
    )
    return _Register({row[0]: Sheet(*row) for row in rows})
