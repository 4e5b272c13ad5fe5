"""Which documents of a place can its learner take along?"""

from __future__ import annotations

from dataclasses import dataclass

from agir_certification.api.registrations import RegistrationView


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its address."""

    title: str
    url: str


def of(place: RegistrationView) -> tuple[Paper, ...]:
    """Return the documents that are there for a place."""
    del place
    return ()
