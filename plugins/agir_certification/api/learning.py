"""What a learner's own pages show: blocs that are near, terms of an absence, steps, faults.

Who may: none of these functions asks; pages hand over what belongs to who is signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from agir_certification import fault_words, sentences
from agir_certification.civil_status import records
from agir_certification.domain.civil_status import CivilStatus
from agir_certification.domain.hours import paris_day
from agir_certification.domain.identity_checks import identity_faults
from agir_certification.geography import known
from agir_certification.registrations.story import RegistrationStepView, steps
from agir_certification.repertoire.nearness import NearBloc, is_near, near
from agir_certification.rules.absence import AbsenceTerms
from agir_certification.rules.absence import terms as absence_terms
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "AbsenceTerms", "FieldFault", "NearBloc", "RegistrationStepView", "absence_terms", "asks_nir",
    "faults", "is_asked", "is_near", "near", "paris_day", "refusal_sentence", "refusal_status",
    "steps", "today",
]  # fmt: skip

refusal_sentence = sentences.sentence
refusal_status = sentences.status


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What the Caisse des Dépôts would not match: the schema's element, and what to do.

    ``keeps_back`` is false for a warning. ``sentence`` holds no value.
    """

    field: str
    detail: str
    sentence: str
    keeps_back: bool


@sensitive_variables()
def faults(
    status: CivilStatus, *, username: str = "", clock: Clock | None = None
) -> tuple[FieldFault, ...]:
    """Return what is wrong with a civil status as it was typed, before it is kept."""
    found = identity_faults(status, today(clock), username=username, places=known.places())
    return tuple(
        FieldFault(one.field, one.detail, fault_words.sentence(one), one.keeps_back)
        for one in found
    )


def asks_nir() -> bool:
    """Tell whether the site asks for a NIR: a certifier's own decision, off unless made."""
    return bool(getattr(settings, "AGIR_CERTIFICATION_NIR", False))


def is_asked(subject: UUID) -> bool:
    """Tell whether a session of the learner needs their civil status."""
    return records.is_asked(subject)


def today(clock: Clock | None = None) -> date:
    """Return the day in Paris."""
    return paris_day((clock or SystemClock()).now())
