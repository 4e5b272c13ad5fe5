"""Frameworks that are written here: begun, and changed an item at a time.

Who may: none of these functions asks; pages let operators in only. Each change is one transaction
under a lock on the framework, mirrored into its taxonomy as an import's is; a change that changes
nothing writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from agir_competencies.api.frameworks import mirror
from agir_competencies.domain import local
from agir_competencies.domain.framework import Document
from agir_competencies.domain.plan import Stored
from agir_competencies.domain.refusals import FrameworkUnknown
from agir_competencies.frameworks import apply as applying
from agir_competencies.frameworks.snapshot import snapshot
from agir_competencies.models import Framework
from agir_kernel.clock import SystemClock

__all__ = ["LONGEST_STATEMENT", "Former", "add", "begin", "retire", "revive", "reword"]

LONGEST_STATEMENT = local.LONGEST_STATEMENT


@dataclass(frozen=True, slots=True)
class Former:
    """What an item said before it was reworded."""

    statement: str
    code: str


def begin(title: str, *, publisher: str = "", language: str = "", licence: str = "") -> UUID:
    """Begin a framework without an item yet; return its identifier. Raises ``TitleUnfit``."""
    identifier = uuid4()
    head = local.head(identifier, title, publisher, language, licence)
    applying.apply(Document(head, (), whole=True), SystemClock().now())
    mirror(Framework.objects.values_list("pk", flat=True).get(identifier=identifier))
    return identifier


def add(framework: UUID, statement: str, *, code: str = "", under: UUID | None = None) -> UUID:
    """Add an item, the last of its siblings; return its identifier.

    Raises ``StatementUnfit``, ``ItemUnknown`` (``under`` is not there or retired),
    ``FrameworkTooLarge``, ``NotWrittenHere`` or ``FrameworkUnknown``.
    """
    identifier = uuid4()
    _change(framework, lambda stored: local.added(stored, identifier, statement, code, under))
    return identifier


def reword(framework: UUID, item: UUID, statement: str, *, code: str = "") -> Former:
    """Say an item in other words; return those of before. Its links and evidence stay."""
    former: list[Former] = []

    def edit(stored: Stored) -> Document:
        document = local.reworded(stored, item, statement, code)
        old = stored.items[item].item
        former.append(Former(old.statement, old.code))
        return document

    _change(framework, edit)
    return former[0]


def retire(framework: UUID, item: UUID) -> tuple[UUID, ...]:
    """Retire an item with all that is below it; return what was retired."""
    gone: list[tuple[UUID, ...]] = []

    def edit(stored: Stored) -> Document:
        document, left = local.retired(stored, item)
        gone.append(left)
        return document

    _change(framework, edit)
    return gone[0]


def revive(framework: UUID, items: Collection[UUID]) -> None:
    """Bring retired items back, and what they stand under."""
    _change(framework, lambda stored: local.revived(stored, items))


@transaction.atomic
def _change(framework: UUID, edit: Callable[[Stored], Document]) -> None:
    """Let the stored framework become what ``edit`` makes of it; others wait meanwhile."""
    row = Framework.objects.select_for_update().filter(identifier=framework).first()
    if row is None:
        raise FrameworkUnknown(identifier=str(framework))
    applying.apply(edit(snapshot(row)), SystemClock().now())
