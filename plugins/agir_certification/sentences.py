"""What does a refusal of certification become: which status, which sentence?

Read by pages and REST views alike; what the shared rooms refuse, they say themselves. A sentence
says what to do.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from agir_certification import deposit_sentences, manager_sentences, registration_sentences
from agir_kernel.errors import DomainError
from agir_platform import refusals
from agir_platform.rest import sentence_of

STATUSES: Final[dict[str, int]] = {
    **deposit_sentences.STATUSES,
    **manager_sentences.STATUSES,
    **registration_sentences.STATUSES,
}

SENTENCES: Final[dict[str, Any]] = {
    **deposit_sentences.SENTENCES,
    **manager_sentences.SENTENCES,
    **registration_sentences.SENTENCES,
}


def status(refusal: DomainError) -> int:
    """Return the status that a refusal becomes."""
    found = STATUSES.get(refusal.code) or refusals.STATUSES.get(refusal.code)
    return found or HTTPStatus.BAD_REQUEST


def sentence(refusal: DomainError) -> str:
    """Return what a refusal says, in the language of the reader."""
    general = refusals.SENTENCES
    told = SENTENCES.get(refusal.code) or general.get(refusal.code, general["refused"])
    return sentence_of(told, refusal.facts)
